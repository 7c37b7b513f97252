"""Writing letters into the outbox."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from string import Formatter
from typing import Any

from mediation.database import db
from mediation.notifications.kinds import KINDS
from mediation.notifications.models import Letter


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
    same thing is refused by the database. Of `facts` only those that the text names are kept;
    raises KeyError when one is missing.
    """
    letter_kind = KINDS[kind]
    needed = {name for text in letter_kind.text for _, name, _, _ in Formatter().parse(text) if name}
    told = {name: facts[name] for name in sorted(needed)}
    letters = [
        Letter(case_id=case_id, side=side, kind=kind, facts=told, key=f"{key}:{kind}:{side}", written_at=at)
        for side in (letter_kind.to if to is None else to)
    ]
    db.session.add_all(letters)
    return letters
