"""A citizen's way through the wizard, as a browser without JavaScript would send it."""

from __future__ import annotations

import html
import re
from io import BytesIO
from typing import Any

from flask.testing import FlaskClient
from PIL import Image
from werkzeug.test import TestResponse

STEPS = "/complaints/steps/"

# What somebody types who complains about a card fee; every number is invented and has right check digits.
ANSWERS: dict[str, dict[str, Any]] = {
    "applicant": {"answer": "self"},
    "city": {"answer": "yes"},
    "complained": {"answer": "answered"},
    "elsewhere": {"answer": "none"},
    "nature": {"answer": "none"},
    "institution-type": {"trade": "bank"},
    "institution": {"institution": "other", "other_name": "鼓浪样例银行"},
    "product": {"product": "credit_card"},
    "amount": {"kind": "known", "amount": "1.26万"},
    "what-happened": {"narrative": "2024年3月起每月被扣 99 元分期手续费，我没有同意过，打过三次客服电话。"},
    "dates": {
        "rows-0-on": "2024年3月",
        "rows-0-what": "第一次扣费",
        "rows-1-on": "",
        "rows-1-what": "",
        "rows-2-on": "2025-01-15",
        "rows-2-what": "打电话投诉",
    },
    "what-you-want": {"remedies": ["refund", "explanation"], "remedy_text": ""},
    "evidence": {},
    "who-fills-in": {"helper": "self"},
    "about-you": {
        "name": "林䶮",
        "paper_kind": "resident_id",
        "paper_number": "350203199003072212",
    },
    "contact": {"phone": "138 0592 1234", "email": ""},
    "address": {"district": "350211", "address": "样例街道样例路 8 号 201 室"},
    "station": {"place": "any", "times": ["morning"], "time_text": ""},
    "needs": {"needs": ["dialect"], "needs_text": ""},
    "consents": {"lines": ["centre", "sensitive", "institution", "mediator"]},
}


class Walk:
    """One browser. `answers` are sent page by page; a page that the wizard does not ask is left out."""

    def __init__(self, client: FlaskClient, **changes: dict[str, Any]) -> None:
        self.client = client
        self.answers = ANSWERS | changes

    def begin(self) -> Walk:
        answer = self.client.post("/complaints/")
        assert answer.status_code == 303, answer.text
        return self

    def send(self, step: str, then: str = "next", **typed: Any) -> TestResponse:
        return self.client.post(STEPS + step, data={"then": then, **typed})

    def save(self, step: str) -> TestResponse:
        """Send what `answers` has for the page; it must be accepted."""
        answer = self.send(step, **self.answers[step])
        assert answer.status_code == 303, f"{step}: {mistakes(answer)}"
        return answer

    def to_check(self) -> Walk:
        """Follow the wizard from page to page until everything is answered."""
        for _ in range(40):
            place = self.client.get("/complaints/continue").headers["Location"]
            if place.endswith("/check"):
                return self
            self.save(place.split("?")[0].rsplit("/", 1)[1])
        raise AssertionError("the wizard does not come to its end")

    def submit(self) -> TestResponse:
        return self.client.post("/complaints/check", data={"truth": "y"})

    def file(self) -> str:
        """All the way; gives the text of the receipt page."""
        self.to_check()
        answer = self.submit()
        assert answer.headers["Location"].endswith("/complaints/receipt"), mistakes(answer)
        return self.client.get("/complaints/receipt").text


def mistakes(answer: TestResponse) -> list[str]:
    """The sentences in the summary of mistakes on top of the page."""
    summary = re.search(r'id="error-summary".*?</ul>', answer.text, re.DOTALL)
    found = re.findall(r"<li>(.*?)</li>", summary[0], re.DOTALL) if summary else []
    return [html.unescape(re.sub(r"<[^>]+>", "", one)).strip() for one in found]


def value_of(answer: TestResponse, name: str) -> str:
    """What a text field of the page holds."""
    found = re.search(rf'<input[^>]*name="{name}"[^>]*value="([^"]*)"', answer.text) or re.search(
        rf'<textarea[^>]*name="{name}"[^>]*>\n?(.*?)</textarea>', answer.text, re.DOTALL
    )
    assert found, f"the page has no field {name}"
    return html.unescape(found[1])


def a_file(content: bytes, name: str) -> tuple[BytesIO, str]:
    return BytesIO(content), name


def photo(colour: str = "white") -> bytes:
    """A small picture of one colour; another colour is another file."""
    kept = BytesIO()
    Image.new("RGB", (40, 30), colour).save(kept, "JPEG")
    return kept.getvalue()
