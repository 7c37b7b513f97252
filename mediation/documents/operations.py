"""Writes: issuing papers, replacing and withdrawing them. Nothing here commits or asks the time."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import inspect

from mediation.clock import ZONE, day_of
from mediation.database import db
from mediation.documents import binding, store
from mediation.documents.addresses import verify_address
from mediation.documents.facts import canonical, sha256_of, thaw
from mediation.documents.imprint import Imprint, new_code, number_of
from mediation.documents.kinds import KINDS, DocumentKind, Kind
from mediation.documents.kinds.parts import Lang
from mediation.documents.models import IssuedDocument
from mediation.documents.render import render_pdf
from mediation.numbering import next_number
from mediation.sealing.operations import close
from mediation.sealing.queries import picture_of, seal_of
from mediation.sealing.suites import digest


class PaperLost(RuntimeError):
    """The file of an issued paper is gone and could not be made again byte for byte."""


def issue(
    kind: DocumentKind,
    facts: Any,
    *,
    case_id: int | None,
    at: datetime,
    issued_by_id: int | None = None,
    render: bool | None = None,
    replaces: str = "",
) -> IssuedDocument:
    """Freeze `facts` under a new number and public code.

    The PDF is made now where the kind says so (the agreement) or `render` is true; otherwise at
    the first download, by `ensure_rendered`, so that filing a complaint does not wait for it.
    Raises TypeError for facts of another kind; RenderRefused from the renderer.
    """
    form = KINDS[kind]
    if not isinstance(facts, form.facts):
        raise TypeError(f"{kind} is made from {form.facts.__name__}, not {type(facts).__name__}")
    frozen, code = canonical(facts), new_code()
    # a copy that is only for reading bears no seal
    seal = seal_of(facts.issuer.name, on=day_of(at)) if facts.lang is Lang.ZH else None
    document = IssuedDocument(
        kind=kind.value,
        number=number_of(
            facts.issuer.file_code, form.mark, at, next_number(form.series, at.astimezone(ZONE).year)
        ),
        code=code,
        case_id=case_id,
        lang=facts.lang.value,
        facts=frozen,
        facts_sha256=sha256_of(frozen),
        verify_url=verify_address(code),
        issued_at=at,
        issued_by_id=issued_by_id,
        seal_id=seal.id if seal else None,
        replaces=replaces,
    )
    db.session.add(document)
    if form.at_issue if render is None else render:
        ensure_rendered(document)
    db.session.flush()
    return document


def replace(
    document: IssuedDocument, facts: Any, *, at: datetime, issued_by_id: int | None = None, reason: str = ""
) -> IssuedDocument:
    """Issue a new version that names the old one; the old one stays and says by which it was replaced.

    Raises ValueError when the old one no longer stands.
    """
    if not document.is_valid:
        raise ValueError(f"{document.number} no longer stands")
    new = issue(
        DocumentKind(document.kind),
        facts,
        case_id=document.case_id,
        at=at,
        issued_by_id=issued_by_id,
        replaces=document.number,
    )
    document.replaced_by_id, document.replaced_reason = new.id, reason.strip()
    return new


def give_way(former: IssuedDocument, new: IssuedDocument, reason: str) -> None:
    """Say of a paper that another, made and drawn already, has taken its place.

    Raises ValueError when the former no longer stands.
    """
    if not former.is_valid:
        raise ValueError(f"{former.number} no longer stands")
    former.replaced_by_id, former.replaced_reason = new.id, reason


def withdraw(document: IssuedDocument, *, reason: str, at: datetime) -> None:
    """Withdraw a paper; whoever checks its code is told so. Raises ValueError without a reason."""
    if not reason.strip():
        raise ValueError("a withdrawal has a reason")
    if not document.is_valid:
        raise ValueError(f"{document.number} no longer stands")
    document.withdrawn_at = at
    document.withdrawn_reason = reason.strip()


def facts_of(document: IssuedDocument) -> Any:
    """The facts that the paper was made from, as its kind's dataclass."""
    return thaw(KINDS[DocumentKind(document.kind)].facts, document.facts)


def ensure_rendered(document: IssuedDocument) -> Path:
    """The PDF of an issued paper on disk; made at the first call, with its hash, for good.

    A file that got lost is made again from the facts and must come out the same; raises PaperLost
    when it does not, RenderRefused when the paper cannot be printed.
    """
    if document.path and (file := store.where(document.path)).is_file():
        return file
    return note_file(document, draw(*made_from(document)))


def made_from(document: IssuedDocument) -> tuple[Kind, Any, Imprint]:
    """All that the renderer needs for this paper, so that it can work without the database."""
    return KINDS[DocumentKind(document.kind)], facts_of(document), imprint_of(document)


def draw(kind: Kind, facts: Any, imprint: Imprint) -> bytes:
    """The paper drawn, or the volume bound; works without the database."""
    return binding.bind(kind, facts, imprint) if kind.is_bound else render_pdf(kind, facts, imprint)


def note_file(document: IssuedDocument, drawn: bytes) -> Path:
    """Close the drawing with the house's signature, keep it and write down its hash, once.

    Whoever comes second, or finds the file lost, puts the first signature after the same drawing.
    Raises PaperLost when that does not give the file whose hash was written down.
    """
    if inspect(document).persistent:  # two may draw at the same time, but only one signature counts
        db.session.flush()
        db.session.refresh(document, with_for_update=True)
    if document.pdf_sha256 is None:
        content = close(drawn, number=document.number, place=facts_of(document).issuer.name)
        document.closing = content[len(drawn) :] or None
        document.pdf_sm3 = digest("sm3", content)
    else:
        content = drawn + (document.closing or b"")
    kept = store.keep(content)
    if document.pdf_sha256 not in (None, kept.sha256):
        raise PaperLost(f"the file of {document.number} is gone")
    document.pdf_sha256, document.pdf_size, document.path = kept.sha256, kept.size, kept.path
    return store.where(kept.path)


def supersede(former: IssuedDocument, by: IssuedDocument) -> None:
    """Say of a paper that a new one, issued already but not drawn yet, takes its place.

    Raises ValueError when the former no longer stands.
    """
    if not former.is_valid:
        raise ValueError(f"{former.number} no longer stands")
    former.replaced_by_id, by.replaces = by.id, former.number


def imprint_of(document: IssuedDocument) -> Imprint:
    """What the house added to the facts of this paper."""
    return Imprint(
        issued_at=document.issued_at,
        fingerprint=document.facts_sha256,
        number=document.number,
        code=document.code,
        verify_url=document.verify_url,
        seal=picture_of(document.seal_id),
        replaces=document.replaces,
    )


def preview(kind: DocumentKind, facts: Any, *, at: datetime) -> bytes:
    """The PDF without number and code, marked as a copy for reading and signature; nothing is stored."""
    return render_pdf(KINDS[kind], facts, Imprint(issued_at=at, fingerprint=sha256_of(canonical(facts))))
