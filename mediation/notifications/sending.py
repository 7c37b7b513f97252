"""Taking deliveries in hand, and writing down what became of them. Sending itself lies between, outside
of any transaction (see the sending job)."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import joinedload, selectinload

from mediation.access.actor import HOUSE
from mediation.access.by import By
from mediation.database import db
from mediation.notifications import bad_addresses, ladder
from mediation.notifications.addressees import contact_of
from mediation.notifications.channels import SENT_BY_MACHINE, is_set_up
from mediation.notifications.envelopes import outgoing
from mediation.notifications.models import Delivery, Letter
from mediation.notifications.outgoing import Outcome, Outgoing, Result
from mediation.notifications.steps import step

CLAIM_FOR = timedelta(minutes=3)  # longer than a batch can take; then the sender is taken for dead
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
MOST_TRIES = 8
JITTER = 0.25  # of the wait, so that a thousand that failed together do not come back together


def claim(most: int, *, at: datetime) -> tuple[str, list[Outgoing]]:
    """Take up to `most` deliveries that are due in hand; gives the mark of the claim and the messages.

    A claim that has run out belonged to a runner that was killed: the same key goes out again, and
    the gateway knows it. What can no longer be sent (the address was taken away) is settled here.
    """
    mark = secrets.token_hex(16)
    messages = []
    due = db.session.scalars(
        select(Delivery)
        .where(_is_due(at))
        .order_by(Delivery.next_try_at, Delivery.id)
        .limit(most)
        .options(joinedload(Delivery.letter).selectinload(Letter.deliveries))
        .with_for_update(skip_locked=True, of=Delivery)
    ).all()
    for delivery in due:
        step(delivery, "claim", at=at)
        delivery.claim, delivery.claimed_until = mark, at + CLAIM_FOR
        delivery.attempts += 1
        message = outgoing(delivery, contact_of(delivery.letter))
        if message is None:
            step(delivery, "refuse", at=at)
            delivery.last_error = "no_address"
            ladder.hurry(delivery.letter, at=at)
            continue
        delivery.address, delivery.said = message.address, message.text
        messages.append(message)
    return mark, messages


def due_now(*, at: datetime, most: int) -> int:
    """How many deliveries the next run would take in hand, at most `most`."""
    return len(db.session.scalars(select(Delivery.id).where(_is_due(at)).limit(most)).all())


def record(mark: str, results: Iterable[tuple[Outgoing, Outcome]], *, at: datetime) -> int:
    """Write down what became of each message of the claim `mark`; gives how many left.

    A delivery that another runner took over meanwhile is left alone: the gateway has it once anyway.
    """
    outcomes = {message.delivery_id: outcome for message, outcome in results}
    rows = db.session.scalars(
        select(Delivery)
        .where(Delivery.id.in_(outcomes))
        .options(joinedload(Delivery.letter), selectinload(Delivery.letter, Letter.deliveries))
        .with_for_update(of=Delivery)
    ).all()
    for delivery in rows:
        outcome = outcomes[delivery.id]
        delivery.provider_id = delivery.provider_id or outcome.provider_id or None
        if delivery.claim == mark:  # else a report came first, or another runner has it
            _settle(delivery, outcome, at)
    return sum(outcome.result is Result.SENT for outcome in outcomes.values())


def wait(delivery_id: int, attempts: int) -> timedelta:
    """How long to wait after so many tries: twice as long each time, and a little apart by the id."""
    plain = min(FIRST_WAIT * 2 ** (attempts - 1), LONGEST_WAIT)
    spread = hashlib.sha256(f"{delivery_id}/{attempts}".encode()).digest()[0] / 255
    return plain * (1 + JITTER * spread)


def _is_due(at: datetime) -> ColumnElement[bool]:
    channels = [channel.value for channel in SENT_BY_MACHINE if is_set_up(channel)]
    return and_(
        Delivery.channel.in_(channels),
        or_(
            and_(Delivery.state.in_(("queued", "failed")), Delivery.next_try_at <= at),
            and_(Delivery.state == "sending", Delivery.claimed_until <= at),
        ),
    )


def _settle(delivery: Delivery, outcome: Outcome, at: datetime) -> None:
    delivery.last_error = outcome.error
    if outcome.result is Result.SENT:
        step(delivery, "send", at=at)
        return
    if outcome.result is Result.BAD_ADDRESS:
        step(delivery, "refuse", at=at)
        bad_addresses.mark(delivery.channel, delivery.address or "", outcome.error, By(HOUSE, at))
    elif outcome.result is Result.REFUSED or delivery.attempts >= MOST_TRIES:
        step(delivery, "give_up", at=at)
    else:
        step(delivery, "fail", at=at)
        delivery.next_try_at = at + wait(delivery.id, delivery.attempts)
        return
    ladder.hurry(delivery.letter, at=at)
