"""Masks hide enough, and show what helps to recognise one's own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mediation.web.masks import (
    mask_email,
    mask_paper,
    mask_paper_of_any_kind,
    mask_phone,
    mask_resident_id,
)


@pytest.mark.parametrize(
    ("mask", "number", "shown", "remark"),
    [
        (mask_resident_id, "350203199001011234", "3502**********1234", "four and four"),
        (mask_phone, "13812345207", "138****5207", "mobile"),
        (mask_phone, "0592-5051234", "0592-*****34", "fixed line"),
        (mask_phone, "+85291234567", "+8********67", "abroad"),
        (mask_paper, "E12345678", "E1*****78", "two and two"),
        (mask_paper, "1234", "****", "too short to show any"),
        (mask_paper_of_any_kind, "350203199001011234", "3502**********1234", "a resident's"),
        (mask_paper_of_any_kind, "E12345678", "E1*****78", "a passport"),
        (mask_email, "zhang@example.com", "z***@example.com", "first letter"),
    ],
)
def test_masks_hide_the_middle(mask: Callable[[str], str], number: str, shown: str, remark: str) -> None:
    assert mask(number) == shown, remark
