"""What a settlement paper costs: our whole road against the bare renderer on the same HTML.

    .venv/bin/python bench/render.py [papers]

CPU seconds of this process are printed, because a busy machine blurs only the wall clock. The
ratio says what templates, checks of characters and hashing add to the renderer's own floor.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from mediation.documents import fonts
from mediation.documents.compose import TEMPLATES, compose
from mediation.documents.facts import canonical, thaw
from mediation.documents.kinds import KINDS, DocumentKind
from mediation.documents.kinds.agreement import Agreement
from mediation.documents.render import printable, render_pdf
from tests.documents.examples import AGREEMENT, IMPRINT, terms

INSTALMENTS = 24


def cpu(work: Callable[[], object], times: int) -> float:
    """The median CPU seconds of one call."""
    spent = []
    for _ in range(times):
        begun = time.process_time()
        work()
        spent.append(time.process_time() - begun)
    return statistics.median(spent)


def main(times: int) -> None:
    kind = KINDS[DocumentKind.AGREEMENT]
    facts = replace(AGREEMENT, terms=terms(INSTALMENTS))
    begun = time.process_time()
    first = render_pdf(kind, facts, IMPRINT)
    spent = time.process_time() - begun
    print(f"first paper (loads renderer and fonts)  {spent:6.3f} cpu s, {len(first):,} bytes")

    import weasyprint  # after ours: the fonts must be set before it is loaded

    config = weasyprint.text.fonts.FontConfiguration()
    style = weasyprint.CSS(filename=TEMPLATES / "document.css", font_config=config)
    html = compose(kind, printable(facts, strict=True), IMPRINT)

    def bare() -> bytes:
        return weasyprint.HTML(string=html).write_pdf(stylesheets=[style], font_config=config)

    bare()
    floor = cpu(bare, times)
    whole = cpu(lambda: render_pdf(kind, facts, IMPRINT), times)
    print(f"bare renderer, same HTML and sheet      {floor:6.3f} cpu s")
    print(f"our paper, warm                         {whole:6.3f} cpu s, {whole / floor:.2f} of the floor")
    print(f"  check of characters                   {cpu(lambda: printable(facts, strict=True), times):6.4f}")
    print(f"  template                              {cpu(lambda: compose(kind, facts, IMPRINT), times):6.4f}")
    frozen = canonical(facts)
    stored = cpu(lambda: thaw(Agreement, canonical(facts)), times)
    print(f"  facts frozen and thawed               {stored:6.4f}")
    print(f"what filing pays for its receipt: {len(frozen):,} characters frozen, no rendering")
    assert not fonts.check_fonts()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
