"""The page of a draft: clauses of the library among free terms, versions, and their comparison."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from flask.testing import FlaskClient

from mediation.agreements import comparing, queries
from mediation.agreements.comparing import Change
from mediation.agreements.models import TermsDraft
from mediation.database import db
from mediation.rules.agreement.terms import Instalment, Means
from tests import cast
from tests.builders import case_in
from tests.journeys.pages import form_on
from tests.stages import Stage

KEY = "lump_sum@2026-01-01"
"""Which wording: the clause and the day since which it is in force."""

PAYS = {
    "items-0-clause": KEY,
    "items-0-p_payer": "respondent",
    "items-0-p_payee": "applicant",
    "items-0-p_due_on": "2026-12-01",
    "items-0-p_total": "1,260",
    "items-0-p_account_holder": "林雅珍",
    "items-0-p_account_bank": "鹭江湾银行演示支行",
    "items-0-p_account_number": "6200000592000000018",
}
FACTS = {"main_facts": "银行扣收年费。", "disputed": "应否退还。", "means": "transfer", "payer": "respondent"}
BREACH = {
    "items-1-clause": "acceleration@2026-01-01",
    "items-1-p_payer": "respondent",
    "items-1-p_payee": "applicant",
    "items-1-p_grace": "5",
}


@pytest.fixture
def number(founded: Stage) -> str:
    with founded.app.app_context():
        case = case_in("under_mediation")
        db.session.commit()
        return case.short_number


@pytest.fixture
def mediator(number: str, signed_in: Callable[[str], FlaskClient]) -> FlaskClient:
    return signed_in(cast.CENTRE_MEDIATOR)


def send(client: FlaskClient, number: str, typed: dict[str, str]):  # type: ignore[no-untyped-def]
    address = f"/desk/cases/{number}/agreement/draft"
    return client.post(address, data=typed)


def drafts(founded: Stage) -> list[TermsDraft]:
    return list(db.session.query(TermsDraft).order_by(TermsDraft.number))


def test_a_clause_is_added_by_topic_and_keeps_what_was_typed(mediator: FlaskClient, number: str) -> None:
    address = f"/desk/cases/{number}/agreement/draft"
    assert '<optgroup label="一次付清">' in mediator.get(address).text
    typed = {**FACTS, "items-0-text": "自拟的一条。", "more": "clause", "library": KEY}
    page = mediator.post(address, data=typed)
    assert page.status_code == 200
    assert "自拟的一条。" in page.text
    assert 'name="items-1-p_total"' in page.text
    assert 'name="items-1-p_account_bank"' in page.text


def test_a_filled_clause_is_saved_with_its_version_and_makes_the_plan(
    founded: Stage, mediator: FlaskClient, number: str
) -> None:
    answer = send(mediator, number, {**FACTS, **PAYS, **BREACH, "items-2-text": "银行修改收费提示。"})
    assert answer.status_code == 302, answer.text
    with founded.app.app_context():
        (draft,) = drafts(founded)
        terms = queries.terms_of(draft)
        assert [one.clause.partition("@")[0] for one in terms.items] == ["lump_sum", "acceleration", ""]
        assert "人民币1,260.00元（大写：人民币壹仟贰佰陆拾元整）" in terms.items[0].text
        assert terms.total_fen == 126_000
        assert terms.instalments == (Instalment(1, date(2026, 12, 1), 126_000),)
        assert (terms.payee, terms.means) == ("林雅珍", Means.TRANSFER)
        assert terms.account is not None
    again = mediator.get(f"/desk/cases/{number}/agreement/draft").text
    assert 'value="1,260.00"' in again
    assert 'value="6200000592000000018"' in again


def test_a_clause_without_a_parameter_is_refused_beside_its_field(
    founded: Stage, mediator: FlaskClient, number: str
) -> None:
    answer = send(mediator, number, {**FACTS, **PAYS, "items-0-p_total": ""})
    assert answer.status_code == 422
    assert "请填写付款金额。" in answer.text
    assert 'href="#items-0-p_total"' in answer.text
    assert "鹭江湾银行演示支行" in answer.text, "nothing typed is lost"
    with founded.app.app_context():
        assert drafts(founded) == []


MOVES = [
    # button, the texts in their order afterwards, remark
    ("up 1", ["乙", "甲", "丙"], "one up"),
    ("down 1", ["甲", "丙", "乙"], "one down"),
    ("out 0", ["乙", "丙"], "one out"),
    ("up 0", ["甲", "乙", "丙"], "the first stays the first"),
    ("down 2", ["甲", "乙", "丙"], "the last stays the last"),
    ("up 9", ["甲", "乙", "丙"], "a row that is not there"),
]


@pytest.mark.parametrize(("button", "order", "remark"), MOVES, ids=[row[2] for row in MOVES])
def test_terms_are_put_in_order_without_javascript(
    mediator: FlaskClient, number: str, button: str, order: list[str], remark: str
) -> None:
    typed = {f"items-{at}-text": text for at, text in enumerate("甲乙丙")}
    form = form_on(send(mediator, number, {**FACTS, **typed, "move": button}))
    shown = [form.fields[f"items-{at}-text"][0] for at in range(len(order))]
    assert [text.strip() for text in shown] == order, remark


RATES = [
    # lender, day of the contract, late rate, blocked, remark
    ("private", "2026-03-01", "13", True, "above four times the LPR of 3.00"),
    ("private", "2026-03-01", "12", False, "at the cap"),
    ("institution", "2026-03-01", "13", False, "below the guidance of 24"),
    ("", "", "13", False, "nothing to hold it against"),
]


@pytest.mark.parametrize(("lender", "day", "late", "blocked", "remark"), RATES, ids=[row[4] for row in RATES])
def test_interest_is_held_against_the_cap_of_its_contract(
    founded: Stage,
    mediator: FlaskClient,
    number: str,
    lender: str,
    day: str,
    late: str,
    blocked: bool,
    remark: str,
) -> None:
    typed = {**FACTS, **PAYS, **BREACH, "late_rate": late, "lender": lender, "contract_on": day}
    assert send(mediator, number, typed).status_code == 302
    with founded.app.app_context():
        (draft,) = drafts(founded)
        codes = {one.code for one in queries.findings_of(draft, on=date(2026, 3, 10)) if one.blocks}
        assert ("interest_over_cap" in codes) is blocked, remark
        assert queries.lacks_cap(draft) is (not lender)
    page = mediator.get(f"/desk/cases/{number}/agreement/").text
    assert ("无法核对利率上限" in page) is (not lender)


def test_the_rate_of_a_clause_counts_as_well(founded: Stage, mediator: FlaskClient, number: str) -> None:
    clause = {
        "items-2-clause": "late_interest@2026-01-01",
        "items-2-p_payer": "respondent",
        "items-2-p_payee": "applicant",
        "items-2-p_late_rate": "24.5%",
    }
    typed = {**FACTS, **PAYS, **BREACH, **clause, "lender": "private", "contract_on": "2026-03-01"}
    assert send(mediator, number, typed).status_code == 302
    with founded.app.app_context():
        (draft,) = drafts(founded)
        interest = queries.terms_of(draft).interest
        assert interest is not None
        assert interest.late_yearly_percent == Decimal("24.5")
        assert "interest_over_cap" in {one.code for one in queries.findings_of(draft, on=date(2026, 3, 10))}


def test_every_save_is_a_version_and_any_two_are_compared(
    founded: Stage, mediator: FlaskClient, number: str
) -> None:
    send(mediator, number, {**FACTS, **PAYS, "items-1-text": "银行在三十日内修改收费提示。"})
    second = {"items-1-text": "新的一条，与前无关。", "items-2-text": "银行在六十日内修改收费提示。"}
    send(mediator, number, {**FACTS, **PAYS, "items-0-p_total": "1,160", **second})
    page = mediator.get(f"/desk/cases/{number}/agreement/compare").text
    assert "<del>" in page
    assert "<ins>" in page
    assert "第 1 稿" in page
    with founded.app.app_context():
        first, last = drafts(founded)
        assert first.drafted_by == last.drafted_by
        rows = {row.title.zh: row for row in comparing.compare(first, last)}
        assert next(run.text for run in rows["第 1 条"].runs if run.change is Change.IN) == "1,160.00"
        assert [run.change for run in rows["第 2 条"].runs] == [Change.IN]
        assert [run.text for run in rows["第 3 条"].runs if run.change is not Change.SAME] == ["三", "六"]
        assert not rows["争议事项"].is_changed
    for asked, old, new in (("", "1", "2"), ("?lang=zh", "1", "2"), ("?old=2&new=1", "2", "1")):
        shown = mediator.get(f"/desk/cases/{number}/agreement/compare{asked}", follow_redirects=True).text
        chosen = re.findall(r'<option value="(\d)" selected>', shown)
        assert chosen == [old, new], asked
    assert mediator.get(f"/desk/cases/{number}/agreement/compare?old=7&new=x").status_code == 200


def test_with_one_draft_there_is_nothing_to_compare(mediator: FlaskClient, number: str) -> None:
    send(mediator, number, {**FACTS, **PAYS})
    assert mediator.get(f"/desk/cases/{number}/agreement/compare").status_code == 302


DIFFERENCES = [
    # before, after, runs, remark
    ("退还年费", "退还年费", [("same", "退还年费")], "nothing changed"),
    ("", "退还", [("in", "退还")], "new"),
    ("退还", "", [("out", "退还")], "gone"),
    (
        "支付1,260.00元",
        "支付1,300.00元",
        [("same", "支付"), ("out", "1,260.00"), ("in", "1,300.00"), ("same", "元")],
        "a figure is one piece",
    ),
    (
        "pay by May",
        "pay in May",
        [("same", "pay "), ("out", "by"), ("in", "in"), ("same", " May")],
        "a word, too",
    ),
]


@pytest.mark.parametrize(
    ("before", "after", "expected", "remark"), DIFFERENCES, ids=[r[3] for r in DIFFERENCES]
)
def test_a_change_is_shown_by_characters_words_and_figures(
    before: str, after: str, expected: list[tuple[str, str]], remark: str
) -> None:
    assert [(run.change.value, run.text) for run in comparing.runs(before, after)] == expected


def test_terms_find_their_fellows_when_one_is_put_before_them() -> None:
    old = ["银行退还年费。", "银行更正征信记录。"]
    assert comparing.pairs(old, ["双方保密约定如下。", *old]) == [(None, 0), (0, 1), (1, 2)]
    assert comparing.pairs(old, old[1:]) == [(0, None), (1, 0)]
    assert comparing.pairs(old, []) == [(0, None), (1, None)]
