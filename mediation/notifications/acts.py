"""What people do with letters: send again, ring, print, post, and note what came back."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime

from mediation.access.actor import Actor
from mediation.notifications import bad_addresses, ladder
from mediation.notifications.models import Delivery
from mediation.notifications.proofs import note_proof
from mediation.notifications.steps import step
from mediation.rules.findings import Words

CALL_OUTCOMES = {
    "told": Words("已接通，已告知", "Reached and told"),
    "no_answer": Words("无人接听，稍后再打", "No answer: try again"),
    "wrong_number": Words("号码有误", "Wrong number"),
    "refused": Words("对方拒绝接听或要求书面通知", "Refused, or asks for a letter"),
}
MOST_CALLS = 3


class NotPossibleNow(Exception):
    """The delivery is no longer where the page showed it."""

    def __init__(self) -> None:
        words = Words(
            "这一件刚被别人处理过，请刷新页面。",
            "Somebody else has just dealt with it. Reload the page.",
        )
        super().__init__(words.en)
        self.words = words


def resend(deliveries: Iterable[Delivery], *, actor: Actor, at: datetime) -> int:
    """Queue stopped deliveries again; gives how many.

    One that the other end had taken gets a new key, or it would be held for a copy; one that may
    or may not have left keeps its key, so that it cannot arrive twice.
    """
    count = 0
    for delivery in deliveries:
        was_taken = delivery.sent_at is not None
        if not step(delivery, "resend", at=at):
            continue
        if was_taken:
            delivery.key, delivery.provider_id, delivery.sent_at = secrets.token_hex(16), None, None
        delivery.attempts, delivery.last_error, delivery.next_try_at = 0, "", at
        delivery.handled_by = actor.name
        count += 1
    return count


def note_call(delivery: Delivery, outcome: str, note: str, *, actor: Actor, at: datetime) -> None:
    """Record how a call went: told is proof of notice; after three vain calls the next step follows.

    Raises NotPossibleNow.
    """
    _claim(delivery, actor, at)
    delivery.note, delivery.last_error = note or None, "" if outcome == "told" else outcome
    if outcome == "told":
        step(delivery, "arrive", at=at)
        note_proof(delivery.letter, "call", "told", at, at=at, actor=actor, note=note)
    elif outcome == "no_answer" and delivery.attempts < MOST_CALLS:
        step(delivery, "fail", at=at)
        delivery.next_try_at = at
    else:
        step(delivery, "give_up", at=at)
        ladder.hurry(delivery.letter, at=at)


def _claim(delivery: Delivery, actor: Actor, at: datetime) -> None:
    if not step(delivery, "claim", at=at):
        raise NotPossibleNow
    delivery.attempts += 1
    delivery.handled_by = actor.name


def note_printed(deliveries: Iterable[Delivery], *, actor: Actor, at: datetime) -> int:
    """These letters are on paper now and wait to be posted; gives how many."""
    return sum(_printed(delivery, actor, at) for delivery in deliveries)


def _printed(delivery: Delivery, actor: Actor, at: datetime) -> bool:
    if not step(delivery, "print", at=at):
        return False
    delivery.handled_by = actor.name
    return True


def note_posted(delivery: Delivery, number: str, *, on_at: datetime, actor: Actor, at: datetime) -> None:
    """The letter was handed to the post under `number` at `on_at`. Raises NotPossibleNow."""
    if not step(delivery, "send", at=at):
        raise NotPossibleNow
    delivery.provider_id, delivery.sent_at, delivery.handled_by = number, on_at, actor.name


def note_receipt(delivery: Delivery, *, on_at: datetime, actor: Actor, at: datetime) -> None:
    """The signed receipt of a posted letter came back: that proves notice. Raises NotPossibleNow."""
    if not step(delivery, "arrive", at=at):
        raise NotPossibleNow
    delivery.delivered_at = on_at
    note_proof(
        delivery.letter, "paper", "receipt", on_at, at=at, actor=actor, note=delivery.provider_id or ""
    )


def note_returned(
    delivery: Delivery, reason: str, *, on_at: datetime, with_slip: bool, actor: Actor, at: datetime
) -> None:
    """A posted letter came back at `on_at`. Raises NotPossibleNow.

    With the slip of the post office the day of return counts as that of service, as for the courts
    (法释〔2004〕13号第十一条); without it nothing is proven, and the address is marked.
    """
    if not step(delivery, "bounce", at=at):
        raise NotPossibleNow
    delivery.note, delivery.last_error, delivery.handled_by = reason or None, "returned", actor.name
    if with_slip:
        number = delivery.provider_id or ""
        note_proof(delivery.letter, "paper", "returned_slip", on_at, at=at, actor=actor, note=number)
    else:
        bad_addresses.mark(delivery.channel, delivery.address or "", "returned", at=at, actor=actor)


def mark_bounced(delivery: Delivery, *, actor: Actor, at: datetime) -> None:
    """An e-mail came back to the post box, as a person saw. Raises NotPossibleNow."""
    if not step(delivery, "bounce", at=at):
        raise NotPossibleNow
    delivery.last_error, delivery.handled_by = "returned", actor.name
    bad_addresses.mark(delivery.channel, delivery.address or "", "returned", at=at, actor=actor)
    ladder.hurry(delivery.letter, at=at)
