"""The pages of judicial confirmation; importing them hangs their routes on the blueprints."""

from mediation.courts.confirmation.views import act_forms, page
from mediation.courts.confirmation.views.own_case import own

__all__ = ["act_forms", "own", "page"]
