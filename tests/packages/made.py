"""Packages for tests: a small one made without the application, and ways to spoil a ZIP."""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from mediation.packages import container
from mediation.packages.container import Member
from mediation.packages.manifest import (
    MANIFEST,
    SIGNATURE,
    SIGNER,
    SUMS,
    Listed,
    Manifest,
    sums,
    written,
)
from mediation.sealing.suites import International, digest

AS_OF = "2026-03-02T10:00:00+08:00"
Members = list[tuple[str, bytes]]


def certified(key: ec.EllipticCurvePrivateKey) -> bytes:
    """A certificate for `key` by itself, as PEM."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "试验中心")])
    day = datetime(2026, 1, 1, tzinfo=UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(day)
        .not_valid_after(day + timedelta(days=365))
    )
    return built.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)


KEY = ec.generate_private_key(ec.SECP256R1())
CERTIFICATE = certified(KEY)


def listed(files: Mapping[str, bytes]) -> tuple[Listed, ...]:
    return tuple(
        Listed(number, path, path, path, len(content), digest("sha256", content), digest("sm3", content))
        for number, (path, content) in enumerate(files.items(), 1)
    )


def members_of(files: Mapping[str, bytes], manifest: Manifest | None = None) -> Members:
    """A whole package of these files, signed with the key of this module."""
    whole = {SIGNER: CERTIFICATE, **files}
    told = written(manifest or Manifest("转1号", 1, "中心", "法院", "调1号", AS_OF, listed(whole)))
    signature = International(KEY).sign(told)
    digests = {path: digest("sha256", content) for path, content in whole.items()}
    digests |= {MANIFEST: digest("sha256", told), SIGNATURE: digest("sha256", signature)}
    return [*whole.items(), (MANIFEST, told), (SIGNATURE, signature), (SUMS, sums(digests))]


def packed(members: Sequence[tuple[str, bytes]]) -> bytes:
    """The ZIP as the house writes it."""
    contents = [content for _, content in members]
    entries = [Member(path, len(content), zlib.crc32(content)) for path, content in members]
    moment = datetime.fromisoformat(AS_OF)
    waiting = iter(contents)
    return b"".join(
        part if isinstance(part, bytes) else next(waiting) for part in container.layout(entries, moment)
    )


def opened(content: bytes) -> Members:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [(info.filename, archive.read(info)) for info in archive.infolist()]


def zipped(members: Sequence[tuple[str, bytes]], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The ZIP as somebody else's program writes it."""
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of names that stand there twice
        with zipfile.ZipFile(out, "w", compression) as archive:
            for path, content in members:
                archive.writestr(path, content)
    return out.getvalue()


def kept(folder: Path, content: bytes) -> Path:
    file = folder / "package.zip"
    file.write_bytes(content)
    return file


Spoil = Callable[[Members, int], Members]


def flipped(members: Members, at: int) -> Members:
    """One bit of one member is another."""
    path, content = members[at]
    middle = len(content) // 2
    spoilt = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :] if content else b"x"
    return [*members[:at], (path, spoilt), *members[at + 1 :]]


def cut(members: Members, at: int) -> Members:
    path, content = members[at]
    return [*members[:at], (path, content[:-1]), *members[at + 1 :]]


def removed(members: Members, at: int) -> Members:
    return members[:at] + members[at + 1 :]


def renamed(members: Members, at: int) -> Members:
    path, content = members[at]
    return [*members[:at], (f"{path}.bak", content), *members[at + 1 :]]


def doubled(members: Members, at: int) -> Members:
    return [*members, members[at]]


def moved(members: Members, at: int) -> Members:
    """One place down, the last one to the top."""
    other = (at + 1) % len(members)
    swapped = list(members)
    swapped[at], swapped[other] = swapped[other], swapped[at]
    return swapped
