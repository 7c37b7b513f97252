"""Payment orders on agreements that were not kept: one that the debtor has received, one not yet sent."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select

from mediation import clock
from mediation.access.by import By
from mediation.agreements.queries import current_draft, terms_of
from mediation.cases.acts import complete_party
from mediation.cases.models import Case
from mediation.clock import moment_of
from mediation.courts.payment_order import operations as orders
from mediation.courts.payment_order.forms import place_of
from mediation.courts.payment_order.models import PaymentOrder
from mediation.courts.payment_order.operations import Claim, Step
from mediation.database import db
from mediation.demo.founding import City
from mediation.demo.play import MANAGER
from mediation.referrals import acts
from mediation.rules.procedures import payment_orders
from mediation.rules.time.workdays import calendar

LIAISON = "jiangsy"
HERE, SEAT = "350203", "厦门市思明区鹭帆街 88 号"
STARTED = 12  # working days before today
HOUR = 10


def apply(founded: City, today: date) -> None:
    """Ask for an order on settled cases whose agreements took effect long enough ago."""
    began = calendar().add_workdays(today, -STARTED)
    settled = db.session.scalars(
        select(Case).where(Case.state == "concluded", Case.effective_on <= began).order_by(Case.id)
    )
    owed = [case for case in settled if (draft := current_draft(case.id)) and terms_of(draft).pays]
    at = moment_of(began, HOUR)
    for case, goes_on in zip(owed, (False, True), strict=False):
        if goes_on:
            _complete(case, founded, at)
        order = _prepared(case, founded, at)
        if goes_on:
            _to_the_debtor(order, founded, today)


def _complete(case: Case, founded: City, at: datetime) -> None:
    """Both sides tell where they live: the application needs it."""
    with clock.fixed(at):
        for row in case.parties:
            if not row.address:
                complete_party(case, row.side, {"address": SEAT}, By(founded.actor(MANAGER), at))


def _prepared(case: Case, founded: City, at: datetime) -> PaymentOrder:
    draft = current_draft(case.id)
    assert draft is not None
    terms = terms_of(draft)
    creditor = "applicant" if terms.payee == case.applicant_name else "respondent"
    debtor = case.respondent if creditor == "applicant" else case.applicant
    found = place_of(debtor.address or "", on=clock.today())
    claim = Claim(
        creditor_side=creditor,
        amount_fen=terms.total_fen,
        grounds=f"调解协议约定{terms.payer}向{terms.payee}付款，期限已届满，至今未付。",
        place=found if isinstance(found, str) else HERE,
        answers={one.code: one.right for one in payment_orders.questions(on=clock.today())},
    )
    with clock.fixed(at):
        return orders.prepare(
            case, claim, founded.bodies["court"], By(founded.actor(MANAGER), at), centre=founded.centre
        )


def _to_the_debtor(order: PaymentOrder, founded: City, today: date) -> None:
    """Filed, taken, issued and received by the debtor, whose fifteen days are running."""
    order.place = HERE
    manager, liaison = founded.actor(MANAGER), founded.actor(LIAISON)
    number = f"（{today.year}）闽0203民督27号"
    days = [calendar().add_workdays(today, -back) for back in (11, 10, 8, 5, 3)]
    filed, signed, accepted, issued, served = (moment_of(day, HOUR) for day in days)
    with clock.fixed(filed):
        orders.perform(order, "file", By(manager, filed))
    with clock.fixed(signed):
        acts.sign_for(order.referral, "sign_for", liaison.name, days[1], By(liaison, signed))
    for action, day, at in zip(
        ("accept", "issue", "serve"), days[2:], (accepted, issued, served), strict=True
    ):
        with clock.fixed(at):
            orders.perform(order, action, By(liaison, at), Step(day=day, number=number))
