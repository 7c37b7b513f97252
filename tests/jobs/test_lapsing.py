"""What ran out has its effect by itself: on the day after, once, and one failure holds up no other."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from mediation import clock as house_clock
from mediation.access.by import By
from mediation.cases import acts, lapsing
from mediation.cases.models import Case
from mediation.clock import moment_of
from mediation.database import db
from mediation.deadlines.models import Deadline, DeadlineMove
from mediation.documents.queries import documents_of_case
from mediation.jobs import lapsing as lapsing_job
from mediation.jobs.queries import troubles
from mediation.notifications.models import Letter
from mediation.timeline.queries import entries_of, faults
from tests import cast
from tests.builders import actor, case_in, walk
from tests.conftest import StandingClock
from tests.stages import Stage

pytestmark = pytest.mark.usefixtures("founded", "undrawn")


def run(clock: StandingClock, day: str) -> int:
    clock.move_to(moment_of(date.fromisoformat(day)))
    return lapsing_job.lapse(clock.now)


def only(case: Case, code: str) -> Deadline:
    (found,) = [one for one in case.deadlines if one.code == code]
    return found


def letters(case: Case, kind: str) -> list[str]:
    return sorted(
        db.session.scalars(select(Letter.side).where(Letter.case_id == case.id, Letter.kind == kind))
    )


@pytest.mark.parametrize(
    ("track", "state", "last", "after", "remark"),
    [
        ("own", "accepted", "2026-04-01", "2026-04-02", "C03: thirty days, nobody took it up"),
        ("own", "under_mediation", "2026-04-01", "2026-04-02", "C03, while they talk"),
        ("own", "awaiting_signature", "2026-04-01", "2026-04-02", "C03, and not signed"),
        ("assigned", "under_mediation", "2026-04-01", "2026-04-02", "C04"),
        ("entrusted", "under_mediation", "2026-03-17", "2026-03-18", "C05: fifteen days"),
        ("entrusted_simple", "under_mediation", "2026-03-09", "2026-03-10", "C06: seven days"),
    ],
)
def test_a_period_that_nobody_extended_ends_the_mediation_on_the_day_after_it(
    session: Session, clock: StandingClock, track: str, state: str, last: str, after: str, remark: str
) -> None:
    case = case_in(state, track=track)
    assert run(clock, last) == 0, "the last day belongs to the parties"
    assert run(clock, after) == 1, remark
    assert (case.state, case.outcome, case.turn) == ("ended", "expired", "nobody")
    period = next(one for one in case.deadlines if one.status == "lapsed")
    assert (period.due_on, period.ended_on) == (date.fromisoformat(last), date.fromisoformat(after))
    told = entries_of(case.thread)[0]
    assert (told.event, told.actor_role) == ("mediation_ended", "system")
    assert documents_of_case(case.id)[-1].kind == "termination_notice"
    assert letters(case, "mediation_ended") == ["applicant", "respondent"]
    assert run(clock, after) == 0, "a second run finds nothing to do"
    assert list(faults()) == []


def test_the_reason_is_told_in_both_languages(session: Session, clock: StandingClock) -> None:
    case = case_in("under_mediation", lang="en")
    run(clock, "2026-04-02")
    zh, en = entries_of(case.thread)[0].facts["reason"]
    assert zh == "调解期限于2026年4月1日（周三）届满，没有延长"
    assert en == "the mediation period ended on Wednesday 1 April 2026 and was not extended"


def test_a_paused_period_does_not_run_out(session: Session, clock: StandingClock) -> None:
    case = case_in("paused")
    assert run(clock, "2026-06-01") == 0
    walk(case, "resume")
    assert run(clock, "2026-06-30") == 0, "thirty days less none, counted on from the day of resuming"
    assert run(clock, "2026-07-02") == 1


def test_an_extended_period_runs_out_later(session: Session, clock: StandingClock) -> None:
    case = case_in("under_mediation")
    clock.move_to(moment_of(date(2026, 3, 20)))
    acts.extend(case, 20, ("all_parties",), "双方同意。", By(actor(cast.MANAGER), clock.now))
    assert run(clock, "2026-04-02") == 0
    assert run(clock, "2026-04-22") == 1
    assert case.outcome == "expired"


def test_a_case_that_ended_in_time_does_not_run_out(session: Session, clock: StandingClock) -> None:
    case = case_in("concluded")
    assert run(clock, "2026-04-02") == 0
    assert case.outcome == "agreed"


# Appointments (人民法院在线调解规则 art. 12; for own cases the house's own rule).


@pytest.mark.parametrize(("track", "code"), [("own", "C09_OWN"), ("assigned", "C09_MEDIATOR")])
def test_a_mediator_who_does_not_answer_within_three_working_days_gives_the_case_back(
    session: Session, clock: StandingClock, track: str, code: str
) -> None:
    case = case_in("consulting", track=track)
    name = case.mediator_name
    assert only(case, code).due_on == date(2026, 3, 5)
    assert run(clock, "2026-03-05") == 0
    assert run(clock, "2026-03-06") == 1
    assert (case.state, case.turn, case.mediator_id, case.mediator_name) == ("routed", "centre", None, "")
    assert only(case, code).status == "lapsed"
    told = entries_of(case.thread)[0]
    assert (told.event, told.facts["mediator"]) == ("appointment_lapsed", name)
    assert letters(case, "mediator_changing") == ["applicant", "respondent"]
    walk(case, "appoint")
    assert [one.status for one in case.deadlines if one.code == code] == ["lapsed", "running"]


@pytest.mark.parametrize("answer", ["confirm_appointment", "notify_rights"])
def test_to_confirm_or_to_act_is_an_answer(session: Session, clock: StandingClock, answer: str) -> None:
    case = case_in("consulting")
    walk(case, answer)
    assert run(clock, "2026-03-20") == 0
    assert case.state == "consulting"


# Failures.


@pytest.fixture
def stubborn(monkeypatch: pytest.MonkeyPatch) -> set[int]:
    """The ids of cases that cannot be expired."""
    ids: set[int] = set()
    plain = lapsing.LAPSES["expire"]

    def expire(case: Case, at: object) -> None:
        if case.id in ids:
            case.narrative = "half done"
            raise RuntimeError("the disk is full")
        plain(case, at)  # type: ignore[arg-type]

    monkeypatch.setitem(lapsing.LAPSES, "expire", expire)
    return ids


def test_one_that_fails_holds_up_no_other_is_shown_and_tried_again_later(
    session: Session, clock: StandingClock, stubborn: set[int]
) -> None:
    first, second = case_in("under_mediation"), case_in("under_mediation")
    stubborn.add(first.id)
    narrative = first.narrative
    assert run(clock, "2026-04-02") == 1
    assert (first.state, second.state) == ("under_mediation", "ended")
    assert first.narrative == narrative
    (failed,) = troubles()
    assert (failed.thing_id, failed.thing, failed.tries) == (only(first, "C03").id, first.number_text, 1)
    assert "技术支持" in failed.words[0]
    assert lapsing_job.lapse(clock.now) == 0, "not tried again at once"
    assert troubles()[0].tries == 1
    stubborn.clear()
    clock.advance(minutes=5)
    assert lapsing_job.lapse(clock.now) == 1
    assert first.outcome == "expired"
    assert list(troubles()) == []


def test_one_run_carries_out_a_bounded_number_the_longest_overdue_first(
    session: Session, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [case_in("accepted", track=track) for track in ("own", "entrusted", "entrusted_simple")]
    monkeypatch.setattr(lapsing_job, "LAPSES_AT_ONCE", 1)
    ended = []
    for _ in cases:
        assert run(clock, "2026-05-06") == 1
        ended.append(next(case.track for case in cases if case.ended_at and case.track not in ended))
    assert ended == ["entrusted_simple", "entrusted", "own"]


def test_a_day_that_moved_since_it_was_marked_is_reckoned_anew_first(
    session: Session, clock: StandingClock
) -> None:
    """The mark says today, the facts say tomorrow: nothing is carried out, and the row is put right."""
    case = case_in("under_mediation")
    period = only(case, "C03")
    period.lapses_on = period.due_on = date(2026, 3, 10)
    session.commit()
    assert run(clock, "2026-03-10") == 0
    assert case.state == "under_mediation"
    assert (period.due_on, period.lapses_on) == (date(2026, 4, 1), date(2026, 4, 2))
    assert session.scalars(select(DeadlineMove.now_on)).all() == [date(2026, 4, 1)]


@pytest.mark.databases("postgresql")
def test_what_another_runner_has_in_hand_is_left_to_it(founded: Stage, clock: StandingClock) -> None:
    with founded.app.app_context():
        case = case_in("under_mediation")
        db.session.commit()
        case_id, deadline_id = case.id, only(case, "C03").id
        clock.move_to(moment_of(date(2026, 4, 2)))
        with db.engine.connect() as other:
            other.execute(select(Deadline.id).where(Deadline.id == deadline_id).with_for_update())
            assert lapsing_job.lapse(house_clock.now()) == 0
            other.rollback()
        assert lapsing_job.lapse(house_clock.now()) == 1
        assert db.session.get_one(Case, case_id).outcome == "expired"
