"""The kinds of file that are taken in, told by their first bytes, and words for those that are not."""

from __future__ import annotations

from enum import Enum

from mediation.rules.findings import Words


class UploadRefused(ValueError):
    """A file cannot be taken in; `words` says why and what to do."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


class Content(Enum):
    """Media type and the endings that a name may have, the usual one first."""

    JPEG = ("image/jpeg", ("jpg", "jpeg"))
    PNG = ("image/png", ("png",))
    WEBP = ("image/webp", ("webp",))
    HEIC = ("image/heic", ("heic", "heif"))
    PDF = ("application/pdf", ("pdf",))
    DOCX = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ("docx",))

    @property
    def media_type(self) -> str:
        return self.value[0]

    @property
    def endings(self) -> tuple[str, ...]:
        return self.value[1]


HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"}
PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"dex\n",
    b"L\0\0\0\1\x14\2\0",
)
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

TAKEN = Words(
    "照片（JPG、PNG、WebP、HEIC）、PDF 或 Word（docx）", "photos (JPG, PNG, WebP, HEIC), PDF or Word (docx)"
)


def content_of(received: bytes, shown: str) -> Content:
    """What the file is by its content; raises UploadRefused for anything that is not taken in."""
    if found := _recognised(received):
        return found
    if received.startswith(PROGRAMS):
        raise UploadRefused(
            Words(
                f"“{shown}”的内容是程序，不是{_claimed_zh(shown)}，不能上传。请上传{TAKEN.zh}。",
                f"“{shown}” is a program by its content, not {_claimed_en(shown)}, and cannot be uploaded. "
                f"Upload {TAKEN.en}.",
            )
        )
    if received.startswith(OLD_WORD):
        raise UploadRefused(
            Words(
                f"“{shown}”是旧版 Office 文件，请另存为 docx 或 PDF 后再上传。",
                f"“{shown}” is in an old Office format. Save it as docx or PDF, then upload it.",
            )
        )
    raise UploadRefused(
        Words(
            f"“{shown}”不是可以接收的文件类型。请上传{TAKEN.zh}。",
            f"“{shown}” is not a kind of file that can be taken in. Upload {TAKEN.en}.",
        )
    )


def _recognised(received: bytes) -> Content | None:
    if received.startswith(b"\xff\xd8\xff"):
        return Content.JPEG
    if received.startswith(b"\x89PNG\r\n\x1a\n"):
        return Content.PNG
    if received[:4] == b"RIFF" and received[8:12] == b"WEBP":
        return Content.WEBP
    if received[4:8] == b"ftyp" and received[8:12] in HEIC_BRANDS:
        return Content.HEIC
    if received.startswith(b"%PDF-"):
        return Content.PDF
    if received.startswith(b"PK\x03\x04") and b"word/document.xml" in received:
        return Content.DOCX
    return None


def _claimed_zh(shown: str) -> str:
    ending = shown.rpartition(".")[2].upper()
    return f" {ending} 文件" if ending in {"PDF", "DOCX", "JPG", "JPEG", "PNG"} else "照片或文档"


def _claimed_en(shown: str) -> str:
    ending = shown.rpartition(".")[2].upper()
    return f"a {ending} file" if ending in {"PDF", "DOCX", "JPG", "JPEG", "PNG"} else "a photo or document"
