"""One page of a PDF drawn in a process of its own: a program that `page_images` runs.

A page of three kilobytes can keep PDFium busy for minutes, and a library cannot be stopped from
within. Here the kernel stops it: seconds of processor time and bytes of memory are limited before
the file is opened, and what a damaged file does to the library happens in here.

    python pdf_page.py FILE PAGE LONGEST SECONDS BYTES

writes the page as a portable pixmap, `LONGEST` points along its longer edge, to the standard output.
"""

from __future__ import annotations

import resource
import sys

import pypdfium2

NO_SUCH_PAGE, BROKEN = 3, 4


def draw(path: str, page: int, longest: int) -> int:
    try:
        with pypdfium2.PdfDocument(path) as source:
            if not 1 <= page <= len(source):
                return NO_SUCH_PAGE
            sheet = source[page - 1]
            scale = longest / max(*sheet.get_size(), 1.0)
            drawn = sheet.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    except (pypdfium2.PdfiumError, OSError, ValueError, MemoryError):
        return BROKEN
    drawn.save(sys.stdout.buffer, "PPM")
    return 0


def main(path: str, *numbers: str) -> int:
    page, longest, seconds, most = map(int, numbers)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return draw(path, page, longest)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
