"""Volumes of several cases as one task: made step by step, gone on with after a stop, packed with a list."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from zipfile import ZipFile

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from mediation.access.by import By
from mediation.archive import batches
from mediation.archive.batches import BatchRefused, ask_for_volumes, is_long_work
from mediation.archive.gathering import Gathered, gather
from mediation.archive.operations import make_volume
from mediation.archive.queries import editions, without_volume
from mediation.cases.models import Case
from mediation.clock import day_of
from mediation.database import db
from mediation.documents import store
from mediation.documents.kinds import Kind
from mediation.documents.queries import documents_of_case
from mediation.jobs import running_tasks
from mediation.tasks.models import Task, TaskState
from tests import cast
from tests.builders import JIMEI, TONGAN, actor, case_in
from tests.conftest import StandingClock
from tests.counting import counted_queries
from tests.stages import Stage

pytestmark = pytest.mark.usefixtures("founded")


@pytest.fixture(autouse=True)
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was drawn, in its order; the sheets themselves are looked at elsewhere."""
    order: list[str] = []

    def draw(kind: Kind, facts: object, imprint: object) -> bytes:
        order.append(kind.code.value)
        return f"%PDF-1.7 {len(order)}".encode()

    monkeypatch.setattr(batches, "draw", draw)
    return order


def ended(*places: str) -> list[Case]:
    return [case_in("ended", place=place) for place in places]


def asked(cases: list[Case], clock: StandingClock, by: str = cast.MANAGER) -> Task:
    task = ask_for_volumes([case.id for case in cases], By(actor(by), clock.now))
    db.session.commit()
    return task


def work(clock: StandingClock) -> int:
    return running_tasks.work_tasks(clock.now)


def packed(task: Task) -> ZipFile:
    assert task.path is not None, task.error
    return ZipFile(store.where(task.path))


def listed(task: Task) -> list[list[str]]:
    return list(csv.reader(io.StringIO(packed(task).read("list.csv").decode("utf-8-sig"))))[1:]


def test_the_volumes_of_several_cases_come_as_one_file_with_a_list(
    session: Session, clock: StandingClock
) -> None:
    cases = ended(JIMEI, TONGAN)
    task = asked(cases, clock)
    work(clock)
    assert (task.state, task.done, task.total) == (TaskState.DONE, 2, 2)
    volumes = [editions(case.id)[0] for case in cases]
    names = [f"{case.short_number} {one.number}.pdf" for case, one in zip(cases, volumes, strict=True)]
    assert packed(task).namelist() == [*names, "list.csv"]
    assert [(row[0], row[3], row[4]) for row in listed(task)] == [
        (case.short_number, one.pdf_sha256, "已制作") for case, one in zip(cases, volumes, strict=True)
    ]


def test_the_work_goes_on_where_it_was_stopped_and_issues_no_volume_twice(
    session: Session, clock: StandingClock, monkeypatch: pytest.MonkeyPatch, drawn: list[str]
) -> None:
    """Stopped after every single step, as a process that is killed again and again would be."""
    monkeypatch.setattr(running_tasks, "SLICE", timedelta(0))
    cases = ended(JIMEI, TONGAN)
    papers = sum(one.path is None for case in cases for one in documents_of_case(case.id))
    task = asked(cases, clock)
    slices = 0
    while not task.is_over:
        work(clock)
        clock.advance(minutes=1)
        slices += 1
        assert slices < 100
    assert task.state == TaskState.DONE, task.error
    assert slices > len(cases)
    assert [len(editions(case.id)) for case in cases] == [1, 1]
    assert len(drawn) <= papers + len(cases), "nothing is drawn twice"


def test_a_fault_between_two_steps_leaves_what_was_committed(
    session: Session, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = ended(JIMEI, TONGAN)
    task = asked(cases, clock)
    whole = batches.draw

    def fail_at_the_volume(kind: Kind, facts: object, imprint: object) -> bytes:
        if kind.is_bound:
            raise MemoryError
        return whole(kind, facts, imprint)  # type: ignore[arg-type]

    monkeypatch.setattr(batches, "draw", fail_at_the_volume)
    work(clock)
    (volume,) = editions(cases[0].id)
    assert (task.state, volume.path) == (TaskState.RUNNING, None)
    monkeypatch.setattr(batches, "draw", whole)
    clock.advance(minutes=5)
    work(clock)
    assert task.state == TaskState.DONE
    assert [one.id for one in editions(cases[0].id)] == [volume.id]


def test_a_case_that_cannot_have_one_is_named_with_the_reason_and_holds_up_nobody(
    session: Session, clock: StandingClock
) -> None:
    (good,), open_case = ended(JIMEI), case_in("under_mediation")
    task = asked([open_case, good], clock)
    work(clock)
    assert task.state == TaskState.DONE
    (refused, made) = listed(task)
    assert (refused[0], refused[1], made[4]) == (open_case.short_number, "", "已制作")
    assert refused[4] not in {"", "已制作"}


def test_a_case_that_has_a_volume_keeps_it(session: Session, clock: StandingClock) -> None:
    one, other = ended(JIMEI, TONGAN)
    make_volume(one, By(actor(cast.MANAGER), clock.now))
    clock.advance(minutes=1)
    task = asked([one, other], clock)
    work(clock)
    assert [row[4] for row in listed(task)] == ["已有卷宗", "已制作"]
    assert len(editions(one.id)) == 1


def test_a_large_volume_of_one_case_is_the_result_itself(session: Session, clock: StandingClock) -> None:
    (case,) = ended(JIMEI)
    make_volume(case, By(actor(cast.MANAGER), clock.now))
    clock.advance(minutes=1)
    task = ask_for_volumes([case.id], By(actor(cast.MANAGER), clock.now), anew=True)
    work(clock)
    newest = editions(case.id)[0]
    assert (task.media_type, task.sha256) == ("application/pdf", newest.pdf_sha256)
    assert len(editions(case.id)) == 2


def test_none_and_too_many_are_refused_in_words(session: Session, clock: StandingClock) -> None:
    for wrong in ([], list(range(batches.MOST_AT_ONCE + 1))):
        with pytest.raises(BatchRefused):
            ask_for_volumes(wrong, By(actor(cast.MANAGER), clock.now))


def test_what_takes_long_is_told_from_what_does_not(session: Session, clock: StandingClock) -> None:
    (case,) = ended(JIMEI)
    found = gather(case, on=day_of(clock.now))
    assert not is_long_work(Gathered(found.pieces, (), unmade=0))
    assert is_long_work(Gathered(found.pieces, (), unmade=batches.UNMADE))


def test_the_list_shows_each_reader_their_own_cases_without_a_volume(
    session: Session, clock: StandingClock
) -> None:
    one, _other = ended(JIMEI, TONGAN)
    case_in("under_mediation", place=JIMEI)
    assert [row.id for row in without_volume(actor(cast.JIMEI_HEAD)).rows] == [one.id]
    assert len(without_volume(actor(cast.MANAGER)).rows) == 2
    make_volume(one, By(actor(cast.MANAGER), clock.now))
    assert not without_volume(actor(cast.JIMEI_HEAD))


def test_cases_are_ticked_and_their_task_shown(
    founded: Stage, signed_in: Callable[[str], FlaskClient]
) -> None:
    with founded.app.app_context():
        one, other = (case.id for case in ended(JIMEI, TONGAN))
        db.session.commit()
    client = signed_in(cast.JIMEI_HEAD)
    assert client.get("/desk/archive/").status_code == 200
    assert client.post("/desk/archive/", data={}).status_code == 422
    assert client.post("/desk/archive/", data={"case": [str(other)]}).status_code == 422, "not theirs"
    answer = client.post("/desk/archive/", data={"case": [str(one), "x", "9" * 30]}, follow_redirects=True)
    assert "制作卷宗" in answer.text


def test_the_list_asks_the_database_as_often_for_many_cases_as_for_few(
    founded: Stage, signed_in: Callable[[str], FlaskClient]
) -> None:
    client, counts = signed_in(cast.MANAGER), []
    for more in (1, 4):
        with founded.app.app_context():
            ended(*[JIMEI] * more)
            db.session.commit()
        with counted_queries(founded.app) as sent:
            client.get("/desk/archive/")
        counts.append(len(sent))
    assert counts[0] == counts[1]
