"""What the browser is told with every answer."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.house.sources import TEMPLATES, place, templates

PAGES = ["/plain", "/parts/public", "/parts/desk", "/nowhere", "/breaks", "/static/css/desk.css"]


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_carries_the_policy(web: Flask, path: str) -> None:
    web.testing = False  # else the broken page would raise instead of answering
    with web.test_client().get(path) as answer:
        headers = answer.headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_pages_are_not_kept_and_named_files_are(browser: FlaskClient) -> None:
    page = browser.get("/remembers")
    assert page.headers["Cache-Control"] == "no-store"
    address = re.search(r'href="(/static/css/citizen\.css\?v=\w+)"', browser.get("/parts/public").text)
    assert address is not None
    for path, kept in ((address[1], True), ("/static/css/citizen.css", False)):
        with browser.get(path) as file:
            assert ("immutable" in file.headers["Cache-Control"]) is kept


def test_no_template_needs_anything_inline() -> None:
    """The policy would silently drop it: a style, a handler, a script between tags."""
    inline = re.compile(
        r"""<style|\sstyle\s*=|\son[a-z]+\s*=\s*["']|<script(?![^>]*\bsrc=)|javascript:""", re.I
    )
    pages = [file for file in templates() if file.relative_to(TEMPLATES).parts[0] != "documents"]
    assert pages
    assert [place(file) for file in pages if inline.search(file.read_text(encoding="utf-8"))] == []
