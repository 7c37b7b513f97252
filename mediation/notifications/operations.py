"""Writing letters into the outbox, and what becomes of them there. Nothing is sent from here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from mediation.database import db
from mediation.notifications import ladder
from mediation.notifications.addressees import contact_of
from mediation.notifications.extension_points import contact_of_side
from mediation.notifications.facts import checked
from mediation.notifications.kinds import KINDS
from mediation.notifications.models import Letter
from mediation.notifications.texts import current_version


def declared(kind: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Of many facts those that `kind` declares."""
    return {name: facts[name] for name in KINDS[kind].facts if name in facts}


def write(
    kind: str,
    case_id: int,
    facts: Mapping[str, Any],
    *,
    key: str,
    at: datetime,
    to: Iterable[str] | None = None,
) -> list[Letter]:
    """Queue one letter to each side that the kind names, or to those of `to` only, which may be none.

    `key` names what the letter is about (an entry of the timeline): the same letter about the
    same thing is refused by the database. `facts` are exactly those that the kind declares;
    raises KeyError for an unknown kind, FactsWrong for facts that are not its own.
    """
    letter_kind = KINDS[kind]
    return [
        _write(Letter(case_id=case_id, side=side), kind, facts, f"{key}:{kind}:{side}", at)
        for side in (letter_kind.to if to is None else to)
    ]


def write_to_address(
    kind: str,
    case_id: int,
    side: str,
    channel: str,
    address: str,
    facts: Mapping[str, Any],
    *,
    key: str,
    at: datetime,
) -> Letter | None:
    """Queue one letter to a side at one address of its own; None where its usual letters go there.

    Raises as `write`.
    """
    if contact_of_side(case_id, side).where(channel) == address:
        return None
    letter = Letter(case_id=case_id, side=side, aimed_at=f"{channel}:{address}")
    return _write(letter, kind, facts, f"{key}:{kind}:{side}:aimed", at)


def write_to_user(
    kind: str, user_id: int, facts: Mapping[str, Any], *, key: str, at: datetime, case_id: int | None = None
) -> Letter:
    """Queue one letter to a user of the house; `case_id` is the case that it is about. Raises as `write`."""
    return _write(
        Letter(user_id=user_id, case_id=case_id, side=""), kind, facts, f"{key}:{kind}:user:{user_id}", at
    )


def write_to_body(
    kind: str,
    organisation_id: int,
    facts: Mapping[str, Any],
    *,
    key: str,
    at: datetime,
    case_id: int | None = None,
) -> Letter:
    """Queue one letter to a body (institution, court, authority, station). Raises as `write`.

    Every user of the body finds it in the inbox; once one of them has read it, the body has.
    """
    about = f"{key}:{kind}:body:{organisation_id}"
    return _write(Letter(organisation_id=organisation_id, case_id=case_id, side=""), kind, facts, about, at)


def _write(letter: Letter, kind: str, facts: Mapping[str, Any], key: str, at: datetime) -> Letter:
    letter.kind, letter.key, letter.written_at = kind, key, at
    letter.facts = checked(kind, KINDS[kind].facts, facts)
    with db.session.no_autoflush:  # the change that the letter tells of is written as one
        contact = contact_of(letter)
        letter.lang = contact.lang
        letter.organisation_id = letter.organisation_id or contact.organisation_id
        letter.text_version = current_version(kind)
        ladder.set_out(letter, contact, at=at)
    db.session.add(letter)
    return letter
