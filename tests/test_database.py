"""The column types: moments, money, encrypted text; and what SQLite is told."""

from __future__ import annotations

import base64
import traceback
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from flask import Flask
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import Session

from mediation.cases.models import Case, CaseNote
from mediation.clock import ZONE
from mediation.database import EncryptedText, Fen, UtcMoment, data_keys, db, lookup_hash, writes
from tests.builders import APPLICANT
from tests.stages import DATABASES, Stage


def table(*columns: sa.Column[object]) -> sa.Table:
    return sa.Table("things", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), *columns)


def through(session: Session, kind: sa.types.TypeEngine[object], value: object) -> tuple[object, object]:
    """(what is read back, what lies in the database) of one value."""
    things = table(sa.Column("value", kind))
    things.create(session.connection())
    session.execute(things.insert().values(value=value))
    read = session.execute(sa.select(things.c.value)).scalar_one()
    raw = session.execute(sa.text("SELECT value FROM things")).scalar_one()
    return read, raw


XIAMEN = datetime(2026, 10, 1, 0, 30, tzinfo=ZONE)


@pytest.mark.databases(*DATABASES)
def test_a_moment_of_any_zone_comes_back_as_the_same_moment_in_utc(session: Session) -> None:
    read, _ = through(session, UtcMoment(), XIAMEN)
    assert read == XIAMEN
    assert isinstance(read, datetime)
    assert read.tzinfo is UTC


@pytest.mark.databases(*DATABASES)
def test_a_moment_without_a_zone_is_refused(session: Session) -> None:
    with pytest.raises(StatementError, match="time zone"):
        through(session, UtcMoment(), datetime(2026, 10, 1))  # noqa: DTZ001


@pytest.mark.databases(*DATABASES)
@pytest.mark.parametrize("value", [0, 1, -1, 126_000, 9_007_199_254_740_993, None])
def test_money_comes_back_to_the_fen(session: Session, value: int | None) -> None:
    """9,007,199,254,740,993 is the first whole number that a float cannot hold."""
    assert through(session, Fen(), value)[0] == value


@pytest.mark.parametrize("value", [1260.0, 0.1, "1260", True])
def test_money_that_is_no_whole_number_is_refused(session: Session, value: object) -> None:
    with pytest.raises(StatementError, match="fen"):
        through(session, Fen(), value)


@pytest.mark.databases(*DATABASES)
@pytest.mark.parametrize("value", ["15405921000", "", "苏䶮 㛃 𬱖", "a" * 5000, None])
def test_an_encrypted_text_comes_back_and_is_not_readable_meanwhile(
    session: Session, value: str | None
) -> None:
    read, raw = through(session, EncryptedText(), value)
    assert read == value
    if value is None:
        assert raw is None
    elif value:
        assert value not in str(raw)
        assert value.encode() not in base64.b64decode(str(raw))


def test_a_text_that_somebody_changed_in_the_database_is_not_believed(session: Session) -> None:
    things = table(sa.Column("value", EncryptedText()))
    things.create(session.connection())
    session.execute(things.insert().values(value="15405921000"))
    sealed = bytearray(base64.b64decode(session.execute(sa.text("SELECT value FROM things")).scalar_one()))
    sealed[-1] ^= 1
    session.execute(sa.text("UPDATE things SET value = :v"), {"v": base64.b64encode(sealed).decode()})
    with pytest.raises(InvalidTag):
        session.execute(sa.select(things.c.value)).scalar_one()


def test_another_key_reads_nothing_and_finds_nothing(session: Session) -> None:
    kind, dialect = EncryptedText(), db.engine.dialect
    sealed = kind.process_bind_param("15405921000", dialect)
    before = lookup_hash("15405921000")
    elsewhere = Flask("another house")
    elsewhere.extensions["data_keys"] = data_keys("another secret")
    with elsewhere.app_context():
        assert lookup_hash("15405921000") != before
        with pytest.raises(InvalidTag):
            kind.process_result_value(sealed, dialect)
    assert kind.process_result_value(sealed, dialect) == "15405921000"


def test_a_look_up_hash_is_keyed_so_that_nobody_can_try_all_telephones(session: Session) -> None:
    assert len(lookup_hash("15405921000")) == 64
    assert lookup_hash("15405921000") == lookup_hash("15405921000") != lookup_hash("15405921001")


@pytest.mark.databases(*DATABASES)
def test_a_row_that_belongs_to_nothing_is_refused(session: Session) -> None:
    note = CaseNote(case_id=99, written_at=XIAMEN, written_by="林晓岚", text="没有这个案件")
    session.add(note)
    with pytest.raises(IntegrityError):
        session.flush()


@pytest.mark.parametrize(
    ("pragma", "value", "remark"),
    [
        ("journal_mode", "wal", "readers do not wait for the writer"),
        ("foreign_keys", 1, "a row belongs to what it names"),
    ],
)
def test_sqlite_is_told_how_to_behave(session: Session, pragma: str, value: object, remark: str) -> None:
    assert session.execute(sa.text(f"PRAGMA {pragma}")).scalar_one() == value, remark


def test_a_second_writer_waits_some_seconds_for_the_first(session: Session) -> None:
    assert session.execute(sa.text("PRAGMA busy_timeout")).scalar_one() >= 5000


@pytest.mark.parametrize(
    ("method", "view_writes", "begins", "remark"),
    [
        ("GET", False, "BEGIN", "a page that only reads"),
        ("POST", False, "BEGIN IMMEDIATE", "a form"),
        ("GET", True, "BEGIN IMMEDIATE", "a view that says that it writes: the first download of a paper"),
        ("", False, "BEGIN IMMEDIATE", "a job or a command"),
    ],
)
def test_only_a_request_that_reads_leaves_the_one_writer_of_sqlite_alone(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, method: str, view_writes: bool, begins: str, remark: str
) -> None:
    """A read before the first write, outside of the transaction, would lose updates in silence."""
    if view_writes:
        monkeypatch.setitem(stage.app.view_functions, "public.home", writes(lambda: ""))
    place = stage.app.test_request_context("/track", method=method) if method else stage.app.app_context()
    if view_writes:
        place = stage.app.test_request_context("/")
    begun: list[str] = []
    with place:
        sa.event.listen(db.engine, "before_cursor_execute", lambda *sent: begun.append(sent[2]))
        db.session.execute(sa.select(Case.id))
    assert begun[0] == begins, remark


@pytest.mark.databases(*DATABASES)
def test_a_failed_statement_says_nothing_of_its_values_to_the_log(session: Session) -> None:
    things = table(sa.Column("name", sa.Text, unique=True))
    things.create(session.connection())
    twice = [{"name": APPLICANT.name + " " + APPLICANT.phone}] * 2
    with pytest.raises(IntegrityError) as caught:
        session.execute(things.insert(), twice)
    session.rollback()
    said = "".join(traceback.format_exception(caught.value))
    assert "INSERT INTO things" in said, "enough to find the fault"
    assert APPLICANT.name not in said
    assert APPLICANT.phone not in said
