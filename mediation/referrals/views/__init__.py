"""The ledger's pages; importing them hangs their routes on the blueprint."""

from mediation.referrals.views import acts, entering, ledger
from mediation.referrals.views.lookup import blueprint

__all__ = ["acts", "blueprint", "entering", "ledger"]
