"""Users of the workplace. Citizens have no account."""

from __future__ import annotations

from datetime import datetime

from flask_login import UserMixin
from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mediation.access.actor import Actor
from mediation.access.roles import Role
from mediation.database import EncryptedText, Model, UtcMoment
from mediation.organisations.models import Organisation
from mediation.rules.findings import Words


class User(UserMixin, Model):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(unique=True)  # as typed at the door, lower case
    name: Mapped[str]
    roles: Mapped[list[str]] = mapped_column(JSON)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    organisation: Mapped[Organisation | None] = relationship()
    email: Mapped[str | None] = mapped_column(EncryptedText)  # letters go there too; empty: inbox only
    password_hash: Mapped[str]
    active: Mapped[bool] = mapped_column(default=True)
    must_change_password: Mapped[bool] = mapped_column(default=False)
    # What the session cookie carries; renewing it ends every session of the user.
    session_key: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcMoment)

    @property
    def role_words(self) -> list[Words]:
        return [Role(role).words for role in self.roles]

    def get_id(self) -> str:
        return self.session_key

    @property
    def is_active(self) -> bool:
        return self.active

    @property
    def actor(self) -> Actor:
        """The user as the table of rights sees it."""
        return Actor(
            roles=frozenset(Role(role) for role in self.roles),
            name=self.name,
            user_id=self.id,
            organisation_id=self.organisation_id,
        )
