"""The papers that go with the application (民诉法解释 art. 354; 法释〔2011〕5号 art. 3), and what stands
for each.

What the house itself has issued is found by itself; a person links another file, or writes why none
is needed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from mediation.cases.documents.sources import agreement_of
from mediation.cases.models import Case
from mediation.courts.confirmation.models import Confirmation, KeptPaper, Wish
from mediation.documents.kinds import KINDS, DocumentKind
from mediation.documents.models import IssuedDocument
from mediation.documents.operations import ensure_rendered, facts_of
from mediation.documents.queries import documents_of_case
from mediation.evidence.queries import Item, items_of_case
from mediation.rules.findings import Words
from mediation.rules.phrases import phrase
from mediation.rules.procedures import confirmation as law
from mediation.rules.vocabulary import SIDES

# The papers of the house that stand for a line, and the purpose of files that do.
ISSUED: Mapping[str, DocumentKind] = {
    "application": DocumentKind.CONFIRMATION_APPLICATION,
    "agreement": DocumentKind.AGREEMENT,
    "oral_record": DocumentKind.ORAL_AGREEMENT,
    "service_address": DocumentKind.SERVICE_ADDRESS,
    "promise": DocumentKind.UNDERTAKING,
    "power_of_attorney": DocumentKind.POWER_OF_ATTORNEY,
    "proof_of_mediation": DocumentKind.MEDIATION_PROOF,
}
FILED: Mapping[str, str] = {"identity": "identity", "power_of_attorney": "authority"}
# Kinds that tell of talks stay out of what goes to a court (法释〔2016〕14号 art. 22).
NEVER = frozenset({DocumentKind.SESSION_RECORD, DocumentKind.RECEIPT, DocumentKind.CASE_FILE})


@dataclass(frozen=True, slots=True)
class Piece:
    """An issued paper or a file that may stand for a line; `key` names it in a form."""

    key: str
    words: Words
    document: IssuedDocument | None = None
    item: Item | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list: what is needed, of which side, and what stands for it."""

    paper: law.Paper
    side: str
    piece: Piece | None
    kept: KeptPaper | None = None

    @property
    def why_not(self) -> str:
        return self.kept.why_not if self.kept else ""

    @property
    def ready(self) -> bool:
        return self.piece is not None or bool(self.why_not)

    @property
    def words(self) -> Words:
        if not self.side:
            return self.paper.words
        return phrase("{side}：{what}", "{side}: {what}", side=SIDES[self.side], what=self.paper.words)

    @property
    def makes(self) -> str:
        """The kind of paper that can be made for this line; empty where none can."""
        kind = ISSUED.get(self.paper.code)
        return kind.value if kind is not None and KINDS[kind].by_hand is not None else ""


@dataclass(frozen=True, slots=True)
class Holdings:
    """What we hold of the case that may go to the court."""

    documents: Sequence[IssuedDocument]
    items: Sequence[Item]

    def pieces(self) -> list[Piece]:
        """All of it, for a person to choose from."""
        return [
            *(_of_document(one) for one in self.documents),
            *(Piece(f"f{one.file.id}", _plain(one.file.original_name), item=one) for one in self.items),
        ]

    def named(self, key: str) -> Piece | None:
        return next((one for one in self.pieces() if one.key == key), None)


def holdings(case: Case) -> Holdings:
    """Papers that stand and files of the case, in three queries; nothing of any compartment."""
    documents = [
        one
        for one in documents_of_case(case.id)
        if one.is_valid and one.lang == "zh" and one.kind not in NEVER
    ]
    return Holdings(documents, items_of_case(case.id))


def lines(
    case: Case,
    confirmation: Confirmation | None,
    last_wishes: Mapping[str, Wish],
    held: Holdings,
    *,
    on: date,
) -> tuple[Line, ...]:
    """The list for this application on the day `on`, in the order of the bundle."""
    agreement = agreement_of(case)
    wanted = law.papers(
        on=on,
        property_=bool(confirmation and confirmation.touches_property),
        agent=any(one.agent for one in last_wishes.values()),
        oral=agreement is not None and agreement.kind == DocumentKind.ORAL_AGREEMENT,
    )
    kept = {(one.code, one.side): one for one in confirmation.papers} if confirmation else {}
    return tuple(
        _line(paper, side, kept.get((paper.code, side)), held)
        for paper in wanted
        for side in _sides(paper, case, last_wishes)
    )


def materials(found: Sequence[Line]) -> tuple[dict[str, Any], ...]:
    """The list as the ledger keeps it, each line with what it stands for and its SHA-256."""
    return tuple(_material(one, one.piece) for one in found if one.piece is not None)


def _sides(paper: law.Paper, case: Case, last_wishes: Mapping[str, Wish]) -> Sequence[str]:
    if paper.code not in law.OF_EACH_SIDE:
        return ("",)
    sides = [party.side for party in case.parties]
    if paper.code == "power_of_attorney":
        return [side for side in sides if side in last_wishes and last_wishes[side].agent]
    return sides


def _line(paper: law.Paper, side: str, kept: KeptPaper | None, held: Holdings) -> Line:
    if kept is not None and not kept.why_not:
        key = f"d{kept.document_id}" if kept.document_id else f"f{kept.file_id}"
        return Line(paper, side, held.named(key), kept)
    return Line(paper, side, None if kept else _found(paper.code, side, held), kept)


def _found(code: str, side: str, held: Holdings) -> Piece | None:
    """The newest paper of ours, or file of this purpose and side, that stands for the line by itself."""
    for document in reversed(held.documents):
        if document.kind == ISSUED.get(code) and _is_of(document, side):
            return _of_document(document)
    for item in held.items:
        if code in FILED and item.purpose == FILED[code] and item.file.party == side:
            return Piece(f"f{item.file.id}", _plain(item.file.original_name), item=item)
    return None


def _is_of(document: IssuedDocument, side: str) -> bool:
    return not side or side in {one.side.value for one in facts_of(document).parties}


def _of_document(document: IssuedDocument) -> Piece:
    title = KINDS[DocumentKind(document.kind)].title
    words = Words(f"{title.zh}（{document.number}）", f"{title.en} ({document.number})")
    return Piece(f"d{document.id}", words, document=document)


def _plain(text: str) -> Words:
    return Words(text, text)


def _material(line: Line, piece: Piece) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "title": f"{line.words.zh}：{piece.words.zh}"[:200],
        "copies": line.kept.copies if line.kept else 1,
    }
    if piece.document is not None:
        ensure_rendered(piece.document)
        return entry | {"document_id": piece.document.id, "sha256": piece.document.pdf_sha256 or ""}
    assert piece.item is not None
    return entry | {"file_id": piece.item.file.id, "sha256": piece.item.file.sha256}
