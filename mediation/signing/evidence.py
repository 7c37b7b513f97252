"""The sheet of evidence, issued beside the agreement when somebody signed electronically."""

from __future__ import annotations

from mediation.access.by import By
from mediation.agreements.queries import current_draft, signatures_under
from mediation.cases.documents.issuing import issuer
from mediation.cases.models import Case
from mediation.documents.kinds import DocumentKind
from mediation.documents.kinds.signing_record import RecordedSignature, SigningRecord
from mediation.documents.operations import issue
from mediation.documents.queries import documents_of_case
from mediation.rules.agreement.signatures import LEVEL_WORDS, Level
from mediation.rules.vocabulary import SIGNERS
from mediation.signing import queries
from mediation.signing.records import (
    CONFIRMATION_WORDS,
    CONSENT,
    IDENTITY_WORDS,
    WAYS,
    SigningAct,
    notes_of,
)


def issue_record(case: Case, by: By) -> None:
    """Issue the sheet for the draft that was concluded; nothing where all signed on paper."""
    draft = current_draft(case.id)
    assert draft is not None
    acts = [
        (proof, act) for proof, act, signature in queries.acts_of(case.id) if signature.draft_id == draft.id
    ]
    if not acts:
        return
    on_paper = [one.signer for one in signatures_under(draft) if one.level == Level.INK]
    agreement = [one for one in documents_of_case(case.id) if one.kind == DocumentKind.AGREEMENT][-1]
    facts = SigningRecord(
        issuer=issuer(case),
        case_number=case.number_text,
        agreement=agreement.number,
        draft=draft.number,
        text_sha256=acts[0][1].pdf_sha256,
        text_sm3=acts[0][1].pdf_sm3,
        consent=CONSENT.zh,
        hands=tuple(_hand(act, proof.sha256) for proof, act in acts),
        on_paper=tuple(SIGNERS[one].zh for one in on_paper),
    )
    issue(DocumentKind.SIGNING_RECORD, facts, case_id=case.id, at=by.at, issued_by_id=by.actor.user_id)


def _hand(act: SigningAct, proof: str) -> RecordedSignature:
    return RecordedSignature(
        signer=SIGNERS[act.signer],
        person=act.person,
        level=LEVEL_WORDS[Level(act.level)],
        signed_at=act.signed_at,
        how=IDENTITY_WORDS[act.identified_by],
        confirmation=CONFIRMATION_WORDS[act.confirmed_by],
        origin=act.origin,
        typed=act.typed,
        strokes=act.drawn,
        proof=proof,
        invited_by=act.invited_by,
        link=WAYS[act.link_channel] if act.link_channel else None,
        notes=notes_of(act)[1:],
    )
