"""The blueprint, and how a view gets hold of the hand-over in its address."""

from __future__ import annotations

from flask import Blueprint, abort

from mediation.access.guard import current_actor
from mediation.referrals import queries
from mediation.referrals.models import Referral

blueprint = Blueprint("referrals", __name__, url_prefix="/desk/referrals")


def referral_or_404(number: str) -> Referral:
    """The hand-over, if the actor may see it; unknown and hidden ones answer alike."""
    year, serial = number.split("-")
    return queries.by_number(current_actor(), int(year), int(serial)) or abort(404)
