"""Lists that bodies send as spreadsheets: the file as it came, and which column of it means what.

The mapping of a body's columns is remembered for each kind of list, whoever reads it next. May not
live here: what the rows are good for (`bulk`, `reconciliation`), how a file is read (`spreadsheets`).
"""
