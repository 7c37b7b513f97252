"""A reconciliation, the lists that came for it, and what the comparison found."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from mediation.bulk.received.models import ReceivedList
from mediation.clock import day_of
from mediation.database import Model, UtcMoment
from mediation.documents.models import IssuedDocument
from mediation.organisations.models import Organisation
from mediation.rules.procedures import reconciliation as rules
from mediation.rules.procedures.machine import Machine
from mediation.rules.procedures.reconciliation_steps import RECONCILIATION


class Reconciliation(Model):
    """Our ledger beside the lists of one body for one period and direction."""

    machine: ClassVar[Machine[Any]] = RECONCILIATION

    __tablename__ = "reconciliations"
    __table_args__ = (
        UniqueConstraint("year", "number"),
        Index("ix_reconciliations_body", "body_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    number: Mapped[int]
    number_text: Mapped[str] = mapped_column(unique=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    body: Mapped[Organisation] = relationship(foreign_keys=[body_id], lazy="joined")
    direction: Mapped[str]  # handovers.Direction: what they sent to us, or we to them
    from_on: Mapped[date]
    to_on: Mapped[date]  # the last day counted

    state: Mapped[str]  # rules/tables/reconciliation_states.csv
    turn: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column()
    begun_at: Mapped[datetime] = mapped_column(UtcMoment)
    changed_at: Mapped[datetime] = mapped_column(UtcMoment)
    compared_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    # Rows of the last comparison by group, and the differences that nobody has closed: for lists.
    matching: Mapped[int] = mapped_column(default=0)
    differing: Mapped[int] = mapped_column(default=0)
    ours_only: Mapped[int] = mapped_column(default=0)
    theirs_only: Mapped[int] = mapped_column(default=0)
    unsettled: Mapped[int] = mapped_column(default=0)
    # Rows that a person has found to be the same matter: key of theirs -> key of ours.
    joined: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)

    statement_id: Mapped[int | None] = mapped_column(ForeignKey("issued_documents.id"))
    statement: Mapped[IssuedDocument | None] = relationship()
    signed_off_on: Mapped[date | None]
    signed_off_by: Mapped[str] = mapped_column(default="")
    confirmed_on: Mapped[date | None]
    confirmed_by: Mapped[str] = mapped_column(default="")

    lists: Mapped[list[TheirList]] = relationship(
        back_populates="reconciliation", order_by="TheirList.id", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def thread(self) -> str:
        """Its thread in the timeline."""
        return f"reconciliation:{self.id}"

    @property
    def law_on(self) -> date:
        """It keeps the law of the day on which it began."""
        return day_of(self.begun_at)

    @property
    def short_number(self) -> str:
        """As in addresses and lists: 2026-00012."""
        return f"{self.year}-{self.number:05d}"

    @property
    def counts(self) -> dict[str, int]:
        """How many rows each group holds, in the order in which the groups are shown."""
        return {group: getattr(self, group) for group in rules.GROUPS}


class TheirList(Model):
    """A list that came for a reconciliation; its rows are kept as they were read."""

    __tablename__ = "reconciliation_lists"
    __table_args__ = (Index(None, "reconciliation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reconciliation_id: Mapped[int] = mapped_column(ForeignKey("reconciliations.id"))
    reconciliation: Mapped[Reconciliation] = relationship(back_populates="lists")
    received_id: Mapped[int] = mapped_column(ForeignKey("received_lists.id"))
    received: Mapped[ReceivedList] = relationship(lazy="joined")
    brought_by: Mapped[str]
    # Codes of the fields that it has a column for, as a person confirmed them; empty until then.
    told: Mapped[list[str]] = mapped_column(JSON, default=list)
    row_count: Mapped[int] = mapped_column(default=0)
    rows: Mapped[list[dict[str, Any]]] = deferred(mapped_column(JSON, default=list))
    # What could not be read, for the person: row, column, value and why in both languages.
    faults: Mapped[list[dict[str, Any]]] = deferred(mapped_column(JSON, default=list))

    @property
    def is_read(self) -> bool:
        """Whether somebody has said what its columns mean."""
        return bool(self.told)


class Item(Model):
    """One row of the comparison: a pair, or a row of one side alone.

    `ours` and `theirs` are what each side said when it was compared. `key` finds the row again in a
    later comparison, `print` tells whether the difference is still the same one.
    """

    __tablename__ = "reconciliation_items"
    __table_args__ = (
        UniqueConstraint("reconciliation_id", "key"),
        Index("ix_reconciliation_items_group", "reconciliation_id", "group", "state", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reconciliation_id: Mapped[int] = mapped_column(ForeignKey("reconciliations.id"))
    key: Mapped[str] = mapped_column(String(80))
    group: Mapped[str] = mapped_column(String(20))  # rules.reconciliation.GROUPS
    state: Mapped[str] = mapped_column(String(10))  # matching, open, closed
    differs: Mapped[list[str]] = mapped_column(JSON, default=list)
    repeats: Mapped[bool] = mapped_column(default=False)
    ours: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    theirs: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    print: Mapped[str] = mapped_column(String(64), default="")
    like_key: Mapped[str] = mapped_column(String(80), default="")  # perhaps the same matter
    like: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    hint: Mapped[str] = mapped_column(default="")  # our number of a hand-over outside the period
    changed: Mapped[bool] = mapped_column(default=False)  # was closed, and is another difference now
    reason: Mapped[str] = mapped_column(String(40), default="")
    reason_text: Mapped[str] = mapped_column(Text, default="")
    closed_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    closed_by: Mapped[str] = mapped_column(default="")
    their_word: Mapped[str] = mapped_column(Text, default="")
    their_word_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    their_word_by: Mapped[str] = mapped_column(default="")

    @property
    def name(self) -> str:
        """What people call the row without naming anybody: their number, else ours, else its place."""
        theirs, ours = self.theirs or {}, self.ours or {}
        return str(
            theirs.get("number") or ours.get("number") or ours.get("own_number") or f"#{theirs['row']}"
        )
