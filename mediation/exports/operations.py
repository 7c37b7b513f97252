"""Taking a list: noting who wants what and why, and making its file."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from mediation.access.actor import Actor
from mediation.access.by import By
from mediation.access.table import opens
from mediation.clock import ZONE
from mediation.database import db
from mediation.exports import queries
from mediation.exports.listing import Asked, Listed, Listing
from mediation.exports.models import Export
from mediation.rules.findings import Words
from mediation.spreadsheets.columns import Column
from mediation.spreadsheets.writing import Format, Writer, open_writer
from mediation.tasks import operations as tasks
from mediation.tasks.models import Task
from mediation.timeline import operations as timeline

KIND = "export"
RIGHT = "exports.make"
MADE_AT_ONCE = 2_000  # rows for which a person waits at the page


class ExportRefused(Exception):
    """The list cannot be taken like this; `words` say why."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


NO_COLUMNS = Words("请至少选择一列。", "Choose at least one column.")
NO_REASON = Words("请写明用途。", "Write what you need it for.")


@dataclass(frozen=True, slots=True)
class Wish:
    """How a list is wanted: as which file, in which language, which columns, masked or not, what for."""

    format: Format
    columns: Sequence[str]
    why: str
    lang: str = "zh"
    whole: bool = False


def take(listing: Listing, asked: Asked, wish: Wish, *, at: datetime) -> Export:
    """Note the wish; a large list becomes a task, which the export then names.

    The caller makes a short one with `make_now`. Raises ExportRefused for no column or no reason,
    and for a list or column that the actor may not have (the page never offers it).
    """
    actor = asked.actor
    if not opens(listing.right, actor) or actor.user_id is None:
        raise ExportRefused(tasks.NOT_ALLOWED)
    whole = wish.whole and listing.may_unmask(actor)
    columns = listing.taken(actor, wish.columns, whole=whole)
    if not columns:
        raise ExportRefused(NO_COLUMNS)
    if not wish.why.strip():
        raise ExportRefused(NO_REASON)
    export = Export(
        list_code=listing.code,
        filters=listing.kept(asked),
        columns=[one.column.code for one in columns],
        whole=whole,
        format=wish.format.value,
        lang=wish.lang,
        why=wish.why.strip(),
        asked_by_id=actor.user_id,
        asked_for_id=actor.organisation_id,
        asked_at=at,
    )
    db.session.add(export)
    db.session.flush()
    _note(listing, asked, export, at=at)
    if queries.counted(listing, asked, most=MADE_AT_ONCE) > MADE_AT_ONCE:
        facts = {"export": export.id, "on": asked.on.isoformat(), "filters": dict(asked.filters)}
        export.task_id = tasks.ask(KIND, facts, By(actor, at)).id
    return export


def make_now(listing: Listing, asked: Asked, export: Export, *, at: datetime) -> bytes:
    """The file of a short list, which the person has with this answer."""
    columns = columns_of(listing, asked.actor, export)
    db.session.flush()
    rows = queries.in_order(listing, asked, columns, lang=export.lang, most=MADE_AT_ONCE)
    file = io.BytesIO()
    with writer_of(listing, export, file, [one.column for one in columns]) as writer:
        writer.write(rows)
    content = file.getvalue()
    note_made(export, len(rows), hashlib.sha256(content).hexdigest(), len(content), at=at)
    note_fetched(export, By(asked.actor, at))
    return content


def columns_of(listing: Listing, actor: Actor, export: Export) -> tuple[Listed, ...]:
    """The columns of an export as its person may have them now."""
    return listing.taken(actor, export.columns, whole=export.whole and listing.may_unmask(actor))


def writer_of(
    listing: Listing,
    export: Export,
    file: BinaryIO,
    columns: Sequence[Column],
    *,
    folder: Path | None = None,
) -> AbstractContextManager[Writer]:
    """What writes the rows of an export into its file."""
    return open_writer(
        Format(export.format),
        file,
        columns,
        lang=export.lang,
        title=listing.words,
        about=about(listing, export),
        folder=folder,
    )


def about(listing: Listing, export: Export) -> list[tuple[Words, str]]:
    """What a sheet says of itself: what it is, of when, for whom, what for."""
    asked_at = export.asked_at.astimezone(ZONE)
    return [
        (Words("清单", "List"), listing.words.said_in(export.lang)),
        *((name, value.said_in(export.lang)) for name, value in listing.said(export.filters)),
        (Words("导出时间", "Taken"), asked_at.strftime("%Y-%m-%d %H:%M:%S")),
        (Words("导出人", "By"), export.asked_by.name),
        (Words("用途", "What for"), export.why),
        (Words("导出编号", "Export"), str(export.id)),
    ]


def note_made(export: Export, row_count: int, sha256: str, size: int, *, at: datetime) -> None:
    """The file is there; who looks at it later can tell by the hash whether it is this one."""
    export.row_count, export.sha256, export.size, export.made_at = row_count, sha256, size, at


def note_fetched(export: Export, by: By) -> None:
    """Write down that the file was handed out, each time, and the first time in the log."""
    export.fetched_at = export.fetched_at or by.at
    facts = {"rows": export.row_count, "sha256": export.sha256}
    timeline.record(export.thread, "list_taken", facts, by)


def note_task_fetched(task: Task, by: By) -> None:
    """The same for a list that was made as a task."""
    if export := queries.export(task.facts.get("export", 0)):
        note_fetched(export, by)


def _note(listing: Listing, asked: Asked, export: Export, *, at: datetime) -> None:
    facts = {"list": list(listing.words), "format": export.format, "whole": "yes" if export.whole else ""}
    for thread in (export.thread, listing.thread(asked)):
        if thread:
            timeline.record(thread, "list_wanted", facts | {"why": export.why}, By(asked.actor, at))
