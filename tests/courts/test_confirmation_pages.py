"""The pages of confirmation: the line on every page of the case, each reader's own part, the court's acts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from mediation.cases.models import Case
from mediation.courts.confirmation.models import Confirmation
from mediation.database import db
from mediation.referrals.models import Referral
from tests import cast
from tests.access.test_walls import addresses
from tests.builders import opened, walk
from tests.counting import counted_queries
from tests.courts.applying import NUMBER, filed, get_ready, received, settled, the_court
from tests.journeys.pages import form_on
from tests.stages import Stage

pytestmark = pytest.mark.usefixtures("undrawn")

SignedIn = Callable[[str], FlaskClient]
WINDOW = "最后一日是2026年4月1日（周三），还剩30天"


def kept(stage: Stage, scene: str, make: Callable[[], Any]) -> Any:
    """What `make` gives, made and committed once for all tests that ask for the scene."""
    if scene not in stage.scenes:
        with stage.app.app_context():
            GIVEN[id(stage), scene] = make()
            db.session.commit()
        stage.keep(scene)
    stage.set(scene)
    return GIVEN[id(stage), scene]


GIVEN: dict[tuple[int, str], Any] = {}


def _settled_with_code() -> tuple[str, str]:
    the_court()
    filing = opened()
    walk(filing.case, "accept", "route", "appoint", "notify_rights", "record_consent", "begin")
    walk(filing.case, "draft_terms", "offer_terms", "record_signature", "file_scan", "conclude")
    return filing.case.short_number, filing.access_code


@pytest.fixture
def agreed(founded: Stage) -> tuple[str, str]:
    """Number and access code of a case whose agreement took effect today."""
    found: tuple[str, str] = kept(founded, "agreed", _settled_with_code)
    return found


@pytest.fixture
def at_court(founded: Stage) -> tuple[str, str]:
    """The case and the hand-over of an application that the court has signed for."""

    def make() -> tuple[str, str]:
        case = get_ready(settled())
        return case.short_number, received(filed(case)).short_number

    found: tuple[str, str] = kept(founded, "at court", make)
    return found


def test_every_page_of_the_case_says_the_last_day_and_the_days_left(
    app: Flask, signed_in: SignedIn, agreed: tuple[str, str]
) -> None:
    number, code = agreed
    seen = {}
    for name in (cast.MANAGER, cast.BANK_USER):
        client, pages = signed_in(name), 0
        for method, address in addresses(app, number):
            if method != "GET":
                continue
            with client.get(address) as answer:
                if answer.status_code == 200 and answer.mimetype == "text/html":
                    assert WINDOW in answer.get_data(as_text=True), f"{name}: {address}"
                    pages += 1
        seen[name] = pages
    assert seen[cast.MANAGER] > 8, seen
    assert seen[cast.BANK_USER] >= 2, seen
    party = app.test_client()
    party.post("/track", data={"number": number, "code": code})
    for address in ("/my-case", "/my-case/confirmation/", "/my-case/elements", "/my-case/offers"):
        assert WINDOW in party.get(address, follow_redirects=True).text, address


def test_the_line_costs_no_query_while_the_window_runs_and_one_afterwards(
    app: Flask, signed_in: SignedIn, at_court: tuple[str, str]
) -> None:
    client = signed_in(cast.MANAGER)
    page = f"/desk/cases/{at_court[0]}/court/confirmation/"
    client.get(page)
    with counted_queries(app) as asked:
        assert "已向示范区人民法院（演示）申请" in client.get(page).text
    assert len(asked) <= 45, len(asked)


def test_each_side_says_for_itself_whether_it_joins(
    app: Flask, signed_in: SignedIn, agreed: tuple[str, str]
) -> None:
    number, code = agreed
    party = app.test_client()
    party.post("/track", data={"number": number, "code": code})
    own = form_on(party.get("/my-case/confirmation/"))
    assert own.send(party, joins="yes", agent="").status_code == 302
    bank = signed_in(cast.BANK_USER)
    where = f"/desk/cases/{number}/court/confirmation/own"
    assert form_on(bank.get(where), "/own").send(bank, joins="yes", agent="").status_code == 302
    page = signed_in(cast.MANAGER).get(f"/desk/cases/{number}/court/confirmation/").text
    assert page.count("还没有表示") == 0
    assert "须双方共同申请" not in page
    with app.app_context():
        (found,) = db.session.scalars(select(Confirmation))
        assert {one.side for one in found.wishes} == {"applicant", "respondent"}


def test_the_application_is_prepared_on_its_page_without_javascript(
    app: Flask, signed_in: SignedIn, agreed: tuple[str, str]
) -> None:
    client = signed_in(cast.CENTRE_MEDIATOR)
    page = f"/desk/cases/{agreed[0]}/court/confirmation/"
    facts = form_on(client.get(page), "/confirmation/facts")
    wrong = facts.send(client, **{"facts-respondent_place": "朝阳区"})
    assert wrong.status_code == 422
    assert "朝阳区" in wrong.text
    right = form_on(wrong, "/confirmation/facts")
    assert right.send(client, **{"facts-respondent_place": "厦门市湖里区"}).status_code == 302
    assert "厦门市湖里区人民法院" in client.get(page).text
    chosen = form_on(client.get(page), "/confirmation/court").send(
        client, **{"court-court": "闽0206", "court-reason": "被申请人在湖里。"}
    )
    assert chosen.status_code == 302
    wish = {"wish-side": "applicant", "wish-joins": "yes", "wish-channel": "phone", "wish-agent": ""}
    assert form_on(client.get(page), "/confirmation/wishes").send(client, **wish).status_code == 302
    line = f"{page}papers/identity/applicant"
    assert form_on(client.get(line)).send(client, why_not="法院已有存档。").status_code == 302
    assert "法院已有存档。" in client.get(page).text
    early = form_on(client.get(page), "/confirmation/file").send(client)
    assert early.status_code == 422
    assert "材料还缺" in early.text


# (act, typed wrongly, what it says, typed rightly, state, a remark)
ACTS = [
    (
        "they_take",
        {"number": "（2026）闽0203民初5号", "taken_on": "2026-03-02"},
        "类型代字应为",
        {"number": "(2026)闽0203民特12号", "taken_on": "2026-03-02"},
        "working",
        "a number of its type and of this court",
    ),
    (
        "they_refuse",
        {"ground": "", "decided_on": "2026-03-02", "reason": "不予受理。"},
        "请选择事由",
        {"ground": "no_jurisdiction", "decided_on": "2026-03-02", "reason": "应向湖里区人民法院申请。"},
        "refused",
        "a ground of 民诉法解释 art. 355",
    ),
    (
        "record_result",
        {"result": "rejected", "ground": "", "result_on": "2026-03-02"},
        "请选择法院文书上写明的事由",
        {"result": "rejected", "ground": "unclear_content", "result_on": "2026-03-02"},
        "result_in",
        "a ground of art. 358",
    ),
]


@pytest.mark.parametrize(("act", "wrong", "says", "right", "state", "remark"), ACTS)
def test_the_liaison_enters_what_the_court_did_at_its_own_desk(
    app: Flask,
    signed_in: SignedIn,
    at_court: tuple[str, str],
    act: str,
    wrong: dict[str, str],
    says: str,
    right: dict[str, str],
    state: str,
    remark: str,
) -> None:
    liaison = signed_in(cast.COURT_LIAISON)
    where = f"/desk/referrals/{at_court[1]}/acts/{act}"
    refused = form_on(liaison.get(where), act).send(liaison, **wrong)
    assert refused.status_code == 422, remark
    assert says in refused.text, remark
    assert form_on(refused, act).send(liaison, **right).status_code == 302, remark
    with app.app_context():
        (found,) = db.session.scalars(select(Referral)).unique()
        assert found.state == state, remark
        (case,) = db.session.scalars(select(Case))
        assert case.turn == ("receiver" if act == "they_take" else "mediator")
        assert found.their_number == (NUMBER if act == "they_take" else "")


@pytest.mark.parametrize(
    ("username", "status", "remark"),
    [
        (cast.MANAGER, 200, ""),
        (cast.CENTRE_MEDIATOR, 200, "of this case"),
        (cast.AUDITOR, 200, "reads"),
        (cast.JIMEI_MEDIATOR, 404, "of another station"),
        (cast.BANK_USER, 403, "has a page of its own"),
        (cast.COURT_LIAISON, 403, "works in the ledger"),
        (cast.ADMINISTRATOR, 403, "has no part in cases"),
    ],
)
def test_the_page_opens_for_those_who_prepare_the_application(
    signed_in: SignedIn, agreed: tuple[str, str], username: str, status: int, remark: str
) -> None:
    answer = signed_in(username).get(f"/desk/cases/{agreed[0]}/court/confirmation/")
    assert answer.status_code == status, remark
    if username == cast.AUDITOR:
        assert "/confirmation/file" not in answer.text
