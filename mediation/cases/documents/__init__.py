"""The documents of a case: issued by an act, made by hand, and their forms."""
