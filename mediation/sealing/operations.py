"""Keeping the seals, and closing a PDF with the house's signature."""

from __future__ import annotations

import base64
import hashlib
import io
import logging
from datetime import date, timedelta

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from flask import current_app
from PIL import Image, UnidentifiedImageError
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from mediation.access.by import By
from mediation.database import db
from mediation.organisations.models import Organisation
from mediation.rules.findings import Words
from mediation.sealing.keys import SigningKey, signing_key
from mediation.sealing.models import SealImage, SigningCertificate
from mediation.sealing.pdf import NO_STAMP, close_pdf, time_stamper
from mediation.timeline import operations as timeline

log = logging.getLogger(__name__)

MOST_BYTES = 1024 * 1024
LEAST_SIDE, MOST_SIDE = 300, 3000  # 40 mm at 200 dpi is 315


class SealRefused(Exception):
    """The picture cannot serve as a seal; `words` say why and what to do."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


def add_seal(body: Organisation, content: bytes, by: By, *, valid_from: date) -> SealImage:
    """Keep `content`, a PNG with a transparent ground, as the seal of `body` from `valid_from` on.

    The seal before it goes out of use on the day before. Raises SealRefused.
    """
    picture = _cleaned(content)
    for earlier in db.session.query(SealImage).filter_by(organisation_id=body.id, valid_to=None):
        if earlier.valid_from >= valid_from:
            raise SealRefused(
                Words(
                    f"现用印章自 {earlier.valid_from} 启用，新印章的启用日期应当更晚。",
                    f"The present seal is in use since {earlier.valid_from}; the new one must begin later.",
                )
            )
        earlier.valid_to = valid_from - timedelta(days=1)
    seal = SealImage(
        organisation_id=body.id,
        picture=base64.b64encode(picture).decode(),
        sha256=hashlib.sha256(picture).hexdigest(),
        valid_from=valid_from,
        added_at=by.at,
        added_by=by.actor.name,
    )
    db.session.add(seal)
    db.session.flush()
    _record(body, Words("启用新印章", "new seal"), by)
    return seal


def retire_seal(seal: SealImage, by: By, *, on: date) -> None:
    """Take a seal out of use after the day `on`; papers that bear it keep it."""
    seal.valid_to = max(on, seal.valid_from)
    body = db.session.get(Organisation, seal.organisation_id)
    assert body is not None
    _record(body, Words("停用印章", "seal out of use"), by)


def close(drawn: bytes, *, number: str, place: str) -> bytes:
    """A drawn PDF with the house's signature after it; as it is where no key is set up.

    An authority for time that does not answer costs the stamp, not the paper: it is signed
    without (B-B), and the log says so.
    """
    key = signing_key()
    if key is None:
        return drawn
    remember(key)
    stamper = time_stamper(current_app.config.get("TSA_URL", ""))
    try:
        return close_pdf(drawn, key, reason=number, location=place, stamper=stamper)
    except NO_STAMP:
        if stamper is None:
            raise
        log.exception("no time stamp for %s", number)
        return close_pdf(drawn, key, reason=number, location=place)


def remember(key: SigningKey) -> None:
    """Keep the certificates of `key`, so that what it signed is known as ours after it was changed."""
    fingerprint = key.certificate.fingerprint(hashes.SHA256()).hex()
    known = select(SigningCertificate.id).where(SigningCertificate.sha256 == fingerprint)
    if db.session.scalar(known) is not None:
        return
    chain = "".join(one.public_bytes(Encoding.PEM).decode() for one in key.chain)
    try:
        with db.session.begin_nested():
            db.session.add(SigningCertificate(sha256=fingerprint, chain=chain))
    except IntegrityError:  # somebody signed first with the same key, and kept it
        log.info("certificate %s is kept already", fingerprint[:16])


def _cleaned(content: bytes) -> bytes:
    """The picture written anew: nothing but its pixels is kept."""
    if len(content) > MOST_BYTES:
        raise SealRefused(Words("图片不能超过 1 MB。", "The picture must be at most 1 MB."))
    try:
        with Image.open(io.BytesIO(content), formats=["PNG"]) as opened:
            if not LEAST_SIDE <= min(opened.size) <= max(opened.size) <= MOST_SIDE:
                raise SealRefused(
                    Words(
                        f"图片每边应为 {LEAST_SIDE} 到 {MOST_SIDE} 像素。",
                        f"Each side must have {LEAST_SIDE} to {MOST_SIDE} pixels.",
                    )
                )
            picture = opened.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise SealRefused(Words("请上传 PNG 图片。", "Upload a PNG picture.")) from error
    lowest, _ = picture.getchannel("A").getextrema()
    if lowest == 255:
        raise SealRefused(
            Words(
                "图片没有透明背景，盖上去会遮住文字。请用透明背景的 PNG。",
                "The ground is not transparent and would hide the text. Use a PNG with a transparent ground.",
            )
        )
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def _record(body: Organisation, what: Words, by: By) -> None:
    facts = {"name": body.name, "what": list(what)}
    timeline.record(f"organisation:{body.id}", "organisation_changed", facts, by)
