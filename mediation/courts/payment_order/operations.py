"""Preparing a payment order, and the one way its state changes.

`perform` walks a row of `rules/tables/payment_order_transitions.csv` (see `acts.walking`). The order runs
beside its hand-over, which bears its rights, deadlines and timeline; an act on that goes with many steps.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, BinaryIO, cast

from werkzeug.datastructures import FileStorage

from mediation.access.actor import HOUSE
from mediation.access.by import By
from mediation.acts import walking
from mediation.acts.refusals import ActRefused
from mediation.acts.walking import Act, Details, Kind
from mediation.cases.models import Case
from mediation.clock import day_of
from mediation.courts.payment_order import queries
from mediation.courts.payment_order.models import PaymentOrder
from mediation.database import db
from mediation.documents.models import IssuedDocument
from mediation.documents.uploads import store_upload
from mediation.organisations.models import Organisation
from mediation.referrals import entering, issuing, materials
from mediation.referrals import operations as referrals
from mediation.referrals.models import Referral
from mediation.rules.findings import Finding, Words
from mediation.rules.procedures import package_contents, payment_orders
from mediation.rules.procedures.machine import Transition
from mediation.rules.procedures.payment_orders import KIND, Standing
from mediation.rules.time.periods import day_in_words

COURT_PAPER = "court_paper"  # kind of file: what a court issued, as it was handed to us


class OrderRefused(ActRefused):
    """A payment order cannot be prepared for this case."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What is asked before an order: who against whom, how much, why, and the answers of the law."""

    creditor_side: str
    amount_fen: int
    grounds: str
    place: str
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Step:
    """What is told of a step: its day, the court's number, the scan of its paper."""

    day: date | None = None
    number: str = ""
    reason: str = ""
    manner: str = ""  # payment_orders.MANNERS, of what the debtor says
    ground: str = ""  # payment_orders.GROUNDS
    scans: Sequence[FileStorage] = ()


@dataclass(frozen=True, slots=True)
class OrderDetails(Details):
    """What the caller says of an act on an order."""

    step: Step = Step()


OrderAct = Act[PaymentOrder, OrderDetails]


def prepare(case: Case, claim: Claim, court: Organisation, by: By, *, centre: Organisation) -> PaymentOrder:
    """Prepare an application on a settlement: a hand-over to the court, and the order beside it.

    Raises OrderRefused where nothing was agreed or another order runs, NotAllowed, GuardRefused.
    """
    if case.outcome != "agreed":
        raise OrderRefused(
            Words(
                "达成调解协议后才能据此申请支付令。",
                "A payment order is applied for on an agreement; there is none.",
            )
        )
    if queries.open_of(case):
        raise OrderRefused(
            Words("已有一件支付令正在办理。", "A payment order is already under way for this case.")
        )
    names = _names(case, claim.creditor_side)
    entry = entering.Entry(
        kind=KIND,
        subject=claim.grounds,
        amount_fen=claim.amount_fen,
        materials=_papers(case, on=day_of(by.at)),
        applicant_name=names["applicant_name"],
        respondent_name=names["respondent_name"],
    )
    referral = entering.enter(entry, court, by, centre=centre, case=case)
    order = PaymentOrder(referral=referral, state="", law_on=referral.law_on, changed_at=by.at, days={})
    _note_claim(order, claim)
    perform(order, "prepare", by.without_version())
    db.session.add(order)
    db.session.flush()
    return order


def revise(order: PaymentOrder, claim: Claim, court: Organisation, by: By) -> Transition:
    """Change what was entered while nothing was sent."""
    row = perform(order, "revise", by)
    _note_claim(order, claim)
    referral = order.referral
    assert referral.case is not None
    referral.body, referral.subject, referral.amount_fen = court, claim.grounds, claim.amount_fen
    for name, value in _names(referral.case, claim.creditor_side).items():
        setattr(referral, name, value)
    return row


def perform(order: PaymentOrder, action: str, by: By, step: Step | None = None) -> Transition:
    """Carry out `action` on an order as its row of the table says.

    Raises what `walking.walk` raises (the act on the hand-over may be refused, too), UploadRefused,
    PaperIncomplete; the caller's transaction then undoes all.
    """
    step_given = step or Step()
    details = OrderDetails(reason=step_given.reason, stops_on=step_given.day, step=step_given)
    return walking.walk(ORDER, order, action, by, details).row


def note_objection(order: PaymentOrder, step: Step, by: By) -> Transition:
    """What the debtor says against the order: an objection, or a note that it is none in law."""
    due_on, day = queries.term_of(order), step.day or day_of(by.at)
    why = payment_orders.why_void(step.manner, step.ground, day, due_on) if due_on else None
    action = "object" if why is None else "note_void_objection"
    return perform(order, action, by, step)


def lapse(action: str, referral: Referral, at: datetime) -> None:
    """A clock of the order ran out; nothing where the order has gone on meanwhile."""
    order = queries.order_of(referral)
    if order is not None and any(
        row.action == action for row in payment_orders.offered_in(order.state, order.law_on)
    ):
        perform(order, action, By(HOUSE, at), Step(day=day_of(at)))


def _note_claim(order: PaymentOrder, claim: Claim) -> None:
    order.creditor_side, order.place, order.answers = claim.creditor_side, claim.place, dict(claim.answers)


def _names(case: Case, creditor_side: str) -> dict[str, str]:
    sides = [case.applicant_name, case.respondent_name]
    creditor, debtor = sides if creditor_side == "applicant" else reversed(sides)
    return {"applicant_name": creditor, "respondent_name": debtor}


def _papers(case: Case, *, on: date) -> tuple[dict[str, Any], ...]:
    """What goes to the court with the application: the papers and files of the case that carry the claim."""
    contents = package_contents.contents(KIND, case.outcome, on=on)
    return materials.belonging(case.id, contents) if contents else ()


def _standing(act: OrderAct) -> Standing:
    order, step = act.thing, act.details.step
    return Standing(
        on=act.on,
        day=step.day,
        after=order.last_day,
        findings=queries.findings_of(order, on=act.on),
        paper_shown=act.by.actor.organisation_id == order.referral.body_id
        or any(scan.filename for scan in step.scans),
        service_by=queries.last_due(order, payment_orders.SERVICE),
        opt_out_by=queries.last_due(order, payment_orders.OPT_OUT),
    )


def _act_on_handover(act: OrderAct) -> None:
    """The act on the hand-over that goes with the step."""
    action = payment_orders.acts_on_handover().get((act.row.action, act.before))
    if action is None:
        return
    referral, step = act.thing.referral, act.details.step
    changes: dict[str, Any] = {}
    if action == "send":
        changes = {"sent_on": act.on}
    elif action == "they_take":
        changes = {"their_number": step.number}
    elif action == "record_result":
        changes = {
            "result": act.row.outcome,
            "result_on": step.day or act.on,
            "result_number": referral.their_number,
        }
    details = Details(reason=step.reason, changes=changes, starts_on=step.day)
    walking.walk(referrals.REFERRAL, referral, action, act.by.without_version(), details)


def _starts_on(act: OrderAct) -> date | None:
    """The time for enforcement counts from the end of the debtor's term, all others from the step."""
    enforced = payment_orders.ENFORCEMENT in act.row.starts
    return queries.term_of(act.thing) if enforced else act.details.step.day


def _settle(act: OrderAct) -> None:
    order, step = act.thing, act.details.step
    if step.day is not None:
        order.days = {**order.days, act.row.action: step.day.isoformat()}
    referrals.note_nearest(order.referral, on=act.on)
    _keep(step.scans, order.referral, act.by)


def _issue(act: OrderAct) -> tuple[IssuedDocument, ...]:
    return issuing.issue(
        act.thing.referral,
        act.row,
        at=act.at,
        reason=act.details.step.reason,
        given=act.details.document,
        issued_by_id=act.by.actor.user_id,
    )


def _keep(scans: Sequence[FileStorage], referral: Referral, by: By) -> None:
    for scan in scans:
        if scan.filename:
            store_upload(
                cast(BinaryIO, scan.stream),
                scan.filename,
                at=by.at,
                uploaded_by=by.actor.name,
                kind=COURT_PAPER,
                case_id=referral.case_id,
                uploaded_by_id=by.actor.user_id,
            )


def _facts(act: OrderAct) -> Mapping[str, Any]:
    step = act.details.step
    day = step.day or act.on
    why = payment_orders.why_void(step.manner, step.ground, day, date.max) or payment_orders.TOO_LATE
    return {
        "day": list(day_in_words(day)),
        "number": act.thing.referral.their_number,
        "why": list(why),
    }


ORDER: Kind[PaymentOrder, Standing, OrderDetails] = Kind(
    machine=payment_orders.ORDER,
    situation=_standing,
    mailing=lambda act: referrals.mailing(act.thing.referral),
    documents=_issue,
    subject=lambda order: order.referral,
    clocked=lambda order: referrals.clocked(order.referral),
    starts_on=_starts_on,
    first=_act_on_handover,
    settle=_settle,
    facts=_facts,
)


def eligibility_note(findings: Sequence[Finding]) -> Words:
    """One sentence for the head of a page: may it go to the court."""
    stops = sum(finding.blocks for finding in findings)
    if not stops:
        return Words("符合申请支付令的条件。", "A payment order may be applied for.")
    return Words(
        f"有{stops}项不符合，先补正或者改走诉讼。",
        f"{stops} points stand against it: cure them, or sue instead.",
    )
