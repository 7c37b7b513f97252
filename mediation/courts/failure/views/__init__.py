"""The pages of cases that go back to their court, and of agreements filed for the record."""

from mediation.courts.failure.views import page
from mediation.courts.failure.views.record import records

__all__ = ["page", "records"]
