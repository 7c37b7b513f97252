"""What runs by itself: papers are drawn, what is personal and forgotten by its owner is forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from mediation import clock
from mediation.accounts.failed_attempts.models import FailedAttempts
from mediation.database import db
from mediation.documents.models import IssuedDocument
from mediation.documents.render import RendererMissing, RenderRefused
from mediation.jobs import forgetting, operations, papers, runner
from mediation.jobs.job import Job, Run
from mediation.jobs.leases import NothingIsWritten
from mediation.jobs.models import JobRun, JobState, Trouble
from mediation.jobs.table import JOBS
from mediation.public import operations as public
from mediation.rules.findings import Words
from tests.builders import opened
from tests.conftest import StandingClock

pytestmark = pytest.mark.usefixtures("founded")

DRAWN = b"%PDF-1.7 drawn by a test"


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The numbers of the papers that were drawn, in order."""
    numbers: list[str] = []

    def draw(_kind: object, _facts: object, imprint: object) -> bytes:
        numbers.append(imprint.number)  # type: ignore[attr-defined]
        return DRAWN + imprint.number.encode()  # type: ignore[attr-defined]

    monkeypatch.setattr(papers, "render_pdf", draw)
    return numbers


def issued(session: Session) -> list[IssuedDocument]:
    return list(session.scalars(select(IssuedDocument).order_by(IssuedDocument.id)))


def test_papers_that_filing_did_not_wait_for_are_drawn_oldest_first_and_once(
    session: Session, drawn: list[str]
) -> None:
    numbers = [opened().documents[0].number for _ in range(3)]
    assert papers.render_papers(clock.now()) == 3
    assert drawn == numbers
    assert all(paper.pdf_sha256 and paper.path for paper in issued(session))
    assert papers.render_papers(clock.now()) == 0, "a second tick finds nothing to do"
    assert len(drawn) == 3


def test_one_tick_draws_a_bounded_number(
    session: Session, drawn: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(papers, "PAPERS_AT_ONCE", 2)
    for _ in range(3):
        opened()
    assert [papers.render_papers(clock.now()) for _ in range(3)] == [2, 1, 0]


def test_a_paper_that_cannot_be_drawn_holds_up_no_other(
    session: Session, drawn: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = opened().documents[0], opened().documents[0]
    plain = papers.render_pdf

    def refuse_the_first(kind: object, facts: object, imprint: object) -> bytes:
        if imprint.number == first.number:  # type: ignore[attr-defined]
            raise RenderRefused(Words("缺字", "a character without a font"))
        return plain(kind, facts, imprint)  # type: ignore[arg-type]

    monkeypatch.setattr(papers, "render_pdf", refuse_the_first)
    assert papers.render_papers(clock.now()) == 1
    assert (first.pdf_sha256, bool(second.pdf_sha256)) == (None, True)


def test_papers_that_cannot_be_drawn_are_set_aside_and_the_rest_is_drawn(
    session: Session, drawn: list[str], monkeypatch: pytest.MonkeyPatch, clock: StandingClock
) -> None:
    """As many at the head of the queue as one run takes must not block it for good."""
    monkeypatch.setattr(papers, "PAPERS_AT_ONCE", 2)
    numbers = [opened().documents[0].number for _ in range(3)]
    plain = papers.render_pdf

    def refuse_two(kind: Any, facts: Any, imprint: Any) -> bytes:
        if imprint.number == numbers[0]:
            raise RenderRefused(Words("缺字", "a character without a font"))
        if imprint.number == numbers[1]:
            raise KeyError("a fault of the template")
        return plain(kind, facts, imprint)

    monkeypatch.setattr(papers, "render_pdf", refuse_two)
    assert [papers.render_papers(clock.now) for _ in range(3)] == [0, 1, 0]
    assert drawn == numbers[2:]
    aside = session.scalars(select(Trouble).order_by(Trouble.id)).all()
    assert [(one.thing, one.tries, one.words[1][:11]) for one in aside] == [
        (numbers[0], 1, "a character"),
        (numbers[1], 1, "Making it f"),
    ]
    assert papers.wanting(clock.now) == 0
    assert papers.wanting(clock.advance(minutes=5)) == 2, "tried again after a wait"
    assert papers.render_papers(clock.now) == 0
    assert [one.tries for one in aside] == [2, 2]
    assert papers.wanting(clock.advance(minutes=5)) == 0, "the second wait is longer"
    monkeypatch.setattr(papers, "render_pdf", plain)
    assert papers.render_papers(clock.advance(minutes=5)) == 2
    assert session.scalars(select(Trouble)).all() == [], "what could be done after all is no trouble"


def test_without_a_renderer_the_job_fails_and_no_paper_is_blamed(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened()

    def missing(*_paper: object) -> bytes:
        raise RendererMissing(Words("缺程序库", "Pango is missing"))

    monkeypatch.setattr(papers, "render_pdf", missing)
    with pytest.raises(RendererMissing):
        papers.render_papers(clock.now())
    session.rollback()
    assert session.scalars(select(Trouble)).all() == []


def test_old_wrong_tries_are_forgotten(session: Session, clock: StandingClock) -> None:
    with pytest.raises(public.CodeRefused):
        public.open_with_code("2026-00001", "12345678", address="192.0.2.1", at=clock.now)
    session.flush()
    assert forgetting.forget(clock.now) == 0
    assert forgetting.forget(clock.now + timedelta(hours=1)) == 0, "a wait that grows is remembered for a day"
    assert forgetting.forget(clock.now + timedelta(days=1)) == 3, "of the number, of the address, of both"
    assert session.scalars(select(FailedAttempts)).all() == []


def test_every_job_says_why_it_is_there_and_has_a_name_of_its_own() -> None:
    assert len({job.name for job in JOBS}) == len(JOBS)
    assert all(job.why and job.every > timedelta(0) for job in JOBS)


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_every_job_runs_on_an_empty_house(session: Session, job: Job) -> None:
    assert runner.run(job) == 0
    state = session.get(JobState, job.name)
    assert state is not None
    assert state.error is None


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_every_job_can_be_tried_out(session: Session, job: Job) -> None:
    assert runner.would_do(job, at=clock.now()) == 0


def a_job(run: Run, **changes: Any) -> Job:
    given: dict[str, Any] = {
        "name": "x",
        "owner": Words("某人", "somebody"),
        "why": Words("缘由", "why"),
        "every": timedelta(hours=1),
    }
    return Job(run=run, **given | changes)


def file_one(at: datetime) -> int:
    opened(at)
    return 1


def fail(at: datetime) -> int:
    opened(at)
    raise RuntimeError("the disk of 林雅珍 is full")


def test_what_a_job_did_is_committed_and_written_down(session: Session) -> None:
    assert runner.run(a_job(file_one), holder="here") == 1
    session.rollback()
    assert len(issued(session)) == 1
    note = session.scalars(select(JobRun)).one()
    assert (note.name, note.count, note.error, note.holder) == ("x", 1, None, "here")


def test_a_trial_run_says_what_would_be_done_and_does_nothing(session: Session) -> None:
    assert runner.would_do(a_job(file_one), at=clock.now()) == 1
    assert issued(session) == []


def test_a_job_that_commits_cannot_be_tried_by_running_it(session: Session) -> None:
    def commit_as_it_goes(at: datetime) -> int:
        opened(at)
        db.session.commit()
        return 1

    with pytest.raises(NothingIsWritten):
        runner.would_do(a_job(commit_as_it_goes), at=clock.now())
    assert issued(session) == []


def test_a_job_that_fails_leaves_nothing_behind_and_no_data_in_what_is_kept_of_it(
    session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    assert runner.run(a_job(fail, name="broken")) == 0
    assert "broken" in caplog.text
    assert issued(session) == []
    state = session.get(JobState, "broken")
    assert state is not None
    assert state.failures == 1
    assert str(state.error).startswith("RuntimeError in jobs/runner.py:")
    assert session.scalars(select(JobRun)).one().error == state.error


def test_after_failures_it_waits_longer_each_time_and_after_a_success_its_beat_again(
    session: Session, clock: StandingClock
) -> None:
    waits = []
    for _ in range(4):
        runner.run(a_job(fail))
        state = session.get(JobState, "x")
        assert state is not None
        waits.append((state.next_run_at - clock.now).total_seconds())
    assert waits == [10, 20, 40, 80]
    runner.run(a_job(file_one))
    assert state.next_run_at - clock.now == timedelta(hours=1)
    assert state.failures == 0


def test_no_wait_is_longer_than_an_hour() -> None:
    assert a_job(fail).wait(50) == timedelta(hours=1)


@pytest.mark.parametrize(
    ("cap", "comes_again", "remark"),
    [(1, timedelta(0), "it did as much as it may: there is more"), (2, timedelta(hours=1), "all was done")],
)
def test_a_job_that_left_something_comes_again_at_once(
    session: Session, cap: int, comes_again: timedelta, remark: str
) -> None:
    runner.run(a_job(file_one, cap=cap))
    state = session.get(JobState, "x")
    assert state is not None
    assert state.next_run_at - clock.now() == comes_again, remark


def test_a_run_that_found_nothing_is_not_remembered(session: Session) -> None:
    for _ in range(3):
        runner.run(a_job(lambda at: 0))
    state = session.get(JobState, "x")
    assert state is not None
    assert state.runs == 3
    assert session.scalars(select(JobRun)).all() == []


def test_of_each_job_the_newest_runs_are_remembered(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operations, "RUNS_KEPT", 2)
    for name in ("x", "x", "x", "y"):
        runner.run(a_job(lambda at: 1, name=name))
    assert operations.forget_old_runs(at=clock.now()) == 1
    assert [run.name for run in session.scalars(select(JobRun).order_by(JobRun.id))] == ["x", "x", "y"]
    assert operations.forget_old_runs(at=clock.now() + timedelta(days=365)) == 3
