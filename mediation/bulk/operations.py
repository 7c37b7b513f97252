"""The acts on an import: hand in, settle the columns, check, load, undo, discard.

Checking, loading and undoing are long work (see `batches`); each is asked for here and changes the
state at once, so that pressed twice it is done once.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete

from mediation.access.by import By
from mediation.acts.refusals import ActRefused
from mediation.bulk import queries
from mediation.bulk.fields import fields_of
from mediation.bulk.models import AT_WORK, Batch, BatchRow, State
from mediation.bulk.received import operations as lists
from mediation.clock import day_of
from mediation.database import db
from mediation.organisations.models import Organisation
from mediation.rules.findings import Words
from mediation.rules.procedures import referral_steps
from mediation.rules.procedures.referral_steps import Kind
from mediation.spreadsheets.reading_columns import Columns, Field
from mediation.tasks.models import TaskState
from mediation.tasks.operations import ask
from mediation.timeline import operations as timeline

CHECK, LOAD, UNDO = "import_check", "import_load", "import_undo"

MOST_ROWS = 20_000
TOO_LONG = Words(
    f"一次最多导入 {MOST_ROWS} 行，请分成几份。", f"At most {MOST_ROWS} rows at once: send the list in parts."
)
UNFIT = Words(
    "这个单位不能移送这一类型，请重新选择。", "This body does not hand over this kind: choose again."
)
NOT_NOW = Words(
    "这份清单现在不能这样处理，请刷新页面查看最新情况。",
    "This cannot be done with the list now: reload the page to see where it stands.",
)
NO_REASON = Words("请写明撤销的理由。", "Write why it is undone.")
NOTHING = Words("没有可以导入的行。", "There is no row that can be loaded.")


class ImportRefused(ActRefused):
    """The act on an import was not carried out."""


def subject_of(kind: Kind) -> str:
    """Under which the columns of a body's lists of this kind are remembered."""
    return f"arrivals:{kind.matter}"


def fields_on(of: Batch, at: datetime) -> tuple[Field, ...]:
    """The fields of its list, read at `at`."""
    on = day_of(at)
    return fields_of(referral_steps.kind(of.kind, on=on), on=on)


def hand_in(content: bytes, name: str, kind: Kind, body: Organisation, by: By) -> Batch:
    """Keep a list of hand-overs of `kind` from `body`. Raises Unreadable, ImportRefused."""
    if kind.authority not in {body.kind, *body.authorities}:
        raise ImportRefused(UNFIT)
    fields = fields_of(kind, on=day_of(by.at))
    received = lists.receive(content, name, by, body=body, subject=subject_of(kind), fields=fields)
    if received.rows > MOST_ROWS:
        raise ImportRefused(TOO_LONG)
    found = Batch(received=received, kind=kind.code, state=State.NEW, changed_at=by.at)
    db.session.add(found)
    db.session.flush()
    source = {"body": list(body.words), "name": received.name, "sha256": received.sha256}
    timeline.record(found.thread, "import_received", source, by, begins=True)
    return found


def check(of: Batch, columns: Columns, fields: Sequence[Field], by: By) -> None:
    """Settle columns and ask for the dry run: nothing is entered. Raises ColumnsRefused, ImportRefused."""
    if not may_check(of):
        raise ImportRefused(NOT_NOW)
    if of.received.rows > MOST_ROWS:
        raise ImportRefused(TOO_LONG)
    lists.settle(of.received, columns, fields, by)
    _ask(of, CHECK, State.CHECKING, "import_check_asked", {}, by)


def load(of: Batch, by: By) -> None:
    """Ask for all good rows to be entered; the others are left out. Raises ImportRefused."""
    if not may_load(of):
        raise ImportRefused(NOT_NOW)
    if not queries.to_load(of.id, 1):
        raise ImportRefused(NOTHING)
    of.loaded_by_id = by.actor.user_id
    _ask(of, LOAD, State.LOADING, "import_load_asked", {}, by)


def undo(of: Batch, reason: str, by: By) -> None:
    """Ask for all that nobody worked on yet to be taken out. Raises ImportRefused."""
    if not may_undo(of):
        raise ImportRefused(NOT_NOW)
    if not reason.strip():
        raise ImportRefused(NO_REASON)
    of.reason, of.undone_by_id = reason.strip(), by.actor.user_id
    _ask(of, UNDO, State.UNDOING, "import_undo_asked", {"reason": of.reason}, by)


def discard(of: Batch, by: By) -> None:
    """Do not load it: the file stays, what was read of the people goes. Raises ImportRefused."""
    if not may_discard(of):
        raise ImportRefused(NOT_NOW)
    db.session.execute(delete(BatchRow).where(BatchRow.batch_id == of.id))
    of.state, of.changed_at = State.DISCARDED, by.at
    timeline.record(of.thread, "import_discarded", {}, by)


def may_check(of: Batch) -> bool:
    return of.state in (State.NEW, State.CHECKED) or (of.state == State.CHECKING and has_stopped(of))


def may_load(of: Batch) -> bool:
    return of.state == State.CHECKED or (of.state == State.LOADING and has_stopped(of))


def may_undo(of: Batch) -> bool:
    return of.state == State.LOADED or (of.state in (State.LOADING, State.UNDOING) and has_stopped(of))


def may_discard(of: Batch) -> bool:
    return may_check(of)


def has_stopped(of: Batch) -> bool:
    """Whether its work was cancelled or failed: it stays half done until somebody decides."""
    task = queries.task_of(of)
    return of.state in AT_WORK and (task is None or (task.is_over and task.state != TaskState.DONE))


def _ask(of: Batch, kind: str, state: State, event: str, facts: dict[str, object], by: By) -> None:
    task = ask(kind, {"batch": of.id}, by)
    of.task_id, of.state, of.changed_at = task.id, state, by.at
    timeline.record(of.thread, event, facts, by)
    db.session.flush()
