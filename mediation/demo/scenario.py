"""A dispute as it is told in `data/cases`, and the moments at which its acts happen.

An entry says who files against whom and what they write. `filed` is the filing day, counted in
working days back from the last working day before today; `day` of an act is counted in working
days from the filing. `reached` plays the usual beginning (see `BEGINNINGS`); `acts` go on from
there. `who`, `by`, `side` and `from` name sides; `do` names a function in `acts`.
Every moment lies before today, so that the city is whole at any hour of the day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from mediation.clock import moment_of
from mediation.rules.time.workdays import calendar

Act = dict[str, Any]

_ACCEPT: list[Act] = [{"day": 1, "do": "accept"}]
_ROUTE: list[Act] = [*_ACCEPT, {"day": 1, "do": "route"}]
_BEGIN: list[Act] = [
    *_ROUTE,
    {"day": 2, "do": "appoint"},
    {"day": 2, "do": "notify", "side": "applicant", "by": "phone"},
    {"day": 2, "do": "consent", "side": "applicant", "by": "phone"},
    {"day": 3, "do": "notify", "side": "respondent", "by": "email"},
    {"day": 3, "do": "consent", "side": "respondent", "by": "email"},
    {"day": 3, "do": "begin"},
]
BEGINNINGS: dict[str, list[Act]] = {
    "": [],
    "accepted": _ACCEPT,
    "routed": _ROUTE,
    "under_mediation": _BEGIN,
}

_MORNING = time(9, 5)
_BETWEEN_ACTS = timedelta(minutes=17)
_NOON, _AFTERNOON = time(12, 0), time(14, 30)
# Citizens file when they have time.
_FILING_HOURS = (time(8, 12), time(10, 47), time(13, 20), time(16, 31), time(19, 55), time(22, 8))
_OFFICE_HOURS = (time(9, 20), time(10, 35), time(15, 10), time(16, 40))


@dataclass(frozen=True, slots=True)
class Scenario:
    """One entry of the data, with questions that the loader asks of it."""

    script: dict[str, Any]

    @property
    def key(self) -> str:
        return str(self.script["key"])

    @property
    def acts(self) -> list[Act]:
        """All acts after the filing, in order."""
        overriding: list[Act] = [{"day": 1, "do": "override"}] if "override" in self.script else []
        return [*overriding, *BEGINNINGS[self.script.get("reached", "")], *self.script.get("acts", [])]


def filed_at(scenario: Scenario, number: int, *, today: date) -> datetime:
    """The filing moment; `number` varies the hour."""
    hours = _FILING_HOURS if scenario.script.get("channel", "web") == "web" else _OFFICE_HOURS
    hour = hours[number % len(hours)]
    return moment_of(_filed_on(scenario, today), hour.hour, (hour.minute + number) % 60)


def moments(scenario: Scenario, number: int, *, today: date) -> list[datetime]:
    """The moment of each act, in the order of `acts`; never before the filing, never today."""
    filed_on = _filed_on(scenario, today)
    late_start = timedelta(minutes=number * 7 % 50)
    found: list[datetime] = []
    for act in scenario.acts:
        day = calendar().add_workdays(filed_on, int(act["day"]))
        at = moment_of(day, _MORNING.hour, _MORNING.minute) + late_start
        if found and found[-1] >= at:
            at = found[-1] + _BETWEEN_ACTS
        if moment_of(day, _NOON.hour) <= at < moment_of(day, _AFTERNOON.hour, _AFTERNOON.minute):
            at = moment_of(day, _AFTERNOON.hour, _AFTERNOON.minute) + late_start
        found.append(at)
    return found


def _filed_on(scenario: Scenario, today: date) -> date:
    last = calendar().add_workdays(today, -1)
    return calendar().add_workdays(last, -int(scenario.script["filed"]))
