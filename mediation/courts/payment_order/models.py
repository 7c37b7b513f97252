"""A payment order asked for on a settlement; it runs beside its hand-over to the court."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mediation.database import Model, UtcMoment
from mediation.referrals.models import Referral
from mediation.rules.procedures.machine import Machine
from mediation.rules.procedures.payment_orders import ORDER


class PaymentOrder(Model):
    """The order itself; number, court, sum and clocks are the hand-over's."""

    machine: ClassVar[Machine[Any]] = ORDER

    __tablename__ = "payment_orders"
    __table_args__ = (Index(None, "referral_id", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    referral_id: Mapped[int] = mapped_column(ForeignKey("referrals.id"))
    referral: Mapped[Referral] = relationship(lazy="joined")
    state: Mapped[str]  # rules/tables/payment_order_states.csv
    version: Mapped[int] = mapped_column()
    law_on: Mapped[date]
    changed_at: Mapped[datetime] = mapped_column(UtcMoment)
    creditor_side: Mapped[str]  # applicant or respondent in the mediation
    place: Mapped[str]  # the debtor's domicile, a division code
    answers: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)  # payment_order_questions.csv
    days: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)  # step -> the day on which it was

    __mapper_args__ = {"version_id_col": version}

    @property
    def thread(self) -> str:
        """What happens to it stands in the timeline of its hand-over."""
        return self.referral.thread

    @property
    def debtor_side(self) -> str:
        return "respondent" if self.creditor_side == "applicant" else "applicant"

    @property
    def last_day(self) -> date | None:
        """The day of the latest step, before which no further one can have been."""
        return max((date.fromisoformat(day) for day in self.days.values()), default=None)
