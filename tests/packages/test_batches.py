"""Packages of many hand-overs: as one file with a list, going on after a stop, each fetch written down."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from mediation import clock as house_clock
from mediation.access.by import By
from mediation.database import db
from mediation.documents import store
from mediation.jobs import running_tasks
from mediation.packages import batches, queries
from mediation.packages.batches import BatchRefused, ask_for_packages, note_all_fetched
from mediation.packages.checker import check
from mediation.packages.models import Package, PackageFetch
from mediation.referrals.models import Referral
from mediation.tasks.models import Task, TaskState
from tests import cast
from tests.builders import actor
from tests.referrals.test_handing_over import out

if TYPE_CHECKING:
    from tests.conftest import StandingClock

pytestmark = pytest.mark.usefixtures("founded", "key", "unprinted")


def sent(count: int) -> list[Referral]:
    found = [out() for _ in range(count)]
    db.session.commit()
    return found


def asked(found: Sequence[Referral]) -> Task:
    ids = [one.id for one in found]
    return ask_for_packages(ids, By(actor(cast.MANAGER), house_clock.now()))


def listed(task: Task) -> list[list[str]]:
    assert task.path is not None
    with zipfile.ZipFile(store.where(task.path)) as packed:
        return list(csv.reader(io.StringIO(packed.read("list.csv").decode("utf-8-sig"))))[1:]


def test_the_packages_come_as_one_file_with_a_list(session: Session, clock: StandingClock) -> None:
    found = sent(3)
    task = asked(found)
    running_tasks.work_tasks(clock.now)
    assert (task.state, task.done, task.total) == (TaskState.DONE, 3, 3)
    packages = session.scalars(select(Package).order_by(Package.id)).all()
    rows = [[one.referral.short_number, "1", one.sha256] for one in packages]
    assert [[row[0], row[1], row[5]] for row in listed(task)] == rows
    assert task.path is not None
    with zipfile.ZipFile(store.where(task.path)) as packed:
        assert packed.namelist() == [f"{one.short_number}-v1.zip" for one in found] + ["list.csv"]
    assert all(check(store.where(one.path)).is_genuine for one in packages)
    assert session.scalars(select(PackageFetch)).all() == [], "nobody has taken them yet"
    note_all_fetched(task, By(actor(cast.MANAGER), clock.now))
    assert {one.why for one in session.scalars(select(PackageFetch))} == {"batch"}


def test_the_work_goes_on_where_it_was_stopped_and_makes_none_twice(
    session: Session, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running_tasks, "SLICE", timedelta(0))
    task = asked(sent(3))
    slices = 0
    while not task.is_over:
        running_tasks.work_tasks(clock.now)
        clock.advance(minutes=1)
        slices += 1
        assert slices < 20
    assert slices >= 3
    assert task.state == TaskState.DONE
    assert [one.version for one in session.scalars(select(Package))] == [1, 1, 1]


def test_one_that_cannot_be_made_is_named_and_holds_up_nobody(session: Session, clock: StandingClock) -> None:
    good, bad = sent(2)
    bad.case_id = None
    task = asked([bad, good])
    running_tasks.work_tasks(clock.now)
    refused, made = listed(task)
    assert (refused[0], refused[2]) == (bad.short_number, "")
    assert (made[0], made[7]) == (good.short_number, "已制作")


def test_none_and_too_many_are_refused_in_words(session: Session) -> None:
    for wrong in ([], list(range(batches.MOST_AT_ONCE + 1))):
        with pytest.raises(BatchRefused):
            ask_for_packages(wrong, By(actor(cast.MANAGER), house_clock.now()))


def test_only_what_is_under_way_without_a_package_waits(session: Session, clock: StandingClock) -> None:
    first, second = sent(2)
    manager = actor(cast.MANAGER)
    assert list(queries.waiting_ids(manager, None, most=9)) == [first.id, second.id]
    assert list(queries.waiting_ids(manager, first.body_id + 1000, most=9)) == []
    assert not queries.without_package(actor(cast.BANK_USER), None).rows
    asked([first])
    running_tasks.work_tasks(clock.now)
    assert [row.id for row in queries.without_package(manager, None).rows] == [second.id]
