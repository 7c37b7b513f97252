"""支付令 in pages: asked, filed, taken, served and paid; or objected to, ended and not sued upon."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from mediation import clock as house_clock
from mediation.courts.payment_order import queries
from mediation.courts.payment_order.models import PaymentOrder
from mediation.database import db
from mediation.deadlines import lapsing
from mediation.demo import pictures
from mediation.documents.kinds import KINDS, DocumentKind
from mediation.documents.models import StoredFile
from mediation.documents.queries import documents_of_case
from mediation.organisations.models import Kind
from mediation.referrals.models import Referral
from mediation.rules.findings import Words
from mediation.timeline import queries as timeline
from tests import cast
from tests.builders import COURT, body, case_in
from tests.journeys.pages import form_on
from tests.stages import Stage

if TYPE_CHECKING:
    from tests.conftest import StandingClock

pytestmark = pytest.mark.usefixtures("undrawn")

RIGHT = {
    "ask_money": "yes",
    "ask_matured": "yes",
    "ask_other_debt": "no",
    "ask_in_china": "yes",
    "ask_servable": "yes",
    "ask_preservation": "no",
}
NUMBER = "（2026）闽0203民督12号"


class Order:
    """A payment order on its road through the pages."""

    def __init__(self, stage: Stage, manager: FlaskClient, liaison: FlaskClient, clock: StandingClock):
        self.stage, self.manager, self.liaison, self.clock = stage, manager, liaison, clock
        with stage.app.app_context():
            case = case_in("concluded")
            for row in case.parties:  # what the paper needs and the bank did not give
                row.address = row.address or "厦门市思明区鹭江道 1 号"
                row.legal_representative = row.legal_representative or "方舒"
            court = body(COURT, Kind.COURT)
            court.court_code = "闽0203"
            db.session.commit()
            self.case, self.court, self.bank = case.short_number, court.id, case.respondent_name
        clock.advance(days=12)  # the sum was due after ten days
        self.where = ""

    def ask(self, **changes: str) -> TestResponse:
        page = self.manager.get(f"/desk/cases/{self.case}/court/payment-order")
        answer = form_on(page, "payment-order").send(
            self.manager,
            **{
                "creditor_side": "applicant",
                "amount": "1260",
                "grounds": "调解协议约定的退款到期未付。",
                "place": "厦门市思明区鹭江道 1 号",
                "body": str(self.court),
                **RIGHT,
                **changes,
            },
        )
        if answer.status_code == 302:
            self.where = answer.location
        return answer

    def step(self, client: FlaskClient, action: str, **typed: Any) -> TestResponse:
        page = client.get(f"{self.where}/acts/{action}")
        assert page.status_code == 200, page.get_data(as_text=True)
        return form_on(page, action).send(client, **typed)

    def done(self, client: FlaskClient, action: str, **typed: Any) -> None:
        answer = self.step(client, action, **typed)
        assert answer.status_code == 302, answer.get_data(as_text=True)

    def sign_for(self) -> None:
        ledger = self.where.removesuffix("/order")
        page = self.liaison.get(f"{ledger}/acts/sign_for")
        answer = form_on(page, "sign_for").send(self.liaison, signed_by="江书言", signed_on=today())
        assert answer.status_code == 302, answer.get_data(as_text=True)

    def served(self) -> None:
        """Asked, filed, taken, issued and served, each two days after the other."""
        assert self.ask().status_code == 302
        self.done(self.manager, "file")
        self.sign_for()
        self.clock.advance(days=2)
        self.done(self.liaison, "accept", number=NUMBER, day=today())
        self.clock.advance(days=2)
        self.done(self.liaison, "issue", day=today())
        self.clock.advance(days=2)
        self.done(self.liaison, "serve", day=today())

    def read(self) -> PaymentOrder:
        order = db.session.query(PaymentOrder).one()
        assert isinstance(order, PaymentOrder)
        return order

    def clocks(self) -> dict[str, date]:
        with self.stage.app.app_context():
            return {one.code: one.due_on for one in self.read().referral.deadlines if one.runs}

    def states(self) -> tuple[str, str, str]:
        with self.stage.app.app_context():
            order = self.read()
            return order.state, order.referral.state, order.referral.result

    def lapse(self) -> None:
        with self.stage.app.app_context():
            for one in list(self.read().referral.deadlines):
                if one.runs:
                    lapsing.lapse(one.id, at=house_clock.now())
            db.session.commit()


def today() -> str:
    return house_clock.today().isoformat()


def scan() -> tuple[io.BytesIO, str]:
    return io.BytesIO(pictures.make("scan", ["民事裁定书", NUMBER])), "裁定书.pdf"


@pytest.fixture
def order(founded: Stage, signed_in: Callable[[str], FlaskClient], clock: StandingClock) -> Order:
    return Order(founded, signed_in(cast.MANAGER), signed_in(cast.COURT_LIAISON), clock)


def test_from_the_agreement_to_an_order_served_and_paid(order: Order) -> None:
    assert order.ask().status_code == 302
    page = order.manager.get(order.where).get_data(as_text=True)
    assert "16.67" in page  # one third of the 50 yuan that a small claim costs
    assert "民诉法解释第427条第5项" in page
    assert "债务人住所地" in page
    order.done(order.manager, "file")
    order.sign_for()
    assert order.clocks() == {"C20": date(2026, 3, 19)}  # Saturday 14 March and 5 days

    order.clock.advance(days=2)
    order.done(order.liaison, "accept", number=NUMBER, day=today())
    assert order.clocks() == {"C21": date(2026, 3, 31)}
    order.clock.advance(days=2)
    order.done(order.liaison, "issue", day=today())
    assert order.clocks() == {"C23": date(2026, 4, 17)}
    order.clock.advance(days=2)
    order.done(order.liaison, "serve", day=today())
    assert order.clocks() == {"C22": date(2026, 4, 7)}  # 4 to 6 April are the Qingming holidays
    order.done(order.liaison, "pay", day=today())
    assert order.clocks() == {}
    assert order.states() == ("paid", "result_in", "paid")


def test_an_objection_that_is_none_lets_the_clock_run_and_a_written_one_ends_in_a_choice(
    order: Order,
) -> None:
    order.served()
    order.clock.advance(days=1)
    order.done(order.liaison, "object", manner="oral", ground="debt", day=today())
    order.done(order.liaison, "object", manner="written", ground="cannot_pay", day=today())
    assert order.states()[0] == "served"
    assert list(order.clocks()) == ["C22"]
    with order.stage.app.app_context():
        thread = timeline.entries_of(order.read().referral.thread)
        assert [one.event for one in thread[:2]] == ["order_void_objection"] * 2
    order.done(order.liaison, "object", manner="written", ground="debt", day=today())
    assert order.states()[0] == "objected"
    order.clock.advance(days=3)
    refused = order.step(order.manager, "rule_ended", day=today())
    assert "请上传法院文书" in refused.get_data(as_text=True)  # the centre shows the court's paper
    order.done(order.manager, "rule_ended", day=today(), files=scan())
    assert order.clocks() == {"C24": date(2026, 3, 31)}
    order.done(order.manager, "opt_out", day=today())
    assert order.clocks() == {}
    assert order.states() == ("opted_out", "result_in", "opted_out")


def test_an_order_that_nobody_answers_comes_into_force_and_may_be_enforced_for_two_years(
    order: Order,
) -> None:
    order.served()
    order.clock.advance(days=19)
    order.lapse()
    assert order.states()[0] == "term_over"
    order.done(order.manager, "find_enforceable")
    assert order.clocks() == {"C19": date(2028, 4, 7)}  # two years from the last day to pay
    assert order.states() == ("enforceable", "result_in", "enforceable")
    order.done(order.manager, "apply_enforcement", day=today())
    assert order.clocks() == {}


def test_an_order_not_served_in_thirty_days_lapses_and_silence_turns_it_into_a_suit(order: Order) -> None:
    assert order.ask().status_code == 302
    order.done(order.manager, "file")
    order.sign_for()
    order.done(order.liaison, "accept", number=NUMBER, day=today())
    order.done(order.liaison, "issue", day=today())
    order.clock.advance(days=35)
    order.lapse()
    assert order.states()[0] == "unserved"
    order.done(order.liaison, "rule_ended", day=today())
    order.clock.advance(days=10)
    order.lapse()
    assert order.states() == ("to_suit", "result_in", "to_suit")


def test_what_the_law_does_not_allow_is_kept_with_its_article_and_not_sent(order: Order) -> None:
    assert order.ask(ask_servable="no").status_code == 302
    page = order.manager.get(order.where).get_data(as_text=True)
    assert "支付令不能送达债务人" in page
    refused = order.step(order.manager, "file")
    assert refused.status_code == 422
    assert "不能送达" in refused.get_data(as_text=True)
    answer = order.step(order.manager, "revise", ask_servable="yes")
    assert answer.status_code == 302, answer.get_data(as_text=True)
    order.done(order.manager, "file")
    assert order.states()[:2] == ("applied", "sent")


def test_a_court_takes_it_only_under_a_number_of_its_own_for_payment_orders(order: Order) -> None:
    assert order.ask().status_code == 302
    order.done(order.manager, "file")
    order.sign_for()
    for number, why in (("（2026）闽0203民初12号", "民督"), ("（2026）闽0206民督12号", "不符")):
        refused = order.step(order.liaison, "accept", number=number, day=today())
        assert refused.status_code == 422
        assert why in refused.get_data(as_text=True)
    assert order.states()[:2] == ("applied", "received")


def test_the_ledger_leaves_the_steps_to_the_orders_own_page(order: Order) -> None:
    assert order.ask().status_code == 302
    ledger = order.where.removesuffix("/order")
    assert f"{ledger}/acts/send" not in order.manager.get(ledger).get_data(as_text=True)
    assert order.manager.get(f"{ledger}/acts/send").location == order.where


def test_a_second_order_waits_until_the_first_has_ended(order: Order) -> None:
    assert order.ask().status_code == 302
    again = order.ask()
    assert again.status_code == 422
    assert "已有一件" in again.get_data(as_text=True)


def test_another_court_and_people_without_the_case_find_nothing(
    order: Order, signed_in: Callable[[str], FlaskClient]
) -> None:
    assert order.ask().status_code == 302
    assert order.liaison.get(order.where).status_code == 404  # nothing is seen before it is sent
    order.done(order.manager, "file")
    assert order.liaison.get(order.where).status_code == 200
    for stranger in (cast.JIMEI_MEDIATOR, cast.AUTHORITY_LIAISON, cast.BANK_USER):
        client = signed_in(stranger)
        assert client.get(order.where).status_code in {403, 404}
        assert client.get(f"/desk/cases/{order.case}/court/payment-order").status_code in {403, 404}
    assert order.liaison.get(f"{order.where}/acts/opt_out").status_code == 404


def test_a_place_that_names_several_counties_is_asked_for_again(order: Order) -> None:
    answer = order.ask(place="鼓楼区")
    assert answer.status_code == 422
    assert "连省市一起写" in answer.get_data(as_text=True)


def test_the_application_says_what_it_lacks(order: Order) -> None:
    assert order.ask().status_code == 302
    with order.stage.app.app_context():
        found = order.read()
        assert found.referral.case is not None
        found.referral.case.respondent.address = ""
        db.session.commit()
        gaps = queries.application_gaps(order.read(), at=house_clock.now())
        assert [gap.side for gap in gaps] == ["respondent"]
    assert "申请书还缺" in order.manager.get(order.where).get_data(as_text=True)
    refused = order.step(order.manager, "file")
    assert "还缺" in refused.get_data(as_text=True)
    with order.stage.app.app_context():
        assert db.session.query(Referral).one().state == "drafted"


def test_days_that_cannot_be_are_refused(order: Order) -> None:
    assert order.ask().status_code == 302
    order.done(order.manager, "file")
    order.sign_for()
    order.done(order.liaison, "accept", number=NUMBER, day=today())
    before = (house_clock.today() - timedelta(days=3)).isoformat()
    refused = order.step(order.liaison, "issue", day=before)
    assert "不能早于上一步" in refused.get_data(as_text=True)


# Which papers go to the court


@pytest.mark.parametrize(
    ("title", "remark"),
    [
        (Words("人民调解协议书", "People's Mediation Agreement"), "the title of a regime of its own"),
        (Words("和解文书", "Paper on the settlement"), "a title of another beginning"),
    ],
)
def test_a_paper_is_taken_for_its_kind_whatever_its_title(
    founded: Stage,
    signed_in: Callable[[str], FlaskClient],
    clock: StandingClock,
    monkeypatch: pytest.MonkeyPatch,
    title: Words,
    remark: str,
) -> None:
    kind = KINDS[DocumentKind.AGREEMENT]
    monkeypatch.setitem(KINDS, DocumentKind.AGREEMENT, replace(kind, title=title))
    order = Order(founded, signed_in(cast.MANAGER), signed_in(cast.COURT_LIAISON), clock)
    assert order.ask().status_code == 302
    with founded.app.app_context():
        case = order.read().referral.case
        assert case is not None
        (agreement,) = [one for one in documents_of_case(case.id) if one.kind == DocumentKind.AGREEMENT]
        listed = [one.document_id for one in order.read().referral.materials]
        assert agreement.id in listed, remark


def test_the_signed_agreement_goes_along_under_any_name_of_its_file(
    founded: Stage, signed_in: Callable[[str], FlaskClient], clock: StandingClock
) -> None:
    order = Order(founded, signed_in(cast.MANAGER), signed_in(cast.COURT_LIAISON), clock)
    with founded.app.app_context():
        scan = db.session.query(StoredFile).filter_by(kind="signed_agreement").one()
        scan.original_name, scan_id = "IMG_0001.jpg", scan.id
        db.session.commit()
    assert order.ask().status_code == 302
    with founded.app.app_context():
        assert scan_id in [one.file_id for one in order.read().referral.materials]
