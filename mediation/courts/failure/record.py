"""Copies of assigned mediation's agreements, filed with the court for the record.

特邀调解规定 art. 19. The hand-over prepares itself when the case is concluded; C13 runs from the day
on which the agreement took effect until it is sent.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from mediation.access.actor import HOUSE, Actor
from mediation.access.by import By
from mediation.acts.walking import Performed
from mediation.cases.documents.sources import agreement_of
from mediation.cases.models import Case
from mediation.clock import day_of
from mediation.courts.failure.result_letter import letter_for
from mediation.database import db
from mediation.documents.kinds import KINDS, DocumentKind
from mediation.documents.models import IssuedDocument
from mediation.documents.operations import ensure_rendered
from mediation.organisations.queries import organisation
from mediation.referrals import entering, operations, queries
from mediation.referrals.entering import Entry
from mediation.referrals.models import Referral
from mediation.referrals.visibility import visible_to

KIND = "court_record"
MATTER = "record"
TRACK = "assigned"  # before filing; after it the agreement itself goes to the court (art. 20)
MOST = 200


def prepare(case: Case, by: By) -> None:
    """A case was concluded: prepare the copy for the court that sent it, if one did before filing."""
    arrival = queries.arrival_of(case.id) if case.track == TRACK else None
    paper, centre = agreement_of(case), organisation(case.centre_id)
    if arrival is None or paper is None or centre is None:
        return
    title = f"{KINDS[DocumentKind(paper.kind)].title.zh}（{paper.number}）"
    entry = Entry(
        kind=KIND,
        their_number=arrival.their_number,
        subject="委派调解达成协议，报送法院备案。",
        begins_on=case.effective_on,
        materials=({"title": title, "copies": 1, "document_id": paper.id},),
    )
    entering.enter(entry, arrival.body, By(HOUSE, by.at), centre=centre, case=case)


def waiting(actor: Actor) -> Sequence[Referral]:
    """The copies that `actor` may see and that were not sent, the one due first at the head."""
    return (
        db.session.scalars(
            select(Referral)
            .where(visible_to(actor), Referral.kind == KIND, Referral.state == "drafted")
            .options(joinedload(Referral.case), selectinload(Referral.materials))
            .order_by(Referral.sorts_on, Referral.id)
            .limit(MOST)
        )
        .unique()
        .all()
    )


def send(referral: Referral, by: By) -> Performed:
    """Send the copy with the letter of the result, which is returned with it where it was not yet.

    Raises what acts on hand-overs raise, PaperIncomplete where the letter lacks anything.
    """
    assert referral.case is not None
    letter = letter_for(referral.case, {}, by.without_version())
    for one in referral.materials:
        if one.document_id and not one.sha256:
            paper = db.session.get_one(IssuedDocument, one.document_id)
            ensure_rendered(paper)
            one.sha256 = paper.pdf_sha256 or ""
    return operations.perform(referral, "send", by, changes={"sent_on": day_of(by.at)}, paper=letter)
