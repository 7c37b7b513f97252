"""Notice first, then consent, then mediation; sessions booked, held and recorded."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session as DatabaseSession

from mediation import clock
from mediation.access.by import By
from mediation.acts.refusals import GuardRefused, NotAllowed
from mediation.cases.models import Case
from mediation.clock import moment_of
from mediation.documents.kinds import DocumentKind
from mediation.documents.kinds.session_record import SessionRecord, SessionResult
from mediation.documents.operations import facts_of
from mediation.documents.queries import documents_of_case
from mediation.notifications.queries import letters_to, text_of
from mediation.proceedings import operations as proceedings
from mediation.proceedings import queries
from mediation.proceedings.models import Session
from mediation.rules.procedures.machine import NotPossible
from mediation.timeline.queries import entries_of
from tests import cast
from tests.builders import BANK, actor, case_in, walk
from tests.conftest import StandingClock

pytestmark = pytest.mark.usefixtures("founded", "undrawn")


def notify(case: Case, side: str) -> None:
    proceedings.notify_rights(case, side, "phone", By(actor(cast.MANAGER), clock.now()))


def consent(case: Case, side: str, channel: str = "phone") -> None:
    proceedings.record_consent(
        case, side, channel, By(actor(cast.MANAGER), clock.now()), given_by="本人", remark="愿意谈"
    )


def begin(case: Case) -> None:
    proceedings.begin(case, By(actor(cast.MANAGER), clock.now()))


def refused(case: Case) -> list[str]:
    with pytest.raises(GuardRefused) as caught:
        begin(case)
    return [finding.code for finding in caught.value.findings]


# Notice and consent (人民调解法 arts 17, 23, 24).


@pytest.mark.parametrize("side", ["applicant", "respondent"])
def test_a_side_that_has_not_heard_its_rights_cannot_consent(session: DatabaseSession, side: str) -> None:
    case = case_in("consulting")
    other = "respondent" if side == "applicant" else "applicant"
    notify(case, other)
    with pytest.raises(GuardRefused) as caught:
        consent(case, side)
    assert [finding.code for finding in caught.value.findings] == ["not_notified"]
    assert queries.answers_of(case.id) == []
    notify(case, side)
    consent(case, side)
    assert [(answer.side, answer.agrees) for answer in queries.answers_of(case.id)] == [(side, True)]


def test_mediation_begins_only_when_both_know_their_rights_and_both_agree(session: DatabaseSession) -> None:
    case = case_in("consulting")
    assert refused(case) == ["rights_open", "consent_open"]
    notify(case, "applicant")
    consent(case, "applicant")
    assert refused(case) == ["rights_open", "consent_open"]
    notify(case, "respondent")
    assert refused(case) == ["consent_open"]
    consent(case, "respondent")
    begin(case)
    assert (case.state, case.turn) == ("under_mediation", "mediator")


@pytest.mark.parametrize("side", ["applicant", "respondent"])
@pytest.mark.parametrize("state", ["consulting", "under_mediation"])
def test_one_clear_refusal_ends_it_and_the_notice_of_other_routes_goes_out(
    session: DatabaseSession, state: str, side: str
) -> None:
    case = case_in(state)
    done = proceedings.decline(case, side, "phone", "不愿意调解。", By(actor(cast.MANAGER), clock.now()))
    assert (case.state, case.outcome) == ("ended", "declined")
    assert [document.kind for document in done.documents] == ["termination_notice"]
    assert queries.answers_of(case.id)[-1].agrees is False
    for reader in ("applicant", "respondent"):
        assert "向法院起诉" in text_of(letters_to(case.id, reader)[0]).zh
    with pytest.raises(NotPossible):
        begin(case)


def test_what_was_said_when_how_and_by_whom_is_kept(session: DatabaseSession) -> None:
    case = case_in("consulting")
    notify(case, "respondent")
    consent(case, "respondent", "video")
    (notice,) = queries.notices_of(case.id)
    (answer,) = queries.answers_of(case.id)
    assert (notice.side, notice.channel, notice.given_at) == ("respondent", "phone", clock.now())
    assert (notice.recorded_by, answer.recorded_by) == ("苏静宜", "苏静宜")
    assert (answer.channel, answer.given_by, answer.remark) == ("video", "本人", "愿意谈")
    told = [entry.facts for entry in entries_of(case.thread)[:2]]
    assert told == [
        {"side": "respondent", "channel": "video", "on": "2026-03-02"},
        {"side": "respondent", "channel": "phone", "on": "2026-03-02"},
    ]


def test_the_rights_of_one_side_are_a_paper_for_that_side_alone(session: DatabaseSession) -> None:
    case = case_in("consulting")
    notify(case, "respondent")
    papers = [one for one in documents_of_case(case.id) if one.kind == DocumentKind.RIGHTS_NOTICE]
    assert [facts_of(one).addressees for one in papers] == [(BANK,)]


def test_only_who_mediates_records_what_the_sides_say(session: DatabaseSession) -> None:
    case = case_in("consulting")
    for username in (cast.CLERK, cast.JIMEI_MEDIATOR, cast.JIMEI_HEAD, cast.BANK_USER, cast.AUDITOR):
        with pytest.raises(NotAllowed):
            proceedings.notify_rights(case, "applicant", "phone", By(actor(username), clock.now()))
    proceedings.notify_rights(case, "applicant", "phone", By(actor(cast.CENTRE_MEDIATOR), clock.now()))


# Sessions.

THURSDAY = moment_of(date(2026, 3, 5), 10)


def book(case: Case, starts_at: datetime = THURSDAY, ends_at: datetime | None = None) -> Session:
    return proceedings.book_session(
        case, starts_at, "on_site", "一号调解室", By(actor(cast.MANAGER), clock.now()), ends_at=ends_at
    )


def held(starts_at: datetime, result: str = "continues", **more: object) -> proceedings.Held:
    return proceedings.Held(
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=50),
        mode="on_site",
        place="一号调解室",
        present="林雅珍的女儿\n\n",
        record="双方各自陈述。\n\n银行愿意退还一半。",
        result=result,
        **more,  # type: ignore[arg-type]
    )


def record(case: Case, what: proceedings.Held, booked: Session | None = None) -> Session:
    return proceedings.record_session(case, what, By(actor(cast.MANAGER), clock.now()), booked=booked)


@pytest.mark.parametrize(
    ("start", "minutes", "clashes", "remark"),
    [
        (0, 60, True, "the very same time"),
        (30, 60, True, "it begins within"),
        (-30, 60, True, "it ends within"),
        (-30, 120, True, "around it"),
        (15, 15, True, "inside of it"),
        (60, 60, False, "right after"),
        (-60, 60, False, "right before"),
        (24 * 60, 60, False, "the next day"),
    ],
)
def test_a_mediator_is_not_in_two_sessions_at_once(
    session: DatabaseSession, start: int, minutes: int, clashes: bool, remark: str
) -> None:
    book(case_in("under_mediation"))
    other = case_in("under_mediation")
    before = len(entries_of(other.thread))
    starts_at = THURSDAY + timedelta(minutes=start)
    if clashes:
        with pytest.raises(proceedings.TimeTaken) as caught:
            book(other, starts_at, starts_at + timedelta(minutes=minutes))
        assert "03-05 10:00" in caught.value.words.zh, remark
        assert len(entries_of(other.thread)) == before
    else:
        assert book(other, starts_at, starts_at + timedelta(minutes=minutes)).id, remark


def test_another_mediator_may_have_the_same_hour(session: DatabaseSession) -> None:
    book(case_in("under_mediation"))
    assert book(case_in("under_mediation", mediator="zhengyw")).starts_at == THURSDAY


def test_a_session_that_was_held_or_called_off_no_longer_blocks_its_time(
    session: DatabaseSession, clock: StandingClock
) -> None:
    case = case_in("under_mediation")
    booked = book(case)
    clock.move_to(THURSDAY + timedelta(hours=2))
    record(case, held(THURSDAY, "not_held"), booked)
    assert book(case_in("under_mediation"), THURSDAY).starts_at == THURSDAY


def test_both_sides_are_told_the_time_of_xiamen(session: DatabaseSession) -> None:
    case = case_in("under_mediation")
    book(case)
    for side in ("applicant", "respondent"):
        assert "2026-03-05 10:00" in text_of(letters_to(case.id, side)[0]).zh


def test_a_session_cannot_be_recorded_before_it_begins(
    session: DatabaseSession, clock: StandingClock
) -> None:
    case = case_in("under_mediation")
    booked = book(case)
    clock.move_to(THURSDAY - timedelta(minutes=1))
    entries = len(entries_of(case.thread))
    with pytest.raises(proceedings.NotYetHeld):
        record(case, held(THURSDAY), booked)
    assert (booked.result, len(entries_of(case.thread))) == ("", entries)


def test_the_record_completes_what_was_booked(session: DatabaseSession, clock: StandingClock) -> None:
    case = case_in("under_mediation")
    booked = book(case)
    clock.move_to(THURSDAY + timedelta(hours=2))
    assert queries.booked_near(case.id, THURSDAY) is booked
    recorded = record(case, held(THURSDAY, result_note="下周再谈"), booked)
    assert recorded is booked
    assert (recorded.number, recorded.held_on, recorded.result) == (1, date(2026, 3, 5), "continues")
    assert queries.booked_near(case.id, THURSDAY) is None
    assert len(queries.sessions_of(case.id)) == 1


def test_sessions_are_numbered_as_they_are_held_and_each_is_a_paper(
    session: DatabaseSession, clock: StandingClock
) -> None:
    case = case_in("under_mediation")
    for day, result in ((5, "not_agreed"), (9, "agreed")):
        starts_at = moment_of(date(2026, 3, day), 15)
        clock.move_to(starts_at + timedelta(hours=1))
        record(case, held(starts_at, result))
    assert [one.number for one in queries.sessions_of(case.id)] == [1, 2]
    papers = [one for one in documents_of_case(case.id) if one.kind == DocumentKind.SESSION_RECORD]
    first, second = (facts_of(one) for one in papers)
    assert (first.session_number, first.result) == (1, SessionResult.NOT_REACHED)
    assert (second.session_number, second.result) == (2, SessionResult.REACHED)
    assert queries.days_of_sessions(case) == (date(2026, 3, 5), date(2026, 3, 9))


def test_the_paper_of_a_session_says_who_was_there_and_what_was_said(
    session: DatabaseSession, clock: StandingClock
) -> None:
    case = case_in("under_mediation")
    clock.move_to(THURSDAY + timedelta(hours=2))
    record(case, held(THURSDAY))
    (paper,) = (one for one in documents_of_case(case.id) if one.kind == DocumentKind.SESSION_RECORD)
    facts: SessionRecord = facts_of(paper)
    assert facts.dispute == f"林雅珍与{BANK}信用卡纠纷"
    assert [party.name for party in facts.parties] == ["林雅珍", BANK]
    assert facts.others == ("林雅珍的女儿",)
    assert [statement.text for statement in facts.statements] == ["双方各自陈述。", "银行愿意退还一半。"]
    assert (facts.mediators, facts.recorder, facts.is_open) == (("陈海燕",), "苏静宜", False)
    assert facts.began_at == THURSDAY


def test_a_session_that_was_not_held_is_no_day_of_mediation(
    session: DatabaseSession, clock: StandingClock
) -> None:
    case = case_in("under_mediation")
    clock.move_to(THURSDAY + timedelta(hours=2))
    record(case, held(THURSDAY, "not_held"))
    assert queries.days_of_sessions(case) == ()


def test_the_last_answer_of_a_side_counts(session: DatabaseSession) -> None:
    case = case_in("consulting")
    walk(case, "notify_rights", "record_consent")
    assert queries.tell_situation(case) == {
        "notified": frozenset({"applicant", "respondent"}),
        "consented": frozenset({"applicant", "respondent"}),
    }
    proceedings.decline(case, "applicant", "phone", "改变主意。", By(actor(cast.MANAGER), clock.now()))
    session.flush()
    assert queries.tell_situation(case)["consented"] == {"respondent"}
