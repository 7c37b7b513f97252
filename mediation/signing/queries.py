"""Reads of links and proofs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from mediation.agreements.models import Signature, TermsDraft
from mediation.agreements.queries import current_draft
from mediation.cases.models import Case
from mediation.database import db, lookup_hash
from mediation.documents.facts import thaw
from mediation.documents.kinds import DocumentKind
from mediation.documents.kinds.agreement import ElectronicSignature
from mediation.documents.models import IssuedDocument
from mediation.documents.queries import documents_of_case
from mediation.rules.findings import Words
from mediation.signing.models import SigningCopy, SigningLink, SigningOrigin, SigningProof
from mediation.signing.records import Origin, SigningAct, notes_of

AWAITING = "awaiting_signature"
IDENTITY_TRIES = 5

LINK_WORDS = {
    "waiting": Words("待签署", "not signed yet"),
    "signed": Words("已签署", "signed"),
    "declined": Words("已拒绝签署", "declined"),
    "revoked": Words("已撤销", "revoked"),
    "locked": Words("已锁定（身份核对失败过多）", "locked (too many wrong tries)"),
    "expired": Words("已过期", "expired"),
    "void": Words("已失效（协议文本已变更）", "void (the text has changed)"),
}


@dataclass(frozen=True, slots=True)
class Live:
    """A link with the case it is about and the state in which it is."""

    link: SigningLink
    case: Case
    state: str

    @property
    def is_open(self) -> bool:
        return self.state == "waiting"


def link_by_key(key: str, *, at: datetime) -> Live | None:
    return _live(select(SigningLink).where(SigningLink.key_hash == lookup_hash(f"signing/{key}")), at)


def link_by_id(link_id: int, *, at: datetime) -> Live | None:
    return _live(select(SigningLink).where(SigningLink.id == link_id), at)


def _live(query: object, at: datetime) -> Live | None:
    link = db.session.scalar(query.options(joinedload(SigningLink.copy)))  # type: ignore[attr-defined]
    if link is None:
        return None
    case = db.session.get(Case, link.case_id)
    assert case is not None
    return Live(link, case, state_of(link, case, current_draft(case.id), at=at))


def state_of(link: SigningLink, case: Case, draft: TermsDraft | None, *, at: datetime) -> str:
    """Where a link stands; its words are in LINK_WORDS."""
    if draft is None or link.copy.draft_id != draft.id:
        return "void"
    if link.signed_at is not None:
        return "locked" if link.identity_failures >= IDENTITY_TRIES else "signed"
    if link.declined_at is not None:
        return "declined"
    if link.revoked_at is not None:
        return "revoked"
    if link.identity_failures >= IDENTITY_TRIES:
        return "locked"
    if case.state != AWAITING:
        return "void"
    return "expired" if at >= link.expires_at else "waiting"


def concluded_by(live: Live) -> IssuedDocument | None:
    """The agreement that the signature by this link helped to conclude; None before, and for other links."""
    papers = documents_of_case(live.case.id, kind=DocumentKind.AGREEMENT) if live.state == "signed" else ()
    return next((one for one in reversed(papers) if one.is_valid), None)


def links_of(case_id: int) -> Sequence[SigningLink]:
    """All links of a case, the newest first."""
    return db.session.scalars(
        select(SigningLink)
        .where(SigningLink.case_id == case_id)
        .options(joinedload(SigningLink.copy))
        .order_by(SigningLink.id.desc())
    ).all()


def devices_of_staff(case_id: int) -> frozenset[str]:
    """The devices at which the staff asked for signatures in a case, or told codes."""
    rows = db.session.execute(
        select(SigningLink.made_device, SigningLink.code_device).where(SigningLink.case_id == case_id)
    )
    return frozenset(device for row in rows for device in row if device)


def copy_of(draft: TermsDraft) -> SigningCopy | None:
    return db.session.scalar(select(SigningCopy).where(SigningCopy.draft_id == draft.id))


def acts_of(case_id: int) -> list[tuple[SigningProof, SigningAct, Signature]]:
    """Every electronic signature of a case with its record, those under earlier drafts among them."""
    found = db.session.execute(
        select(SigningProof, Signature)
        .join(Signature, Signature.id == SigningProof.signature_id)
        .where(SigningProof.case_id == case_id)
        .order_by(SigningProof.id)
    )
    return [(proof, thaw(SigningAct, proof.record), signature) for proof, signature in found]


def electronic_signatures_under(draft: TermsDraft) -> tuple[ElectronicSignature, ...]:
    """The electronic signatures under one draft, as the agreement prints them."""
    return tuple(
        ElectronicSignature(
            act.signer, act.person, act.signed_at, act.drawn, act.typed, proof.sha256, notes_of(act)
        )
        for proof, act, signature in acts_of(draft.case_id)
        if signature.draft_id == draft.id
    )


def origins_of(case_id: int) -> dict[int, Origin]:
    """From where each signature of a case came, by the id of its proof; those forgotten are left out."""
    found = db.session.execute(
        select(SigningOrigin.proof_id, SigningOrigin.told)
        .join(SigningProof, SigningProof.id == SigningOrigin.proof_id)
        .where(SigningProof.case_id == case_id)
    )
    return {proof_id: thaw(Origin, told) for proof_id, told in found}
