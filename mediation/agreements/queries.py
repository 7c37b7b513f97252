"""Reads of drafts and signatures, and what the guards ask of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from mediation.agreements.models import Signature, TermsDraft
from mediation.cases.models import Case
from mediation.clock import day_of
from mediation.database import db
from mediation.documents.queries import files_of_case
from mediation.organisations.queries import organisation
from mediation.rules.acceptance.regimes import Effect, Form, Signing, effective_on
from mediation.rules.agreement.signatures import Level, first_too_weak
from mediation.rules.agreement.terms import Terms, from_plain
from mediation.rules.agreement.terms_lint import lint
from mediation.rules.findings import Finding
from mediation.rules.money.rates import Lender, RateCap, cap_on
from mediation.rules.procedures.confirmation import window_opens

SCAN = "signed_agreement"
SIDES = ("applicant", "respondent")


def drafts_of(case_id: int) -> list[TermsDraft]:
    """All drafts, the newest first."""
    return list(
        db.session.scalars(
            select(TermsDraft).where(TermsDraft.case_id == case_id).order_by(TermsDraft.number.desc())
        )
    )


def current_draft(case_id: int) -> TermsDraft | None:
    return next(iter(drafts_of(case_id)), None)


def terms_of(draft: TermsDraft) -> Terms:
    return from_plain(json.loads(draft.terms))


def findings_of(draft: TermsDraft, *, on: date) -> list[Finding]:
    """What a court would find wrong with the draft, if it were signed on the day `on`."""
    return lint(terms_of(draft), on=on, cap=cap_for(draft))


def cap_for(draft: TermsDraft) -> RateCap | None:
    """The cap on interest for the contract in dispute; None while lender or day are not known."""
    if not draft.lender or draft.contract_on is None:
        return None
    return cap_on(draft.contract_on, Lender(draft.lender))


def lacks_cap(draft: TermsDraft) -> bool:
    """Whether interest is agreed, but nothing is known to hold it against."""
    return terms_of(draft).interest is not None and cap_for(draft) is None


def signatures_under(draft: TermsDraft) -> list[Signature]:
    return list(
        db.session.scalars(select(Signature).where(Signature.draft_id == draft.id).order_by(Signature.id))
    )


def effect_of(case: Case, draft: TermsDraft) -> Effect:
    """Since when the draft binds, or whose hand is still missing, by the law of the case's regime.

    Once the case has ended the law of the last signature is settled, so `on` is the case's own
    day of law (a case keeps the law of the day on which it began).
    """
    centre = organisation(case.centre_id)
    assert centre is not None
    signatures = signatures_under(draft)
    return effective_on(
        [Signing(signature.signer, signature.signed_on) for signature in signatures],
        regime_code=centre.regime,
        parties=SIDES,
        on=case.law_on,
        form=_form_of(signatures),
    )


def may_be_confirmed(case: Case, draft: TermsDraft) -> bool:
    """Whether the window for judicial confirmation opens with this agreement."""
    centre = organisation(case.centre_id)
    assert centre is not None
    return window_opens(
        track=case.track,
        regime_code=centre.regime,
        settles_title=terms_of(draft).settles_title,
        on=case.law_on,
    )


def _form_of(signatures: Sequence[Signature]) -> Form:
    """Electronic where nobody signed on paper; one hand on paper makes it a written one."""
    electronic = signatures and all(one.level != Level.INK for one in signatures)
    return Form.ELECTRONIC if electronic else Form.WRITTEN


def _too_weak(case: Case, signatures: Sequence[Signature]) -> tuple[Finding, ...]:
    centre = organisation(case.centre_id)
    assert centre is not None
    levels = [one.level for one in signatures]
    return first_too_weak(levels, centre.regime, case.track, on=case.law_on)


def tell_situation(case: Case) -> dict[str, Any]:
    """Whether there are terms, what is wrong with them, who has not signed, whether a scan is filed."""
    draft = current_draft(case.id)
    if draft is None:
        return {}
    findings = findings_of(draft, on=day_of(draft.drafted_at))
    signatures = signatures_under(draft)
    return {
        "terms_drafted": True,
        "terms_blocks": tuple(finding for finding in findings if finding.blocks),
        "unsigned": frozenset(effect_of(case, draft).missing),
        "weak_signatures": _too_weak(case, signatures),
        # what was signed without paper has its proofs instead of a scan
        "scan_filed": _form_of(signatures) is Form.ELECTRONIC
        # and a scan of an earlier agreement is none of this one
        or any(file.kind == SCAN and file.uploaded_at >= draft.drafted_at for file in files_of_case(case.id)),
    }
