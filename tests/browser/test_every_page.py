"""Every page that needs no particular thing, for a citizen and for each role: accessible, no wider
than the window, nothing stopped by the policy. Pages about a case are walked by the journeys."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page

from mediation.access.guard import ANYONE
from tests import cast
from tests.browser.looking import assert_no_sideways_scroll, axe_faults
from tests.house.sources import assert_none
from tests.stages import Stage

Enter = Callable[[Page, str], None]


def addresses(app: Flask, *, open_to_all: bool) -> Iterator[str]:
    for rule in app.url_map.iter_rules():
        right = getattr(app.view_functions[rule.endpoint], "right", None)
        if (
            right
            and (right == ANYONE) == open_to_all
            and "GET" in (rule.methods or ())
            and not rule.arguments
        ):
            yield rule.rule


def is_a_page(page: Page, address: str) -> bool:
    """Whether there is a page to look at; health checks, files and downloads are none."""
    answer = page.request.get(address)
    kind = answer.headers.get("content-type", "")
    return (
        answer.ok
        and kind.startswith("text/html")
        and "attachment" not in answer.headers.get("content-disposition", "")
    )


def look_at_all(page: Page, app: Flask, *, open_to_all: bool, switches: str = "", rules: bool = True) -> None:
    faults = []
    for address in addresses(app, open_to_all=open_to_all):
        if not is_a_page(page, address):
            continue
        page.goto(address + switches)
        faults += axe_faults(page) if rules else []
        try:
            assert_no_sideways_scroll(page)
        except AssertionError as wide:
            faults.append(str(wide))
    assert_none(faults)


@pytest.mark.parametrize("switches", ["?lang=zh&large=0", "?lang=en&large=1"])
def test_citizens_pages_on_a_phone(phone: Page, founded: Stage, switches: str) -> None:
    look_at_all(phone, founded.app, open_to_all=True, switches=switches)


@pytest.mark.parametrize("switches", ["?lang=zh&large=1"])
def test_citizens_pages_on_a_desk(desk: Page, founded: Stage, switches: str) -> None:
    look_at_all(desk, founded.app, open_to_all=True, switches=switches)


@pytest.mark.parametrize("switches", ["?lang=zh&large=1", "?lang=en&large=1"])
def test_citizens_pages_fit_the_smallest_phone_in_large_type(
    small_phone: Page, founded: Stage, switches: str
) -> None:
    look_at_all(small_phone, founded.app, open_to_all=True, switches=switches, rules=False)


@pytest.mark.parametrize("role", cast.BY_ROLE, ids=str)
def test_the_pages_of_each_role(desk: Page, founded: Stage, enter: Enter, role: str) -> None:
    enter(desk, cast.BY_ROLE[role])
    look_at_all(desk, founded.app, open_to_all=False)


def test_the_managers_pages_with_a_city_full_of_cases(desk: Page, filled: Stage, enter: Enter) -> None:
    enter(desk, cast.MANAGER)
    look_at_all(desk, filled.app, open_to_all=False, switches="?lang=en&large=1")
