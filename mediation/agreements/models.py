"""Drafts of terms and the signatures under them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from mediation.database import EncryptedText, Model, UtcMoment


class TermsDraft(Model):
    """One version of the settlement. A draft is never edited: a change is the next one."""

    __tablename__ = "terms_drafts"
    __table_args__ = (UniqueConstraint("case_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    number: Mapped[int]
    main_facts: Mapped[str] = mapped_column(Text)
    disputed: Mapped[str] = mapped_column(Text)
    responsibility: Mapped[str] = mapped_column(Text, default="")
    terms: Mapped[str] = mapped_column(EncryptedText)  # rules.terms as JSON; it names accounts
    # The contract in dispute, as far as the cap on interest asks: rates.Lender, and its day.
    lender: Mapped[str] = mapped_column(default="")
    contract_on: Mapped[date | None]
    drafted_at: Mapped[datetime] = mapped_column(UtcMoment)
    drafted_by: Mapped[str]


class Signature(Model):
    """A signature or seal under one draft, on paper or electronic (人民调解法 art. 29)."""

    __tablename__ = "signatures"
    __table_args__ = (UniqueConstraint("draft_id", "signer"), Index(None, "case_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    draft_id: Mapped[int] = mapped_column(ForeignKey("terms_drafts.id"))
    signer: Mapped[str]  # vocabulary.SIGNERS
    signed_on: Mapped[date]
    signed_by: Mapped[str] = mapped_column(default="")  # who signed for an organisation
    level: Mapped[str] = mapped_column(default="ink")  # rules.signatures.Level
    recorded_at: Mapped[datetime] = mapped_column(UtcMoment)
    recorded_by: Mapped[str]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
