"""The staff's road by HTTP, step by step: each step opens its page, fills in the form and sends it."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from mediation.demo import pictures
from tests import cast
from tests.conftest import StandingClock
from tests.intake.walk import Walk, mistakes
from tests.journeys.pages import Form, form_on, links_on

SIDES = ("applicant", "respondent")
CENTRE, JIMEI, TONGAN = "厦门市地方金融纠纷调解中心", "集美枫桥驿站", "同安枫桥驿站"

SETTLEMENT = {
    "items-0-text": "被申请人退还申请人分期手续费 12600 元。",
    "items-0-act": "pay",
    "items-0-debtor": "respondent",
    "total_fen": "12600",
    "instalments-0-due_on": "2026-04-30",
    "instalments-0-fen": "12600",
    "account_bank": "鹭江湾银行演示支行",
    "account_number": "6200000592000000128",
}


class Road:
    """One case on its way. `number` is the short one, as in addresses; `code` the applicant's access code."""

    def __init__(
        self, app: Flask, clock: StandingClock, number: str, *, mediator: str, code: str = ""
    ) -> None:
        self.app, self.clock, self.number, self.mediator, self.code = app, clock, number, mediator, code
        self._clients: dict[str, FlaskClient] = {}

    # What everybody can do

    def client(self, who: str) -> FlaskClient:
        if who not in self._clients:
            self._clients[who] = cast.client_of(self.app, who)
        return self._clients[who]

    @property
    def address(self) -> str:
        return f"/desk/cases/{self.number}"

    def page(self, who: str = "") -> TestResponse:
        return self.client(who or self.mediator).get(self.address)

    def form(self, who: str, page: str, action: str = "") -> Form:
        return form_on(self.client(who).get(f"{self.address}/{page}", follow_redirects=True), action)

    def act(self, who: str, action: str, **typed: Any) -> TestResponse:
        """Carry out an act of the table on its own page; it must succeed."""
        return carried_out(self.try_act(who, action, **typed))

    def try_act(self, who: str, action: str, **typed: Any) -> TestResponse:
        return self.form(who, f"acts/{action}").send(self.client(who), **typed)

    # The steps

    def accept(self) -> None:
        self.act(cast.CLERK, "accept")

    def route(self, place: str) -> None:
        form = self.form(cast.CLERK, "acts/route")
        wanted = form.chosen("place", place)
        carried_out(form.send(self.client(cast.CLERK), place=wanted, reason="离申请人住处最近。"))

    def appoint(self, name: str, who: str = cast.CLERK) -> None:
        form = self.form(who, "acts/appoint")
        wanted = form.chosen("mediator", name)
        carried_out(form.send(self.client(who), mediator=wanted, reason="熟悉这类纠纷。"))

    def hear(self, side: str, channel: str = "phone") -> None:
        """Explain the rights of a side and record that it agrees."""
        self.act(self.mediator, "notify_rights", side=side, channel=channel)
        self.act(self.mediator, "record_consent", side=side, channel=channel)

    def begin(self) -> None:
        self.act(self.mediator, "begin")

    def book(self, day: date, starts: str = "10:00") -> None:
        typed = {"day": day.isoformat(), "starts": starts, "mode": "on_site", "place": "调解室"}
        self.act(self.mediator, "book_session", **typed)

    def record(self, day: date, text: str, result: str = "agreed") -> None:
        self.act(
            self.mediator,
            "record_session",
            day=day.isoformat(),
            starts="10:00",
            ends="10:50",
            mode="on_site",
            place="调解室",
            record=text,
            result=result,
        )

    def draft(self, **typed: Any) -> TestResponse:
        return carried_out(
            self.form(self.mediator, "agreement/draft").send(self.client(self.mediator), **typed)
        )

    def press(self, action: str, **typed: Any) -> TestResponse:
        """Send one of the forms on the page of the settlement; it must succeed."""
        return carried_out(self.try_press(action, **typed))

    def try_press(self, action: str, **typed: Any) -> TestResponse:
        return self.form(self.mediator, "agreement/", action).send(self.client(self.mediator), **typed)

    def offer(self) -> None:
        self.press("offer")

    def sign(self, signer: str, on: date) -> None:
        self.press("signatures", **{"sign-signer": signer, "sign-signed_on": on.isoformat()})

    def file_scan(self) -> None:
        page = pictures.make("scan", ["调解协议书（签署页）", self.number])
        self.press("scan", **{"scan-files": (BytesIO(page), "签署页.pdf")})

    def conclude(self) -> None:
        """By the manager: whoever recorded the signatures does not."""
        carried_out(self.try_conclude())

    def try_conclude(self) -> TestResponse:
        return self.form(cast.MANAGER, "agreement/", "conclude").send(self.client(cast.MANAGER))

    # What came of it

    def citizen(self) -> FlaskClient:
        """A new browser at which the applicant has opened the case with number and code."""
        client = self.app.test_client()
        carried_out(client.post("/track", data={"number": self.number, "code": self.code}))
        return client

    def papers(self, title: str, who: str = "") -> list[bytes]:
        """The papers of that title on the case's page, downloaded."""
        found = links_on(self.page(who), f"{self.address}/papers/").get(title, [])
        return [downloaded(self.client(who or self.mediator).get(href)) for href in found]


def carried_out(answer: TestResponse) -> TestResponse:
    assert answer.status_code in (302, 303), f"{answer.request.path} {answer.status}: {mistakes(answer)}"
    return answer


def downloaded(answer: TestResponse) -> bytes:
    assert answer.status_code == 200, answer.status
    assert answer.mimetype == "application/pdf"
    return content_of(answer)


def content_of(answer: TestResponse) -> bytes:
    """What was sent, with the file behind it closed as a server closes it."""
    content = answer.get_data()
    answer.close()
    return content


def filed(client: FlaskClient, **changes: dict[str, Any]) -> tuple[str, str]:
    """File a complaint by the wizard; gives its number and access code as the receipt shows them."""
    page = Walk(client, **changes).begin().file()
    return number_and_code(page)


def number_and_code(receipt: str) -> tuple[str, str]:
    number = re.search(r"〔(\d{4})〕(\d{5,6})号", receipt)
    code = re.search(r'aria-hidden="true">(\d{4}) (\d{4})<', receipt)
    assert number, "the receipt shows no number"
    assert code, "the receipt shows no access code"
    return f"{number[1]}-{number[2]}", code[1] + code[2]
