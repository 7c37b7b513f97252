"""What is read of payment orders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from mediation.acts.refusals import PaperIncomplete
from mediation.cases.documents.issuing import party
from mediation.cases.documents.manual import known
from mediation.cases.documents.sources import Making, agreement_of
from mediation.cases.models import Case
from mediation.courts.payment_order.models import PaymentOrder
from mediation.database import db
from mediation.documents.kinds import KINDS, DocumentKind
from mediation.documents.missing import Gap, gaps_of
from mediation.documents.models import IssuedDocument
from mediation.documents.queries import documents_of_case
from mediation.referrals.models import Referral
from mediation.rules.findings import Finding
from mediation.rules.procedures import payment_orders

APPLICATION = KINDS[DocumentKind.PAYMENT_ORDER_APPLICATION]


def order_of(referral: Referral) -> PaymentOrder | None:
    """The order beside a hand-over; None where it is about something else."""
    return db.session.scalars(select(PaymentOrder).where(PaymentOrder.referral_id == referral.id)).first()


def orders_of(case: Case) -> list[PaymentOrder]:
    """All orders of a case, the newest first."""
    return list(
        db.session.scalars(
            select(PaymentOrder)
            .join(Referral, PaymentOrder.referral_id == Referral.id)
            .where(Referral.case_id == case.id)
            .order_by(PaymentOrder.id.desc())
        ).unique()
    )


def open_of(case: Case) -> PaymentOrder | None:
    """The order that is under way."""
    states = payment_orders.states()
    return next((one for one in orders_of(case) if states[one.state].phase == "open"), None)


def findings_of(order: PaymentOrder, *, on: date) -> tuple[Finding, ...]:
    """What the law says of the answers and of the court chosen."""
    court = payment_orders.court_finding(order.place, order.referral.body.court_code, on=on)
    return (*payment_orders.eligibility(order.answers, on=on), court)


def last_due(order: PaymentOrder, code: str) -> date | None:
    """The last day of the latest clock of that code, running or over."""
    found = [one.due_on for one in order.referral.deadlines if one.code == code]
    return found[-1] if found else None


def term_of(order: PaymentOrder) -> date | None:
    """The last day on which the debtor may pay or object; the performance period of the order."""
    return last_due(order, payment_orders.TERM)


def application_of(case: Case) -> IssuedDocument | None:
    """The application that stands."""
    papers = documents_of_case(case.id, kind=DocumentKind.PAYMENT_ORDER_APPLICATION)
    return next((one for one in reversed(papers) if one.is_valid and one.lang == "zh"), None)


def facts_for_paper(case: Case) -> Mapping[str, Any]:
    """What an order tells its application; nothing before one is prepared."""
    order = next(iter(orders_of(case)), None)
    if order is None:
        return {}
    sides = {row.side: party(row) for row in case.parties}
    referral = order.referral
    return {
        "parties": (sides[order.creditor_side], sides[order.debtor_side]),
        "amount_fen": referral.amount_fen,
        "agreement_number": paper.number if (paper := agreement_of(case)) else "",
        "grounds": referral.subject,
        "evidence": tuple(one.title for one in referral.materials),
        "court": referral.body.name,
    }


def application_gaps(order: PaymentOrder, *, at: datetime) -> tuple[Gap, ...]:
    """What the application still lacks; nothing once it is made."""
    case = order.referral.case
    assert case is not None
    return () if application_of(case) else gaps_of(APPLICATION, _facts(case, at))


def letter(referral: Referral, at: datetime, reason: str) -> Any:
    """The application that goes with the hand-over: as it was made, else from what is known.

    Raises PaperIncomplete while it lacks anything.
    """
    assert referral.case is not None
    if made := application_of(referral.case):
        return made
    facts = _facts(referral.case, at)
    if gaps := gaps_of(APPLICATION, facts):
        raise PaperIncomplete(gaps)
    return facts


def _facts(case: Case, at: datetime) -> Any:
    made = Making(case, at, case.mediator_name)
    facts = APPLICATION.facts(**known(APPLICATION, made))
    return replace(facts, applied_on=made.on)
