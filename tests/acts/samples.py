"""One thing of each kind that lives by a table, and a way to try an act on it with another row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from mediation import clock
from mediation.access.actor import Actor
from mediation.access.by import By
from mediation.acts.walking import Details, Kind, Performed, walk
from mediation.cases.models import Case
from mediation.cases.operations import CASE, CaseDetails
from mediation.courts.payment_order import operations as orders
from mediation.courts.payment_order.models import PaymentOrder
from mediation.courts.payment_order.operations import ORDER, Claim, OrderDetails
from mediation.organisations.models import Kind as BodyKind
from mediation.reconciliation.models import Reconciliation
from mediation.reconciliation.operations import RECONCILIATION, ReconciliationDetails
from mediation.referrals.models import Referral
from mediation.referrals.operations import REFERRAL
from mediation.rules.procedures.machine import Machine, Transition
from tests import cast
from tests.builders import COURT, actor, body, case_in, centre
from tests.reconciliation.months import compared, month, row
from tests.referrals.arrivals import arrived


@dataclass(frozen=True, eq=False)
class Planted(Machine[Any]):
    """A machine that knows one row, whatever the act and the state."""

    planted: Transition | None = field(default=None)

    def find(self, action: str, state: str | None, on: date) -> Transition:
        assert self.planted is not None
        return self.planted


@dataclass(frozen=True)
class Sample:
    """A kind of thing, one such thing, and an act that fits its state and asks nothing.

    `misfit` does not fit it; `letter` and `document` are some that its rows may name.
    """

    kind: Kind[Any, Any, Any]
    make: Callable[[], Any]
    action: str
    misfit: str
    details: Details
    letter: str
    document: str
    stranger: str = cast.AUDITOR


def _case() -> Case:
    return case_in("under_mediation")


def _order() -> PaymentOrder:
    case = case_in("concluded")
    court = body(COURT, BodyKind.COURT)
    court.court_code = "闽0203"
    for party in case.parties:
        party.address = party.address or "厦门市思明区鹭江道 1 号"
        party.legal_representative = party.legal_representative or "方舒"
    claim = Claim("applicant", 126_000, "调解协议约定的退款到期未付。", "350203", {})
    return orders.prepare(case, claim, court, By(actor(cast.MANAGER), clock.now()), centre=centre())


def _reconciliation() -> Reconciliation:
    month(1)
    return compared([row(1)])


def _referral() -> Referral:
    return arrived()


SAMPLES = {
    "case": Sample(CASE, _case, "add_note", "accept", CaseDetails(), "mediation_ended", "termination_notice"),
    "referral": Sample(
        REFERRAL,
        _referral,
        "add_note",
        "sign_for",
        Details(facts={"text": "已电话核实。"}),
        "referral_suspended",
        "transfer_letter",
    ),
    "order": Sample(
        ORDER, _order, "revise", "serve", OrderDetails(), "referral_sent", "payment_order_application"
    ),
    "reconciliation": Sample(
        RECONCILIATION,
        _reconciliation,
        "join",
        "begin",
        ReconciliationDetails(facts={"theirs": "一", "ours": "二"}),
        "referral_sent",
        "reconciliation_statement",
    ),
}


def planted(sample: Sample, thing: Any, **columns: Any) -> Kind[Any, Any, Any]:
    """The kind of `sample` with other cells in the row of its act."""
    machine = sample.kind.machine
    found = machine.find(sample.action, thing.state, thing.law_on)
    told = {name: getattr(machine, name) for name in machine.__dataclass_fields__}
    return replace(sample.kind, machine=Planted(**told, planted=replace(found, **columns)))


def do(
    sample: Sample,
    thing: Any,
    *,
    who: Actor | None = None,
    version: int | None = None,
    details: Details | None = None,
    **columns: Any,
) -> Performed:
    """Walk the act of `sample` on `thing`, with other cells in its row."""
    by = By(who or actor(cast.MANAGER), clock.now(), version)
    kind = planted(sample, thing, **columns)
    return walk(kind, thing, sample.action, by, details or sample.details)
