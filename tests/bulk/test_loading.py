"""Loaded once, in steps that survive a stop; undone in the way of the ledger."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mediation import clock
from mediation.access.by import By
from mediation.accounts.queries import user_named
from mediation.bulk import batches, operations, queries
from mediation.bulk.models import Batch, BatchRow, RowState, State
from mediation.bulk.operations import ImportRefused
from mediation.jobs import running_tasks
from mediation.referrals.models import Referral
from mediation.referrals.operations import perform
from mediation.tasks import operations as tasks
from mediation.tasks.models import Task, TaskState
from mediation.timeline.models import TimelineEntry
from mediation.timeline.queries import entries_of
from tests import cast
from tests.builders import actor
from tests.bulk.courts_list import checked, good, handed_in, list_of, loaded, undone, work
from tests.referrals.arrivals import arrival, arrived, running

pytestmark = pytest.mark.usefixtures("founded")

CLERK = cast.CLERK


def rows(count: int, first: int = 1) -> list[list[object]]:
    return [good(n, clock.today()) for n in range(first, first + count)]


def referrals(session: Session) -> list[Referral]:
    return list(session.scalars(select(Referral).order_by(Referral.number)).unique())


def test_good_rows_are_entered_as_if_by_hand_and_bad_ones_left_out(session: Session) -> None:
    batch = loaded([*rows(2), good(9, clock.today(), 案号="不是案号"), *rows(1, first=3)])
    found = referrals(session)
    assert [one.their_number for one in found] == [
        "（2026）闽0203诉前调1号",
        "（2026）闽0203诉前调2号",
        "（2026）闽0203诉前调3号",
    ]
    first = found[0]
    assert (first.kind, first.state, first.batch_id) == ("court_assigned", "registered", batch.id)
    assert (first.applicant_name, first.respondent_name) == ("鹭江湾银行股份有限公司", "示例1")
    assert (first.amount_fen, first.cause, first.product) == (1_000_100, "credit_card", "credit_card")
    assert first.received_on == clock.today() - timedelta(days=1)
    assert first.people is not None
    assert '"paper_number": "35020319510312996X"' in first.people
    assert "C09" in running(first)
    assert batch.state == State.LOADED
    assert queries.counts([batch.id])[batch.id] == {RowState.LOADED: 3, RowState.BAD: 1}


def test_the_period_counts_from_signing_else_from_the_platform_else_nobody_signed_yet(
    session: Session,
) -> None:
    today = clock.today()
    confirmed = today - timedelta(days=2)
    loaded(
        [
            good(1, today),
            good(2, today, 签收日期=None, 线上确认日期=confirmed),
            good(3, today, 签收日期=None),
        ]
    )
    assert [one.received_on for one in referrals(session)] == [today - timedelta(days=1), confirmed, None]
    assert all("C09" in running(one) for one in referrals(session))


def test_what_was_loaded_is_not_kept_twice(session: Session) -> None:
    batch = loaded(rows(2))
    kept = session.scalars(select(BatchRow).where(BatchRow.batch_id == batch.id)).all()
    assert all(row.facts is None and row.referral_id for row in kept)


def test_who_handed_in_loaded_and_undid_it_is_written_down(session: Session) -> None:
    batch = undone(loaded(rows(1)))
    told = [(entry.event, entry.actor_name) for entry in reversed(entries_of(batch.thread))]
    clerk = actor(CLERK).name
    assert told == [
        (event, clerk)
        for event in (
            "import_received",
            "import_check_asked",
            "import_checked",
            "import_load_asked",
            "import_loaded",
            "import_undo_asked",
            "import_undone",
        )
    ]


def test_pressed_twice_it_is_loaded_once(session: Session) -> None:
    batch = checked(rows(2))
    operations.load(batch, By(actor(CLERK), clock.now()))
    with pytest.raises(ImportRefused):
        operations.load(batch, By(actor(CLERK), clock.now()))
    work()
    with pytest.raises(ImportRefused):
        operations.load(batch, By(actor(CLERK), clock.now()))
    assert len(referrals(session)) == 2


def test_what_somebody_entered_meanwhile_becomes_a_fault_and_the_rest_goes_in(session: Session) -> None:
    batch = checked(rows(3))
    arrived(arrival(their_number="（2026）闽0203诉前调2号"))
    operations.load(batch, By(actor(CLERK), clock.now()))
    work()
    assert queries.counts([batch.id])[batch.id] == {RowState.LOADED: 2, RowState.BAD: 1}
    bad = queries.with_findings(batch)[-1]
    assert "已登记为" in bad.told[0]["zh"]


@pytest.mark.parametrize("act", ["check", "load", "undo"])
def test_stopped_after_any_step_it_goes_on_and_does_each_row_once(
    session: Session, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    monkeypatch.setattr(batches, "AT_ONCE", 2)
    monkeypatch.setattr(batches, "WRITTEN_AT_ONCE", 2)
    told = [*rows(5), good(1, clock.today())]
    batch = handed_in(list_of(told)) if act == "check" else checked(told) if act == "load" else loaded(told)
    monkeypatch.setattr(running_tasks, "SLICE", timedelta(0))  # every step is a run of its own
    steps = {"check": 3, "load": 3, "undo": 3}[act]
    _ask(batch, act)
    task = session.get_one(Task, batch.task_id)
    for _stop in range(steps - 1):
        running_tasks.work_tasks(clock.now())
        assert task.state == TaskState.RUNNING
        assert batch.state in {"checking", "loading", "undoing"}
    work()
    assert task.state == TaskState.DONE
    counted = queries.counts([batch.id])[batch.id]
    if act == "check":
        assert counted == {RowState.GOOD: 5, RowState.BAD: 1}, "the repetition is seen across the stop"
    else:
        assert session.scalar(select(func.count()).select_from(Referral)) == 5
        assert counted[RowState.LOADED if act == "load" else RowState.TAKEN_OUT] == 5


def test_a_step_that_breaks_leaves_nothing_of_itself_and_is_done_again(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "WRITTEN_AT_ONCE", 2)
    batch = checked(rows(5))
    operations.load(batch, By(actor(CLERK), clock.now()))
    session.commit()
    enter, calls = batches._enter_all, []

    def breaks_once(*given: object) -> None:
        enter(*given)  # type: ignore[arg-type]
        calls.append(1)
        if len(calls) == 2:
            raise OSError("the disk is full")

    monkeypatch.setattr(batches, "_enter_all", breaks_once)
    running_tasks.work_tasks(clock.now())
    assert len(referrals(session)) == 2, "the first step stands, the second left nothing"
    with_later = clock.now() + timedelta(minutes=5)
    while running_tasks.work_tasks(with_later):
        pass
    assert len(referrals(session)) == 5
    assert len({one.number for one in referrals(session)}) == 5
    assert session.get_one(Batch, batch.id).state == State.LOADED


def test_cancelled_on_the_way_it_can_go_on_or_be_undone(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "WRITTEN_AT_ONCE", 2)
    monkeypatch.setattr(running_tasks, "SLICE", timedelta(0))
    batch = checked(rows(5))
    operations.load(batch, By(actor(CLERK), clock.now()))
    running_tasks.work_tasks(clock.now())
    tasks.cancel(session.get_one(Task, batch.task_id), By(actor(CLERK), clock.now()))
    work()
    assert operations.has_stopped(batch)
    assert operations.may_load(batch)
    assert operations.may_undo(batch)
    undone(batch)
    assert batch.state == State.UNDONE
    assert {one.state for one in referrals(session)} == {"mistaken"}


def test_undoing_takes_out_what_nobody_worked_on_and_lists_what_stays(session: Session) -> None:
    batch = loaded(rows(3))
    worked_on = referrals(session)[1]
    perform(worked_on, "add_note", By(actor(CLERK), clock.now()), facts={"text": "已联系法官。"})
    undone(batch)
    assert [one.state for one in referrals(session)] == ["mistaken", "registered", "mistaken"]
    assert queries.counts([batch.id])[batch.id] == {RowState.TAKEN_OUT: 2, RowState.STAYS: 1}
    assert not running(referrals(session)[0])
    reasons = session.scalars(select(TimelineEntry).where(TimelineEntry.event == "referral_taken_out"))
    assert {entry.facts["reason"] for entry in reasons} == {"法院发错清单。"}
    again = loaded(rows(3))
    assert queries.counts([again.id])[again.id] == {RowState.LOADED: 2, RowState.BAD: 1}


def test_undoing_needs_a_reason_and_an_import(session: Session) -> None:
    batch = checked(rows(1))
    with pytest.raises(ImportRefused):
        operations.undo(batch, "x", By(actor(CLERK), clock.now()))
    batch = loaded(rows(1, first=5))
    with pytest.raises(ImportRefused):
        operations.undo(batch, "  ", By(actor(CLERK), clock.now()))


def test_what_is_not_loaded_keeps_the_file_and_forgets_the_rows(session: Session) -> None:
    batch = checked(rows(2))
    operations.discard(batch, By(actor(CLERK), clock.now()))
    assert batch.state == State.DISCARDED
    assert queries.counts([batch.id])[batch.id] == {}
    with pytest.raises(ImportRefused):
        operations.load(batch, By(actor(CLERK), clock.now()))


def test_whoever_lost_the_right_meanwhile_loads_nothing(session: Session) -> None:
    batch = checked(rows(2))
    operations.load(batch, By(actor(CLERK), clock.now()))
    clerk = user_named(CLERK)
    assert clerk is not None
    clerk.active = False
    work()
    assert referrals(session) == []
    assert session.get_one(Task, batch.task_id).state == TaskState.FAILED
    assert operations.has_stopped(batch)


def _ask(batch: Batch, act: str) -> None:
    if act == "check":
        operations.check(
            batch,
            batch.received.columns,
            operations.fields_on(batch, clock.now()),
            By(actor(CLERK), clock.now()),
        )
    elif act == "load":
        operations.load(batch, By(actor(CLERK), clock.now()))
    else:
        operations.undo(batch, "法院发错清单。", By(actor(CLERK), clock.now()))
