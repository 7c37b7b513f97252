"""The agreement: its terms and what is wrong with them, clauses, signatures, and the elements of a claim."""
