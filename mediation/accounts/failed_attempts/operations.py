"""Counting tries before anything is examined, and forgetting them.

A try is one statement of the database: it counts and says in the same breath whether this try is
still within what is allowed. Of many tries at one moment no two read the same count, so that never
more are examined than are allowed, on SQLite and on PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, delete, literal, or_, update
from sqlalchemy.dialects import postgresql, sqlite

from mediation.accounts.failed_attempts.models import FailedAttempts
from mediation.database import db

WAIT = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long one waits: `waits` after the last allowed try and after each further one, the last ever after.

    All is forgiven once nothing was tried for `forgotten_after`.
    """

    waits: tuple[timedelta, ...]
    forgotten_after: timedelta


# For questions and other things that no one guesses at.
HALF_AN_HOUR = Patience((WAIT,), WAIT)
# For secrets: whoever mistypes waits a minute, whoever guesses gets some fifty tries a day.
GROWING = Patience(tuple(timedelta(minutes=minutes) for minutes in (1, 2, 4, 8, 16, 30)), timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Budget:
    """What is counted under one key (a keyed hash), and how many tries are examined before one waits."""

    key: str
    most: int
    patience: Patience = HALF_AN_HOUR


def nothing() -> None:
    """What is done between counting and examining where the caller has nothing to do there."""


def take(budget: Budget, at: datetime) -> int | None:
    """Count one try; gives which one it is since the count began, None where one still has to wait.

    The caller keeps the count whatever it answers, best by ending the transaction before it examines
    anything (`web.transaction.before_slow_work`): then no lock is held meanwhile either.
    """
    begun_anew = FailedAttempts.last_at <= at - budget.patience.forgotten_after
    number = case((begun_anew, 1), else_=FailedAttempts.failures + 1)
    until = _until(budget, at)
    row = {
        "key": budget.key,
        "failures": 1,
        "last_at": at,
        "locked_until": at + budget.patience.waits[0] if budget.most <= 1 else None,
    }
    insert = postgresql.insert if db.session.get_bind().dialect.name == "postgresql" else sqlite.insert
    return db.session.execute(
        insert(FailedAttempts)
        .values(row)
        .on_conflict_do_update(
            index_elements=[FailedAttempts.key],
            set_={
                "failures": number,
                "last_at": at,
                "locked_until": case(
                    *((number >= least, literal(moment, _MOMENT)) for least, moment in until),
                    else_=literal(None, _MOMENT),
                ),
            },
            where=or_(FailedAttempts.locked_until.is_(None), FailedAttempts.locked_until <= at),
        )
        .returning(FailedAttempts.failures)
        .execution_options(synchronize_session=False)
    ).scalar()


def take_all(budgets: Sequence[Budget], at: datetime, *, let_go: Callable[[], object] = nothing) -> bool:
    """Count one try under each key in turn; whether none of them has to wait. A refusal ends it.

    `let_go` is called in either case. Callers name the keys in one order, so that no two wait for
    each other.
    """
    admitted = all(take(one, at) is not None for one in budgets)
    let_go()
    return admitted


def give_back(budget: Budget) -> None:
    """A try that was right is no failure: take it out of the count."""
    _change(budget, failures=FailedAttempts.failures - 1, locked_until=None)


def forgive(budget: Budget) -> None:
    """Begin the count anew, as after a try that was right."""
    _change(budget, failures=0, locked_until=None)


def half_hour(at: datetime) -> int:
    """The half hour in which `at` lies: part of a key that is to be counted anew in the next."""
    return int(at.timestamp() // WAIT.total_seconds())


def forget_failed_attempts(*, at: datetime) -> int:
    """Forget tries that no longer matter; gives their count."""
    return int(
        db.session.execute(
            delete(FailedAttempts)
            .where(FailedAttempts.last_at <= at - GROWING.forgotten_after)
            .execution_options(synchronize_session=False)
        ).rowcount  # type: ignore[attr-defined]
    )


_MOMENT = FailedAttempts.locked_until.type


def _until(budget: Budget, at: datetime) -> list[tuple[int, datetime]]:
    """From which try on one waits until when, the latest first."""
    steps = enumerate(budget.patience.waits, start=budget.most)
    return [(least, at + wait) for least, wait in steps][::-1]


def _change(budget: Budget, **values: object) -> None:
    db.session.execute(
        update(FailedAttempts)
        .where(FailedAttempts.key == budget.key, FailedAttempts.failures > 0)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
