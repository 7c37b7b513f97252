"""Which authority takes what leaves mediation."""

from __future__ import annotations

from datetime import date

import pytest

from mediation.rules.acceptance.authorities import (
    Act,
    authorities,
    competences,
    regulator_of,
    routes_after_failure,
    where_to,
)
from mediation.rules.tables import Checked
from mediation.rules.vocabulary import OUTCOMES

TODAY = date(2026, 11, 22)

WAYS = [
    # reason, trade, authorities, remark
    ("suspected_crime", "bank", ["police"], "stop, keep, report"),
    ("crime_forgery", "", ["police"], ""),
    ("illegal_fundraising", "", ["fundraising_office", "police"], "the leading department first"),
    ("unlicensed_lending", "small_lender", ["local_finance"], "a local organisation"),
    ("unlicensed_lending", "payment", ["pbc"], "payment services"),
    ("unlicensed_lending", "", ["nfra", "local_finance"], "kind not known"),
    ("report_only", "bank", ["nfra"], ""),
    ("report_only", "securities", ["csrc"], ""),
    ("report_only", "payment", ["pbc"], ""),
    ("report_only", "other", ["local_finance"], "the row for any trade"),
    ("official_act", "", ["review_body", "court"], "review, then suit"),
    ("petition_only", "", ["petition_office"], ""),
    ("consumer_at_commercial", "bank", ["people_mediation"], "商事调解条例 art. 2"),
    ("false_mediation", "", ["inviting_court", "police"], "suspend and report"),
    ("title_to_property", "", ["registry", "court"], "can be mediated, not confirmed"),
    ("declined", "insurer", ["arbitration", "nfra", "court"], "three routes (人民调解法 26)"),
    ("declined", "", ["arbitration", "local_finance", "court"], "trade not known"),
    ("something_new", "bank", ["petition_office"], "the row that catches all"),
]


@pytest.mark.parametrize(("reason", "trade", "codes", "remark"), WAYS)
def test_each_reason_leads_to_its_authorities(reason: str, trade: str, codes: list[str], remark: str) -> None:
    assert [row.authority for row in where_to(reason, on=TODAY, trade=trade)] == codes, remark


def test_commercial_mediation_had_no_exclusion_before_its_regulation() -> None:
    rows = where_to("consumer_at_commercial", on=date(2026, 4, 30))
    assert [row.authority for row in rows] == ["petition_office"]


def test_a_crime_is_handed_over_and_a_route_is_told() -> None:
    assert where_to("suspected_crime", on=TODAY)[0].act is Act.HAND_OVER
    assert {row.act for row in routes_after_failure(on=TODAY)} == {Act.TELL}


@pytest.mark.parametrize("outcome", sorted(set(OUTCOMES) - {"agreed", "transferred"}))
def test_every_end_without_agreement_names_arbitration_regulator_and_court(outcome: str) -> None:
    for trade in ("bank", "insurer", "securities", "payment", "small_lender", "other", ""):
        named = {row.authority for row in where_to(outcome, on=TODAY, trade=trade)}
        assert {"arbitration", "court", regulator_of(trade, on=TODAY).code} == named


def test_every_row_names_a_known_authority() -> None:
    assert {row.authority for row in competences()} <= set(authorities())


def test_what_is_called_law_has_its_article() -> None:
    for row in competences():
        assert row.legal_basis or row.checked in (Checked.KNOWLEDGE, Checked.DESIGN), row
