"""May the centre take it: the questions, and another door for each wrong answer."""

from __future__ import annotations

from datetime import date

import pytest

from mediation.rules.acceptance.eligibility import (
    answers,
    asks,
    examine,
    finding_for,
    is_asked,
    other_door,
    questions,
)
from mediation.rules.findings import Outcome, blocking
from mediation.rules.tables import Checked

TODAY = date(2026, 11, 22)
GOOD = {
    "applicant": "self",
    "city": "yes",
    "complained": "answered",
    "elsewhere": "none",
    "nature": "none",
}

ANSWERS = [
    # question, answer, outcome, code, has another door, remark
    ("applicant", "self", "pass", "applicant_fits", False, "a person"),
    ("applicant", "family", "pass", "applicant_fits", False, "typed by a relative"),
    ("applicant", "small_firm", "pass", "applicant_fits", False, "a sole trader"),
    ("applicant", "large_firm", "note", "applicant_large_firm", True, "arbitration or court as well"),
    ("applicant", "institution", "pass", "applicant_institution", False, "either side may apply"),
    ("city", "no", "warn", "city_other", True, "another city's mediators"),
    ("city", "unsure", "note", "city_unsure", False, "the clerk looks, the person goes on"),
    ("complained", "waiting", "note", "complained_waiting", True, "15 or 30 days"),
    ("complained", "no", "warn", "complained_not_yet", True, "first the institution, yet no bar"),
    ("elsewhere", "pending", "block", "pending_elsewhere", True, "only when the court sends it"),
    ("elsewhere", "decided", "block", "decided_elsewhere", True, "enforcement or retrial"),
    ("nature", "crime", "block", "suspected_crime", True, "police"),
    ("nature", "fundraising", "block", "illegal_fundraising", True, "district office"),
    ("nature", "unlicensed", "warn", "unlicensed_finance", True, "regulator"),
    ("nature", "report", "warn", "report_only", True, "not a civil claim"),
    ("nature", "official", "block", "official_act", True, "review or suit"),
    ("nature", "petition", "warn", "petition_only", True, "petition office"),
]


@pytest.mark.parametrize(
    ("question", "answer", "outcome", "code", "door", "remark"), ANSWERS, ids=[row[5] for row in ANSWERS]
)
def test_each_answer_leads_to_its_finding_and_door(
    question: str, answer: str, outcome: str, code: str, door: bool, remark: str
) -> None:
    finding = finding_for(question, answer, on=TODAY)
    assert finding is not None
    assert (finding.outcome, finding.code) == (Outcome(outcome), code)
    assert (other_door(question, answer, on=TODAY) is not None) == door


def test_a_plain_complaint_passes_every_question() -> None:
    found = examine(GOOD, on=TODAY)
    assert [finding.outcome for finding in found] == [Outcome.PASS] * len(questions(on=TODAY))


def test_every_wrong_answer_is_found_among_the_good_ones() -> None:
    for question, answer, outcome, code, _door, remark in ANSWERS:
        found = {finding.code: finding.outcome for finding in examine(GOOD | {question: answer}, on=TODAY)}
        assert found[code] is Outcome(outcome), remark


def test_only_a_case_decided_pending_criminal_or_official_blocks() -> None:
    blocks = {
        (question.code, answer.code)
        for question in questions(on=TODAY)
        for answer in answers(question.code, on=TODAY)
        if answer.finding.blocks
    }
    assert blocks == {
        ("elsewhere", "pending"),
        ("elsewhere", "decided"),
        ("nature", "crime"),
        ("nature", "fundraising"),
        ("nature", "official"),
    }


def test_no_answer_but_a_harmless_one_lacks_advice() -> None:
    for question in questions(on=TODAY):
        for answer in answers(question.code, on=TODAY):
            if answer.finding.outcome in (Outcome.WARN, Outcome.BLOCK):
                assert answer.finding.advice, f"{question.code} {answer.code} is a dead end"


def test_an_institution_is_not_asked_whether_it_complained_to_itself() -> None:
    asked = [question.code for question in questions(on=TODAY) if is_asked(question, "institution")]
    assert asked == ["applicant", "city", "elsewhere"]


@pytest.mark.parametrize(
    ("applicant", "asked"),
    [("self", True), ("institution", False), ("", True)],
    ids=["own", "body", "unknown"],
)
def test_a_question_for_some_is_put_to_them_and_to_all_while_the_applicant_is_unknown(
    applicant: str, asked: bool
) -> None:
    assert asks("complained", applicant) is asked
    assert asks("city", applicant), "this one is for everybody"


def test_a_question_left_open_is_for_the_clerk() -> None:
    found = examine({"applicant": "self"}, on=TODAY)
    assert [finding.code for finding in found].count("not_answered") == 4
    assert not blocking(found)


def test_an_unknown_answer_counts_as_none() -> None:
    assert finding_for("city", "'; DROP TABLE cases; --", on=TODAY) is None


def test_every_sentence_stands_in_both_languages_and_says_how_far_it_was_checked() -> None:
    for question in questions(on=TODAY):
        assert question.ask.zh
        assert question.ask.en
        assert Checked(question.checked)
        for answer in answers(question.code, on=TODAY):
            assert answer.words.zh
            assert answer.words.en
            assert answer.finding.words.zh
            assert answer.finding.words.en
            assert answer.finding.advice is None or answer.finding.advice.en
            assert Checked(answer.checked)
