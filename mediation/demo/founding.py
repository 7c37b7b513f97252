"""Founding the city: its centre, stations, institutions, users and roster."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from mediation.access.actor import HOUSE, Actor
from mediation.access.by import By
from mediation.access.roles import Role
from mediation.accounts import operations as accounts
from mediation.accounts.models import User
from mediation.accounts.passwords import hash_password
from mediation.clock import day_of
from mediation.database import db
from mediation.demo import city, pictures
from mediation.mediators import operations as mediators
from mediation.mediators.models import Mediator
from mediation.organisations import operations as organisations
from mediation.organisations.models import Kind, Organisation
from mediation.sealing.operations import add_seal

BADGES = "XJ-2026-"

KINDS = {
    "stations": Kind.STATION,
    "institutions": Kind.INSTITUTION,
    "courts": Kind.COURT,
    "authorities": Kind.AUTHORITY,
}


@dataclass(frozen=True, slots=True)
class City:
    """Bodies and users by their keys in the data."""

    bodies: dict[str, Organisation]
    users: dict[str, User]

    @property
    def centre(self) -> Organisation:
        return self.bodies["centre"]

    def actor(self, username: str) -> Actor:
        return self.users[username].actor

    def head_of(self, place: str) -> Actor:
        """Who appoints mediators at a place: the station's head, at the centre its manager."""
        return next(
            user.actor
            for user in self.users.values()
            if user.organisation_id == self.bodies[place].id
            and not {Role.STATION_HEAD, Role.CENTRE_MANAGER}.isdisjoint(user.roles)
        )


def found(*, at: datetime, today: date) -> City:
    """Make every body and user as of `at`; absences and employers count from `today`."""
    bodies = _found_bodies(at)
    add_seal(bodies["centre"], pictures.seal(bodies["centre"].name), By(HOUSE, at), valid_from=day_of(at))
    users = _open_accounts(bodies, at)
    _fill_roster(bodies, users, today)
    db.session.flush()
    return City(bodies, users)


def _found_bodies(at: datetime) -> dict[str, Organisation]:
    script = city.bodies()
    centre = organisations.found_centre()
    organisations.change_organisation(centre, script["centre"], By(HOUSE, at))
    bodies = {"centre": centre}
    for group, kind in KINDS.items():
        for key, facts in script[group].items():
            bodies[key] = organisations.add_organisation(kind, facts, By(HOUSE, at))
    return bodies


def _open_accounts(bodies: dict[str, Organisation], at: datetime) -> dict[str, User]:
    shared_hash = hash_password(city.PASSWORD)  # argon2 is slow on purpose: once for all
    return {
        username: accounts.create_user(
            username,
            script["name"],
            [Role(role) for role in script["roles"]],
            city.PASSWORD,
            By(HOUSE, at),
            organisation_id=bodies[script["at"]].id,
            password_hash=shared_hash,
            must_change_password=False,
        )
        for username, script in city.users().items()
    }


def _fill_roster(bodies: dict[str, Organisation], users: dict[str, User], today: date) -> None:
    for username, script in city.users().items():
        if Role.MEDIATOR not in script["roles"]:
            continue
        entry = Mediator(user_id=users[username].id)
        away_from, away_to = (_in_days(today, days) for days in script.get("away", (None, None)))
        mediators.describe(
            entry,
            fields=script["fields"],
            languages=script["languages"],
            employers=[_employer(bodies, one, today) for one in script.get("employers", [])],
            capacity=script.get("capacity", 40),
            badge=f"{BADGES}{users[username].id:03d}",
            away_from=away_from,
            away_to=away_to,
        )


def _employer(bodies: dict[str, Organisation], script: list[Any], today: date) -> tuple[int, date | None]:
    key, left_days_ago = script
    return bodies[key].id, today - timedelta(days=left_days_ago) if left_days_ago else None


def _in_days(today: date, days: int | None) -> date | None:
    return None if days is None else today + timedelta(days=days)
