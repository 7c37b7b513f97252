"""PDF and Word files: can they be opened, and do they carry anything that acts by itself?"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from mediation.documents.upload_types import UploadRefused
from mediation.rules.findings import Words

ACTING = {"/JavaScript", "/Launch"}
PAGES_LOOKED_AT = 500
MOST_UNFOLDED = 300 * 1024 * 1024


def examine_pdf(received: bytes, shown: str) -> tuple[int, tuple[str, ...]]:
    """The number of pages and the flags of a PDF; raises UploadRefused when it cannot be opened."""
    try:
        reader = PdfReader(BytesIO(received), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise _locked(shown)
        pages = len(reader.pages)
        flags = tuple(_flags(reader))
    except UploadRefused:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise _broken(shown) from error
    if pages == 0:
        raise _broken(shown)
    return pages, flags


def _flags(reader: PdfReader) -> Iterator[str]:
    root = _dictionary(reader.trailer.get("/Root"))
    names = _dictionary(root.get("/Names"))
    if "/JavaScript" in names or any(_acts(action) for action in _actions(reader, root)):
        yield "active_content"
    if "/EmbeddedFiles" in names:
        yield "embedded_files"


def _actions(reader: PdfReader, root: DictionaryObject) -> Iterator[Any]:
    """What may run when the file, a page or a note on it is opened."""
    yield root.get("/OpenAction")
    yield from _dictionary(root.get("/AA")).values()
    for page in reader.pages[:PAGES_LOOKED_AT]:
        yield from _dictionary(page.get("/AA")).values()
        notes = _plain(page.get("/Annots"))
        for note in notes if isinstance(notes, ArrayObject) else ():
            yield _dictionary(note).get("/A")
            yield from _dictionary(_dictionary(note).get("/AA")).values()


def _acts(action: Any) -> bool:
    return _plain(_dictionary(action).get("/S")) in ACTING


def _plain(value: Any) -> Any:
    return value.get_object() if isinstance(value, IndirectObject) else value


def _dictionary(value: Any) -> DictionaryObject:
    found = _plain(value)
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def examine_docx(received: bytes, shown: str) -> None:
    """Raises UploadRefused for a Word file that is broken, carries macros or unfolds without end."""
    try:
        with zipfile.ZipFile(BytesIO(received)) as archive:
            names = {member.filename.lower() for member in archive.infolist()}
            unfolded = sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise _broken(shown) from error
    if not {"[content_types].xml", "word/document.xml"} <= names or unfolded > MOST_UNFOLDED:
        raise _broken(shown)
    if any(name.endswith("vbaproject.bin") for name in names):
        raise UploadRefused(
            Words(
                f"“{shown}”里有宏，不能上传。请另存为不带宏的 docx 或 PDF。",
                f"“{shown}” carries macros and cannot be uploaded. "
                "Save it as docx without macros, or as PDF.",
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
