"""The feed as iCalendar (RFC 5545, 7986).

Sessions are timed events in the house's zone; last days are events of a whole day with two alarms.
The same entries give the same bytes, so that a reader that has them is told that nothing changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from icalendar import Alarm, Calendar, Component, Event, Timezone

from mediation import clock
from mediation.agenda.queries import Entry
from mediation.rules.findings import Words
from mediation.web.words import t

PRODUCT = "-//Fengqiao//Agenda//ZH"
READ_AGAIN = timedelta(hours=1)
USUAL_LENGTH = timedelta(hours=1)
# From the beginning of the day: nine in the morning of the day before and of the day itself.
BEFORE_LAST_DAY = (timedelta(hours=-15), timedelta(hours=9))
BEFORE_SESSION = (timedelta(days=-1), timedelta(minutes=-30))


def feed(entries: Iterable[Entry], address_of: Callable[[str], str]) -> bytes:
    """The entries as a calendar, in the language being spoken; `address_of` gives the page of a case."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", t("调解日程", "Mediation agenda"))
    calendar.add("x-wr-timezone", clock.ZONE.key)
    calendar.add("refresh-interval", READ_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", READ_AGAIN)
    calendar.add_component(_zone())
    for entry in entries:
        calendar.add_component(_event(entry, address_of(entry.case_number)))
    written: bytes = calendar.to_ical()
    return written


def _event(entry: Entry, address: str) -> Component:
    event = Event()
    event.add("uid", f"{entry.kind}-{entry.id}@fengqiao")
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("url", address)
    if entry.starts_at is not None:
        _write_session(event, entry, entry.starts_at)
    else:
        _write_last_day(event, entry)
    return event


def _write_session(event: Event, entry: Entry, starts_at: datetime) -> None:
    ends_at = entry.ends_at or starts_at + USUAL_LENGTH
    event.add("dtstart", starts_at.astimezone(clock.ZONE))
    event.add("dtend", ends_at.astimezone(clock.ZONE))
    event.add("summary", f"{entry.case_number} {t(entry.words)}")
    if entry.place is not None:
        event.add("description", t(entry.place))
    _remind(event, BEFORE_SESSION)


def _write_last_day(event: Event, entry: Entry) -> None:
    event.add("dtstart", entry.on)
    event.add("dtend", entry.on + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("summary", t(_LAST_DAY, number=entry.case_number, what=entry.words))
    if entry.provisional:
        event.add("description", t(_PROVISIONAL))
    _remind(event, BEFORE_LAST_DAY)


def _remind(event: Event, triggers: Iterable[timedelta]) -> None:
    for trigger in triggers:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", event["summary"])
        alarm.add("trigger", trigger)
        event.add_component(alarm)


def _zone() -> Timezone:
    """China has one zone and no summer time since 1992; the component says no more than that."""
    return Timezone.from_tzinfo(clock.ZONE, first_date=_FIRST, last_date=_LAST)


_FIRST, _LAST = date(2020, 1, 1), date(2040, 1, 1)
_LAST_DAY = Words("{number} 最后一日：{what}", "{number} last day: {what}")
_PROVISIONAL = Words(
    "暂按推定：当年放假安排尚未公布。", "Provisional: the holiday notice of that year is not published yet."
)
