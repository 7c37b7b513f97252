"""The only file that asks the time. Rules and operations get `on` or `at` handed in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")

_fixed: ContextVar[datetime | None] = ContextVar("fixed moment", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _fixed.get() or datetime.now(UTC)


def today() -> date:
    """The present day in the house's zone."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """The day in the house's zone on which an aware moment falls."""
    return moment.astimezone(ZONE).date()


def moment_of(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """An aware UTC moment on `day` at that time of the house's zone."""
    return datetime.combine(day, time(hour, minute), ZONE).astimezone(UTC)


@contextmanager
def fixed(moment: datetime) -> Iterator[datetime]:
    """Hold the clock still, for tests and for loading the demonstration city."""
    if moment.tzinfo is None:
        raise ValueError("a moment must carry its time zone")
    token = _fixed.set(moment.astimezone(UTC))
    try:
        yield moment
    finally:
        _fixed.reset(token)
