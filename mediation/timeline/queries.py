"""Reading a thread, and checking that nobody changed it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from mediation.database import db
from mediation.timeline.models import TimelineEntry, TimelineHead
from mediation.timeline.operations import BEGINNING, chained_hash


def entries_of(thread: str) -> list[TimelineEntry]:
    """All entries of a thread, the newest first."""
    return list(
        db.session.scalars(
            select(TimelineEntry).where(TimelineEntry.thread == thread).order_by(TimelineEntry.number.desc())
        )
    )


def newest_entry(thread: str) -> TimelineEntry:
    """The last entry of a thread. Raises NoResultFound for one without any."""
    newest_first = select(TimelineEntry).order_by(TimelineEntry.number.desc())
    return db.session.scalars(newest_first.where(TimelineEntry.thread == thread).limit(1)).one()


def heads_of(threads: Sequence[str]) -> Sequence[TimelineHead]:
    """The heads of these threads; while they are held the session does not ask for each again."""
    return db.session.scalars(select(TimelineHead).where(TimelineHead.thread.in_(threads))).all()


def faults() -> Iterator[str]:
    """Every place where a chain is broken, in words; nothing when all is well. Streams."""
    ends: dict[str, tuple[int, str]] = {}
    entries = db.session.scalars(
        select(TimelineEntry)
        .order_by(TimelineEntry.thread, TimelineEntry.number)
        .execution_options(yield_per=1000)
    )
    for entry in entries:
        number, before = ends.get(entry.thread, (0, BEGINNING))
        if entry.number != number + 1:
            yield f"{entry.thread}: entry {number + 1} is missing"
        elif entry.previous_hash != before:
            yield f"{entry.thread}: entry {entry.number} does not follow the one before"
        if entry.hash != chained_hash(entry):
            yield f"{entry.thread}: entry {entry.number} was changed"
        ends[entry.thread] = (entry.number, entry.hash)
    for head in db.session.scalars(select(TimelineHead)):
        if ends.pop(head.thread, (0, "")) != (head.number, head.hash):
            yield f"{head.thread}: the last entry is not the one recorded as its end"
    for thread in ends:
        yield f"{thread}: the record of its end is missing"
