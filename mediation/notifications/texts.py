"""The texts of letters: as shipped, or as the administrator last wrote them.

Versions are only added. A letter keeps the version that stood when it was written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from mediation.database import db
from mediation.documents.addresses import public_address
from mediation.notifications.contacts import INBOX_PAGE
from mediation.notifications.facts import as_words
from mediation.notifications.kinds import KINDS
from mediation.notifications.models import Letter, LetterText
from mediation.rules.findings import Words

AS_SHIPPED = 0
_REMEMBERED = "letter texts"


@dataclass(frozen=True, slots=True)
class Text:
    """What a letter of one kind says: in the inbox, by e-mail and on paper; and in an SMS."""

    title: Words
    body: Words
    sms: Words
    sms_template: Words  # what the gateway calls the registered text, by language

    def filled(self, facts: Mapping[str, Any], address: str) -> Text:
        """The same with its places filled in; `address` is where the reader opens the letter."""
        said = {name: as_words(value) for name, value in facts.items()} | {"address": as_words(address)}
        title, body, sms = (words.within(**said) for words in (self.title, self.body, self.sms))
        return Text(title, body, sms, self.sms_template)


def shipped(kind: str) -> Text:
    """The text that comes with the program."""
    letter_kind = KINDS[kind]
    return Text(letter_kind.title, letter_kind.text, letter_kind.short, Words(f"{kind}_zh", f"{kind}_en"))


def text_at(kind: str, version: int) -> Text:
    """One version of the text of `kind`."""
    row = _versions()[kind, version] if version != AS_SHIPPED else None
    if row is None or row.returned:
        return shipped(kind)
    return Text(
        Words(row.title_zh, row.title_en),
        Words(row.body_zh, row.body_en),
        Words(row.sms_zh, row.sms_en),
        Words(row.sms_template_zh, row.sms_template_en),
    )


def current_version(kind: str) -> int:
    """The version that stands now; 0 is the shipped text."""
    newest = max((row for row in _versions().values() if row.kind == kind), key=_by_version, default=None)
    return AS_SHIPPED if newest is None or newest.returned else newest.version


def versions_of(kind: str) -> list[LetterText]:
    """All versions that were ever written, the newest first."""
    mine = (row for row in _versions().values() if row.kind == kind)
    return sorted(mine, key=_by_version, reverse=True)


def letter_says(letter: Letter, page: str = "") -> Text:
    """The letter as it reads; `page` is where its addressee opens it, where the caller knows that."""
    return text_at(letter.kind, letter.text_version).filled(letter.facts, address_of(letter, page))


def address_of(letter: Letter, page: str = "") -> str:
    """The short address that a letter names: the page of the case, or the inbox."""
    usual = f"/track/{letter.facts['number']}" if letter.side and "number" in letter.facts else INBOX_PAGE
    return public_address() + (page or usual)


def forget_texts() -> None:
    """Ask the database again: a text was just written."""
    db.session().info.pop(_REMEMBERED, None)


def _versions() -> Mapping[tuple[str, int], LetterText]:
    """Every edited version; asked of the database once per transaction."""
    remembered = db.session().info
    if _REMEMBERED not in remembered:
        remembered[_REMEMBERED] = {
            (row.kind, row.version): row for row in db.session.scalars(select(LetterText))
        }
    found: Mapping[tuple[str, int], LetterText] = remembered[_REMEMBERED]
    return found


def _by_version(row: LetterText) -> int:
    return row.version
