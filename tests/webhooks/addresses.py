"""Addresses of bodies of the invented city, entered by its administrator."""

from __future__ import annotations

from mediation import clock
from mediation.access.by import By
from mediation.organisations.models import Organisation
from mediation.webhooks import operations
from mediation.webhooks.kinds import offered
from mediation.webhooks.models import Subscription
from tests import cast
from tests.builders import actor

NOWHERE = "https://notices.example/house"


def told_of_everything(body: Organisation, url: str = NOWHERE) -> Subscription:
    """The body's system hears of every event that such a body is offered."""
    return operations.subscribe(
        body, url, list(offered(body.kind)), By(actor(cast.ADMINISTRATOR), clock.now())
    )
