"""What people say about a file that came in."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from mediation.database import EncryptedText, Model


class Exhibit(Model):
    """A file of a case as the staff see it: for what it is, its number, how it is turned for reading."""

    __tablename__ = "exhibits"
    __table_args__ = (UniqueConstraint("case_id", "number"),)

    file_id: Mapped[int] = mapped_column(ForeignKey("stored_files.id"), primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(20))  # rules.file_order.PURPOSES
    number: Mapped[int | None]  # counted in the case; never given again
    proves: Mapped[str] = mapped_column(EncryptedText, default="")
    turned: Mapped[int] = mapped_column(default=0)  # degrees to the right: 0, 90, 180, 270
