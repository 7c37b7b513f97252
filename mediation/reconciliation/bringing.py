"""Bringing a list into a reconciliation: the file kept, its rows read once the columns are confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from mediation.access.by import By
from mediation.acts import walking
from mediation.bulk.received import operations as lists
from mediation.bulk.received import queries as received_lists
from mediation.bulk.received.models import ReceivedList
from mediation.clock import day_of
from mediation.database import db
from mediation.reconciliation import columns, operations
from mediation.reconciliation.models import Reconciliation, TheirList
from mediation.reconciliation.refusals import ListRefused
from mediation.rules.procedures.referral_steps import Direction
from mediation.spreadsheets.reading_cells import shown
from mediation.spreadsheets.reading_columns import Columns, read_row

MOST_FAULTS = 500  # told to the person; a list with more is not read with these columns
# One of these must have a column: without a number nothing belongs together.
NEEDED = (("number", "own_number"),)
# A body's lists of what it sent us and of what we sent it have columns of their own.
SUBJECTS = {Direction.IN: "reconciliation_in", Direction.OUT: "reconciliation_out"}


def receive(found: Reconciliation, content: bytes, name: str, by: By) -> TheirList:
    """Keep a list that came; it counts once its columns are confirmed.

    Raises Unreadable for what is no list, NotAllowed, NotPossible.
    """
    walking.ready(
        operations.RECONCILIATION,
        found,
        "bring_list",
        by.without_version(),
        operations.ReconciliationDetails(),
    )
    received = lists.receive(
        content,
        name,
        by,
        body=found.body,
        subject=SUBJECTS[Direction(found.direction)],
        fields=columns.fields(on=day_of(by.at)),
    )
    theirs = TheirList(reconciliation=found, received=received, brought_by=by.actor.name)
    db.session.add(theirs)
    db.session.flush()
    return theirs


def read_in(found: Reconciliation, theirs: TheirList, chosen: Columns, by: By) -> None:
    """Read a list by the columns chosen, remember them for this body, and compare the ledger with it.

    Raises ColumnsRefused without a column of numbers, ListRefused without rows or with too many faults.
    """
    fields = columns.fields(on=day_of(by.at))
    lists.settle(theirs.received, chosen, fields, by, needed=NEEDED)
    rows, faults = _read(theirs.received, on=day_of(by.at))
    if not rows:
        raise ListRefused(columns.NO_ROWS)
    if len(faults) > MOST_FAULTS:
        raise ListRefused(columns.TOO_MANY_FAULTS)
    operations.read_list(found, theirs, sorted(chosen), rows, faults, by)


def first_rows(received: ReceivedList, most: int) -> Sequence[Sequence[str]]:
    """The first rows of a list as the person sees them, under the headings of `received.titled`."""
    return [
        [shown(row.at(index)) for index in received.titled] for row in received_lists.rows_of(received)[:most]
    ]


def _read(received: ReceivedList, *, on: date) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The rows, and what could not be read in them.

    A cell that cannot be read says nothing, and its row is compared all the same: so it is seen.
    """
    fields = columns.fields(on=on)
    rows, faults = [], []
    for row in received_lists.rows_of(received):
        read = read_row(row, fields, received.columns, received.titled)
        if any(read.facts.values()) or read.faults:
            rows.append(columns.kept(row.number, read.facts))
        faults += [
            {"row": one.row, "heading": one.heading, "value": one.value, "words": list(one.words)}
            for one in read.faults
        ]
    return rows, faults
