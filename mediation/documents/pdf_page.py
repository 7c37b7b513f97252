"""One page of a PDF drawn in a process of its own: a program that `page_images` runs.

A page of three kilobytes can keep PDFium busy for minutes, and a library cannot be stopped from
within. Here the kernel stops it: seconds of processor time and bytes of memory are limited before
the file is opened, and what a damaged file does to the library happens in here.

    python -m mediation.documents.pdf_page BYTES SECONDS PAGE LONGEST

reads the file from the standard input and writes a sign, and where it is PAGE, the page as a portable
pixmap, `LONGEST` points along its longer edge.
"""

from __future__ import annotations

import sys
from io import BytesIO

import pypdfium2

from mediation import limited

PAGE, NO_SUCH_PAGE, BROKEN = b"P", b"N", b"B"


def draw(received: bytes, page: int, longest: int) -> bytes:
    try:
        with pypdfium2.PdfDocument(received) as source:
            if not 1 <= page <= len(source):
                return NO_SUCH_PAGE
            sheet = source[page - 1]
            scale = longest / max(*sheet.get_size(), 1.0)
            drawn = sheet.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    except (pypdfium2.PdfiumError, OSError, ValueError, MemoryError):
        return BROKEN
    written = BytesIO(PAGE)
    written.seek(len(PAGE))
    drawn.save(written, "PPM")
    return written.getvalue()


def main(memory: str, seconds: str, page: str, longest: str) -> int:
    limited.keep_within(memory, seconds)
    sys.stdout.buffer.write(draw(sys.stdin.buffer.read(), int(page), int(longest)))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
