"""What runs when and why. The scheduler only calls operations; only `scheduler.py` knows APScheduler.

A missed tick loses nothing: each job asks the database what is due.
"""
