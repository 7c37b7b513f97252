"""Case numbers in addresses."""

from __future__ import annotations

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient

from mediation.web.converters import short_case_number

NUMBERS = [
    ("厦金调〔2026〕04817号", "2026-04817", "as printed"),
    ("2026-04817", "2026-04817", "as in the address"),
    ("厦金调[2026]04817号", "2026-04817", "with the brackets of a keyboard"),
    ("厦金调〔2026〕104817号", "2026-104817", "a busy year"),
]


@pytest.mark.parametrize(("number", "short", "remark"), NUMBERS)
def test_a_case_number_has_one_short_form(web: Flask, number: str, short: str, remark: str) -> None:
    assert short_case_number(number) == short, remark
    with web.test_request_context():
        assert url_for("case", number=number) == f"/case/{short}"


@pytest.mark.parametrize("text", ["", "04817", "2026-1", "x"])
def test_what_is_no_case_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a case number"):
        short_case_number(text)


@pytest.mark.parametrize(
    "path", ["/case/2026-4817", "/case/26-04817", "/case/2026-04817x", "/case/１２３４-04817"]
)
def test_an_address_with_half_a_number_is_not_found(browser: FlaskClient, path: str) -> None:
    assert browser.get(path).status_code == 404
