"""The roster: who mediates where, in which field, and what they had to disclose."""
