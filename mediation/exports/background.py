"""A large list as long work: read into a file of lines, batch by batch, and the file made of it.

The lines are JSON Lines with the columns as keys, masked already where they are to be. Each batch is
committed with the number of its last row and where it ended in the file; after a stop, what lies beyond
is cut off and the reading goes on. The sheet or the CSV is then written from the lines alone; that
begins again after a stop, since it needs no database.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from itertools import islice
from pathlib import Path

from mediation.access.actor import Actor
from mediation.access.table import opens
from mediation.accounts.queries import user
from mediation.clock import day_of
from mediation.exports import operations, queries
from mediation.exports.listing import Asked, Listed, Listing
from mediation.exports.lists import LISTS
from mediation.exports.models import Export
from mediation.rules.findings import Words
from mediation.spreadsheets.columns import Column
from mediation.spreadsheets.writing import MEDIA_TYPES, Format
from mediation.spreadsheets.writing_jsonl import JsonLinesWriter, rows_back
from mediation.tasks import results
from mediation.tasks.extension_points import Progress
from mediation.tasks.models import Task
from mediation.tasks.operations import TaskFailed, finish

TITLE = Words("导出清单", "List as a file")
WRITTEN_AT_ONCE = 5_000  # rows between two looks at whether to stop
NOT_YOURS_ANY_MORE = Words(
    "您的权限已经改变，不能再导出这份清单。请回到清单页重新导出。",
    "Your rights have changed since. Go back to the list and take it again.",
)


@dataclass(frozen=True, slots=True)
class Place:
    """How far the reading is: rows read of so many, the last number, and the length of the file of lines."""

    total: int
    rows: int = 0
    length: int = 0
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """What a task stands for."""

    export: Export
    listing: Listing
    asked: Asked
    columns: tuple[Listed, ...]

    @property
    def written(self) -> list[Column]:
        """The columns as the file of lines has them: what is masked there is not masked again."""
        return [replace(one.column, mask=None) for one in self.columns]


def make(task: Task, at: datetime) -> Iterator[Progress]:
    """The worker. Half of the progress is reading, half is writing."""
    work = _work_of(task)
    place = Place(**task.cursor) if task.cursor else Place(queries.counted(work.listing, work.asked))
    lines = results.workplace(task) / "lines"
    for read in _read(work, place, lines):
        place = read
        yield Progress(place.rows // 2, place.total, asdict(place))
    made = lines
    if work.export.format != Format.JSONL:
        made = lines.with_name("file")
        for written in _write(work, lines, made):
            yield Progress((place.rows + written) // 2, place.total, asdict(place), unbroken=True)
    format_ = Format(work.export.format)
    finish(task, made, name=file_name(work.listing, work.export), media_type=MEDIA_TYPES[format_], at=at)
    operations.note_made(work.export, place.rows, task.sha256 or "", task.size or 0, at=at)


def may_still(task: Task, actor: Actor) -> bool:
    """Whether the person may still have all that is in the file."""
    export = queries.export(task.facts.get("export", 0))
    return export is not None and _columns(export, actor) is not None


def file_name(listing: Listing, export: Export) -> str:
    """The name under which the file is saved."""
    return f"{listing.words.said_in(export.lang)} {day_of(export.asked_at)}.{export.format}"


def _work_of(task: Task) -> Work:
    """The work with the rights of today; raises TaskFailed when they no longer reach."""
    export = queries.export(task.facts["export"])
    person = user(task.asked_by_id)
    if export is None or person is None or not person.active:
        raise TaskFailed(NOT_YOURS_ANY_MORE)
    columns = _columns(export, person.actor)
    if columns is None:
        raise TaskFailed(NOT_YOURS_ANY_MORE)
    asked = Asked(person.actor, date.fromisoformat(task.facts["on"]), task.facts["filters"])
    return Work(export, LISTS[export.list_code], asked, columns)


def _columns(export: Export, actor: Actor) -> tuple[Listed, ...] | None:
    listing = LISTS.get(export.list_code)
    if listing is None or not opens(listing.right, actor):
        return None
    if export.whole and not listing.may_unmask(actor):
        return None
    columns = operations.columns_of(listing, actor, export)
    return columns if [one.column.code for one in columns] == export.columns else None


def _read(work: Work, place: Place, lines: Path) -> Iterator[Place]:
    """The rows from `place` on at the end of the file of lines."""
    lang = work.export.lang
    with lines.open("ab") as file:
        file.truncate(place.length)
        writer = JsonLinesWriter(file, [one.column for one in work.columns])
        for after, rows in queries.along_numbers(
            work.listing, work.asked, work.columns, lang=lang, after=place.after
        ):
            writer.write(rows)
            writer.close()
            place = Place(place.total, place.rows + len(rows), file.tell(), after)
            yield place


def _write(work: Work, lines: Path, made: Path) -> Iterator[int]:
    """The file made of the lines; how many rows so far."""
    columns = work.written
    with (
        lines.open("rb") as source,
        made.open("wb") as file,
        operations.writer_of(work.listing, work.export, file, columns, folder=made.parent) as writer,
    ):
        rows, written = rows_back(source, columns), 0
        while batch := list(islice(rows, WRITTEN_AT_ONCE)):
            writer.write(batch)
            written += len(batch)
            yield written
