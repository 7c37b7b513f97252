"""When something fails: a sentence that says what to do, and nothing typed is lost."""

from __future__ import annotations

import logging
import re
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient

SAME_SITE = {"Sec-Fetch-Site": "same-origin"}

PAGES = [
    ("GET", "/nowhere", 404, "没有找到这个页面", "Page not found"),
    ("POST", "/plain", 405, "这个页面不能这样打开", "This page cannot be opened this way"),
]


@pytest.mark.parametrize(("method", "path", "code", "zh", "en"), PAGES)
def test_an_error_speaks_both_languages(
    web: Flask, browser: FlaskClient, method: str, path: str, code: int, zh: str, en: str
) -> None:
    web.config["WTF_CSRF_CHECK_DEFAULT"] = False
    answer = browser.open(path, method=method)
    assert (answer.status_code, zh in answer.text) == (code, True)
    browser.get("/plain?lang=en")
    assert en in browser.open(path, method=method).text


def test_an_unforeseen_error_gives_a_number_that_the_log_knows_and_no_inside(
    web: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    web.testing = False
    with caplog.at_level(logging.ERROR):
        page = web.test_client().get("/breaks")
    number = re.search(r">([0-9A-F]{6})<", page.text)
    assert page.status_code == 500
    assert number is not None
    assert number[1] in caplog.text
    assert "secret" not in page.text


def test_the_error_page_survives_when_its_own_context_is_broken(web: Flask) -> None:
    """The settings of the centre come from the database; it may be the very thing that is down."""
    web.testing = False

    @web.context_processor
    def centre() -> dict[str, object]:
        raise RuntimeError("no database")

    answer = web.test_client().get("/breaks")
    assert (answer.status_code, "系统出错" in answer.text) == (500, True)


def test_a_stale_form_is_offered_again_with_everything_typed(browser: FlaskClient) -> None:
    typed = {"name": "䶮<b>", "wishes": ["card", "loan"], "password": "hunter2", "csrf_token": "old"}
    answer = browser.post("/everything", data=typed, headers=SAME_SITE)
    assert answer.status_code == 400
    assert "内容已保留，请再点一次提交" in answer.text
    assert 'name="name" value="䶮&lt;b&gt;"' in answer.text
    assert answer.text.count('name="wishes"') == 2
    assert "hunter2" not in answer.text
    assert "密码不能保留" in answer.text


def test_the_stale_form_sent_again_is_taken(browser: FlaskClient) -> None:
    page = browser.post("/everything", data={"name": "张三"}, headers=SAME_SITE).text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token is not None
    again = browser.post("/everything", data={"name": "张三", "csrf_token": token[1]}, headers=SAME_SITE)
    assert again.status_code == 200, "the form itself, with its mistakes"
    assert 'value="张三"' in again.text


def test_files_of_a_stale_form_must_be_chosen_again_and_the_page_says_so(browser: FlaskClient) -> None:
    posted = {"name": "张三", "files": (BytesIO(b"x"), "a.pdf")}
    assert "请重新选择要上传的文件" in browser.post("/everything", data=posted, headers=SAME_SITE).text


FOREIGN = [
    ({"Sec-Fetch-Site": "cross-site"}, "a form on another site"),
    ({"Origin": "https://elsewhere.example"}, "an older browser, another site"),
    ({}, "nobody says where it stood"),
]


@pytest.mark.parametrize(("headers", "remark"), FOREIGN)
def test_another_site_cannot_have_its_text_offered_for_sending(
    browser: FlaskClient, headers: dict[str, str], remark: str
) -> None:
    answer = browser.post("/everything", data={"name": "planted"}, headers=headers)
    assert answer.status_code == 400
    assert "planted" not in answer.text, remark


def test_too_large_a_post_is_told_so(browser: FlaskClient) -> None:
    answer = browser.post("/everything", data={"files": (BytesIO(b"x" * 110_000), "a.jpg")})
    assert (answer.status_code, "文件太大" in answer.text) == (413, True)
