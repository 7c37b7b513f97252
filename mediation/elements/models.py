"""Values of elements with all their versions, answers to them, and facts that nobody disputes.

Nothing here is edited: a changed value, answer or fact is a new row, and the last one counts.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mediation.database import EncryptedText, Model, UtcMoment


class ElementSheet(Model):
    """Which set of elements a case has: its cause, and the side that would claim in court."""

    __tablename__ = "element_sheets"
    __table_args__ = (UniqueConstraint("case_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    cause: Mapped[str]
    claimant: Mapped[str]  # vocabulary.SIDES
    law_on: Mapped[date]
    opened_at: Mapped[datetime] = mapped_column(UtcMoment)
    opened_by: Mapped[str]


class ElementValue(Model):
    """One version of one field, as a side says it. The last one counts; an empty one takes it back."""

    __tablename__ = "element_values"
    __table_args__ = (Index(None, "case_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    side: Mapped[str]
    element: Mapped[str]  # elements.Element.key
    field: Mapped[str]
    value: Mapped[str] = mapped_column(EncryptedText)  # rules.element_values
    written_at: Mapped[datetime] = mapped_column(UtcMoment)
    written_by: Mapped[str]
    channel: Mapped[str]


class ElementAnswer(Model):
    """确认 or 异议 of the other side to an element as it then was (`about_value_id`: its last value)."""

    __tablename__ = "element_answers"
    __table_args__ = (Index(None, "case_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    side: Mapped[str]
    element: Mapped[str]
    agrees: Mapped[bool]
    reason: Mapped[str] = mapped_column(EncryptedText, default="")
    about_value_id: Mapped[int]
    answered_at: Mapped[datetime] = mapped_column(UtcMoment)
    answered_by: Mapped[str]
    channel: Mapped[str]


class UndisputedFact(Model):
    """A fact put to all parties; recorded once each of them has confirmed it (法释〔2021〕23号 art. 22)."""

    __tablename__ = "undisputed_facts"
    __table_args__ = (Index(None, "case_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    element: Mapped[str] = mapped_column(default="")  # where it comes from; empty: in free words
    name: Mapped[str]
    text: Mapped[str] = mapped_column(EncryptedText)
    noted_at: Mapped[datetime] = mapped_column(UtcMoment)
    noted_by: Mapped[str]
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    confirmations: Mapped[list[FactConfirmation]] = relationship(
        order_by="FactConfirmation.id", lazy="raise_on_sql"
    )


class FactConfirmation(Model):
    """That a side confirmed a fact, when and how."""

    __tablename__ = "fact_confirmations"
    __table_args__ = (UniqueConstraint("fact_id", "side"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    fact_id: Mapped[int] = mapped_column(ForeignKey("undisputed_facts.id"))
    side: Mapped[str]
    channel: Mapped[str]
    confirmed_at: Mapped[datetime] = mapped_column(UtcMoment)
    recorded_by: Mapped[str]


class RecordingConsent(Model):
    """That a side agrees to have undisputed facts recorded in writing."""

    __tablename__ = "recording_consents"
    __table_args__ = (UniqueConstraint("case_id", "side"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    side: Mapped[str]
    channel: Mapped[str]
    given_at: Mapped[datetime] = mapped_column(UtcMoment)
    recorded_by: Mapped[str]
