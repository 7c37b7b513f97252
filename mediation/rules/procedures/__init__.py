"""Procedures: tables of transitions and their guards, judicial confirmation, results, the case file."""
