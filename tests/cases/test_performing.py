"""The one way in which a case's state changes: what an act does, and that a refused one does nothing."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, inspect, select, text
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from mediation import clock
from mediation.access.actor import Actor
from mediation.access.by import By
from mediation.access.roles import Role
from mediation.acts.refusals import ActRefused, ChangedMeanwhile, GuardRefused, NotAllowed, ReasonMissing
from mediation.cases import acts
from mediation.cases.models import Case, CaseFinding
from mediation.cases.operations import hash_of_code, open_case, perform
from mediation.database import db
from mediation.deadlines.models import Deadline
from mediation.documents.models import IssuedDocument
from mediation.mediators.models import Mediator
from mediation.mediators.queries import mediator
from mediation.notifications.models import Letter
from mediation.numbering import NumberSeries
from mediation.proceedings import operations as proceedings
from mediation.rules.findings import Finding, Outcome, Words
from mediation.rules.procedures.machine import NotPossible
from mediation.timeline.models import TimelineEntry
from mediation.timeline.queries import entries_of
from tests import cast
from tests.builders import (
    APPLICANT,
    BANK,
    NARRATIVE,
    actor,
    body,
    case_in,
    centre,
    filing,
    opened,
    party,
    walk,
)
from tests.conftest import StandingClock
from tests.stages import SqliteStage, Stage

pytestmark = pytest.mark.usefixtures("founded", "undrawn")

KEPT = (Case, Deadline, CaseFinding, TimelineEntry, Letter, IssuedDocument, NumberSeries)


def everything(session: Session) -> dict[str, list[tuple[object, ...]]]:
    """What the database holds of all that an act may touch."""
    session.flush()
    return {
        model.__tablename__: [tuple(row) for row in session.execute(select(*inspect(model).columns))]
        for model in KEPT
    }


def deadlines(case: Case) -> dict[str, str]:
    return {one.code: one.status for one in case.deadlines}


# What an act leaves behind.


def test_filing_leaves_a_number_a_clock_an_entry_a_receipt_and_a_letter(
    session: Session, clock: StandingClock
) -> None:
    filed = opened()
    case = filed.case
    assert (case.state, case.turn, case.is_open) == ("submitted", "centre", True)
    assert case.number_text == "厦金调〔2026〕00001号"
    assert case.filed_at == clock.now
    assert deadlines(case) == {"C01": "running"}
    assert [entry.event for entry in entries_of(case.thread)] == ["complaint_submitted"]
    assert [document.kind for document in filed.documents] == ["receipt"]
    letters = session.scalars(select(Letter)).all()
    assert [(letter.kind, letter.side) for letter in letters] == [("complaint_received", "applicant")]


def test_an_act_sets_state_turn_and_version_and_tells_of_itself(session: Session) -> None:
    case = opened().case
    version = case.version
    done = acts.accept(case, By(actor(cast.CLERK), clock.now()))
    assert (case.state, case.turn, case.accepted_at) == ("accepted", "centre", clock.now())
    assert case.version == version + 1
    assert done.entry.event == "complaint_accepted"
    assert done.entry.actor_name == "林晓岚"
    assert [document.kind for document in done.documents] == ["acceptance_notice"]


def test_an_act_that_leaves_the_state_still_renews_the_version(
    session: Session, clock: StandingClock
) -> None:
    case = case_in("under_mediation")
    version = case.version
    clock.advance(minutes=1)
    acts.add_note(case, "致电申请人。", By(actor(cast.MANAGER), clock.now))
    assert case.version == version + 1


@pytest.mark.parametrize(
    ("state", "action", "outcome", "phase", "remark"),
    [
        ("under_mediation", "end_wide_gap", "wide_gap", "ended_at", ""),
        ("submitted", "withdraw", "withdrawn", "ended_at", ""),
        ("ended", "close", "declined", "closed_at", "closing keeps how it ended"),
        ("concluded", "close", "agreed", "closed_at", ""),
    ],
)
def test_each_phase_notes_when_it_began(
    session: Session, clock: StandingClock, state: str, action: str, outcome: str, phase: str, remark: str
) -> None:
    case = case_in(state)
    moment = clock.advance(days=1)
    walk(case, action)
    assert (case.outcome, getattr(case, phase), case.is_open) == (outcome, moment, False), remark


def test_a_closed_case_is_filed_under_the_day_of_its_end(session: Session, clock: StandingClock) -> None:
    case = case_in("ended")
    clock.advance(days=30)
    walk(case, "close")
    assert case.sorts_on.isoformat() == "2026-03-02"


# What is refused, and that it leaves no trace.

Attempt = Callable[[Case], object]


def _as(username: str, action: str, version: int | None = None, **given: object) -> Attempt:
    return lambda case: perform(case, action, By(actor(username), clock.now(), version), **given)  # type: ignore[arg-type]


def _appoint_former_employee(case: Case) -> object:
    """吴伯谦 worked for 五缘湾 until a year ago; here made to work for the bank of the case."""
    entry = mediator(actor("wubq").user_id or 0)
    assert entry is not None
    entry.employers = [{"organisation_id": body(BANK).id, "until": None}]
    db.session.flush()
    return acts.appoint(case, entry, "熟悉理财。", By(actor(cast.MANAGER), clock.now()))


@pytest.mark.parametrize(
    ("state", "attempt", "refused", "remark"),
    [
        ("submitted", _as(cast.AUDITOR, "accept"), NotAllowed, "an auditor only reads"),
        ("submitted", _as(cast.ADMINISTRATOR, "accept"), NotAllowed, "an administrator has no case"),
        ("submitted", _as(cast.CENTRE_MEDIATOR, "accept"), NotAllowed, "not a mediator's office"),
        ("under_mediation", _as(cast.JIMEI_MEDIATOR, "draft_terms"), NotAllowed, "another's case"),
        ("submitted", _as(cast.CLERK, "conclude"), NotPossible, "far too early"),
        ("closed", _as(cast.MANAGER, "add_note"), NotPossible, "a closed file stays closed"),
        ("submitted", _as(cast.CLERK, "refuse"), ReasonMissing, "no reason"),
        ("submitted", _as(cast.CLERK, "refuse", reason=" \n"), ReasonMissing, "blank is no reason"),
        ("submitted", _as(cast.CLERK, "accept", version=99), ChangedMeanwhile, "another version was seen"),
        ("accepted", _as(cast.CLERK, "route", reason="就近。"), GuardRefused, "no place chosen"),
        ("consulting", _as(cast.MANAGER, "begin"), GuardRefused, "nobody was asked"),
        ("under_mediation", _as(cast.MANAGER, "offer_terms"), GuardRefused, "no terms"),
        ("awaiting_signature", _as(cast.MANAGER, "conclude"), GuardRefused, "nobody signed"),
        (
            "under_mediation",
            _as(cast.MANAGER, "expire", reason="期满。"),
            GuardRefused,
            "the period still runs",
        ),
        ("routed", _appoint_former_employee, GuardRefused, "the mediator works for the bank"),
    ],
)
def test_a_refused_act_leaves_everything_as_it_was(
    session: Session, state: str, attempt: Attempt, refused: type[Exception], remark: str
) -> None:
    case = case_in(state)
    before = everything(session)
    with pytest.raises(refused):
        attempt(case)
    assert everything(session) == before, remark
    session.expire_all()
    assert everything(session) == before


@pytest.mark.parametrize("refusal", [NotAllowed, ReasonMissing, GuardRefused, ChangedMeanwhile])
def test_every_refusal_says_in_both_languages_what_to_do(refusal: type[ActRefused], session: Session) -> None:
    attempts = {
        NotAllowed: ("submitted", _as(cast.AUDITOR, "accept")),
        ReasonMissing: ("submitted", _as(cast.CLERK, "refuse")),
        GuardRefused: ("accepted", _as(cast.CLERK, "route", reason="就近。")),
        ChangedMeanwhile: ("submitted", _as(cast.CLERK, "accept", version=99)),
    }
    state, attempt = attempts[refusal]
    with pytest.raises(refusal) as caught:
        attempt(case_in(state))
    words = caught.value.words
    assert words.zh
    assert words.en
    assert words.zh != words.en


def test_the_guards_are_asked_about_the_case_as_the_act_would_make_it(session: Session) -> None:
    case = case_in("routed")
    entry = mediator(actor(cast.CENTRE_MEDIATOR).user_id or 0)
    assert entry is not None
    acts.appoint(case, entry, "熟悉这类纠纷。", By(actor(cast.MANAGER), clock.now()))
    assert (case.state, case.mediator_name) == ("consulting", "陈海燕")


def test_a_mediator_who_is_refused_does_not_stay_on_the_case(session: Session) -> None:
    case = case_in("routed")
    with pytest.raises(GuardRefused) as caught:
        _appoint_former_employee(case)
    assert caught.value.findings[0].legal_basis
    assert (case.mediator_id, case.mediator_name) == (None, "")
    assert db.session.get(Mediator, actor("wubq").user_id) is not None


# Two people at once.


def test_the_second_of_two_is_told_what_the_first_did(session: Session) -> None:
    case = opened().case
    seen = case.version
    acts.accept(case, By(actor(cast.CLERK), clock.now(), seen))
    with pytest.raises(ChangedMeanwhile) as caught:
        perform(case, "transfer", By(actor(cast.MANAGER), clock.now(), seen), reason="移送")
    assert [entry.event for entry in caught.value.entries] == ["complaint_accepted"]
    assert case.state == "accepted"


def test_the_row_itself_refuses_the_second_writer(session: Session) -> None:
    """The version is in the UPDATE: who read before the first wrote cannot overwrite."""
    case = opened().case
    session.execute(text("UPDATE cases SET version = version + 1"))
    with pytest.raises(StaleDataError):
        walk(case, "accept")


# Screening: the machine proposes, a person decides.

BLOCK = Finding(Outcome.BLOCK, "court_has_it", Words("法院已受理。", "A court has it."), "", None)


def test_a_finding_against_acceptance_is_set_aside_only_by_the_manager_and_with_a_reason(
    session: Session,
) -> None:
    case = opened(findings=(BLOCK,)).case
    finding = case.findings[0]
    with pytest.raises(GuardRefused):
        walk(case, "accept")
    with pytest.raises(NotAllowed):
        acts.override_finding(case, finding, "已撤诉。", By(actor(cast.CLERK), clock.now()))
    with pytest.raises(ReasonMissing):
        acts.override_finding(case, finding, "  ", By(actor(cast.MANAGER), clock.now()))
    acts.override_finding(case, finding, " 已撤诉。", By(actor(cast.MANAGER), clock.now()))
    assert (finding.override_reason, finding.overridden_by) == ("已撤诉。", "苏静宜")
    done = acts.accept(case, By(actor(cast.CLERK), clock.now()))
    assert done.entry.facts == {"overrides": "court_has_it"}


# The filing moment.


def test_the_filing_moment_never_changes(session: Session, clock: StandingClock) -> None:
    """It interrupts limitation (诉讼时效规定 2020 art. 12), whatever becomes of the complaint."""
    case = opened().case
    filed_at = case.filed_at
    clock.advance(days=2)
    walk(case, "request_correction", "supply_correction", "accept", "withdraw")
    assert case.filed_at == filed_at
    with pytest.raises(ValueError, match="never changes"):
        case.filed_at = filed_at + timedelta(days=1)


# Numbers.


def test_numbers_run_without_a_gap_when_a_filing_fails(session: Session) -> None:
    first = opened().case
    with pytest.raises(KeyError), session.begin_nested():
        open_case(
            filing(product="no such product"),
            By(Actor(frozenset({Role.PARTY}), side="applicant"), clock.now()),
            centre=centre(),
        )
    second = opened().case
    assert [first.number, second.number] == [1, 2]


def test_numbers_begin_anew_each_year(session: Session, clock: StandingClock) -> None:
    opened()
    clock.move_to(clock.now.replace(year=2027, month=1, day=4))
    assert opened().case.number_text == "厦金调〔2027〕00001号"


def test_the_year_of_a_number_is_that_of_xiamen(session: Session, clock: StandingClock) -> None:
    """At 00:30 on New Year's Day in Xiamen it is still last year in UTC."""
    clock.move_to(clock.now.replace(year=2027, month=1, day=1, hour=0, minute=30))
    assert opened().case.number_text == "厦金调〔2027〕00001号"


# What is kept, and how.


def test_of_the_access_code_only_a_hash_is_kept(session: Session) -> None:
    filed = opened()
    assert re.fullmatch(r"\d{8}", filed.access_code)
    assert filed.case.access_code_hash == hash_of_code(filed.case.number_text, filed.access_code)
    for model in KEPT:
        stored = session.execute(text(f"SELECT * FROM {model.__tablename__}")).all()
        assert filed.access_code not in repr(stored), model


@pytest.mark.usefixtures("session")
def test_the_same_code_of_two_cases_has_two_hashes() -> None:
    assert hash_of_code("厦金调〔2026〕00001号", "12345678") != hash_of_code(
        "厦金调〔2026〕00002号", "12345678"
    )


def test_what_identifies_a_person_is_not_readable_in_the_database_file(founded: Stage) -> None:
    assert isinstance(founded, SqliteStage)
    with founded.app.app_context():
        filed = opened()
        walk(filed.case, "accept")
        db.session.commit()
        code = filed.access_code
    with sqlite3.connect(founded.live) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    stored = b"".join(Path(file).read_bytes() for file in founded.folder.glob(f"{founded.live.name}*"))
    assert "鹭江湾银行".encode() in stored, "the file is the one that holds the case"
    for secret in (APPLICANT.paper_number, APPLICANT.phone, APPLICANT.email, APPLICANT.address, code):
        assert secret.encode() not in stored, secret
        assert secret.encode("utf-16-le") not in stored


def test_an_encrypted_value_reads_back_and_differs_each_time(session: Session) -> None:
    one, other = opened().case.applicant, opened().case.applicant
    session.expire_all()
    assert one.phone == other.phone == APPLICANT.phone
    raw = session.execute(text("SELECT phone, phone_hash FROM parties WHERE side = 'applicant'")).all()
    assert raw[0][0] != raw[1][0], "nobody can see that two people have one telephone"
    assert raw[0][1] == raw[1][1], "but the house finds it"


PERSONAL = (
    APPLICANT.name,
    APPLICANT.paper_number,
    APPLICANT.phone,
    APPLICANT.email,
    APPLICANT.address,
    NARRATIVE,
    "1260",
    "1,260",
    BANK,
)

LIFE = (
    "accept",
    "route",
    "appoint",
    "notify_rights",
    "record_consent",
    "begin",
    "draft_terms",
    "offer_terms",
)


@pytest.mark.parametrize(
    "end", [("record_signature", "file_scan", "conclude"), ("refuse_to_sign",), ("withdraw",)], ids=" ".join
)
def test_no_letter_and_no_entry_names_a_person_or_an_amount(session: Session, end: tuple[str, ...]) -> None:
    """A letter may be read on a borrowed telephone; the timeline is never rewritten."""
    case = opened().case
    walk(case, *LIFE, *end)
    acts.reveal(case, "applicant.phone", By(actor(cast.MANAGER), clock.now()))
    told = [entry.facts for entry in entries_of(case.thread)]
    written = [letter.facts for letter in session.scalars(select(Letter))]
    for facts in (*told, *written):
        for secret in PERSONAL:
            assert secret not in str(facts), facts
    assert len(told) > 10


def test_an_act_of_a_party_is_told_by_its_side(session: Session) -> None:
    case = opened().case
    acts.send_message(
        case, "什么时候有结果？", By(party(case), clock.now()), sender="applicant", side="applicant"
    )
    assert entries_of(case.thread)[0].actor_name == "applicant"


# Small acts.


def test_an_empty_note_or_message_is_refused_before_anything_happens(session: Session) -> None:
    case = case_in("under_mediation")
    before = everything(session)
    for attempt in (
        lambda: acts.add_note(case, " \n", By(actor(cast.MANAGER), clock.now())),
        lambda: acts.send_message(
            case, "", By(actor(cast.MANAGER), clock.now()), sender="mediator", side="applicant"
        ),
    ):
        with pytest.raises(acts.NothingWritten):
            attempt()
    assert everything(session) == before


@pytest.mark.parametrize(
    ("sender", "side", "letters", "remark"),
    [
        ("mediator", "applicant", ["applicant"], "the addressee only"),
        ("centre", "respondent", ["respondent"], "the addressee only"),
    ],
)
def test_a_message_of_the_centre_is_announced_to_its_addressee_alone(
    session: Session, sender: str, side: str, letters: list[str], remark: str
) -> None:
    case = case_in("under_mediation")
    acts.send_message(case, "请补账单。", By(actor(cast.MANAGER), clock.now()), sender=sender, side=side)
    told = session.scalars(select(Letter.side).where(Letter.kind == "message_sent")).all()
    assert list(told) == letters, remark


def test_what_the_applicant_writes_to_the_centre_is_announced_to_no_party(session: Session) -> None:
    """The other side must not learn that there was a message, the writer knows."""
    case = case_in("under_mediation")
    acts.send_message(case, "谢谢。", By(party(case), clock.now()), sender="applicant", side="applicant")
    assert session.scalar(select(func.count()).select_from(Letter).where(Letter.kind == "message_sent")) == 0


def test_whoever_looks_at_a_masked_value_is_remembered(session: Session) -> None:
    case = case_in("under_mediation")
    acts.reveal(case, "applicant.phone", By(actor(cast.CENTRE_MEDIATOR), clock.now()))
    last = entries_of(case.thread)[0]
    assert (last.event, last.facts, last.actor_name) == (
        "personal_data_revealed",
        {"field": "applicant.phone"},
        "陈海燕",
    )
    with pytest.raises(NotAllowed):
        acts.reveal(case, "applicant.phone", By(actor(cast.AUDITOR), clock.now()))


def test_a_withdrawal_is_the_applicants_and_not_the_other_sides(session: Session) -> None:
    case = case_in("under_mediation")
    with pytest.raises(NotAllowed):
        perform(case, "withdraw", By(party(case, "respondent"), clock.now()), reason="不想了。")
    perform(case, "withdraw", By(party(case), clock.now()), reason="银行已退款。")
    assert case.outcome == "withdrawn"


def test_one_clear_refusal_ends_mediation_even_after_it_began(session: Session) -> None:
    case = case_in("under_mediation")
    proceedings.decline(case, "respondent", "phone", "不同意。", By(actor(cast.MANAGER), clock.now()))
    assert (case.state, case.outcome, case.turn) == ("ended", "declined", "nobody")
