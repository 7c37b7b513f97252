"""Serving, replacing and withdrawing a paper. Each is an act of the case, with a reason where it undoes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mediation.access.by import By
from mediation.acts.refusals import ActRefused
from mediation.cases.models import Case
from mediation.cases.operations import perform
from mediation.clock import day_of
from mediation.database import db
from mediation.documents.facts import mapped
from mediation.documents.kinds import DocumentKind
from mediation.documents.models import IssuedDocument, StoredFile
from mediation.documents.operations import facts_of, replace, withdraw
from mediation.issuing.models import PaperService
from mediation.rules.findings import Words

WAYS = {
    "handed_over": Words("当面交付", "handed over"),
    "post": Words("邮寄", "by post"),
    "e_service": Words("电子送达", "electronically"),
    "left": Words("留置", "left at the address"),
    "proxy": Words("他人代收", "received by another"),
}
RESULTS = {
    "served": Words("已送达", "served"),
    "on_the_way": Words("在途", "on the way"),
    "refused": Words("拒收", "refused"),
    "returned": Words("退回", "returned"),
}

# What both sides signed is not corrected by the staff; a receipt carries the access code.
SIGNED = frozenset({DocumentKind.AGREEMENT, DocumentKind.ORAL_AGREEMENT, DocumentKind.SIGNING_RECORD})
NOT_REPLACED = SIGNED | {DocumentKind.RECEIPT, DocumentKind.CASE_FILE}

# Facts that are not for typing: who issues, numbers, fingerprints, the law.
_FIXED = frozenset(
    {
        "issuer",
        "case_number",
        "access_code",
        "tracking_url",
        "sha256",
        "lang",
        "side",
        "legal_basis",
        "court_number",
    }
)


class PaperRefused(ActRefused):
    """The paper cannot be replaced, withdrawn or served like this."""


def editable_texts(document: IssuedDocument) -> dict[str, str]:
    """The texts of a paper that a correction may change, by their path in the facts.

    A pair of words in both languages is a choice of the house and not among them.
    """
    found: dict[str, list[str]] = {}

    def collect(path: str, text: str, _told: bool) -> str:
        if not _FIXED.intersection(path.split(".")):
            found.setdefault(path, []).append(text)
        return text

    mapped(facts_of(document), collect)
    return {path: texts[0] for path, texts in found.items() if len(texts) == 1}


def replace_paper(
    case: Case, document: IssuedDocument, typed: Mapping[str, str], reason: str, by: By
) -> IssuedDocument:
    """Issue the paper anew with the `typed` texts; the old one stays and says by which it was replaced."""
    if DocumentKind(document.kind) in NOT_REPLACED:
        raise PaperRefused(
            Words(
                "这类文书不能由工作人员更正后替换；协议有变更的，请双方另行签署。",
                "Staff cannot correct this kind of paper; a changed agreement is signed anew by both sides.",
            )
        )
    _ensure_stands(document)
    texts = {path: text for path, text in typed.items() if path in editable_texts(document)}

    def change(path: str, text: str, _told: bool) -> str:
        return texts.get(path, text)

    before = facts_of(document)
    facts: Any = mapped(before, change)
    if facts == before:
        raise PaperRefused(Words("内容没有变化，不用替换。", "Nothing was changed, so nothing is replaced."))
    new = replace(document, facts, at=by.at, issued_by_id=by.actor.user_id, reason=reason)
    told = {"document": document.number, "by": new.number}
    perform(case, "replace_paper", by, reason=reason, facts=told)
    return new


def withdraw_paper(case: Case, document: IssuedDocument, reason: str, by: By) -> None:
    """Withdraw the paper; whoever checks its code is told so. Raises PaperRefused."""
    if DocumentKind(document.kind) in SIGNED:
        raise PaperRefused(
            Words("双方签署的协议不能由工作人员撤销。", "Staff cannot withdraw what both sides signed.")
        )
    _ensure_stands(document)
    told = {"document": document.number}
    perform(case, "withdraw_paper", by, reason=reason, facts=told)
    withdraw(document, reason=reason, at=by.at)


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    """One service of a paper: on whom, how (of `WAYS`), with what `RESULTS`, when, and what proves it."""

    recipient: str
    way: str
    result: str
    on: date
    note: str = ""
    proof: StoredFile | None = None


def serve_paper(case: Case, document: IssuedDocument, facts: ServiceFacts, by: By) -> PaperService:
    """Record that the paper was served, or that it was tried.

    Raises PaperRefused for a day before the issue or ahead.
    """
    if not day_of(document.issued_at) <= facts.on <= day_of(by.at):
        raise PaperRefused(
            Words(
                f"日期应在出具日 {day_of(document.issued_at)} 和今天之间。",
                f"The day lies between the issue on {day_of(document.issued_at)} and today.",
            )
        )
    told = {
        "document": document.number,
        "result": list(RESULTS[facts.result]),
        "way": list(WAYS[facts.way]),
    }
    perform(case, "serve_paper", by, facts=told)
    service = PaperService(
        document_id=document.id,
        recipient=facts.recipient,
        way=facts.way,
        result=facts.result,
        on=facts.on,
        note=facts.note,
        proof_id=facts.proof.id if facts.proof else None,
        recorded_at=by.at,
        recorded_by=by.actor.name,
    )
    db.session.add(service)
    db.session.flush()
    return service


def _ensure_stands(document: IssuedDocument) -> None:
    if not document.is_valid:
        raise PaperRefused(Words("这份文书已经失效。", "This paper no longer stands."))
