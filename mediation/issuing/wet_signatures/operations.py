"""Printing papers together, and filing what came back signed. Nothing here commits or asks the time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from pikepdf import Pdf

from mediation.access.by import By
from mediation.acts.refusals import ActRefused
from mediation.agreements.operations import agreement_of
from mediation.cases.acts import add_evidence
from mediation.clock import day_of
from mediation.database import db
from mediation.documents.kinds import DocumentKind
from mediation.documents.models import StoredFile
from mediation.documents.operations import ensure_rendered, preview
from mediation.issuing.wet_signatures.models import WetPaper
from mediation.issuing.wet_signatures.queries import Waiting
from mediation.rules.findings import Words

MOST_AT_ONCE = 30


class PrintRefused(ActRefused):
    """The papers cannot be printed like this."""


class FilingRefused(ActRefused):
    """The signed paper cannot be filed like this."""


@dataclass(frozen=True, slots=True)
class Printed:
    """The papers as one PDF, every copy beginning on a right-hand page."""

    content: bytes
    papers: int
    sheets: int


def print_all(papers: Sequence[Waiting], by: By) -> Printed:
    """All papers in one PDF with their copies, and noted as printed; raises PrintRefused, RenderRefused."""
    if not papers:
        raise PrintRefused(Words("请先勾选要打印的文书。", "Tick the papers to print first."))
    if len(papers) > MOST_AT_ONCE:
        raise PrintRefused(
            Words(
                f"一次最多打印 {MOST_AT_ONCE} 份文书，请分批打印。",
                f"At most {MOST_AT_ONCE} papers at once: print them in parts.",
            )
        )
    with Pdf.new() as whole:
        for paper in papers:
            with Pdf.open(BytesIO(_content(paper, by))) as one:
                for _ in range(paper.copies):
                    whole.pages.extend(one.pages)
                    if len(one.pages) % 2:
                        whole.add_blank_page(page_size=(595.276, 841.89))
            _note_printed(paper, by)
        written, sheets = BytesIO(), len(whole.pages)
        whole.save(written, deterministic_id=True)
    db.session.flush()
    return Printed(written.getvalue(), len(papers), sheets)


def file_signed(paper: Waiting, scans: Sequence[StoredFile], signed_on: date, by: By) -> WetPaper:
    """File the scan of an issued paper that came back signed; raises FilingRefused.

    The first of several scans is the one that the paper names; all are in the case's files.
    """
    if not scans:
        raise FilingRefused(Words("请选择签名后的扫描件。", "Choose the scan of the signed paper."))
    if signed_on > day_of(by.at):
        raise FilingRefused(Words("签名日期不能晚于今天。", "The day of signing lies ahead. Check it."))
    if paper.document and signed_on < day_of(paper.document.issued_at):
        raise FilingRefused(
            Words(
                "签名日期不能早于文书出具日期。", "The day of signing cannot be before the paper was issued."
            )
        )
    sender = "mediator" if by.actor.user_id == paper.case.mediator_id else "centre"
    add_evidence(paper.case, scans, by, sender=sender)
    wet = _wet(paper)
    wet.signed_on, wet.filed_at, wet.filed_by, wet.scan_id = signed_on, by.at, by.actor.name, scans[0].id
    db.session.flush()
    return wet


def _content(paper: Waiting, by: By) -> bytes:
    if paper.document is not None:
        return ensure_rendered(paper.document).read_bytes()
    assert paper.draft is not None
    facts = agreement_of(paper.case, paper.draft, effective_on=None, actor=by.actor)
    return preview(DocumentKind.AGREEMENT, facts, at=by.at)


def _note_printed(paper: Waiting, by: By) -> None:
    wet = _wet(paper)
    wet.printed_at, wet.printed_by, wet.copies = by.at, by.actor.name, paper.copies


def _wet(paper: Waiting) -> WetPaper:
    if paper.wet is not None:
        return paper.wet
    wet = WetPaper(
        case_id=paper.case.id,
        document_id=paper.document.id if paper.document else None,
        draft_id=paper.draft.id if paper.draft else None,
    )
    db.session.add(wet)
    return wet
