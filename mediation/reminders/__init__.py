"""Reminders: raised by the ladder of each deadline, gathered into one letter a morning.

A sweep raises what has come; a gathering, within the hours of each place, says what still holds.
Nothing is said twice, and nothing is said of a deadline that was met, paused or moved meanwhile.
"""
