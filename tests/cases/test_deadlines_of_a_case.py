"""The clocks of a case: when each starts, stops, pauses and is lengthened, and which days the letters name.

Golden dates: counting begins on the next day; 2026-10-01 to 10-07 are a holiday, so a last day there
moves to 2026-10-08; Sunday 2026-09-20 and Saturday 2026-10-10 are worked.
"""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from mediation import clock
from mediation.access.actor import HOUSE
from mediation.access.by import By
from mediation.acts.refusals import GuardRefused, NotAllowed
from mediation.cases import acts, timekeeping
from mediation.cases.models import Case
from mediation.cases.operations import perform
from mediation.clock import moment_of
from mediation.deadlines.models import FAR_OFF, Deadline
from mediation.deadlines.reckoning import due
from mediation.notifications.models import Letter
from mediation.notifications.queries import text_of
from mediation.rules.procedures.machine import NotPossible
from mediation.timeline.queries import entries_of
from tests import cast
from tests.builders import actor, case_in, opened, walk
from tests.conftest import StandingClock

pytestmark = pytest.mark.usefixtures("founded", "undrawn")

AGREED = ("all_parties",)


def at(day: str, hour: int = 10) -> datetime:
    return moment_of(date.fromisoformat(day), hour)


def running(case: Case) -> dict[str, str]:
    """The last day of what runs or is paused, by code."""
    return {one.code: one.due_on.isoformat() for one in case.deadlines if one.runs}


def only(case: Case, code: str) -> Deadline:
    (found,) = [one for one in case.deadlines if one.code == code]
    return found


@pytest.mark.parametrize(
    ("filed", "decide_by", "remark"),
    [
        ("2026-03-02", "2026-03-05", "Monday: three working days"),
        ("2026-03-06", "2026-03-11", "Friday: a weekend between"),
        ("2026-02-12", "2026-02-24", "before Spring Festival: 02-13, the worked 02-14, then 02-24"),
        ("2026-09-18", "2026-09-22", "Friday: Sunday 09-20 is worked"),
        ("2026-09-30", "2026-10-10", "10-08, 10-09 and the worked Saturday 10-10"),
        ("2026-10-03", "2026-10-10", "filed within the holiday"),
    ],
)
def test_the_centre_decides_within_three_working_days(
    session: Session, clock: StandingClock, filed: str, decide_by: str, remark: str
) -> None:
    clock.move_to(at(filed))
    case = opened().case
    assert running(case) == {"C01": decide_by}, remark


@pytest.mark.parametrize(
    ("track", "accepted", "code", "due", "remark"),
    [
        ("own", "2026-09-01", "C03", "2026-10-08", "30 days end on 10-01: after National Day"),
        ("own", "2026-09-08", "C03", "2026-10-08", "30 days end on 10-08, a working day"),
        ("own", "2026-03-02", "C03", "2026-04-01", "30 days, an ordinary Wednesday"),
        ("own", "2026-09-10", "C03", "2026-10-10", "30 days end on a worked Saturday"),
        ("assigned", "2026-09-01", "C04", "2026-10-08", "assigned before filing: 30 days"),
        ("entrusted", "2026-09-01", "C05", "2026-09-16", "entrusted, ordinary procedure: 15 days"),
        ("entrusted", "2026-09-18", "C05", "2026-10-08", "15 days end on 10-03"),
        ("entrusted_simple", "2026-09-01", "C06", "2026-09-08", "entrusted, simplified procedure: 7 days"),
        ("entrusted_simple", "2026-09-13", "C06", "2026-09-20", "7 days end on a worked Sunday"),
        ("entrusted_simple", "2026-09-19", "C06", "2026-09-28", "7 days end within Mid-Autumn Festival"),
    ],
)
def test_the_mediation_period_is_that_of_the_road_on_which_the_case_came(
    session: Session, clock: StandingClock, track: str, accepted: str, code: str, due: str, remark: str
) -> None:
    clock.move_to(at(accepted))
    case = case_in("accepted", track=track)
    assert running(case)[code] == due, remark
    of_court = set() if track == "own" else {"C07", "C10"}
    assert set(running(case)) == {"C02", code} | of_court, "and no other"
    assert entries_of(case.thread)[0].event == "complaint_accepted"


# What each act does to the clocks: codes that run afterwards, codes that are over.


@pytest.mark.parametrize(
    ("state", "action", "runs", "over", "remark"),
    [
        ("submitted", None, "C01", "", ""),
        ("submitted", "request_correction", "", "C01", "the centre waits for the applicant"),
        ("correction_requested", "supply_correction", "C01", "C01", "it begins anew"),
        ("submitted", "accept", "C02 C03", "C01", ""),
        ("submitted", "refuse", "", "C01", ""),
        ("accepted", "route", "C02 C03", "C01", "routing touches no clock"),
        ("consulting", "begin", "C03", "C01 C02 C09_OWN", "both were asked"),
        ("routed", "appoint", "C02 C03 C09_OWN", "C01", "the mediator has to confirm"),
        ("consulting", "confirm_appointment", "C02 C03", "C01 C09_OWN", ""),
        ("consulting", "notify_rights", "C02 C03", "C01 C09_OWN", "to act is to accept"),
        ("consulting", "decline_appointment", "C02 C03", "C01 C09_OWN", "the case waits for another"),
        ("consulting", "appoint", "C02 C03 C09_OWN", "C01 C09_OWN", "another one is asked anew"),
        ("consulting", "decline", "", "C01 C02 C03 C09_OWN", ""),
        ("under_mediation", "offer_terms", "C03", "C01 C02 C09_OWN", "signing is within the period"),
        ("under_mediation", "pause", "", "C01 C02 C09_OWN", "nothing runs while it is paused"),
        ("under_mediation", "end_wide_gap", "", "C01 C02 C03 C09_OWN", ""),
        ("under_mediation", "withdraw", "", "C01 C02 C03 C09_OWN", ""),
        ("paused", "withdraw", "", "C01 C02 C03 C09_OWN", "also from a pause"),
        ("awaiting_signature", "refuse_to_sign", "", "C01 C02 C03 C09_OWN", ""),
        ("concluded", None, "C14", "C01 C02 C03 C09_OWN", "only the thirty days for confirmation"),
    ],
)
def test_each_act_starts_and_stops_the_clocks_that_its_row_names(
    session: Session, state: str, action: str | None, runs: str, over: str, remark: str
) -> None:
    case = case_in(state)
    if action == "begin":
        walk(case, "notify_rights", "record_consent")
    if action == "offer_terms":
        walk(case, "draft_terms")
    if action:
        walk(case, action)
    assert {one.code for one in case.deadlines if one.status == "running"} == set(runs.split()), remark
    assert {one.code for one in case.deadlines if one.status == "met"} == set(over.split()), remark
    assert all(one.ended_on == date(2026, 3, 2) for one in case.deadlines if one.status == "met")


def test_a_side_that_agreed_was_evidently_notified(session: Session) -> None:
    case = case_in("consulting", track="assigned")
    assert only(case, "C10").status == "running"
    walk(case, "notify_rights", "record_consent", "begin")
    assert only(case, "C10").status == "met"


def test_a_supplied_correction_gives_the_centre_three_new_days(
    session: Session, clock: StandingClock
) -> None:
    case = case_in("correction_requested")
    clock.move_to(at("2026-03-09"))
    walk(case, "supply_correction")
    assert running(case) == {"C01": "2026-03-12"}


def test_a_pause_does_not_count_and_the_days_before_it_do(session: Session, clock: StandingClock) -> None:
    """Accepted on 03-02, stopped on 03-12 and resumed on 03-26: fourteen days later than 04-01."""
    case = case_in("under_mediation")
    clock.move_to(at("2026-03-12"))
    walk(case, "pause")
    period = only(case, "C03")
    assert (period.status, case.due_on, case.sorts_on) == ("paused", None, FAR_OFF)
    assert period.pauses == [{"from": "2026-03-12", "to": None, "reason": "appraisal"}]
    clock.move_to(at("2026-03-26"))
    walk(case, "resume")
    assert (period.status, period.due_on) == ("running", date(2026, 4, 15))
    assert (case.due_on, case.due_code) == (date(2026, 4, 15), "C03")
    assert period.pauses == [{"from": "2026-03-12", "to": "2026-03-26", "reason": "appraisal"}]


def test_two_pauses_add_up(session: Session, clock: StandingClock) -> None:
    case = case_in("under_mediation")
    for paused, resumed in (("2026-03-04", "2026-03-06"), ("2026-03-10", "2026-03-13")):
        clock.move_to(at(paused))
        walk(case, "pause")
        clock.move_to(at(resumed))
        walk(case, "resume")
    assert only(case, "C03").due_on == date(2026, 4, 7), "04-01 and five days, 04-06 is Qingming Festival"


@pytest.mark.parametrize(
    ("track", "why", "remark"),
    [
        ("own", "hearing", "not a ground of the rule"),
        ("entrusted", "appraisal", "the rule for entrusted cases names no ground"),
    ],
)
def test_a_pause_needs_a_ground_of_the_law(session: Session, track: str, why: str, remark: str) -> None:
    case = case_in("under_mediation", track=track)
    with pytest.raises(GuardRefused):
        acts.pause(case, why, "等待。", By(actor(cast.MANAGER), clock.now()))
    assert case.state == "under_mediation", remark
    assert all(one.pauses == [] for one in case.deadlines)


def test_an_extension_with_both_consents_lengthens_the_period(session: Session, clock: StandingClock) -> None:
    case = case_in("under_mediation")
    clock.move_to(at("2026-03-20"))
    done = acts.extend(case, 20, AGREED, "双方同意。", By(actor(cast.MANAGER), clock.now))
    period = only(case, "C03")
    assert period.due_on == date(2026, 4, 21), "30 and 20 days after 03-02"
    assert case.due_on == period.due_on
    assert done.entry.facts == {"due_on": "2026-04-21", "reason": "双方同意。"}
    assert period.extensions == [
        {
            "length": 20,
            "unit": "D",
            "agreed_on": "2026-03-20",
            "consents": ["all_parties"],
            "reason": "双方同意。",
        }
    ]


def test_an_extended_period_that_ends_in_the_holiday_ends_after_it(
    session: Session, clock: StandingClock
) -> None:
    clock.move_to(at("2026-08-03"))
    case = case_in("under_mediation")
    assert running(case)["C03"] == "2026-09-02"
    acts.extend(case, 30, AGREED, "双方同意。", By(actor(cast.MANAGER), clock.now))
    assert only(case, "C03").due_on == date(2026, 10, 8)


@pytest.mark.parametrize(
    ("length", "consents", "day", "remark"),
    [
        (10, ("court_president",), "2026-03-20", "the consent of somebody else"),
        (10, (), "2026-03-20", "nobody agreed"),
        (31, AGREED, "2026-03-20", "longer than the rule allows"),
        (0, AGREED, "2026-03-20", "no length"),
        (10, AGREED, "2026-04-02", "the period is over"),
    ],
)
def test_an_extension_that_the_law_does_not_allow_changes_nothing(
    session: Session, clock: StandingClock, length: int, consents: tuple[str, ...], day: str, remark: str
) -> None:
    case = case_in("under_mediation")
    clock.move_to(at(day))
    entries = len(entries_of(case.thread))
    with pytest.raises(GuardRefused):
        acts.extend(case, length, consents, "再谈谈。", By(actor(cast.MANAGER), clock.now))
    period = only(case, "C03")
    assert (period.due_on, period.extensions) == (date(2026, 4, 1), []), remark
    assert len(entries_of(case.thread)) == entries


@pytest.mark.parametrize(
    ("day", "ends", "remark"),
    [("2026-04-01", False, "the last day belongs to the parties"), ("2026-04-02", True, "the day after")],
)
def test_a_case_expires_only_after_its_last_day(
    session: Session, clock: StandingClock, day: str, ends: bool, remark: str
) -> None:
    case = case_in("under_mediation")
    clock.move_to(at(day, 0))
    if ends:
        walk(case, "expire")
        assert case.outcome == "expired", remark
    else:
        with pytest.raises(GuardRefused):
            walk(case, "expire")
        assert case.state == "under_mediation", remark


def test_confirmation_counts_from_the_effective_day_not_from_the_day_of_recording(
    session: Session, clock: StandingClock
) -> None:
    """人民调解法 art. 33: thirty days from the day on which the agreement took effect."""
    clock.move_to(at("2026-08-31"))
    case = case_in("awaiting_signature")
    clock.move_to(at("2026-09-01"))
    walk(case, "record_signature", "file_scan")
    clock.move_to(at("2026-09-14"))
    walk(case, "conclude")
    assert case.effective_on == date(2026, 9, 1)
    assert only(case, "C14").start_on == date(2026, 9, 1)
    assert running(case) == {"C14": "2026-10-08"}, "30 days end on 10-01, a holiday"


def test_lists_sort_by_the_nearest_clock_that_runs(session: Session, clock: StandingClock) -> None:
    case = case_in("accepted")
    assert (case.due_on, case.due_code, case.sorts_on) == (date(2026, 3, 5), "C02", date(2026, 3, 5))
    walk(case, "route", "appoint", "notify_rights", "record_consent", "begin")
    assert (case.due_on, case.due_code) == (date(2026, 4, 1), "C03")
    clock.advance(days=2)
    walk(case, "decline")
    assert (case.due_on, case.due_code, case.sorts_on) == (None, "", date(2026, 3, 4))


def test_a_case_keeps_the_law_of_the_day_on_which_it_began(session: Session, clock: StandingClock) -> None:
    case = case_in("submitted")
    clock.advance(days=3)
    walk(case, "accept")
    assert {one.law_on for one in case.deadlines} == {date(2026, 3, 2)} == {case.law_on}


# The days that letters name.


def letter(session: Session, case: Case, kind: str) -> str:
    found = session.scalars(select(Letter).where(Letter.case_id == case.id, Letter.kind == kind)).first()
    assert found is not None, kind
    words = text_of(found)
    assert "{" not in words.zh + words.en
    return words.zh


def test_the_receipt_names_the_day_by_which_the_centre_decides(session: Session) -> None:
    assert "最迟在2026-03-05告诉您" in letter(session, opened().case, "complaint_received")


def test_the_letter_of_acceptance_names_the_end_of_the_period_not_the_nearest_day(
    session: Session, clock: StandingClock
) -> None:
    clock.move_to(at("2026-09-01"))
    case = case_in("accepted", track="entrusted")
    text = letter(session, case, "complaint_accepted")
    assert "2026-09-16" in text
    assert "2026-09-04" not in text, "that is when the sides must have been asked"


def test_the_letter_of_the_settlement_names_effect_and_the_last_day_for_confirmation(
    session: Session, clock: StandingClock
) -> None:
    clock.move_to(at("2026-09-01"))
    text = letter(session, case_in("concluded"), "settlement_concluded")
    assert "2026-09-01" in text
    assert "2026-10-08" in text


def test_a_paused_case_shows_the_day_it_would_have_if_it_resumed_today(
    session: Session, clock: StandingClock
) -> None:
    case = case_in("under_mediation")
    clock.move_to(at("2026-03-12"))
    walk(case, "pause")
    period = only(case, "C03")
    assert due(period, on=date(2026, 3, 26)).due_on == date(2026, 4, 15)


def test_nothing_is_lengthened_where_no_period_runs(session: Session) -> None:
    case = opened().case
    (finding,) = timekeeping.lengthened(case, 10, AGREED, "", on=date(2026, 3, 2)).findings
    assert finding.code == "period_not_running"
    (finding,) = timekeeping.stopped(case, "appraisal", on=date(2026, 3, 2)).findings
    assert finding.code == "period_not_running"
    with pytest.raises(NotPossible):
        acts.extend(case, 10, AGREED, "x", By(actor(cast.MANAGER), at("2026-03-02")))


def test_the_house_may_let_a_case_expire_and_a_mediator_may_not(
    session: Session, clock: StandingClock
) -> None:
    case = case_in("under_mediation")
    clock.move_to(at("2026-04-02"))
    with pytest.raises(NotAllowed):
        perform(case, "expire", By(actor(cast.CENTRE_MEDIATOR), clock.now), reason="期满。")
    perform(case, "expire", By(HOUSE, clock.now), reason="期满。")
    assert case.outcome == "expired"


def test_a_case_that_comes_back_is_sorted_by_its_new_period_and_not_by_the_day_of_its_end(
    session: Session, clock: StandingClock
) -> None:
    case = case_in("concluded")
    clock.advance(days=10)
    perform(case, "renegotiate", By(actor(cast.MANAGER), clock.now), reason="双方要变更协议。")
    assert (case.is_open, case.sorts_on) == (True, case.due_on)
