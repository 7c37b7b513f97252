"""Words in both languages put together, each language out of its own."""

from __future__ import annotations

import pytest

from mediation.rules.findings import Words
from mediation.rules.phrases import SEMICOLONS, listed, phrase

BANK, COURT = Words("银行", "bank"), Words("法院", "court")


def test_a_fact_in_both_languages_goes_in_by_language_and_any_other_as_it_is() -> None:
    told = Words("{who}在{day}答复。", "The {who} answered on {day}.").within(who=BANK, day="3-2")
    assert told == phrase("{who}在{day}答复。", "The {who} answered on {day}.", who=BANK, day="3-2")
    assert told == Words("银行在3-2答复。", "The bank answered on 3-2.")


def test_a_place_without_a_fact_is_a_fault_of_the_program() -> None:
    with pytest.raises(KeyError):
        Words("{who}答复。", "The bank answered.").within(day="3-2")


def test_a_list_is_written_as_each_language_writes_one() -> None:
    assert listed([BANK, COURT]) == Words("银行、法院", "bank, court")
    assert listed([BANK, COURT], SEMICOLONS) == Words("银行；法院", "bank; court")
    assert listed(()) == Words("", "")


@pytest.mark.parametrize(("lang", "said"), [("zh", "银行"), ("en", "bank"), ("", "银行")])
def test_what_is_not_asked_in_english_is_said_in_chinese(lang: str, said: str) -> None:
    assert BANK.said_in(lang) == said
