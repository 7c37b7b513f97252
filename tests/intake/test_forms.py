"""What may be typed at the steps, and how the steps follow from the answers."""

from __future__ import annotations

from datetime import date

import pytest

from mediation.intake.answers import Answers, Given
from mediation.intake.draft_codes import ALPHABET, LENGTH, new_code, read_code, shown
from mediation.intake.forms.base import tidy_name
from mediation.intake.forms.dates import read_when, with_one_row_more, without_row
from mediation.intake.steps import SECTIONS, STEPS, after, before, first_open, path

TODAY = date(2026, 3, 2)

TIMES = [
    # typed, kept, remark
    ("2024-03-15", "2024-03-15", "a day"),
    ("2024年3月15日", "2024-03-15", "a day in Chinese"),
    ("20240315", "2024-03-15", "a day without signs"),
    ("２０２４年３月", "2024-03", "full-width digits"),
    ("2024年3月", "2024-03", "a month"),
    ("大概2024年3月", "2024-03", "roughly a month"),
    ("2024/3", "2024-03", "a month with a stroke"),
    ("2024", "2024", "a year"),
    ("2023年", "2023", "a year in Chinese"),
    ("2026-03-02", "2026-03-02", "today"),
    ("2026-03-03", None, "tomorrow has not happened"),
    ("2026年4月", None, "next month has not happened"),
    ("2027", None, "nor has next year"),
    ("1949", None, "before there were such products"),
    ("2024-13", None, "there is no thirteenth month"),
    ("2024-02-30", None, "nor a 30 February"),
    ("去年", None, "last year: of which?"),
    ("'; DROP TABLE cases; --", None, "no time at all"),
]


@pytest.mark.parametrize(("typed", "kept", "remark"), TIMES, ids=[remark for _, _, remark in TIMES])
def test_a_time_is_a_day_a_month_or_a_year_in_the_past(typed: str, kept: str | None, remark: str) -> None:
    assert read_when(typed, on=TODAY) == kept


NAMES = [
    ("买买提•艾力", "买买提·艾力", "one kind of middle dot"),
    ("John  Smith ", "John Smith", "single blanks"),
    ("林䶮", "林䶮", "a rare character stays"),
    ("𬱖", "𬱖", "also beyond the basic plane"),
]


@pytest.mark.parametrize(("typed", "kept", "remark"), NAMES, ids=[remark for _, _, remark in NAMES])
def test_a_name_is_tidied_and_no_more(typed: str, kept: str, remark: str) -> None:
    assert tidy_name(typed) == kept


def test_a_row_added_or_removed_keeps_the_others() -> None:
    raw = {"rows-0-on": ["2024"], "rows-0-what": ["a"], "rows-1-on": ["2025"], "rows-1-what": ["b"]}
    longer = with_one_row_more(raw)
    assert (longer["rows-1-what"], longer["rows-2-on"]) == (["b"], [""])
    assert without_row(raw, 0) == {"rows-0-on": ["2025"], "rows-0-what": ["b"]}


def test_a_draft_code_is_read_in_any_case_and_grouping() -> None:
    code = new_code()
    assert read_code(f" {shown(code).lower()} ") == code
    assert len(code) == LENGTH
    assert not set("01ILO") & set(ALPHABET)


@pytest.mark.parametrize("typed", ["", "ABCD", "0" * LENGTH, "<script>", "A" * 17])
def test_what_cannot_be_a_draft_code_is_none(typed: str) -> None:
    assert read_code(typed) is None


def answered(**given: str) -> Answers:
    return Answers({code: Given({}, {"answer": value}, 1) for code, value in given.items()})


PATHS = [
    # applicant, asked only of this kind, not asked of this kind
    ("self", {"complained", "nature", "who-fills-in", "about-you"}, {"about-firm", "other-side", "received"}),
    ("family", {"who-fills-in", "about-you"}, {"about-firm", "about-institution"}),
    ("small_firm", {"complained", "about-firm"}, {"about-you", "other-side"}),
    (
        "institution",
        {"other-side", "about-institution"},
        {"complained", "nature", "about-you"},
    ),
]


@pytest.mark.parametrize(("applicant", "asked", "left_out"), PATHS, ids=[row[0] for row in PATHS])
def test_each_kind_of_applicant_is_asked_its_own_pages(
    applicant: str, asked: set[str], left_out: set[str]
) -> None:
    codes = {step.code for step in path(answered(applicant=applicant), assisted=False)}
    assert asked <= codes
    assert not left_out & codes


def test_staff_first_say_how_the_complaint_came_in() -> None:
    assert path(Answers(), assisted=True)[0].code == "received"
    assert first_open(Answers(), assisted=False).code == "applicant"  # type: ignore[union-attr]


def test_the_pages_stand_in_the_order_of_their_sections() -> None:
    numbers = [step.section for step in STEPS]
    assert numbers == sorted(numbers)
    assert set(numbers) == set(range(len(SECTIONS)))


def test_back_undoes_onward() -> None:
    answers = answered(applicant="self")
    for step in path(answers, assisted=False)[:-1]:
        onward = after(step, answers, assisted=False)
        assert onward
        assert before(onward, answers, assisted=False) is step


def test_answers_survive_being_written_down() -> None:
    answers = Answers({"amount": Given({"amount": ["１２，６００元"]}, None, 3)})
    again = Answers.read(answers.text())
    assert again == answers
    assert not again.is_answered("amount")
    assert again.raw("amount") == {"amount": ["１２，６００元"]}
