"""Where a side of a case is reached, for the letters that go to it."""

from __future__ import annotations

from dataclasses import replace

from mediation.cases import party_contacts
from mediation.cases.models import Case, Party
from mediation.database import db
from mediation.documents.kinds import DocumentKind
from mediation.documents.kinds.service_address import ServiceAddress
from mediation.documents.operations import facts_of
from mediation.documents.queries import documents_of_case
from mediation.notifications.contacts import BODY, INBOX_PAGE, PARTY, Contact
from mediation.organisations.queries import organisation


def contact_of_side(case_id: int, side: str) -> Contact:
    """What the side gave, and above it what it confirmed for service.

    A body of the house reads letters in its users' inbox, an applicant on the page of the case; a
    respondent without an account has neither.
    """
    case = db.session.get_one(Case, case_id)
    party = case.applicant if side == "applicant" else case.respondent
    contact = _of_body(party) if party.organisation_id is not None else _of_person(case, party)
    paper = _confirmed_address(case_id, side)
    return _as_proven(_as_confirmed(contact, paper) if paper else contact, case_id, side)


def _as_proven(contact: Contact, case_id: int, side: str) -> Contact:
    """An address known to be the side's own stays in use, whatever the staff wrote over it."""
    known = party_contacts.proven(case_id, side)
    for channel, row in known.items():
        contact = (
            replace(contact, sms=row.address) if channel == "sms" else replace(contact, email=row.address)
        )
    return contact


def _of_person(case: Case, party: Party) -> Contact:
    is_applicant = party.side == "applicant"
    return Contact(
        party.name,
        PARTY,
        lang=case.lang if is_applicant else "zh",
        phone=party.phone or "",
        email=party.email or "",
        address=party.address or "",
        page=f"/track/{case.short_number}" if is_applicant else "",
    )


def _of_body(party: Party) -> Contact:
    body = organisation(party.organisation_id)
    return Contact(
        party.name,
        BODY,
        phone=party.phone or (body.phone if body else ""),
        email=party.email or (body.email if body else ""),
        address=party.address or (body.address if body else ""),
        confirmed=frozenset({"inbox"}),
        organisation_id=party.organisation_id,
        page=INBOX_PAGE,
    )


def _confirmed_address(case_id: int, side: str) -> ServiceAddress | None:
    """The side's confirmation of its address for service (D17): the newest that stands."""
    standing = (
        facts_of(paper)
        for paper in reversed(documents_of_case(case_id, kind=DocumentKind.SERVICE_ADDRESS))
        if paper.is_valid
    )
    return next((facts for facts in standing if any(one.side == side for one in facts.parties)), None)


def _as_confirmed(contact: Contact, paper: ServiceAddress) -> Contact:
    """The post goes to the confirmed address; an account counts where electronic service was agreed
    (人民法院在线诉讼规则 arts 29, 31)."""
    contact = replace(contact, address=paper.address or contact.address, phone=paper.phone or contact.phone)
    if not paper.electronic:
        return contact
    accounts = {name: account for name in ("sms", "email") if (account := getattr(paper, name).strip())}
    return replace(contact, **accounts, confirmed=contact.confirmed | frozenset(accounts))
