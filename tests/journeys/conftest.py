"""Cases that have come some way, for journeys that begin in the middle.

The way there is walked by HTTP once for each database; other tests begin from the kept scene.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests import cast
from tests.conftest import MONDAY, StandingClock
from tests.journeys.road import CENTRE, SETTLEMENT, SIDES, Road, filed
from tests.stages import Stage

Come = Callable[[str], Road]
A_MINUTE = timedelta(minutes=1)  # no two acts of a case fall on one moment


def to_consulting(road: Road) -> None:
    road.clock.advance(days=1)
    road.accept()
    road.route(CENTRE)
    road.appoint("陈海燕")


def to_mediation(road: Road) -> None:
    for side in SIDES:
        road.hear(side)
    road.begin()


def to_signing(road: Road) -> None:
    road.draft(**SETTLEMENT)
    road.offer()


# Each stretch begins where the one before it ends.
STRETCHES: dict[str, Callable[[Road], None]] = {
    "submitted": lambda road: None,
    "consulting": to_consulting,
    "under_mediation": to_mediation,
    "awaiting_signature": to_signing,
}


@pytest.fixture(scope="session")
def milestones() -> dict[str, tuple[str, str, datetime]]:
    """Number, code and moment of the kept case of each scene."""
    return {}


@pytest.fixture
def come_to(
    stage: Stage,
    request: pytest.FixtureRequest,
    clock: StandingClock,
    milestones: dict[str, tuple[str, str, datetime]],
) -> Come:
    """`come_to("under_mediation")`: the road of a case that is in that state, in a founded city."""

    def come(state: str) -> Road:
        scene = f"{request.node.callspec.params['database']}, a case {state}"
        if scene not in stage.scenes:
            _walk(state, scene)
        stage.set(scene)
        number, code, moment = milestones[scene]
        clock.move_to(moment + A_MINUTE)
        return Road(stage.app, clock, number, mediator=cast.CENTRE_MEDIATOR, code=code)

    def _walk(state: str, scene: str) -> None:
        states = list(STRETCHES)
        if state == states[0]:
            request.getfixturevalue("founded")
            clock.move_to(MONDAY)
            number, code = filed(stage.app.test_client())
            road = Road(stage.app, clock, number, mediator=cast.CENTRE_MEDIATOR, code=code)
        else:
            road = come(states[states.index(state) - 1])
            STRETCHES[state](road)
        milestones[scene] = road.number, road.code, clock.now
        stage.keep(scene)

    return come
