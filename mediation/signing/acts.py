"""The electronic signature itself: who signs with what mark, written down and vouched for."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from mediation.access.actor import Actor
from mediation.access.by import By
from mediation.access.table import allows
from mediation.accounts.failed_attempts.operations import nothing
from mediation.accounts.models import User
from mediation.accounts.operations import own_password_is
from mediation.agreements.models import Signature
from mediation.agreements.operations import SignatureFacts, SignatureRefused, record_signature
from mediation.agreements.queries import current_draft
from mediation.cases.models import Case
from mediation.clock import day_of
from mediation.database import db
from mediation.documents.facts import canonical, sha256_of
from mediation.rules.acceptance.regimes import MEDIATOR, ORGANISATION
from mediation.rules.agreement.signatures import Certificate, Facts, level_of
from mediation.rules.findings import Words
from mediation.sealing.keys import signing_key
from mediation.sealing.operations import remember
from mediation.sealing.suites import International
from mediation.signing import extension_points, news, operations, queries
from mediation.signing.models import SigningCopy, SigningLink, SigningOrigin, SigningProof
from mediation.signing.records import (
    CONFIRMATION_WORDS,
    CONSENT,
    IDENTITY_WORDS,
    ON_SITE,
    SigningAct,
    origin_of,
)

WIDTH, HEIGHT = 600, 200
LEAST_POINTS, MOST_DRAWN = 8, 24_000
_DRAWN = re.compile(r"\d{1,3},\d{1,3}(?:[ ;]\d{1,3},\d{1,3})*")


@dataclass(frozen=True, slots=True)
class SignatureMark:
    """A signature as it came from the page: a typed name, strokes, or both; and from where."""

    typed: str = ""
    drawn: str = ""
    address: str = ""
    browser: str = ""
    device: str = ""  # keyed hash of the mark that the browser carries


@dataclass(frozen=True, slots=True)
class Identified:
    """The person who signs, and how it was made sure that it is this one; by a `link` those of a side."""

    person: str
    identified_by: str
    confirmed_by: str
    link: SigningLink | None = None


def sign_by_link(
    live: queries.Live,
    code: str,
    mark: SignatureMark,
    *,
    at: datetime,
    let_go: Callable[[], object] = nothing,
) -> Signature:
    """A side signs by its link and one-time code. Raises SignatureRefused.

    `let_go` is called once the try at the code is counted.
    """
    operations.ensure_open(live)
    link = live.link
    if mark.device and mark.device in queries.devices_of_staff(live.case.id):
        raise SignatureRefused(
            Words(
                "这台设备是工作人员办案用的，不能用来签署。请在您自己的手机或电脑上打开链接。",
                "The staff work on this device. Open the link on a telephone or computer of your own.",
            )
        )
    _check_mark(mark, link.person)
    operations.check_code(link, code, at=at, let_go=let_go)
    who = Identified(link.person, "paper_number", link.code_channel, link)
    signature = _sign(live.case, link.signer, link.copy, who, mark, By(operations.actor_of(live), at))
    link.signed_at, link.code_hash = at, ""
    return signature


def sign_at_desk(
    case: Case,
    signer: str,
    user: User,
    password: str,
    mark: SignatureMark,
    by: By,
    *,
    let_go: Callable[[], object] = nothing,
) -> Signature:
    """The mediator signs, or whoever keeps the seal sets it, with the own account and password.

    Raises SignatureRefused, among others for a signature that comes too early.
    """
    if not may_sign_as(signer, case, by.actor):
        raise SignatureRefused(Words("您不能以这个身份签署。", "You may not sign in this capacity."))
    if not own_password_is(user, password, at=by.at, let_go=let_go):
        raise SignatureRefused(Words("密码不正确。", "The password is not right."))
    operations.check_strength(case)
    _check_mark(mark, user.name)
    draft = current_draft(case.id)
    assert draft is not None
    copy = operations.copy_to_sign(case, draft, by)
    return _sign(case, signer, copy, Identified(user.name, "account", "password"), mark, by)


def may_sign_as(signer: str, case: Case, actor: Actor) -> bool:
    """Whether `actor` is the case's mediator, or keeps the seal of the organisation."""
    if signer == MEDIATOR:
        return case.mediator_id is not None and case.mediator_id == actor.user_id
    return signer == ORGANISATION and allows("case.seal", actor, case)


def _sign(
    case: Case, signer: str, copy: SigningCopy, who: Identified, mark: SignatureMark, by: By
) -> Signature:
    draft = current_draft(case.id)
    if draft is None or draft.id != copy.draft_id:
        raise SignatureRefused(queries.LINK_WORDS["void"])
    certifier = extension_points.certifier()
    certificate = _certificate(licensed=certifier is not None)
    alone = who.confirmed_by != ON_SITE
    level = level_of(Facts(True, True, True, True, certificate, sole_control=alone))
    assert level is not None
    origin = origin_of(mark.address, mark.browser, mark.device)
    act = SigningAct(
        case_number=case.number_text,
        signer=signer,
        person=who.person,
        draft=draft.number,
        pdf_sha256=copy.pdf_sha256,
        pdf_sm3=copy.pdf_sm3,
        identified_by=who.identified_by,
        confirmed_by=who.confirmed_by,
        code_sent_at=who.link.code_at if who.link else None,
        signed_at=by.at,
        origin=origin.sha256,
        consent=CONSENT.zh,
        typed=mark.typed.strip(),
        drawn=mark.drawn,
        level=level.value,
        certificate=certificate.value,
        **(_of_link(who.link) if who.link else {}),
    )
    record = canonical(act)
    by_link = _facts_of_link(who) if who.link else None
    facts = SignatureFacts(signer, day_of(by.at), who.person, level, sha256_of(record), by_link)
    signature = record_signature(case, facts, by)
    news.tell_both("signature_made", case, signer, by)
    suite, vouched = _vouched(record, who.person, certifier)
    proof = SigningProof(
        case_id=case.id,
        copy_id=copy.id,
        signature_id=signature.id,
        record=record,
        sha256=sha256_of(record),
        suite=suite,
        vouched=vouched,
    )
    db.session.add(proof)
    db.session.flush()
    db.session.add(SigningOrigin(proof_id=proof.id, signed_at=by.at, told=canonical(origin)))
    db.session.flush()
    return signature


def _of_link(link: SigningLink) -> dict[str, str]:
    """What the record says of a link: who asked, how it came, who saw the signer, by what authority."""
    known = {
        "invited_by": link.made_by,
        "link_channel": link.channel,
        "witness": link.code_by,
        "paper_seen": link.paper_seen,
    }
    if (authority := link.authority) is None:
        return known
    return known | {
        "capacity": authority.capacity,
        "authority_sha256": authority.file.sha256,
        "seal_sha256": authority.seal.sha256 if authority.seal else "",
        "no_seal_reason": authority.no_seal_reason or "",
    }


def _facts_of_link(who: Identified) -> dict[str, object]:
    """What the timeline says of a signature by a link."""
    return {
        "person": who.person,
        "identity": list(IDENTITY_WORDS[who.identified_by]),
        "channel": list(CONFIRMATION_WORDS[who.confirmed_by]),
        "inviter": who.link.made_by if who.link else "",
    }


def _certificate(*, licensed: bool) -> Certificate:
    if licensed:
        return Certificate.LICENSED
    return Certificate.OWN if signing_key() else Certificate.NONE


def _vouched(record: str, person: str, certifier: extension_points.Certifier | None) -> tuple[str, str]:
    """The suite and the signature over the record: a licensed authority's, else the platform's own."""
    content = record.encode()
    if certifier is not None:
        return "licensed", base64.b64encode(certifier(person, content)).decode()
    key = signing_key()
    if key is None:
        return "", ""
    remember(key)
    suite = International(key.key)
    return suite.code, base64.b64encode(suite.sign(content)).decode()


def _check_mark(mark: SignatureMark, person: str) -> None:
    if mark.drawn and not _is_drawing(mark.drawn):
        raise SignatureRefused(
            Words("手写签名没有保存好，请重新书写。", "The drawing did not come through. Draw it again.")
        )
    if not mark.drawn and "".join(mark.typed.split()) != "".join(person.split()):
        raise SignatureRefused(
            Words(
                f"请手写签名，或者输入签署人的完整姓名：{person}。",
                f"Draw your signature, or type the signer's full name: {person}.",
            )
        )


def _is_drawing(drawn: str) -> bool:
    """Whether it is strokes on our field and more than a dot."""
    if len(drawn) > MOST_DRAWN or not _DRAWN.fullmatch(drawn):
        return False
    points = [point.split(",") for point in re.split("[ ;]", drawn)]
    return len(points) >= LEAST_POINTS and all(int(x) <= WIDTH and int(y) <= HEIGHT for x, y in points)
