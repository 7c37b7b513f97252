"""The law book: every rule of time, money, number and place.

Pure Python over `tables/*.csv`. Nothing here knows Flask, the database or the clock: what a
rule needs is handed to it at the call, days and moments by the keywords `on` and `at`.
Law is data: one row is one rule, with its dates in force and its article.

The map, floor by floor. Imports go down only, and a line of the map is a layer of an import
contract in `setup.cfg`; `tests/house/test_map.py` holds the two to each other. The wings of
one floor do not know each other, and no two files of a wing import each other in a circle.

 0  findings tables                  what a rule answers, in both languages; the text of the tables
 1  dated phrases refusals           dates in force; sentences put together; what cannot be taken
    vocabulary                       the words of stored codes
 2  rows                             the rows of a table as values
 3  time                             working days, periods, deadlines, limitation, reminders
    money                            amounts, reference rates, interest, what a loan costs, court fees
    numbers                          numbers of persons, firms, cases and courts; places
 4  acceptance                       who may come with what, by which regime, to which station and mediator
 5  procedures                       steps of every kind of matter, confirmation, payment order, results
    agreement                        terms and their faults, clauses, signatures, elements, schedules
 6  book                             the whole: checked at start, printed for a lawyer
"""
