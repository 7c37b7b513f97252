"""Who may do what: one table of rights, the facts it asks about, and the guard at the door.

The default is no. Only `guard.py` knows Flask and only `rows.py` the database. Masking of personal
data for lists lives in the law book (`rules.identifiers`), because it is the same for every reader.
"""
