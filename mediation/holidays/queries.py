"""The calendar that the house computes with: the one that ships, and the notices loaded since."""

from __future__ import annotations

from functools import lru_cache

from sqlalchemy import select

from mediation.database import db
from mediation.holidays.models import HolidayNotice
from mediation.rules.time.workdays import Calendar, calendar

_REMEMBERED = "house calendar"


def notices() -> list[HolidayNotice]:
    """All notices loaded here, the newest first."""
    return list(db.session.scalars(select(HolidayNotice).order_by(HolidayNotice.id.desc())))


def house_calendar() -> Calendar:
    """The working days by all notices; asked of the database once per transaction."""
    remembered: dict[object, object] = db.session().info
    if _REMEMBERED not in remembered:
        loaded = db.session.execute(select(HolidayNotice.id).order_by(HolidayNotice.id)).scalars()
        remembered[_REMEMBERED] = _calendar(tuple(loaded))
    found = remembered[_REMEMBERED]
    assert isinstance(found, Calendar)
    return found


def forget_calendar() -> None:
    """Ask the database again: a notice was just loaded."""
    db.session().info.pop(_REMEMBERED, None)


@lru_cache(maxsize=4)
def _calendar(ids: tuple[int, ...]) -> Calendar:
    """Building a calendar takes milliseconds, so each state of the notices is built once."""
    built = calendar()
    for notice in db.session.scalars(
        select(HolidayNotice).where(HolidayNotice.id.in_(ids)).order_by(HolidayNotice.id)
    ):
        built = built.with_rows(notice.rows)
    return built
