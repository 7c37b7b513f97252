"""What an uploaded file really is, by its content and never by its name, and whether it may stay."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath
from typing import NoReturn

from mediation.documents.office_files import examine_docx, examine_pdf
from mediation.documents.pictures import examine_picture
from mediation.documents.upload_types import Content, UploadRefused, content_of
from mediation.rules.findings import Words

MAXIMUM_MEGABYTES = 20
MAXIMUM_SIZE = MAXIMUM_MEGABYTES * 1024 * 1024
LONGEST_NAME = 100
# Unicode categories of control and direction marks, surrogates, private and unassigned points, line ends.
UNSHOWN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class Examined:
    """What is kept: `content` may be a picture written anew; `flags` tell a reader to take care."""

    content: bytes
    media_type: str
    name: str
    width: int | None = None
    height: int | None = None
    pages: int | None = None
    flags: tuple[str, ...] = ()


def check_at_first_sight(received: bytes, filename: str) -> Content:
    """What the file is by its first bytes; raises UploadRefused for what need not be opened to be refused."""
    if not received:
        raise UploadRefused(
            Words(
                f"文件“{cleaned_name(filename)}”是空的，请重新选择。",
                f"The file “{cleaned_name(filename)}” is empty. Choose it again.",
            )
        )
    if len(received) > MAXIMUM_SIZE:
        refuse_too_large(filename)
    return content_of(received, cleaned_name(filename))


def examine(received: bytes, filename: str) -> Examined:
    """The file as it may be kept; raises UploadRefused with a sentence that says what to do."""
    content, shown = check_at_first_sight(received, filename), cleaned_name(filename)
    if content is Content.PDF:
        pages, flags = examine_pdf(received, shown)
        return Examined(received, content.media_type, _named(shown, content), pages=pages, flags=flags)
    if content is Content.DOCX:
        examine_docx(received, shown)
        return Examined(received, content.media_type, _named(shown, content))
    picture = examine_picture(received, content, shown)
    return Examined(
        picture.content,
        picture.kept_as.media_type,
        _named(shown, picture.kept_as),
        width=picture.width,
        height=picture.height,
    )


def refuse_too_large(filename: str) -> NoReturn:
    """The sentence for a file above the limit."""
    shown = cleaned_name(filename)
    raise UploadRefused(
        Words(
            f"文件“{shown}”超过 {MAXIMUM_MEGABYTES} MB，请压缩后再传，或者分成几份上传。",
            f"The file “{shown}” is larger than {MAXIMUM_MEGABYTES} MB. "
            "Make it smaller, or upload it in parts.",
        )
    )


def cleaned_name(filename: str) -> str:
    """The name for display: no path, no control or direction marks, not too long; never empty."""
    base = PureWindowsPath(PurePosixPath(filename.replace("\x00", "")).name).name
    kept = "".join(one for one in base if unicodedata.category(one) not in UNSHOWN)
    stem, dot, ending = " ".join(kept.split()).lstrip(".").rpartition(".")
    if not dot:
        stem, ending = ending, ""
    short = stem.strip()[: LONGEST_NAME - len(ending[:10]) - 1] or "文件"
    return f"{short}.{ending[:10]}" if ending else short


def _named(shown: str, content: Content) -> str:
    """The name with the ending that fits what is kept: a HEIC photo is kept, and named, as JPEG."""
    stem, dot, ending = shown.rpartition(".")
    if dot and ending.lower() in content.endings:
        return shown
    return f"{stem if dot else shown}.{content.endings[0]}"
