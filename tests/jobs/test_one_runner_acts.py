"""Of many runners exactly one acts; killed, frozen or told to go, it is replaced, and loses nothing."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import groupby
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from mediation.database import db
from mediation.jobs import leases, queries
from mediation.jobs.leases import Hold, LeaseLost
from mediation.jobs.models import Trouble
from tests.conftest import StandingClock
from tests.jobs.counting_job import LEDGER
from tests.jobs.running import LASTS, runners, wait_for
from tests.stages import Stage

BOTH = pytest.mark.databases("sqlite", "postgresql")


def doers(app: Flask) -> list[int]:
    """Who did each piece, in order."""
    with app.app_context():
        done = db.session.scalars(
            select(Trouble.thing).where(Trouble.job == LEDGER).order_by(Trouble.thing_id)
        )
        return [int(pid) for pid in done]


def acting(app: Flask) -> int | None:
    """The process that holds the lease now."""
    with app.app_context():
        runner = queries.runner()
        return int(runner.holder.split(":")[1]) if runner and runner.acts else None


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Within the block every piece stays in hand until the test is done."""
    (folder / "go").unlink(missing_ok=True)
    for file in folder.glob("in-hand-*"):
        file.unlink()
    yield
    (folder / "go").touch()


def in_hand(folder: Path) -> set[int]:
    return {int(file.name.split("-")[-1]) for file in folder.glob("in-hand-*")}


@BOTH
def test_four_are_ready_and_one_acts_whatever_happens_to_it(
    stage: Stage, tmp_path: Path, clock: StandingClock
) -> None:
    clock.release()
    app = stage.app
    with runners(app.config["SQLALCHEMY_DATABASE_URI"], tmp_path, 4) as some:
        with held(tmp_path):
            wait_for(lambda: in_hand(tmp_path))
            first = acting(app)
            assert first is not None
            time.sleep(LASTS * 1.5)
            assert in_hand(tmp_path) == {first}, "it renews its lease, and the others stand by"

            os.kill(first, signal.SIGSTOP)
            took = wait_for(lambda: len(in_hand(tmp_path)) == 2)
            second = acting(app)
            assert second not in {None, first}
            assert took < LASTS + 10, "a frozen holder is replaced when its lease is over"
        wait_for(lambda: doers(app))
        os.kill(first, signal.SIGCONT)
        wait_for(lambda: len(doers(app)) >= 5)
        assert set(doers(app)) == {second}, "the piece that the frozen one had in hand is not committed"

        with held(tmp_path):
            wait_for(lambda: in_hand(tmp_path))
            assert second is not None
            os.kill(second, signal.SIGKILL)
            wait_for(lambda: in_hand(tmp_path) - {second})
            third = acting(app)
        assert third not in {None, second}
        assert some.ended() == (second, -signal.SIGKILL)
        wait_for(lambda: third in doers(app))

        assert third is not None
        (tmp_path / "go").unlink()
        os.kill(third, signal.SIGTERM)
        assert some.ended() == (third, 0)
        assert doers(app)[-1] == third, "told to go, it finished the piece in hand"
        assert acting(app) != third, "and gave the lease back at once"
        (tmp_path / "go").touch()
        wait_for(lambda: doers(app)[-1] not in {third, second})

    by = doers(app)
    assert len([pid for pid, _ in groupby(by)]) == len(set(by)), "never two at a time, never in turns"


@BOTH
def test_two_who_ask_at_once_are_one_holder_and_one_who_waits(session: Session) -> None:
    first, second = leases.take("a"), leases.take("b")
    assert first == Hold("a", 1)
    assert second is None
    assert leases.take("a") == Hold("a", 1), "renewed under the same token"


@BOTH
def test_what_was_done_under_a_lease_that_was_taken_over_is_not_committed(session: Session) -> None:
    old = leases.take("a", lasts=timedelta(0))
    assert old is not None
    new = leases.take("b")
    session.commit()
    assert new == Hold("b", old.token + 1)
    with leases.under(old):
        leases.give_back(new)
        with pytest.raises(LeaseLost):
            session.commit()
        session.rollback()
    with leases.under(new):
        session.commit()
    assert leases.take("a") is None, "what the old holder did was undone"


def test_a_lease_given_by_a_clock_that_ran_ahead_does_not_last_for_ever(
    session: Session, clock: StandingClock
) -> None:
    leases.take("a")
    clock.advance(days=-1)
    assert leases.take("b") == Hold("b", 2)


def test_a_lease_that_was_given_back_is_free(session: Session) -> None:
    hold = leases.take("a")
    assert hold is not None
    leases.give_back(hold)
    assert leases.take("b") == Hold("b", 2)
    leases.give_back(hold)
    assert leases.take("c") is None, "given back by one who no longer holds it"


def test_two_names_differ_even_in_one_process() -> None:
    assert leases.new_holder() != leases.new_holder()
