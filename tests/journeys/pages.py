"""Pages as a browser without JavaScript has them: the forms that stand on them, ready to be sent."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.documents.reading import without_space

UNSENT = frozenset({"submit", "button", "image", "reset", "file"})


@dataclass
class Form:
    """One form of a page: where it goes, what its fields hold, and what its choices are called."""

    action: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    choices: dict[str, dict[str, str]] = field(default_factory=dict)  # field -> words -> value
    names: set[str] = field(default_factory=set)

    def chosen(self, name: str, words: str) -> str:
        """The value of the one choice of a field whose words contain `words`."""
        found = [value for label, value in self.choices.get(name, {}).items() if words in label]
        assert len(found) == 1, f"{name} has {list(self.choices.get(name, {}))}, wanted one with {words!r}"
        return found[0]

    def send(self, client: FlaskClient, **typed: Any) -> TestResponse:
        """Fill in and send; a field that the page does not have is a mistake of the test."""
        unknown = {name for name in typed if name not in self.names and name not in self.fields}
        assert not unknown, f"{self.action} has no {', '.join(sorted(unknown))}, but {sorted(self.names)}"
        return client.post(self.action, data={**self.fields, **typed}, content_type="multipart/form-data")


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.forms: list[Form] = []
        self._inside: Form | None = None
        self._text: list[str] | None = None
        self._select = ""
        self._label = ""
        self._by_id: dict[str, tuple[Form, str, str]] = {}

    def handle_starttag(self, tag: str, pairs: list[tuple[str, str | None]]) -> None:
        facts = {name: value or "" for name, value in pairs}
        if tag == "form":
            self._inside = Form(facts.get("action") or self.address)
            if facts.get("method", "get").lower() == "post":  # a form that only searches changes nothing
                self.forms.append(self._inside)
        if tag == "label":
            self._label, self._text = facts.get("for", ""), []
        form, name = self._inside, facts.get("name", "")
        if form is None:
            return
        if tag == "input" and name:
            self._input(form, name, facts)
        elif tag == "button" and name:
            form.names.add(name)
        elif tag == "textarea":
            form.names.add(name)
            self._select, self._text = name, []
        elif tag == "select":
            form.names.add(name)
            self._select = name
            form.choices[name] = {}
        elif tag == "option" and self._select:
            self._label, self._text = facts.get("value", ""), []
            if "selected" in facts or self._select not in form.fields:
                form.fields[self._select] = [facts.get("value", "")]

    def _input(self, form: Form, name: str, facts: dict[str, str]) -> None:
        kind, value = facts.get("type", "text"), facts.get("value", "")
        form.names.add(name)
        if kind in ("radio", "checkbox"):
            self._by_id[facts.get("id", "")] = (form, name, value or "on")
            if "checked" in facts:
                form.fields.setdefault(name, []).append(value or "on")
        elif kind not in UNSENT:
            form.fields.setdefault(name, []).append(value)

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        text = "".join(self._text or ())
        form = self._inside
        if tag == "form":
            self._inside = None
        elif tag == "label" and (known := self._by_id.get(self._label)):
            known[0].choices.setdefault(known[1], {})[text.strip()] = known[2]
        elif tag == "textarea" and form:
            form.fields[self._select] = [text.removeprefix("\n")]
        elif tag == "option" and form and self._select:
            form.choices[self._select][text.strip()] = self._label
        if tag in ("label", "textarea", "option"):
            self._text = None


def forms_on(answer: TestResponse) -> list[Form]:
    """Every form of the page that is sent by post, from top to bottom."""
    reader = _Reader(answer.request.path)
    reader.feed(answer.text)
    return reader.forms


def form_on(answer: TestResponse, action: str = "") -> Form:
    """The form of the page whose action ends in `action`; without one, the form that stays there."""
    assert answer.status_code in (200, 400, 401, 409, 422), f"{answer.request.path}: {answer.status}"
    address, forms = answer.request.path, forms_on(answer)
    wanted = [one for one in forms if urlsplit(one.action).path.endswith(action or address)]
    assert wanted, f"{address} has no form for {action!r}, but {[one.action for one in forms]}"
    return wanted[0]


def words_of(answer: TestResponse) -> str:
    """What a reader sees of the page, without white space."""
    body = re.sub(r"<(script|style)\b.*?</\1>", "", answer.text, flags=re.DOTALL)
    return without_space(html.unescape(re.sub(r"<[^>]+>", "", body)))


def links_on(answer: TestResponse, part: str) -> dict[str, list[str]]:
    """The addresses on the page that contain `part`, by the words of the link."""
    found: dict[str, list[str]] = {}
    for href, text in re.findall(r'<a\b[^>]*href="([^"]*)"[^>]*>(.*?)</a>', answer.text, re.DOTALL):
        if part in href:
            words = without_space(html.unescape(re.sub(r"<[^>]+>", "", text)))
            found.setdefault(words, []).append(html.unescape(href))
    return found
