"""What goes into the package of a hand-over: an open list, so that a new compartment stays out by itself.

In: what its row of the law book names, and what the hand-over's own list of papers points at. Never:
notes, messages, offers, talks with one side, records of sessions, receipts with their access code.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mediation.acts.refusals import ActRefused
from mediation.cases.models import Case
from mediation.documents import store
from mediation.documents.kinds import KINDS, DocumentKind
from mediation.documents.models import IssuedDocument
from mediation.documents.operations import ensure_rendered
from mediation.documents.queries import document_by_number, documents_of_case
from mediation.documents.scanning import Scan
from mediation.elements import pleadings
from mediation.elements.queries import Sheet, sheet_of
from mediation.evidence.queries import Item, items_of_case
from mediation.packages.facts import LeftOut
from mediation.referrals.models import Referral
from mediation.rules.findings import Words
from mediation.rules.phrases import listed
from mediation.rules.procedures.package_contents import Contents, contents
from mediation.timeline import queries as timeline

# Not even where somebody put them on a list: what was said to reach a compromise may stand in them,
# or they open the case to whoever holds them.
NEVER = frozenset(
    {
        DocumentKind.SESSION_RECORD,
        DocumentKind.INVESTIGATION_RECORD,
        DocumentKind.RECEIPT,
        DocumentKind.CASE_FILE,
    }
)
INFECTED = Words("文件带有病毒，已隔离。", "The file carries a virus and is kept apart.")
LOST = Words("系统中找不到原文件。", "The file is not in the store.")
NO_ROW = Words(
    "这类移送没有材料包。需要的，请按材料清单逐件提供。",
    "There is no package for this kind of hand-over. Give the papers of its list one by one.",
)
NO_CASE = Words(
    "还没有对应的案件，没有可以打包的材料。", "No case belongs to it yet, so there is nothing to pack."
)


class PackageRefused(ActRefused):
    """The package cannot be made like this."""


@dataclass(frozen=True, slots=True)
class Found:
    """What belongs into the package; nothing is drawn yet."""

    row: Contents
    case: Case
    papers: tuple[IssuedDocument, ...]  # the letter first
    items: tuple[Item, ...]
    sheet: Sheet | None
    left_out: tuple[LeftOut, ...]

    @property
    def lacking(self) -> tuple[Words, ...]:
        """Papers that this hand-over should bring and does not, by their titles."""
        held = {paper.kind for paper in self.papers}
        return tuple(_one_of(kinds) for kinds in self.row.lacking(held))

    @property
    def count(self) -> int:
        drawn = len(pleadings.PAPERS) * len(pleadings.FORMS) if self.sheet else 0
        return len(self.papers) + len(self.items) + drawn

    @property
    def undrawn(self) -> int:
        """How many papers have no PDF yet."""
        return sum(paper.path is None for paper in self.papers)


def find(referral: Referral) -> Found:
    """What the package would hold now; raises PackageRefused where there is none for this hand-over."""
    case = referral.case
    if case is None:
        raise PackageRefused(NO_CASE)
    row = contents(referral.kind, case.outcome, on=referral.law_on)
    if row is None:
        raise PackageRefused(NO_ROW)
    items, left_out = _items(referral, case, row)
    return Found(
        row=row,
        case=case,
        papers=_papers(referral, case, row),
        items=items,
        sheet=sheet_of(case) if row.pleadings else None,
        left_out=left_out,
    )


def draw_what_is_missing(found: Found) -> None:
    """Make the PDFs of papers that were issued but not drawn yet; raises RenderRefused."""
    for paper in found.papers:
        ensure_rendered(paper)


def newest(referral: Referral, found: Found) -> datetime:
    """The moment of the newest fact: the package is dated by it, whenever it is made."""
    moments = [paper.issued_at for paper in found.papers]
    moments += [item.file.uploaded_at for item in found.items]
    return max([referral.changed_at, *moments])


def _papers(referral: Referral, case: Case, row: Contents) -> tuple[IssuedDocument, ...]:
    """The letter of this very hand-over, then what stands of the case, the oldest first."""
    listed = {one.document_id for one in referral.materials if one.document_id}
    standing = [
        paper
        for paper in documents_of_case(case.id)
        if paper.is_valid and paper.lang == "zh" and paper.kind not in NEVER
    ]
    letter = _letter(referral, row, standing)
    others = [
        paper
        for paper in standing
        if paper is not letter
        and paper.kind != row.letter
        and (paper.kind in row.papers or paper.id in listed)
    ]
    return (letter, *others) if letter else tuple(others)


def _letter(referral: Referral, row: Contents, standing: list[IssuedDocument]) -> IssuedDocument | None:
    """The newest letter that the timeline of the hand-over names, or what replaced it."""
    for entry in timeline.entries_of(referral.thread):
        paper = document_by_number(str(entry.facts.get("document") or "-"))
        while paper is not None and paper.replaced_by is not None:
            paper = paper.replaced_by
        if paper is not None and paper.kind == row.letter and paper.is_valid:
            return paper
    mine = [paper for paper in standing if paper.kind == row.letter]
    return mine[-1] if mine and row.letter != DocumentKind.TRANSFER_LETTER else None


def _items(referral: Referral, case: Case, row: Contents) -> tuple[tuple[Item, ...], tuple[LeftOut, ...]]:
    """Files by purpose or because the list names them; only those that lie among the case's exhibits."""
    listed = {one.file_id for one in referral.materials if one.file_id}
    wanted = [item for item in items_of_case(case.id) if item.purpose in row.files or item.file.id in listed]
    whole, left_out = [], []
    for item in wanted:
        why = _why_not(item)
        if why is None:
            whole.append(item)
        else:
            left_out.append(LeftOut(Words(item.file.original_name, item.file.original_name), why))
    return tuple(whole), tuple(left_out)


def _why_not(item: Item) -> Words | None:
    if item.file.scan_state == Scan.INFECTED:
        return INFECTED
    return None if store.where(item.file.path).is_file() else LOST


def _one_of(kinds: tuple[str, ...]) -> Words:
    known = [KINDS[DocumentKind(kind)].title for kind in kinds if kind in set(DocumentKind)]
    return listed(known, Words("或者", " or "))
