"""Handing files to a browser so that nothing in them can act on our pages."""

from __future__ import annotations

import io
from pathlib import Path

from flask import Response, make_response, render_template, send_file

from mediation.documents import store
from mediation.documents.kinds import KINDS, DocumentKind
from mediation.documents.models import IssuedDocument, StoredFile
from mediation.documents.operations import draw, ensure_rendered, made_from, note_file
from mediation.documents.scanning import Scan
from mediation.rules.findings import Words
from mediation.web.transaction import before_slow_work
from mediation.web.words import t

OUR_PAPER = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
STRANGE_FILE = "default-src 'none'; sandbox"


QUARANTINED = Words("这份文件带有病毒，已隔离", "This file carries a virus and is kept apart")
ADVICE = Words(
    "文件不能打开或者下载。请联系提交人，换一份没有病毒的文件重新提交。",
    "It cannot be opened or downloaded. Ask who handed it in for a copy without the virus.",
)


def send_document(document: IssuedDocument) -> Response:
    """An issued paper as a PDF to save or show; made now if it was not yet (the request must commit)."""
    title = t(KINDS[DocumentKind(document.kind)].title)
    if document.path is None:
        work = made_from(document)
        before_slow_work()
        note_file(document, draw(*work))
    path = ensure_rendered(document)
    return _sent(path, "application/pdf", f"{title} {document.number}.pdf", document.pdf_sha256, inline=True)


def send_stored(file: StoredFile) -> Response:
    """An uploaded file, always as an attachment: it is not ours and must not open among our pages.

    One that carries a virus is not handed out; the page says so.
    """
    if file.scan_state == Scan.INFECTED:
        page = render_template("errors/page.html", heading=QUARANTINED, advice=ADVICE, number=None, code=403)
        return make_response(page, 403)
    return _sent(store.where(file.path), file.media_type, file.original_name, file.sha256, inline=False)


def send_result(path: str, media_type: str, name: str, sha256: str | None) -> Response:
    """The file that a task made, as an attachment: what is in it came from people."""
    return _sent(store.where(path), media_type, name, sha256, inline=False)


def send_made(content: bytes, media_type: str, name: str, *, inline: bool = False) -> Response:
    """A file that was made for this answer and is not kept.

    The library writes the name so that a Chinese one passes through every server (RFC 6266).
    """
    response = send_file(
        io.BytesIO(content), mimetype=media_type, as_attachment=not inline, download_name=name
    )
    return _guarded(response, ours=inline)


def send_pdf(content: bytes, name: str) -> Response:
    """A PDF that is not kept, such as a copy for signature."""
    return send_made(content, "application/pdf", name, inline=True)


def send_docx(content: bytes, name: str) -> Response:
    """An editable copy, always to save: a word processor opens it, not the browser."""
    return send_made(content, DOCX, name)


def _sent(path: Path, media_type: str, name: str, sha256: str | None, *, inline: bool) -> Response:
    response = send_file(
        path,
        mimetype=media_type,
        as_attachment=not inline,
        download_name=name,
        etag=sha256 or True,
        max_age=0,
    )
    return _guarded(response, ours=inline)


def _guarded(response: Response, *, ours: bool) -> Response:
    """A browser's own viewer shows our papers; it refuses to open anything under `sandbox`."""
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = OUR_PAPER if ours else STRANGE_FILE
    response.headers["Cache-Control"] = "private, no-store"
    return response


def send_picture(content: bytes) -> Response:
    """A page that we drew as a JPEG, to stand in a page of ours."""
    return _guarded(Response(content, mimetype="image/jpeg"), ours=False)
