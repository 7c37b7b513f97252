"""A complaint filed on a telephone: with and without JavaScript, in both languages, in large type."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.filling import NEXT, begin, fill, follow, page_name, walk
from tests.browser.looking import assert_accessible, assert_no_sideways_scroll
from tests.intake.walk import ANSWERS, photo
from tests.stages import Stage

# With an answer that leads to another door, so that this page is seen, too.
ON_THE_WAY = ANSWERS | {"complained": {"answer": "no"}}


def look_closely(page: Page) -> None:
    assert_accessible(page)
    assert_no_sideways_scroll(page)


def look_at_mistakes_too(page: Page) -> None:
    """The page as it comes, and as it looks when sent empty; a page that may stay empty moves on."""
    look_closely(page)
    here = page.url
    if page_name(page) in ("check", "other-doors", "evidence"):
        return
    follow(page, page.locator(NEXT))
    if page.locator("#error-summary").count():
        assert page.title().startswith(("错误：", "Error: "))
        look_closely(page)
    page.goto(here)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_page_of_the_wizard_and_its_mistakes_are_accessible(
    phone: Page, founded: Stage, lang: str
) -> None:
    begin(phone, lang=lang)
    walk(phone, ON_THE_WAY, look_at_mistakes_too)
    phone.check("[name=truth]")
    follow(phone, phone.locator("form:has([name=truth]) button"))
    assert page_name(phone) == "receipt"
    look_closely(phone)


def test_nothing_is_wider_than_the_smallest_telephone_in_large_type(
    small_phone: Page, founded: Stage
) -> None:
    begin(small_phone, large=True)
    walk(small_phone, ON_THE_WAY, assert_no_sideways_scroll)
    small_phone.check("[name=truth]")
    follow(small_phone, small_phone.locator("form:has([name=truth]) button"))
    assert page_name(small_phone) == "receipt"
    assert_no_sideways_scroll(small_phone)
    assert_accessible(small_phone)


def test_a_complaint_is_filed_with_javascript_off(plain_phone: Page, founded: Stage) -> None:
    begin(plain_phone)
    walk(plain_phone, ON_THE_WAY, lambda page: None)
    plain_phone.check("[name=truth]")
    follow(plain_phone, plain_phone.locator("form:has([name=truth]) button"))
    assert page_name(plain_phone) == "receipt"
    assert "申请已提交" in plain_phone.inner_text("main")


def test_files_chosen_on_the_telephone_are_listed_once_and_a_bad_one_is_named(
    phone: Page, founded: Stage
) -> None:
    begin(phone)
    phone.goto("/complaints/steps/evidence")
    send_file(phone, "账单.jpg", photo())
    assert "/evidence?uploaded=1" in phone.url
    send_file(phone, "说明.txt", b"x")
    assert "说明.txt" in phone.inner_text("#error-summary")
    assert phone.locator(".app-files__row").count() == 1
    look_closely(phone)


def send_file(page: Page, name: str, content: bytes) -> None:
    page.set_input_files(
        "[name=files]", [{"name": name, "mimeType": "application/octet-stream", "buffer": content}]
    )
    follow(page, page.locator("button[name=then][value=upload]"))


def test_enter_in_a_row_of_the_timeline_goes_on_and_removes_nothing(
    plain_phone: Page, founded: Stage
) -> None:
    begin(plain_phone)
    plain_phone.goto("/complaints/steps/dates")
    fill(plain_phone, ANSWERS["dates"])
    with plain_phone.expect_navigation():
        plain_phone.press("[name=rows-0-what]", "Enter")
    assert page_name(plain_phone) == "what-you-want"
    plain_phone.goto("/complaints/steps/dates")
    assert plain_phone.input_value("[name=rows-0-what]") == ANSWERS["dates"]["rows-0-what"]
