"""Acceptance: may the centre take a complaint, must it leave, which station and mediator, by which regime."""
