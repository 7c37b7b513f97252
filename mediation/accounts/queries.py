"""Reads of accounts."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from mediation.access.roles import Role
from mediation.accounts.models import User
from mediation.database import db


def user_named(username: str) -> User | None:
    return db.session.scalar(select(User).where(User.username == username.strip().lower()))


def user_with_key(session_key: str) -> User | None:
    """The active user whose session this is."""
    return db.session.scalar(select(User).where(User.session_key == session_key, User.active))


def user(user_id: int) -> User | None:
    return db.session.get(User, user_id)


def all_users() -> list[User]:
    return list(
        db.session.scalars(
            select(User).options(joinedload(User.organisation)).order_by(User.active.desc(), User.username)
        )
    )


def has_administrator(*, beside: User | None = None) -> bool:
    """Whether somebody can manage accounts, leaving `beside` aside."""
    able = db.session.scalars(select(User).where(User.active))
    return any(Role.ADMINISTRATOR in user.roles for user in able if user is not beside)
