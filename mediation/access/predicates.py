"""Statements about an actor and a thing, out of which the table of rights is made.

A thing is whatever carries the columns named in `Thing`: a case, or a row that belongs to one
and hands on its columns. What is absent makes the statement false.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mediation.access.actor import Actor, Role

Thing = Any  # Case, or something with the same station_id, mediator_id, ... columns
Predicate = Callable[[Actor, Thing], bool]

# An institution sees a complaint once the centre has taken it on, not while it is screened.
NOT_YET_TAKEN_ON = frozenset({"submitted", "correction_requested"})


def holds(*roles: Role) -> Predicate:
    """The actor has one of these roles, whatever the thing is."""

    def predicate(actor: Actor, thing: Thing) -> bool:
        return actor.has(*roles)

    predicate.__name__ = "holds_" + "_or_".join(role.value for role in roles)
    return predicate


def is_at_its_station(actor: Actor, thing: Thing) -> bool:
    station = getattr(thing, "station_id", None)
    return station is not None and station == actor.organisation_id


def is_its_mediator(actor: Actor, thing: Thing) -> bool:
    mediator = getattr(thing, "mediator_id", None)
    return mediator is not None and mediator == actor.user_id


def is_its_institution(actor: Actor, thing: Thing) -> bool:
    institution = getattr(thing, "institution_id", None)
    return institution is not None and institution == actor.organisation_id


def is_taken_on(actor: Actor, thing: Thing) -> bool:
    return (
        getattr(thing, "accepted_at", None) is not None
        and getattr(thing, "state", None) not in NOT_YET_TAKEN_ON
    )


def is_its_referrer(actor: Actor, thing: Thing) -> bool:
    referrer = getattr(thing, "referrer_id", None)
    return referrer is not None and referrer == actor.organisation_id


def is_its_body(actor: Actor, thing: Thing) -> bool:
    """The actor belongs to the other side of a hand-over that has left the house."""
    body = getattr(thing, "body_id", None)
    return body is not None and body == actor.organisation_id and getattr(thing, "has_left", True)


def is_its_asker(actor: Actor, thing: Thing) -> bool:
    asker = getattr(thing, "asked_by_id", None)
    return asker is not None and asker == actor.user_id


def is_of_its_body(actor: Actor, thing: Thing) -> bool:
    """The actor belongs to the body for which somebody asked for it."""
    body = getattr(thing, "asked_for_id", None)
    return body is not None and body == actor.organisation_id


def is_released(actor: Actor, thing: Thing) -> bool:
    """What was made for the other side has been sent to it."""
    return bool(getattr(thing, "is_released", False))


def is_of_own_body(actor: Actor, thing: Thing) -> bool:
    """What belongs to the actor's body alone, such as the addresses of its systems."""
    body = getattr(thing, "body_id", None)
    return body is not None and body == actor.organisation_id


def is_its_party(actor: Actor, thing: Thing) -> bool:
    case = getattr(thing, "case_id", None) or getattr(thing, "id", None)
    return actor.case_id is not None and actor.case_id == case


def is_its_applicant(actor: Actor, thing: Thing) -> bool:
    return is_its_party(actor, thing) and actor.side == "applicant"
