"""Who hears of a deadline, asked at the moment when it is said.

Where nobody holds an office the next above hears; a mediator who is away is heard for by the head
of the station as well. Nobody hears of a case that they may not see.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import select

from mediation.access.actor import Actor
from mediation.access.roles import Role
from mediation.access.table import allows
from mediation.accounts.models import User
from mediation.database import db
from mediation.mediators.models import Mediator

MANAGER = Role.CENTRE_MANAGER.reminded_as
Facts = Any  # a row with the columns of a case that rights ask about; its `case_id` is None for no case


class Directory:
    """The people of the house on the day `on`, read once in two statements."""

    def __init__(self, on: date) -> None:
        users = db.session.scalars(select(User).where(User.active)).all()
        self.users = {user.id: user for user in users}
        self._actors: dict[int, Actor] = {user.id: user.actor for user in users}
        self._offices: dict[str, list[User]] = defaultdict(list)
        for user in users:
            for office in {role.reminded_as for role in self._actors[user.id].roles}:
                self._offices[office].append(user)
        roster = db.session.scalars(select(Mediator).where(Mediator.away_from <= on))
        self._away = {entry.user_id for entry in roster if entry.is_away(on)}

    def people(self, recipient: str, facts: Facts) -> list[User]:
        """The users who hear as `recipient`, a code of `access.roles`, of a case."""
        if facts.case_id is None:
            return self._offices[MANAGER]
        found = self._office(recipient, facts)
        return [user for user in found if allows("case.view", self._actors[user.id], facts)]

    def _office(self, recipient: str, facts: Facts) -> list[User]:
        match recipient:
            case "mediator":
                return self._mediator(facts)
            case "station_head":
                return self._heads(facts)
            case _:
                return self._offices[recipient] or self._offices[MANAGER]

    def _mediator(self, facts: Facts) -> list[User]:
        mediator = self.users.get(facts.mediator_id)
        if mediator is None:
            return self._heads(facts)
        return _once([mediator, *(self._heads(facts) if mediator.id in self._away else ())])

    def _heads(self, facts: Facts) -> list[User]:
        heads = self._offices[Role.STATION_HEAD.reminded_as]
        here = [head for head in heads if head.organisation_id == facts.station_id]
        return here or self._offices[MANAGER]


def body_that_hears(recipient: str, facts: Facts) -> int | None:
    """The institution of the case once it may know of it, or the body that referred the case."""
    role, body = (
        (Role.INSTITUTION_USER, facts.institution_id)
        if recipient == "institution"
        else (Role.COURT_LIAISON, facts.referrer_id)
    )
    if body is None:
        return None
    somebody = Actor(frozenset({role}), organisation_id=body)
    return int(body) if allows("case.view", somebody, facts) else None


def _once(users: Iterable[User]) -> list[User]:
    return list({user.id: user for user in users}.values())
