"""What happened stays told: the chain of hashes, and the database that refuses to change an entry."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from mediation import clock
from mediation.access.actor import HOUSE, Actor
from mediation.access.by import By
from mediation.access.roles import Role
from mediation.database import db
from mediation.timeline import operations as timeline
from mediation.timeline import queries
from mediation.timeline.append_only import SQLITE
from mediation.timeline.models import TimelineEntry, TimelineHead
from tests.conftest import MONDAY, StandingClock
from tests.stages import DATABASES

CLERK = Actor(frozenset({Role.INTAKE_CLERK}), name="林晓岚", user_id=3)
APPLICANT = Actor(frozenset({Role.PARTY}), name="林雅珍", case_id=1, side="applicant")


def record(
    thread: str = "case:1", event: str = "note_added", actor: Actor = CLERK, **facts: str
) -> TimelineEntry:
    return timeline.record(thread, event, facts, By(actor, clock.now()))


@pytest.fixture
def thread(session: Session) -> list[TimelineEntry]:
    """Four entries of one case and two of another, all in the database."""
    entries = [
        record(event="complaint_submitted", actor=APPLICANT, channel="web"),
        record(event="complaint_accepted", overrides=""),
        record(event="case_transferred", receiver="公安机关", reason="涉嫌犯罪"),
        record(event="case_closed"),
        record("case:2", event="complaint_submitted", channel="web"),
        record("case:2"),
    ]
    session.flush()
    return entries


def faults(session: Session) -> list[str]:
    session.flush()
    session.expire_all()
    return list(queries.faults())


def test_entries_are_counted_and_each_carries_the_hash_of_the_one_before(
    session: Session, thread: list[TimelineEntry]
) -> None:
    first, second, third, fourth, *others = thread
    assert [entry.number for entry in thread] == [1, 2, 3, 4, 1, 2]
    assert first.previous_hash == timeline.BEGINNING == others[0].previous_hash
    assert [second.previous_hash, third.previous_hash] == [first.hash, second.hash]
    assert fourth.hash == timeline.chained_hash(fourth)


def test_a_chain_that_nobody_touched_has_no_fault(session: Session, thread: list[TimelineEntry]) -> None:
    assert faults(session) == []


def test_an_empty_house_has_no_fault(session: Session) -> None:
    assert faults(session) == []


@pytest.fixture
def without_triggers(session: Session) -> None:
    """Somebody who owns the database file and has removed its own refusal."""
    for statement in SQLITE:
        session.execute(text(f"DROP TRIGGER {statement.split()[2]}"))


Deed = Callable[[Session], object]


def sql(statement: str) -> Deed:
    return lambda session: session.execute(text(statement))


def rewritten(session: Session) -> None:
    """The hash of a changed entry computed anew, by somebody who knows how."""
    entry = session.scalars(sa.select(TimelineEntry).where(TimelineEntry.number == 2)).first()
    assert entry is not None
    entry.facts = {"overrides": "court_has_it"}
    entry.hash = timeline.chained_hash(entry)


def appended(session: Session) -> None:
    """A fifth entry written past the operation, its hash right and the end left as it was."""
    last = session.scalars(sa.select(TimelineEntry).where(TimelineEntry.number == 4)).one()
    entry = TimelineEntry(
        thread="case:1",
        number=5,
        at=MONDAY,
        actor_user_id=None,
        actor_role="system",
        actor_name="",
        event="note_added",
        facts={},
        previous_hash=last.hash,
    )
    entry.hash = timeline.chained_hash(entry)
    session.add(entry)


WHERE = "WHERE thread = 'case:1' AND number"


@pytest.mark.parametrize(
    ("deed", "found", "remark"),
    [
        (sql(f"UPDATE timeline_entries SET facts = '{{}}' {WHERE} = 3"), "3 was changed", "what it says"),
        (sql(f"UPDATE timeline_entries SET actor_name = '别人' {WHERE} = 3"), "3 was changed", "who did it"),
        (sql(f"UPDATE timeline_entries SET actor_user_id = 9 {WHERE} = 3"), "3 was changed", "which user"),
        (sql(f"UPDATE timeline_entries SET at = '2020-01-01' {WHERE} = 3"), "3 was changed", "when"),
        (
            sql(f"UPDATE timeline_entries SET event = 'note_added' {WHERE} = 4"),
            "4 was changed",
            "what happened",
        ),
        (rewritten, "3 does not follow", "changed with a new hash"),
        (sql(f"DELETE FROM timeline_entries {WHERE} = 2"), "entry 2 is missing", "removed from the middle"),
        (
            sql(f"DELETE FROM timeline_entries {WHERE} = 1"),
            "entry 1 is missing",
            "removed from the beginning",
        ),
        (sql(f"DELETE FROM timeline_entries {WHERE} = 4"), "the last entry is not", "cut off at the end"),
        (
            sql("DELETE FROM timeline_entries WHERE thread = 'case:1'"),
            "the last entry is not",
            "a whole case",
        ),
        (appended, "the last entry is not", "appended by hand"),
        (
            sql("DELETE FROM timeline_heads WHERE thread = 'case:1'"),
            "its end is missing",
            "the record of the end",
        ),
        (sql("UPDATE timeline_heads SET number = 3 WHERE thread = 'case:1'"), "the last entry is not", ""),
    ],
)
@pytest.mark.usefixtures("without_triggers")
def test_every_way_of_telling_it_differently_is_found(
    session: Session, thread: list[TimelineEntry], deed: Deed, found: str, remark: str
) -> None:
    deed(session)
    said = faults(session)
    assert any(found in fault and fault.startswith("case:1") for fault in said), f"{remark}: {said}"
    assert not any(fault.startswith("case:2") for fault in said), "the other case is whole"


@pytest.mark.usefixtures("without_triggers")
def test_entries_that_changed_places_are_found(session: Session, thread: list[TimelineEntry]) -> None:
    for before, after in ((2, 30), (3, 2), (30, 3)):
        session.execute(text(f"UPDATE timeline_entries SET number = {after} {WHERE} = {before}"))
    said = faults(session)
    assert "case:1: entry 2 does not follow the one before" in said
    assert "case:1: entry 2 was changed" in said


@pytest.mark.databases(*DATABASES)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE timeline_entries SET actor_name = 'nobody'",
        "DELETE FROM timeline_entries",
        "DELETE FROM timeline_entries WHERE number = 1",
    ],
)
def test_the_database_itself_refuses_to_change_or_delete_an_entry(
    session: Session, thread: list[TimelineEntry], statement: str
) -> None:
    before = session.scalar(sa.select(sa.func.count()).select_from(TimelineEntry))
    with pytest.raises(DBAPIError, match="append-only"), session.begin_nested():
        session.execute(text(statement))
    assert session.scalar(sa.select(sa.func.count()).select_from(TimelineEntry)) == before


@pytest.mark.databases("postgresql")
def test_postgresql_refuses_to_empty_the_timeline(session: Session, thread: list[TimelineEntry]) -> None:
    with pytest.raises(DBAPIError, match="append-only"), session.begin_nested():
        session.execute(text("TRUNCATE timeline_entries"))


def test_an_object_in_memory_cannot_be_rewritten_either(
    session: Session, thread: list[TimelineEntry]
) -> None:
    thread[0].facts = {"channel": "paper"}
    with pytest.raises(DBAPIError, match="append-only"):
        session.flush()


@pytest.mark.databases(*DATABASES)
def test_two_entries_never_have_the_same_place(session: Session, thread: list[TimelineEntry]) -> None:
    twin = {
        column.name: getattr(thread[1], column.name)
        for column in TimelineEntry.__table__.columns
        if column.name != "id"
    }
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(sa.insert(TimelineEntry).values(twin))


def test_a_party_is_told_by_its_side_and_staff_by_name(session: Session, thread: list[TimelineEntry]) -> None:
    by_party, by_clerk = thread[0], thread[1]
    assert (by_party.actor_role, by_party.actor_name) == ("party", "applicant")
    assert (by_clerk.actor_role, by_clerk.actor_name) == ("intake_clerk", "林晓岚")
    assert record(actor=HOUSE).actor_role == "system"


@pytest.mark.databases(*DATABASES)
def test_a_moment_to_the_microsecond_survives_the_database(
    app: Flask, session: Session, clock: StandingClock
) -> None:
    clock.move_to(MONDAY.replace(microsecond=123457))
    entry = record()
    session.flush()
    session.expire_all()
    assert entry.at == clock.now
    assert faults(session) == []


def test_who_looks_at_a_case_reads_the_newest_first(session: Session, thread: list[TimelineEntry]) -> None:
    assert [entry.number for entry in queries.entries_of("case:1")] == [4, 3, 2, 1]
    assert queries.entries_of("case:99") == []


def test_heads_hold_one_row_for_each_thread(session: Session, thread: list[TimelineEntry]) -> None:
    heads = {head.thread: head.number for head in db.session.scalars(sa.select(TimelineHead))}
    assert heads == {"case:1": 4, "case:2": 2}
