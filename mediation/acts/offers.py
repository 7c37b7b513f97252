"""What may be done with a thing now: where the table of its transitions says that each act is offered."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, TypeVar

from flask import current_app, url_for

from mediation.access.actor import Actor
from mediation.access.table import allows
from mediation.rules.findings import Words
from mediation.rules.procedures.machine import Machine, Shown, Transition

AMONG_ITS_ACTS = frozenset({Shown.LISTED, Shown.POSSIBLE, Shown.BESIDE})

Facts = TypeVar("Facts")


class Stateful(Protocol):
    """A thing with states, by the law of the day `law_on`."""

    @property
    def state(self) -> str: ...

    @property
    def law_on(self) -> date: ...


@dataclass(frozen=True, slots=True)
class Offer:
    """An act that the actor may do; `refusal` says what must be done before."""

    row: Transition
    refusal: Words | None = None


@dataclass(frozen=True, slots=True)
class Offers:
    """What the actor may do now: the one thing first, what goes with it, what is always at hand, the rest."""

    first: Offer | None
    beside: tuple[Offer, ...]
    at_hand: tuple[Offer, ...]
    rest: tuple[Offer, ...]


def offers(machine: Machine[Facts], thing: Stateful, actor: Actor, facts: Facts) -> Offers:
    """The acts among which the actor may choose, each with what stands against it."""
    every = [
        Offer(row, next((finding.words for finding in machine.hindrances(row, facts)), None))
        for row in offered(machine, thing, actor, lambda: facts)
    ]
    usual = [offer for offer in every if thing.state in offer.row.first]
    due = (offer for offer in usual if offer.refusal is None and not machine.is_done(offer.row, facts))
    first = next(due, None)
    others = [offer for offer in every if thing.state not in offer.row.first]
    return Offers(
        first,
        tuple(offer for offer in usual if offer is not first),
        tuple(offer for offer in others if offer.row.shown is Shown.BESIDE),
        tuple(offer for offer in others if offer.row.shown is not Shown.BESIDE),
    )


def offered(
    machine: Machine[Facts],
    thing: Stateful,
    actor: Actor,
    facts: Callable[[], Facts],
    *,
    about: Any = None,
) -> list[Transition]:
    """The rows that fit the thing and the actor, in table order.

    `facts` are asked only for acts that are offered while nothing stands against them; `about` is what the
    rights are over, where that is not the thing itself.
    """
    rows = [
        row
        for row in machine.offered_in(thing.state, thing.law_on)
        if row.shown in AMONG_ITS_ACTS and allows(row.right, actor, about or thing)
    ]
    return [row for row in rows if row.shown is not Shown.POSSIBLE or not machine.hindrances(row, facts())]


def lead(rows: Iterable[Transition], state: str) -> Transition | None:
    """What a thing in `state` waits for: the first of the rows that are put first."""
    return next((row for row in rows if state in row.first), None)


def address_of(row: Transition, **about: str) -> str | None:
    """The page of an act on what `about` names; None where it has none to open that is told no more."""
    if row.shown is Shown.NEVER:
        return None
    known: dict[str, Any] = {**about, "action": row.action}
    for rule in current_app.url_map.iter_rules(row.page):
        if "GET" in (rule.methods or ()) and rule.arguments <= known.keys():
            return url_for(row.page, **{name: known[name] for name in rule.arguments})
    return None
