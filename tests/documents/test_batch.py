"""A batch gives the same papers as one by one, in their order."""

from __future__ import annotations

from dataclasses import replace

from mediation.documents.batch import render_all
from mediation.documents.kinds import KINDS, DocumentKind
from mediation.documents.render import render_pdf
from tests.documents.examples import EXAMPLES, IMPRINT

KIND = DocumentKind.UNDERTAKING


def test_a_batch_gives_the_same_bytes_in_the_same_order() -> None:
    imprints = [replace(IMPRINT, number=f"鹭金调诺〔2026〕{number}号") for number in (1, 2)]
    made = list(render_all((KIND, EXAMPLES[KIND], imprint) for imprint in imprints))
    assert made == [render_pdf(KINDS[KIND], EXAMPLES[KIND], imprint) for imprint in imprints]
    assert made[0] != made[1]
