"""Signing in, and keeping the accounts."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from mediation.access.by import By
from mediation.access.roles import Role
from mediation.accounts import passwords, queries
from mediation.accounts.failed_attempts.operations import attempts_under, count, half_hour
from mediation.accounts.models import User
from mediation.database import db, lookup_hash
from mediation.rules.findings import Words
from mediation.timeline import operations as timeline

TRIES = 5
TRIES_BY_ADDRESS = 30  # an office may share one
WAIT = timedelta(minutes=30)


class AccountRefused(Exception):
    """Something about an account cannot be as typed; `words` say what to do, `field` where."""

    def __init__(self, words: Words, field: str = ""):
        super().__init__(words.en)
        self.words, self.field = words, field


WRONG = Words("账号或密码不正确。", "The user name or the password is not right.")
LOCKED = Words(
    "连续输错次数太多，请 30 分钟后再试，或联系管理员。",
    "Too many wrong tries. Try again in 30 minutes or ask the administrator.",
)


def sign_in(username: str, password: str, *, address: str, at: datetime) -> User:
    """The user whose name and password these are, with a fresh session key.

    After five wrong passwords the account waits thirty minutes, also for the right one; after
    TRIES_BY_ADDRESS wrong tries within a half hour, whatever the names, the network address waits
    for the next. Raises AccountRefused with the same words for a wrong name and a wrong password;
    the caller must keep the count (`web.transaction.keep_changes`).
    """
    from_there = attempts_under(lookup_hash(f"door/{address}/{half_hour(at)}"), at)
    if from_there.waits(at):
        raise AccountRefused(LOCKED)
    user = queries.user_named(username)
    if user is not None and user.locked_until is not None and at < user.locked_until:
        raise AccountRefused(LOCKED)
    if not passwords.matches(user.password_hash if user else None, password) or user is None:
        if user is not None:
            _count_failure(user, at)
        count([from_there], [TRIES_BY_ADDRESS], at)
        raise AccountRefused(WRONG)
    if not user.active:
        raise AccountRefused(WRONG)
    user.failed_sign_ins, user.locked_until = 0, None
    user.session_key = _new_key()
    timeline.record(_thread(user), "signed_in", {}, By(user.actor, at))
    return user


def sign_out(user: User) -> None:
    """End every session of the user."""
    user.session_key = _new_key()


def create_user(
    username: str,
    name: str,
    roles: Iterable[Role],
    password: str,
    by: By,
    *,
    organisation_id: int | None = None,
    password_hash: str | None = None,
    email: str = "",
    must_change_password: bool = True,
) -> User:
    """Open an account. `password_hash` saves hashing where many accounts share one password.

    Raises AccountRefused for a name that is taken or a password that is too weak.
    """
    wanted = username.strip().lower()
    held = [role.value for role in roles]
    if not held:
        raise AccountRefused(Words("请至少选一个角色。", "Choose at least one role."), "roles")
    if not wanted:
        raise AccountRefused(Words("请填写账号名。", "Enter a user name."), "username")
    if queries.user_named(wanted):
        raise AccountRefused(
            Words("这个账号名已有人使用，请换一个。", "This user name is taken. Choose another."), "username"
        )
    if fault := passwords.fault(password, wanted):
        raise AccountRefused(fault, "password")
    user = User(
        username=wanted,
        name=name.strip(),
        roles=held,
        organisation_id=organisation_id,
        email=email or None,
        password_hash=password_hash or passwords.hash_password(password),
        must_change_password=must_change_password,
        session_key=_new_key(),
        created_at=by.at,
    )
    db.session.add(user)
    db.session.flush()
    facts = {"username": wanted, "roles": " ".join(held)}
    timeline.record(_thread(user), "user_created", facts, by)
    return user


def change_user(
    user: User,
    by: By,
    *,
    name: str | None = None,
    roles: Sequence[Role] | None = None,
    organisation_id: int | None = None,
    active: bool | None = None,
) -> None:
    """Change an account; a change of roles or an end takes effect at once, in every session.

    Raises AccountRefused where nobody would be left who can manage accounts.
    """
    _keep_an_administrator(user, roles, active)
    changed = []
    if name is not None and name.strip() != user.name:
        user.name = name.strip()
        changed.append("name")
    if roles is not None and [role.value for role in roles] != user.roles:
        user.roles = [role.value for role in roles]
        changed.append("roles")
    if organisation_id != user.organisation_id:
        user.organisation_id = organisation_id
        changed.append("organisation")
    if active is not None and active != user.active:
        user.active = active
        changed.append("active" if active else "inactive")
    if not changed:
        return
    user.session_key = _new_key()
    facts = {"username": user.username, "what": ", ".join(changed)}
    timeline.record(_thread(user), "user_changed", facts, by)


def change_email(user: User, email: str, by: By) -> None:
    """Set where letters to the user go beside the inbox; empty: nowhere. No session ends by it."""
    if (email or None) == user.email:
        return
    user.email = email or None
    timeline.record(_thread(user), "user_changed", {"username": user.username, "what": "email"}, by)


def change_password(user: User, old: str, new: str, *, at: datetime) -> None:
    """Replace the own password; ends every other session."""
    if not passwords.matches(user.password_hash, old):
        raise AccountRefused(Words("原密码不正确。", "The old password is not right."), "old_password")
    if old == new:
        raise AccountRefused(
            Words("新密码不能与原密码相同。", "The new password is the old one."), "password"
        )
    set_password(user, new, By(user.actor, at), must_change=False)


def set_password(user: User, new: str, by: By, *, must_change: bool) -> None:
    """Set a password, for instance one that the administrator hands over once."""
    if fault := passwords.fault(new, user.username):
        raise AccountRefused(fault, "password")
    user.password_hash = passwords.hash_password(new)
    user.must_change_password = must_change
    user.failed_sign_ins, user.locked_until = 0, None
    user.session_key = _new_key()
    facts = {"username": user.username, "what": "password"}
    timeline.record(_thread(user), "user_changed", facts, by)


def _keep_an_administrator(user: User, roles: Sequence[Role] | None, active: bool | None) -> None:
    stays = active is not False and (roles is None or Role.ADMINISTRATOR in roles)
    if stays or not user.active or Role.ADMINISTRATOR not in user.roles:
        return
    if not queries.has_administrator(beside=user):
        raise AccountRefused(
            Words(
                "这是最后一个系统管理员。请先指定另一位，再修改这个账号。",
                "This is the last administrator. Name another one first.",
            ),
            "roles" if active is not False else "active",
        )


def _count_failure(user: User, at: datetime) -> None:
    if user.locked_until is not None and at >= user.locked_until:
        user.failed_sign_ins, user.locked_until = 0, None
    user.failed_sign_ins += 1
    if user.failed_sign_ins >= TRIES:
        user.locked_until = at + WAIT


def _thread(user: User) -> str:
    return f"user:{user.id}"


def _new_key() -> str:
    return secrets.token_urlsafe(32)
