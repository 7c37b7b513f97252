"""Digests and detached signatures behind one interface, international and national (商用密码管理条例 41).

`cryptography` knows SM3 but refuses SM2 keys, so SM2 is left to the OpenSSL command line, which
signs and verifies it since version 3.0. Neither makes a PAdES signature with SM2: what closes a
PDF is ECDSA or RSA, and SM2 signs beside the file.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes

DIGESTS: Mapping[str, Callable[[], hashes.HashAlgorithm]] = {"sha256": hashes.SHA256, "sm3": hashes.SM3}

# The identity that GB/T 35276-2017 gives to a signer who has no other.
SM2_IDENTITY = "1234567812345678"
WAIT_SECONDS = 10


class SuiteMissing(RuntimeError):
    """A suite was asked for that this machine cannot offer."""


class Suite(Protocol):
    """One way to sign: `code` is stored beside the signature and never renamed."""

    code: str

    def sign(self, content: bytes) -> bytes: ...

    def verifies(self, content: bytes, signature: bytes) -> bool: ...


def digest(name: str, content: bytes) -> str:
    """The digest `sha256` or `sm3` of `content` in hex digits; raises KeyError for another name."""
    hasher = hashes.Hash(DIGESTS[name]())
    hasher.update(content)
    return hasher.finalize().hex()


@dataclass(frozen=True, slots=True)
class International:
    """ECDSA or RSA (PKCS #1 v1.5) over SHA-256, by the kind of the key."""

    key: PrivateKeyTypes

    @property
    def code(self) -> str:
        return "ecdsa-sha256" if isinstance(self.key, ec.EllipticCurvePrivateKey) else "rsa-sha256"

    def sign(self, content: bytes) -> bytes:
        """The same key gives the same content the same signature: RFC 6979 for ECDSA, RSA by nature."""
        if isinstance(self.key, ec.EllipticCurvePrivateKey):
            return self.key.sign(content, ec.ECDSA(hashes.SHA256(), deterministic_signing=True))
        if isinstance(self.key, rsa.RSAPrivateKey):
            return self.key.sign(content, padding.PKCS1v15(), hashes.SHA256())
        raise SuiteMissing(f"{type(self.key).__name__} signs nothing here: use a P-256 or an RSA key")

    def verifies(self, content: bytes, signature: bytes) -> bool:
        return verified(self.key.public_key(), content, signature)


def verified(key: object, content: bytes, signature: bytes) -> bool:
    """Whether `signature` over `content` was made by the owner of this public key, ECDSA or RSA."""
    try:
        if isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, content, ec.ECDSA(hashes.SHA256()))
        elif isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, content, padding.PKCS1v15(), hashes.SHA256())
        else:
            return False
    except InvalidSignature:
        return False
    return True


@dataclass(frozen=True, slots=True)
class National:
    """SM2 over SM3 by the OpenSSL command line; `key_file` is a PEM private key on curve SM2."""

    key_file: Path
    code: str = "sm2-sm3"

    def sign(self, content: bytes) -> bytes:
        done = self._openssl(["-sign", "-inkey", str(self.key_file)], content)
        if done.returncode:
            raise SuiteMissing(f"OpenSSL did not sign with SM2: {done.stderr.decode(errors='replace')[:200]}")
        return done.stdout

    def verifies(self, content: bytes, signature: bytes) -> bool:
        with tempfile.NamedTemporaryFile() as file:
            file.write(signature)
            file.flush()
            arguments = ["-verify", "-inkey", str(self.key_file), "-sigfile", file.name]
            return self._openssl(arguments, content).returncode == 0

    def _openssl(self, arguments: list[str], content: bytes) -> subprocess.CompletedProcess[bytes]:
        needs_sm2()
        with tempfile.NamedTemporaryFile() as file:  # pkeyutl must know the length before it reads
            file.write(content)
            file.flush()
            told = [*arguments, "-in", file.name, "-rawin", "-digest", "sm3"]
            return subprocess.run(
                ["openssl", "pkeyutl", *told, "-pkeyopt", f"distid:{SM2_IDENTITY}"],
                capture_output=True,
                timeout=WAIT_SECONDS,
                check=False,
            )


@cache
def has_sm2() -> bool:
    """Whether an OpenSSL with SM2 is installed."""
    try:
        listed = subprocess.run(
            ["openssl", "ecparam", "-list_curves"],
            capture_output=True,
            timeout=WAIT_SECONDS,
            check=False,
        )
    except OSError:
        return False
    return b"SM2" in listed.stdout


def needs_sm2() -> None:
    """Raises SuiteMissing where OpenSSL is absent or was built without SM2."""
    if not has_sm2():
        raise SuiteMissing("SM2 needs the openssl command, version 3.0 or later, built with SM2")
