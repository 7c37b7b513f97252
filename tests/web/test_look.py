"""The style sheets: colours that can be read, and vendored files that are what they say they are."""

from __future__ import annotations

import re
from hashlib import sha256

import pytest

from mediation.config import ROOT

STATIC = ROOT / "static"
TOKENS = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", (STATIC / "css/tokens.css").read_text()))

# text, ground, least contrast (WCAG 2.2: 1.4.3 for text, 1.4.11 for signs and rules of controls)
PAIRS = [
    ("ink", "ground", 4.5),
    ("ink-quiet", "ground", 4.5),
    ("ink-quiet", "ground-quiet", 4.5),
    ("ink-on-blue", "blue", 4.5),
    ("ink-on-blue", "blue-deep", 4.5),
    ("blue", "ground", 4.5),
    ("blue", "ground-blue", 4.5),
    ("ink", "focus", 4.5),
    ("red", "ground", 4.5),
    ("red", "red-ground", 4.5),
    ("amber", "ground", 4.5),
    ("amber", "amber-ground", 4.5),
    ("green", "green-ground", 4.5),
    ("grey", "grey-ground", 4.5),
    ("purple", "purple-ground", 4.5),
    ("amber-sign", "ground", 3.0),
    ("rule-strong", "ground", 3.0),
]


def brightness(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


@pytest.mark.parametrize(("text", "ground", "least"), PAIRS)
def test_text_can_be_read_on_its_ground(text: str, ground: str, least: float) -> None:
    lighter, darker = sorted((brightness(TOKENS[text]), brightness(TOKENS[ground])), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= least


def test_vendored_files_are_the_ones_that_were_built() -> None:
    manifest = [line.split() for line in (STATIC / "vendor/MANIFEST").read_text().splitlines()]
    assert {name for _, name in manifest} == {
        file.name for file in (STATIC / "vendor").iterdir() if file.name != "MANIFEST"
    }
    for expected, name in manifest:
        assert sha256((STATIC / "vendor" / name).read_bytes()).hexdigest() == expected, name


def test_nothing_of_the_library_that_is_not_ours_to_use_is_shipped() -> None:
    """The fonts, the crown and the crest of gov.uk are licensed for gov.uk only."""
    css = (STATIC / "vendor/govuk.css").read_text()
    assert "GDS Transport" not in css
    assert "url(" not in css


def test_styles_keep_to_what_old_browsers_know() -> None:
    """Chromium cores of certified desktops are years old: no :has(), nesting, layers or container queries."""
    for file in sorted((STATIC / "css").glob("*.css")):
        css = file.read_text()
        assert not re.search(r":has\(|@layer|@container|oklch|^\s*&", css, re.M), file.name
