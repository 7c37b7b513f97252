"""A large list made in the background: in batches that survive a stop, for those who may still have it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Callable
from datetime import timedelta

import openpyxl
import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from mediation import clock
from mediation.access.roles import Role
from mediation.accounts.queries import user_named
from mediation.database import db
from mediation.documents import store
from mediation.exports import background, operations, queries
from mediation.exports.lists import LISTS
from mediation.exports.models import Export
from mediation.jobs import running_tasks
from mediation.spreadsheets.texts import unguarded
from mediation.spreadsheets.writing import Format
from mediation.tasks import results
from mediation.tasks.models import Task, TaskState
from tests import cast, many_cases
from tests.builders import actor
from tests.exports.wishes import asked, post, take
from tests.stages import Stage

pytestmark = pytest.mark.usefixtures("founded")

CASES = 25


@pytest.fixture(autouse=True)
def _few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "MADE_AT_ONCE", 10)
    monkeypatch.setattr(queries, "AT_ONCE", 4)
    monkeypatch.setattr(background, "WRITTEN_AT_ONCE", 6)


@pytest.fixture
def cases(founded: Stage, session: Session) -> Session:
    many_cases.write(CASES, on=clock.today())
    return session


def wanted(format_: Format, by: str = cast.MANAGER, **changes: object) -> Task:
    """A list of cases that takes long."""
    export = take("cases", actor(by), format=format_, **changes)
    task = db.session.get(Task, export.task_id)
    assert task is not None, "it became a task"
    return task


def content_of(task: Task) -> bytes:
    assert task.path is not None
    return store.where(task.path).read_bytes()


def numbers_in(task: Task, format_: Format) -> list[str]:
    content = content_of(task)
    if format_ is Format.XLSX:
        book = openpyxl.load_workbook(io.BytesIO(content))
        return [str(row[0]) for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)]
    if format_ is Format.CSV:
        lines = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        return [unguarded(line[0]) for line in lines][1:]
    return [json.loads(line)["number"] for line in content.splitlines()]


@pytest.mark.usefixtures("cases")
@pytest.mark.parametrize("format_", Format)
def test_the_work_ends_with_the_file_and_the_log_knows_it(format_: Format) -> None:
    task = wanted(format_)
    running_tasks.work_tasks(clock.now())
    assert task.state == TaskState.DONE
    assert task.done == task.total == CASES
    assert len(set(numbers_in(task, format_))) == CASES
    export = queries.export(task.facts["export"])
    assert export is not None
    assert (export.row_count, export.sha256) == (CASES, hashlib.sha256(content_of(task)).hexdigest())
    assert task.name == f"案件 2026-03-02.{format_}"
    assert export.fetched_at is None


@pytest.mark.usefixtures("cases")
@pytest.mark.parametrize("format_", Format)
@pytest.mark.parametrize("steps", [1, 4, 8, 10])
def test_work_that_was_stopped_goes_on_and_the_file_is_the_same(format_: Format, steps: int) -> None:
    """Batches of four rows, then six at a time into the file; it dies in the middle of writing the next."""
    undisturbed = list(background.make(whole := wanted(format_), clock.now()))
    task = wanted(format_)
    work = background.make(task, clock.now())
    for _ in range(min(steps, len(undisturbed) - 1)):
        progress = next(work)
        task.cursor, task.done, task.total = progress.cursor, progress.done, progress.total
    work.close()
    with (results.workplace(task) / "lines").open("ab") as lines:
        lines.write(b'{"number":"half a ro')
    for progress in background.make(task, clock.now()):
        assert progress.done >= task.done or progress.unbroken
    assert numbers_in(task, format_) == numbers_in(whole, format_)
    assert not list(results.workplace(task).glob("tmp*")), "nothing half made is left"


@pytest.mark.usefixtures("cases")
def test_writing_a_sheet_is_not_set_aside_for_other_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running_tasks, "SLICE", timedelta(0))
    task = wanted(Format.XLSX)
    slices = 0
    while not task.is_over:
        running_tasks.work_tasks(clock.now())
        slices += 1
        assert slices < 20, "it begins to write again and again"
    assert task.state == TaskState.DONE


@pytest.mark.usefixtures("cases")
def test_what_arrives_meanwhile_moves_nothing() -> None:
    task = wanted(Format.JSONL)
    work = background.make(task, clock.now())
    next(work)
    db.session.execute(db.text("UPDATE cases SET is_open = 0, state = 'closed' WHERE id = 20"))
    list(work)
    assert len(set(numbers_in(task, Format.JSONL))) == CASES


@pytest.mark.usefixtures("cases")
def test_who_lost_the_right_meanwhile_gets_nothing() -> None:
    task = wanted(Format.CSV, whole=True)
    manager = user_named(cast.MANAGER)
    assert manager is not None
    manager.roles = [Role.AUDITOR.value]
    running_tasks.work_tasks(clock.now())
    assert task.state == TaskState.FAILED
    assert task.error_words == background.NOT_YOURS_ANY_MORE


def test_the_file_is_fetched_by_who_asked_while_they_may(
    founded: Stage, signed_in: Callable[[str], FlaskClient]
) -> None:
    with founded.app.app_context():
        many_cases.write(CASES, on=clock.today())
        db.session.commit()
    client = signed_in(cast.MANAGER)
    answer = post(client, "cases", {"view": "all"})
    assert answer.status_code == 302
    with founded.app.app_context():
        running_tasks.work_tasks(clock.now())
    with client.get(f"{answer.location}/file") as file:
        content = file.data
    assert content.count(b"\r\n") == CASES + 1
    with founded.app.app_context():
        export = db.session.query(Export).one()
        assert export.fetched_at == clock.now()
        assert export.sha256 == hashlib.sha256(content).hexdigest()
    assert signed_in(cast.CLERK).get(f"{answer.location}/file").status_code == 404
    with founded.app.app_context():
        user_named(cast.MANAGER).roles = [Role.ADMINISTRATOR.value]  # type: ignore[union-attr]
        db.session.commit()
    assert client.get(f"{answer.location}/file").status_code == 404


def test_a_batch_begins_where_the_last_one_ended(cases: Session) -> None:
    listing = LISTS["cases"]
    who = asked(actor(cast.MANAGER))
    batches = list(queries.along_numbers(listing, who, listing.columns[:1], lang="zh"))
    assert [(last, len(rows)) for last, rows in batches] == [(4 * n, 4) for n in range(1, 7)] + [(25, 1)]
    rest = list(queries.along_numbers(listing, who, listing.columns[:1], lang="zh", after=24))
    assert [last for last, _ in rest] == [25]
