"""The pages of what courts do with a dispute; importing them hangs their routes on the blueprint."""

from mediation.courts.views.door import blueprint

__all__ = ["blueprint"]
