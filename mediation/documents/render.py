"""The only importer of WeasyPrint: HTML of our own templates into PDF.

WeasyPrint needs Pango from the system. It is loaded at the first paper, so that a machine
without Pango still serves the whole site and says in one sentence what is missing.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from PIL import ImageFile

from mediation.documents import fonts
from mediation.documents.compose import TEMPLATES, compose
from mediation.documents.facts import FactsType, mapped
from mediation.documents.field_names import name_of
from mediation.documents.imprint import Imprint
from mediation.documents.kinds import Kind
from mediation.rules.findings import Words

SEAL = "seal:picture"  # the one address that a template may name


# For the archive: everything inside the file, tagged, every character readable as text (ISO 19005-2).
VARIANT = "pdf/a-2a"


class RenderRefused(RuntimeError):
    """A paper could not be made; `words` says why and what to do."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


class RendererMissing(RenderRefused):
    """The PDF renderer's system libraries are not installed."""


class ReachedOutside(RuntimeError):
    """A page would have fetched something while it was made into a paper."""


@dataclass(frozen=True, slots=True)
class _Renderer:
    weasyprint: Any
    font_config: Any
    style: Any


class _Refuser:
    """Takes the place of the renderer's fetcher: a paper fetches nothing, and an attempt stops it.

    It is handed its seal; whatever else it asks for comes from outside.
    """

    def __init__(self, fatal: type[Exception], answer: Callable[..., object], seal: bytes) -> None:
        self.fatal, self.answer, self.seal = fatal, answer, seal

    def __call__(self, url: str, *_: object, **__: object) -> object:
        if url == SEAL and self.seal:
            return self.answer(url, self.seal, {"Content-Type": "image/png"})
        raise self.fatal(f"a paper may not fetch {url[:80]}")

    fetch = __call__


@cache
def _renderer() -> _Renderer:
    fonts.use_only_our_fonts()
    try:
        weasyprint = importlib.import_module("weasyprint")
        font_config = importlib.import_module("weasyprint.text.fonts").FontConfiguration()
    except OSError as error:
        raise RendererMissing(
            Words(
                "暂时无法生成 PDF：服务器缺少 Pango 程序库，请管理员安装 libpango-1.0-0、libpangoft2-1.0-0 "
                "和 libharfbuzz-subset0。",
                "PDF papers cannot be made yet: ask the administrator to install libpango-1.0-0, "
                "libpangoft2-1.0-0 and libharfbuzz-subset0 on the server.",
            )
        ) from error
    # WeasyPrint switches this on for the whole process; half a photo must stay an error for uploads.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    style = weasyprint.CSS(filename=TEMPLATES / "document.css", font_config=font_config)
    return _Renderer(weasyprint, font_config, style)


def render_pdf(kind: Kind, facts: Any, imprint: Imprint) -> bytes:
    """The PDF of one paper; the same facts and imprint give the same bytes.

    A paper that is made while the person is there (the agreement) must print as it stands: it
    raises RenderRefused for a character without a glyph. One that is made later, at the first
    download, writes such a character as its number. Raises RendererMissing without Pango.
    """
    shown = printable(facts, strict=kind.at_issue)
    return html_to_pdf(compose(kind, shown, imprint), imprint)


def html_to_pdf(html: str, imprint: Imprint) -> bytes:
    """Lay out and write `html`; the same input gives the same bytes.

    Raises RenderRefused when a glyph was missing after all, ReachedOutside when the page would
    fetch anything: our templates never do, so what asks for it came in from outside.
    """
    renderer = _renderer()
    fatal = renderer.weasyprint.urls.FatalURLFetchingError
    try:
        fetcher = _Refuser(fatal, renderer.weasyprint.urls.URLFetcherResponse, imprint.seal)
        source = renderer.weasyprint.HTML(string=html, url_fetcher=fetcher)
        document = source.render(
            stylesheets=[renderer.style],
            font_config=renderer.font_config,
            pdf_variant=VARIANT,
            pdf_tags=True,
        )
        written: bytes = document.write_pdf(
            pdf_identifier=imprint.fingerprint[:32].encode(), pdf_variant=VARIANT, pdf_tags=True
        )
    except fatal as error:
        raise ReachedOutside(str(error)) from error
    missing = sorted({chr(point) for font in document.fonts.values() for point in font.missing})
    if missing:
        raise _unprintable(Words("文书", "the document"), missing)
    return written


def printable(facts: FactsType, *, strict: bool) -> FactsType:
    """`facts` as they are printed: a character without a glyph is written as its number.

    With `strict` it is refused, but for a text that a person told in their own words.
    """

    def change(path: str, text: str, narrative: bool) -> str:
        if narrative or not strict:
            return fonts.marked(text)
        if missing := fonts.missing_characters(text):
            raise _unprintable(name_of(path, type(facts)), missing)
        return fonts.settled(text)

    return mapped(facts, change)


def _unprintable(field: Words, missing: list[str]) -> RenderRefused:
    shown = "、".join(f"{one if one.isprintable() else ''}（U+{ord(one):04X}）" for one in missing)
    return RenderRefused(
        Words(
            f"“{field.zh}”中有无法打印的字符：{shown}。请改正后再生成文书。",
            f"“{field.en}” has characters that cannot be printed: {shown}. "
            "Correct them, then make the paper.",
        )
    )
