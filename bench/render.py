"""What a settlement paper costs: our whole road against the bare renderer on the same HTML.

    .venv/bin/python bench/render.py [papers] [batch]

With a batch (500), that many agreements are made in a pool of two processes, with progress.

CPU seconds of this process are printed, because a busy machine blurs only the wall clock. The
ratio says what templates, checks of characters and hashing add to the renderer's own floor.
"""

from __future__ import annotations

import resource
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from mediation.documents import fonts
from mediation.documents.batch import PROCESSES, render_all
from mediation.documents.compose import TEMPLATES, compose
from mediation.documents.facts import canonical, thaw
from mediation.documents.kinds import KINDS, DocumentKind
from mediation.documents.kinds.agreement import Agreement
from mediation.documents.render import VARIANT, printable, render_pdf
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
        return weasyprint.HTML(string=html).write_pdf(
            stylesheets=[style], font_config=config, pdf_variant=VARIANT, pdf_tags=True
        )

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


def batch(count: int) -> None:
    """`count` agreements of different numbers in the pool, by the wall clock and in processor time."""
    facts = replace(AGREEMENT, terms=terms(INSTALMENTS))
    works = (
        (DocumentKind.AGREEMENT, facts, replace(IMPRINT, number=f"鹭金调协〔2026〕{number}号"))
        for number in range(1, count + 1)
    )
    begun, size = time.perf_counter(), 0
    for done, made in enumerate(render_all(works), 1):
        size += len(made)
        if done % 50 == 0 or done == count:
            spent = time.perf_counter() - begun
            print(f"{done:5} of {count}: {spent:6.1f} s, {done / spent:.2f} papers a second", flush=True)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    work = children.ru_utime + children.ru_stime
    print(f"batch on {PROCESSES} processes: {work:.0f} cpu s, {work / count:.2f} a paper")
    print(f"bytes a paper: {size // count:,}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
    if len(sys.argv) > 2:
        batch(int(sys.argv[2]))
