"""The dispute: its parties, facts and deadlines, and the one way its state changes.

`operations.perform` has a row of the transition table walked; nothing else sets a state. What higher
packages know (consents, terms, signatures) reaches the guards through `extension_points`.
"""
