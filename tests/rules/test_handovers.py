"""Hand-overs: which procedure, which clocks, and what stands against each step."""

from __future__ import annotations

from datetime import date

import pytest

from mediation.rules.procedures import referral_steps
from mediation.rules.procedures.machine import NotPossible
from mediation.rules.procedures.referral_steps import Direction, ReferralFacts, kind
from mediation.rules.time import deadlines

ON = date(2026, 11, 2)

# (kind, answer, work, letter, ends mediation, article, a remark)
KINDS = [
    ("court_assigned", "C09", "PERIOD", "result_feedback", False, "第27条", "before filing: 30 days"),
    ("court_entrusted_simple", "C09", "PERIOD", "result_feedback", False, "第27条", "7 days"),
    ("hotline_12345", "H01", "C38", "reply_letter", False, "", "the source sets the day"),
    ("petition_in", "C33", "C34", "reply_letter", False, "第34条", "60 and 30 days"),
    ("police_crime", "", "", "transfer_letter", True, "第25条", "a crime ends mediation"),
    ("police_escalation", "", "", "transfer_letter", False, "第25条", "a report does not"),
    ("fundraising", "", "", "transfer_letter", True, "非法集资", "never mediated"),
]


@pytest.mark.parametrize(("code", "answer", "work", "paper", "stops", "article", "remark"), KINDS)
def test_a_kind_says_its_clocks_its_letter_and_whether_mediation_ends(
    code: str, answer: str, work: str, paper: str, stops: bool, article: str, remark: str
) -> None:
    found = kind(code, on=ON)
    assert (found.answer, found.work, found.paper, found.stops) == (answer, work, paper, stops), remark
    assert article in found.legal_basis


def test_every_kind_can_be_answered_in_time_by_a_clock_of_the_book() -> None:
    known = set(deadlines.all_rules())
    for one in referral_steps.all_kinds():
        assert one.receipt in known
        assert bool(one.answer) is (one.direction is Direction.IN)


def facts(code: str, **known: object) -> ReferralFacts:
    return ReferralFacts(kind=kind(code, on=ON), **known)  # type: ignore[arg-type]


# (action, from, facts, code of what stands against it, a remark)
REFUSALS = [
    (
        "register",
        "",
        facts("court_assigned", body_kinds=frozenset({"nfra"}), their_number="x"),
        "body_unfit",
        "",
    ),
    ("register", "", facts("court_assigned", body_kinds=frozenset({"court"})), "number_missing", "no 案号"),
    (
        "register",
        "",
        facts("nfra_complaint", body_kinds=frozenset({"nfra"}), wants="violation"),
        "procedures_mixed",
        "a report of a violation is no complaint",
    ),
    (
        "register",
        "",
        facts("nfra_complaint", body_kinds=frozenset({"nfra"}), wants="petition"),
        "procedures_mixed",
        "nor is a petition",
    ),
    ("take", "registered", facts("court_assigned"), "no_case", "a case must be opened"),
    ("end_work", "taken", facts("court_assigned", case_linked=True), "case_open", "no result yet"),
    ("send", "drafted", facts("police_crime"), "no_materials", "nothing is listed"),
    ("sign_for", "sent", facts("police_crime", materials=1), "no_signatory", "who signed?"),
    ("record_result", "working", facts("police_crime"), "no_result", "which result?"),
    ("they_take", "received", facts("court_confirmation"), "number_wrong", "which number?"),
    (
        "they_take",
        "received",
        facts("court_confirmation", their_number="（2026）闽0203民初7号"),
        "number_wrong",
        "a number of a suit",
    ),
    (
        "they_take",
        "received",
        facts("court_confirmation", their_number="（2026）闽0206民特7号", body_code="闽0203"),
        "number_wrong",
        "of another court",
    ),
    ("they_refuse", "received", facts("court_confirmation"), "no_ground", "民诉法解释 art. 355 lists them"),
    (
        "record_result",
        "working",
        facts("court_confirmation", result="rejected", ground="no_jurisdiction"),
        "no_ground",
        "a ground of art. 355 is none of art. 358",
    ),
    ("come_back", "refused", facts("police_crime"), "case_did_not_leave", "nothing left"),
    (
        "come_back",
        "result_in",
        facts("police_crime", case_left=True, result="convicted"),
        "result_stands",
        "a conviction stands",
    ),
]


@pytest.mark.parametrize(("action", "state", "known", "code", "remark"), REFUSALS)
def test_a_step_says_what_stands_against_it(
    action: str, state: str, known: ReferralFacts, code: str, remark: str
) -> None:
    row = referral_steps.find(action, state, ON)
    found = referral_steps.refusals(row, known)
    assert [finding.code for finding in found] == [code], remark
    assert found[0].words.zh
    assert found[0].words.en


# (action, from, facts, a remark)
ALLOWED = [
    ("they_take", "received", facts("police_crime"), "the police number as they like"),
    (
        "they_take",
        "received",
        facts("court_confirmation", their_number="(2026)闽0203民特7号", body_code="闽0203"),
        "its number",
    ),
    ("they_refuse", "received", facts("police_crime"), "no list: the reason in words is enough"),
    ("they_refuse", "received", facts("court_confirmation", ground="title_to_property"), "art. 355 (5)"),
    ("record_result", "working", facts("court_confirmation", result="confirmed"), "a yes needs no ground"),
    (
        "record_result",
        "sent_back",
        facts("court_confirmation", result="withdrawn"),
        "what was not supplemented is treated as withdrawn (art. 357)",
    ),
    (
        "record_result",
        "working",
        facts("court_confirmation", result="rejected", ground="unclear_content"),
        "art. 358 (5)",
    ),
]


@pytest.mark.parametrize(("action", "state", "known", "remark"), ALLOWED)
def test_a_step_that_lacks_nothing_is_open(
    action: str, state: str, known: ReferralFacts, remark: str
) -> None:
    assert referral_steps.refusals(referral_steps.find(action, state, ON), known) == (), remark


@pytest.mark.parametrize("result", sorted(referral_steps.COMES_BACK))
def test_a_matter_that_nobody_pursues_may_come_back(result: str) -> None:
    row = referral_steps.find("come_back", "result_in", ON)
    assert not referral_steps.refusals(row, facts("police_crime", case_left=True, result=result))


@pytest.mark.parametrize(
    ("state", "action"),
    [
        ("registered", "lapse_answer"),
        ("sent", "lapse_receipt"),
        ("received", "lapse_decision"),
        ("working", "lapse_result"),
        ("closed", None),
        ("taken", None),
    ],
)
def test_silence_means_one_thing_in_each_state_that_waits(state: str, action: str | None) -> None:
    row = referral_steps.silence_in(state, ON)
    assert (row.action if row else None) == action


def test_a_step_that_does_not_fit_names_the_state() -> None:
    with pytest.raises(NotPossible) as refused:
        referral_steps.find("sign_for", "drafted", ON)
    assert "待发出" in refused.value.words.zh
