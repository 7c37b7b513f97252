"""The pages of the wizard, by what a person does there."""

from mediation.intake.views import entrance, evidence, filing, wizard
from mediation.intake.views.blueprint import blueprint

__all__ = ["blueprint", "entrance", "evidence", "filing", "wizard"]
