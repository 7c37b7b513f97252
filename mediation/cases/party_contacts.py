"""Where a side is reached for what only it may see, and which of its addresses are known to be its own.

An address is proven when the side itself gave it with its own complaint on the web, or when a member of
the staff has seen the side's identity paper and heard the address from it: never whoever typed it in. An
address that the staff, a bank or a court gave is not proven by being on record, and one that the staff
change later takes nothing away from the proven one before it, to which secrets and news keep going.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from mediation.access.by import By
from mediation.access.roles import Role
from mediation.cases.models import Case, Party, PartyContact
from mediation.database import db, lookup_hash
from mediation.notifications import operations as notifications

COLUMNS = {"sms": "phone", "email": "email"}  # of the party, by channel


def remember_filed(case: Case, by: By, *, entered_by_id: int | None) -> None:
    """Keep what was filed: the applicant's own addresses are proven where nobody typed for it."""
    for party in case.parties:
        by_itself = (
            party.side == "applicant"
            and case.channel == "web"
            and entered_by_id is None
            and by.actor.has(Role.PARTY)
        )
        for channel, address in addresses_of(party).items():
            contact = _contact(case.id, party.side, channel, address, by)
            contact.given_by_id = entered_by_id or by.actor.user_id
            if by_itself:
                contact.proven_at, contact.proven_by = by.at, party.name
            db.session.add(contact)


def note_change(case: Case, party: Party, before: Mapping[str, str], key: str, by: By) -> None:
    """Keep what the staff changed, and tell the side at every address that it ever had in this case.

    `key` names the entry of the timeline that says so.
    """
    for channel, address in addresses_of(party).items():
        if address == before.get(channel):
            continue
        for one in (before.get(channel), address):
            if one and all((row.channel, row.address) != (channel, one) for row in of(case.id, party.side)):
                contact = _contact(case.id, party.side, channel, one, by)
                contact.given_by_id = by.actor.user_id
                db.session.add(contact)
                db.session.flush()
        if before.get(channel):
            tell_everywhere("contact_changed", case, party.side, {"number": case.short_number}, key, by)


def tell_everywhere(kind: str, case: Case, side: str, facts: Mapping[str, object], key: str, by: By) -> None:
    """A letter to a side as usual, and one to each address that is not the one to which that goes.

    So whoever changes an address cannot keep the news from the person who had it.
    """
    notifications.write(kind, case.id, facts, key=key, at=by.at, to=(side,))
    for row in of(case.id, side):
        notifications.write_to_address(
            kind, case.id, side, row.channel, row.address, facts, key=f"{key}:{row.id}", at=by.at
        )


def of(case_id: int, side: str) -> Sequence[PartyContact]:
    """All addresses of a side, the oldest first."""
    return db.session.scalars(
        select(PartyContact)
        .where(PartyContact.case_id == case_id, PartyContact.side == side)
        .order_by(PartyContact.id)
    ).all()


def proven(case_id: int, side: str) -> dict[str, PartyContact]:
    """The proven address of a side by channel: of several the one that was proven last."""
    rows = [row for row in of(case_id, side) if row.proven_at is not None]
    return {row.channel: row for row in sorted(rows, key=lambda row: (row.proven_at, row.id))}


def unproven(case: Case, side: str) -> dict[str, str]:
    """The addresses on record of a side that nobody has proven, by channel."""
    party = case.party_of(side)
    known = proven(case.id, side)
    return {
        channel: address
        for channel, address in addresses_of(party).items()
        if channel not in known or known[channel].address != address
    }


def prove(case: Case, side: str, channel: str, by: By) -> PartyContact:
    """The address on record is the side's own. Who may say so is for the caller to ask."""
    party = case.party_of(side)
    address = addresses_of(party)[channel]
    found = next((row for row in of(case.id, side) if (row.channel, row.address) == (channel, address)), None)
    if found is None:  # on record from before addresses were kept: nobody knows who typed it
        found = _contact(case.id, side, channel, address, by)
        db.session.add(found)
    found.proven_at, found.proven_by, found.proven_by_id = by.at, by.actor.name, by.actor.user_id
    db.session.flush()
    return found


def typed_by(case_id: int, side: str, channel: str, address: str) -> int | None:
    """Which user gave the address; None where the side did, or nobody knows."""
    rows = [row for row in of(case_id, side) if (row.channel, row.address) == (channel, address)]
    return rows[-1].given_by_id if rows else None


def addresses_of(party: Party) -> dict[str, str]:
    """What is on record of a side, by channel."""
    found = {channel: getattr(party, column) or "" for channel, column in COLUMNS.items()}
    return {channel: address for channel, address in found.items() if address}


def _contact(case_id: int, side: str, channel: str, address: str, by: By) -> PartyContact:
    return PartyContact(
        case_id=case_id,
        side=side,
        channel=channel,
        address=address,
        address_hash=lookup_hash(address),
        given_at=by.at,
        given_by=by.actor.name,
    )
