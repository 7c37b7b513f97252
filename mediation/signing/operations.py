"""Links out to the signers, and what becomes of them. The signature itself is in `acts`."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, or_

from mediation.access.actor import Actor
from mediation.access.by import By
from mediation.access.roles import Role
from mediation.accounts.failed_attempts.operations import nothing
from mediation.agreements.models import TermsDraft
from mediation.agreements.operations import SignatureRefused, agreement_of
from mediation.agreements.queries import current_draft, signatures_under
from mediation.cases import party_contacts
from mediation.cases.models import Case, Party
from mediation.cases.operations import perform
from mediation.clock import day_of, moment_of
from mediation.counting import count_down, count_up
from mediation.database import db, lookup_hash
from mediation.documents import store
from mediation.documents.facts import canonical
from mediation.documents.kinds import DocumentKind
from mediation.documents.operations import preview
from mediation.notifications.channels import is_set_up
from mediation.organisations.queries import organisation
from mediation.rules.agreement.signatures import Certificate, Facts, level_of, too_weak
from mediation.rules.findings import Words
from mediation.rules.numbers.identity_papers import PAPERS, PaperKind
from mediation.rules.procedures.letter_ladder import CHANNEL_WORDS
from mediation.rules.procedures.retention import record_may_go_before
from mediation.rules.vocabulary import SIDES
from mediation.sealing.suites import digest
from mediation.signing import extension_points, news, queries
from mediation.signing.authorities import ensure_usable
from mediation.signing.models import SigningAuthority, SigningCopy, SigningLink, SigningOrigin
from mediation.signing.records import ON_SITE, WAYS
from mediation.signing.witnesses import ensure_of_before, ensure_second, same_number
from mediation.timeline import operations as timeline

LASTS = timedelta(days=7)
CODE_LASTS = timedelta(minutes=10)
CODE_TRIES = 5
CODES_AT_MOST = 8
CODE_AGAIN = timedelta(seconds=60)
KEY_BYTES = 24


PERSON = "person"
CODE_CHANNELS = ("sms", "email")  # in the order in which they are tried

_OTHER_PAPER = Words(
    "与登记的证件号码不一致，请核对证件。登记有误的，请签署纸质文本。",
    "Not the number on record. Look at the paper again; if the record is wrong, have it signed on paper.",
)


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


@dataclass(frozen=True, slots=True)
class Reached:
    """An address of a signer that is known to be its own, and which user vouched for it, if one did."""

    channel: str
    address: str
    vouched_by_id: int | None


def invite(
    case: Case,
    signer: str,
    by: By,
    *,
    authority: SigningAuthority | None = None,
    on_site: bool = False,
    device: str = "",
) -> tuple[SigningLink, str]:
    """Make the personal link of a side; gives it with its key, which only this moment knows.

    The party itself signs under its name on record, anybody else by a checked `authority`. The link goes
    to an address that is the signer's own (`send_link`), or is shown to be handed over `on_site`: then its
    code comes from another member of the staff. A link made before for the same side stops working.
    Raises SignatureRefused where that cannot be, or an electronic signature would not be enough.
    """
    draft = current_draft(case.id)
    if draft is None or signer not in SIDES:
        raise SignatureRefused(
            Words("请先起草协议，再选择签署人。", "Draft the terms, then choose who signs.")
        )
    if any(one.signer == signer for one in signatures_under(draft)):
        raise SignatureRefused(Words("这一方已经签署。", "This side has signed already."))
    ensure_of_before(case, by)
    person = _signer_of(case, signer, authority, by)
    check_strength(case)
    reached = None if on_site else _way_to(case, signer, authority, by)
    channel = reached.channel if reached else ON_SITE
    facts = {"signer": signer, "person": person, "draft": draft.number, "channel": list(WAYS[channel])}
    perform(case, "invite_signing", by, facts=facts)
    copy = copy_to_sign(case, draft, by)
    for earlier in queries.links_of(case.id):
        if earlier.signer == signer and earlier.revoked_at is None and earlier.signed_at is None:
            earlier.revoked_at = by.at
    key = secrets.token_urlsafe(KEY_BYTES)
    link = SigningLink(
        case_id=case.id,
        copy=copy,
        signer=signer,
        person=person,
        authority=authority,
        key_hash=lookup_hash(f"signing/{key}"),
        channel=channel,
        address_hash=lookup_hash(reached.address) if reached else "",
        made_at=by.at,
        made_by=by.actor.name,
        made_by_id=by.actor.user_id,
        made_device=device,
        expires_at=by.at + LASTS,
        identity_failures=0,
        code_failures=0,
        codes_sent=0,
    )
    db.session.add(link)
    db.session.flush()
    return link, key


def _signer_of(case: Case, signer: str, authority: SigningAuthority | None, by: By) -> str:
    """Who signs for the side, by name; raises SignatureRefused for whoever may not."""
    if authority is not None:
        ensure_usable(authority, case, signer, by)
        return authority.person
    party = case.party_of(signer)
    if party.kind != PERSON:
        raise SignatureRefused(
            Words(
                "单位由其代表签署：请先登记授权文件，由另一名工作人员核对。",
                "An organisation signs by a representative: record the authority, for a colleague to check.",
            )
        )
    if not party.paper_number:
        raise SignatureRefused(
            Words(
                "没有登记这一方的证件号码，无法确认是本人，不能电子签署。请打印协议，当面签署纸质文本。",
                "No identity paper of this side is on record, so nothing shows who signs. Print the copy "
                "and have it signed on paper.",
            )
        )
    return party.name


def _way_to(case: Case, signer: str, authority: SigningAuthority | None, by: By) -> Reached:
    """The first address by which the link can go; raises SignatureRefused where there is none."""
    known = reached_at(case, signer, authority)
    usable = [one for one in known if one.vouched_by_id is None or one.vouched_by_id != by.actor.user_id]
    for one in usable:
        if is_set_up(one.channel):
            return one
    if known and not usable:
        raise SignatureRefused(
            Words(
                "核实联系方式的人不能邀请签署，请由另一名工作人员办理。",
                "Whoever confirmed the contact cannot ask its owner to sign. A colleague must.",
            )
        )
    raise SignatureRefused(
        Words(
            "这一方没有经本人核实、又能发送的手机或邮箱。请由另一名工作人员当面核实联系方式，"
            "或者到场签署，或者签署纸质文本。",
            "This side has no telephone or e-mail that is known to be its own and can be used. A colleague "
            "confirms one face to face, or the side signs here, or on paper.",
        )
    )


def reached_at(case: Case, signer: str, authority: SigningAuthority | None) -> list[Reached]:
    """The addresses that are the signer's own: of a representative that of the checked authority."""
    if authority is not None:
        return [Reached(authority.channel, authority.address, authority.checked_by_id)]
    known = party_contacts.proven(case.id, signer)
    return [
        Reached(one, known[one].address, known[one].proven_by_id) for one in CODE_CHANNELS if one in known
    ]


def send_link(
    live: queries.Live, address: str, *, at: datetime, before: Callable[[], None] = lambda: None
) -> bool:
    """Send the signer its link, the whole `address`; nobody else ever sees it.

    `before` is called before the network is used. A link that could not be sent works no more.
    """
    link = live.link
    phone, email = _own_addresses(live)
    before()
    if extension_points.send_link(phone, email, address, at=at):
        return True
    link.revoked_at = at
    return False


def confirm_contact(case: Case, side: str, channel: str, paper_kind: str, number: str, by: By) -> None:
    """Another member of the staff has the side in front of it, with its paper, and heard the address.

    Raises SignatureRefused for whoever typed the address in, and for a number that is not the side's.
    """
    address = party_contacts.unproven(case, side).get(channel)
    if address is None:
        raise SignatureRefused(
            Words("没有需要核实的联系方式。", "There is no contact that waits to be confirmed.")
        )
    ensure_second(case, by, party_contacts.typed_by(case.id, side, channel, address))
    if not same_number(number, case.party_of(side).paper_number or ""):
        raise SignatureRefused(_OTHER_PAPER)
    facts = {
        "signer": side,
        "channel": list(CHANNEL_WORDS[channel]),
        "paper": list(PAPERS[PaperKind(paper_kind)]),
    }
    perform(case, "confirm_contact", by, facts=facts)
    party_contacts.prove(case, side, channel, by)


def check_strength(case: Case, *, in_person: bool = False) -> None:
    """Raise SignatureRefused where this case takes no electronic signature that we can offer."""
    certificate = Certificate.LICENSED if extension_points.certifier() else Certificate.OWN
    level = level_of(Facts(True, True, True, True, certificate, sole_control=not in_person))
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
    live: queries.Live, number: str, *, at: datetime, let_go: Callable[[], object] = nothing
) -> None:
    """Check the whole number of the signer's identity paper. Raises SignatureRefused.

    Counted on the link before they are looked at; after five wrong tries it is locked. `let_go` is
    called once the try is counted. Whoever has signed may come back for the own copy.
    """
    if live.state != "signed":
        ensure_open(live)
    link = live.link
    tries = count_up(link, SigningLink.identity_failures, most=queries.IDENTITY_TRIES)
    let_go()
    if tries is not None and same_number(number, number_of(live)):
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
    """Send a one-time code to the signer's own address; gives the channel, "" where it could not be sent.

    `before` is called before the network is used. Raises SignatureRefused when asked too often, and where
    the address to which the link went is the signer's no longer.
    """
    ensure_open(live)
    link = live.link
    phone, email = _own_addresses(live)
    if not (phone or email):
        raise SignatureRefused(
            Words(
                "这个链接的验证码由工作人员核对证件后当面告知。",
                "For this link a member of the staff tells you the code, having seen your identity paper.",
            )
        )
    if link.code_at is not None and at < link.code_at + CODE_AGAIN:
        raise SignatureRefused(
            Words("验证码刚刚发送过，请 1 分钟后再试。", "A code was sent just now. Try again in a minute.")
        )
    not_just_now = or_(SigningLink.code_at.is_(None), SigningLink.code_at <= at - CODE_AGAIN)
    if count_up(link, SigningLink.codes_sent, most=CODES_AT_MOST, where=not_just_now) is None:
        raise SignatureRefused(
            Words("验证码发送次数太多，请联系调解员。", "Too many codes were sent. Ask the mediator.")
        )
    code = _new_code()
    link.code_hash, link.code_at = "", at  # whoever asks at the same moment is asked to wait
    before()
    channel = extension_points.send_code(phone, email, code, at=at)
    if channel:
        _keep_code(link, code, channel, at)
        link.code_by, link.code_by_id, link.code_device, link.paper_seen = "", None, "", ""
    else:
        count_down(link, SigningLink.codes_sent)
        link.code_at = None
    return channel


def hand_over_code(live: queries.Live, paper_kind: str, number: str, by: By, *, device: str = "") -> str:
    """A code for a second member of the staff to tell the signer, whose identity paper is at hand.

    Gives the code, which only this moment knows. Such a signature is a simple one, whoever certifies it:
    the code went through the staff. Raises SignatureRefused for whoever made the link, for a number that
    is not the signer's, and in a case that takes no simple signature.
    """
    ensure_open(live)
    case, link = live.case, live.link
    ensure_second(case, by, link.made_by_id)
    check_strength(case, in_person=True)
    if not same_number(number, number_of(live)):
        raise SignatureRefused(_OTHER_PAPER)
    paper = PAPERS[PaperKind(paper_kind)]
    facts = {"signer": link.signer, "person": link.person, "paper": list(paper)}
    perform(case, "hand_over_code", by, facts=facts)
    news.tell_both("code_in_person", case, link.signer, by)
    code = _new_code()
    _keep_code(link, code, ON_SITE, by.at)
    link.code_by, link.code_by_id = by.actor.name, by.actor.user_id
    link.code_device, link.paper_seen = device, paper_kind
    return code


def note_staff(live: queries.Live, by: By) -> None:
    """Keep that a link was opened where somebody was signed in who is not of the signer's side."""
    timeline.record(live.case.thread, "signing_link_met_staff", {"signer": live.link.signer}, by)


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
    return live.case.party_of(live.link.signer)


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


def number_of(live: queries.Live) -> str:
    """The number of the identity paper of whoever signs by the link."""
    if live.link.authority is not None:
        return live.link.authority.paper_number
    return side_of(live).paper_number or ""


def _own_addresses(live: queries.Live) -> tuple[str, str]:
    """Telephone and e-mail to which the link went, if that is still the signer's own address."""
    link = live.link
    known = {
        one.channel: one.address
        for one in reached_at(live.case, link.signer, link.authority)
        if one.channel == link.channel and lookup_hash(one.address) == link.address_hash
    }
    return known.get("sms", ""), known.get("email", "")


def _new_code() -> str:
    return f"{secrets.randbelow(1_000_000):06d}"


def _keep_code(link: SigningLink, code: str, channel: str, at: datetime) -> None:
    link.code_hash, link.code_at, link.code_channel = _code_hash(link, code), at, channel
    link.code_failures = 0


def _code_hash(link: SigningLink, code: str) -> str:
    return lookup_hash(f"signing-code/{link.id}/{code}")
