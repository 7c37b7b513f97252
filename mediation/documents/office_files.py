"""PDF and Word files: can they be opened, and do they carry anything that acts by itself?"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf

from mediation.documents.upload_types import UploadRefused
from mediation.rules.findings import Words

# Kinds of action that do more than turn a page (ISO 32000-2, 12.6.4). A link to the web (/URI) waits for a
# click and stands in many statements of banks: it is told apart.
ACTING = frozenset(
    {
        "/JavaScript",
        "/Launch",
        "/SubmitForm",
        "/ImportData",
        "/GoToR",
        "/GoToE",
        "/Rendition",
        "/RichMediaExecute",
    }
)
SCRIPTS = ("/JS", "/XFA")  # keys under which a script or a form that computes stands, whatever leads to it
MOST_UNFOLDED = 300 * 1024 * 1024
# What makes a Word file fetch or run something when it is opened.
OUTSIDE = (b'TargetMode="External"', b"TargetMode='External'")
TYPES_OF_LINKS = (b"/hyperlink",)


def examine_pdf(received: bytes, shown: str) -> tuple[int, tuple[str, ...]]:
    """The number of pages and the flags of a PDF; raises UploadRefused when it cannot be opened."""
    try:
        with pikepdf.open(BytesIO(received)) as pdf:
            pages = len(pdf.pages)
            found = {flag for one in pdf.objects for flag in _flags(one)} | set(_flags(pdf.trailer))
    except pikepdf.PasswordError as locked:
        raise _locked(shown) from locked
    except (pikepdf.PdfError, ValueError, KeyError, TypeError, AttributeError, RuntimeError) as error:
        raise _broken(shown) from error
    if pages == 0:
        raise _broken(shown)
    return pages, tuple(sorted(found))


def _flags(root: Any) -> Iterator[str]:
    """What one object of the file carries, in dictionaries within dictionaries of any depth.

    Every indirect object of the file is looked at by itself, whoever points to it: an action is found
    in whatever chain, page, note, form, bookmark or stream of objects it hides, and no circle is followed.
    """
    waiting = [root]
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Array):
            waiting.extend(part for part in one.as_list() if _is_within(part))
            continue
        if not isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            continue
        held = one.stream_dict if isinstance(one, pikepdf.Stream) else one
        keys = set(held.keys())
        if _text(held.get("/S")) in ACTING or keys.intersection(SCRIPTS):
            yield "active_content"
        if _text(held.get("/S")) == "/URI":
            yield "links"
        if "/EF" in keys or "/EmbeddedFiles" in keys or _text(held.get("/Type")) == "/EmbeddedFile":
            yield "embedded_files"
        waiting.extend(part for key in keys if _is_within(part := held.get(key)))


def _is_within(part: Any) -> bool:
    """Whether it stands in the object itself; what is pointed to is looked at on its own."""
    return isinstance(part, pikepdf.Object) and not part.is_indirect


def _text(value: Any) -> str:
    return str(value) if isinstance(value, pikepdf.Name) else ""


def examine_docx(received: bytes, shown: str) -> None:
    """Raises UploadRefused for a Word file that is broken, carries macros or unfolds without end."""
    try:
        with zipfile.ZipFile(BytesIO(received)) as archive:
            members = archive.infolist()
            names = {member.filename.lower() for member in members}
            unfolded = sum(member.file_size for member in members)
            if not {"[content_types].xml", "word/document.xml"} <= names or unfolded > MOST_UNFOLDED:
                raise _broken(shown)
            if any(name.endswith("vbaproject.bin") for name in names):
                raise _with_macros(shown)
            if any(".." in name.replace("\\", "/").split("/") or name.startswith("/") for name in names):
                raise _reaching_out(shown)
            for member in members:
                if member.filename.lower().endswith((".xml", ".rels")):
                    _check_part(archive.read(member), shown)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError) as error:
        if isinstance(error, UploadRefused):
            raise
        raise _broken(shown) from error


def _check_part(part: bytes, shown: str) -> None:
    """A part that declares entities, or that points outside for more than a link to be clicked."""
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise _reaching_out(shown)
    for piece in part.split(b"<Relationship")[1:]:
        relation = piece.partition(b">")[0]
        if any(sign in relation for sign in OUTSIDE) and not any(kind in relation for kind in TYPES_OF_LINKS):
            raise _reaching_out(shown)


def _with_macros(shown: str) -> UploadRefused:
    return UploadRefused(
        Words(
            f"“{shown}”里有宏，不能上传。请另存为不带宏的 docx 或 PDF。",
            f"“{shown}” carries macros and cannot be uploaded. Save it as docx without macros, or as PDF.",
        )
    )


def _reaching_out(shown: str) -> UploadRefused:
    return UploadRefused(
        Words(
            f"“{shown}”打开时会读取文件以外的内容，不能上传。请另存为 PDF 再上传。",
            f"“{shown}” fetches something from outside when it is opened and cannot be uploaded. "
            "Save it as PDF, then upload that.",
        )
    )


def _broken(shown: str) -> UploadRefused:
    return UploadRefused(
        Words(
            f"文件“{shown}”打不开，可能已损坏或没有传完整，请重新保存后再上传。",
            f"The file “{shown}” cannot be opened; it may be damaged or incomplete. "
            "Save it again, then upload it.",
        )
    )


def _locked(shown: str) -> UploadRefused:
    return UploadRefused(
        Words(
            f"文件“{shown}”设有密码，请去掉密码后再上传。",
            f"The file “{shown}” is locked with a password. Remove the password, then upload it.",
        )
    )
