"""Reads of accounts."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from mediation.access.actor import NOBODY, Actor
from mediation.access.roles import Role
from mediation.accounts.models import User
from mediation.database import db


def as_named(username: str) -> str:
    """A user name as it is kept, however it was typed."""
    return username.strip().lower()


def user_named(username: str) -> User | None:
    return db.session.scalar(select(User).where(User.username == as_named(username)))


def user_with_key(session_key: str) -> User | None:
    """The active user whose session this is."""
    return db.session.scalar(select(User).where(User.session_key == session_key, User.active))


def user(user_id: int) -> User | None:
    return db.session.get(User, user_id)


def actor_of(user_id: int) -> Actor:
    """The user as the table of rights sees them now; nobody once their account is closed."""
    found = user(user_id)
    return found.actor if found and found.active else NOBODY


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
