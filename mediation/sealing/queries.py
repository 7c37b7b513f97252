"""Reads of seals, and what a signature is judged by."""

from __future__ import annotations

import base64
import logging
from collections.abc import Sequence
from datetime import date, datetime

from cryptography import x509
from sqlalchemy import or_, select
from sqlalchemy.orm import defer

from mediation.database import db
from mediation.organisations.models import Organisation
from mediation.sealing.keys import Chain, KeyRefused, signing_key, time_authorities
from mediation.sealing.models import SealImage, SigningCertificate
from mediation.sealing.pdf import SealFound, examine

log = logging.getLogger(__name__)


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
    """The seal that the body with this full name uses on the day `on`; None where it has none here.

    Asked for every paper; the picture is large and encrypted, so it is read only where it is drawn.
    """
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
        .options(defer(SealImage.picture))
    )


def picture_of(seal_id: int | None) -> bytes:
    """The picture of a seal, for drawing a paper; empty for none."""
    seal = db.session.get(SealImage, seal_id) if seal_id else None
    return base64.b64decode(seal.picture) if seal else b""


def own_chains() -> list[Chain]:
    """Every certificate with which this house has signed, with those that vouch for it.

    A key file that cannot be read does not hide what was signed before.
    """
    stored = db.session.scalars(select(SigningCertificate.chain).order_by(SigningCertificate.id))
    chains = [tuple(x509.load_pem_x509_certificates(chain.encode())) for chain in stored]
    try:
        key = signing_key()
    except KeyRefused:
        log.exception("the signing key cannot be read")
        return chains
    return [key.chain, *chains] if key else chains


def judged(content: bytes, *, at: datetime) -> SealFound:
    """What the signatures in a PDF say of it, by all that this installation trusts."""
    return examine(content, own_chains(), at=at, authorities=time_authorities())
