"""Judicial confirmation (司法确认): may a court confirm the settlement, which one, with what, until when.

Where an application stands is told by its hand-over in the ledger (`court_confirmation`); this package
keeps what has no place there: the facts of its conditions, the court chosen, each side's word, the papers.
"""
