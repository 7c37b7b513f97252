"""Our list beside theirs for a period: what matches, what only one side has, what differs.

A difference is closed by a person with a reason; a list that comes in changes nothing by itself.
"""
