"""Is this mediator, number, station or message really the centre's? Without letting anyone feel their way."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from mediation.accounts.queries import user_named
from mediation.database import db
from mediation.mediators.models import Mediator
from mediation.notifications.models import Delivery, Letter
from mediation.organisations.queries import the_centre
from mediation.public.checking.operations import QUESTIONS_BY_ADDRESS
from tests import cast
from tests.builders import APPLICANT, opened
from tests.conftest import StandingClock
from tests.stages import Stage

NOT_FOUND = "没有查到。请逐字核对"


@pytest.fixture
def facts(founded: Stage) -> dict[str, str]:
    """The truth: a mediator with badge, and the centre with its number."""
    with founded.app.app_context():
        user, centre = user_named(cast.CENTRE_MEDIATOR), the_centre()
        assert user is not None
        assert centre is not None
        entry = db.session.get(Mediator, user.id)
        assert entry is not None
        return {"mediator": user.name, "badge": entry.badge, "phone": centre.phone, "station": centre.name}


@pytest.fixture
def phone(founded: Stage) -> FlaskClient:
    return founded.app.test_client()


def ask(phone: FlaskClient, what: str, name: str, number: str = "") -> str:
    return phone.post("/real", data={"what": what, "name": name, "number": number}).text


def test_what_is_ours_is_said_to_be(phone: FlaskClient, facts: dict[str, str]) -> None:
    assert "名册上的调解员" in ask(phone, "mediator", facts["mediator"], facts["badge"])
    assert "对外公布的电话" in ask(phone, "phone", facts["phone"].replace("-", " "))
    assert "驿站" in ask(phone, "station", "集美枫桥驿站")


@pytest.mark.parametrize(
    ("state", "channel", "days", "digits", "ours", "remark"),
    [
        ("sent", "sms", 0, "1000", True, "it went out"),
        ("delivered", "email", 90, "1000", True, "by mail, on the ninetieth day"),
        ("sent", "sms", 91, "1000", False, "too long ago"),
        ("queued", "sms", 0, "1000", False, "it has not left yet"),
        ("bounced", "sms", 0, "1000", False, "it never arrived"),
        ("sent", "inbox", 0, "1000", False, "a letter in the inbox is no message"),
        ("sent", "sms", 0, "1001", False, "to another telephone"),
    ],
)
def test_a_message_is_ours_when_it_went_to_that_telephone_of_late(
    phone: FlaskClient,
    founded: Stage,
    clock: StandingClock,
    state: str,
    channel: str,
    days: int,
    digits: str,
    ours: bool,
    remark: str,
) -> None:
    with founded.app.app_context():
        case = opened().case
        letter = db.session.scalars(select(Letter).where(Letter.case_id == case.id)).one()
        for delivery in letter.deliveries:
            db.session.delete(delivery)
        db.session.flush()
        db.session.refresh(letter)
        letter.deliveries.append(
            Delivery(channel=channel, state=state, key="of the test", queued_at=clock.now)
        )
        number = case.short_number
        db.session.commit()
    clock.advance(days=days)
    answer = ask(phone, "message", number, digits)
    assert ("向这个手机号的一方发过通知" in answer) is ours, remark
    assert (NOT_FOUND in answer) is not ours, remark
    assert APPLICANT.name not in answer


@pytest.mark.parametrize(
    ("what", "name", "number", "remark"),
    [
        ("mediator", "{mediator}", "", "a name alone is known to many"),
        ("mediator", "{mediator}", "XJ-2026-999", "another number"),
        ("mediator", "路人甲", "{badge}", "another name"),
        ("mediator", "%", "%", "a pattern is no name"),
        ("phone", "0592", "", "part of a number"),
        ("phone", "95588", "", "somebody else's number"),
        ("station", "集美", "", "part of a name"),
        ("station", "集美枫桥驿站二站", "", "a name made up after ours"),
        ("message", "2026-00001", "0000", "no such message"),
        ("message", "2026-00001", "", "a case number alone"),
        ("message", "nonsense", "1000", "no number of a case"),
    ],
)
def test_what_is_not_ours_gets_one_and_the_same_answer(
    phone: FlaskClient, facts: dict[str, str], what: str, name: str, number: str, remark: str
) -> None:
    assert NOT_FOUND in ask(phone, what, name.format(**facts), number.format(**facts)), remark


def test_one_address_may_ask_only_so_often(
    phone: FlaskClient, facts: dict[str, str], clock: StandingClock
) -> None:
    for number in range(QUESTIONS_BY_ADDRESS):
        assert NOT_FOUND in ask(phone, "mediator", facts["mediator"], f"XJ-2026-9{number:02d}")
    assert "查询次数太多" in ask(phone, "mediator", facts["mediator"], facts["badge"])
    clock.advance(minutes=31)
    assert "名册上的调解员" in ask(phone, "mediator", facts["mediator"], facts["badge"])


def test_a_short_and_a_spoken_address_lead_to_the_same_check(phone: FlaskClient) -> None:
    assert phone.get("/verify/7K3M-Q9XW-2HTB").location.endswith("/v/7K3M-Q9XW-2HTB")
    assert phone.get("/verify").status_code == 200
    assert phone.get("/v/7K3M-Q9XW-2HTB").status_code == 404
