"""Many papers at once: rendered in a pool of processes, handed back one by one as they are done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context

from mediation.documents.facts import canonical, thaw
from mediation.documents.imprint import Imprint
from mediation.documents.kinds import KINDS, DocumentKind
from mediation.documents.render import render_pdf

PROCESSES = 2  # the renderer's cost is its processor time: no more than there are cores
AT_ONCE = 8  # papers handed to the pool ahead, so that a batch of any size holds little memory

Work = tuple[DocumentKind, object, Imprint]


def render_all(works: Iterable[Work], *, processes: int = PROCESSES) -> Iterator[bytes]:
    """The PDFs of `works` in their order; the caller counts them for progress.

    Raises what the renderer raises for the first paper that cannot be made.
    """
    # Not forked: a child of a server would inherit its locks and its connections.
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        source = iter(works)
        waiting = [pool.submit(_render, *_packed(work)) for work in islice(source, AT_ONCE)]
        while waiting:
            yield waiting.pop(0).result()
            waiting.extend(pool.submit(_render, *_packed(work)) for work in islice(source, 1))


def _packed(work: Work) -> tuple[str, str, Imprint]:
    kind, facts, imprint = work
    return kind.value, canonical(facts), imprint


def _render(code: str, frozen: str, imprint: Imprint) -> bytes:
    kind = KINDS[DocumentKind(code)]
    return render_pdf(kind, thaw(kind.facts, frozen), imprint)
