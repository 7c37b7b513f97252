"""Grounds on which a mediator withdraws from a case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from mediation.rules.acceptance.conflicts import CaseFacts, Employer, MediatorFacts, check_mediator
from mediation.rules.findings import Outcome

TODAY = date(2026, 11, 22)
BANK = (7, "鹭江银行")
CASE = CaseFacts(organisations=(BANK,), paper_hashes=frozenset({"p"}), phone_hashes=frozenset({"t"}))
FREE = MediatorFacts("陈调解", (Employer(8),), "other paper", "other phone")

CONFLICTS = [
    # mediator, code, remark
    (FREE, None, "works elsewhere"),
    (replace(FREE, employers=(Employer(7),)), "employer_is_party", "works for the bank"),
    (replace(FREE, employers=(Employer(7, TODAY),)), "employer_is_party", "the last day there is today"),
    (replace(FREE, employers=(Employer(7, date(2026, 11, 21)),)), "employer_was_party", "left yesterday"),
    (
        replace(FREE, employers=(Employer(7, date(2023, 11, 22)),)),
        "employer_was_party",
        "three years to the day",
    ),
    (replace(FREE, employers=(Employer(7, date(2023, 11, 21)),)), None, "longer ago"),
    (replace(FREE, paper_hash="p"), "is_a_party", "the same person"),
    (replace(FREE, phone_hash="t"), "shares_phone", "the same telephone"),
    (MediatorFacts("李"), None, "nothing is known: empty hashes match nobody"),
]


@pytest.mark.parametrize(
    ("mediator", "code", "remark"), CONFLICTS, ids=[remark for _, _, remark in CONFLICTS]
)
def test_a_conflict_is_found_and_blocks(mediator: MediatorFacts, code: str | None, remark: str) -> None:
    found = check_mediator(mediator, CASE, on=TODAY)
    assert [finding.code for finding in found] == ([code] if code else [])
    assert all(finding.blocks and finding.legal_basis for finding in found)


def test_a_relation_disclosed_and_an_earlier_role_are_named() -> None:
    case = replace(CASE, declared=("申请人的表弟",), earlier_roles=("代理人",))
    found = check_mediator(FREE, case, on=TODAY)
    assert [finding.code for finding in found] == ["relative", "earlier_role"]
    assert "申请人的表弟" in found[0].words.zh


def test_who_returned_to_the_bank_is_its_employee_and_nothing_else() -> None:
    returned = replace(FREE, employers=(Employer(7, date(2025, 1, 1)), Employer(7)))
    assert [one.code for one in check_mediator(returned, CASE, on=TODAY)] == ["employer_is_party"]


WAIVERS = [
    # mediator, regime, outcome, remark
    (replace(FREE, employers=(Employer(7, date(2025, 1, 1)),)), "RM", Outcome.NOTE, "both parties agree"),
    (replace(FREE, employers=(Employer(7, date(2025, 1, 1)),)), "SS", Outcome.BLOCK, "commercial: no waiver"),
    (replace(FREE, employers=(Employer(7),)), "RM", Outcome.BLOCK, "an employee cannot be waived"),
    (replace(FREE, paper_hash="p"), "RM", Outcome.BLOCK, "a party cannot be waived"),
]


@pytest.mark.parametrize(
    ("mediator", "regime", "outcome", "remark"), WAIVERS, ids=[remark for _, _, _, remark in WAIVERS]
)
def test_both_parties_may_waive_some_grounds(
    mediator: MediatorFacts, regime: str, outcome: Outcome, remark: str
) -> None:
    case = replace(CASE, both_parties_waived=True, regime=regime)
    (finding,) = check_mediator(mediator, case, on=TODAY)
    assert finding.outcome is outcome
