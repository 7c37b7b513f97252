"""The endpoints, hung onto one blueprint; importing a file of endpoints declares them."""

from __future__ import annotations

from flask import Blueprint, Response

from mediation.api import answering, problems
from mediation.api.declaring import ENDPOINTS, PLACES, Endpoint
from mediation.api.views import acts, cases, desk, documentation, house, packages, referrals, webhooks
from mediation.web import programs
from mediation.web.setup import csrf

blueprint = Blueprint("api", __name__, url_prefix=programs.ROOT)
BLUEPRINTS = (blueprint, documentation.blueprint, desk.blueprint)
DECLARED_IN = (house, referrals, packages, acts, cases, webhooks)


@blueprint.before_app_request
def begin() -> None:
    if programs.is_for_programs():
        answering.begin()


@blueprint.after_app_request
def note(response: Response) -> Response:
    is_a_call = programs.is_for_programs() and not documentation.is_specification()
    return answering.note(response) if is_a_call else response


def _address(endpoint: Endpoint) -> str:
    """As the router wants it: `/referrals/<case_number:number>`."""
    address = endpoint.path
    for place in endpoint.places:
        address = address.replace(f"{{{place}}}", f"<{PLACES[place][0]}:{place}>")
    return address


for _one in ENDPOINTS.values():
    blueprint.add_url_rule(
        _address(_one),
        _one.name,
        answering.view_of(_one),
        methods=[_one.method],
        provide_automatic_options=False,
    )
csrf.exempt(blueprint)  # nothing that a browser sends by itself opens anything here
programs.speak_with(problems.of_status)
