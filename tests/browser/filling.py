"""Filling in the wizard by hand, in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from playwright.sync_api import Locator, Page

NEXT = "main .govuk-button-group button[name=then][value=next]"


def follow(page: Page, link: Locator) -> None:
    """Click what leads to another page, or to this one anew, and wait until that is there as a whole."""
    with page.expect_navigation():
        link.click()


def begin(page: Page, *, lang: str = "zh", large: bool = False) -> None:
    page.goto(f"/complaints/?lang={lang}&large={int(large)}")
    follow(page, page.locator('form[action="/complaints/"] button'))


def page_name(page: Page) -> str:
    """The last part of the address, by which the wizard names its pages."""
    return page.url.split("#")[0].split("?")[0].rsplit("/", 1)[1]


def fill(page: Page, answers: Mapping[str, Any]) -> None:
    """Type, tick and choose what `answers` say by name of the field."""
    for name, value in answers.items():
        for one in value if isinstance(value, list) else [value]:
            _fill_one(page, name, one)


def _fill_one(page: Page, name: str, value: str) -> None:
    choice = page.locator(f'input[name="{name}"][value="{value}"]:is([type=radio], [type=checkbox])')
    select = page.locator(f'select[name="{name}"]')
    if choice.count():
        choice.check()
    elif select.count():
        select.select_option(value)
    else:
        page.fill(f'[name="{name}"]', value)


def walk(page: Page, answers: Mapping[str, Mapping[str, Any]], look: Callable[[Page], None]) -> None:
    """From the first page to the check page; `look` is called at every page on the way."""
    for _ in range(40):
        look(page)
        name = page_name(page)
        if name == "check":
            return
        if name == "other-doors":
            follow(page, page.locator("main a.govuk-button").first)
            continue
        fill(page, answers[name])
        follow(page, page.locator(NEXT))
        assert page.locator("#error-summary").count() == 0, page.locator("#error-summary").inner_text()
    raise AssertionError("the wizard does not come to its end")
