"""Both languages, everywhere and whole: in Python, in templates and in the tables of the law book."""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

import pytest
from jinja2 import Environment, nodes

from tests.house.sources import HOUSE, TEMPLATES, assert_none, calls_in, place, python_files, templates

HAN = re.compile(r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
LATIN_WORD = re.compile(r"[A-Za-z]{3,}")
CHINESE_POINTS = re.compile("[，。；：？！、]")

# An English sentence may name the Chinese original, 《...》, (...), "...", and units that can be typed: 10万.
QUOTED = re.compile(r"《[^》]*》|（[^）]*）|\([^()]*\)|“[^”]*”|\"[^\"]*\"|「[^」]*」|[0-9.]+[万亿元]+")
PLACE = re.compile(r"\{(\w*)[^}]*\}")

# Papers and their clauses are made in Chinese, the language of the courts; each has its own
# test for the translation that goes with it.
CHINESE_BY_LAW = ("documents",)

# The names of the two languages are written in themselves on every page.
IN_ITSELF = {"中文", "English", "简体中文"}


class Pair(NamedTuple):
    where: str
    zh: str
    en: str | None

    def __str__(self) -> str:
        return f"{self.where}: {self.zh!r} / {self.en!r}"


def constant(node: ast.expr | None) -> str | None:
    """The text of a literal, with the places of an f-string as {}; None for anything computed."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(p.value) if isinstance(p, ast.Constant) else "{}" for p in node.values)
    return None


def pairs_in_python(file: Path) -> Iterator[Pair]:
    for line, name, call in calls_in(file):
        if name.split(".")[-1] not in {"Words", "label", "t"} or not call.args + call.keywords:
            continue
        given = {keyword.arg: keyword.value for keyword in call.keywords}
        zh = constant(call.args[0] if call.args else given.get("zh"))
        en = constant(call.args[1] if len(call.args) > 1 else given.get("en"))
        if zh is not None:
            yield Pair(place(file, line), zh, en)


def pairs_in_template(file: Path) -> Iterator[Pair]:
    tree = Environment(extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"]).parse(file.read_text("utf-8"))
    for call in tree.find_all(nodes.Call):
        if not (isinstance(call.node, nodes.Name) and call.node.name == "t"):
            continue
        texts = [arg.value if isinstance(arg, nodes.Const) else None for arg in call.args]
        if texts and isinstance(texts[0], str):
            yield Pair(place(file, call.lineno), texts[0], texts[1] if len(texts) > 1 else None)


def pairs_in_table(file: Path) -> Iterator[Pair]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        stems = [c.removesuffix("zh") for c in reader.fieldnames or () if c == "zh" or c.endswith("_zh")]
        for row in reader:
            for stem in stems:
                if row[f"{stem}zh"] or row[f"{stem}en"]:
                    yield Pair(f"{place(file, reader.line_num)} {stem}zh", row[f"{stem}zh"], row[f"{stem}en"])


def all_pairs() -> Iterator[Pair]:
    for file in python_files():
        yield from pairs_in_python(file)
    for file in templates():
        yield from pairs_in_template(file)
    for file in sorted(HOUSE.rglob("*.csv")):
        yield from pairs_in_table(file)


@pytest.fixture(scope="module")
def pairs() -> list[Pair]:
    return list(all_pairs())


def outside_quotes(text: str) -> str:
    return QUOTED.sub("", text)


def test_every_sentence_has_both_languages(pairs: list[Pair]) -> None:
    """A literal with Han characters needs its English beside it; nothing at all in both is allowed."""
    assert_none(
        p
        for p in pairs
        if (p.en is None and HAN.search(p.zh))
        or (p.en is not None and bool(p.zh.strip()) != bool(p.en.strip()))
    )


def test_no_english_half_is_left_in_chinese(pairs: list[Pair]) -> None:
    left = [p for p in pairs if p.en and p.en not in IN_ITSELF and HAN.search(outside_quotes(p.en))]
    assert_none(left)


def test_no_english_half_has_chinese_punctuation(pairs: list[Pair]) -> None:
    assert_none(p for p in pairs if p.en and CHINESE_POINTS.search(outside_quotes(p.en)))


def test_no_chinese_half_is_left_in_english(pairs: list[Pair]) -> None:
    left = [p for p in pairs if p.en and not HAN.search(p.zh) and LATIN_WORD.search(PLACE.sub("", p.zh))]
    assert_none(p for p in left if p.zh not in IN_ITSELF)


def test_the_halves_differ(pairs: list[Pair]) -> None:
    def says_something(p: Pair) -> bool:
        words = PLACE.sub("", p.zh)
        return bool(HAN.search(words) or LATIN_WORD.search(words)) and p.zh not in IN_ITSELF

    assert_none(p for p in pairs if p.zh == p.en and says_something(p))


def test_both_halves_tell_the_same_facts(pairs: list[Pair]) -> None:
    """Papers aside: their Chinese names the mediator as the regime does, English has one word for all."""
    assert_none(
        p
        for p in pairs
        if p.en
        and not p.where.startswith("templates/documents/")
        and set(PLACE.findall(p.zh)) != set(PLACE.findall(p.en))
    )


class Shown(HTMLParser):
    """Collects what a reader sees or hears of a template outside of `t(...)`."""

    HEARD = {"alt", "aria-label", "title", "placeholder", "aria-description"}
    SILENT = {"script", "style", "code", "kbd"}

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[tuple[int, str]] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in self.SILENT
        self.texts += [(self.getpos()[0], value) for name, value in attrs if name in self.HEARD and value]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in self.SILENT and self._silent > 0

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.texts.append((self.getpos()[0], data))


# What a template writes into attributes: classes and their parts, attributes with a computed value.
CLASSES = re.compile(r"[a-z]+(?:[-_]+[a-z0-9_-]*)+|[a-z-]+=\"\"|\bPDF\b")
CLASS_BLOCK = re.compile(r"\{%-?\s*block \w*class\s*-?%\}.*?\{%-?\s*endblock", flags=re.S)
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", flags=re.S)


def bare_words(template: str) -> Iterator[tuple[int, str]]:
    """(line, text) of what stands outside every `t(...)` and so exists in one language only."""
    reader = Shown()
    reader.feed(JINJA.sub(_as_long, CLASS_BLOCK.sub(_as_long, template)))
    for line, text in reader.texts:
        bare = CLASSES.sub("", " ".join(text.split())).strip("()（）")
        if bare not in IN_ITSELF and (HAN.search(bare) or LATIN_WORD.search(bare)):
            yield line, bare


def _as_long(match: re.Match[str]) -> str:
    """Nothing, on as many lines as before."""
    return "\n" * match.group().count("\n")


def test_no_template_speaks_outside_of_a_pair() -> None:
    spoken = [
        f"{place(file, line)}: {text[:80]}"
        for file in templates()
        if file.suffix == ".html" and file.relative_to(TEMPLATES).parts[0] not in CHINESE_BY_LAW
        for line, text in bare_words(file.read_text("utf-8"))
    ]
    assert_none(spoken)


@pytest.mark.parametrize(
    ("markup", "found", "remark"),
    [
        ("<p>{{ t('案号', 'Case number') }}</p>", 0, "a pair is not bare"),
        ("<p>案号</p>", 1, "Chinese only"),
        ("<p>Case number</p>", 1, "English only"),
        ("<p aria-label='关闭'></p>", 1, "a label that is heard"),
        ("<a lang='zh-CN'>中文</a>", 0, "a language in itself"),
        ("{% if a %}<b>{{ a }}</b>{% endif %}<script>let abc</script>", 0, "code is not speech"),
    ],
)
def test_bare_words_are_found(markup: str, found: int, remark: str) -> None:
    assert len(list(bare_words(markup))) == found, remark
