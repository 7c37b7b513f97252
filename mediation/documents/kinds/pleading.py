"""What complaint and defence have in common: the court's element-based forms (法〔2025〕82号), row by row.

A row is one numbered element with its fields. Nothing here can hold an offer: rows are made from what
the sides state of the facts and of their claims, and from nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from mediation.documents.asking import NARRATIVE
from mediation.documents.kinds.parts import Issuer, Lang, Party
from mediation.rules.findings import Words


@dataclass(frozen=True, slots=True)
class Box:
    """One option of a question, ticked or not."""

    words: Words
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class Filled:
    """One field: its text, or the boxes of its question. Empty is printed as a blank to write in."""

    words: Words
    text: str = field(default="", metadata={NARRATIVE: True})
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One element. In a defence `answer` are the boxes 确认 and 异议, `reason` and `own` say what is true."""

    number: int
    words: Words
    fields: tuple[Filled, ...]
    answer: tuple[Box, ...] = ()
    reason: str = field(default="", metadata={NARRATIVE: True})
    own: tuple[Filled, ...] = ()


@dataclass(frozen=True, slots=True)
class Pleading:
    """`pleads` is the side whose paper it is; `electronic` are the boxes on electronic service."""

    issuer: Issuer
    case_number: str
    dispute: str
    plaintiffs: tuple[Party, ...]
    defendants: tuple[Party, ...]
    procedure: tuple[Row, ...]
    requests: tuple[Row, ...]
    facts: tuple[Row, ...]
    court: str = ""
    lang: Lang = Lang.ZH
