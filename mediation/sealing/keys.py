"""The house's signing key: from a PEM or PKCS #12 file, or made here for trying."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
    pkcs12,
)
from cryptography.x509.oid import NameOID
from flask import current_app

TEST_MARK = "TEST 测试"
YEARS = 10
MOST_NAME = 64

Chain = tuple[x509.Certificate, ...]  # the signer's own certificate first, the root last


class KeyRefused(RuntimeError):
    """The file of the signing key cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key, its certificate and those that vouch for it, the signer's own first and the root last."""

    key: PrivateKeyTypes
    chain: Chain

    @property
    def certificate(self) -> x509.Certificate:
        return self.chain[0]

    @property
    def root(self) -> x509.Certificate:
        return self.chain[-1]

    @property
    def holder(self) -> str:
        return str(self.certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value)

    @property
    def is_test(self) -> bool:
        """Whether it was made by `make-signing-key`: good for trying, worth nothing to a stranger."""
        return TEST_MARK in self.root.subject.rfc4514_string()


def signing_key() -> SigningKey | None:
    """The key of this installation; None where none is set up. Raises KeyRefused for a bad file."""
    path = current_app.config.get("SIGNING_KEY")
    if path is None or not path.is_file():
        return None
    return _read(path, path.stat().st_mtime_ns, current_app.config.get("SIGNING_PASSPHRASE", ""))


@lru_cache(maxsize=8)
def _read(path: Path, changed_ns: int, passphrase: str) -> SigningKey:
    """`changed_ns` only tells the cache that the file was changed."""
    content, secret = path.read_bytes(), passphrase.encode() or None
    try:
        if b"-----BEGIN" in content:
            return SigningKey(
                load_pem_private_key(content, secret), tuple(x509.load_pem_x509_certificates(content))
            )
        key, certificate, others = pkcs12.load_key_and_certificates(content, secret)
    except (ValueError, TypeError) as error:
        raise KeyRefused(f"the signing key {path.name} cannot be read: {error}") from error
    if key is None or certificate is None:
        raise KeyRefused(f"the signing key {path.name} holds no key with its certificate")
    return SigningKey(key, (certificate, *others))


def time_authorities() -> Chain:
    """The certificates that are trusted for time stamps. Raises KeyRefused for a bad file."""
    path = current_app.config.get("TSA_CERTIFICATES")
    return _authorities(path, path.stat().st_mtime_ns) if path is not None and path.is_file() else ()


@lru_cache(maxsize=4)
def _authorities(path: Path, changed_ns: int) -> Chain:
    try:
        return tuple(x509.load_pem_x509_certificates(path.read_bytes()))
    except ValueError as error:
        raise KeyRefused(f"the certificates of {path.name} cannot be read: {error}") from error


def make_test_key(path: Path, holder: str, *, at: datetime) -> SigningKey:
    """Make an authority for trying and a key that it vouches for, and write both to `path`.

    Raises FileExistsError rather than replace a key with which papers were signed.
    """
    root_key, leaf_key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root_name, leaf_name = _name(f"{TEST_MARK} CA"), _name(holder, f"（{TEST_MARK}）")
    root = _built(root_name, root_name, root_key, root_key, at, ca=True)
    leaf = _built(leaf_name, root_name, leaf_key, root_key, at, ca=False)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    secret = leaf_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    content = secret + b"".join(one.public_bytes(Encoding.PEM) for one in (leaf, root))
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    return SigningKey(leaf_key, (leaf, root))


def _name(text: str, mark: str = "") -> x509.Name:
    """A name of at most 64 bytes (X.520, ub-common-name); `mark` is never cut off."""
    room = MOST_NAME - len(mark.encode())
    cut = text.encode()[:room].decode(errors="ignore")
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, cut + mark)])


def _built(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    issuer_key: ec.EllipticCurvePrivateKey,
    at: datetime,
    *,
    ca: bool,
) -> x509.Certificate:
    usage = x509.KeyUsage(
        digital_signature=not ca,
        content_commitment=not ca,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=ca,
        crl_sign=ca,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(days=1))
        .not_valid_after(at + timedelta(days=365 * YEARS))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=0 if ca else None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False
        )
        .sign(issuer_key, hashes.SHA256())
    )
