"""One case of the demonstration being lived through, and who acts in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from mediation.access.actor import Actor
from mediation.access.roles import Role
from mediation.cases.models import Case
from mediation.demo.founding import City
from mediation.demo.scenario import Act, Scenario

CLERKS = ("linxl", "huangzc")
MANAGER = "sujy"
SIDES = ("applicant", "respondent")


@dataclass(frozen=True, slots=True)
class Play:
    """One case being lived through."""

    city: City
    scenario: Scenario
    case: Case
    number: int

    @property
    def clerk(self) -> Actor:
        return self.city.actor(CLERKS[self.number % len(CLERKS)])

    @property
    def mediator(self) -> Actor:
        return self.city.actor(self.scenario.script["mediator"])

    @property
    def place(self) -> str:
        """The key of the centre or station that handles the case."""
        return str(self.scenario.script["place"])

    def party(self, side: str) -> Actor:
        """A side that acts with number and access code."""
        return Actor(frozenset({Role.PARTY}), case_id=self.case.id, side=side)

    def actor_of(self, name: str) -> Actor:
        """A side, the mediator, or a user by name."""
        if name in SIDES:
            return self.party(name)
        return self.mediator if name == "mediator" else self.city.actor(name)


Played = Callable[[Play, Act, datetime], None]
