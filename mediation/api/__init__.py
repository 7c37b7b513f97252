"""The house for other systems: the same rights and compartments, in JSON.

Tokens belong to an organisation and have scopes; the specification is made from the endpoints
themselves and served here, with nothing from outside.
"""
