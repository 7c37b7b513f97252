"""Long work: asked for once, done in committed steps, gone on with after a stop, fetched by whoever asked."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from mediation.access.actor import NOBODY
from mediation.access.by import By
from mediation.database import db
from mediation.documents import store
from mediation.jobs import forgetting, running_tasks
from mediation.rules.findings import Words
from mediation.tasks import extension_points, operations, results
from mediation.tasks.extension_points import Kind, Progress
from mediation.tasks.models import Task, TaskState
from mediation.tasks.operations import TaskFailed, TaskRefused
from mediation.timeline.models import TimelineEntry
from tests import cast
from tests.builders import actor
from tests.conftest import StandingClock
from tests.house.sources import ROOT
from tests.jobs.running import wait_for
from tests.stages import Stage
from tests.tasks import copying

pytestmark = pytest.mark.usefixtures("founded")

Worker = Callable[[Task, datetime], Iterator[Progress]]


@pytest.fixture(autouse=True)
def kinds(app: Flask) -> Iterator[None]:
    """Only the kinds of the test; those that building the application registers come back afterwards."""
    before = dict(extension_points.KINDS)
    extension_points.KINDS.clear()
    copying.register()
    yield
    extension_points.KINDS.clear()
    extension_points.KINDS.update(before)


def asked(lines: int = 3, *, key: str | None = None, by: str = cast.CLERK, kind: str = "copy") -> Task:
    at = datetime.fromisoformat("2026-03-02T02:00:00+00:00")
    return operations.ask(kind, {"lines": lines}, By(actor(by), at), key=key)


def work(clock: StandingClock) -> int:
    return running_tasks.work_tasks(clock.now)


def by_worker(worker: Worker) -> None:
    """Let tasks of the kind "other" be done by `worker`."""
    extension_points.register("other", Kind(Words("别的", "other"), worker, "account.own"))


def test_what_was_asked_for_is_done_step_by_step_and_its_file_kept(
    session: Session, clock: StandingClock
) -> None:
    task = asked(3)
    assert task.state == TaskState.QUEUED
    assert work(clock) == 3
    assert (task.state, task.done, task.total) == (TaskState.DONE, 3, 3)
    assert task.path is not None
    assert store.where(task.path).read_text("utf-8") == "1\n2\n3\n"
    assert task.name == "名单.csv"
    assert task.kept_until == clock.now + timedelta(days=7)
    assert not (store.where(task.path).parent / "work").exists(), "what it needed on the way is gone"
    assert work(clock) == 0


def test_a_slice_ends_and_the_next_goes_on_from_the_cursor(
    session: Session, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running_tasks, "SLICE", timedelta(0))
    long, short = asked(4), asked(1)
    assert [work(clock) for _ in range(3)] == [2, 1, 1]
    assert (long.done, short.state) == (3, TaskState.DONE), "a short one does not wait for a long one"
    while not long.is_over:
        work(clock)
    assert long.path is not None
    assert store.where(long.path).read_text("utf-8") == "1\n2\n3\n4\n"


def test_the_same_work_asked_for_twice_is_one_task(session: Session, clock: StandingClock) -> None:
    first = asked(key="march")
    session.commit()
    assert asked(key="march") is first
    assert asked(key="april") is not first
    assert asked(key="march", by=cast.MANAGER) is not first, "each person has tasks of their own"
    work(clock)
    assert asked(key="march").state == TaskState.DONE, "its result is still there"


def test_what_failed_or_was_cancelled_or_is_gone_begins_anew(session: Session, clock: StandingClock) -> None:
    task = asked(key="march")
    operations.cancel(task, By(actor(cast.CLERK), clock.now))
    assert task.state == TaskState.CANCELLED
    assert asked(key="march") is task
    assert (task.state, task.cancel_asked_at) == (TaskState.QUEUED, None)
    work(clock)
    clock.advance(days=8)
    forgetting.delete_results(clock.now)
    assert asked(key="march").state == TaskState.QUEUED


def test_nobody_asks_for_what_they_may_not(session: Session, clock: StandingClock) -> None:
    extension_points.register("users", Kind(Words("账号", "Users"), copying.copy, "users.manage"))
    with pytest.raises(TaskRefused):
        asked(kind="users")
    with pytest.raises(TaskRefused):
        operations.ask("copy", {}, By(NOBODY, clock.now))
    with pytest.raises(KeyError):
        asked(kind="unheard-of")
    assert session.scalars(select(Task)).all() == []


def test_a_worker_that_cannot_go_on_tells_the_person_why(session: Session, clock: StandingClock) -> None:
    def refuse(task: Task, at: datetime) -> Iterator[Progress]:
        yield Progress(1, 2, None)
        raise TaskFailed(Words("文件缺一列", "a column is missing"))

    by_worker(refuse)
    task = asked(kind="other")
    work(clock)
    assert (task.state, task.done, task.error_words) == (
        TaskState.FAILED,
        1,
        Words("文件缺一列", "a column is missing"),
    )


def test_an_unforeseen_fault_is_tried_again_after_a_wait_and_given_up_in_the_end(
    session: Session, clock: StandingClock
) -> None:
    def break_down(task: Task, at: datetime) -> Iterator[Progress]:
        raise RuntimeError("林雅珍")
        yield

    by_worker(break_down)
    task = asked(kind="other")
    session.commit()
    waits = []
    while not task.is_over:
        work(clock)
        if task.next_try_at:
            waits.append((task.next_try_at - clock.now).total_seconds())
        assert work(clock) == 0
        clock.advance(minutes=5)
    assert waits == [30, 60]
    assert task.state == TaskState.FAILED
    assert task.error_words == operations.STUMBLED


def test_a_step_that_was_committed_is_not_undone_by_a_later_fault(
    session: Session, clock: StandingClock
) -> None:
    def stumble_once(task: Task, at: datetime) -> Iterator[Progress]:
        if task.cursor is None:
            yield Progress(1, 2, "half")
            raise RuntimeError
        yield Progress(2, 2, "all")

    by_worker(stumble_once)
    task = asked(kind="other")
    work(clock)
    assert (task.done, task.state) == (1, TaskState.RUNNING)
    clock.advance(minutes=5)
    work(clock)
    assert (task.done, task.state, task.path) == (2, TaskState.DONE, None)


def test_a_task_of_a_kind_that_left_the_house_ends_with_a_sentence(
    session: Session, clock: StandingClock
) -> None:
    task = asked()
    extension_points.KINDS.clear()
    work(clock)
    assert (task.state, task.error_words) == (TaskState.FAILED, operations.UNKNOWN_KIND)


def test_a_task_at_work_stops_after_the_step_in_hand(
    session: Session, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running_tasks, "SLICE", timedelta(0))
    task = asked(5)
    work(clock)
    folder = results.workplace(task)
    operations.cancel(task, By(actor(cast.CLERK), clock.now))
    assert task.state == TaskState.RUNNING
    work(clock)
    assert (task.state, task.done, task.path) == (TaskState.CANCELLED, 2, None)
    assert not folder.exists()


def test_a_result_is_deleted_when_its_time_is_over_with_all_that_might_name_people(
    session: Session, clock: StandingClock
) -> None:
    task = asked()
    work(clock)
    assert task.path is not None
    file = store.where(task.path)
    assert forgetting.delete_results(clock.advance(days=6)) == 0
    assert forgetting.past_keeping(clock.advance(days=1)) == 1
    assert forgetting.delete_results(clock.now) == 1
    assert not file.exists()
    assert (task.path, task.facts, task.cursor) == (None, {}, None)
    assert task.sha256, "which content it was is still known"
    assert forgetting.delete_results(clock.now) == 0


# pages


def asked_by(app: Flask, username: str, lines: int = 3) -> int:
    with app.app_context():
        task = asked(lines, by=username)
        db.session.commit()
        return task.id


def test_the_page_reloads_itself_while_the_task_is_at_work_and_offers_the_file_at_the_end(
    app: Flask, signed_in: Callable[[str], FlaskClient], clock: StandingClock
) -> None:
    number = asked_by(app, cast.CLERK)
    client = signed_in(cast.CLERK)
    page = client.get(f"/tasks/{number}").text
    assert 'http-equiv="refresh"' in page
    assert "等待开始" in page
    with app.app_context():
        work(clock)
    page = client.get(f"/tasks/{number}").text
    assert 'http-equiv="refresh"' not in page
    assert "3 / 3" in page
    assert f"/tasks/{number}/file" in page
    assert "抄写" in client.get("/tasks/").text


def test_who_asked_fetches_the_file_and_it_is_written_down(
    app: Flask, signed_in: Callable[[str], FlaskClient], clock: StandingClock
) -> None:
    number = asked_by(app, cast.CLERK)
    with app.app_context():
        work(clock)
    with signed_in(cast.CLERK).get(f"/tasks/{number}/file") as answer:
        assert answer.data == b"1\n2\n3\n"
        assert answer.headers["Content-Disposition"].startswith("attachment")
    with app.app_context():
        entry = db.session.scalars(
            select(TimelineEntry).where(TimelineEntry.event == "task_file_taken")
        ).one()
        assert entry.actor_name == actor(cast.CLERK).name
        assert entry.facts["kind"] == "copy"


@pytest.mark.parametrize("path", ["", "/file"])
def test_nobody_else_sees_or_fetches_it(
    app: Flask, signed_in: Callable[[str], FlaskClient], clock: StandingClock, path: str
) -> None:
    number = asked_by(app, cast.CLERK)
    with app.app_context():
        work(clock)
    assert signed_in(cast.MANAGER).get(f"/tasks/{number}{path}").status_code == 404
    assert "抄写" not in signed_in(cast.MANAGER).get("/tasks/").text


def test_who_lost_the_right_fetches_nothing(
    app: Flask, signed_in: Callable[[str], FlaskClient], clock: StandingClock
) -> None:
    number = asked_by(app, cast.CLERK)
    with app.app_context():
        work(clock)
    extension_points.KINDS["copy"] = replace(extension_points.KINDS["copy"], right="users.manage")
    client = signed_in(cast.CLERK)
    assert client.get(f"/tasks/{number}/file").status_code == 404
    assert f"/tasks/{number}/file" not in client.get(f"/tasks/{number}").text


def test_a_task_is_cancelled_on_its_page(app: Flask, signed_in: Callable[[str], FlaskClient]) -> None:
    number = asked_by(app, cast.CLERK)
    client = signed_in(cast.CLERK)
    assert signed_in(cast.MANAGER).post(f"/tasks/{number}/cancel").status_code == 404
    page = client.post(f"/tasks/{number}/cancel", follow_redirects=True).text
    assert "已取消" in page
    assert "已经结束" in client.post(f"/tasks/{number}/cancel", follow_redirects=True).text


# killed in the middle

KILLED = """
import sys, time
from pathlib import Path
from tests.stages import settings_for
from tests.tasks import copying
from mediation import clock
from mediation.assembly import create_app
from mediation.jobs import running_tasks
app = create_app(settings_for(sys.argv[1], Path(sys.argv[2])))
copying.register(pause=0.1)
with app.app_context():
    running_tasks.work_tasks(clock.now())
"""


def test_a_worker_killed_in_the_middle_is_gone_on_with_and_no_line_is_lost_or_doubled(
    stage: Stage, clock: StandingClock
) -> None:
    clock.release()
    app = stage.app
    number = asked_by(app, cast.CLERK, lines=40)

    def done() -> int:
        with app.app_context():
            task = db.session.get(Task, number)
            assert task is not None
            return task.done

    process = subprocess.Popen(
        [
            sys.executable,
            "-W",
            "ignore",
            "-c",
            KILLED,
            app.config["SQLALCHEMY_DATABASE_URI"],
            str(stage.folder),
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    try:
        wait_for(lambda: done() >= 3)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert 3 <= done() < 40
    with app.app_context():
        running_tasks.work_tasks(clock.now)
        task = db.session.get(Task, number)
        assert task is not None
        assert task.state == TaskState.DONE
        assert task.path is not None
        text = Path(store.where(task.path)).read_text("utf-8")
    assert text.split() == [str(line) for line in range(1, 41)]
