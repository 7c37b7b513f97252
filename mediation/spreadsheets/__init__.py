"""Tables of cells in and out: XLSX, CSV and JSON Lines, row by row, whatever their size.

Lives here: reading a file that somebody typed (which sheet, which row holds the headings, what each
cell says), and writing rows of typed cells. May not live here: what the columns mean (`bulk`,
`exports`), the database, rights.
"""
