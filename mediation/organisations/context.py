"""What every page says about the centre, in its head and foot."""

from __future__ import annotations

from typing import Any

from flask import g

from mediation.organisations.queries import the_centre
from mediation.rules.findings import Words

UNNAMED = Words("金融纠纷调解中心", "Financial Dispute Mediation Centre")


def centre() -> dict[str, Any]:
    """`centre` for the layouts; read once per request."""
    if "centre_card" not in g:
        g.centre_card = _card()
    return {"centre": g.centre_card}


def _card() -> dict[str, Any]:
    body = the_centre()
    if body is None:
        return {"name": UNNAMED}
    return {
        "name": body.words,
        "phone": body.phone,
        "address": Words(body.address, body.address_en or body.address),
        "hours": Words(body.hours, body.hours_en or body.hours) if body.hours else "",
        "icp": body.icp,
        "police_no": body.police_no,
        "site_code": body.site_code,
    }
