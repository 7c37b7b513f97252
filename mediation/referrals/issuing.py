"""The letters that go with a hand-over (D18 to D20), made from the ledger and the case.

A row of the table with PAPER issues the letter of the kind. Where the case's own act has issued
the letter already, that one is named and no second is made.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from mediation.cases.documents import issuing as case_papers
from mediation.cases.models import Case
from mediation.clock import day_of
from mediation.documents.issuers import house
from mediation.documents.kinds import KINDS, DocumentKind
from mediation.documents.kinds.parts import Contact, Issuer
from mediation.documents.kinds.transfer_letter import Material, TransferLetter
from mediation.documents.models import IssuedDocument
from mediation.documents.operations import issue as issue_document
from mediation.referrals import extension_points, results
from mediation.referrals.models import Referral
from mediation.rules.procedures.machine import Transition


def issue(
    referral: Referral, row: Transition, *, at: datetime, reason: str, given: Any, issued_by_id: int | None
) -> tuple[IssuedDocument, ...]:
    """The letter that the row names, with the hand-over's number; nothing for a row without one."""
    code = referral.law.letter(row.document)
    if not code:
        return ()
    kind = DocumentKind(code)
    facts = given if given is not None else (BUILDERS | extension_points.letters)[kind](referral, at, reason)
    if isinstance(facts, IssuedDocument):
        return (facts,)
    return (issue_document(kind, facts, case_id=referral.case_id, at=at, issued_by_id=issued_by_id),)


def issuer(referral: Referral) -> Issuer:
    """The house that sends the letter."""
    return case_papers.issuer(referral.case) if referral.case is not None else house()


def transfer_letter(referral: Referral, at: datetime, reason: str) -> TransferLetter:
    """移送函 (D20) with the list of papers; of a case or, without one, of the entry itself."""
    case: Case | None = referral.case
    return TransferLetter(
        issuer=issuer(referral),
        case_number=case.number_text if case else referral.number_text,
        dispute=case_papers.dispute(case, DocumentKind.TRANSFER_LETTER) if case else referral.subject,
        receiver=referral.body.name,
        matter=reason or referral.subject,
        legal_basis=referral.law.legal_basis,
        parties=tuple(case_papers.party(row) for row in case.parties) if case else (),
        materials=tuple(Material(one.title, one.copies) for one in referral.materials),
        informed="已通过案件查询页面和通知告知申请人" if case else "",
        sent_on=day_of(at),
        contact=case_papers.contact(case) if case else Contact(),
        reply_by=None,
    )


def of_ledger(kind: DocumentKind) -> Callable[[Referral, datetime, str], Any]:
    """The builder of a letter that says what the ledger and the case know."""

    def build(referral: Referral, at: datetime, reason: str) -> Any:
        return KINDS[kind].facts(**results.known(referral, kind, at))

    return build


BUILDERS: dict[DocumentKind, Callable[[Referral, datetime, str], Any]] = {
    DocumentKind.TRANSFER_LETTER: transfer_letter,
    **{kind: of_ledger(kind) for kind in results.KNOWN},
}
