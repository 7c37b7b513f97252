"""Which language a person reads, and that the choice keeps them on their page."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mediation.rules.findings import Words
from mediation.web.words import label, language, speaking, switch_url, t

YES = Words("是", "Yes")


def test_chinese_is_spoken_until_somebody_chooses(browser: FlaskClient) -> None:
    assert browser.get("/plain").text == "中文"


def test_a_choice_is_remembered_and_leaves_the_address(browser: FlaskClient) -> None:
    answer = browser.get("/plain?page=2&lang=en")
    assert (answer.status_code, answer.location) == (303, "/plain?page=2")
    assert browser.get("/plain").text == "English"
    browser.get("/plain?lang=zh")
    assert browser.get("/plain").text == "中文"


@pytest.mark.parametrize("asked", ["fr", "", "en;zh", "<x>"])
def test_an_unknown_language_changes_nothing(browser: FlaskClient, asked: str) -> None:
    answer = browser.get("/plain", query_string={"lang": asked})
    assert (answer.status_code, answer.text) == (200, "中文")


def test_a_path_that_looks_like_another_host_cannot_lead_there(browser: FlaskClient) -> None:
    answer = browser.get("//elsewhere.example/?lang=en")
    assert not (answer.location or "").startswith("//")


def test_the_switch_keeps_the_filters_of_the_page(web: Flask) -> None:
    with web.test_request_context("/plain?q=张三&q=2"):
        assert switch_url(lang="en") == "/plain?q=%E5%BC%A0%E4%B8%89&q=2&lang=en"


def test_large_type_marks_the_page_and_offers_the_way_back(browser: FlaskClient) -> None:
    assert 'class="citizen"' in browser.get("/parts/public").text
    page = browser.get("/parts/public?large=1", follow_redirects=True).text
    assert 'class="citizen large"' in page
    assert "large=0" in page


def test_the_page_says_its_language(browser: FlaskClient) -> None:
    assert '<html lang="zh-CN"' in browser.get("/parts/public").text
    assert '<html lang="en"' in browser.get("/parts/public?lang=en", follow_redirects=True).text


def test_letters_speak_their_readers_language_whatever_the_page_speaks(web: Flask) -> None:
    assert language() == "zh"
    with web.test_request_context("/plain"), speaking("en"):
        assert t(YES) == "Yes"
    with pytest.raises(ValueError, match="no such language"), speaking("fr"):
        pass


def test_facts_are_filled_in_and_said_in_the_same_language() -> None:
    with speaking("en"):
        assert t("还可试 {n} 次", "{n} tries left", n=3) == "3 tries left"
        assert t("回答：{answer}", "Answer: {answer}", answer=YES) == "Answer: Yes"
        assert t("陈晓雯") == "陈晓雯", "a name has no second language"
    assert t("{没有事实}") == "{没有事实}", "a brace without facts is a brace"
    with pytest.raises(KeyError):
        t("{a}", "{a}", b=1)


def test_a_label_made_before_any_request_follows_the_reader(web: Flask) -> None:
    name = label("姓名", "Name")
    assert str(name) == "姓名"
    with speaking("en"):
        assert str(name) == "Name"
        assert label("最多 %(n)d 字", "at most %(n)d") % {"n": 3} == "at most 3"
