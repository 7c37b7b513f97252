"""The elements of each cause."""

from __future__ import annotations

from datetime import date

import pytest

from mediation.rules import tables
from mediation.rules.acceptance.causes import causes
from mediation.rules.agreement.elements import Kind, Part, all_sets, common_elements, elements_for

TODAY = date(2026, 11, 22)

SETS = [
    # cause, set, number of requests, number of facts, remark
    ("loan_financial", "loan", 8, 19, "法〔2025〕82号: 8 requests, 19 facts"),
    ("loan_small", "loan", 8, 19, "a licensed small-loan firm's loan counts as financial"),
    ("credit_card", "card", 7, 16, "7 requests, 16 facts"),
    ("debit_card", "card", 7, 16, "the nearest form"),
    ("surety_insurance", "surety_insurance", 6, 10, "6 requests, 10 facts"),
    ("finance_lease", "lease", 9, 24, ""),
    ("health_insurance", "personal_insurance", 7, 10, "by what it belongs to"),
    ("property_loss_insurance", "property_insurance", 5, 9, ""),
    ("credit_insurance", "property_insurance", 5, 9, "no form of its own: that of property insurance"),
    ("liability_insurance", "liability_insurance", 5, 9, ""),
    ("misrepresentation", "securities", 6, 12, ""),
    ("loan_private", "private_loan", 8, 20, "as a loan, with the way of paying out"),
    ("wealth_financial", "general", 4, 8, "no form of its own"),
]


@pytest.mark.parametrize(("cause", "code", "requests", "facts", "remark"), SETS)
def test_a_cause_leads_to_its_set(cause: str, code: str, requests: int, facts: int, remark: str) -> None:
    found = elements_for(cause, on=TODAY)
    assert found.code == code, remark
    assert (len(found.part(Part.REQUEST)), len(found.part(Part.FACT))) == (requests, facts)


def test_every_cause_has_a_set() -> None:
    for cause in causes(on=TODAY):
        assert elements_for(cause.code, on=TODAY).elements


def test_before_the_forms_of_2025_there_is_the_general_set_only() -> None:
    assert elements_for("credit_card", on=date(2025, 7, 13)).code == "general"
    assert elements_for("credit_card", on=date(2025, 7, 14)).code == "card"


def test_the_first_facts_of_a_loan_stand_in_the_order_of_the_form() -> None:
    facts = elements_for("loan_financial", on=TODAY).part(Part.FACT)
    assert [fact.words.zh for fact in facts[:4]] == ["合同签订情况", "签订主体", "借款金额", "借款期限"]
    amount = facts[2]
    assert [(field.code, field.kind) for field in amount.fields] == [
        ("agreed", Kind.MONEY),
        ("paid_out", Kind.MONEY),
    ]


def test_a_private_loan_knows_no_compound_interest() -> None:
    (interest,) = [one for one in elements_for("loan_private", on=TODAY).elements if one.code == "interest"]
    assert "复利" not in {field.words.zh for field in interest.fields}


def test_every_element_has_fields_and_every_choice_its_answers() -> None:
    for one in all_sets():
        keys = [element.key for element in one.elements]
        assert len(keys) == len(set(keys)), one.code
        for element in one.elements:
            assert element.fields, (one.code, element.code)
            for field in element.fields:
                assert bool(field.choices) == (field.kind is Kind.CHOICE)
                assert field.words.zh
                assert field.words.en


def test_no_field_stands_outside_its_element() -> None:
    elements = {(row["set"], row["part"], row["code"]) for row in tables.read("elements")}
    assert {(row["set"], row["part"], row["element"]) for row in tables.read("element_fields")} == elements
    assert {row["set"] for row in tables.read("elements")} == {one.code for one in all_sets()}


def test_every_form_asks_about_mediation_before_trial() -> None:
    assert "mediation" in {element.code for element in common_elements(on=TODAY)}
