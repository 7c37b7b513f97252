"""kill -9 in the middle of lapsing five hundred cases, over and over: each lapses exactly once."""

from __future__ import annotations

import os
import signal
import time
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Table, func, insert, select

from mediation.cases.models import Case, Party
from mediation.clock import moment_of
from mediation.database import db
from mediation.deadlines.models import Deadline, DeadlineLapse
from mediation.documents.models import IssuedDocument
from mediation.jobs import lapsing
from mediation.notifications.models import Letter
from mediation.timeline.models import TimelineEntry
from mediation.timeline.queries import faults
from tests.builders import case_in
from tests.stages import Stage

CASES = 500
KILLS = {"sqlite": 10, "postgresql": 3}
PATIENCE = 60  # seconds without any progress: then the test has failed
AFTER_THE_END = moment_of(date(2026, 4, 2))


def fill(app: Flask) -> None:
    """One accepted case as the operations make it, and copies of its rows; their period ends on 04-01."""
    with app.app_context():
        first = case_in("accepted").id
        db.session.commit()
        for model in (Case, Party, Deadline):
            copy_rows(model.__table__, first)  # type: ignore[arg-type]
        db.session.commit()


def copy_rows(table: Table, first: int) -> None:
    belongs = table.c.id if table.name == "cases" else table.c.case_id
    rows = [dict(row._mapping) for row in db.session.execute(select(table).where(belongs == first))]
    copies: list[dict[str, Any]] = []
    for number in range(first + 1, first + CASES):
        for row in rows:
            copy = {name: value for name, value in row.items() if name != "id"}
            if table.name == "cases":
                copy |= {"id": number, "number": number, "number_text": f"厦金调〔2026〕{number:05d}号"}
            else:
                copy |= {"case_id": number} | ({"thing_id": number} if "thing_id" in copy else {})
            copies.append(copy)
    db.session.execute(insert(table), copies)


def runner(stage: Stage) -> int:
    """A process of its own that carries out lapses until nothing is due; gives its number."""
    stage.let_go()  # a connection must not be shared with the child
    if child := os.fork():
        return child
    try:
        with stage.app.app_context():
            while lapsing.lapse(AFTER_THE_END):
                pass
        os._exit(0)
    finally:
        os._exit(1)


def lapsed(app: Flask) -> int:
    """Read as a page is: without waiting for the turn of the one who writes."""
    with app.test_request_context():
        return db.session.scalar(select(func.count()).select_from(DeadlineLapse)) or 0


def wait_for(app: Flask, count: int, process: int) -> None:
    """Until so many are done; the process must still be at work then."""
    until = time.monotonic() + PATIENCE
    while (done := lapsed(app)) < count:
        assert os.waitpid(process, os.WNOHANG) == (0, 0), f"it ended by itself at {done}"
        assert time.monotonic() < until, f"nothing happens any more at {done}"
        time.sleep(0.02)


@pytest.mark.databases("sqlite", "postgresql")
def test_a_runner_killed_over_and_over_lapses_every_case_exactly_once(
    founded: Stage, app: Flask, database: str
) -> None:
    fill(app)
    kills = KILLS[database]
    for kill in range(1, kills + 1):
        process = runner(founded)
        wait_for(app, kill * CASES // (kills + 1), process)
        os.kill(process, signal.SIGKILL)
        assert os.WIFSIGNALED(os.waitpid(process, 0)[1]), "killed in the middle of the work, not after it"
    assert os.waitpid(runner(founded), 0)[1] == 0

    with app.app_context():
        assert db.session.scalar(select(func.count()).where(Case.outcome == "expired")) == CASES
        assert per_case(TimelineEntry.thread, TimelineEntry.event == "mediation_ended") == {1}
        assert per_case(IssuedDocument.case_id, IssuedDocument.kind == "termination_notice") == {1}
        assert per_case(Letter.case_id, Letter.kind == "mediation_ended") == {2}, "one to each side"
        assert per_case(Deadline.case_id, Deadline.status == "lapsed") == {1}
        assert lapsed(app) == CASES
        assert list(faults()) == []


def per_case(column: Any, condition: Any) -> set[int]:
    """How many rows there are for a case, as a set over all cases, which must all be there."""
    counted = db.session.execute(select(column, func.count()).where(condition).group_by(column)).all()
    assert len(counted) == CASES
    return {count for _, count in counted}
