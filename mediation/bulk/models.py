"""An import: one list, how far it is, and what became of each of its rows."""

from __future__ import annotations

import json
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mediation.bulk.received.models import ReceivedList
from mediation.database import EncryptedText, Model, UtcMoment
from mediation.rules.findings import Words


class State(StrEnum):
    NEW = "new"  # which column means what is still to be settled
    CHECKING = "checking"
    CHECKED = "checked"
    LOADING = "loading"
    LOADED = "loaded"
    UNDOING = "undoing"
    UNDONE = "undone"
    DISCARDED = "discarded"


AT_WORK = frozenset({State.CHECKING, State.LOADING, State.UNDOING})


class RowState(StrEnum):
    GOOD = "good"
    DOUBTFUL = "doubtful"  # loaded, but somebody should look at it
    BAD = "bad"  # left out, with the reason
    LOADED = "loaded"
    TAKEN_OUT = "taken_out"
    STAYS = "stays"  # worked on already when the import was undone


TO_LOAD = (RowState.GOOD, RowState.DOUBTFUL)


class Batch(Model):
    """One import; `Referral.batch_id` is its id."""

    __tablename__ = "import_batches"
    __table_args__ = (UniqueConstraint("list_id"), Index(None, "state", "id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    list_id: Mapped[int] = mapped_column(ForeignKey("received_lists.id"))
    received: Mapped[ReceivedList] = relationship(lazy="joined")
    kind: Mapped[str]  # of the hand-overs, where no column of the list says otherwise
    state: Mapped[str] = mapped_column(String(12), default=State.NEW.value)
    version: Mapped[int] = mapped_column()
    task_id: Mapped[int | None] = mapped_column(ForeignKey("tasks.id"))
    changed_at: Mapped[datetime] = mapped_column(UtcMoment)
    loaded_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    loaded_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    undone_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    reason: Mapped[str] = mapped_column(Text, default="")  # of undoing it

    __mapper_args__ = {"version_id_col": version}

    @property
    def thread(self) -> str:
        return f"import:{self.id}"


class BatchRow(Model):
    """One row of the list as it was read.

    `facts` are kept until the row is loaded, `findings` as long as the import: both name people.
    """

    __tablename__ = "import_rows"
    __table_args__ = (
        UniqueConstraint("batch_id", "number"),
        Index(None, "batch_id", "state", "number"),
        Index(None, "referral_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batches.id"))
    number: Mapped[int]  # of the row, as Excel shows it
    state: Mapped[str] = mapped_column(String(12))
    their_number: Mapped[str] = mapped_column(default="")
    facts: Mapped[str | None] = mapped_column(EncryptedText)
    findings: Mapped[str | None] = mapped_column(EncryptedText)
    referral_id: Mapped[int | None] = mapped_column(ForeignKey("referrals.id"))

    @property
    def told(self) -> list[dict[str, Any]]:
        """What is wrong or doubtful, one for each cell: letter, heading, value, words, blocks."""
        return [{**one, "words": Words(one["zh"], one["en"])} for one in json.loads(self.findings or "[]")]
