"""The facts of a package: everything from which its bytes follow, frozen with its row."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from mediation.documents.asking import NARRATIVE
from mediation.documents.kinds.parts import Issuer, Lang
from mediation.rules.findings import Words


class What(StrEnum):
    """What a piece is: issued by us, drawn for the court, or handed in."""

    PAPER = "paper"
    PLEADING = "pleading"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Piece:
    """One document or piece of evidence, found in the store by its `sha256`.

    `mark` is a document number or the number of an exhibit, `code` the public code of a paper, `place`
    where it lies in the order of a case file, empty for the letter that opens the package.
    """

    number: int
    path: str
    name: Words = field(metadata={NARRATIVE: True})
    what: What
    sha256: str
    size: int
    media_type: str
    dated_on: date
    place: Words
    mark: str = ""
    code: str = ""
    remark: str = field(default="", metadata={NARRATIVE: True})


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What belongs into the package and cannot go, with the reason."""

    name: Words = field(metadata={NARRATIVE: True})
    why: Words


@dataclass(frozen=True, slots=True)
class PackageFacts:
    """`told` are the facts of hand-over and case as JSON (see case_facts), `as_of` the newest among them.

    `lacking` names the kinds of paper that this hand-over should bring and does not.
    """

    number: str
    short_number: str
    version: int
    purpose: Words
    legal_basis: str
    made_for: str
    issuer: Issuer
    case_number: str
    parties: str
    as_of: datetime
    check_url: str
    pieces: tuple[Piece, ...]
    left_out: tuple[LeftOut, ...]
    lacking: tuple[Words, ...]
    told: str
    lang: Lang = Lang.ZH

    @property
    def file_name(self) -> str:
        """As the receiver saves it."""
        return f"{self.short_number}-v{self.version}.zip"
