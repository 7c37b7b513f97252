"""Checking a package offline: says exactly what was changed, missing, added, renamed or put in another order.

    python -m mediation.packages.report FILE [--key PEM]

Needs neither the application nor a database, only this package's pure modules and `cryptography`.
A package passes when it is, byte for byte, the one that was made.
"""

from __future__ import annotations

import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import IO

from cryptography.hazmat.primitives import hashes

from mediation.packages import container, faults
from mediation.packages.breaking_off import is_another_inside, why_no_zip
from mediation.packages.container import Member
from mediation.packages.faults import Fault
from mediation.packages.manifest import (
    CLOSING,
    MANIFEST,
    SIGNATURE,
    SIGNER,
    SUMS,
    Listed,
    Manifest,
    NotOurs,
    read,
    sums,
)
from mediation.packages.names import is_safe
from mediation.packages.signers import Signer, signer_in
from mediation.sealing.suites import verified

GENUINE, WRONG, UNREADABLE = 0, 1, 2
CHUNK = 1024 * 1024
MOST_MANIFEST = 64 * 1024 * 1024
CANNOT_READ = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
    ValueError,
)
# Faults of the members; where there is one, the container differs of course.
OF_MEMBERS = frozenset({"changed", "missing", "added", "renamed", "duplicate", "unsafe_path", "reordered"})


@dataclass(frozen=True, slots=True)
class Digests:
    """What a member was found to hold."""

    size: int
    crc: int
    sha256: str
    sm3: str


@dataclass(slots=True)
class Verdict:
    """What a check found. `key_given` tells whether the signer was held against a key from outside."""

    faults: list[Fault] = field(default_factory=list)
    manifest: Manifest | None = None
    signer: Signer | None = None
    key_given: bool = False

    @property
    def exit_code(self) -> int:
        """0: as it was made; 1: something was changed; 2: it could not be read as a package at all."""
        if self.manifest is None:
            return UNREADABLE
        return WRONG if self.faults else GENUINE

    @property
    def is_genuine(self) -> bool:
        return self.exit_code == GENUINE


def check(file: Path, keys: Sequence[object] = ()) -> Verdict:
    """Check the package `file`; `keys` are the public keys of whom the receiver expects it from.

    Without them the signature is checked with the certificate inside, whose fingerprint a person
    must compare with the one that the centre publishes.
    """
    verdict = Verdict(key_given=bool(keys))
    try:
        with file.open("rb") as stream, zipfile.ZipFile(stream) as packed:
            if is_another_inside(stream, packed):
                raise zipfile.BadZipFile("it breaks off")
            _Check(packed, verdict).run(keys)
            if verdict.manifest is not None and not any(one.code in OF_MEMBERS for one in verdict.faults):
                verdict.faults.extend(_container_faults(stream, verdict.manifest, packed))
    except CANNOT_READ:
        verdict.manifest = None
        verdict.faults.append(why_no_zip(file))
    return verdict


class _Check:
    """One look at each member, in the order in which the ZIP lists them."""

    def __init__(self, packed: zipfile.ZipFile, verdict: Verdict) -> None:
        self.packed, self.verdict = packed, verdict
        self.infos = packed.infolist()
        self.names = [info.orig_filename for info in self.infos]

    def run(self, keys: Sequence[object]) -> None:
        self._names()
        content = self._small(MANIFEST)
        try:
            if content is None:
                raise NotOurs("damaged" if MANIFEST in self.names else "missing")
            manifest = read(content)
        except NotOurs as wrong:
            self._found(faults.no_manifest(MANIFEST, str(wrong)))
            return
        self.verdict.manifest = manifest
        self._signature(content, keys)
        self._numbers(manifest)
        self._members(manifest)
        self._sums(manifest, content)
        self._order(manifest)

    def _found(self, fault: Fault) -> None:
        self.verdict.faults.append(fault)

    def _names(self) -> None:
        for name, times in Counter(self.names).items():
            if times > 1:
                self._found(faults.repeated(name))
            if not is_safe(name):
                self._found(faults.unsafe(name))

    def _signature(self, content: bytes, keys: Sequence[object]) -> None:
        signature, chain = self._small(SIGNATURE), self._small(SIGNER)
        self.verdict.signer = signer = signer_in(chain or b"")
        if signature is None or signer is None:
            self._found(faults.unsigned(SIGNATURE if signature is None else SIGNER))
        elif not verified(signer.key, content, signature):
            self._found(faults.signature_wrong(SIGNATURE))
        elif keys and not any(verified(key, content, signature) for key in keys):
            self._found(faults.other_key(SIGNER))

    def _numbers(self, manifest: Manifest) -> None:
        wrong = next((one for number, one in enumerate(manifest.files, 1) if one.number != number), None)
        if wrong is not None:
            self._found(faults.manifest_reordered(wrong.path))

    def _members(self, manifest: Manifest) -> None:
        listed = {one.path: one for one in manifest.files}
        gone = [one for one in manifest.files if one.path not in self.names]
        for info, name in zip(self.infos, self.names, strict=True):
            if name in listed:
                one = listed[name]
                if info.file_size != one.size:
                    self._found(faults.changed(name, was=one.size, now=info.file_size))
                    continue
                try:
                    found = _digested(self.packed, info)
                except CANNOT_READ as error:
                    self._found(faults.unreadable(name, str(error) or type(error).__name__))
                    continue
                if (found.sha256, found.sm3) != (one.sha256, one.sm3):
                    self._found(faults.changed(name, was=one.size, now=found.size))
            elif name not in CLOSING:
                twin = self._twin(info, gone)
                if twin is None:
                    self._found(faults.added(name))
                else:
                    gone.remove(twin)
                    self._found(faults.renamed(twin.path, name))
        for one in gone:
            self._found(faults.missing(one.path))
        for name in CLOSING:
            if name not in self.names and name != SIGNATURE:  # its absence was said already
                self._found(faults.missing(name))

    def _twin(self, info: zipfile.ZipInfo, gone: Sequence[Listed]) -> Listed | None:
        """The missing file whose content this one has."""
        fitting = [one for one in gone if one.size == info.file_size]
        if not fitting:
            return None
        try:
            found = _digested(self.packed, info)
        except CANNOT_READ:
            return None
        return next((one for one in fitting if one.sha256 == found.sha256), None)

    def _sums(self, manifest: Manifest, content: bytes) -> None:
        sums_read, signature = self._small(SUMS), self._small(SIGNATURE)
        if SUMS not in self.names or signature is None:
            return  # said already
        wanted = {one.path: one.sha256 for one in manifest.files}
        wanted |= {MANIFEST: _sha256(content), SIGNATURE: _sha256(signature)}
        if sums_read != sums(wanted):
            self._found(faults.sums_wrong(SUMS))

    def _order(self, manifest: Manifest) -> None:
        wanted = [name for name in paths_of(manifest) if name in self.names]
        there = [name for name in dict.fromkeys(self.names) if name in set(wanted)]
        wrong = next((name for name, want in zip(there, wanted, strict=True) if name != want), None)
        if wrong is not None:
            self._found(faults.reordered(wrong))

    def _small(self, name: str) -> bytes | None:
        """A member that is read into memory; None where it is absent, damaged or larger than it could be."""
        if name not in self.names:
            return None
        info = self.infos[self.names.index(name)]
        if info.file_size > MOST_MANIFEST:
            return None
        try:
            return self.packed.read(info)
        except CANNOT_READ:
            return None


def paths_of(manifest: Manifest) -> tuple[str, ...]:
    """Every path of the package in the order in which they stand in the ZIP."""
    return (*(one.path for one in manifest.files), *CLOSING)


def _digested(packed: zipfile.ZipFile, info: zipfile.ZipInfo) -> Digests:
    """Read in pieces and never beyond the length that the ZIP told."""
    sha256, sm3, crc, size = hashes.Hash(hashes.SHA256()), hashes.Hash(hashes.SM3()), 0, 0
    with packed.open(info) as member:
        while chunk := member.read(CHUNK):
            sha256.update(chunk)
            sm3.update(chunk)
            crc, size = zlib.crc32(chunk, crc), size + len(chunk)
    return Digests(size, crc, sha256.finalize().hex(), sm3.finalize().hex())


def _sha256(content: bytes) -> str:
    hashed = hashes.Hash(hashes.SHA256())
    hashed.update(content)
    return hashed.finalize().hex()


def _container_faults(stream: IO[bytes], manifest: Manifest, packed: zipfile.ZipFile) -> Iterator[Fault]:
    """Whether the ZIP around the members is the one that the writer makes of them."""
    by_name = {info.orig_filename: info for info in packed.infolist()}
    if not all(path in by_name for path in paths_of(manifest)):
        return
    members = [Member(path, by_name[path].file_size, by_name[path].CRC) for path in paths_of(manifest)]
    place = 0
    stream.seek(0)
    for part in container.layout(members, manifest.moment):
        if isinstance(part, Member):
            place = stream.seek(place + part.size)
            continue
        there = stream.read(len(part))
        if there != part:
            yield faults.repacked(place + _first_difference(there, part))
            return
        place += len(part)
    if stream.read(1):
        yield faults.repacked(place)


def _first_difference(one: bytes, other: bytes) -> int:
    return next((at for at, (a, b) in enumerate(zip_longest(one, other)) if a != b), 0)
