"""A list that came in, and what is remembered of the columns of its sender."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mediation.database import Model, UtcMoment
from mediation.organisations.models import Organisation


class ReceivedList(Model):
    """The file with its hash, who handed it in, and how it is read."""

    __tablename__ = "received_lists"
    __table_args__ = (Index(None, "body_id", "subject"), Index(None, "sha256"))

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    body: Mapped[Organisation] = relationship(lazy="joined")
    subject: Mapped[str]  # the kind of list: one body sends several, each with columns of its own
    name: Mapped[str]  # of the file, as the sender called it
    sha256: Mapped[str]
    size: Mapped[int]
    path: Mapped[str]
    received_at: Mapped[datetime] = mapped_column(UtcMoment)
    received_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))

    sheet: Mapped[str] = mapped_column(default="")
    heading_row: Mapped[int]  # as Excel numbers it
    # Index of the column by the code of its field; the headings as [index, title].
    columns: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    titles: Mapped[list[list[Any]]] = mapped_column(JSON, default=list)
    rows: Mapped[int] = mapped_column(default=0)

    @property
    def titled(self) -> dict[int, str]:
        """The headings by the index of their column."""
        return {int(index): str(title) for index, title in self.titles}


class ColumnMapping(Model):
    """What a body's headings meant last time: code of the field -> heading."""

    __tablename__ = "column_mappings"
    __table_args__ = (UniqueConstraint("body_id", "subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    subject: Mapped[str]
    columns: Mapped[dict[str, str]] = mapped_column(JSON)
    changed_at: Mapped[datetime] = mapped_column(UtcMoment)
    changed_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
