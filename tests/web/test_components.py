"""Every macro on both surfaces, in both languages: well-formed, escaped, bound to its labels.

The client of these tests reads each page as HTML and fails on the first fault.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

import html5lib
import pytest
from flask.testing import FlaskClient

from tests.markup import XHTML

LANGUAGES = ["zh", "en"]
LAYOUTS = ["public", "desk"]


def parsed(markup: str) -> Element:
    tree: Element = html5lib.parse(markup)
    return tree


def controls(tree: Element) -> list[Element]:
    found = [node for name in ("input", "select", "textarea") for node in tree.iter(XHTML + name)]
    return [node for node in found if node.get("type") != "hidden"]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_part_is_well_formed_and_escapes_what_people_typed(
    browser: FlaskClient, layout: str, lang: str
) -> None:
    browser.set_cookie("lang", lang)
    page = browser.get(f"/parts/{layout}")
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;" in page.text


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_control_has_a_label_and_its_descriptions_exist(
    browser: FlaskClient, layout: str, lang: str
) -> None:
    browser.set_cookie("lang", lang)
    token = browser.get("/everything").text.split('name="csrf_token" type="hidden" value="')[1].split('"')[0]
    tree = parsed(browser.post(f"/everything?layout={layout}", data={"csrf_token": token}).text)
    ids = {node.get("id") for node in tree.iter()}
    labelled = {node.get("for") for node in tree.iter(XHTML + "label")}
    assert len(controls(tree)) > 10
    for control in controls(tree):
        assert control.get("id") in labelled, control.attrib
    for node in tree.iter():
        assert set((node.get("aria-describedby") or "").split()) <= ids, node.attrib


def test_mistakes_are_summed_up_with_links_to_their_fields(browser: FlaskClient) -> None:
    token = browser.get("/everything").text.split('name="csrf_token" type="hidden" value="')[1].split('"')[0]
    page = browser.post("/everything", data={"csrf_token": token}).text
    assert "<title>错误：样页" in page
    assert "还有 5 处需要改正" in page
    tree = parsed(page)
    ids = {node.get("id") for node in tree.iter()}
    targets = [a.get("href", "")[1:] for a in tree.iter(XHTML + "a") if a.get("href", "").startswith("#")]
    assert {"kind", "amount", "wishes", "name", "agreed"} <= set(targets) <= ids


def test_a_secret_is_never_filled_in_again(browser: FlaskClient) -> None:
    token = browser.get("/everything").text.split('name="csrf_token" type="hidden" value="')[1].split('"')[0]
    assert "hunter2" not in browser.post("/everything", data={"csrf_token": token, "paper": "hunter2"}).text


def test_an_amount_that_was_read_is_echoed_in_capitals(browser: FlaskClient) -> None:
    token = browser.get("/everything").text.split('name="csrf_token" type="hidden" value="')[1].split('"')[0]
    page = browser.post("/everything", data={"csrf_token": token, "amount": "１２，６００元"}).text
    assert "壹万贰仟陆佰元整" in page
    assert 'value="１２，６００元"' in page


def test_single_keys_can_be_turned_off(browser: FlaskClient) -> None:
    assert 'data-shortcuts="on"' in browser.get("/parts/desk").text
    assert 'data-shortcuts="off"' in browser.get("/parts/desk?shortcuts=0", follow_redirects=True).text
