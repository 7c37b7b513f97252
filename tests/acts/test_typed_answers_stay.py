"""Where several forms stand on one page, the one that was refused keeps what was typed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mediation import clock
from mediation.access.by import By
from mediation.compromise import operations as compromise
from mediation.database import db
from mediation.elements import operations as elements
from tests import cast
from tests.builders import actor, case_in
from tests.stages import Stage


@pytest.fixture
def case_page(founded: Stage, app: Flask) -> str:
    """The page of a case with a set of elements and an offer that waits for its answer."""
    with app.app_context():
        case = case_in("under_mediation")
        by = By(actor(cast.CENTRE_MEDIATOR), clock.now())
        elements.open_sheet(case, "credit_card", "applicant", by)
        compromise.make_offer(case, "respondent", "退还年费一半。", by, sealed=False)
        db.session.commit()
        return f"/desk/cases/{case.short_number}"


@pytest.fixture
def mediator(founded: Stage, signed_in: Callable[[str], FlaskClient]) -> FlaskClient:
    return signed_in(cast.CENTRE_MEDIATOR)


def test_the_remark_on_an_offer_stays_where_no_answer_was_chosen(
    mediator: FlaskClient, case_page: str
) -> None:
    sent = {"answer-1-answer": "", "answer-1-note": "申请人要再想三天"}
    answer = mediator.post(f"{case_page}/offers/1", data=sent)
    assert answer.status_code == 422
    assert "请选择答复" in answer.text
    assert "申请人要再想三天" in answer.text


def test_an_answer_that_comes_second_is_refused_with_its_reason(
    mediator: FlaskClient, case_page: str
) -> None:
    sent = {"answer-1-answer": "refused", "answer-1-note": "金额太低"}
    assert mediator.post(f"{case_page}/offers/1", data=sent).status_code == 302
    again = mediator.post(f"{case_page}/offers/1", data=sent)
    assert (again.status_code, "这项方案已经有答复" in again.text) == (422, True)


@pytest.mark.parametrize(
    ("path", "prefix"), [("elements/consents", "consent"), ("elements/facts/1", "fact-1")]
)
def test_the_side_that_was_chosen_stays_where_the_way_is_missing(
    mediator: FlaskClient, case_page: str, path: str, prefix: str
) -> None:
    mediator.post(f"{case_page}/elements/facts", data={"fact-name": "年费", "fact-text": "扣收1,260元。"})
    sent = {f"{prefix}-side": "respondent", f"{prefix}-channel": ""}
    answer = mediator.post(f"{case_page}/{path}", data=sent)
    assert answer.status_code == 422
    assert "请选择是通过什么方式" in answer.text
    radios = [one.split(">")[0] for one in answer.text.split(f'name="{prefix}-side"')[1:]]
    assert [one for one in radios if 'value="respondent"' in one and "checked" in one]
