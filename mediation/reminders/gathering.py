"""The morning letters: within the hours of each place, what waits is gathered for each person.

Nobody gets more than one digest a day; what comes after it waits for the next morning. A reminder
whose deadline was met, paused or moved is dropped. Parties get a letter of their own for each
deadline, bodies a digest as bodies.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import update

from mediation.clock import ZONE, day_of
from mediation.database import db
from mediation.holidays.queries import house_calendar
from mediation.notifications import operations as letters
from mediation.notifications.queries import written
from mediation.organisations.models import Organisation
from mediation.reminders import queries
from mediation.reminders.models import Reminder
from mediation.reminders.recipients import Directory, body_that_hears
from mediation.reminders.wording import Line, listed_lines
from mediation.rules.time.deadline_rules import rule

BODIES = frozenset({"institution", "liaison"})

AddressOf = Callable[[str], str]


@dataclass
class Morning:
    """What one gathering finds out on its way through what waits."""

    on: date
    at: datetime
    address_of: AddressOf
    places: dict[int, Organisation]
    directory: Directory
    lines: dict[int, dict[int, Line]] = field(default_factory=lambda: defaultdict(dict))  # user -> deadline
    bodies: dict[int, dict[int, Line]] = field(default_factory=lambda: defaultdict(dict))
    settled: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))  # state -> reminders
    informed: dict[int, list[int]] = field(default_factory=dict)  # reminder -> users, where some still wait
    open_now: dict[int, bool] = field(default_factory=dict)
    had_one: frozenset[str] = frozenset()

    def is_open(self, place_id: int | None) -> bool:
        """Whether the body keeps office now; somebody of no body keeps the hours of the centre."""
        place = self.places.get(place_id) if place_id else None
        place = place or next(body for body in self.places.values() if body.kind == "centre")
        if place.id not in self.open_now:
            local = self.at.astimezone(ZONE)
            self.open_now[place.id] = place.opening_hours.is_open_at(local, house_calendar())
        return self.open_now[place.id]


def gather(*, at: datetime, address_of: AddressOf) -> int:
    """Write the letters of this moment; gives how many. `address_of` gives the page of a case number."""
    if not queries.anything_waits():
        return 0
    on = day_of(at)
    morning = Morning(on, at, address_of, queries.places(), Directory(on))
    waiting = queries.waiting()
    morning.had_one = _had_one(morning)
    count = sum(_deal_with(row, morning) for row in waiting)
    count += _write_digests(morning)
    _settle(morning)
    return count


def _deal_with(row: Any, morning: Morning) -> int:
    """Find out who is to hear of one reminder; gives how many letters that wrote at once."""
    if row.status != "running" or row.due_on_now != row.due_on:
        morning.settled["dropped"].append(row.reminder_id)
        return 0
    if row.recipient == "parties":
        return _tell_parties(row, morning)
    if row.recipient in BODIES:
        _tell_body(row, morning)
    else:
        _tell_people(row, morning)
    return 0


def _tell_parties(row: Any, morning: Morning) -> int:
    """One gentle letter to each side, while the place that handles the case is open."""
    if row.case_id is None or morning.on > row.due_on:
        morning.settled["dropped"].append(row.reminder_id)
        return 0
    if not morning.is_open(row.station_id or row.centre_id):
        return 0
    facts = {
        "number": _number(row),
        "deadline": list(rule(row.code, on=row.law_on).words),
        "due_on": row.due_on.isoformat(),
    }
    key = f"reminder:{row.deadline_id}:{row.step}:{row.due_on}"
    morning.settled["said"].append(row.reminder_id)
    return len(letters.write("deadline_near", row.case_id, facts, key=key, at=morning.at))


def _tell_body(row: Any, morning: Morning) -> None:
    body = body_that_hears(row.recipient, row) if row.case_id is not None else None
    if body is None:
        morning.settled["nobody"].append(row.reminder_id)
    elif morning.is_open(body) and _body_key(morning, body) not in morning.had_one:
        morning.bodies[body][row.deadline_id] = _line(row, morning)
        morning.settled["said"].append(row.reminder_id)


def _tell_people(row: Any, morning: Morning) -> None:
    people = morning.directory.people(row.recipient, row)
    if not people:
        morning.settled["nobody"].append(row.reminder_id)
        return
    informed = list(row.told)
    for user in people:
        if user.id in informed or _user_key(morning, user.id) in morning.had_one:
            continue
        if morning.is_open(user.organisation_id):
            morning.lines[user.id][row.deadline_id] = _line(row, morning)
            informed.append(user.id)
    if {user.id for user in people} <= set(informed):
        morning.settled["said"].append(row.reminder_id)
    elif informed != row.told:
        morning.informed[row.reminder_id] = informed


def _line(row: Any, morning: Morning) -> Line:
    given = rule(row.code, on=row.law_on)
    number = _number(row) if row.case_id is not None else ""
    address = morning.address_of(number) if number else ""
    return Line(row.deadline_id, number, given.words, given.who_must_act, row.due_on, address)


def _write_digests(morning: Morning) -> int:
    for user_id, lines in morning.lines.items():
        facts = _digest(lines.values(), morning.on)
        letters.write_to_user("morning_digest", user_id, facts, key=_key(morning), at=morning.at)
    for body_id, lines in morning.bodies.items():
        facts = _digest(lines.values(), morning.on)
        letters.write_to_body("body_digest", body_id, facts, key=_key(morning), at=morning.at)
    return len(morning.lines) + len(morning.bodies)


def _digest(lines: Iterable[Line], on: date) -> dict[str, Any]:
    gathered = list(lines)
    return {"count": len(gathered), "lines": list(listed_lines(gathered, on=on))}


def _had_one(morning: Morning) -> frozenset[str]:
    """The keys of today's digests that were written already, asked once."""
    keys = [_user_key(morning, user_id) for user_id in morning.directory.users]
    return frozenset(written([*keys, *(_body_key(morning, body) for body in morning.places)]))


def _key(morning: Morning) -> str:
    return f"digest:{morning.on.isoformat()}"


def _user_key(morning: Morning, user_id: int) -> str:
    return f"{_key(morning)}:morning_digest:user:{user_id}"


def _body_key(morning: Morning, body_id: int) -> str:
    return f"{_key(morning)}:body_digest:body:{body_id}"


def _settle(morning: Morning) -> None:
    for state, ids in morning.settled.items():
        db.session.execute(
            update(Reminder)
            .where(Reminder.id.in_(ids))
            .values(state=state, settled_at=morning.at)
            .execution_options(synchronize_session=False)
        )
    rows = [{"id": reminder_id, "told": informed} for reminder_id, informed in morning.informed.items()]
    if rows:
        db.session.execute(update(Reminder), rows)


def _number(row: Any) -> str:
    return f"{row.year}-{row.number:05d}"
