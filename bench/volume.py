"""What it costs to bind a case file: time, memory and size for a number of pages.

    .venv/bin/python bench/volume.py [pages]

Half of the pages are photos of 1,600 x 1,200 points, half are in PDFs of ten pages with text.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from dataclasses import replace
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import pymupdf
from flask import Flask
from PIL import Image

from mediation.documents import store
from mediation.documents.binding import bind
from mediation.documents.kinds import KINDS, DocumentKind
from tests.documents.examples import EXAMPLES, IMPRINT

PDF_PAGES = 10


def photo(number: int) -> bytes:
    written = BytesIO()
    Image.effect_noise((1600, 1200), 20 + number % 40).convert("RGB").save(written, "JPEG", quality=80)
    return written.getvalue()


def text(number: int) -> bytes:
    with pymupdf.open() as made:
        for page in range(PDF_PAGES):
            made.new_page().insert_text((72, 72), f"paper {number} page {page} " * 5)
        return bytes(made.tobytes())


def main(pages: int) -> None:
    app = Flask("bench")
    with tempfile.TemporaryDirectory() as folder, app.app_context():
        app.config["FILES"] = folder
        sample = EXAMPLES[DocumentKind.CASE_FILE]
        pieces, page, number = [], 1, 0
        while page <= pages:
            number += 1
            is_photo = number % (PDF_PAGES + 1) != 0
            kept = store.keep(photo(number) if is_photo else text(number))
            count = 1 if is_photo else PDF_PAGES
            pieces.append(
                replace(
                    sample.pieces[0],
                    sha256=kept.sha256,
                    media_type="image/jpeg" if is_photo else "application/pdf",
                    pages=count,
                    first_page=page,
                    why_not=None,
                )
            )
            page += count
        facts = replace(sample, pieces=tuple(pieces), statement_page=page)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        wall, cpu = time.perf_counter(), time.process_time()
        content = bind(KINDS[DocumentKind.CASE_FILE], facts, IMPRINT)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(f"{page - 1} pages in {len(pieces)} papers: {wall:.1f} s wall, {cpu:.1f} s cpu")
        print(
            f"{len(content) / 2**20:.1f} MB; memory at most {before / 1024:.0f}, then {after / 1024:.0f} MB"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
