"""Addresses and numbers that send letters back: later letters pass them over."""

from __future__ import annotations

from sqlalchemy import delete, select

from mediation.access.by import By
from mediation.database import db, lookup_hash
from mediation.notifications.models import BadAddress
from mediation.web.masks import mask_email, mask_phone

SHOWN_OF_ADDRESS = 6


def mark(channel: str, address: str, reason: str, by: By) -> None:
    """Remember that `address` sends letters back; `reason` is a code."""
    hashed = lookup_hash(address)
    if not address or db.session.scalar(select(BadAddress.id).where(BadAddress.address_hash == hashed)):
        return
    db.session.add(
        BadAddress(
            address_hash=hashed,
            channel=channel,
            masked=masked(channel, address),
            reason=reason,
            marked_at=by.at,
            marked_by=by.actor.name,
        )
    )
    db.session.flush()


def clear(address_id: int) -> None:
    """Trust the address again: it was put right, or marked by mistake."""
    db.session.execute(delete(BadAddress).where(BadAddress.id == address_id))


def masked(channel: str, address: str) -> str:
    """Enough of an address to recognise it."""
    if channel == "email":
        return mask_email(address)
    if channel in {"sms", "call"}:
        return mask_phone(address)
    return address[:SHOWN_OF_ADDRESS] + "***" if address else ""
