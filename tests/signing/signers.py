"""People who sign from afar in tests: their papers, their telephones, and the staff around them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import pytest

from mediation import clock as house_clock
from mediation.access.by import By
from mediation.cases.models import Case
from mediation.demo import pictures
from mediation.documents.models import StoredFile
from mediation.documents.uploads import store_upload
from mediation.rules.numbers.identity_papers import PaperKind
from mediation.signing import authorities, extension_points, operations, queries
from mediation.signing.acts import SignatureMark, sign_by_link
from mediation.signing.authorities import Authority
from mediation.signing.models import SigningAuthority, SigningLink
from tests import cast
from tests.builders import APPLICANT, actor

CARD = PaperKind.RESIDENT_ID.value
REPRESENTATIVE, HIS_NUMBER, HIS_PHONE = "方代表", "350203198001015316", "15405927777"
NUMBERS = {"applicant": APPLICANT.paper_number, "respondent": HIS_NUMBER}
PERSONS = {"applicant": APPLICANT.name, "respondent": REPRESENTATIVE}
STROKES = "10,10 20,30 30,60 40,90 60,110 80,120;200,50 220,80 240,100 260,90"


@dataclass
class Telephones:
    """What reached whom: (address, link or code), the newest last."""

    links: list[tuple[str, str]] = field(default_factory=list)
    codes: list[tuple[str, str]] = field(default_factory=list)

    def take_link(self, phone: str, email: str, link: str, at: datetime) -> str:
        self.links.append((phone or email, link))
        return "sms" if phone else "email"

    def take_code(self, phone: str, email: str, code: str, at: datetime) -> str:
        self.codes.append((phone or email, code))
        return "sms" if phone else "email"


def connect(monkeypatch: pytest.MonkeyPatch) -> Telephones:
    """Let links and codes arrive at telephones that the test can read, and nothing be certified."""
    telephones = Telephones()
    monkeypatch.setattr(extension_points, "_senders", [telephones.take_code])
    monkeypatch.setattr(extension_points, "_link_senders", [telephones.take_link])
    monkeypatch.setattr(extension_points, "_certifiers", [])
    monkeypatch.setattr(operations, "is_set_up", lambda channel: True)
    return telephones


def by(username: str) -> By:
    return By(actor(username), house_clock.now())


def scan(case: Case, name: str = "授权委托书.pdf") -> StoredFile:
    page = pictures.make("scan", [name, case.number_text])
    return store_upload(
        io.BytesIO(page), name, at=house_clock.now(), uploaded_by="x", kind="authority", case_id=case.id
    )


def recorded(
    case: Case, by_whom: str = cast.CENTRE_MEDIATOR, side: str = "respondent", **told: object
) -> SigningAuthority:
    """An authority on file, which nobody has checked."""
    facts = {
        "person": REPRESENTATIVE,
        "capacity": "employee",
        "matters": ("claims", "sign"),
        "paper_kind": CARD,
        "paper_number": HIS_NUMBER,
        "channel": "sms",
        "address": HIS_PHONE,
        "seal": scan(case, "盖章页.pdf"),
    } | told
    if "file" not in facts:
        facts["file"] = scan(case)
    return authorities.record_authority(case, side, Authority(**facts), by(by_whom))  # type: ignore[arg-type]


def authority_of(case: Case) -> SigningAuthority:
    """That of the respondent's representative, recorded by the mediator and checked by the clerk."""
    found: Sequence[SigningAuthority] = authorities.authorities_of(case.id)
    if found:
        return found[0]
    authority = recorded(case)
    authorities.check_authority(case, authority, HIS_NUMBER, HIS_PHONE, by(cast.CLERK))
    return authority


def link_for(
    case: Case, signer: str = "applicant", *, on_site: bool = False, inviter: str = cast.MANAGER
) -> queries.Live:
    authority = authority_of(case) if signer == "respondent" else None
    link, _ = operations.invite(case, signer, by(inviter), authority=authority, on_site=on_site)
    return live_of(link)


def live_of(link: SigningLink) -> queries.Live:
    live = queries.link_by_id(link.id, at=house_clock.now())
    assert live is not None
    return live


def code_for(live: queries.Live, telephones: Telephones) -> str:
    """The code as the signer reads it on the own telephone."""
    assert operations.send_code(live, at=house_clock.now())
    return telephones.codes[-1][1]


def code_in_person(live: queries.Live, witness: str = cast.CLERK) -> str:
    return operations.hand_over_code(live, CARD, NUMBERS[live.link.signer], by(witness))


def sign(case: Case, signer: str, telephones: Telephones, **mark: str) -> None:
    live = link_for(case, signer)
    made = SignatureMark(**({"drawn": STROKES} | mark))
    sign_by_link(live, code_for(live, telephones), made, at=house_clock.now())
