"""The calendar of a person: sessions and last days of what they may see, on the desk and as a feed.

A feed may be read by a foreign calendar: it carries numbers and kinds, never a name.
"""
