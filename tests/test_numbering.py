"""Numbers without a gap and without a twin, whatever fails and whoever acts at the same time."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy.orm import Session

from mediation.database import db
from mediation.numbering import NumberSeries, next_number
from tests.builders import opened
from tests.stages import DATABASES, Stage

AT_ONCE = 6
EACH = 4


@pytest.mark.databases(*DATABASES)
def test_a_series_counts_from_one_in_each_year_and_name(session: Session) -> None:
    assert [next_number("厦金调", 2026) for _ in range(3)] == [1, 2, 3]
    assert next_number("厦金调", 2027) == 1
    assert next_number("receipt", 2026) == 1
    assert next_number("厦金调", 2026) == 4


@pytest.mark.databases(*DATABASES)
def test_what_is_rolled_back_leaves_no_gap(stage: Stage) -> None:
    taken = []
    for undone in (False, True, True, False):
        with stage.app.app_context():
            number = next_number("厦金调", 2026)
            if undone:
                db.session.rollback()
            else:
                db.session.commit()
                taken.append(number)
    assert taken == [1, 2]


@pytest.mark.databases(*DATABASES)
def test_many_who_count_at_once_get_every_number_once(stage: Stage) -> None:
    """The first number of a series is the hardest: nobody's row is there to be locked."""
    ready = threading.Barrier(AT_ONCE)

    def count(thread: int) -> list[int]:
        ready.wait()
        taken = []
        for turn in range(EACH):
            with stage.app.app_context():
                number = next_number("厦金调", 2026)
                if (thread + turn) % 3 == 0:
                    db.session.rollback()
                else:
                    db.session.commit()
                    taken.append(number)
        return taken

    with ThreadPoolExecutor(AT_ONCE) as threads:
        taken = sorted(number for numbers in threads.map(count, range(AT_ONCE)) for number in numbers)
    assert taken == list(range(1, len(taken) + 1))
    assert len(taken) == AT_ONCE * EACH * 2 // 3
    with stage.app.app_context():
        assert db.session.get_one(NumberSeries, ("厦金调", 2026)).last == len(taken)


@pytest.mark.databases(*DATABASES)
def test_complaints_filed_at_once_are_numbered_without_a_gap(founded: Stage) -> None:
    ready = threading.Barrier(AT_ONCE)

    def file(_thread: int) -> int:
        ready.wait()
        with founded.app.app_context():
            number = opened().case.number
            db.session.commit()
            return number

    with ThreadPoolExecutor(AT_ONCE) as threads:
        numbers = sorted(threads.map(file, range(AT_ONCE)))
    assert numbers == list(range(1, AT_ONCE + 1))
