"""The only importer of pyHanko: closing a PDF with a PAdES signature, and judging one.

A signature is appended; the drawing before it stays byte for byte, so the two can be kept apart.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.timestamps import HTTPTimeStamper, TimeStamper, TimestampRequestError
from pyhanko.sign.validation import EmbeddedPdfSignature, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from mediation.sealing.keys import Chain, SigningKey

# It tells the log at length of every strange file; whoever uploaded it is told in a sentence.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)

FIELD = "CentreSignature"
TSA_SECONDS = 5
Made = TypeVar("Made")

NO_STAMP = (TimestampRequestError, OSError)  # what an authority for time does when it does not answer


class SealState(StrEnum):
    """What a PDF's signatures say of it."""

    NONE = "none"  # not signed, or no PDF at all
    OURS = "ours"  # signed by this house and unchanged since
    CHANGED = "changed"  # this house signed it and somebody changed it
    FOREIGN = "foreign"  # signed by somebody else


# Of several signatures the one that matters most speaks.
_GRAVITY = {SealState.NONE: 0, SealState.FOREIGN: 1, SealState.OURS: 2, SealState.CHANGED: 3}


@dataclass(frozen=True, slots=True)
class SealFound:
    """`signed_at` is what the signature says of its time; `stamped` whether an authority vouches for it."""

    state: SealState
    signed_at: datetime | None = None
    stamped: bool = False


def time_stamper(url: str) -> TimeStamper | None:
    """The time-stamp authority at `url`; None where none is set up."""
    return HTTPTimeStamper(url, timeout=TSA_SECONDS) if url else None


def close_pdf(
    content: bytes, key: SigningKey, *, reason: str, location: str, stamper: TimeStamper | None = None
) -> bytes:
    """`content` with the house's signature after it: PAdES B-B, with a time stamp B-T.

    Certified so that a later signature field may be filled, and nothing else changed (DocMDP 2).
    The same call twice gives other bytes, because a signature is random: keep what it gives.
    """
    metadata = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        reason=reason,
        location=location,
        name=key.holder,
        certify=True,
        subfilter=SigSeedSubFilter.PADES,
        docmdp_permissions=MDPPerm.FILL_FORMS,
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(content), strict=False)
    signer = signers.PdfSigner(metadata, signer=_signer(key), timestamper=stamper)
    closed: bytes = _in_a_thread_of_its_own(lambda: signer.sign_pdf(writer)).getvalue()
    if not closed.startswith(content):
        raise RuntimeError("a signature is appended and leaves what it signs alone")
    return closed


def examine(
    content: bytes,
    houses: Sequence[Chain],
    *,
    at: datetime,
    authorities: Sequence[x509.Certificate] = (),
) -> SealFound:
    """What the signatures in `content` say; `houses` are the house's own chains, the present one and
    those before it, whose roots alone are trusted; `authorities` are trusted for time.

    A page turned by a later revision leaves every hash intact, so the kind of change counts, too.
    A stamp of an authority that nobody told us of makes no paper false: it is only not counted.
    """
    try:
        signatures = PdfFileReader(io.BytesIO(content), strict=False).embedded_signatures
    except Exception:
        return SealFound(SealState.NONE)
    found = [_judged(one, houses, at, authorities) for one in signatures]
    return max(found, key=lambda one: _GRAVITY[one.state], default=SealFound(SealState.NONE))


def _judged(
    signature: EmbeddedPdfSignature,
    houses: Sequence[Chain],
    at: datetime,
    authorities: Sequence[x509.Certificate],
) -> SealFound:
    house = next((chain for chain in houses if _names(signature, chain)), None)
    if house is None:
        return SealFound(SealState.FOREIGN)
    own = house[0]
    context = ValidationContext(
        trust_roots=[_read(house[-1])],
        other_certs=[_read(one) for one in house],
        # a certificate that has run out since did not change a byte of what it signed
        moment=min(max(at, own.not_valid_before_utc), own.not_valid_after_utc),
        allow_fetching=False,
    )
    times = ValidationContext(
        trust_roots=[_read(one) for one in authorities], moment=at, allow_fetching=False
    )
    try:
        status = _in_a_thread_of_its_own(
            lambda: validate_pdf_signature(signature, context, ts_validation_context=times)
        )
    except Exception:
        return SealFound(SealState.CHANGED)
    whole = (
        status.intact
        and status.valid
        and status.trusted
        and status.seed_value_ok
        and (status.docmdp_ok or status.modification_level is None)
    )
    stamp = status.timestamp_validity
    stamped = stamp is not None and stamp.valid and stamp.intact and stamp.trusted
    return SealFound(SealState.OURS if whole else SealState.CHANGED, status.signer_reported_dt, stamped)


def _in_a_thread_of_its_own(work: Callable[[], Made]) -> Made:
    """What `work` gives. pyHanko runs an event loop, and a thread in which one runs already refuses it."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(copy_context().run, work).result()


def _names(signature: EmbeddedPdfSignature, house: Chain) -> bool:
    """Whether the signature names the first certificate of `house` as its signer's."""
    named = getattr(signature, "signer_cert", None)
    return named is not None and bool(named.dump() == house[0].public_bytes(Encoding.DER))


def _signer(key: SigningKey) -> signers.SimpleSigner:
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    store.register_multiple([_read(one) for one in key.chain[1:]])
    secret = key.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return signers.SimpleSigner(
        signing_cert=_read(key.certificate),
        signing_key=asn1_keys.PrivateKeyInfo.load(secret),
        cert_registry=store,
    )


def _read(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))
