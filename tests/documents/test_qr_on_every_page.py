"""Whoever holds one sheet of a paper can check it: the code is on every page."""

from __future__ import annotations

from dataclasses import replace

import pymupdf

from mediation.documents.kinds import KINDS, DocumentKind
from mediation.documents.render import render_pdf
from tests.documents.examples import AGREEMENT, IMPRINT, terms


def test_every_page_of_a_long_paper_bears_the_code_and_its_drawing() -> None:
    facts = replace(AGREEMENT, terms=terms(60))
    with pymupdf.open(stream=render_pdf(KINDS[DocumentKind.AGREEMENT], facts, IMPRINT)) as pdf:
        assert len(pdf) >= 3
        for page in pdf:
            assert IMPRINT.code in page.get_text()
            squares = [one for one in page.get_drawings() if one["rect"].y0 > page.rect.height * 0.8]
            assert squares, f"page {page.number + 1} has no drawing of the code at its foot"
