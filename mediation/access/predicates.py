"""Statements about an actor and a thing, out of which the table of rights is made.

A thing is whatever carries the columns named here: a case, or a row that belongs to one and hands
on its columns. What is absent makes the statement false.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mediation.access.actor import Actor
from mediation.access.roles import Role

Thing = Any  # Case, or something with the same station_id, mediator_id, ... columns

# An institution sees a complaint once the centre has taken it on, not while it is screened.
NOT_YET_TAKEN_ON = frozenset({"submitted", "correction_requested"})


@dataclass(frozen=True, slots=True)
class Holds:
    """The actor has one of these roles, whatever the thing is."""

    roles: frozenset[Role]

    def __call__(self, actor: Actor, thing: Thing) -> bool:
        return actor.has(*self.roles)


@dataclass(frozen=True, slots=True)
class Same:
    """The thing names the actor, or the actor's body; nothing is not equal to nothing."""

    of_thing: str
    of_actor: str

    def __call__(self, actor: Actor, thing: Thing) -> bool:
        named = getattr(thing, self.of_thing, None)
        return named is not None and named == getattr(actor, self.of_actor)


Predicate = Holds | Same | Callable[[Actor, Thing], bool]


def holds(*roles: Role) -> Holds:
    return Holds(frozenset(roles))


is_at_its_station = Same("station_id", "organisation_id")
is_its_mediator = Same("mediator_id", "user_id")
is_its_institution = Same("institution_id", "organisation_id")
is_its_referrer = Same("referrer_id", "organisation_id")
is_its_asker = Same("asked_by_id", "user_id")
is_of_its_body = Same("asked_for_id", "organisation_id")  # the body for which somebody asked
is_its_body = Same("body_id", "organisation_id")  # the other side of a hand-over, the owner of an address


def is_taken_on(actor: Actor, thing: Thing) -> bool:
    return (
        getattr(thing, "accepted_at", None) is not None
        and getattr(thing, "state", None) not in NOT_YET_TAKEN_ON
    )


def has_left(actor: Actor, thing: Thing) -> bool:
    """What is meant for the other side has gone out to it; a thing that never goes out is open to both."""
    return bool(getattr(thing, "has_left", True))


def is_released(actor: Actor, thing: Thing) -> bool:
    """What was made for the other side has been sent to it."""
    return bool(getattr(thing, "is_released", False))


def is_its_party(actor: Actor, thing: Thing) -> bool:
    case = getattr(thing, "case_id", None) or getattr(thing, "id", None)
    return actor.case_id is not None and actor.case_id == case


def is_its_applicant(actor: Actor, thing: Thing) -> bool:
    return is_its_party(actor, thing) and actor.side == "applicant"
