"""Lists of matters that come in as spreadsheets: which column is what, a dry run, loading, undoing.

The mapping of a sender's columns is remembered. Nothing is entered before the dry run was seen.
"""
