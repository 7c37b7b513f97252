"""From the first draft to the effective date: drafting, giving out, signing, concluding."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from mediation import clock
from mediation.access.by import By
from mediation.acts.refusals import GuardRefused
from mediation.agreements import operations as agreements
from mediation.agreements import queries
from mediation.agreements.models import TermsDraft
from mediation.agreements.operations import SignatureFacts, SignatureRefused
from mediation.cases.models import Case
from mediation.clock import moment_of
from mediation.documents.kinds import DocumentKind
from mediation.documents.kinds.agreement import Agreement
from mediation.documents.operations import facts_of
from mediation.documents.queries import documents_of_case
from mediation.rules.agreement.signatures import waits_for
from mediation.rules.agreement.terms import Interest, Term
from mediation.rules.procedures.machine import NotPossible
from mediation.rules.vocabulary import SIGNERS
from mediation.timeline.queries import entries_of
from tests import cast
from tests.builders import ACCOUNT, APPLICANT, BANK, actor, case_in, centre, drafting, walk
from tests.conftest import StandingClock

pytestmark = pytest.mark.usefixtures("founded", "undrawn")


def at(day: str, hour: int = 10) -> datetime:
    return moment_of(date.fromisoformat(day), hour)


def draft(case: Case, **changes: object) -> TermsDraft:
    written = drafting(case, on=clock.today(), **changes)
    return agreements.draft_terms(case, written, By(actor(cast.MANAGER), clock.now()))


def offer(case: Case) -> None:
    agreements.offer_terms(case, By(actor(cast.MANAGER), clock.now()))


def sign(case: Case, signer: str, on: str, *, by: str = "") -> None:
    facts = SignatureFacts(signer, date.fromisoformat(on), by)
    agreements.record_signature(case, facts, By(actor(cast.CENTRE_MEDIATOR), clock.now()))


def conclude(case: Case) -> None:
    agreements.conclude(case, By(actor(cast.MANAGER), clock.now()))


def agreement_of(case: Case) -> Agreement:
    (paper,) = (one for one in documents_of_case(case.id) if one.kind == DocumentKind.AGREEMENT)
    facts: Agreement = facts_of(paper)
    return facts


# Drafting.


def test_a_draft_is_never_edited_a_change_is_the_next_one(session: Session) -> None:
    case = case_in("under_mediation")
    first = draft(case)
    kept = first.terms
    second = draft(case, costs="各自承担。")
    assert [one.number for one in queries.drafts_of(case.id)] == [2, 1]
    assert queries.current_draft(case.id) is second
    session.expire_all()
    assert first.terms == kept
    assert queries.terms_of(first).costs == "本次调解不收取费用。"
    assert [entry.facts for entry in entries_of(case.thread)[:2]] == [{"draft": 2}, {"draft": 1}]


def test_terms_come_back_as_they_were_drafted(session: Session) -> None:
    case = case_in("under_mediation")
    interest = Interest(late_yearly_percent=Decimal("3.45"))
    written = drafting(case, on=clock.today(), interest=interest)
    stored = agreements.draft_terms(case, written, By(actor(cast.MANAGER), clock.now()))
    session.expire_all()
    assert queries.terms_of(stored) == written.terms


def test_the_account_in_the_terms_is_not_readable_in_the_database(session: Session) -> None:
    draft(case_in("under_mediation"))
    raw = session.execute(text("SELECT terms FROM terms_drafts")).scalar_one()
    assert ACCOUNT not in raw
    with pytest.raises(json.JSONDecodeError):
        json.loads(raw)


def test_terms_that_a_court_would_refuse_may_be_drafted_but_not_given_out(session: Session) -> None:
    case = case_in("under_mediation")
    draft(case, total_fen=100_000)
    with pytest.raises(GuardRefused) as caught:
        offer(case)
    assert all(finding.blocks for finding in caught.value.findings)
    assert case.state == "under_mediation"
    draft(case)
    offer(case)
    assert (case.state, case.turn) == ("awaiting_signature", "parties")


@pytest.mark.parametrize(
    ("faults", "remark"),
    [
        ({"total_fen": 100_000}, "the instalments do not add up to the total"),
        ({"instalments": ()}, "a sum without a day"),
        ({"account": None}, "a transfer to nowhere"),
        ({"items": (Term(1, " "),)}, "a term without words"),
        ({"third_parties": ("林雅珍的儿子",)}, "rights of somebody who does not sign"),
    ],
)
def test_each_of_these_stops_the_giving_out(session: Session, faults: dict[str, object], remark: str) -> None:
    case = case_in("under_mediation")
    draft(case, **faults)
    with pytest.raises(GuardRefused):
        offer(case)
    assert case.state == "under_mediation", remark


def test_without_terms_nothing_is_given_out(session: Session) -> None:
    case = case_in("under_mediation")
    with pytest.raises(GuardRefused) as caught:
        offer(case)
    assert [finding.code for finding in caught.value.findings] == ["no_terms"]


def test_while_the_paper_is_out_for_signature_nobody_drafts(session: Session) -> None:
    case = case_in("awaiting_signature")
    with pytest.raises(NotPossible):
        draft(case)
    walk(case, "reopen_talks")
    assert draft(case).number == 2


# Signing.


@pytest.mark.parametrize(
    ("signer", "on", "remark"),
    [
        ("applicant", "2026-03-11", "a day that lies ahead"),
        ("applicant", "2026-03-05", "a day before the draft"),
        ("witness", "2026-03-10", "nobody who signs"),
        ("", "2026-03-10", "nobody at all"),
        ("respondent", "2026-03-10", "who signed already"),
    ],
)
def test_a_signature_that_cannot_be_is_refused(
    session: Session, clock: StandingClock, signer: str, on: str, remark: str
) -> None:
    clock.move_to(at("2026-03-06"))
    case = case_in("awaiting_signature")
    clock.move_to(at("2026-03-10", 1))
    sign(case, "respondent", "2026-03-09")
    entries = len(entries_of(case.thread))
    with pytest.raises(SignatureRefused) as caught:
        sign(case, signer, on)
    assert caught.value.words.zh, remark
    assert len(entries_of(case.thread)) == entries
    assert [one.signer for one in queries.signatures_under(case_draft(case))] == ["respondent"]


@pytest.mark.parametrize(
    ("signed", "signer", "on", "said", "remark"),
    [
        ((), "mediator", "2026-03-09", "请等申请人、被申请人先签", "no party has signed"),
        (("applicant",), "mediator", "2026-03-09", "请等被申请人先签", "one party is missing"),
        (("applicant", "respondent"), "organisation", "2026-03-09", "请等调解员先签", "the seal comes last"),
        (("applicant", "respondent"), "mediator", "2026-03-08", "不能早于之前各方签署的日期", "a day before"),
        (("respondent",), "applicant", "2026-03-07", "", "the parties among themselves in any order"),
    ],
)
def test_hands_on_paper_follow_in_the_same_order_as_electronic_ones(
    session: Session,
    clock: StandingClock,
    signed: tuple[str, ...],
    signer: str,
    on: str,
    said: str,
    remark: str,
) -> None:
    clock.move_to(at("2026-03-06"))
    case = case_in("awaiting_signature")
    clock.move_to(at("2026-03-10", 1))
    for one in signed:
        sign(case, one, "2026-03-09")
    if said:
        with pytest.raises(SignatureRefused) as caught:
            sign(case, signer, on)
        assert said in caught.value.words.zh, remark
    else:
        sign(case, signer, on)


def case_draft(case: Case) -> TermsDraft:
    found = queries.current_draft(case.id)
    assert found is not None
    return found


@pytest.mark.parametrize("on", ["2026-03-06", "2026-03-10"], ids=["the day of the draft", "today"])
def test_the_first_and_the_last_day_of_signing_count(session: Session, clock: StandingClock, on: str) -> None:
    clock.move_to(at("2026-03-06"))
    case = case_in("awaiting_signature")
    clock.move_to(at("2026-03-10", 1))
    sign(case, "applicant", on, by="林雅珍")
    (signature,) = queries.signatures_under(case_draft(case))
    assert (signature.signed_on, signature.signed_by) == (date.fromisoformat(on), "林雅珍")
    assert entries_of(case.thread)[0].facts == {"signer": "applicant", "on": on}, "and no name"


def test_signatures_stand_under_their_own_draft(session: Session) -> None:
    """Who signed the first version has not signed the second."""
    case = case_in("awaiting_signature")
    walk(case, "record_signature", "reopen_talks", "draft_terms", "offer_terms")
    assert queries.signatures_under(case_draft(case)) == []
    with pytest.raises(GuardRefused) as caught:
        conclude(case)
    assert {finding.code for finding in caught.value.findings} == {"signatures_open", "no_scan"}


def test_nothing_is_signed_before_it_was_given_out(session: Session) -> None:
    case = case_in("under_mediation")
    with pytest.raises(SignatureRefused):
        sign(case, "applicant", "2026-03-02")
    draft(case)
    with pytest.raises(NotPossible):
        sign(case, "applicant", "2026-03-02")


# Concluding: the effective date by the law of the regime.

HANDS = {
    "applicant": "2026-03-03",
    "respondent": "2026-03-05",
    "mediator": "2026-03-06",
    "organisation": "2026-03-09",
}


@pytest.mark.parametrize(
    ("regime", "effective", "confirm_by", "remark"),
    [
        ("RM", "2026-03-09", "2026-04-08", "人民调解法 29: the last of all hands, here the seal"),
        ("HY", "2026-03-05", "2026-04-07", "a contract: the last party; 04-04 is Qingming Festival"),
        ("TY", "2026-03-05", "2026-04-07", "特邀调解规定 24: the last party"),
        ("XZ", "2026-03-09", "2026-04-08", "the last of all hands"),
    ],
)
def test_the_agreement_takes_effect_with_the_last_hand_that_the_regime_needs(
    session: Session, clock: StandingClock, regime: str, effective: str, confirm_by: str, remark: str
) -> None:
    centre().regime = regime
    clock.move_to(at("2026-03-03"))
    case = case_in("awaiting_signature")
    clock.move_to(at("2026-03-16"))
    for signer, on in HANDS.items():
        sign(case, signer, on)
    walk(case, "file_scan")
    conclude(case)
    assert case.effective_on == date.fromisoformat(effective), remark
    (window,) = (one for one in case.deadlines if one.code == "C14")
    assert (window.start_on.isoformat(), window.due_on.isoformat()) == (effective, confirm_by)
    assert agreement_of(case).effective_on == case.effective_on
    told = entries_of(case.thread)[0].facts
    assert told["effective_on"] == effective
    assert told["document"].startswith("厦金调")


@pytest.mark.parametrize(
    ("regime", "missing", "may", "remark"),
    [
        ("RM", "organisation", False, "the seal is missing"),
        ("RM", "mediator", False, "the mediator has not signed"),
        ("RM", "applicant", False, ""),
        ("HY", "organisation", True, "parties suffice"),
        ("HY", "mediator", True, "parties suffice"),
        ("HY", "respondent", False, "one party is missing"),
        ("TY", "organisation", True, "effect does not wait for the seal"),
        ("TY", "applicant", False, "one party is missing"),
    ],
)
def test_whose_hand_may_be_missing_depends_on_the_regime(
    session: Session, clock: StandingClock, regime: str, missing: str, may: bool, remark: str
) -> None:
    centre().regime = regime
    case = case_in("awaiting_signature")
    for signer in SIGNERS:
        if missing not in (signer, *waits_for(signer, ())):
            sign(case, signer, "2026-03-02")
    walk(case, "file_scan")
    if may:
        conclude(case)
        assert case.state == "concluded", remark
    else:
        with pytest.raises(GuardRefused) as caught:
            conclude(case)
        assert [finding.code for finding in caught.value.findings] == ["signatures_open"], remark
        assert (case.effective_on, case.state) == (None, "awaiting_signature")


def test_without_the_scan_nothing_is_concluded(session: Session) -> None:
    case = case_in("awaiting_signature")
    walk(case, "record_signature")
    with pytest.raises(GuardRefused) as caught:
        conclude(case)
    assert [finding.code for finding in caught.value.findings] == ["no_scan"]
    assert case.effective_on is None


def test_the_agreement_paper_holds_what_the_sides_agreed(session: Session) -> None:
    case = case_in("concluded")
    facts = agreement_of(case)
    assert facts.case_number == case.number_text
    assert facts.dispute == "信用卡纠纷"
    assert [party.name for party in facts.parties] == [APPLICANT.name, BANK]
    assert facts.parties[0].id_number == APPLICANT.paper_number
    assert facts.terms == queries.terms_of(case_draft(case))
    assert facts.main_facts == "2025 年 6 月 3 日，银行扣收年费 1,260 元。"
    assert (facts.mediators, facts.accepted_on) == (("陈海燕",), date(2026, 3, 2))
    assert facts.copies == 3, "one for each party and one for the file"


def test_a_settled_case_is_no_longer_open_and_waits_for_the_parties(session: Session) -> None:
    case = case_in("concluded")
    assert (case.outcome, case.is_open, case.turn) == ("agreed", False, "parties")
    assert case.ended_at == clock.now()


def test_refusing_to_sign_ends_it_with_the_notice(session: Session) -> None:
    case = case_in("awaiting_signature")
    walk(case, "refuse_to_sign")
    assert case.outcome == "refused_to_sign"
    kinds = [one.kind for one in documents_of_case(case.id)]
    assert kinds[-1] == DocumentKind.TERMINATION_NOTICE
    assert session.scalars(select(TermsDraft)).one().number == 1, "what was drafted stays on file"
