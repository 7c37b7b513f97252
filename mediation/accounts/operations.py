"""Signing in, and keeping the accounts."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from mediation.access.by import By
from mediation.access.roles import Role
from mediation.accounts import passwords, queries
from mediation.accounts.failed_attempts.guesses import Guess
from mediation.accounts.failed_attempts.operations import nothing
from mediation.accounts.models import User
from mediation.database import db
from mediation.rules.findings import Words
from mediation.timeline import operations as timeline

DOOR = "sign-in"
OWN_PASSWORD = "own password"


class AccountRefused(Exception):
    """Something about an account cannot be as typed; `words` say what to do, `field` where."""

    def __init__(self, words: Words, field: str = ""):
        super().__init__(words.en)
        self.words, self.field = words, field


NOT_OWN = Words(
    "原密码不正确，或者试得太多、这一次没有核对，请过几分钟再试。",
    "The old password is not right, or there were too many tries and this one was not looked at: "
    "try again in some minutes.",
)
# The same for a wrong name, a wrong password and a try that was not looked at: nobody learns which it was.
WRONG = Words(
    "账号或密码不正确，或者刚才试得太多、这一次没有核对。连续输错后要等 1 到 30 分钟再试；"
    "以前登录过的浏览器不受别人影响。还是不行，请联系管理员。",
    "The user name or the password is not right, or there were too many tries and this one was not looked "
    "at. After several wrong tries wait 1 to 30 minutes. A browser at which you signed in before is not "
    "held up by others. If it still fails, ask the administrator.",
)


def sign_in(
    username: str,
    password: str,
    *,
    address: str,
    at: datetime,
    device: str = "",
    let_go: Callable[[], object] = nothing,
) -> User:
    """The user whose name and password these are, with a fresh session key.

    `device` is the browser where this name signed in before, as `failed_attempts.known_devices` knows
    it. Raises AccountRefused with the same words, after the same time, whether the name does not exist,
    the password is wrong or one has to wait. `let_go` is called once the try is counted.
    """
    user = queries.user_named(username)
    kept = user.password_hash if user else None
    guess = Guess(DOOR, queries.as_named(username), kept or "", address, device)
    may_look = guess.count(at, let_go=let_go)
    if not passwords.matches(kept if may_look else None, password) or user is None or not user.active:
        raise AccountRefused(WRONG)
    guess.was_right(at)
    db.session.refresh(user, with_for_update=True)  # two at one moment: one entry after the other
    user.session_key = _new_key()
    timeline.record(_thread(user), "signed_in", {}, By(user.actor, at))
    return user


def own_password_is(
    user: User, password: str, *, at: datetime, let_go: Callable[[], object] = nothing
) -> bool:
    """Whether somebody who is signed in knows the password, too; counted like a try at the door."""
    guess = Guess(OWN_PASSWORD, str(user.id), user.password_hash, "", device=f"session of {user.id}")
    if not guess.count(at, let_go=let_go) or not passwords.matches(user.password_hash, password):
        return False
    guess.was_right(at)
    return True


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
    wanted = queries.as_named(username)
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


def change_password(
    user: User, old: str, new: str, *, at: datetime, let_go: Callable[[], object] = nothing
) -> None:
    """Replace the own password; ends every other session."""
    if not own_password_is(user, old, at=at, let_go=let_go):
        raise AccountRefused(NOT_OWN, "old_password")
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


def _thread(user: User) -> str:
    return f"user:{user.id}"


def _new_key() -> str:
    return secrets.token_urlsafe(32)
