"""What people do with letters: send again, ring, print, post, and note what came back."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime

from mediation.access.by import By
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


def resend(deliveries: Iterable[Delivery], by: By) -> int:
    """Queue stopped deliveries again; gives how many.

    One that the other end had taken gets a new key, or it would be held for a copy; one that may
    or may not have left keeps its key, so that it cannot arrive twice.
    """
    count = 0
    for delivery in deliveries:
        was_taken = delivery.sent_at is not None
        if not step(delivery, "resend", at=by.at):
            continue
        if was_taken:
            delivery.key, delivery.provider_id, delivery.sent_at = secrets.token_hex(16), None, None
        delivery.attempts, delivery.last_error, delivery.next_try_at = 0, "", by.at
        delivery.handled_by = by.actor.name
        count += 1
    return count


def note_call(delivery: Delivery, outcome: str, note: str, by: By) -> None:
    """Record how a call went: told is proof of notice; after three vain calls the next step follows.

    Raises NotPossibleNow.
    """
    _claim(delivery, by)
    delivery.note, delivery.last_error = note or None, "" if outcome == "told" else outcome
    if outcome == "told":
        step(delivery, "arrive", at=by.at)
        note_proof(delivery.letter, "call", "told", by.at, by, note=note)
    elif outcome == "no_answer" and delivery.attempts < MOST_CALLS:
        step(delivery, "fail", at=by.at)
        delivery.next_try_at = by.at
    else:
        step(delivery, "give_up", at=by.at)
        ladder.hurry(delivery.letter, at=by.at)


def _claim(delivery: Delivery, by: By) -> None:
    if not step(delivery, "claim", at=by.at):
        raise NotPossibleNow
    delivery.attempts += 1
    delivery.handled_by = by.actor.name


def note_printed(deliveries: Iterable[Delivery], by: By) -> int:
    """These letters are on paper now and wait to be posted; gives how many."""
    return sum(_printed(delivery, by) for delivery in deliveries)


def _printed(delivery: Delivery, by: By) -> bool:
    if not step(delivery, "print", at=by.at):
        return False
    delivery.handled_by = by.actor.name
    return True


def note_posted(delivery: Delivery, number: str, by: By, *, on_at: datetime) -> None:
    """The letter was handed to the post under `number` at `on_at`. Raises NotPossibleNow."""
    if not step(delivery, "send", at=by.at):
        raise NotPossibleNow
    delivery.provider_id, delivery.sent_at, delivery.handled_by = number, on_at, by.actor.name


def note_receipt(delivery: Delivery, by: By, *, on_at: datetime) -> None:
    """The signed receipt of a posted letter came back: that proves notice. Raises NotPossibleNow."""
    if not step(delivery, "arrive", at=by.at):
        raise NotPossibleNow
    delivery.delivered_at = on_at
    note_proof(delivery.letter, "paper", "receipt", on_at, by, note=delivery.provider_id or "")


def note_returned(delivery: Delivery, reason: str, by: By, *, on_at: datetime, with_slip: bool) -> None:
    """A posted letter came back at `on_at`. Raises NotPossibleNow.

    With the slip of the post office the day of return counts as that of service, as for the courts
    (法释〔2004〕13号第十一条); without it nothing is proven, and the address is marked.
    """
    if not step(delivery, "bounce", at=by.at):
        raise NotPossibleNow
    delivery.note, delivery.last_error, delivery.handled_by = reason or None, "returned", by.actor.name
    if with_slip:
        number = delivery.provider_id or ""
        note_proof(delivery.letter, "paper", "returned_slip", on_at, by, note=number)
    else:
        bad_addresses.mark(delivery.channel, delivery.address or "", "returned", by)


def mark_bounced(delivery: Delivery, by: By) -> None:
    """An e-mail came back to the post box, as a person saw. Raises NotPossibleNow."""
    if not step(delivery, "bounce", at=by.at):
        raise NotPossibleNow
    delivery.last_error, delivery.handled_by = "returned", by.actor.name
    bad_addresses.mark(delivery.channel, delivery.address or "", "returned", by)
    ladder.hurry(delivery.letter, at=by.at)
