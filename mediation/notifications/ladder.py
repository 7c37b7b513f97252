"""Going down the ladder: by which channels a letter sets out, and what follows when it stays unread."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from mediation.clock import day_of
from mediation.database import db, lookup_hash
from mediation.holidays.queries import house_calendar
from mediation.notifications.addressees import contact_of
from mediation.notifications.channels import is_set_up
from mediation.notifications.contacts import Contact
from mediation.notifications.kinds import KINDS
from mediation.notifications.models import BadAddress, Letter
from mediation.notifications.steps import queue, step
from mediation.rules.procedures import letter_ladder
from mediation.rules.procedures.letter_ladder import Step

NOT_SET_OUT = -1


def set_out(letter: Letter, contact: Contact, *, at: datetime) -> None:
    """Queue the first deliveries of a letter just written."""
    letter.step = NOT_SET_OUT
    climb(letter, contact, at=at)


def climb(letter: Letter, contact: Contact, *, at: datetime) -> None:
    """Take the next step by which the addressee can be reached, and those that follow at once.

    Sets the day of the step after; none is left: the letter has done what it can.
    """
    usable = _usable(letter, contact)
    ahead = [one for one in _ladder(letter, contact) if one.number > letter.step]
    for place, taken in enumerate(ahead):
        letter.step = taken.number
        channels = [channel for channel in taken.channels if channel in usable]
        for channel in channels:
            queue(letter, channel, at=at)
        following = ahead[place + 1] if place + 1 < len(ahead) else None
        if channels and following is not None and following.after_days:
            letter.next_step_on = house_calendar().add_workdays(day_of(at), following.after_days)
            return
    letter.next_step_on = None


def rest(letter: Letter, *, at: datetime) -> None:
    """Stop going down: the addressee has it. What waits is no longer needed."""
    letter.next_step_on = None
    for delivery in letter.deliveries:
        step(delivery, "cancel", at=at)


def hurry(letter: Letter, *, at: datetime) -> None:
    """Let the next step follow at once when nothing that was sent is still on its way."""
    if letter.next_step_on is None or letter.proven_at or letter.read_at:
        return
    alive = any(
        one.channel != "inbox" and one.state in {"queued", "sending", "failed", "sent", "delivered"}
        for one in letter.deliveries
    )
    if not alive:
        letter.next_step_on = day_of(at)


def take_due_steps(*, at: datetime, most: int) -> int:
    """Take the steps that are due by an index, `most` at a time; gives how many letters were looked at."""
    due = db.session.scalars(
        select(Letter)
        .where(Letter.next_step_on <= day_of(at))
        .order_by(Letter.next_step_on, Letter.id)
        .limit(most)
    ).all()
    for letter in due:
        if letter.read_at or letter.proven_at:
            rest(letter, at=at)
        else:
            climb(letter, contact_of(letter), at=at)
    return len(due)


def _ladder(letter: Letter, contact: Contact) -> tuple[Step, ...]:
    return letter_ladder.steps(KINDS[letter.kind].group, contact.kind, on=day_of(letter.written_at))


def _usable(letter: Letter, contact: Contact) -> set[str]:
    """The channels that are set up, for which there is a good address, and that were not tried yet."""
    tried = {delivery.channel for delivery in letter.deliveries}
    channels = {channel for one in _ladder(letter, contact) for channel in one.channels}
    reachable = {
        channel: contact.where(channel)
        for channel in channels - tried
        if is_set_up(channel) and contact.where(channel)
    }
    bad = _bad({address for channel, address in reachable.items() if channel != "inbox"})
    return {channel for channel, address in reachable.items() if (channel, address) not in bad}


def _bad(addresses: set[str]) -> set[tuple[str, str]]:
    """Of `addresses` those that are known to send letters back, with the channel."""
    hashes = {lookup_hash(address): address for address in addresses}
    rows = db.session.execute(
        select(BadAddress.channel, BadAddress.address_hash).where(BadAddress.address_hash.in_(hashes))
    )
    return {(channel, hashes[found]) for channel, found in rows}
