"""The pages of the reconciliations."""

from mediation.reconciliation.views import beginning, differences, page
from mediation.reconciliation.views.lookup import blueprint

__all__ = ["beginning", "blueprint", "differences", "page"]
