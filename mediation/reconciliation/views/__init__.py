"""The pages of the reconciliations."""

from mediation.reconciliation.views import beginning, differences, page
from mediation.reconciliation.views.door import blueprint

__all__ = ["beginning", "blueprint", "differences", "page"]
