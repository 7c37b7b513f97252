"""A hand-over, in or out, and the papers that go with it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mediation.cases.models import Case
from mediation.database import EncryptedText, Fen, Model, UtcMoment
from mediation.deadlines.models import FAR_OFF, Deadline
from mediation.organisations.models import Organisation
from mediation.rules.findings import Words
from mediation.rules.procedures.machine import Machine
from mediation.rules.procedures.referral_steps import REFERRAL, Direction, Kind
from mediation.rules.procedures.referral_steps import kind as kind_of


class Referral(Model):
    """One matter between the centre and another body. Lists read this row alone."""

    machine: ClassVar[Machine[Any]] = REFERRAL

    __tablename__ = "referrals"
    __table_args__ = (
        UniqueConstraint("year", "number"),
        # What a court sent is taken in once, whoever enters it; several people may send one case out.
        UniqueConstraint("arrival_key"),
        Index("ix_referrals_desk", "direction", "is_open", "sorts_on", "id"),
        Index("ix_referrals_state", "state", "sorts_on", "id"),
        Index("ix_referrals_body", "body_id", "is_open", "sorts_on", "id"),
        Index("ix_referrals_changes", "body_id", "changed_at", "id"),
        Index("ix_referrals_their_number", "their_number"),
        Index(None, "case_id"),
        Index(None, "batch_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    number: Mapped[int]
    number_text: Mapped[str] = mapped_column(unique=True)

    kind: Mapped[str]  # rules/tables/referral_kinds.csv
    direction: Mapped[str]
    state: Mapped[str]
    is_open: Mapped[bool] = mapped_column(default=True)
    turn: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column()
    law_on: Mapped[date]  # a hand-over keeps the law of the day on which it began
    changed_at: Mapped[datetime] = mapped_column(UtcMoment)
    entered_at: Mapped[datetime] = mapped_column(UtcMoment)
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    body_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    body: Mapped[Organisation] = relationship(foreign_keys=[body_id], lazy="joined")
    their_number: Mapped[str] = mapped_column(default="")  # 案号 or number of their letter
    their_contact: Mapped[str | None] = mapped_column(EncryptedText)
    arrival_key: Mapped[str | None]  # body/number of what came in; NULL where it has none

    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    case: Mapped[Case | None] = relationship()
    batch_id: Mapped[int | None]  # the spreadsheet that it came with
    applicant_name: Mapped[str] = mapped_column(default="")
    respondent_name: Mapped[str] = mapped_column(default="")
    # What the sender told of the people, until a case is opened from it (JSON, encrypted).
    people: Mapped[str | None] = mapped_column(EncryptedText)
    subject: Mapped[str] = mapped_column(Text, default="")
    cause: Mapped[str] = mapped_column(default="")
    product: Mapped[str] = mapped_column(default="")
    amount_fen: Mapped[int | None] = mapped_column(Fen)
    stops: Mapped[bool] = mapped_column(default=False)  # whether mediation ended with it

    sent_on: Mapped[date | None]  # by us, or by the sender
    # Signed for, or confirmed on the platform: the clocks of 特邀调解规定 art. 27 count from here.
    received_on: Mapped[date | None]
    received_by: Mapped[str] = mapped_column(default="")
    return_days: Mapped[int | None]  # working days that the sender of a ticket gives (C38)
    reason: Mapped[str] = mapped_column(Text, default="")  # of declining, refusing or sending back
    ground: Mapped[str] = mapped_column(default="")  # of a court's no: rules/tables/court_grounds.csv
    result: Mapped[str] = mapped_column(default="")  # handovers.RESULTS, or the case's outcome
    result_on: Mapped[date | None]
    result_text: Mapped[str] = mapped_column(Text, default="")
    result_number: Mapped[str] = mapped_column(default="")  # 民特 number, number of their decision

    due_on: Mapped[date | None]
    due_code: Mapped[str] = mapped_column(default="")
    sorts_on: Mapped[date] = mapped_column(default=FAR_OFF)

    materials: Mapped[list[Material]] = relationship(
        back_populates="referral", order_by="Material.position", cascade="all, delete-orphan"
    )
    deadlines: Mapped[list[Deadline]] = relationship(
        primaryjoin="and_(Deadline.kind == 'referral', foreign(Deadline.thing_id) == Referral.id)",
        order_by="Deadline.id",
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def thread(self) -> str:
        """The hand-over's thread in the timeline."""
        return f"referral:{self.id}"

    @property
    def short_number(self) -> str:
        """As in addresses and lists: 2026-00012."""
        return f"{self.year}-{self.number:05d}"

    @property
    def station_id(self) -> int | None:
        """Of its case, for the walls."""
        return self.case.station_id if self.case else None

    @property
    def mediator_id(self) -> int | None:
        """Of its case, for the walls."""
        return self.case.mediator_id if self.case else None

    @property
    def has_left(self) -> bool:
        """Whether the other side knows of it: it came from there, or it was sent."""
        return self.direction == Direction.IN or self.sent_on is not None

    @property
    def law(self) -> Kind:
        """The row of the law book that this hand-over follows."""
        return kind_of(self.kind, on=self.law_on)

    @property
    def parties(self) -> Words:
        """Both sides in one line, for lists."""
        both = " / ".join(name for name in (self.applicant_name, self.respondent_name) if name)
        return Words(both, both)


class Material(Model):
    """One line of the list of papers that go with a hand-over."""

    __tablename__ = "referral_materials"
    __table_args__ = (Index(None, "referral_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    referral_id: Mapped[int] = mapped_column(ForeignKey("referrals.id"))
    referral: Mapped[Referral] = relationship(back_populates="materials")
    position: Mapped[int]
    title: Mapped[str]
    copies: Mapped[int] = mapped_column(default=1)
    # What the line stands for, where we hold it: an issued paper or a file that came in.
    document_id: Mapped[int | None] = mapped_column(ForeignKey("issued_documents.id"))
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_files.id"))
    sha256: Mapped[str] = mapped_column(default="")
    accepted: Mapped[bool | None]  # the receiver's word on this paper; None: not said
    fault: Mapped[str] = mapped_column(Text, default="")  # what is wrong with it, beside the paper


class Receipt(Model):
    """Proof that a hand-over, a package or a result arrived: who signed, when, with which paper."""

    __tablename__ = "referral_receipts"
    __table_args__ = (Index(None, "referral_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    referral_id: Mapped[int] = mapped_column(ForeignKey("referrals.id"))
    of: Mapped[str]  # handover, result, package
    signed_on: Mapped[date]
    signed_by: Mapped[str]
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_files.id"))
    sha256: Mapped[str] = mapped_column(default="")  # of the package that it is for
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    noted_at: Mapped[datetime] = mapped_column(UtcMoment)
