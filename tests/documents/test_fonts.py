"""What can be printed is known before a paper is made, and never depends on the machine."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pymupdf
import pytest

from mediation.documents import fonts

ROOT = Path(__file__).resolve().parents[2]


def test_the_fonts_are_in_order() -> None:
    assert fonts.check_fonts() == []


@pytest.mark.parametrize(
    ("text", "missing", "remark"),
    [
        ("陈䶮、林㛃、欧阳𬱖", [], "rare characters of names"),
        ("犇喆赟燊堃镕昇垚翀琎頔𬭎𬤊𫖯𬍛𬴂㑇䂮䓫𡐓", [], "more of them, from four blocks"),
        ("José Müller, Ng Wei-Ming, О. Иванов", [], "names of foreigners"),
        ("①②③〔2026〕…—“”￥¥%‰×√", [], "marks of the trade"),
        ("第一行\r\n第二行\t制表", [], "line ends and tabs are layout"),
        ("零\u200b宽\ufeff字\ufe0f", [], "marks without ink are dropped"),
        ("张\U0002a6a5", ["\U0002a6a5"], "64 strokes: in no face of ours"),
        ("好😀的😀👍", ["😀", "👍"], "each once, in their order"),
        ("\ue000", ["\ue000"], "a private character means something else on each machine"),
        ("a\u202eb\u2066c\u200fd", ["\u202e", "\u2066", "\u200f"], "marks that turn the reading direction"),
        ("a\x00b\x1bc\x7f", ["\x00", "\x1b", "\x7f"], "control characters"),
    ],
)
def test_missing_characters_are_named(text: str, missing: list[str], remark: str) -> None:
    assert fonts.missing_characters(text) == missing, remark


def test_a_told_text_shows_what_cannot_be_printed_as_numbers() -> None:
    assert fonts.marked("没人管😀\u202e!") == "没人管〔U+1F600〕〔U+202E〕!"


def test_fontconfig_is_shown_our_two_faces_and_nothing_of_the_machine() -> None:
    """In a process of its own, because fontconfig reads its settings once."""
    script = """
import sys
from datetime import UTC, datetime
from mediation.documents.imprint import Imprint
from mediation.documents.render import html_to_pdf
html = '<html lang=zh-CN><p style="font-family: DejaVu Sans, Liberation Serif, monospace">金融 abc'
sys.stdout.buffer.write(html_to_pdf(html, Imprint(datetime(2026, 3, 2, tzinfo=UTC), 'ab' * 32)))
"""
    environment = {**os.environ, "FONTCONFIG_FILE": "/etc/fonts/fonts.conf", "PYTHONPATH": str(ROOT)}
    made = subprocess.run([sys.executable, "-c", script], env=environment, check=True, capture_output=True)
    with pymupdf.open(stream=made.stdout, filetype="pdf") as document:
        faces = {font[3].partition("+")[2] for font in document.get_page_fonts(0)}
    assert faces <= {"Noto-Serif-SC", "Noto-Sans-SC"}
    assert faces


def test_the_licence_travels_with_the_fonts() -> None:
    assert "SIL Open Font License" in (fonts.FOLDER / "OFL.txt").read_text(encoding="utf-8")
