"""The pages of packages: of one hand-over, of many at once, and the check that anyone may make."""

from mediation.packages.views.batch import blueprint as batch
from mediation.packages.views.check import blueprint as check
from mediation.packages.views.handover import blueprint as handover
from mediation.packages.views.handover import section

BLUEPRINTS = (handover, batch, check)

__all__ = ["BLUEPRINTS", "section"]
