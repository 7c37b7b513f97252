"""Proof of notice: that a letter reached its addressee, when, and what it rests on.

The centre's own delivery follows the rules of the courts for electronic service (人民法院在线诉讼规则
arts 29, 31): at an address that the addressee confirmed a letter has arrived once it is in the
addressee's system; elsewhere only reading or an answer proves it; of several the earliest counts.
"""

from __future__ import annotations

from datetime import datetime

from mediation.access.by import By
from mediation.database import db
from mediation.notifications import extension_points, ladder
from mediation.notifications.models import Letter, ServiceProof
from mediation.notifications.steps import step
from mediation.rules.findings import Words

BASES = {
    "confirmed_system": Words("到达已确认的送达地址的系统", "reached the system of a confirmed address"),
    "read": Words("收件人已阅读", "read by the addressee"),
    "reply": Words("收件人已回复", "answered by the addressee"),
    "told": Words("电话告知并记录", "told by telephone, on record"),
    "receipt": Words("签收回执", "signed receipt"),
    "returned_slip": Words("邮寄退回，附退回凭证", "posted and returned, with the slip"),
}


def note_proof(
    letter: Letter, channel: str, basis: str, reached_at: datetime, by: By, *, note: str = ""
) -> ServiceProof | None:
    """Keep that `letter` reached its addressee at `reached_at`; None when that was known already.

    The first proof stops the ladder and is told to the case. Raises KeyError for an unknown basis.
    """
    if basis not in BASES:
        raise KeyError(basis)
    if any((one.channel, one.basis) == (channel, basis) for one in letter.proofs):
        return None
    proof = ServiceProof(
        channel=channel,
        basis=basis,
        reached_at=reached_at,
        noted_at=by.at,
        noted_by=by.actor.name,
        note=note or None,
    )
    letter.proofs.append(proof)
    is_first = letter.proven_at is None
    letter.proven_at = min(letter.proven_at or reached_at, reached_at)
    ladder.rest(letter, at=by.at)
    db.session.flush()
    if is_first and letter.side:
        extension_points.notice_was_proven(letter, proof, by)
    return proof


def note_read(letter: Letter, by: By, *, channel: str = "inbox") -> bool:
    """The addressee opened the letter: that proves notice. False when it was read before."""
    if letter.read_at is not None:
        return False
    letter.read_at = by.at
    for delivery in letter.deliveries:
        if delivery.channel == channel:
            step(delivery, "open", at=by.at)
    note_proof(letter, channel, "read", by.at, by)
    return True
