"""Taking in a list and settling which of its columns means what."""

from __future__ import annotations

from collections.abc import Sequence

from mediation.access.by import By
from mediation.bulk.received import queries
from mediation.bulk.received.arrival import sheets_in
from mediation.bulk.received.models import ColumnMapping, ReceivedList
from mediation.database import db
from mediation.documents import store
from mediation.organisations.models import Organisation
from mediation.rules.findings import Words
from mediation.rules.refusals import Refused
from mediation.spreadsheets.reading_cells import Heading, Sheet
from mediation.spreadsheets.reading_columns import (
    Columns,
    Field,
    guess,
    missing,
    names_of,
    to_remember,
    twice,
)
from mediation.spreadsheets.reading_headings import below, find_headings, headings

MOST_NAME = 120
NO_HEADINGS = Words("这一行没有表头，请填写表头所在的行号。", "There are no headings in this row.")


class ColumnsRefused(Refused):
    """The columns chosen do not make a list; `words` say which are missing or chosen twice."""


def receive(
    content: bytes, name: str, by: By, *, body: Organisation, subject: str, fields: Sequence[Field]
) -> ReceivedList:
    """Keep the file and read it as far as it can be told: sheet, row of headings, columns.

    What the columns of this body meant last time comes before what their names say. Nothing is
    done with the rows. Raises Unreadable with a sentence for the person.
    """
    assert by.actor.user_id is not None
    sheets = sheets_in(content, name)
    kept = store.keep(content)
    found = ReceivedList(
        body=body,
        subject=subject,
        name=name.replace("\\", "/").rpartition("/")[2][-MOST_NAME:],
        sha256=kept.sha256,
        size=kept.size,
        path=kept.path,
        received_at=by.at,
        received_by_id=by.actor.user_id,
    )
    last_time = queries.remembered(body.id, subject)
    sheet, row = find_headings(sheets, names_of(fields) | set(last_time.values()))
    read_as(found, sheet, row, fields)
    db.session.add(found)
    db.session.flush()
    return found


def read_as(received: ReceivedList, sheet: Sheet, heading_row: int, fields: Sequence[Field]) -> None:
    """Take `heading_row` of `sheet` for the headings, and guess the columns from them."""
    found = headings(sheet, heading_row)
    received.sheet, received.heading_row = sheet.name, heading_row
    received.titles = [[one.index, one.title] for one in found]
    received.columns = guess(fields, found, queries.remembered(received.body.id, received.subject))
    received.rows = len(below(sheet, heading_row))


def settle(
    received: ReceivedList,
    columns: Columns,
    fields: Sequence[Field],
    by: By,
    *,
    needed: Sequence[Sequence[str]] = (),
) -> None:
    """Take these columns, and remember them for the next list of this kind from this body.

    `needed` are groups of fields of which one at least must have a column. Raises ColumnsRefused
    for a required field without a column and for a column that serves two fields.
    """
    words = {field.code: field.words for field in fields}
    lacking = [field.words for field in missing(fields, columns)]
    lacking += [words[group[0]] for group in needed if not any(code in columns for code in group)]
    if lacking:
        raise ColumnsRefused(
            Words(
                f"请为{'、'.join(f'“{one.zh}”' for one in lacking)}选择一列。",
                f"Choose a column for {', '.join(f'“{one.en}”' for one in lacking)}.",
            )
        )
    if doubled := twice(columns):
        title = received.titled.get(doubled[0], "")
        raise ColumnsRefused(
            Words(f"“{title}”一列只能对应一项内容。", f"The column “{title}” can stand for one thing only.")
        )
    received.columns = dict(columns)
    _remember(received, fields, by)


def _remember(received: ReceivedList, fields: Sequence[Field], by: By) -> None:
    assert by.actor.user_id is not None
    known = queries.mapping_of(received.body.id, received.subject)
    if known is None:
        known = ColumnMapping(body_id=received.body.id, subject=received.subject)
        db.session.add(known)
    headings_now = [Heading(index, title) for index, title in received.titled.items()]
    known.columns = to_remember(received.columns, headings_now)
    known.changed_at, known.changed_by_id = by.at, by.actor.user_id
    db.session.flush()
