"""From the agreement to the ruling in pages: the court asks for more, rejects, and confirms the next one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from mediation.cases.models import Case
from mediation.database import db
from mediation.referrals.models import Referral
from tests import cast
from tests.builders import walk
from tests.courts.applying import get_ready, scan_anew, settled
from tests.journeys.pages import form_on
from tests.stages import Stage

if TYPE_CHECKING:
    from tests.conftest import StandingClock

NUMBER = "（2026）闽0203民特{n}号"


@pytest.mark.usefixtures("undrawn")
def test_rejected_negotiated_anew_and_confirmed(
    founded: Stage, signed_in: Callable[[str], FlaskClient], clock: StandingClock
) -> None:
    with founded.app.app_context():
        number = get_ready(settled()).short_number
        db.session.commit()
    mediator, liaison = signed_in(cast.CENTRE_MEDIATOR), signed_in(cast.COURT_LIAISON)
    page = f"/desk/cases/{number}/court/confirmation/"

    def file() -> str:
        sent = form_on(mediator.get(page), "/confirmation/file").send(mediator)
        assert sent.status_code == 302, sent.text
        with founded.app.app_context():
            newest = select(Referral).order_by(Referral.id.desc()).limit(1)
            return f"/desk/referrals/{db.session.scalars(newest).unique().one().short_number}"

    def act(client: FlaskClient, where: str, action: str, **typed: str) -> None:
        answer = form_on(client.get(f"{where}/acts/{action}"), action).send(client, **typed)
        assert answer.status_code == 302, (action, answer.text)

    def today() -> str:
        return clock.now.date().isoformat()

    # filed, sent back, supplied, taken, rejected
    first = file()
    act(liaison, first, "sign_for", signed_by="江书言", signed_on=today())
    clock.advance(days=1)
    act(liaison, first, "send_back", reason="请补充双方签名的申请书，于七日内补正。")
    assert "请补充双方签名的申请书" in mediator.get(page).text
    act(mediator, first, "send", materials="双方签名的申请书 ×1")
    act(liaison, first, "sign_for", signed_by="江书言", signed_on=today())
    act(liaison, first, "they_take", number=NUMBER.format(n=7), taken_on=today())
    clock.advance(days=9)
    act(liaison, first, "record_result", result="rejected", ground="unclear_content", result_on=today())
    assert "裁定驳回" in mediator.get(f"/desk/cases/{number}").text

    # back to the table: another agreement with thirty days of its own
    again = form_on(mediator.get(page), "/confirmation/renegotiate")
    assert again.send(mediator, **{"again-reason": "写明逾期付款的计算方式。"}).status_code == 302
    with founded.app.app_context():
        case = db.session.scalars(select(Case)).one()
        walk(case, "draft_terms", "offer_terms", "record_signature")
        scan_anew(case)
        walk(case, "conclude")
        get_ready(case)
        db.session.commit()
    assert "2026年4月13日" in mediator.get(page).text, "day 30 is a Saturday"

    # filed again and confirmed
    clock.advance(days=2)
    second = file()
    act(liaison, second, "sign_for", signed_by="江书言", signed_on=today())
    act(liaison, second, "they_take", number=NUMBER.format(n=12), taken_on=today())
    act(liaison, second, "record_result", result="confirmed", result_on=today())
    whole = mediator.get(f"/desk/cases/{number}").text
    assert NUMBER.format(n=12) in whole
    assert "可以申请强制执行" in whole
    assert "申请强制执行" in whole, "two years for enforcement run"


@pytest.mark.usefixtures("undrawn")
def test_after_thirty_days_the_right_is_lost_and_the_page_says_so(
    founded: Stage, signed_in: Callable[[str], FlaskClient], clock: StandingClock
) -> None:
    with founded.app.app_context():
        number = get_ready(settled()).short_number
        db.session.commit()
    clock.advance(days=31)
    client = signed_in(cast.CENTRE_MEDIATOR)
    page = f"/desk/cases/{number}/court/confirmation/"
    assert "权利已经丧失" in client.get(page).text
    late = client.post(f"{page}file", data={"file-sent_on": clock.now.date().isoformat()})
    assert late.status_code == 422
    assert "已超过30日" in late.text
