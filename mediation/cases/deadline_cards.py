"""The deadlines of a case with how their last days came about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mediation.cases import timekeeping
from mediation.cases.models import Case, CaseDeadline
from mediation.holidays.queries import house_calendar
from mediation.rules.deadlines import Unit, rule
from mediation.rules.findings import Words
from mediation.web.filters import Remaining, remaining

STATUS_WORDS = {
    "running": Words("计算中", "Running"),
    "paused": Words("已中止", "Paused"),
    "met": Words("已办", "Met"),
    "lapsed": Words("已过期", "Lapsed"),
}


@dataclass(frozen=True, slots=True)
class DeadlineCard:
    """`steps` say in words how `due_on` was found."""

    words: Words
    who: Words
    status: Words
    left: Remaining
    due_on: date
    provisional: bool
    legal_basis: str
    steps: tuple[Words, ...]
    runs: bool


def cards_of(case: Case, *, on: date) -> list[DeadlineCard]:
    """The running ones first, then what is done, the newest first."""
    ordered = sorted(case.deadlines, key=lambda one: (one.status not in timekeeping.RUNNING, -one.id))
    return [_card(deadline, on) for deadline in ordered]


def _card(deadline: CaseDeadline, on: date) -> DeadlineCard:
    given = rule(deadline.code, on=deadline.law_on)
    runs = deadline.status in timekeeping.RUNNING
    due = timekeeping.due(deadline, on=on)
    in_workdays = given.period is not None and given.period.unit is Unit.WORKDAYS
    return DeadlineCard(
        words=given.words,
        who=given.who_must_act,
        status=STATUS_WORDS[deadline.status],
        left=remaining(
            due.due_on,
            on,
            house_calendar().workdays_between(on, due.due_on) if in_workdays else None,
            paused=deadline.status == "paused",
            done=not runs,
        ),
        due_on=due.due_on,
        provisional=due.provisional,
        legal_basis=given.legal_basis,
        steps=due.steps,
        runs=runs,
    )
