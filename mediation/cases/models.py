"""The case and what belongs to it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, and_
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship, validates

from mediation.database import EncryptedText, Fen, Model, UtcMoment
from mediation.deadlines.models import FAR_OFF, Deadline
from mediation.organisations.models import Organisation
from mediation.rules.procedures import lifecycle
from mediation.rules.procedures.machine import Machine

# The order of code points on every database, so that an index finds the beginning of a name.
Name = String().with_variant(String(collation="C"), "postgresql")


class Case(Model):
    """A dispute from its filing on. Lists read this row alone, hence the copied names."""

    machine: ClassVar[Machine[Any]] = lifecycle.DISPUTE

    __tablename__ = "cases"
    __table_args__ = (
        UniqueConstraint("year", "number"),
        Index(None, "number"),
        # The desk: what is open, by its next legal date; one index per wall between readers. The
        # columns after `id` let the figures beside the queues be counted from the index alone.
        Index("ix_cases_desk_all", "is_open", "sorts_on", "id"),
        Index("ix_cases_desk_station", "station_id", "is_open", "sorts_on", "id", "turn"),
        Index("ix_cases_desk_mediator", "mediator_id", "is_open", "sorts_on", "id", "turn", "state"),
        Index(
            "ix_cases_desk_institution", "institution_id", "is_open", "sorts_on", "id", "state", "accepted_at"
        ),
        Index("ix_cases_desk_referrer", "referrer_id", "is_open", "sorts_on", "id"),
        # By the last change, for the systems of those outside.
        Index("ix_cases_changes_institution", "institution_id", "changed_at", "id"),
        Index("ix_cases_changes_referrer", "referrer_id", "changed_at", "id"),
        # The queues of the desk, for those who see all and for a station.
        Index("ix_cases_state", "state", "is_open", "sorts_on", "id"),
        Index("ix_cases_station", "station_id", "id"),
        Index("ix_cases_station_state", "station_id", "state", "is_open", "sorts_on", "id"),
        Index("ix_cases_turn", "turn", "is_open", "sorts_on", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    number: Mapped[int]
    number_text: Mapped[str] = mapped_column(unique=True)  # 厦金调〔2026〕04817号

    state: Mapped[str]
    is_open: Mapped[bool] = mapped_column(default=True)
    outcome: Mapped[str] = mapped_column(default="")
    turn: Mapped[str]
    version: Mapped[int] = mapped_column()

    channel: Mapped[str]  # how it came in: vocabulary.CHANNELS
    track: Mapped[str] = mapped_column(default="own")  # lifecycle.PERIOD_BY_TRACK
    lang: Mapped[str] = mapped_column(default="zh")  # in which the applicant reads
    law_on: Mapped[date]  # a case keeps the law of the day on which it began

    product: Mapped[str]
    cause: Mapped[str] = mapped_column(default="")
    district: Mapped[str] = mapped_column(default="")  # division code of the applicant
    amount_fen: Mapped[int | None] = mapped_column(Fen)  # None: unknown or no money at stake
    narrative: Mapped[str] = mapped_column(Text)
    occurrences: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)  # [{"on", "what"}]
    remedies: Mapped[list[str]] = mapped_column(JSON, default=list)
    remedy_text: Mapped[str] = mapped_column(Text, default="")
    eligibility: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)  # answers as given
    needs: Mapped[list[str]] = mapped_column(JSON, default=list)  # large_type, dialect, helper ...
    needs_text: Mapped[str] = mapped_column(default="")
    wished_place_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    wished_time: Mapped[str] = mapped_column(default="")
    consents: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)  # privacy line -> version

    # Copies for lists, kept by operations only.
    applicant_name: Mapped[str]
    respondent_name: Mapped[str]

    centre_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    station_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    station: Mapped[Organisation | None] = relationship(foreign_keys=[station_id], lazy="raise_on_sql")
    mediator_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    mediator_name: Mapped[str] = mapped_column(default="")
    institution_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    referrer_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))  # typed by staff

    # Every act renews this, so that the version moves although the state may stay.
    changed_at: Mapped[datetime] = mapped_column(UtcMoment)
    filed_at: Mapped[datetime] = mapped_column(UtcMoment)  # interrupts limitation; never changes
    accepted_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    ended_at: Mapped[datetime | None] = mapped_column(UtcMoment)  # limitation runs anew from here
    closed_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    effective_on: Mapped[date | None]  # of the agreement

    # The nearest running deadline, for sorting; recomputed from `deadlines`.
    due_on: Mapped[date | None]
    due_code: Mapped[str] = mapped_column(default="")
    # A key without holes, so that an index sorts the lists: while open `due_on`, FAR_OFF where
    # nothing runs; afterwards the day on which it ended.
    sorts_on: Mapped[date] = mapped_column(default=FAR_OFF)

    access_code_hash: Mapped[str]

    parties: Mapped[list[Party]] = relationship(back_populates="case", order_by="Party.id")
    # The clocks that hang on the case itself; others that concern it hang on its papers, referrals ...
    deadlines: Mapped[list[Deadline]] = relationship(
        primaryjoin=lambda: and_(Case.id == foreign(Deadline.case_id), Deadline.kind == "case"),
        order_by=Deadline.id,
    )
    findings: Mapped[list[CaseFinding]] = relationship(back_populates="case", order_by="CaseFinding.id")

    __mapper_args__ = {"version_id_col": version}

    @validates("filed_at")
    def filed_once(self, key: str, moment: datetime) -> datetime:
        """The filing moment interrupts limitation: once set it stays (时效规定 2020 art. 12)."""
        if self.filed_at is not None and moment != self.filed_at:
            raise ValueError("the filing moment never changes")
        return moment

    @property
    def thread(self) -> str:
        """The case's thread in the timeline."""
        return f"case:{self.id}"

    @property
    def short_number(self) -> str:
        """As in addresses and lists: 2026-04817."""
        return f"{self.year}-{self.number:05d}"

    def party_of(self, side: str) -> Party:
        """The party of a side. Raises StopIteration where there is none."""
        return next(party for party in self.parties if party.side == side)

    @property
    def applicant(self) -> Party:
        return self.party_of("applicant")

    @property
    def respondent(self) -> Party:
        return self.party_of("respondent")


class Party(Model):
    """One side. What identifies a person is encrypted; look-ups go by keyed hash."""

    __tablename__ = "parties"
    __table_args__ = (
        Index(None, "case_id"),
        Index(None, "phone_hash"),
        Index(None, "phone_last4"),
        Index(None, "paper_hash"),
        Index(None, "name"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    case: Mapped[Case] = relationship(back_populates="parties")
    side: Mapped[str]  # vocabulary.SIDES
    kind: Mapped[str]  # person or organisation
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    name: Mapped[str] = mapped_column(Name)
    # a person
    paper_kind: Mapped[str] = mapped_column(default="")  # identifiers: kinds of identity paper
    paper_number: Mapped[str | None] = mapped_column(EncryptedText)
    paper_hash: Mapped[str] = mapped_column(default="")
    gender: Mapped[str] = mapped_column(default="")
    born_on: Mapped[date | None]
    ethnicity: Mapped[str] = mapped_column(default="")
    occupation: Mapped[str] = mapped_column(default="")
    # an organisation
    uscc: Mapped[str] = mapped_column(default="")
    legal_representative: Mapped[str] = mapped_column(default="")
    representative_title: Mapped[str] = mapped_column(default="")
    contact_name: Mapped[str] = mapped_column(default="")
    # both
    phone: Mapped[str | None] = mapped_column(EncryptedText)
    phone_hash: Mapped[str] = mapped_column(default="")
    phone_last4: Mapped[str] = mapped_column(default="")
    email: Mapped[str | None] = mapped_column(EncryptedText)
    address: Mapped[str | None] = mapped_column(EncryptedText)
    # who speaks or types for the party
    helper_name: Mapped[str] = mapped_column(default="")
    helper_relation: Mapped[str] = mapped_column(default="")
    helper_phone: Mapped[str | None] = mapped_column(EncryptedText)


class PartyContact(Model):
    """An address that a side has or had, with who gave it; another one follows it, none is overwritten.

    `proven_at` says since when it is known to be the side's own: see `party_contacts`.
    """

    __tablename__ = "party_contacts"
    __table_args__ = (Index(None, "case_id", "side"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    side: Mapped[str]  # vocabulary.SIDES
    channel: Mapped[str] = mapped_column(String(8))  # sms or email
    address: Mapped[str] = mapped_column(EncryptedText)
    address_hash: Mapped[str] = mapped_column(String(64))
    given_at: Mapped[datetime] = mapped_column(UtcMoment)
    given_by: Mapped[str]
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))  # None: the side itself
    proven_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    proven_by: Mapped[str] = mapped_column(default="")
    proven_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


class CaseFinding(Model):
    """One finding of the screening, as it was shown, and the override if there was one."""

    __tablename__ = "case_findings"
    __table_args__ = (Index(None, "case_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    case: Mapped[Case] = relationship(back_populates="findings")
    code: Mapped[str]
    outcome: Mapped[str]
    zh: Mapped[str] = mapped_column(Text)
    en: Mapped[str] = mapped_column(Text)
    legal_basis: Mapped[str] = mapped_column(default="")
    advice_zh: Mapped[str] = mapped_column(Text, default="")
    advice_en: Mapped[str] = mapped_column(Text, default="")
    override_reason: Mapped[str] = mapped_column(Text, default="")
    overridden_by: Mapped[str] = mapped_column(default="")
    overridden_at: Mapped[datetime | None] = mapped_column(UtcMoment)


class CaseNote(Model):
    """A mediator's or clerk's own note; never leaves the staff."""

    __tablename__ = "case_notes"
    __table_args__ = (Index(None, "case_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    written_at: Mapped[datetime] = mapped_column(UtcMoment)
    written_by: Mapped[str]
    text: Mapped[str] = mapped_column(Text)


class CaseMessage(Model):
    """A message between a side and whoever handles the case. The other side does not read it."""

    __tablename__ = "case_messages"
    __table_args__ = (Index(None, "case_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    sender: Mapped[str]  # vocabulary.SENDERS
    side: Mapped[str]  # with which side: applicant or respondent
    written_by: Mapped[str]
    written_at: Mapped[datetime] = mapped_column(UtcMoment)
    text: Mapped[str] = mapped_column(Text)
