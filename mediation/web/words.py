"""The language a person reads in, and how a pair of words becomes one sentence.

Every sentence is a `Words(zh, en)` pair at the place where it is written. This file only
chooses: by the cookie `lang` within a request (programs: by Accept-Language), by `speaking("en")` for
letters and papers.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from urllib.parse import quote, urlencode

from flask import Flask, g, has_request_context, redirect, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from mediation.rules.findings import Words
from mediation.web.programs import is_for_programs

LANGUAGES = ("zh", "en")
DEFAULT_LANGUAGE = "zh"
LANGUAGE_COOKIE = "lang"
LARGE_COOKIE = "large"
SHORTCUTS_COOKIE = "shortcuts"
A_YEAR = 365 * 24 * 3600

_spoken: ContextVar[str | None] = ContextVar("language spoken", default=None)


class LazyWords:
    """Words chosen when they are shown: labels of forms are made once, before any request."""

    __slots__ = ("words",)

    def __init__(self, words: Words) -> None:
        self.words = words

    def __str__(self) -> str:
        return t(self.words)

    def __repr__(self) -> str:
        return f"LazyWords{tuple(self.words)!r}"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LazyWords) and other.words == self.words

    def __hash__(self) -> int:
        return hash(self.words)

    def __mod__(self, facts: Any) -> str:
        """WTForms fills `%(min)d` into the messages of its validators."""
        return str(self) % facts


def label(zh: str, en: str) -> LazyWords:
    """The label of a form field in both languages."""
    return LazyWords(Words(zh, en))


def t(words: object, en: str | None = None, /, **facts: object) -> str:
    """One sentence in the language of the reader, facts filled in by name.

    Takes `t("中文", "English")`, `t(words)` or a text that has no second language (a name).
    A fact that is itself a pair of words is said in the same language.
    """
    text = _choose(words, en)
    return text.format(**{name: _said(fact) for name, fact in facts.items()}) if facts else text


def _choose(words: object, en: str | None) -> str:
    if isinstance(words, LazyWords):
        words = words.words
    if isinstance(words, Words):
        return words.said_in(language())
    if not isinstance(words, str):
        return "" if words is None else str(words)
    return en if en is not None and language() == "en" else words


def _said(fact: object) -> object:
    return t(fact) if isinstance(fact, Words | LazyWords) else fact


def language() -> str:
    """`zh` or `en`: what is being spoken, else what the reader chose, else Chinese."""
    if spoken := _spoken.get():
        return spoken
    if not has_request_context():
        return DEFAULT_LANGUAGE
    if "lang" not in g:
        chosen = _accepted() if is_for_programs() else request.cookies.get(LANGUAGE_COOKIE)
        g.lang = _asked(chosen, LANGUAGES) or DEFAULT_LANGUAGE
    return str(g.lang)


def _accepted() -> str | None:
    """The language that a program asks for; it keeps no cookie."""
    return request.accept_languages.best_match(LANGUAGES)


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Speak `lang` until the end of the block, whatever the reader of the page chose."""
    if lang not in LANGUAGES:
        raise ValueError(f"no such language: {lang}")
    token = _spoken.set(lang)
    try:
        yield
    finally:
        _spoken.reset(token)


def large_type() -> bool:
    """Whether the reader asked for the large-type edition (大字版)."""
    return has_request_context() and request.cookies.get(LARGE_COOKIE) == "1"


def shortcuts() -> bool:
    """Whether single keys act on the desk; WCAG 2.1.4 demands that they can be turned off."""
    return has_request_context() and request.cookies.get(SHORTCUTS_COOKIE) != "0"


def switch_url(**changed: str) -> str:
    """The address of this very page with `lang`, `large` or `shortcuts` changed."""
    arguments = MultiDict(request.args.items(multi=True))
    for name, value in changed.items():
        arguments.setlist(name, [value])
    return here(arguments)


def here(arguments: MultiDict[str, str]) -> str:
    """The address of this page with these arguments.

    One leading slash only: `//elsewhere` would be read as another host.
    """
    url = "/" + quote((request.script_root + request.path).lstrip("/"))
    query = urlencode(list(arguments.items(multi=True)))
    return f"{url}?{query}" if query else url


def init_words(app: Flask) -> None:
    """Read the switches of the header, and give templates `t`, `lang` and `large_type`."""

    @app.before_request
    def remember_choice() -> Response | None:
        """A switch is stored in a cookie and leaves the address, so that links shared stay neutral."""
        chosen = _chosen()
        if not chosen or request.method not in {"GET", "HEAD"} or is_for_programs():
            return None
        rest = MultiDict((k, v) for k, v in request.args.items(multi=True) if k not in _SWITCHES)
        response = redirect(here(rest), 303)
        for name, value in chosen.items():
            response.set_cookie(
                name, value, max_age=A_YEAR, samesite="Lax", httponly=True, secure=request.is_secure
            )
        return response

    # Globals, not context: macros imported from another template see only globals.
    app.jinja_env.globals.update(t=t, language=language, switch_url=switch_url)

    @app.context_processor
    def reader() -> dict[str, object]:
        return {"lang": language(), "large_type": large_type(), "shortcuts": shortcuts()}


_SWITCHES = {LANGUAGE_COOKIE: LANGUAGES, LARGE_COOKIE: ("0", "1"), SHORTCUTS_COOKIE: ("0", "1")}


def _chosen() -> dict[str, str]:
    """The switches that stand in the address with a value we know."""
    asked = {name: _asked(request.args.get(name), known) for name, known in _SWITCHES.items()}
    return {name: value for name, value in asked.items() if value is not None}


def _asked(value: str | None, known: tuple[str, ...]) -> str | None:
    return value if value in known else None
