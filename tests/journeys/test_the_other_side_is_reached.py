"""A court's case: the clock to notify the other side (C10) ends on the day on which the letter reached them.

人民法院在线调解规则 art. 15; what proves it follows 人民法院在线诉讼规则 arts 29 and 31.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from mediation import clock as house_clock
from mediation.access.by import By
from mediation.cases.documents import manual
from mediation.cases.documents.sources import Making
from mediation.cases.models import Case
from mediation.clock import moment_of
from mediation.database import db
from mediation.documents.kinds import KINDS, DocumentKind
from mediation.documents.kinds.service_address import ServiceAddress
from mediation.notifications import ladder, reports
from mediation.notifications.addressees import contact_of
from mediation.notifications.models import BadAddress, Delivery, Letter
from mediation.notifications.steps import queue, step
from mediation.timeline.queries import entries_of
from tests import cast
from tests.builders import APPLICANT, actor, case_in
from tests.conftest import StandingClock
from tests.stages import Stage

pytestmark = pytest.mark.usefixtures("undrawn")

ACCEPTED, LATER = moment_of(date(2026, 3, 2), 10), moment_of(date(2026, 3, 4), 9)
SignedIn = Callable[[str], FlaskClient]
A_PERSON = replace(APPLICANT, name="黄秀兰", phone="15405921077", email="huangxl@mail.example")


@dataclass
class Notice:
    """The respondent's notice of acceptance in a case that a court sent."""

    case_id: int
    letter_id: int

    @property
    def case(self) -> Case:
        return db.session.get_one(Case, self.case_id)

    @property
    def letter(self) -> Letter:
        return db.session.get_one(Letter, self.letter_id)

    def clock(self) -> tuple[str, date | None]:
        (one,) = [one for one in self.case.deadlines if one.code == "C10"]
        return one.status, one.ended_on

    def events(self) -> list[str]:
        return [entry.event for entry in entries_of(self.case.thread)]

    def by(self, channel: str, state: str, at: datetime) -> int:
        """A delivery by `channel` that stands in `state`, as the sender or the desk left it."""
        delivery = next((one for one in self.letter.deliveries if one.channel == channel), None)
        delivery = delivery or queue(self.letter, channel, at=at)
        delivery.state, delivery.sent_at, delivery.next_try_at = state, at, None
        delivery.address = contact_of(self.letter).where(channel)
        db.session.commit()
        return delivery.id


@pytest.fixture
def notice(founded: Stage, clock: StandingClock) -> Callable[..., Notice]:
    def accepted(**changes: object) -> Notice:
        clock.move_to(ACCEPTED)
        case = case_in("accepted", track="assigned", **changes)
        letter = db.session.scalars(
            select(Letter).where(
                Letter.case_id == case.id, Letter.side == "respondent", Letter.kind == "complaint_accepted"
            )
        ).one()
        found = Notice(case.id, letter.id)
        db.session.commit()
        assert found.clock() == ("running", None)
        clock.move_to(LATER)
        return found

    return accepted


def confirm_address(notice: Notice, **changes: object) -> None:
    """The paper on which the respondent confirms where papers reach them (D17)."""
    kind = KINDS[DocumentKind.SERVICE_ADDRESS]
    making = Making(notice.case, house_clock.now(), "柯文", "respondent")
    typed = {"electronic": True, "sms": "15405921099", "email": "served@mail.example", **changes}
    facts = ServiceAddress(**{**manual.known(kind, making), **typed})
    manual.make(notice.case, facts, kind, By(actor(cast.MANAGER), house_clock.now()))
    db.session.commit()


def test_read_in_the_inbox_of_the_other_side(
    founded: Stage, notice: Callable[..., Notice], signed_in: SignedIn
) -> None:
    with founded.app.app_context():
        found = notice()
    assert signed_in(cast.BANK_USER).get(f"/inbox/{found.letter_id}").status_code == 200
    with founded.app.app_context():
        assert found.clock() == ("met", date(2026, 3, 4))
        assert found.events()[0] == "notice_proven"


@pytest.mark.parametrize(
    ("confirmed", "went_to", "clock_after", "remark"),
    [
        ({}, "15405921099", ("met", date(2026, 3, 4)), "in the system of the confirmed number"),
        ({}, "15405921077", ("running", None), "a number that was given, not confirmed"),
        ({"electronic": False}, "15405921077", ("running", None), "no electronic service agreed"),
        ({"sms": ""}, "15405921077", ("running", None), "this way was not chosen"),
        (None, "15405921077", ("running", None), "nothing confirmed: only reading proves it"),
    ],
)
def test_delivered_to_a_number_confirmed_for_service(
    founded: Stage,
    notice: Callable[..., Notice],
    confirmed: dict[str, object] | None,
    went_to: str,
    clock_after: tuple[str, date | None],
    remark: str,
) -> None:
    with founded.app.app_context():
        found = notice(respondent=A_PERSON)
        if confirmed is not None:
            confirm_address(found, **confirmed)
        sms = db.session.get_one(Delivery, found.by("sms", "sent", LATER))
        sms.address = went_to
        reports.take_reports([{"key": sms.key, "state": "delivered"}], at=LATER)
        assert sms.state == "delivered"
        assert found.clock() == clock_after, remark


def test_letters_go_where_the_side_confirmed_and_only_its_own_newest_paper_counts(
    founded: Stage, notice: Callable[..., Notice]
) -> None:
    with founded.app.app_context():
        found = notice(respondent=A_PERSON)
        confirm_address(found, sms="15405921088", address="旧地址")
        confirm_address(found, address="厦门市湖里区演示路 3 号", email="")
        contact = contact_of(found.letter)
        assert contact.where("sms") == "15405921099"
        assert contact.where("paper") == "厦门市湖里区演示路 3 号"
        assert contact.where("email") == "huangxl@mail.example"
        assert contact.confirmed == {"sms"}
        other = contact_of(next(one for one in letters_of(found) if one.side == "applicant"))
        assert other.confirmed == set()


def letters_of(notice: Notice) -> list[Letter]:
    return list(db.session.scalars(select(Letter).where(Letter.case_id == notice.case_id)))


@pytest.mark.parametrize(
    ("what", "clock_after", "basis", "is_bad", "remark"),
    [
        ("receipt", ("met", date(2026, 3, 3)), ["receipt"], False, "signed for the day before"),
        ("returned_slip", ("met", date(2026, 3, 3)), ["returned_slip"], False, "the day of return counts"),
        ("returned", ("running", None), [], True, "nothing is proven, and the address is marked"),
    ],
)
def test_what_comes_back_by_post(
    founded: Stage,
    notice: Callable[..., Notice],
    signed_in: SignedIn,
    what: str,
    clock_after: tuple[str, date | None],
    basis: list[str],
    is_bad: bool,
    remark: str,
) -> None:
    with founded.app.app_context():
        found = notice(respondent=A_PERSON)
        paper = found.by("paper", "sent", ACCEPTED)
    client, page = signed_in(cast.CLERK), f"/letters/post/{paper}"
    ahead = client.post(page, data={"what": what, "on": "2026-03-05"})
    assert (ahead.status_code, "日期不能晚于 2026-03-04" in ahead.text) == (422, True)
    before = client.post(page, data={"what": what, "on": "2026-03-01"})
    assert (before.status_code, "日期不能早于 2026-03-02" in before.text) == (422, True)
    assert client.post(page, data={"what": what, "on": "2026-03-03"}).status_code == 302
    with founded.app.app_context():
        assert found.clock() == clock_after, remark
        assert [one.basis for one in found.letter.proofs] == basis
        assert bool(db.session.scalars(select(BadAddress)).all()) is is_bad


def test_told_by_telephone(founded: Stage, notice: Callable[..., Notice], signed_in: SignedIn) -> None:
    with founded.app.app_context():
        found = notice(respondent=A_PERSON)
        call = found.by("call", "queued", ACCEPTED)
    assert signed_in(cast.CLERK).post(f"/letters/calls/{call}", data={"outcome": "told"}).status_code == 302
    with founded.app.app_context():
        assert found.clock() == ("met", date(2026, 3, 4))


def test_an_email_that_came_back_marks_the_address_and_the_letter_goes_on(
    founded: Stage, notice: Callable[..., Notice], signed_in: SignedIn
) -> None:
    with founded.app.app_context():
        found = notice(respondent=A_PERSON)
        mail = found.by("email", "sent", ACCEPTED)
        call = next(one for one in found.letter.deliveries if one.channel == "call")
        assert step(call, "give_up", at=LATER)
        db.session.commit()
        number = found.case.short_number
    client = signed_in(cast.CLERK)
    assert f"/letters/{mail}/came-back" in client.get(f"/desk/cases/{number}").text
    assert client.post(f"/letters/{mail}/came-back").status_code == 302
    assert client.post(f"/letters/{mail}/came-back").status_code == 404, "once"
    assert "@mail.example" in client.get("/letters/bad-addresses").text
    assert f"/letters/{mail}/came-back" not in client.get(f"/desk/cases/{number}").text
    with founded.app.app_context():
        assert db.session.get_one(Delivery, mail).state == "bounced"
        assert found.clock() == ("running", None)
        assert ladder.take_due_steps(at=LATER, most=50)
        assert any(one.channel == "paper" for one in found.letter.deliveries)
