"""Every read of confirmations."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from mediation.agreements.queries import current_draft
from mediation.cases.models import Case
from mediation.courts.confirmation.models import Confirmation
from mediation.database import db
from mediation.referrals.models import Referral

MATTER = "confirmation"
KIND = "court_confirmation"


def latest_of(case_id: int) -> Confirmation | None:
    """The application of the newest agreement for which one was begun, with its hand-over."""
    return db.session.scalars(
        select(Confirmation)
        .where(Confirmation.case_id == case_id)
        .order_by(Confirmation.id.desc())
        .limit(1)
        .options(joinedload(Confirmation.referral))
    ).first()


def of_agreement(case: Case) -> Confirmation | None:
    """The application for the agreement that stands; None where nobody has begun one."""
    draft = current_draft(case.id)
    found = latest_of(case.id)
    return found if found is not None and draft is not None and found.draft_id == draft.id else None


def filed_for(case_id: int) -> list[Referral]:
    """The hand-overs of a case to courts for confirmation, the newest first."""
    return list(
        db.session.scalars(
            select(Referral)
            .where(Referral.case_id == case_id, Referral.kind == KIND)
            .order_by(Referral.id.desc())
        ).unique()
    )
