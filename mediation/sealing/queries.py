"""Reads of seals."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from datetime import date

from sqlalchemy import or_, select

from mediation.database import db
from mediation.organisations.models import Organisation
from mediation.sealing.models import SealImage


def seals() -> Sequence[tuple[SealImage, Organisation]]:
    """Every seal with its body, the newest first."""
    return [
        (seal, body)
        for seal, body in db.session.execute(
            select(SealImage, Organisation)
            .join(Organisation, Organisation.id == SealImage.organisation_id)
            .order_by(SealImage.valid_from.desc(), SealImage.id.desc())
        )
    ]


def seal_of(name: str, *, on: date) -> SealImage | None:
    """The seal that the body with this full name uses on the day `on`; None where it has none here."""
    return db.session.scalar(
        select(SealImage)
        .join(Organisation, Organisation.id == SealImage.organisation_id)
        .where(
            Organisation.name == name,
            SealImage.valid_from <= on,
            or_(SealImage.valid_to.is_(None), SealImage.valid_to >= on),
        )
        .order_by(SealImage.valid_from.desc(), SealImage.id.desc())
        .limit(1)
    )


def picture_of(seal_id: int | None) -> bytes:
    """The picture of a seal, for drawing a paper; empty for none."""
    seal = db.session.get(SealImage, seal_id) if seal_id else None
    return base64.b64decode(seal.picture) if seal else b""
