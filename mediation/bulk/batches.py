"""The long work on an import, in committed steps: a stop in between loses nothing and doubles nothing.

What became of a row is written in the same step as what was done with it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, insert

from mediation.access.actor import Actor
from mediation.access.by import By
from mediation.access.table import allows
from mediation.accounts.queries import actor_of
from mediation.acts.refusals import ActRefused
from mediation.bulk import queries
from mediation.bulk.checks import Checked, Checker, Told
from mediation.bulk.models import Batch, BatchRow, RowState, State
from mediation.bulk.operations import fields_on
from mediation.bulk.queries import RIGHT
from mediation.bulk.received import queries as lists
from mediation.clock import day_of
from mediation.database import db
from mediation.organisations.queries import the_centre
from mediation.referrals import acts, entering
from mediation.referrals import queries as ledger_queries
from mediation.referrals.entering import Entry
from mediation.rules.findings import Words
from mediation.rules.procedures import referral_steps
from mediation.rules.procedures.machine import NotPossible
from mediation.tasks.extension_points import Progress
from mediation.tasks.models import Task
from mediation.tasks.operations import TaskFailed
from mediation.timeline import operations as timeline

AT_ONCE = 500  # rows checked in one step
WRITTEN_AT_ONCE = 250  # rows entered or taken out in one step: others wait for the database meanwhile

NO_LONGER = Words(
    "提交人已没有导入权限，任务停止。", "Whoever asked may no longer load lists: the work stopped."
)
OVERTAKEN = Words(
    "清单的情况已经变化，任务停止。请刷新页面查看。", "The list was dealt with otherwise; the work stopped."
)


def check_list(task: Task, at: datetime) -> Iterator[Progress]:
    """The dry run: every row is read and judged; the cursor counts the rows judged so far."""
    batch = _batch(task, State.CHECKING)
    checker = _checker(batch, at)
    rows = lists.rows_of(batch.received)
    if task.cursor is None:
        db.session.execute(delete(BatchRow).where(BatchRow.batch_id == batch.id))
    done: int = task.cursor or 0
    first_rows = queries.first_rows(batch.id)
    batch_id, body_id = batch.id, batch.received.body_id
    for begin in range(done, len(rows), AT_ONCE):
        part = [checker.check(row) for row in rows[begin : begin + AT_ONCE]]
        part = _known(part, checker, first_rows, body_id, day_of(at))
        db.session.execute(insert(BatchRow), [_kept(batch_id, one) for one in part])
        yield Progress(begin + len(part), len(rows), begin + len(part))
    batch = _batch(task, State.CHECKING)
    counted = queries.counts([batch.id])[batch.id]
    bad = counted.get(RowState.BAD, 0)
    told = {"good": sum(counted.values()) - bad, "bad": bad}
    _end(batch, State.CHECKED, "import_checked", told, By(_actor(task), at))


def load_list(task: Task, at: datetime) -> Iterator[Progress]:
    """Enter every row that can be; what was entered meanwhile by others becomes a fault."""
    batch = _batch(task, State.LOADING)
    counted = queries.counts([batch.id])[batch.id]
    loaded = counted.get(RowState.LOADED, 0)
    total = loaded + counted.get(RowState.GOOD, 0) + counted.get(RowState.DOUBTFUL, 0)
    while rows := queries.to_load(task.facts["batch"], WRITTEN_AT_ONCE):
        _enter(_batch(task, State.LOADING), rows, By(_actor(task), at))
        loaded += len(rows)
        yield Progress(loaded, total, loaded)
    batch = _batch(task, State.LOADING)
    batch.loaded_at = at
    count = queries.counts([batch.id])[batch.id].get(RowState.LOADED, 0)
    _end(batch, State.LOADED, "import_loaded", {"count": count}, By(_actor(task), at))


def undo_list(task: Task, at: datetime) -> Iterator[Progress]:
    """Take out what nobody worked on, in the way of the ledger; the rest stays and is listed."""
    batch = _batch(task, State.UNDOING)
    total = sum(queries.counts([batch.id])[batch.id].values())
    done = task.done
    while rows := queries.to_take_out(task.facts["batch"], WRITTEN_AT_ONCE):
        _take_out(_batch(task, State.UNDOING), rows, By(_actor(task), at))
        done += len(rows)
        yield Progress(done, max(total, done), done)
    batch = _batch(task, State.UNDOING)
    counted = queries.counts([batch.id])[batch.id]
    batch.undone_at = at
    told = {"count": counted.get(RowState.TAKEN_OUT, 0), "stayed": counted.get(RowState.STAYS, 0)}
    _end(batch, State.UNDONE, "import_undone", told, By(_actor(task), at))


def _batch(task: Task, state: State) -> Batch:
    batch = queries.batch(task.facts["batch"])
    if batch.state != state or batch.task_id != task.id:
        raise TaskFailed(OVERTAKEN)
    return batch


def _actor(task: Task) -> Actor:
    actor = actor_of(task.asked_by_id)
    if not allows(RIGHT, actor):
        raise TaskFailed(NO_LONGER)
    return actor


def _end(batch: Batch, state: State, event: str, facts: dict[str, Any], by: By) -> None:
    batch.state, batch.changed_at = state, by.at
    timeline.record(batch.thread, event, facts, by)


def _checker(batch: Batch, at: datetime) -> Checker:
    received, on = batch.received, day_of(at)
    kind = referral_steps.kind(batch.kind, on=on)
    return Checker(received.body, kind, fields_on(batch, at), received.columns, received.titled, on=on)


def _known(
    part: Sequence[Checked], checker: Checker, first_rows: dict[str, int], body_id: int, on: date
) -> list[Checked]:
    """The rows, with a fault where the number stood in an earlier row or stands in the ledger."""
    keys = {
        one.number: entering.arrival_key(body_id, referral_steps.kind(one.kind, on=on), one.their_number)
        for one in part
    }
    there = ledger_queries.arrived_among([key for key in keys.values() if key])
    found = []
    for one in part:
        first = first_rows.setdefault(one.their_number, one.number) if one.their_number else one.number
        twin = there.get(keys[one.number] or "")
        if first != one.number:
            one = checker.repeated(one, first)
        elif twin:
            one = checker.in_ledger(one, twin)
        found.append(one)
    return found


def _kept(batch_id: int, one: Checked) -> dict[str, Any]:
    state = RowState.BAD if one.is_bad else RowState.DOUBTFUL if one.found else RowState.GOOD
    return {
        "batch_id": batch_id,
        "number": one.number,
        "state": state.value,
        "their_number": one.their_number[:80],
        "facts": None if one.is_bad else json.dumps(one.facts, ensure_ascii=False),
        "findings": json.dumps([told.plain() for told in one.found], ensure_ascii=False)
        if one.found
        else None,
    }


def _entry(row: BatchRow) -> Entry:
    facts: dict[str, Any] = json.loads(row.facts or "{}")
    for day in ("sent_on", "received_on"):
        facts[day] = date.fromisoformat(facts[day]) if facts[day] else None
    return Entry(**{**facts, "people": tuple(facts["people"])})


def _enter(batch: Batch, rows: Sequence[BatchRow], by: By) -> None:
    """All in one go; where one is refused, one by one."""
    try:
        with db.session.begin_nested():
            _enter_all(batch, rows, by)
    except (ActRefused, NotPossible):
        for row in rows:
            try:
                with db.session.begin_nested():
                    _enter_all(batch, [row], by)
            except (ActRefused, NotPossible) as refused:
                told = json.loads(row.findings or "[]")
                row.state, row.facts = RowState.BAD, None
                row.findings = json.dumps([*told, Told(refused.words).plain()], ensure_ascii=False)
    db.session.flush()


def _enter_all(batch: Batch, rows: Sequence[BatchRow], by: By) -> None:
    centre = the_centre()
    assert centre is not None
    entered = entering.enter_many(
        [_entry(row) for row in rows], batch.received.body, by, centre=centre, batch_id=batch.id
    )
    for row, referral in zip(rows, entered, strict=True):
        row.state, row.referral_id, row.facts = RowState.LOADED, referral.id, None


def _take_out(batch: Batch, rows: Sequence[BatchRow], by: By) -> None:
    by_id = {row.referral_id: row for row in rows}
    referrals = ledger_queries.by_ids([row.referral_id for row in rows if row.referral_id])
    out = {one.id for one in acts.take_out_many(referrals, batch.reason, by)}
    for referral_id, row in by_id.items():
        row.state = RowState.TAKEN_OUT if referral_id in out else RowState.STAYS
    db.session.flush()
