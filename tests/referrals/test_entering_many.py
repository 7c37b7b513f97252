"""Many are entered as each would be alone; a mistake is taken out while nobody worked on it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from mediation import clock
from mediation.access.by import By
from mediation.acts.refusals import GuardRefused
from mediation.numbering import NumberSeries
from mediation.referrals import acts, entering, operations
from mediation.referrals.models import Referral
from mediation.referrals.refusals import AlreadyEntered
from mediation.timeline.models import TimelineEntry
from mediation.timeline.queries import entries_of
from tests import cast
from tests.builders import actor, centre
from tests.conftest import StandingClock
from tests.counting import counted_queries
from tests.referrals.arrivals import arrival, arrived, court, running, taken

pytestmark = pytest.mark.usefixtures("founded", "undrawn")

REASON = "清单发错，法院已撤回。"


def entered(count: int, first: int = 1) -> list[Referral]:
    return entering.enter_many(
        [arrival(their_number=f"（2026）闽0203诉前调{first + n}号") for n in range(count)],
        court(),
        By(actor(cast.CLERK), clock.now()),
        centre=centre(),
        batch_id=7,
    )


def test_each_of_many_is_what_it_would_be_alone(session: Session) -> None:
    alone = arrived(arrival(their_number="（2026）闽0203诉前调900号"))
    many = entered(3)
    assert [one.number for one in many] == [alone.number + 1, alone.number + 2, alone.number + 3]
    for one in many:
        assert (one.state, one.turn, one.due_on, one.version) == (
            alone.state,
            alone.turn,
            alone.due_on,
            alone.version,
        )
        assert running(one) == running(alone)
        assert [entry.event for entry in entries_of(one.thread)] == ["referral_registered"]
        assert one.batch_id == 7


def test_the_number_after_a_block_follows_it(session: Session) -> None:
    entered(3)
    assert arrived(arrival(their_number="（2026）闽0203诉前调901号")).number == 4
    assert session.scalars(select(NumberSeries.last).where(NumberSeries.name.endswith("转"))).one() == 4


def test_one_more_costs_the_four_rows_written_for_it(app: Flask, session: Session) -> None:
    entered(1, first=500)  # what is asked once
    with counted_queries(app) as few:
        entered(5, first=600)
    with counted_queries(app) as many:
        entered(25, first=700)
    assert len(many) - len(few) <= 20 * 4


def test_one_number_that_is_in_the_ledger_stops_all(session: Session) -> None:
    arrived(arrival(their_number="（2026）闽0203诉前调2号"))
    with pytest.raises(AlreadyEntered):
        entered(3)
    assert session.query(Referral).count() == 1


def test_what_nobody_signed_for_yet_is_answered_from_its_entering_and_signed_for_when_it_is_taken(
    session: Session, clock: StandingClock
) -> None:
    found = arrived(arrival(received_on=None))
    assert found.received_on is None
    assert "C09" in running(found)
    clock.advance(days=1)
    acts.take(found, By(actor(cast.CLERK), clock.now), centre=centre(), on_platform=True)
    assert found.received_on == clock.now.date()


def test_what_was_entered_by_mistake_leaves_its_history_and_frees_its_number(session: Session) -> None:
    wrong = arrived()
    acts.take_out(wrong, REASON, By(actor(cast.CLERK), clock.now()))
    assert (wrong.state, wrong.is_open, wrong.arrival_key, wrong.due_on) == ("mistaken", False, None, None)
    assert not running(wrong)
    assert [entry.event for entry in entries_of(wrong.thread)] == [
        "referral_taken_out",
        "referral_registered",
    ]
    again = arrived()
    assert again.number == wrong.number + 1, "no number is given twice"


def test_the_silence_that_the_house_noted_is_no_work(session: Session, clock: StandingClock) -> None:
    wrong = arrived()
    acts.lapse(wrong.id, "lapse_answer", clock.now + timedelta(days=9))
    acts.take_out(wrong, REASON, By(actor(cast.CLERK), clock.now))
    assert wrong.state == "mistaken"


def test_what_was_worked_on_stays(session: Session) -> None:
    noted = arrived()
    operations.perform(
        noted, "add_note", By(actor(cast.CLERK), clock.now()), facts={"text": "已电话联系法官。"}
    )
    with pytest.raises(GuardRefused):
        acts.take_out(noted, REASON, By(actor(cast.CLERK), clock.now()))
    assert (noted.state, noted.arrival_key is not None) == ("registered", True)
    begun = taken(their_number="（2026）闽0203诉前调77号")
    assert begun.state == "taken"
    assert (
        session.scalars(select(TimelineEntry).where(TimelineEntry.event == "referral_taken_out")).all() == []
    )
