"""The pages of the wizard, by what a person does there."""

from mediation.intake.views import door, evidence, filing, wizard
from mediation.intake.views.blueprint import blueprint

__all__ = ["blueprint", "door", "evidence", "filing", "wizard"]
