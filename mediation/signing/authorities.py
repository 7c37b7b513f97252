"""Who may sign for a side that does not sign itself (D21): recorded by one, checked by another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from mediation.access.by import By
from mediation.agreements.operations import SignatureRefused
from mediation.cases.models import Case
from mediation.cases.operations import perform
from mediation.clock import day_of
from mediation.database import db
from mediation.documents.kinds.power_of_attorney import MATTERS
from mediation.documents.models import StoredFile
from mediation.rules.findings import Words
from mediation.signing.models import SigningAuthority
from mediation.signing.records import CAPACITIES
from mediation.signing.witnesses import ensure_of_before, ensure_second, same_number

# What an authority must name before its holder signs an agreement (民法典 art. 165; D21, the third and
# the fourth line of its list: giving way takes the principal's special authority).
NEEDED = ("claims", "sign")
FILE_KIND = "authority"


@dataclass(frozen=True, slots=True)
class Authority:
    """An authority as its document says it; `seal` or `no_seal_reason` for an organisation."""

    person: str
    capacity: str
    matters: tuple[str, ...]
    paper_kind: str
    paper_number: str
    channel: str
    address: str
    file: StoredFile
    valid_to: date | None = None
    seal: StoredFile | None = None
    no_seal_reason: str = ""


def record_authority(case: Case, side: str, document: Authority, by: By) -> SigningAuthority:
    """Put an authority on file; raises SignatureRefused for one that does not reach as far as signing."""
    ensure_of_before(case, by)
    party = case.party_of(side)
    if missing := [MATTERS[one] for one in NEEDED if one not in document.matters]:
        raise SignatureRefused(
            Words(
                f"授权文件没有写明{'、'.join(one.zh for one in missing)}，不能代为签署协议。",
                f"The authority does not name: {'; '.join(one.en for one in missing)}.",
            )
        )
    if party.kind == "organisation" and document.seal is None and not document.no_seal_reason.strip():
        raise SignatureRefused(
            Words(
                "单位签署应当加盖公章：请上传盖章页，或者写明不盖章的理由。",
                "An organisation seals: hand in the sealed page, or write why there is no seal.",
            )
        )
    facts = {"signer": side, "person": document.person, "capacity": list(CAPACITIES[document.capacity])}
    perform(case, "record_authority", by, facts=facts)
    authority = SigningAuthority(
        case_id=case.id,
        side=side,
        person=document.person.strip(),
        capacity=document.capacity,
        matters=" ".join(document.matters),
        paper_kind=document.paper_kind,
        paper_number=document.paper_number,
        channel=document.channel,
        address=document.address,
        valid_to=document.valid_to,
        file=document.file,
        seal=document.seal,
        no_seal_reason=document.no_seal_reason.strip() or None,
        recorded_at=by.at,
        recorded_by=by.actor.name,
        recorded_by_id=by.actor.user_id,
    )
    db.session.add(authority)
    db.session.flush()
    return authority


def check_authority(case: Case, authority: SigningAuthority, number: str, address: str, by: By) -> None:
    """Another member of the staff has read the document and typed from it what counts.

    Raises SignatureRefused where that is not what was recorded, and for whoever recorded it.
    """
    ensure_second(case, by, authority.recorded_by_id)
    if not same_number(number, authority.paper_number) or address.strip() != authority.address:
        raise SignatureRefused(
            Words(
                "与登记的不一致。请照授权文件填写证件号码和联系方式；登记有误的，请重新登记。",
                "Not what was recorded. Type number and contact as the document has them; if the record "
                "is wrong, make a new one.",
            )
        )
    perform(case, "check_authority", by, facts={"signer": authority.side, "person": authority.person})
    authority.checked_at, authority.checked_by = by.at, by.actor.name
    authority.checked_by_id = by.actor.user_id


def authorities_of(case_id: int) -> Sequence[SigningAuthority]:
    """All authorities of a case, the newest first."""
    return db.session.scalars(
        select(SigningAuthority)
        .where(SigningAuthority.case_id == case_id)
        .order_by(SigningAuthority.id.desc())
    ).all()


def ensure_usable(authority: SigningAuthority, case: Case, side: str, by: By) -> None:
    """Raise SignatureRefused unless the authority is this side's, checked by another, and not run out."""
    if (authority.case_id, authority.side) != (case.id, side):
        raise SignatureRefused(Words("这份授权不是这一方的。", "That authority is not of this side."))
    if authority.checked_at is None:
        raise SignatureRefused(
            Words(
                "这份授权还没有由另一名工作人员核对，不能邀请签署。",
                "Another member of staff has not checked this authority yet.",
            )
        )
    if authority.checked_by_id == by.actor.user_id:
        raise SignatureRefused(
            Words(
                "核对授权的人不能邀请签署，请由另一名工作人员办理。",
                "Whoever checked the authority cannot ask its holder to sign. A colleague must.",
            )
        )
    if authority.valid_to is not None and authority.valid_to < day_of(by.at):
        raise SignatureRefused(Words("这份授权已经到期。", "This authority has run out."))
