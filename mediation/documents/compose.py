"""Facts into the HTML of a paper. Pure text: no renderer, no file but the template, nothing from outside."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import Any

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from mediation.clock import ZONE, day_of
from mediation.config import ROOT
from mediation.documents.imprint import Imprint
from mediation.documents.kinds import Kind
from mediation.documents.kinds.parts import SIDE_WORDS
from mediation.documents.kinds.session_record import RESULT_WORDS
from mediation.documents.regime_wording import wording_of
from mediation.rules.money import capitals, figures
from mediation.web.words import language, speaking, t

TEMPLATES = ROOT / "templates" / "documents"

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def day(value: date) -> str:
    """2026年11月22日 or 22 November 2026; digits without leading zeros (GB/T 9704, 7.3.5)."""
    if isinstance(value, datetime):
        value = day_of(value)
    if language() == "en":
        return f"{value.day} {MONTHS[value.month - 1]} {value.year}"
    return f"{value.year}年{value.month}月{value.day}日"


def moment(value: datetime) -> str:
    """A moment in the house's zone, to the minute."""
    local = value.astimezone(ZONE)
    return f"{day(local.date())}{', ' if language() == 'en' else ' '}{local:%H:%M}"


def size(count: int) -> str:
    """A number of bytes as people read it."""
    return f"{count / 1048576:.1f} MB" if count >= 1048576 else f"{max(1, round(count / 1024))} KB"


def qr(url: str) -> Markup:
    """The QR code of `url` as inline drawing: nothing to fetch, sharp at any size.

    Level M: enough for a creased sheet, and keeps a short address under version 6 for photocopies.
    """
    drawing = segno.make(url, error="m", micro=False).svg_inline(omitsize=True, border=2, dark="#000")
    return Markup(drawing)  # segno draws it from numbers: it holds no text of the address


def lines(text: str) -> list[str]:
    """The paragraphs of a text that a person typed."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def listed(names: tuple[str, ...]) -> str:
    """Names one after the other, with the mark that the language uses."""
    return (", " if language() == "en" else "、").join(names)


@cache
def environment() -> Environment:
    """Our own, not the site's: always escaping, and an absent fact is an error, not a blank."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        day=day, moment=moment, size=size, lines=lines, listed=listed, figures=figures, capitals=capitals
    )
    made.globals.update(t=t, qr=qr, wording_of=wording_of, side_words=SIDE_WORDS, result_words=RESULT_WORDS)
    return made


def compose(kind: Kind, facts: Any, imprint: Imprint) -> str:
    """The HTML of one paper in the language that its facts ask for."""
    template = environment().get_template(kind.template)
    with speaking(facts.lang):
        return template.render(f=facts, kind=kind, imprint=imprint, law=wording_of(facts.issuer.regime))
