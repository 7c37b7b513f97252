"""The queues of the desk: which cases each holds, and who is shown it.

Every condition is one that an index answers in the order of the list, so that a queue costs the
same whatever the number of cases.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, or_, true

from mediation.access.actor import Actor
from mediation.access.roles import Turn
from mediation.access.table import allows, opens
from mediation.cases.models import Case
from mediation.rules.findings import Words
from mediation.rules.procedures.lifecycle import states

Condition = Callable[[Actor, date], ColumnElement[bool]]
Readers = Callable[[Actor], bool]


def opens_the_desk(actor: Actor) -> bool:
    return opens("desk.open", actor)


def sees_inside(actor: Actor) -> bool:
    """Whether the actor works inside the centre, so that the steps of a case mean something to them."""
    return opens("case.view_inside", actor)


def has_a_turn(actor: Actor) -> bool:
    """Whether a case can wait for the actor."""
    return bool(turns_of(actor))


def mediates(actor: Actor) -> bool:
    return Turn.MEDIATOR in turns_of(actor)


def sees_before_routing(actor: Actor) -> bool:
    """Until a case is routed only those who see every case have it."""
    return allows("case.view", actor)


def sees_before_appointment(actor: Actor) -> bool:
    """Until a mediator is appointed the case is with its place."""
    return sees_before_routing(actor) or Turn.STATION in turns_of(actor)


def turns_of(actor: Actor) -> set[Turn]:
    return {role.turn for role in actor.roles if role.turn}


@dataclass(frozen=True, slots=True)
class Queue:
    """`holds` is the condition beside `visible_to`. `newest_first` sorts by the end, not the deadline.

    An uncounted queue shows no figure: nobody has to work it off. The queue of a `state` is called as the
    state is, where it has no name of its own.
    """

    code: str
    group: str
    name: Words | None
    holds: Condition
    counted: bool = True
    newest_first: bool = False
    shown_to: Readers = sees_inside
    state: str = ""

    @property
    def words(self) -> Words:
        return self.name or states()[self.state].words


GROUPS = {
    "work": Words("我的工作", "My work"),
    "waiting": Words("等待他人", "Waiting for others"),
    "all": Words("全部", "All"),
}


def _in_state(
    code: str, group: str, state: str, name: Words | None = None, shown_to: Readers = sees_inside
) -> Queue:
    """The queue of the cases in one state."""

    def holds(actor: Actor, on: date) -> ColumnElement[bool]:
        return and_(Case.state == state, Case.is_open)

    return Queue(code, group, name, holds, shown_to=shown_to, state=state)


def _mine(actor: Actor, on: date) -> ColumnElement[bool]:
    return and_(Case.mediator_id == actor.user_id, Case.is_open)


def _my_move(actor: Actor, on: date) -> ColumnElement[bool]:
    own: dict[Turn, ColumnElement[bool]] = {
        Turn.CENTRE: true(),
        Turn.STATION: Case.station_id == actor.organisation_id,
        Turn.MEDIATOR: Case.mediator_id == actor.user_id,
    }
    ways = (and_(within, Case.turn == turn) for turn, within in own.items() if turn in turns_of(actor))
    return and_(or_(*ways), Case.is_open)


QUEUES = {
    queue.code: queue
    for queue in (
        Queue("mine", "work", Words("我的案件", "My cases"), _mine, shown_to=mediates),
        Queue("move", "work", Words("要我处理", "My move"), _my_move, shown_to=has_a_turn),
        Queue(
            "overdue",
            "work",
            Words("已超期", "Overdue"),
            lambda actor, on: and_(Case.is_open, Case.sorts_on < on),
            shown_to=opens_the_desk,
        ),
        Queue(
            "today",
            "work",
            Words("今天到期", "Due today"),
            lambda actor, on: and_(Case.is_open, Case.sorts_on == on),
            shown_to=opens_the_desk,
        ),
        _in_state("screening", "work", "submitted", shown_to=sees_before_routing),
        _in_state("routing", "work", "accepted", shown_to=sees_before_routing),
        _in_state("appointing", "work", "routed", shown_to=sees_before_appointment),
        _in_state(
            "correcting",
            "waiting",
            "correction_requested",
            Words("等补材料", "More information"),
            sees_before_routing,
        ),
        _in_state("consulting", "waiting", "consulting", Words("征求意愿", "Consent")),
        _in_state("signing", "waiting", "awaiting_signature", Words("等签名", "Signatures")),
        _in_state("paused", "waiting", "paused", Words("已中止", "Paused")),
        Queue(
            "open",
            "all",
            Words("全部在办", "All open"),
            lambda actor, on: and_(Case.is_open),
            shown_to=opens_the_desk,
        ),
        Queue(
            "closed",
            "all",
            Words("已办结", "Ended"),
            lambda actor, on: ~Case.is_open,
            counted=False,
            newest_first=True,
            shown_to=opens_the_desk,
        ),
        Queue(
            "all",
            "all",
            Words("全部案件", "All cases"),
            lambda actor, on: true(),
            counted=False,
            newest_first=True,
            shown_to=opens_the_desk,
        ),
    )
}


def queues_of(actor: Actor) -> tuple[Queue, ...]:
    """The queues that the actor is shown, in order."""
    return tuple(queue for queue in QUEUES.values() if queue.shown_to(actor))


def first_queue(actor: Actor) -> Queue:
    """The queue with which the actor's day begins."""
    return QUEUES["mine" if turns_of(actor) == {Turn.MEDIATOR} else "open"]


def asked_queue(actor: Actor, code: str) -> Queue:
    """The queue of this code where the actor is shown it, else the first."""
    return {queue.code: queue for queue in queues_of(actor)}.get(code, first_queue(actor))
