"""Signs that a matter must leave the centre: found in the person's words, judged by a person."""

from __future__ import annotations

from datetime import date

import pytest

from mediation.rules.acceptance.red_lines import Told, examine, signs
from mediation.rules.findings import Outcome
from mediation.rules.tables import Checked

TODAY = date(2026, 11, 22)

ACCOUNTS = [
    # account, findings (code: outcome), remark
    ("2024年3月起每月被扣 99 元分期手续费，我没有同意过。", {}, "a plain complaint raises nothing"),
    ("They charged me a fee of 99 yuan each month that I never agreed to.", {}, "the same in English"),
    ("对方冒充客服让我转到安全账户。", {"crime_fraud": "warn"}, "fraud"),
    ("The caller was a scammer and the bank did not stop it.", {"crime_fraud": "warn"}, "fraud in English"),
    ("贷款合同上不是我签的名字，是冒名贷款。", {"crime_forgery": "warn"}, "a false signature"),
    (
        "业务员说保本高息，群里很多人都投了，后来跑路。",
        {"illegal_fundraising": "block"},
        "promise and circle",
    ),
    ("宣传说保本高息，我买了 5 万元。", {"illegal_fundraising": "warn"}, "the promise alone"),
    ("他说这是私募产品。", {}, "a lawful word alone is no sign"),
    ("借 1 万先扣 3000 砍头息。", {"unlicensed_lending": "warn"}, "interest taken beforehand"),
    ("找了一家法务公司办停息。", {"paid_agent": "warn"}, "a paid agent"),
    ("中介说帮我退保，按比例收三成。", {"paid_agent": "warn"}, "a share of the refund"),
    ("银行收了我 200 元服务费。", {}, "the bank's own service fee is no agent"),
    ("对行政处罚决定不服。", {"official_act": "warn"}, "an official act"),
    ("请确认房屋归属，产权归我。", {"title_of_property": "note"}, "title: no judicial confirmation"),
    ("离婚后共同的保单怎么分。", {"identity_relation": "note"}, "family status"),
    ("催收天天打电话，我不想活了。", {"escalation": "warn"}, "danger: somebody must call today"),
    ("不 想 活", {}, "blanks between are not guessed at"),
    ("ＰＯＮＺＩ scheme", {"illegal_fundraising": "warn"}, "full-width letters count"),
    ("<script>alert('诈骗')</script>", {"crime_fraud": "warn"}, "markup is text like any other"),
]


@pytest.mark.parametrize(
    ("account", "expected", "remark"), ACCOUNTS, ids=[remark for _, _, remark in ACCOUNTS]
)
def test_words_of_the_account_raise_their_signs(account: str, expected: dict[str, str], remark: str) -> None:
    found = {finding.code: finding.outcome.value for finding in examine(Told(account), on=TODAY)}
    assert found == expected


FACTS = [
    # facts, codes, remark
    (Told("", helper="family"), set(), "a relative who types is welcome"),
    (Told("", helper="official"), set(), "so is a community worker"),
    (Told("", helper="other"), {"agent_authority"}, "a stranger shows an authorisation"),
    (Told("", helper="paid"), {"agent_authority", "paid_agent"}, "a paid agent"),
    (Told("", regime="RM"), set(), "people's mediation takes consumers"),
    (Told("", regime="SS"), {"consumer_at_commercial"}, "commercial mediation does not"),
    (Told("", regime="SS", applicant_is_person=False), set(), "a firm is no consumer"),
    (Told("", age=17), {"under_age"}, "a guardian acts"),
    (Told("", age=18), set(), "of age on the birthday"),
    (Told("", last_event_on=date(2023, 11, 22)), set(), "three years to the day"),
    (Told("", last_event_on=date(2023, 11, 21)), {"limitation"}, "a day more than three years"),
]


@pytest.mark.parametrize(("told", "codes", "remark"), FACTS, ids=[remark for _, _, remark in FACTS])
def test_facts_raise_their_signs(told: Told, codes: set[str], remark: str) -> None:
    assert {finding.code for finding in examine(told, on=TODAY)} == codes


def test_the_finding_quotes_the_words_it_saw_and_says_what_to_do() -> None:
    (finding,) = examine(Told("对方让我刷单，后来发现被骗"), on=TODAY)
    assert "“被骗”" in finding.words.zh
    assert "“刷单”" in finding.words.zh
    assert finding.advice
    assert finding.legal_basis


def test_the_heavier_row_of_a_sign_is_kept() -> None:
    found = examine(Told("拉人头，群里上百人，爆雷"), on=TODAY)
    assert [(one.code, one.outcome) for one in found] == [("illegal_fundraising", Outcome.BLOCK)]


def test_every_row_speaks_both_languages_and_has_words_or_a_fact() -> None:
    for sign in signs():
        assert sign.words.zh
        assert sign.words.en
        assert sign.advice
        assert sign.advice.en
        assert bool(sign.signs) != bool(sign.fact), sign.code
        assert Checked(sign.checked)
