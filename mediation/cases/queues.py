"""The queues of the desk: which cases each holds, and who is shown it.

Every condition is one that an index answers in the order of the list, so that a queue costs the
same whatever the number of cases.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, or_, true

from mediation.access.actor import Actor, Role
from mediation.cases.models import Case
from mediation.rules.findings import Words

Condition = Callable[[Actor, date], ColumnElement[bool]]

CENTRE_STAFF = (Role.CENTRE_MANAGER, Role.INTAKE_CLERK)
INSIDERS = (*CENTRE_STAFF, Role.STATION_HEAD, Role.MEDIATOR, Role.AUDITOR)
EVERYONE = (*INSIDERS, Role.INSTITUTION_USER, Role.COURT_LIAISON, Role.AUTHORITY_LIAISON)
MOVERS = (*CENTRE_STAFF, Role.STATION_HEAD, Role.MEDIATOR)
# Until a case is routed only the centre has it, until a mediator is appointed only its place.
BEFORE_ROUTING = (*CENTRE_STAFF, Role.AUDITOR)
BEFORE_APPOINTMENT = (*BEFORE_ROUTING, Role.STATION_HEAD)


@dataclass(frozen=True, slots=True)
class Queue:
    """`holds` is the condition beside `visible_to`. `newest_first` sorts by the end, not the deadline.

    An uncounted queue shows no figure: nobody has to work it off.
    """

    code: str
    group: str
    words: Words
    holds: Condition
    counted: bool = True
    newest_first: bool = False
    shown_to: tuple[Role, ...] = INSIDERS


GROUPS = {
    "work": Words("我的工作", "My work"),
    "waiting": Words("等待他人", "Waiting for others"),
    "all": Words("全部", "All"),
}


def _in_state(code: str) -> Condition:
    return lambda actor, on: and_(Case.state == code, Case.is_open)


def _mine(actor: Actor, on: date) -> ColumnElement[bool]:
    return and_(Case.mediator_id == actor.user_id, Case.is_open)


def _my_move(actor: Actor, on: date) -> ColumnElement[bool]:
    ways: list[ColumnElement[bool]] = []
    if actor.has(*CENTRE_STAFF):
        ways.append(Case.turn == "centre")
    if actor.has(Role.STATION_HEAD):
        ways.append(and_(Case.station_id == actor.organisation_id, Case.turn == "station"))
    if actor.has(Role.MEDIATOR):
        ways.append(and_(Case.mediator_id == actor.user_id, Case.turn == "mediator"))
    return and_(or_(*ways), Case.is_open)


QUEUES = {
    queue.code: queue
    for queue in (
        Queue("mine", "work", Words("我的案件", "My cases"), _mine, shown_to=(Role.MEDIATOR,)),
        Queue("move", "work", Words("要我处理", "My move"), _my_move, shown_to=MOVERS),
        Queue(
            "overdue",
            "work",
            Words("已超期", "Overdue"),
            lambda actor, on: and_(Case.is_open, Case.sorts_on < on),
            shown_to=EVERYONE,
        ),
        Queue(
            "today",
            "work",
            Words("今天到期", "Due today"),
            lambda actor, on: and_(Case.is_open, Case.sorts_on == on),
            shown_to=EVERYONE,
        ),
        Queue(
            "screening",
            "work",
            Words("待受理审查", "Awaiting screening"),
            _in_state("submitted"),
            shown_to=BEFORE_ROUTING,
        ),
        Queue(
            "routing",
            "work",
            Words("待分派", "Awaiting routing"),
            _in_state("accepted"),
            shown_to=BEFORE_ROUTING,
        ),
        Queue(
            "appointing",
            "work",
            Words("待指定调解员", "Awaiting a mediator"),
            _in_state("routed"),
            shown_to=BEFORE_APPOINTMENT,
        ),
        Queue(
            "correcting",
            "waiting",
            Words("等补材料", "More information"),
            _in_state("correction_requested"),
            shown_to=BEFORE_ROUTING,
        ),
        Queue("consulting", "waiting", Words("征求意愿", "Consent"), _in_state("consulting")),
        Queue("signing", "waiting", Words("等签名", "Signatures"), _in_state("awaiting_signature")),
        Queue("paused", "waiting", Words("已中止", "Paused"), _in_state("paused")),
        Queue(
            "open",
            "all",
            Words("全部在办", "All open"),
            lambda actor, on: and_(Case.is_open),
            shown_to=EVERYONE,
        ),
        Queue(
            "closed",
            "all",
            Words("已办结", "Ended"),
            lambda actor, on: ~Case.is_open,
            counted=False,
            newest_first=True,
            shown_to=EVERYONE,
        ),
        Queue(
            "all",
            "all",
            Words("全部案件", "All cases"),
            lambda actor, on: true(),
            counted=False,
            newest_first=True,
            shown_to=EVERYONE,
        ),
    )
}


def queues_of(actor: Actor) -> tuple[Queue, ...]:
    """The queues that the actor is shown, in order."""
    return tuple(queue for queue in QUEUES.values() if actor.has(*queue.shown_to))


def first_queue(actor: Actor) -> Queue:
    """The queue with which the actor's day begins."""
    if actor.has(Role.MEDIATOR) and not actor.has(*CENTRE_STAFF, Role.STATION_HEAD):
        return QUEUES["mine"]
    return QUEUES["open"]


def asked_queue(actor: Actor, code: str) -> Queue:
    """The queue of this code where the actor is shown it, else the first."""
    return {queue.code: queue for queue in queues_of(actor)}.get(code, first_queue(actor))


def sees_inside(actor: Actor) -> bool:
    """Whether the actor works inside the centre, so that the steps of a case mean something to them."""
    return actor.has(*INSIDERS)
