"""One of everything that is acted on, each where some act fits, made by the house's own operations."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from mediation import clock
from mediation.access.by import By
from mediation.cases.models import Party
from mediation.courts.payment_order import operations as orders
from mediation.courts.payment_order.models import PaymentOrder
from mediation.courts.payment_order.operations import Claim, Step
from mediation.database import db
from mediation.organisations.models import Kind
from mediation.reconciliation import operations as reconciling
from mediation.referrals import acts as handing_over
from mediation.referrals import corrections, deadline_changes, entering
from mediation.referrals.entering import Entry
from mediation.referrals.models import Referral
from mediation.referrals.operations import perform
from mediation.rules.procedures.payment_orders import questions
from tests import cast
from tests.builders import BANK, COURT, PATHS, actor, body, case_in, centre, opened, walk
from tests.courts import applying, returning
from tests.reconciliation import months
from tests.referrals.arrivals import arrival, arrived, taken, withdrawn

HOTLINE = "12345热线办（演示）"
ORDER_NUMBER = "（2026）闽0203民督12号"
COMPLAINT: dict[str, Any] = {
    "their_number": "GD2026-0003",
    "applicant_name": "林雅珍",
    "respondent_name": BANK,
    "people": ({"side": "applicant", "kind": "person", "name": "林雅珍", "phone": "13900000001"},),
}
MATERIALS = ({"title": "调解申请", "copies": 2},)


def everything() -> tuple[str, str]:
    """Make it all; number and access code of a case that a party opens with its code."""
    applying.the_court()
    applying.another_court("厦门市湖里区人民法院（演示）", "闽0206")
    # Of the cases in a state the first is looked at: here it has two courts to choose from.
    applying.assess(case_in("concluded"), respondent_place="350206")
    for state in PATHS:
        case_in(state)
    case_in("accepted", track="assigned")  # so that the other side's notice counts
    _hand_overs_in()
    _hand_overs_out()
    for steps in range(len(ORDER_STEPS) + 1):
        _order(steps)
    applying.get_ready(applying.settled())
    applying.received(applying.filed(applying.get_ready(applying.settled())))
    applying.taken(applying.filed(applying.get_ready(applying.settled())))
    returning.failed()
    _reconciliations()
    party = _a_partys()
    for row in db.session.scalars(select(Party)):
        row.address = row.address or "厦门市思明区鹭江道 1 号"
    return party


def _number(serial: int) -> str:
    return f"（2026）闽0203诉前调{serial}号"


def _hand_overs_in() -> None:
    """Registered, taken, suspended, sent back for correction, with its result due, and with clocks that
    may be lengthened and stopped."""
    arrived(arrival(their_number=_number(2001), materials=MATERIALS))
    taken(their_number=_number(2002))
    sham = taken(their_number=_number(2003))
    handing_over.report_sham(sham, "疑似虚假调解。", MATERIALS, by=_manager(), centre=centre())
    asked = arrived(arrival(their_number=_number(2004), materials=MATERIALS))
    corrections.return_it(asked, "ask_correction", "缺材料。", {}, by=_manager())
    withdrawn(taken(their_number=_number(2005)))
    taken("hotline_12345", body(HOTLINE, Kind.AUTHORITY), their_number="GD2026-0001")
    stopped = taken("hotline_12345", body(HOTLINE, Kind.AUTHORITY), their_number="GD2026-0002")
    (clock_of_it,) = deadline_changes.stoppable(stopped)
    deadline_changes.pause(stopped, clock_of_it, "ticket_source", "等待补充。", by=_manager())


def _hand_overs_out() -> None:
    """Drafted, sent, signed for, worked on, and answered."""
    entering.enter(
        Entry(kind="police_crime", materials=MATERIALS),
        _police(),
        by=_manager(),
        centre=centre(),
        case=case_in("consulting"),
    )
    found = [_out() for _ in range(4)]
    for one in found[1:]:
        handing_over.sign_for(one, "sign_for", "值班室", clock.today(), by=_manager())
    for one in found[2:]:
        perform(one, "they_take", by=_manager())
    told = taken("hotline_12345", body(HOTLINE, Kind.AUTHORITY), **COMPLAINT)
    asked = handing_over.pass_to_institution(told, by=_manager(), centre=centre())
    handing_over.sign_for(asked, "sign_for", "王敏", clock.today(), by=_manager())
    answered = {"result": "filed", "result_on": clock.today()}
    perform(found[3], "record_result", changes=answered, by=_manager())


def _out() -> Referral:
    entry = Entry(kind="police_crime", materials=MATERIALS)
    case = case_in("consulting")
    return handing_over.hand_over(case, entry, _police(), "涉嫌犯罪。", by=_manager(), centre=centre())


ORDER_STEPS = (
    ("file", Step()),
    ("sign_for", Step()),
    ("accept", Step(number=ORDER_NUMBER)),
    ("issue", Step()),
    ("serve", Step()),
)


def _order(steps: int) -> PaymentOrder:
    """A payment order so many steps down its road."""
    case = case_in("concluded", at=clock.now() - timedelta(days=14))
    for row in case.parties:
        row.address = row.address or "厦门市思明区鹭江道 1 号"
        row.legal_representative = row.legal_representative or "方舒"
    answers = {one.code: one.right for one in questions(on=clock.today())}
    claim = Claim("applicant", 126_000, "调解协议约定的退款到期未付。", applying.HERE, answers)
    order = orders.prepare(case, claim, body(COURT, Kind.COURT), by=_manager(), centre=centre())
    for action, step in ORDER_STEPS[:steps]:
        if action == "sign_for":
            applying.received(order.referral)
        else:
            who = cast.MANAGER if action == "file" else cast.COURT_LIAISON
            told = Step(day=clock.today(), number=step.number)
            orders.perform(order, action, By(actor(who), clock.now()), told)
    return order


def _reconciliations() -> None:
    """One with a difference of each kind, one of them closed, and one signed off."""
    months.month(3)
    found = months.compared(
        [months.row(1, amount=1), months.row(2, amount=2), months.row(77, respondent="许远3", amount=3000)]
    )
    months.settle(found, months.items(found, "differing")[0])
    agreed = months.compared([months.row(serial) for serial in (1, 2, 3)])
    months.settle(agreed, *months.items(agreed))
    reconciling.sign_off(agreed, by=_manager())


def _a_partys() -> tuple[str, str]:
    filing = opened()
    walk(filing.case, *PATHS["concluded"])
    return filing.case.short_number, filing.access_code


def _police() -> Any:
    return body("厦门市公安机关（演示）", Kind.AUTHORITY)


def _manager() -> By:
    return By(actor(cast.MANAGER), clock.now())
