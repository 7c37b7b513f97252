"""The one walker, for each kind of thing that lives by a table: in what order it refuses, what it leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from mediation import clock
from mediation.access.by import By
from mediation.acts.refusals import ActRefused, ChangedMeanwhile, GuardRefused, NotAllowed, ReasonMissing
from mediation.acts.walking import Details, walk, walk_many
from mediation.cases.models import Case
from mediation.courts.payment_order.models import PaymentOrder
from mediation.deadlines.models import Deadline
from mediation.documents.models import IssuedDocument
from mediation.notifications.models import Letter
from mediation.numbering import NumberSeries
from mediation.reconciliation.models import Reconciliation
from mediation.referrals.models import Referral
from mediation.referrals.operations import REFERRAL
from mediation.rules.findings import Finding, Outcome, Words
from mediation.rules.procedures.machine import NotPossible
from mediation.timeline.models import TimelineEntry, TimelineHead
from mediation.timeline.queries import entries_of
from tests import cast
from tests.acts.samples import SAMPLES, Sample, do
from tests.builders import actor, case_in
from tests.conftest import StandingClock
from tests.referrals.arrivals import arrival, arrived

pytestmark = pytest.mark.usefixtures("founded", "undrawn")

KEPT = (
    Case,
    Referral,
    PaymentOrder,
    Reconciliation,
    Deadline,
    TimelineEntry,
    TimelineHead,
    Letter,
    IssuedDocument,
    NumberSeries,
)
STOP = Finding(Outcome.BLOCK, "stop", Words("不行。", "No."))


@pytest.fixture(params=SAMPLES)
def sample(request: pytest.FixtureRequest) -> Sample:
    return SAMPLES[request.param]


@pytest.fixture
def thing(sample: Sample, session: Session) -> Any:
    made = sample.make()
    session.flush()
    return made


def everything(session: Session) -> dict[str, list[tuple[object, ...]]]:
    """What the database holds of all that an act may touch."""
    session.flush()
    return {
        model.__tablename__: [tuple(row) for row in session.execute(select(*inspect(model).columns))]
        for model in KEPT
    }


def stopped(sample: Sample) -> Sample:
    """The same with a guard `stop` that never holds."""
    machine = replace(sample.kind.machine, guards={"stop": lambda facts: STOP})
    return replace(sample, kind=replace(sample.kind, machine=machine))


# In what order an act is refused


@pytest.mark.parametrize(
    ("who", "version", "needs_reason", "refused"),
    [
        ("stranger", 99, True, NotAllowed),
        (cast.MANAGER, 99, True, ChangedMeanwhile),
        (cast.MANAGER, None, True, ReasonMissing),
        (cast.MANAGER, None, False, GuardRefused),
    ],
)
def test_right_then_version_then_reason_then_guards_and_a_refusal_changes_nothing(
    session: Session,
    sample: Sample,
    thing: Any,
    who: str,
    version: int | None,
    needs_reason: bool,
    refused: type[ActRefused],
) -> None:
    """Each refusal, with all that come after it in wait: what is named first is what is told."""
    person = actor(sample.stranger if who == "stranger" else who)
    before = everything(session)
    with pytest.raises(refused):
        do(stopped(sample), thing, who=person, version=version, needs_reason=needs_reason, guards=("stop",))
    assert everything(session) == before
    session.expire_all()
    assert everything(session) == before


def test_an_act_that_does_not_fit_the_state_is_refused_before_anything_else(
    session: Session, sample: Sample, thing: Any
) -> None:
    with pytest.raises(NotPossible):
        walk(sample.kind, thing, sample.misfit, By(actor(sample.stranger), clock.now(), 99), sample.details)


@pytest.mark.parametrize(
    ("column", "value", "loaded"),
    [
        ("mediator_name", "吴伯谦", True),
        ("mediator_id", 3, False),
        ("mediator_id", 3, True),
        ("narrative", "另一个故事", True),
    ],
)
def test_a_refused_column_is_as_it_was_whether_it_had_been_read_or_not(
    session: Session, column: str, value: object, loaded: bool
) -> None:
    sample, case = stopped(SAMPLES["case"]), case_in("under_mediation")
    session.flush()
    if not loaded:
        session.expire(case, [column])
    before, version = everything(session), case.version
    with pytest.raises(GuardRefused):
        do(sample, case, details=replace(sample.details, changes={column: value}), guards=("stop",))
    assert everything(session) == before
    assert case.version == version


def test_a_column_that_no_row_had_yet_does_not_move_the_version_when_it_is_refused(session: Session) -> None:
    """A hand-over just entered has columns that were never read: set and set back they would count."""
    sample, found = stopped(SAMPLES["referral"]), arrived()
    before, version = everything(session), found.version
    assert "result_on" not in inspect(found).dict
    with pytest.raises(GuardRefused):
        do(sample, found, details=Details(changes={"result_on": date(2026, 3, 1)}), guards=("stop",))
    assert everything(session) == before
    assert found.version == version


def test_what_somebody_changed_before_the_refused_act_is_not_forgotten_with_it(session: Session) -> None:
    sample, found = stopped(SAMPLES["referral"]), arrived()
    who = actor(cast.MANAGER)
    found.subject = "先改的"
    with pytest.raises(GuardRefused):
        do(sample, found, who=who, details=Details(changes={"subject": "后改的"}), guards=("stop",))
    assert inspect(found).attrs.subject.history.has_changes(), "not in the database yet"
    session.flush()
    session.expire(found)
    assert found.subject == "先改的"


# What an act leaves


def test_an_act_tells_its_thread_and_moves_version_turn_and_moment(
    session: Session, clock: StandingClock, sample: Sample, thing: Any
) -> None:
    subject, version = sample.kind.subject(thing), thing.version
    clock.advance(minutes=5)
    done = do(sample, thing, turn="nobody")
    assert entries_of(subject.thread)[0] is done.entry
    assert (thing.version, thing.changed_at) == (version + 1, clock.now)
    assert (subject.turn, subject.changed_at) == ("nobody", clock.now)


def test_the_letter_that_a_row_names_is_written(session: Session, sample: Sample, thing: Any) -> None:
    details = replace(sample.details, reason="理由在此。")
    do(sample, thing, letters=(sample.letter,), details=details)
    written = session.scalars(select(Letter).where(Letter.kind == sample.letter)).all()
    sides = ["applicant", "respondent"] if thing.__class__ is Case else [""]
    assert [one.side for one in written] == sides
    subject = sample.kind.subject(thing)
    assert {one.facts["number"] for one in written} == {subject.short_number}
    if thing.__class__ is not Case:
        assert {one.organisation_id for one in written} == {subject.body_id}


def test_the_document_that_a_row_names_is_issued_and_told_of(
    session: Session, sample: Sample, thing: Any
) -> None:
    columns = {"document": sample.document, "event": "paper_served", "outcome": "wide_gap"}
    details = replace(sample.details, reason="理由在此。", facts={"result": "", "way": ""})
    done = do(sample, thing, details=details, **columns)
    (document,) = done.documents
    assert document.kind == sample.document
    assert done.entry.facts["document"] == document.number


def test_a_letter_that_finds_nobody_is_a_fault_and_not_a_silence(session: Session) -> None:
    sample = SAMPLES["reconciliation"]
    with pytest.raises(LookupError, match="mediation_ended"):
        do(sample, sample.make(), letters=("mediation_ended",))


def test_letters_may_be_narrowed_to_one_side_and_left_unwritten(session: Session) -> None:
    sample, case = SAMPLES["case"], case_in("under_mediation")
    kinds = ("mediation_begun", "terms_offered")
    details = replace(sample.details, letters_to=("respondent",), unwritten={"terms_offered"})
    before = set(session.scalars(select(Letter.id)))
    do(sample, case, letters=kinds, details=details)
    written = session.scalars(select(Letter).where(Letter.id.not_in(before))).all()
    assert [(one.kind, one.side) for one in written] == [("mediation_begun", "respondent")]


# The second of two


@pytest.mark.parametrize(
    ("name", "zh", "en"),
    [
        ("case", "这个案件刚刚被别人更新过", "This case has just been changed"),
        ("referral", "这件转办刚刚被别人更新过", "This hand-over has just been changed"),
        ("order", "这件支付令刚刚被别人更新过", "This payment order has just been changed"),
        ("reconciliation", "这次对账刚刚被别人更新过", "This reconciliation has just been changed"),
    ],
)
def test_the_second_of_two_is_told_what_became_of_which_thing(
    session: Session, clock: StandingClock, name: str, zh: str, en: str
) -> None:
    sample = SAMPLES[name]
    thing = sample.make()
    session.flush()
    seen = thing.version
    clock.advance(minutes=1)
    first = do(sample, thing)
    with pytest.raises(ChangedMeanwhile) as refused:
        do(sample, thing, version=seen)
    assert refused.value.words.zh.startswith(zh)
    assert refused.value.words.en.startswith(en)
    assert [one.id for one in refused.value.entries] == [first.entry.id]


@pytest.mark.parametrize(
    ("username", "advice"),
    [
        (cast.AUDITOR, Words("请联系站长或中心主任", "Ask the station head or the centre manager")),
        (cast.COURT_LIAISON, Words("请联系调解中心", "Ask the mediation centre")),
        (cast.BANK_USER, Words("请联系调解中心", "Ask the mediation centre")),
    ],
)
def test_who_may_not_is_sent_to_somebody_within_reach(session: Session, username: str, advice: Words) -> None:
    with pytest.raises(NotAllowed) as refused:
        do(SAMPLES["referral"], arrived(), who=actor(username), right="users.manage")
    assert advice.zh in refused.value.words.zh
    assert advice.en in refused.value.words.en


# Many at once


def test_of_many_acts_each_is_told_and_all_are_heard_of_once(session: Session) -> None:
    several = [arrived(arrival(their_number=f"（2026）闽0203诉前调{serial}号")) for serial in (1, 2, 3)]
    heard: list[list[Any]] = []
    kind = replace(REFERRAL, tell=lambda acts: heard.append([act.thing for act in acts]))
    by, note = By(actor(cast.CLERK), clock.now()), SAMPLES["referral"].details
    done = walk_many(kind, [(one, "add_note", note) for one in several], by)
    assert [one.entry.thread for one in done] == [one.thread for one in several]
    assert heard == [several]
    assert walk_many(kind, [], by) == []
    assert heard == [several], "nobody is told of nothing"
