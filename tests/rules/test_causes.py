"""Causes of action by version, complaint classes, and the way from a product to both."""

from __future__ import annotations

from datetime import date

import pytest

from mediation.rules.acceptance.causes import (
    Facet,
    all_causes,
    business_of_cause,
    cause,
    cause_by_number,
    causes,
    causes_of_product,
    classes_of_product,
    complaint_classes,
    line_of,
)
from mediation.rules.dated import NotInForce
from mediation.rules.vocabulary import PRODUCTS

OLD, NEW = date(2025, 12, 31), date(2026, 1, 1)

NUMBERS = [
    # code, number, name, remark
    ("loan_financial", "108.1", "金融借款合同纠纷", ""),
    ("loan_private", "108.3", "民间借贷纠纷", ""),
    ("credit_card", "115.2", "信用卡纠纷", ""),
    ("wealth_financial", "125.1", "金融委托理财合同纠纷", ""),
    ("settlement_account", "142.22", "银行结算合同纠纷", "a sub-number of two digits"),
    ("misrepresentation", "352.3", "证券虚假陈述责任纠纷", ""),
    ("surety_insurance", "371.4", "保证保险合同纠纷", ""),
    ("confirm_settlement", "448", "申请司法确认调解协议", "the application to confirm"),
]


@pytest.mark.parametrize(("code", "number", "name", "remark"), NUMBERS)
def test_a_cause_has_the_number_of_the_list_in_force(code: str, number: str, name: str, remark: str) -> None:
    row = cause(code, on=NEW)
    assert (row.number, row.words.zh) == (number, name)
    assert cause_by_number(number, on=NEW).code == code
    assert row.checked == "secondary"


def test_a_number_that_was_not_loaded_is_empty_rather_than_guessed() -> None:
    row = cause("loan_financial", on=OLD)
    assert (row.number, row.checked) == ("", "knowledge")
    with pytest.raises(NotInForce):
        cause_by_number("108.1", on=OLD)


def test_numbers_are_unique_within_a_version() -> None:
    numbers = [row.number for row in all_causes() if row.in_force_from == NEW]
    assert len(numbers) == len(set(numbers))


def test_a_sub_number_belongs_to_its_cause() -> None:
    for row in causes(on=NEW):
        if "." in row.number and row.code != "settlement_account":
            assert cause(row.parent, on=NEW).number == row.number.split(".")[0]


def test_chapters_are_not_offered_as_causes() -> None:
    for day in (OLD, NEW):
        offered = {row.code for row in causes(on=day)}
        assert not offered & {"contract", "securities", "insurance", "trust"}
        assert {"loan_financial", "credit_card", "loan"} <= offered


def test_the_line_of_a_cause_begins_with_its_chapter() -> None:
    assert [row.words.zh for row in line_of("credit_card", on=NEW)] == [
        "合同纠纷",
        "银行卡纠纷",
        "信用卡纠纷",
    ]


def test_complaints_have_three_facets() -> None:
    sizes = {facet: len(complaint_classes(facet, on=NEW)) for facet in Facet}
    assert sizes == {Facet.CHANNEL: 10, Facet.BUSINESS: 14, Facet.CAUSE: 13}


def test_every_product_leads_to_causes_and_classes() -> None:
    for product in PRODUCTS:
        assert causes_of_product(product, on=NEW), product
        business, why = classes_of_product(product, on=NEW)
        assert (business.facet, why.facet) == (Facet.BUSINESS, Facet.CAUSE)


BUSINESS = [
    ("credit_card", "cards"),
    ("loan_financial", "loans"),
    ("savings_deposit", "payment"),
    ("pawn", "other_business"),
    ("payment_order", None),
]


@pytest.mark.parametrize(("code", "business"), BUSINESS)
def test_a_cause_leads_back_to_its_line_of_business(code: str, business: str | None) -> None:
    found = business_of_cause(code, on=NEW)
    assert (found.code if found else None) == business
