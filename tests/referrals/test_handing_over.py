"""A matter leaves, is signed for, has a result and may come back; another comes in and is answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from mediation import clock
from mediation.access.actor import Actor
from mediation.access.by import By
from mediation.access.table import allows
from mediation.acts.refusals import GuardRefused, NotAllowed, ReasonMissing
from mediation.cases.operations import perform as perform_on_case
from mediation.clock import day_of
from mediation.documents.queries import documents_of_case
from mediation.organisations.models import Kind, Organisation
from mediation.referrals import acts, entering, queries
from mediation.referrals.entering import Entry
from mediation.referrals.models import Referral
from mediation.referrals.operations import perform
from mediation.referrals.refusals import AlreadyEntered
from mediation.rules.procedures import referral_steps
from mediation.timeline import queries as timeline
from tests import cast
from tests.builders import actor, body, case_in, centre
from tests.referrals.arrivals import NUMBER, arrival, arrived, court, running, taken

if TYPE_CHECKING:
    from tests.conftest import StandingClock

pytestmark = pytest.mark.usefixtures("founded", "session", "undrawn")


def out(kind: str = "police_crime", state: str = "consulting", **changes: Any) -> Referral:
    case = case_in(state)
    plain: dict[str, Any] = {"kind": kind, "materials": ({"title": "调解申请", "copies": 2},)}
    to = body("厦门市公安机关（演示）", Kind.AUTHORITY)
    return acts.hand_over(
        case,
        Entry(**(plain | changes)),
        to,
        "涉嫌信用卡诈骗。",
        By(actor(cast.MANAGER), clock.now()),
        centre=centre(),
    )


# -- from the court


def test_a_court_is_answered_within_three_working_days_of_the_day_of_signing() -> None:
    found = arrived()
    assert found.state == "registered"
    assert running(found) == {"C09": date(2026, 3, 5)}  # Monday 2 March; 法释〔2021〕23号 art. 12
    assert found.their_number == NUMBER


def test_the_period_of_an_assigned_case_runs_from_the_day_of_signing() -> None:
    signed_for = clock.today() - timedelta(days=2)
    found = taken(received_on=signed_for)
    assert found.case is not None
    period = next(one for one in found.case.deadlines if one.code == "C04")
    assert period.start_on == signed_for
    assert next(one for one in found.case.deadlines if one.code == "C02").start_on == clock.today()
    assert (found.case.track, found.case.channel, found.case.referrer_id) == ("assigned", "court", court().id)
    assert running(found) == {}


def test_what_was_entered_once_is_not_entered_again_however_it_is_typed() -> None:
    first = arrived()
    with pytest.raises(AlreadyEntered) as refused:
        arrived(arrival(their_number="(2026) 闽0203 诉前调 01234 号"))
    assert refused.value.number == first.number_text


def test_silence_lets_the_court_appoint_another_and_is_kept(clock: StandingClock) -> None:
    found = arrived()
    clock.advance(days=4)
    acts.lapse(found.id, "whatever", clock.now)
    assert found.state == "unanswered"
    assert timeline.entries_of(found.thread)[0].event == "referral_unanswered"


def test_the_end_of_the_case_asks_for_the_result_within_three_working_days() -> None:
    found = taken()
    assert found.case is not None
    perform_on_case(found.case, "withdraw", By(actor(cast.CLERK), clock.now()), reason="当事人和解。")
    assert (found.state, found.result) == ("result_due", "withdrawn")
    assert set(running(found)) == {"C12"}


# -- to the police


def test_a_crime_ends_mediation_and_leaves_with_one_letter() -> None:
    found = out()
    assert found.case is not None
    assert (found.state, found.case.outcome) == ("sent", "transferred")
    assert set(running(found)) == {"H02"}
    letters = [one for one in documents_of_case(found.case.id) if one.kind == "transfer_letter"]
    assert len(letters) == 1


def test_a_report_leaves_mediation_going_on() -> None:
    found = out("police_escalation", stops=False)
    assert found.case is not None
    assert (found.state, found.case.state) == ("sent", "consulting")


def test_refused_by_the_police_it_comes_back_under_the_same_number(clock: StandingClock) -> None:
    found = out()
    case = found.case
    assert case is not None
    number, filed_at, accepted_at = case.number_text, case.filed_at, case.accepted_at
    who = actor(cast.MANAGER)
    acts.sign_for(found, "sign_for", "值班民警", day_of(clock.now), By(who, clock.now))
    clock.advance(days=3)
    perform(found, "they_refuse", By(who, clock.now), reason="没有犯罪事实。")
    acts.come_back(found, "公安机关不予立案。", By(who, clock.now))
    assert (found.state, case.state, case.outcome) == ("came_back", "accepted", "")
    assert (case.number_text, case.filed_at, case.accepted_at) == (number, filed_at, accepted_at)
    assert case.ended_at is None
    again = [one for one in case.deadlines if one.code == "C03" and one.runs]
    assert [one.start_on for one in again] == [day_of(clock.now)]


def test_a_conviction_does_not_come_back() -> None:
    found = out()
    who = actor(cast.MANAGER)
    acts.sign_for(found, "sign_for", "值班民警", clock.today(), By(who, clock.now()))
    perform(
        found,
        "record_result",
        By(who, clock.now()),
        changes={"result": "convicted", "result_on": clock.today()},
    )
    with pytest.raises(GuardRefused):
        acts.come_back(found, "当事人要求。", By(who, clock.now()))
    assert found.case is not None
    assert found.case.outcome == "transferred"


def test_the_receipt_names_who_signed() -> None:
    found = out()
    with pytest.raises(GuardRefused):
        acts.sign_for(found, "sign_for", " ", clock.today(), By(actor(cast.MANAGER), clock.now()))
    acts.sign_for(found, "sign_for", "值班民警", clock.today(), By(actor(cast.MANAGER), clock.now()))
    (receipt,) = queries.receipts_of(found)
    assert (receipt.signed_by, receipt.signed_on) == ("值班民警", clock.today())
    assert set(running(found)) == {"H03"}


# -- who


def test_a_court_reads_and_answers_only_what_is_its_own() -> None:
    found = taken()
    liaison, other = actor(cast.COURT_LIAISON), actor(cast.AUTHORITY_LIAISON)
    assert queries.by_number(liaison, found.year, found.number) is found
    assert queries.by_number(other, found.year, found.number) is None
    with pytest.raises(NotAllowed):
        perform(found, "suspend", By(liaison, clock.now()), reason="无。")


def test_the_receiver_sees_what_was_sent_and_never_what_was_only_prepared() -> None:
    police = body("厦门市公安机关（演示）", Kind.AUTHORITY)
    receiver = replace(actor(cast.AUTHORITY_LIAISON), organisation_id=police.id)
    sent, draft = out("police_crime"), _prepared(police)
    assert sees(receiver, sent)
    assert draft.state == "drafted"
    assert referral_steps.is_open(draft.state)
    assert not sees(receiver, draft)
    assert sees(actor(cast.MANAGER), draft)
    perform(draft, "take_back", By(actor(cast.MANAGER), clock.now()), reason="情况有变。")
    assert not sees(receiver, draft)
    perform(draft, "close", By(actor(cast.MANAGER), clock.now()))
    assert not sees(receiver, draft)


def _prepared(receiver: Organisation) -> Referral:
    return entering.enter(
        Entry(kind="police_escalation"),
        receiver,
        By(actor(cast.MANAGER), clock.now()),
        centre=centre(),
        case=case_in("consulting"),
    )


def sees(reader: Actor, found: Referral) -> bool:
    """By the table of rights, which the list must agree with."""
    listed = queries.by_number(reader, found.year, found.number) is found
    assert listed == allows("referral.view", reader, found)
    return listed


def test_declining_needs_a_reason() -> None:
    found = arrived()
    with pytest.raises(ReasonMissing):
        perform(found, "decline", By(actor(cast.CLERK), clock.now()))
    perform(found, "decline", By(actor(cast.CLERK), clock.now()), reason="不属于本中心章程范围。")
    assert (found.state, found.reason, running(found)) == ("declined", "不属于本中心章程范围。", {})


def test_a_ticket_runs_as_many_working_days_as_its_source_gives() -> None:
    hotline = body("12345热线办（演示）", Kind.AUTHORITY)
    found = arrived(arrival("hotline_12345", their_number="GD2026-0001", return_days=5), hotline)
    acts.take(found, By(actor(cast.CLERK), clock.now()), centre=centre(), on_platform=False)
    assert running(found) == {"C38": date(2026, 3, 9)}


def test_a_closed_entry_waits_for_nobody() -> None:
    found = arrived()
    perform(found, "decline", By(actor(cast.CLERK), clock.now()), reason="重复。")
    perform(found, "close", By(actor(cast.CLERK), clock.now()))
    assert (found.is_open, running(found)) == (False, {})


def test_a_ticket_that_says_nothing_runs_as_its_source_always_wants_it() -> None:
    hotline = body("12345热线办（演示）", Kind.AUTHORITY)  # five working days
    assert taken("hotline_12345", hotline, their_number="GD2026-0002").return_days == 5
    assert taken("hotline_12345", hotline, their_number="GD2026-0003", return_days=2).return_days == 2
