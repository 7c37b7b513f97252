"""From the facts of a package to its bytes: members in order, manifest, signature, ZIP.

The ZIP is written in pieces, whatever its length; the papers come out of the store twice, once for
their digests and once to be copied, and must be the same both times.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from cryptography.hazmat.primitives import hashes

from mediation.clock import ZONE
from mediation.documents import store
from mediation.packages import case_facts, container
from mediation.packages.container import Member
from mediation.packages.facts import PackageFacts
from mediation.packages.index import index_pdf, index_xlsx, readme
from mediation.packages.manifest import MANIFEST, SIGNATURE, SIGNER, SUMS, Listed, Manifest, sums, written
from mediation.packages.signers import signer_in
from mediation.rules.findings import Words

CHUNK = 1024 * 1024
Sign = Callable[[bytes], bytes]

README, INDEX, TABLE = "README.txt", "index.pdf", "index.xlsx"
FACTS, SCHEMA = "case.json", "case.schema.json"
TITLES = {
    README: Words("怎样核验", "How to check it"),
    INDEX: Words("材料目录", "Index"),
    TABLE: Words("材料目录（表格）", "Index (table)"),
    FACTS: Words("案件和移送事实", "Facts of case and hand-over"),
    SCHEMA: Words("事实的结构", "Shape of the facts"),
    SIGNER: Words("签名人证书", "Certificate of the signer"),
}


class PieceDiffers(RuntimeError):
    """A paper in the store is not the one that the facts of the package name."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the bytes of a member come from: from memory, or from the store."""

    path: str
    title: Words
    content: bytes | Path


@dataclass(frozen=True, slots=True)
class Digests:
    size: int
    crc: int
    sha256: str
    sm3: str


@dataclass(frozen=True, slots=True)
class Built:
    """The finished ZIP as it lies in `draft`, with what its row keeps."""

    draft: Path
    digests: Digests
    manifest: bytes
    signature: bytes


def build(facts: PackageFacts, chain: str, sign: Sign, draft: Path) -> Built:
    """Write the package into the file `draft`.

    `chain` are the signer's certificates as PEM, `sign` gives the signature over the manifest. Raises
    PieceDiffers, RenderRefused for the index, OSError.
    """
    listed = [(source, _digested(source)) for source in _sources(facts, chain)]
    content = written(_manifest(facts, listed))
    signature = sign(content)
    closing = _closing(listed, content, signature)
    members = [*listed, *((source, _digested(source)) for source in closing)]
    with draft.open("wb") as out:
        digests = _write(out, members, facts)
    return Built(draft, digests, content, signature)


def _sources(facts: PackageFacts, chain: str) -> Iterator[Source]:
    signer = signer_in(chain.encode())
    assert signer is not None, "the house signs with a certificate"
    made = {
        README: readme(facts, signer),
        INDEX: index_pdf(facts, signer),
        TABLE: index_xlsx(facts),
        FACTS: case_facts.case_json(facts),
        SCHEMA: case_facts.SCHEMA_FILE.read_bytes(),
        SIGNER: chain.encode(),
    }
    for path, content in made.items():
        yield Source(path, TITLES[path], content)
    for piece in facts.pieces:
        yield Source(piece.path, piece.name, store.where(store.path_of(piece.sha256)))


def _manifest(facts: PackageFacts, listed: Sequence[tuple[Source, Digests]]) -> Manifest:
    promised = {piece.path: piece.sha256 for piece in facts.pieces}
    for source, found in listed:
        if promised.get(source.path, found.sha256) != found.sha256:
            raise PieceDiffers(source.path)
    return Manifest(
        package=facts.number,
        version=facts.version,
        made_by=facts.issuer.name,
        made_for=facts.made_for,
        case=facts.case_number,
        as_of=case_facts.moment(facts.as_of),
        files=tuple(
            Listed(number, source.path, source.title.zh, source.title.en, found.size, found.sha256, found.sm3)
            for number, (source, found) in enumerate(listed, 1)
        ),
    )


def _closing(
    listed: Sequence[tuple[Source, Digests]], manifest: bytes, signature: bytes
) -> tuple[Source, ...]:
    signed = (
        Source(MANIFEST, Words("", ""), manifest),
        Source(SIGNATURE, Words("", ""), signature),
    )
    digests = {source.path: found.sha256 for source, found in listed}
    digests |= {source.path: _digested(source).sha256 for source in signed}
    return (*signed, Source(SUMS, Words("", ""), sums(digests)))


def _write(out: IO[bytes], members: Sequence[tuple[Source, Digests]], facts: PackageFacts) -> Digests:
    sources = {source.path: source for source, _ in members}
    digests = {source.path: found for source, found in members}
    entries = [Member(source.path, found.size, found.crc) for source, found in members]
    whole = _Digester()
    for part in container.layout(entries, facts.as_of.astimezone(ZONE)):
        if isinstance(part, bytes):
            whole.take(part)
            out.write(part)
            continue
        copied = _Digester()
        for chunk in _chunks(sources[part.path]):
            copied.take(chunk)
            whole.take(chunk)
            out.write(chunk)
        if copied.done() != digests[part.path]:
            raise PieceDiffers(part.path)
    return whole.done()


class _Digester:
    """Counts and hashes what passes."""

    def __init__(self) -> None:
        self.size, self.crc = 0, 0
        self.sha256, self.sm3 = hashes.Hash(hashes.SHA256()), hashes.Hash(hashes.SM3())

    def take(self, chunk: bytes) -> None:
        self.size += len(chunk)
        self.crc = zlib.crc32(chunk, self.crc)
        self.sha256.update(chunk)
        self.sm3.update(chunk)

    def done(self) -> Digests:
        return Digests(self.size, self.crc, self.sha256.finalize().hex(), self.sm3.finalize().hex())


def _digested(source: Source) -> Digests:
    digester = _Digester()
    for chunk in _chunks(source):
        digester.take(chunk)
    return digester.done()


def _chunks(source: Source) -> Iterator[bytes]:
    if isinstance(source.content, bytes):
        yield source.content
        return
    with source.content.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk
