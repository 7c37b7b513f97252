"""The administrator's page of jobs, the commands, and what a monitor is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from mediation import clock as house_clock
from mediation.database import db
from mediation.jobs import operations, queries
from mediation.jobs.models import JobRun, JobState, Trouble
from mediation.jobs.runner import Runner
from mediation.jobs.table import BY_NAME, JOBS
from mediation.rules.findings import Words
from mediation.timeline.models import TimelineEntry
from tests import cast
from tests.builders import opened
from tests.conftest import StandingClock
from tests.counting import counted_queries
from tests.stages import Stage

pytestmark = pytest.mark.usefixtures("founded")

Enter = Callable[[str], FlaskClient]


@pytest.fixture
def acting(app: Flask) -> Runner:
    """A runner that holds the lease and has not run anything yet."""
    one = Runner(app)
    assert one.beat()
    return one


def tick(one: Runner) -> None:
    for lane in one.lanes:
        one.tick(lane)


def test_the_page_names_every_job_with_its_owner_and_reason(acting: Runner, signed_in: Enter) -> None:
    page = signed_in(cast.ADMINISTRATOR).get("/jobs/").text
    for job in JOBS:
        assert job.name in page
        assert job.why.zh in page
        assert job.owner.zh in page
    assert acting.holder in page
    assert "还没有运行过" in page


def test_without_a_scheduler_the_page_says_what_waits_and_what_to_do(signed_in: Enter) -> None:
    assert "调度程序没有运行" in signed_in(cast.ADMINISTRATOR).get("/jobs/").text


def test_results_are_told_in_plain_words(acting: Runner, signed_in: Enter, app: Flask) -> None:
    with app.app_context():
        operations.note_end(
            BY_NAME["forget"],
            ValueError("林雅珍"),
            holder="here",
            begun_at=house_clock.now(),
            at=house_clock.now(),
        )
        operations.note_end(
            BY_NAME["work_tasks"], 7, holder="here", begun_at=house_clock.now(), at=house_clock.now()
        )
        operations.set_aside(
            "render_papers", 1, "厦金调受字〔2026〕1号", Words("缺字", "no font"), at=house_clock.now()
        )
        db.session.commit()
    client = signed_in(cast.ADMINISTRATOR)
    page = client.get("/jobs/").text
    assert "失败（ValueError）" in page
    assert "处理了 7 件" in page
    assert "厦金调受字〔2026〕1号" in page
    assert "林雅珍" not in page
    only_failed = client.get("/jobs/?failed=1").text
    assert "处理了 7 件" in only_failed.split("运行记录")[0]
    assert "处理了 7 件" not in only_failed.split("运行记录")[1]


def test_the_page_costs_the_same_however_long_the_history(
    acting: Runner, signed_in: Enter, app: Flask
) -> None:
    client = signed_in(cast.ADMINISTRATOR)
    with counted_queries(app) as few:
        client.get("/jobs/")
    with app.app_context():
        for _ in range(30):
            operations.note_end(
                BY_NAME["forget"], 1, holder="x", begun_at=house_clock.now(), at=house_clock.now()
            )
        db.session.commit()
    with counted_queries(app) as many:
        client.get("/jobs/")
    assert len(many) == len(few) <= 9


def test_a_job_asked_for_is_run_at_the_next_tick_and_it_is_written_down_who_asked(
    acting: Runner, signed_in: Enter, app: Flask, clock: StandingClock
) -> None:
    tick(acting)
    client = signed_in(cast.ADMINISTRATOR)
    answer = client.post("/jobs/forget/run", follow_redirects=True).text
    assert "几秒内运行" in answer
    assert "已要求运行" in answer
    tick(acting)
    with app.app_context():
        run = db.session.scalars(select(JobRun)).one()
        assert (run.name, run.count) == ("forget", 0)
        asked = db.session.scalars(select(TimelineEntry).where(TimelineEntry.event == "job_asked_for")).one()
        assert asked.facts == {"job": "forget"}
    tick(acting)
    with app.app_context():
        assert len(db.session.scalars(select(JobRun)).all()) == 1, "once"


def test_asking_for_a_job_tries_at_once_what_it_had_set_aside(
    acting: Runner, signed_in: Enter, app: Flask, clock: StandingClock
) -> None:
    with app.app_context():
        operations.set_aside("render_papers", 1, "1号", Words("缺字", "no font"), at=clock.now)
        db.session.commit()
    signed_in(cast.ADMINISTRATOR).post("/jobs/render_papers/run")
    with app.app_context():
        assert db.session.scalars(select(Trouble)).one().next_try_at == clock.now


def test_trying_out_tells_how_much_there_is_and_does_nothing(
    acting: Runner, signed_in: Enter, app: Flask
) -> None:
    client = signed_in(cast.ADMINISTRATOR)
    assert "现在没有要处理的" in client.post("/jobs/render_papers/try", follow_redirects=True).text
    with app.app_context():
        opened()
        db.session.commit()
    assert "会处理 1 件" in client.post("/jobs/render_papers/try", follow_redirects=True).text
    with app.app_context():
        assert db.session.scalars(select(JobRun)).all() == []


@pytest.mark.parametrize("act", ["run", "try"])
def test_a_job_that_nobody_knows_is_not_found(acting: Runner, signed_in: Enter, act: str) -> None:
    assert signed_in(cast.ADMINISTRATOR).post(f"/jobs/unheard-of/{act}").status_code == 404


def test_a_job_runs_at_its_beat_and_not_before(acting: Runner, app: Flask, clock: StandingClock) -> None:
    def runs() -> int:
        with app.app_context():
            state = db.session.get(JobState, "forget")
            assert state is not None
            return state.runs

    tick(acting)
    tick(acting)
    assert runs() == 1
    clock.advance(minutes=59)
    tick(acting)
    assert runs() == 1
    clock.advance(days=7)
    tick(acting)
    assert runs() == 2, "a week that was missed is one run: the job asks what is due"


def test_a_clock_that_is_set_back_does_not_stop_the_jobs(
    acting: Runner, app: Flask, clock: StandingClock
) -> None:
    tick(acting)
    clock.advance(days=-30)
    tick(acting)
    with app.app_context():
        assert {state.runs for state in queries.states().values()} == {2}


def test_a_job_in_which_its_runner_died_comes_again_at_once_the_first_time_and_then_waits(
    app: Flask, clock: StandingClock
) -> None:
    next_runs = []
    for _ in range(3):
        with app.app_context():
            operations.enrol(JOBS, at=clock.now)
            db.session.flush()
            state = db.session.get(JobState, "forget")
            assert state is not None
            next_runs.append((state.next_run_at - clock.now).total_seconds())
            clock.advance(minutes=30)
            operations.note_begun(BY_NAME["forget"], at=clock.now)
            db.session.commit()
    with app.app_context():
        operations.enrol(JOBS, at=clock.now)
        db.session.flush()
        state = db.session.get(JobState, "forget")
        assert state is not None
        next_runs.append((state.next_run_at - clock.now).total_seconds())
    assert next_runs == [0, 0, 10, 20]


def test_a_job_that_left_the_house_leaves_the_page(app: Flask, clock: StandingClock) -> None:
    with app.app_context():
        operations.enrol(JOBS, at=clock.now)
        db.session.flush()
        operations.enrol(JOBS[:1], at=clock.now)
        db.session.flush()
        assert list(queries.states()) == [JOBS[0].name]


# commands


def test_a_job_is_run_from_the_command_line_when_no_scheduler_acts(app: Flask) -> None:
    done = app.test_cli_runner().invoke(args=["jobs", "run", "forget"])
    assert (done.exit_code, done.output) == (0, "forget did 0\n")
    listed = app.test_cli_runner().invoke(args=["jobs", "list"]).output
    assert "No scheduler is running." in listed, "it gave the lease back"
    assert "did 0" in listed


def test_while_a_scheduler_acts_the_command_hands_the_job_to_it(acting: Runner, app: Flask) -> None:
    done = app.test_cli_runner().invoke(args=["jobs", "run", "forget"])
    assert "was told" in done.output
    with app.app_context():
        state = db.session.get(JobState, "forget")
        assert state is not None
        assert state.run_now_asked_at is not None


def test_a_dry_run_from_the_command_line_does_nothing(app: Flask) -> None:
    with app.app_context():
        opened()
        db.session.commit()
    done = app.test_cli_runner().invoke(args=["jobs", "run", "render_papers", "--dry-run"])
    assert done.output == "render_papers would do 1\n"


# what a monitor asks


def test_health_is_ok_while_the_database_answers(client: FlaskClient) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json) == (200, {"status": "ok", "database": "ok"})


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_database_that_is_away_is_named_with_503(
    client: FlaskClient, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_args: object, **_more: object) -> None:
        raise OperationalError("select 1", {}, Exception("no route to the server at 10.0.0.7"))

    monkeypatch.setattr(db.session, "execute", away)
    monkeypatch.setattr(db.session, "get", away)
    answer = client.get(path)
    assert (answer.status_code, answer.json) == (503, {"status": "unwell", "database": "unreachable"})


def test_a_house_without_a_scheduler_is_not_ready(client: FlaskClient) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json is not None
    assert answer.json["scheduler"] == {"acts": False, "heartbeat_age_seconds": None}


def test_a_house_with_a_scheduler_is_ready_until_a_job_is_late(
    acting: Runner, client: FlaskClient, clock: StandingClock
) -> None:
    tick(acting)
    answer = client.get("/readyz")
    assert answer.status_code == 200, answer.text
    assert answer.json is not None
    assert answer.json["scheduler"] == {"acts": True, "heartbeat_age_seconds": 0.0}
    clock.advance(minutes=4)
    assert acting.beat(), "the heart beats but nothing is done"
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json is not None
    assert "render_papers" in answer.json["jobs"]["late"]


def test_a_job_that_keeps_failing_is_named(
    acting: Runner, client: FlaskClient, clock: StandingClock, app: Flask
) -> None:
    tick(acting)
    with app.app_context():
        for _ in range(3):
            operations.note_end(
                BY_NAME["forget"], ValueError(), holder="x", begun_at=clock.now, at=clock.now + timedelta(0)
            )
        db.session.commit()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json is not None
    assert answer.json["jobs"]["failing"] == ["forget"]


def test_no_job_is_run_by_a_runner_without_the_lease(stage: Stage, acting: Runner) -> None:
    other = Runner(stage.app)
    assert not other.beat()
    tick(other)
    with stage.app.app_context():
        assert {state.runs for state in queries.states().values()} == {0}
    acting.leave()
    assert other.beat()
    tick(other)
    with stage.app.app_context():
        assert {state.runs for state in queries.states().values()} == {1}
