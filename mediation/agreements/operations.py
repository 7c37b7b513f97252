"""Drafting, signing on paper, concluding."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mediation.access.actor import Actor
from mediation.access.by import By
from mediation.acts.refusals import ActRefused
from mediation.acts.walking import Performed
from mediation.agreements import queries
from mediation.agreements.extension_points import electronic_signatures_under, was_concluded
from mediation.agreements.models import Signature, TermsDraft
from mediation.cases.documents.issuing import dispute, issuer, party
from mediation.cases.extension_points import days_of_sessions
from mediation.cases.models import Case
from mediation.cases.operations import perform
from mediation.clock import day_of, moment_of
from mediation.database import db
from mediation.documents.kinds import DocumentKind
from mediation.documents.kinds.agreement import Agreement
from mediation.documents.operations import give_way
from mediation.documents.queries import documents_of_case
from mediation.rules.agreement.signatures import LEVEL_WORDS, Level, order_words, waits_for
from mediation.rules.agreement.terms import Terms, to_plain
from mediation.rules.findings import Finding, Words
from mediation.rules.procedures.confirmation import WINDOW
from mediation.rules.vocabulary import SIGNERS

# Which letter tells both sides: with the last day of the window for confirmation, or without one.
LETTER_WITH_WINDOW, PLAIN_LETTER = "settlement_concluded", "settlement_plain"
AGREED_ANEW = "双方经重新协商，另行达成协议。"


class SignatureRefused(ActRefused):
    """The signature cannot be recorded like this."""


@dataclass(frozen=True, slots=True)
class Drafting:
    """What a draft consists of: the facts, what was in dispute, and the terms.

    `lender` (rates.Lender) and `contract_on` are of the contract in dispute: on them depends the cap
    on interest; empty where no interest is agreed.
    """

    main_facts: str
    disputed: str
    terms: Terms
    responsibility: str = ""
    lender: str = ""
    contract_on: date | None = None


def draft_terms(case: Case, drafting: Drafting, by: By) -> TermsDraft:
    """Write the next draft. Faults do not stop it; they stop giving it out for signature."""
    number = max((draft.number for draft in queries.drafts_of(case.id)), default=0) + 1
    perform(case, "draft_terms", by, facts={"draft": number})
    draft = TermsDraft(
        case_id=case.id,
        number=number,
        main_facts=drafting.main_facts,
        disputed=drafting.disputed,
        responsibility=drafting.responsibility,
        terms=json.dumps(to_plain(drafting.terms), ensure_ascii=False),
        lender=drafting.lender,
        contract_on=drafting.contract_on,
        drafted_at=by.at,
        drafted_by=by.actor.name,
    )
    db.session.add(draft)
    db.session.flush()
    return draft


def offer_terms(case: Case, by: By) -> Performed:
    """Give the current draft to both sides for signature; refused while a court would refuse it."""
    draft = queries.current_draft(case.id)
    return perform(
        case,
        "offer_terms",
        by,
        facts={"draft": draft.number if draft else 0},
        known={"terms_blocks": _blocks(draft, on=day_of(by.at))},
    )


@dataclass(frozen=True, slots=True)
class SignatureFacts:
    """Who signed in which capacity (`signer`, of SIGNERS), on which day, and by which person's hand.

    An electronic signature has its `level` and the hash of its `proof`; one by a personal link tells what
    the timeline says of the link, too.
    """

    signer: str
    signed_on: date
    signed_by: str = ""
    level: Level = Level.INK
    proof: str = ""
    by_link: Mapping[str, object] | None = None


def record_signature(case: Case, facts: SignatureFacts, by: By) -> Signature:
    """Record one signature or seal, on paper or electronic: different acts of the case.

    Raises SignatureRefused for a day that lies ahead or before the draft, a second signature, or a
    hand before those that it waits for (the parties', then the mediator's, then the seal).
    """
    draft = _draft_of(case)
    _check_signature(draft, facts.signer, facts.signed_on, on=day_of(by.at))
    if facts.level is Level.INK:
        told = {"signer": facts.signer, "on": facts.signed_on.isoformat()}
        perform(case, "record_signature", by, facts=told)
    else:
        proven = {"level": list(LEVEL_WORDS[facts.level]), "proof": facts.proof, **(facts.by_link or {})}
        action = "sign_electronically" if facts.by_link is None else "sign_by_link"
        perform(case, action, by, facts={"signer": facts.signer, **proven})
    signature = Signature(
        case_id=case.id,
        draft_id=draft.id,
        signer=facts.signer,
        signed_on=facts.signed_on,
        signed_by=facts.signed_by,
        level=facts.level.value,
        recorded_at=by.at,
        recorded_by=by.actor.name,
        recorded_by_id=by.actor.user_id,
    )
    db.session.add(signature)
    db.session.flush()
    return signature


def conclude(case: Case, by: By) -> Performed:
    """Conclude: the effective date from the last hand (art. 29), the agreement as a paper (D08).

    The thirty days for judicial confirmation (C14) run from that date, not from today, where a court
    may confirm it at all. An earlier agreement of the case gives way to this one. Raises SignatureRefused
    for whoever recorded a side's signature on paper: another person looks at the scan before it binds.
    """
    draft = _draft_of(case)
    _check_second_person(draft, by)
    effective = queries.effect_of(case, draft).effective_on
    confirmable = queries.may_be_confirmed(case, draft)
    earlier = [one for one in documents_of_case(case.id, kind=DocumentKind.AGREEMENT) if one.is_valid]
    done = perform(
        case,
        "conclude",
        by,
        facts={"effective_on": effective.isoformat() if effective else ""},
        paper=agreement_of(case, draft, effective_on=effective, actor=by.actor),
        changes={"effective_on": effective},
        starts_on={WINDOW: effective if confirmable else None},
        unwritten=(PLAIN_LETTER if confirmable else LETTER_WITH_WINDOW,),
    )
    for former in earlier:
        give_way(former, done.documents[0], AGREED_ANEW)
    was_concluded(case, by.without_version())
    return done


def agreement_of(case: Case, draft: TermsDraft, *, effective_on: date | None, actor: Actor) -> Agreement:
    """The facts of the agreement paper; without an effective date it is the copy for signature.

    That copy stays blank where people sign: it is what they sign.
    """
    assert case.accepted_at is not None
    return Agreement(
        issuer=issuer(case),
        case_number=case.number_text,
        dispute=dispute(case, DocumentKind.AGREEMENT),
        parties=tuple(party(row) for row in case.parties),
        mediators=(case.mediator_name,),
        recorder=actor.name,
        accepted_on=day_of(case.accepted_at),
        main_facts=draft.main_facts,
        disputed=draft.disputed,
        responsibility=draft.responsibility,
        terms=queries.terms_of(draft),
        mediated_at=tuple(moment_of(day) for day in days_of_sessions(case)),
        effective_on=effective_on,
        hands=electronic_signatures_under(draft) if effective_on else (),
    )


def _draft_of(case: Case) -> TermsDraft:
    draft = queries.current_draft(case.id)
    if draft is None:
        raise SignatureRefused(Words("请先起草调解协议。", "Draft the terms first."))
    return draft


def _blocks(draft: TermsDraft | None, *, on: date) -> tuple[Finding, ...]:
    if draft is None:
        return ()
    return tuple(finding for finding in queries.findings_of(draft, on=on) if finding.blocks)


def _check_signature(draft: TermsDraft, signer: str, signed_on: date, *, on: date) -> None:
    if signer not in SIGNERS:
        raise SignatureRefused(Words("请选择由谁签署。", "Choose who signed."))
    if signed_on > on:
        raise SignatureRefused(
            Words("签署日期不能晚于今天，请核对。", "The day of signing lies ahead. Check it.")
        )
    if signed_on < day_of(draft.drafted_at):
        raise SignatureRefused(
            Words(
                f"签署日期不能早于起草日期 {day_of(draft.drafted_at)}。",
                f"The day of signing cannot be before the draft of {day_of(draft.drafted_at)}.",
            )
        )
    signed = {one.signer: one.signed_on for one in queries.signatures_under(draft)}
    if signer in signed:
        raise SignatureRefused(
            Words(
                f"{SIGNERS[signer].zh}的签署已经登记过了。",
                f"The signature of the {SIGNERS[signer].en} is recorded already.",
            )
        )
    if waiting := waits_for(signer, signed):
        raise SignatureRefused(order_words(waiting))
    if earliest := max((signed[one] for one in waits_for(signer, ())), default=None):
        _check_order(signed_on, earliest)


def _check_second_person(draft: TermsDraft, by: By) -> None:
    on_paper = [
        one
        for one in queries.signatures_under(draft)
        if one.level == Level.INK and one.signer in queries.SIDES
    ]
    if any(one.recorded_by_id == by.actor.user_id for one in on_paper):
        raise SignatureRefused(
            Words(
                "当事人的纸质签署是您登记的，请由另一名工作人员核对扫描件后确认达成协议。",
                "You recorded the parties' signatures on paper. A colleague compares the scan and concludes.",
            )
        )


def _check_order(signed_on: date, earliest: date) -> None:
    if signed_on < earliest:
        raise SignatureRefused(
            Words(
                f"签署日期不能早于之前各方签署的日期 {earliest}，请核对。",
                f"The day lies before {earliest}, when those who sign first had signed. Check it.",
            )
        )
