"""The main road of the ledger in pages: a court's case in, expired, its result back and signed for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from mediation import clock as house_clock
from mediation.database import db
from mediation.documents.models import IssuedDocument
from mediation.organisations.models import Kind
from mediation.referrals.models import Referral
from tests import cast
from tests.builders import BANK, COURT, body
from tests.journeys.pages import form_on
from tests.stages import Stage

if TYPE_CHECKING:
    from tests.conftest import StandingClock

NUMBER = "（2026）闽0203诉前调1234号"


@pytest.mark.usefixtures("undrawn")
def test_a_case_of_a_court_comes_in_expires_and_goes_back_with_its_receipt(
    founded: Stage, signed_in: Callable[[str], FlaskClient], clock: StandingClock
) -> None:
    clerk = signed_in(cast.CLERK)
    with founded.app.app_context():
        court = body(COURT, Kind.COURT).id
    entered = form_on(clerk.get("/desk/referrals/new/court_assigned"), "court_assigned").send(
        clerk,
        body=str(court),
        their_number=NUMBER,
        subject="信用卡透支欠款，请求分期偿还。",
        received_on=house_clock.today().isoformat(),
        received_by="林晓岚",
        product="credit_card",
        amount="50000",
        applicant_name=BANK,
        respondent_name="许远帆",
        materials="民事起诉状 ×2",
    )
    assert entered.status_code == 302, entered.get_data(as_text=True)
    where = entered.location

    def act(client: FlaskClient, action: str, **typed: str) -> None:
        answer = form_on(client.get(f"{where}/acts/{action}"), action).send(client, **typed)
        assert answer.status_code == 302, (action, answer.get_data(as_text=True))

    act(clerk, "take", on_platform="paper")
    with founded.app.app_context():
        found = db.session.scalars(select(Referral)).unique().one()
        assert found.case is not None
        case = found.case.short_number
        papers = {one.kind for one in db.session.scalars(select(IssuedDocument))}
        assert "assignment_slip" in papers

    clock.advance(days=31)
    manager = signed_in(cast.MANAGER)
    page = manager.get(f"/desk/cases/{case}/acts/expire")
    over = form_on(page, "expire").send(manager, reason="期限届满，双方没有达成协议。")
    assert over.status_code == 302
    assert "结果已反馈" in clerk.get(where).get_data(as_text=True)  # by itself, with its letter

    liaison = signed_in(cast.COURT_LIAISON)
    assert NUMBER in liaison.get("/desk/referrals/?view=to_sign").get_data(as_text=True)
    act(liaison, "sign_for_result", signed_by="江书言", signed_on=house_clock.today().isoformat())
    act(clerk, "close")
    assert "已办结" in clerk.get(where).get_data(as_text=True)
    with founded.app.app_context():
        letters = db.session.scalars(select(IssuedDocument).where(IssuedDocument.kind == "result_feedback"))
        assert len(list(letters)) == 1
        closed = db.session.scalars(select(Referral)).unique().one()
        assert (closed.state, closed.result, closed.is_open) == ("closed", "expired", False)
