"""Papers made once for all tests that look at them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from mediation.documents.kinds import KINDS, DocumentKind
from mediation.documents.render import render_pdf
from tests.documents.examples import EXAMPLES, IMPRINT, in_english

Paper = Callable[[DocumentKind, str], bytes]


@pytest.fixture(scope="session")
def paper() -> Paper:
    """`paper(kind, lang)`: the PDF of the example of that kind."""
    made: dict[tuple[DocumentKind, str], bytes] = {}

    def make(kind: DocumentKind, lang: str) -> bytes:
        if (kind, lang) not in made:
            facts: Any = EXAMPLES[kind]
            made[kind, lang] = render_pdf(KINDS[kind], in_english(facts) if lang == "en" else facts, IMPRINT)
        return made[kind, lang]

    return make
