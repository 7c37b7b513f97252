"""Links out to the signers, and what becomes of them. The signature itself is in `acts`."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import delete, or_

from mediation.access.actor import Actor
from mediation.access.by import By
from mediation.access.roles import Role
from mediation.accounts.failed_attempts.operations import nothing
from mediation.agreements.models import TermsDraft
from mediation.agreements.operations import SignatureRefused, agreement_of
from mediation.agreements.queries import current_draft, signatures_under
from mediation.cases.models import Case, Party
from mediation.cases.operations import perform
from mediation.clock import day_of, moment_of
from mediation.counting import count_down, count_up
from mediation.database import db, lookup_hash
from mediation.documents import store
from mediation.documents.facts import canonical
from mediation.documents.kinds import DocumentKind
from mediation.documents.operations import preview
from mediation.organisations.queries import organisation
from mediation.rules.agreement.signatures import Certificate, Facts, level_of, too_weak
from mediation.rules.findings import Words
from mediation.rules.procedures.retention import record_may_go_before
from mediation.rules.vocabulary import SIDES, SIGNERS
from mediation.sealing.suites import digest
from mediation.signing import extension_points, queries
from mediation.signing.models import SigningCopy, SigningLink, SigningOrigin

LASTS = timedelta(days=7)
CODE_LASTS = timedelta(minutes=10)
CODE_TRIES = 5
CODES_AT_MOST = 8
CODE_AGAIN = timedelta(seconds=60)
KEY_BYTES = 24
FOUR = 4


class CodeRefused(SignatureRefused):
    """The one-time code is not right, or no longer."""


def copy_to_sign(case: Case, draft: TermsDraft, by: By) -> SigningCopy:
    """The file under which all hands come, drawn at the first call and the same ever after."""
    if found := queries.copy_of(draft):
        return found
    facts = agreement_of(case, draft, effective_on=None, actor=by.actor)
    content = preview(DocumentKind.AGREEMENT, facts, at=by.at)
    kept = store.keep(content)
    copy = SigningCopy(
        case_id=case.id,
        draft_id=draft.id,
        facts=canonical(facts),
        path=kept.path,
        pdf_sha256=kept.sha256,
        pdf_sm3=digest("sm3", content),
        made_at=by.at,
    )
    db.session.add(copy)
    db.session.flush()
    return copy


def invite(case: Case, signer: str, person: str, by: By, *, digits: str = "") -> tuple[SigningLink, str]:
    """Make the personal link of a side; gives it with its key, which only this moment knows.

    `person` is who signs: the party itself, or for an organisation its representative, whose last
    four `digits` are then asked for instead of the party's. A link made before for the same side
    stops working. Raises SignatureRefused where an electronic signature
    would not be enough, or the side has signed already.
    """
    draft = current_draft(case.id)
    if draft is None or signer not in SIDES:
        raise SignatureRefused(
            Words("请先起草协议，再选择签署人。", "Draft the terms, then choose who signs.")
        )
    if not person.strip():
        raise SignatureRefused(Words("请写明由谁签字。", "Write who signs."))
    if any(one.signer == signer for one in signatures_under(draft)):
        raise SignatureRefused(Words("这一方已经签署。", "This side has signed already."))
    party = next(one for one in case.parties if one.side == signer)
    if (digits and len(_plain(digits)) != FOUR) or (not digits and not _known_digits(party)):
        raise SignatureRefused(
            Words(
                "请填写签字人证件号码或手机号的后四位，打开链接时用来核对。",
                "Enter the last four digits of the signer's identity paper or telephone, to be asked for.",
            )
        )
    check_strength(case)
    perform(case, "invite_signing", by, facts=_named(signer, draft))
    copy = copy_to_sign(case, draft, by)
    for earlier in queries.links_of(case.id):
        if earlier.signer == signer and earlier.revoked_at is None and earlier.signed_at is None:
            earlier.revoked_at = by.at
    key = secrets.token_urlsafe(KEY_BYTES)
    link = SigningLink(
        case_id=case.id,
        copy=copy,
        signer=signer,
        person=person.strip(),
        digits_hash=_digits_hash(digits) if digits else "",
        key_hash=lookup_hash(f"signing/{key}"),
        made_at=by.at,
        made_by=by.actor.name,
        expires_at=by.at + LASTS,
        identity_failures=0,
        code_failures=0,
        codes_sent=0,
    )
    db.session.add(link)
    db.session.flush()
    return link, key


def check_strength(case: Case) -> None:
    """Raise SignatureRefused where this case takes no electronic signature that we can offer."""
    certificate = Certificate.LICENSED if extension_points.certifier() else Certificate.OWN
    level = level_of(Facts(True, True, True, True, certificate))
    centre = organisation(case.centre_id)
    assert level is not None
    assert centre is not None
    if fault := too_weak(level, centre.regime, case.track, on=case.law_on):
        raise SignatureRefused(fault.words)


def revoke(case: Case, link: SigningLink, by: By) -> None:
    """Stop a link from working. Raises SignatureRefused once it was used."""
    if link.signed_at is not None:
        raise SignatureRefused(Words("已经签署的链接不能撤销。", "A link that was used cannot be revoked."))
    perform(case, "revoke_signing", by, facts={"signer": link.signer})
    link.revoked_at = link.revoked_at or by.at


def identify(
    live: queries.Live, digits: str, *, at: datetime, let_go: Callable[[], object] = nothing
) -> None:
    """Check the last four digits that only the signer and we know. Raises SignatureRefused.

    Counted on the link before they are looked at; after five wrong tries it is locked. `let_go` is
    called once the try is counted. Whoever has signed may come back for the own copy.
    """
    if live.state != "signed":
        ensure_open(live)
    link, party = live.link, side_of(live)
    known = [link.digits_hash] if link.digits_hash else [_digits_hash(one) for one in _known_digits(party)]
    typed = _digits_hash(digits) if len(_plain(digits)) == FOUR else ""
    tries = count_up(link, SigningLink.identity_failures, most=queries.IDENTITY_TRIES)
    let_go()
    if tries is not None and any(hmac.compare_digest(typed, one) for one in known):
        count_down(link, SigningLink.identity_failures)
        link.opened_at = link.opened_at or at
        return
    left = queries.IDENTITY_TRIES - (tries or queries.IDENTITY_TRIES)
    if left <= 0:
        raise SignatureRefused(
            Words(
                "核对失败次数太多，链接已锁定，请联系调解员重新发送。",
                "Too many wrong tries: the link is locked. Ask the mediator for a new one.",
            )
        )
    raise SignatureRefused(
        Words(
            f"与我们登记的不一致，请核对后重新输入（还可试 {left} 次）。",
            f"This is not what we have on record. Check it and try again ({left} tries left).",
        )
    )


def send_code(live: queries.Live, *, at: datetime, before: Callable[[], None] = lambda: None) -> str:
    """Send a one-time code to the signer; gives the channel, "" where the staff must hand one over.

    `before` is called before the network is used. Raises SignatureRefused when asked too often.
    """
    ensure_open(live)
    link = live.link
    if link.code_at is not None and at < link.code_at + CODE_AGAIN:
        raise SignatureRefused(
            Words("验证码刚刚发送过，请 1 分钟后再试。", "A code was sent just now. Try again in a minute.")
        )
    not_just_now = or_(SigningLink.code_at.is_(None), SigningLink.code_at <= at - CODE_AGAIN)
    if count_up(link, SigningLink.codes_sent, most=CODES_AT_MOST, where=not_just_now) is None:
        raise SignatureRefused(
            Words("验证码发送次数太多，请联系调解员。", "Too many codes were sent. Ask the mediator.")
        )
    link.code_hash, link.code_at = "", at  # whoever asks at the same moment is asked to wait
    code, party = _new_code(), side_of(live)
    phone, email = party.phone or "", party.email or ""
    before()
    channel = extension_points.send_code(phone, email, code, at=at)
    if channel:
        _keep_code(link, code, channel, at)
    else:
        count_down(link, SigningLink.codes_sent)
        link.code_at = None
    return channel


def hand_over_code(live: queries.Live, by: By) -> str:
    """A code for the staff to tell the signer in person, after looking at the signer's paper.

    Gives the code, which only this moment knows; that it was given is in the timeline.
    """
    ensure_open(live)
    perform(live.case, "hand_over_code", by, facts={"signer": live.link.signer})
    code = _new_code()
    _keep_code(live.link, code, "on_site", by.at)
    return code


def decline(live: queries.Live, reason: str, *, at: datetime) -> None:
    """The signer will not sign; the mediator is told and decides what becomes of the case."""
    ensure_open(live)
    if not reason.strip():
        raise SignatureRefused(Words("请简单写明原因。", "Say briefly why."))
    link = live.link
    perform(live.case, "decline_signing", By(actor_of(live), at), facts={"signer": link.signer})
    link.declined_at, link.declined_reason = at, reason.strip()


def check_code(
    link: SigningLink, typed: str, *, at: datetime, let_go: Callable[[], object] = nothing
) -> None:
    """Use up the one-time code; raises CodeRefused. `let_go` is called once the try is counted."""
    if not link.code_hash or link.code_at is None or at >= link.code_at + CODE_LASTS:
        raise CodeRefused(
            Words(
                "验证码已过期，请重新获取（10 分钟内有效）。",
                "The code has run out (10 minutes). Get a new one.",
            )
        )
    tries = count_up(link, SigningLink.code_failures, most=CODE_TRIES)
    let_go()
    if tries is None:
        raise CodeRefused(Words("验证码输错太多次，请重新获取。", "Too many wrong tries. Get a new code."))
    digits = "".join(one for one in typed if one.isdigit())
    if not hmac.compare_digest(link.code_hash, _code_hash(link, digits)):
        left = CODE_TRIES - tries
        raise CodeRefused(
            Words(f"验证码不正确（还可试 {left} 次）。", f"The code is not right ({left} tries left).")
        )


def forget_origins(*, at: datetime) -> int:
    """Forget from where people signed once the time for it is over (PIPL art. 19); gives their count.

    The proof keeps the hash and stays as good as it was.
    """
    before = record_may_go_before("signing_origin", on=day_of(at))
    if before is None:
        return 0
    return int(
        db.session.execute(
            delete(SigningOrigin)
            .where(SigningOrigin.signed_at < moment_of(before))
            .execution_options(synchronize_session=False)
        ).rowcount  # type: ignore[attr-defined]
    )


def side_of(live: queries.Live) -> Party:
    """The party whose link it is."""
    return next(one for one in live.case.parties if one.side == live.link.signer)


def actor_of(live: queries.Live) -> Actor:
    """The signer as whoever acts: a party of this case, known by the link."""
    return Actor(frozenset({Role.PARTY}), case_id=live.case.id, side=live.link.signer)


def ensure_open(live: queries.Live) -> None:
    """Raise SignatureRefused for a link that no longer works."""
    if not live.is_open:
        words = queries.LINK_WORDS[live.state]
        raise SignatureRefused(
            Words(
                f"这个签署链接{words.zh}，请联系调解员。",
                f"This link cannot be used: {words.en}. Ask the mediator.",
            )
        )


def _named(signer: str, draft: TermsDraft) -> dict[str, object]:
    assert signer in SIGNERS
    return {"signer": signer, "draft": draft.number}


def _known_digits(party: Party) -> list[str]:
    """The last four of what we have on record of a party."""
    return [text[-FOUR:] for text in (party.phone, party.paper_number, party.uscc) if text]


def _plain(digits: str) -> str:
    return "".join(one for one in digits.upper() if one.isalnum())


def _digits_hash(digits: str) -> str:
    return lookup_hash(f"signing-digits/{_plain(digits)}")


def _new_code() -> str:
    return f"{secrets.randbelow(1_000_000):06d}"


def _keep_code(link: SigningLink, code: str, channel: str, at: datetime) -> None:
    link.code_hash, link.code_at, link.code_channel = _code_hash(link, code), at, channel
    link.code_failures = 0


def _code_hash(link: SigningLink, code: str) -> str:
    return lookup_hash(f"signing-code/{link.id}/{code}")
