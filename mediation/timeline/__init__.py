"""What happened: append-only entries with declared facts, hash-chained per thread.

An entry is written in the transaction of the change it tells of. Rules never read the timeline.
No personal data goes into it: people are named by their side or by their user.
"""
