"""Passwords: argon2, and what makes one acceptable."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from mediation.rules.findings import Words

LEAST_LENGTH = 10

_hasher = PasswordHasher()  # the library's defaults follow RFC 9106


@cache
def _nobodys_hash() -> str:
    """Checked against when the name is unknown, so that a wrong name takes as long as a wrong password."""
    return _hasher.hash("nobody has this password")


def hash_password(password: str) -> str:
    return _hasher.hash(password)


def matches(password_hash: str | None, password: str) -> bool:
    """Whether the password is the one; takes the same time when there is no such user."""
    try:
        return _hasher.verify(password_hash or _nobodys_hash(), password) and bool(password_hash)
    except (VerificationError, InvalidHashError):
        return False


def fault(password: str, username: str) -> Words | None:
    """What is wrong with a new password, or None."""
    if len(password) < LEAST_LENGTH:
        return Words(
            f"密码至少 {LEAST_LENGTH} 个字符，可以用一句话。",
            f"Use at least {LEAST_LENGTH} characters; a short sentence is fine.",
        )
    if username and username.casefold() in password.casefold():
        return Words("密码里不要包含账号名。", "Leave your user name out of the password.")
    if len(set(password)) < LEAST_LENGTH // 2:
        return Words("密码太简单，请多用几个不同的字符。", "Too simple: use more different characters.")
    return None
