"""What runs by itself: papers are drawn, what is personal and forgotten by its owner is forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from mediation import clock
from mediation.database import db
from mediation.documents.models import IssuedDocument
from mediation.documents.render import RenderRefused
from mediation.jobs import scheduler, work
from mediation.jobs.work import JOBS, Job
from mediation.public import operations as public
from mediation.public.models import CodeTries
from mediation.rules.findings import Words
from tests.builders import opened
from tests.conftest import StandingClock
from tests.stages import Stage

pytestmark = pytest.mark.usefixtures("founded")

DRAWN = b"%PDF-1.7 drawn by a test"


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The numbers of the papers that were drawn, in order."""
    numbers: list[str] = []

    def draw(_kind: object, _facts: object, imprint: object) -> bytes:
        numbers.append(imprint.number)  # type: ignore[attr-defined]
        return DRAWN + imprint.number.encode()  # type: ignore[attr-defined]

    monkeypatch.setattr(work, "render_pdf", draw)
    return numbers


def papers(session: Session) -> list[IssuedDocument]:
    return list(session.scalars(select(IssuedDocument).order_by(IssuedDocument.id)))


def test_papers_that_filing_did_not_wait_for_are_drawn_oldest_first_and_once(
    session: Session, drawn: list[str]
) -> None:
    numbers = [opened().documents[0].number for _ in range(3)]
    assert work.render_papers(clock.now()) == 3
    assert drawn == numbers
    assert all(paper.pdf_sha256 and paper.path for paper in papers(session))
    assert work.render_papers(clock.now()) == 0, "a second tick finds nothing to do"
    assert len(drawn) == 3


def test_one_tick_draws_a_bounded_number(
    session: Session, drawn: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "PAPERS_AT_ONCE", 2)
    for _ in range(3):
        opened()
    assert [work.render_papers(clock.now()) for _ in range(3)] == [2, 1, 0]


def test_a_paper_that_cannot_be_drawn_holds_up_no_other(
    session: Session, drawn: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = opened().documents[0], opened().documents[0]
    plain = work.render_pdf

    def refuse_the_first(kind: object, facts: object, imprint: object) -> bytes:
        if imprint.number == first.number:  # type: ignore[attr-defined]
            raise RenderRefused(Words("缺字", "a character without a font"))
        return plain(kind, facts, imprint)  # type: ignore[arg-type]

    monkeypatch.setattr(work, "render_pdf", refuse_the_first)
    assert work.render_papers(clock.now()) == 1
    assert (first.pdf_sha256, bool(second.pdf_sha256)) == (None, True)


def test_old_wrong_tries_are_forgotten(session: Session, clock: StandingClock) -> None:
    with pytest.raises(public.CodeRefused):
        public.open_with_code("2026-00001", "12345678", address="192.0.2.1", at=clock.now)
    session.flush()
    assert work.forget(clock.now) == 0
    assert work.forget(clock.now + timedelta(hours=1)) == 2
    assert session.scalars(select(CodeTries)).all() == []


def test_every_job_says_why_it_is_there_and_has_a_name_of_its_own() -> None:
    assert len({job.name for job in JOBS}) == len(JOBS)
    assert all(job.why and job.every > timedelta(0) for job in JOBS)


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_every_job_runs_on_an_empty_house(founded: Stage, job: Job) -> None:
    assert scheduler.run_once(founded.app, job) == 0


def test_what_a_job_did_is_committed(founded: Stage) -> None:
    def rename(at: datetime) -> int:
        opened(at)
        return 1

    assert scheduler.run_once(founded.app, Job("x", "y", timedelta(1), rename)) == 1
    with founded.app.app_context():
        assert len(papers(db.session)) == 1  # type: ignore[arg-type]


def test_a_job_that_fails_leaves_nothing_behind_and_stops_no_other(
    founded: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(at: datetime) -> int:
        opened(at)
        raise RuntimeError("the disk is full")

    assert scheduler.run_once(founded.app, Job("broken", "y", timedelta(1), fail)) == 0
    assert "broken" in caplog.text
    assert "the disk is full" in caplog.text
    with founded.app.app_context():
        assert papers(db.session) == []  # type: ignore[arg-type]
