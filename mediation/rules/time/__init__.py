"""Time: working days, periods, deadlines with their last day and why it is that day, limitation, reminders.

Imports nothing of the other wings.
"""
