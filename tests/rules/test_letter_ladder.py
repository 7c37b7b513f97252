"""The ladders of letters: which channels follow each other, and after how many working days."""

from __future__ import annotations

from datetime import date

import pytest

from mediation.rules.procedures.letter_ladder import Step, steps

ON = date(2026, 11, 22)
AT_ONCE = Step(1, 0, ("inbox", "email"))

LADDERS = [
    # group, addressee, steps, remark
    (
        "notice",
        "party",
        (
            Step(0, 0, ("inbox",)),
            Step(1, 0, ("sms", "email")),
            Step(2, 2, ("call",)),
            Step(3, 2, ("paper",)),
        ),
        "unread after two working days a person rings, after two more it goes by post",
    ),
    ("notice", "body", (AT_ONCE, Step(2, 2, ("call",)), Step(3, 2, ("paper",))), "a body is rung as well"),
    ("notice", "staff", (AT_ONCE,), "who works here looks into the inbox"),
    ("news", "party", (Step(0, 0, ("inbox",)), Step(1, 0, ("sms", "email"))), "no legal effect, no post"),
    ("news", "body", (AT_ONCE,), ""),
    ("staff", "staff", (AT_ONCE,), ""),
    ("staff", "body", (AT_ONCE,), ""),
    ("staff", "party", (), "what is for staff reaches no party"),
]


@pytest.mark.parametrize(("group", "addressee", "ladder", "remark"), LADDERS)
def test_a_letter_goes_by_the_channels_of_its_ladder(
    group: str, addressee: str, ladder: tuple[Step, ...], remark: str
) -> None:
    assert steps(group, addressee, on=ON) == ladder, remark


def test_before_the_table_was_in_force_there_is_no_ladder() -> None:
    assert steps("notice", "party", on=date(2019, 12, 31)) == ()
