"""What runs when and why, and who acts: exactly one runner over all processes and machines.

`table.py` lists the jobs; each topic has its file, and each job asks the database what is due, so
that a missed beat, an hour or a week loses nothing. `leases.py` says who may act, `runner.py` runs
what is due, `scheduler.py` is the only file that knows APScheduler and gives the beat.
"""
