"""Facts into the HTML of a paper. Pure text: no renderer, no file but the template, nothing from outside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from mediation.clock import ZONE, day_of
from mediation.config import ROOT
from mediation.documents.imprint import Imprint
from mediation.documents.kinds import Kind
from mediation.documents.kinds.parts import SIDE_WORDS, Issuer
from mediation.documents.kinds.power_of_attorney import MATTERS
from mediation.documents.kinds.register_form import SOURCES
from mediation.documents.kinds.session_record import RESULT_WORDS
from mediation.documents.regime_wording import wording_of
from mediation.rules.agreement.terms import MEANS_WORDS
from mediation.rules.findings import Words
from mediation.rules.money.amounts import capitals, figures
from mediation.web.words import language, speaking, t

TEMPLATES = ROOT / "templates" / "documents"
NUMERALS = "零一二三四五六七八九十"

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def say(words: Words | str, en: str | None = None, /, **facts: object) -> Markup:
    """`t` for papers: our own sentence with facts put in, each escaped unless it is drawn by us."""
    if en is None:
        return escape(t(words))
    return Markup(t(words, en)).format(**{name: _said(fact) for name, fact in facts.items()})


def _said(fact: object) -> object:
    return t(fact) if isinstance(fact, Words) else fact


def _whole(text: str) -> Markup:
    """Text that a line end may not cut."""
    return Markup('<span class="whole">{}</span>').format(text)


def day(value: date) -> Markup:
    """2026年11月22日 or 22 November 2026; digits without leading zeros (GB/T 9704, 7.3.5)."""
    return _whole(_day(value))


def moment(value: datetime) -> Markup:
    """A moment in the house's zone, to the minute."""
    return _whole(f"{_day(value)}{', ' if language() == 'en' else ' '}{value.astimezone(ZONE):%H:%M}")


def _day(value: date) -> str:
    on = day_of(value) if isinstance(value, datetime) else value
    if language() == "en":
        return f"{on.day} {MONTHS[on.month - 1]} {on.year}"
    return f"{on.year}年{on.month}月{on.day}日"


def in_numerals(count: int) -> str:
    """1 to 10 in Chinese numerals, as a paper counts its copies and headings; above that in digits."""
    return NUMERALS[count] if language() == "zh" and count < len(NUMERALS) else str(count)


def size(count: int) -> str:
    """A number of bytes as people read it."""
    return f"{count / 1048576:.1f} MB" if count >= 1048576 else f"{max(1, round(count / 1024))} KB"


def qr(url: str) -> Markup:
    """The QR code of `url` as inline drawing: nothing to fetch, sharp at any size.

    Level M: enough for a creased sheet, and keeps a short address under version 6 for photocopies.
    """
    drawing = segno.make(url, error="m", micro=False).svg_inline(omitsize=True, border=2, dark="#000")
    return Markup(drawing)  # segno draws it from numbers: it holds no text of the address


def drawing(strokes: str) -> Markup:
    """A drawn signature; raises ValueError for anything but points, so that it can hold no markup."""
    lines = [[point.split(",") for point in stroke.split(" ")] for stroke in strokes.split(";")]
    drawn = "".join(
        f'<polyline points="{" ".join(f"{int(x)},{int(y)}" for x, y in line)}"/>' for line in lines
    )
    return Markup(
        '<svg class="drawn" viewBox="0 0 600 200" fill="none" stroke="#000" stroke-width="5" '
        f'stroke-linecap="round" stroke-linejoin="round">{drawn}</svg>'
    )


def lines(text: str) -> list[str]:
    """The paragraphs of a text that a person typed."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def listed(names: Sequence[str]) -> Markup:
    """Names one after the other, with the mark that the language uses."""
    return Markup(", " if language() == "en" else "、").join(names)


def body(issuer: Issuer) -> str:
    """The name of the body that issues, with its station."""
    name = t(issuer.name, issuer.name_en or issuer.name)
    return name + t(issuer.station, f" ({issuer.station})") if issuer.station else name


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
        body=body,
        capitals=capitals,
        day=day,
        figures=figures,
        in_numerals=in_numerals,
        lines=lines,
        listed=listed,
        moment=moment,
        size=size,
    )
    made.globals.update(
        drawing=drawing,
        qr=qr,
        t=say,
        means_words=MEANS_WORDS,
        result_words=RESULT_WORDS,
        side_words=SIDE_WORDS,
        matters=MATTERS,
        sources=SOURCES,
    )
    return made


def compose(kind: Kind, facts: Any, imprint: Imprint) -> str:
    """The HTML of one paper in the language that its facts ask for."""
    template = environment().get_template(kind.template)
    with speaking(facts.lang):
        law = wording_of(facts.issuer.regime, on=day_of(imprint.issued_at))
        return template.render(f=facts, kind=kind, imprint=imprint, law=law)
