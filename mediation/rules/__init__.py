"""The law book: every rule of time, money, number and place.

Pure Python over `tables/*.csv`. Nothing here knows Flask, the database or the clock: what a
rule needs is handed to it at the call, days and moments by the keywords `on` and `at`.
Law is data: one row is one rule, with its dates in force and its article.
"""
