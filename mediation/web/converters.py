"""Parts of an address that are typed: a case number as people say it, without its brackets."""

from __future__ import annotations

import re
from typing import Any

from flask import Flask
from werkzeug.routing import BaseConverter

_DIGITS = re.compile(r"([0-9]{4})\D{1,2}([0-9]{5,6})\D?$")


class CaseNumberConverter(BaseConverter):
    """`2026-04817` in the address for 厦金调〔2026〕04817号.

    A view is given the short form; `url_for` takes either form.
    """

    regex = r"[0-9]{4}-[0-9]{5,6}"
    part_isolating = True

    def to_url(self, value: Any) -> str:
        return short_case_number(str(value))


def short_case_number(number: str) -> str:
    """`2026-04817` from either form; ValueError when there is no case number in it."""
    found = _DIGITS.search(number.strip())
    if found is None:
        raise ValueError(f"not a case number: {number!r}")
    return f"{found[1]}-{found[2]}"


def init_converters(app: Flask) -> None:
    app.url_map.converters["case_number"] = CaseNumberConverter
