"""Who signed: certificates and public keys as PEM. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key
from cryptography.x509.oid import NameOID


@dataclass(frozen=True, slots=True)
class Signer:
    """The first certificate of a chain; `fingerprint` is the SHA-256 of its public key in DER."""

    key: object
    holder: str
    fingerprint: str
    certificate: str  # SHA-256 of the certificate in DER


def signer_in(pem: bytes) -> Signer | None:
    """The signer whose certificate stands first; None where there is none that can be read."""
    try:
        first = x509.load_pem_x509_certificates(pem)[0]
        return signer_of(first)
    except (ValueError, IndexError):
        return None


def signer_of(certificate: x509.Certificate) -> Signer:
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return Signer(
        key=certificate.public_key(),
        holder=str(names[0].value) if names else "",
        fingerprint=fingerprint_of(certificate.public_key()),
        certificate=certificate.fingerprint(hashes.SHA256()).hex(),
    )


def fingerprint_of(key: object) -> str:
    """The SHA-256 of a public key (SubjectPublicKeyInfo, DER), in hex."""
    hashed = hashes.Hash(hashes.SHA256())
    hashed.update(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))  # type: ignore[attr-defined]
    return hashed.finalize().hex()


def keys_in(pem: bytes) -> tuple[object, ...]:
    """The public keys of a PEM file: one key, or certificates. Raises ValueError where there is none.

    Of certificates only those count that sign for themselves, not the authorities behind them.
    """
    if b"CERTIFICATE" not in pem:
        return (load_pem_public_key(pem),)
    return tuple(one.public_key() for one in x509.load_pem_x509_certificates(pem) if not _is_authority(one))


def _is_authority(certificate: x509.Certificate) -> bool:
    try:
        found = certificate.extensions.get_extension_for_class(x509.BasicConstraints)
    except x509.ExtensionNotFound:
        return False
    return found.value.ca
