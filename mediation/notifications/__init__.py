"""Letters: rows written in the transaction of the change that they tell of (outbox).

Nothing is sent from an operation. A letter carries codes and dates, never personal data.
"""
