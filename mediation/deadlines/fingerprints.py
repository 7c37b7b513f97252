"""By which version of the law book a last day was reckoned.

A print names the row of the table with a hash of what it says, and the years of the calendar that
had a say with a hash of their days: `C03@2002-11-01 5f1c0a2b 2026-2026 9d41e7aa`. Deadlines with the
same rule and years share one, so that what a change touches is found by asking which of the few
prints in use are not what the present tables give.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from mediation.rules.time.deadlines import DeadlineRule, DueDate, Rolls, Unit, all_rules
from mediation.rules.time.workdays import Calendar

NO_YEARS = "-"


def print_of(due: DueDate, row: DeadlineRule) -> str:
    """The print of a last day; `row` is the rule as the table has it."""
    return _print(row, _years(due), due.calendar)


def present_print(old: str, calendar: Calendar) -> str:
    """The print that the present tables and `calendar` give for what `old` names; empty for nothing."""
    name, _, rest = old.partition(" ")
    parts = rest.split(" ")
    row = next((row for row in all_rules().get(name.partition("@")[0], ()) if _name(row) == name), None)
    if row is None or len(parts) != 3:
        return ""
    return _print(row, parts[1], calendar)


def says_the_same_rule(one: str, other: str) -> bool:
    """Whether two prints differ at most in the calendar."""
    return one.split(" ")[:2] == other.split(" ")[:2]


def _print(row: DeadlineRule, years: str, calendar: Calendar) -> str:
    days: list[str] = []
    if years != NO_YEARS:
        first, last = (int(year) for year in years.split("-"))
        days = [calendar.print_of(year) for year in range(first, last + 1)]
    return f"{_name(row)} {_hash(_said(row))} {years} {_hash(days)}"


def _name(row: DeadlineRule) -> str:
    return f"{row.code}@{row.in_force_from.isoformat()}"


def _said(row: DeadlineRule) -> Iterable[object]:
    """What of a row decides about a deadline; its words do not."""
    return (
        row.period,
        row.who,
        row.extension_unit,
        row.suspends,
        row.rolls,
        row.on_lapse,
        row.in_force_to,
    )


def _years(due: DueDate) -> str:
    """The years whose rest days had a say; a period in calendar days asks at its end only."""
    rule = due.rule
    in_workdays = (rule.period is not None and rule.period.unit is Unit.WORKDAYS) or any(
        extension.unit is Unit.WORKDAYS for extension in due.extensions
    )
    if rule.rolls is Rolls.NO and not in_workdays:
        return NO_YEARS
    first = due.start_on if in_workdays or due.pauses else due.counted_to
    return f"{first.year}-{due.due_on.year}"


def _hash(parts: Iterable[object]) -> str:
    return hashlib.sha256(repr(tuple(map(str, parts))).encode()).hexdigest()[:8]
