"""What this package puts on papers: the court and the annexes of the joint application, and the application
itself as the letter of its hand-over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from mediation import clock
from mediation.acts.refusals import ActRefused
from mediation.cases.models import Case
from mediation.courts.confirmation import conditions
from mediation.documents.kinds import DocumentKind
from mediation.documents.models import IssuedDocument
from mediation.documents.queries import documents_of_case
from mediation.referrals.models import Referral
from mediation.rules.findings import Words


def tell_application(case: Case) -> Mapping[str, Any]:
    """The court as chosen, and the papers of the list as annexes; nothing where no court is known."""
    if case.effective_on is None:
        return {}
    found = conditions.standing(case, on=clock.today())
    annexes = tuple(
        one.words.zh for one in found.lines if one.paper.code != "application" and not one.why_not
    )
    court = {"court": found.court.words.zh} if found.court else {}
    return {"annexes": annexes, **court}


def tell_proof(case: Case) -> Mapping[str, Any]:
    """The court to which the proof of mediation goes."""
    facts = tell_application(case)
    return {name: facts[name] for name in ("court",) if name in facts}


def standing_application(referral: Referral, at: datetime, reason: str) -> IssuedDocument:
    """The joint application that stands: it goes with the hand-over, each time it is sent.

    Raises ActRefused while there is none.
    """
    kind = DocumentKind.CONFIRMATION_APPLICATION
    papers = documents_of_case(referral.case_id or 0, kind=kind)
    found = next((one for one in reversed(papers) if one.is_valid), None)
    if found is None:
        raise ActRefused(
            Words("请先制作司法确认申请书。", "Make the joint application for confirmation first.")
        )
    return found
