"""What is kept of a joint application beside its hand-over in the ledger."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mediation.database import Model, UtcMoment
from mediation.referrals.models import Referral


class Confirmation(Model):
    """The application for the confirmation of one agreement: a new agreement has a new one."""

    __tablename__ = "confirmations"
    __table_args__ = (UniqueConstraint("draft_id"), Index(None, "case_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    draft_id: Mapped[int] = mapped_column(ForeignKey("terms_drafts.id"))  # of the agreement
    begun_at: Mapped[datetime] = mapped_column(UtcMoment)
    # Places as division codes, empty where nobody knows; the court follows from them.
    applicant_place: Mapped[str] = mapped_column(default="")
    respondent_place: Mapped[str] = mapped_column(default="")
    object_place: Mapped[str] = mapped_column(default="")
    seat: Mapped[str] = mapped_column(default="")
    intermediate: Mapped[bool] = mapped_column(default=False)
    # What keeps courts from taking it (民诉法解释 art. 355), and what asks for more papers.
    identity_relation: Mapped[bool] = mapped_column(default=False)
    other_procedure: Mapped[bool] = mapped_column(default=False)
    settles_title: Mapped[bool] = mapped_column(default=False)
    touches_property: Mapped[bool] = mapped_column(default=False)
    assessed_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    assessed_by: Mapped[str] = mapped_column(default="")
    # The court that the parties chose among those that may confirm, by its code; empty: the first.
    court_code: Mapped[str] = mapped_column(default="")
    court_reason: Mapped[str] = mapped_column(Text, default="")
    referral_id: Mapped[int | None] = mapped_column(ForeignKey("referrals.id"))  # as it was filed last
    referral: Mapped[Referral | None] = relationship()

    wishes: Mapped[list[Wish]] = relationship(order_by="Wish.id", cascade="all, delete-orphan")
    papers: Mapped[list[KeptPaper]] = relationship(order_by="KeptPaper.id", cascade="all, delete-orphan")


class Wish(Model):
    """A side's word whether it joins the application; the last one of each side counts."""

    __tablename__ = "confirmation_wishes"
    __table_args__ = (Index(None, "confirmation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    confirmation_id: Mapped[int] = mapped_column(ForeignKey("confirmations.id"))
    side: Mapped[str]
    joins: Mapped[bool]
    said_on: Mapped[date]
    channel: Mapped[str]  # vocabulary.CHANNELS
    given_by: Mapped[str] = mapped_column(default="")  # who spoke for the side
    agent: Mapped[str] = mapped_column(default="")  # rules.confirmation.AGENTS; empty: the side itself
    recorded_at: Mapped[datetime] = mapped_column(UtcMoment)
    recorded_by: Mapped[str]


class KeptPaper(Model):
    """What stands for one line of the list of papers: an issued paper, a file, or why none is needed."""

    __tablename__ = "confirmation_papers"
    __table_args__ = (UniqueConstraint("confirmation_id", "code", "side"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    confirmation_id: Mapped[int] = mapped_column(ForeignKey("confirmations.id"))
    code: Mapped[str]  # rules/tables/confirmation_papers.csv
    side: Mapped[str] = mapped_column(default="")  # empty: of both together
    document_id: Mapped[int | None] = mapped_column(ForeignKey("issued_documents.id"))
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_files.id"))
    copies: Mapped[int] = mapped_column(default=1)
    why_not: Mapped[str] = mapped_column(Text, default="")
    kept_at: Mapped[datetime] = mapped_column(UtcMoment)
    kept_by: Mapped[str]
