"""What may come in, told by its content, and the sentence for what may not."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject
from sqlalchemy.orm import Session

from mediation import clock
from mediation.documents import store
from mediation.documents.examination import MAXIMUM_SIZE, cleaned_name, examine
from mediation.documents.models import StoredFile
from mediation.documents.queries import files_of_draft
from mediation.documents.upload_types import UploadRefused
from mediation.documents.uploads import remove_upload, store_upload
from mediation.intake.models import IntakeDraft

GPS = 0x8825
ORIENTATION = 0x0112


def photo(kind: str, size: tuple[int, int] = (60, 40), *, turned: bool = False, mode: str = "RGB") -> bytes:
    """A picture, dark at its left edge, with a place and a camera in its metadata."""
    picture = Image.new(mode, size, "white")
    picture.paste("black", (0, 0, size[0] // 4, size[1]))
    data = picture.getexif()
    data[0x010F] = "SECRETCAMERA"
    data[GPS] = {1: "N", 2: (24.0, 28.0, 47.0), 3: "E", 4: (118.0, 5.0, 21.0)}
    if turned:
        data[ORIENTATION] = 6
    written = BytesIO()
    if kind == "HEIF":
        pillow_heif.from_pillow(picture).save(written, exif=data.tobytes(), quality=80)
    else:
        picture.save(written, kind, exif=data)
    return written.getvalue()


def noise() -> bytes:
    written = BytesIO()
    Image.effect_noise((200, 200), 90).save(written, "JPEG")
    return written.getvalue()


def pdf(change: Callable[[PdfWriter], object] = lambda _: None) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_blank_page(200, 200)
    change(writer)
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def launch(writer: PdfWriter) -> None:
    action = {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("cmd.exe")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)


def alert() -> DictionaryObject:
    script = TextStringObject("app.alert(1)")
    return DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): script})


def script_on_a_page(writer: PdfWriter) -> None:
    writer.pages[1][NameObject("/AA")] = DictionaryObject({NameObject("/O"): alert()})


def script_by_name(writer: PdfWriter) -> None:
    named = DictionaryObject({NameObject("/Names"): ArrayObject([TextStringObject("a"), alert()])})
    writer.root_object[NameObject("/Names")] = DictionaryObject({NameObject("/JavaScript"): named})


def docx() -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        archive.writestr("word/document.xml", b"<w:document/>")
    return written.getvalue()


TAKEN = [
    ("照片.jpg", photo("JPEG"), "image/jpeg", "照片.jpg", "a photo"),
    (
        "IMG_0001.HEIC",
        photo("HEIF", (64, 64)),
        "image/jpeg",
        "IMG_0001.jpg",
        "kept as JPEG",
    ),
    ("截图.png", photo("PNG"), "image/png", "截图.png", "a screenshot"),
    ("透明.png", photo("PNG", mode="RGBA"), "image/png", "透明.png", "with transparency"),
    ("聊天.webp", photo("WEBP"), "image/webp", "聊天.webp", "from a chat"),
    ("灰.jpeg", photo("JPEG", mode="L"), "image/jpeg", "灰.jpeg", "grey; its ending may stay"),
    ("合同.pdf", pdf(), "application/pdf", "合同.pdf", "a contract"),
    ("账单", pdf(), "application/pdf", "账单.pdf", "without an ending"),
    ("照片.jpg.exe", photo("JPEG"), "image/jpeg", "照片.jpg.jpg", "a photo that calls itself a program"),
    ("申请书.docx", docx(), "application/vnd.openxml", "申请书.docx", "a Word file"),
    ("扫描.jpg", pdf(), "application/pdf", "扫描.pdf", "a PDF that calls itself a photo"),
]


@pytest.mark.parametrize(("name", "content", "media_type", "kept_as", "remark"), TAKEN)
def test_evidence_is_taken_in_by_its_content(
    name: str, content: bytes, media_type: str, kept_as: str, remark: str
) -> None:
    examined = examine(content, name)
    assert examined.media_type.startswith(media_type), remark
    assert examined.name == kept_as
    assert examined.flags == ()


REFUSED = [
    ("空.jpg", b"", "是空的", "nothing in it"),
    ("合同.pdf", b"MZ\x90\x00" + b"\0" * 200, "的内容是程序，不是 PDF 文件", "a Windows program renamed"),
    ("账单.jpg", b"\x7fELF\x02" + b"\0" * 200, "的内容是程序，不是 JPG 文件", "a Linux program renamed"),
    ("a.pdf", b"#!/bin/sh\nrm -rf /", "的内容是程序", "a script renamed"),
    ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "另存为 docx 或 PDF", "Word of 1997"),
    ("页.html", b"<html><script>alert(1)</script>", "不是可以接收的文件类型", "a page"),
    ("图.svg", b"<svg onload='alert(1)'/>", "不是可以接收的文件类型", "a drawing that acts"),
    ("动图.gif", b"GIF89a" + b"\0" * 99, "不是可以接收的文件类型", "a moving picture"),
    ("包.zip", b"PK\x03\x04" + b"\0" * 99, "不是可以接收的文件类型", "an archive"),
    ("半.jpg", noise()[:2000], "打不开", "half a photo"),
    ("坏.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "打不开", "only the first bytes of a photo"),
    ("坏.pdf", b"%PDF-1.7\nnothing here", "打不开", "only the first bytes of a PDF"),
    ("锁.pdf", pdf(lambda writer: writer.encrypt("secret")), "设有密码", "locked"),
    ("大.pdf", b"%PDF-1.7" + b"\0" * MAXIMUM_SIZE, "超过 20 MB", "too large"),
]


@pytest.mark.parametrize(("name", "content", "sentence", "remark"), REFUSED)
def test_what_may_not_come_in_gets_a_sentence_that_says_what_to_do(
    name: str, content: bytes, sentence: str, remark: str
) -> None:
    with pytest.raises(UploadRefused) as refused:
        examine(content, name)
    words = refused.value.words
    assert sentence in words.zh, remark
    assert f"“{name}”" in words.zh
    assert any(asked in words.zh for asked in ("请", "可以"))
    assert f"“{name}”" in words.en


def test_a_word_file_with_macros_is_refused() -> None:
    written = BytesIO(docx())
    with zipfile.ZipFile(written, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")
    with pytest.raises(UploadRefused, match="macros"):
        examine(written.getvalue(), "宏.docx")


def test_a_word_file_that_unfolds_without_end_is_refused() -> None:
    written = BytesIO(docx())
    with (
        zipfile.ZipFile(written, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/x.xml", "w") as member,
    ):
        for _ in range(301):
            member.write(b"\0" * 1024 * 1024)
    with pytest.raises(UploadRefused, match="cannot be opened"):
        examine(written.getvalue(), "弹.docx")


def test_a_small_file_that_unfolds_into_a_giant_picture_is_refused_before_it_is_unfolded() -> None:
    head = Image.new("1", (30_000, 30_000))
    written = BytesIO()
    head.save(written, "PNG")
    assert len(written.getvalue()) < 1_000_000
    with pytest.raises(UploadRefused, match="too many pixels"):
        examine(written.getvalue(), "弹.png")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_a_picture_loses_its_position_and_camera(kind: str) -> None:
    kept = examine(photo(kind, (64, 64)), "a.jpg").content
    assert b"SECRETCAMERA" not in kept
    with Image.open(BytesIO(kept)) as picture:
        assert len(picture.getexif()) == 0


def test_a_photo_taken_on_its_side_is_turned_upright() -> None:
    examined = examine(photo("JPEG", (60, 40), turned=True), "侧.jpg")
    assert (examined.width, examined.height) == (40, 60)
    with Image.open(BytesIO(examined.content)) as picture:
        left, top = picture.convert("L").getpixel((2, 50)), picture.convert("L").getpixel((20, 2))
    assert isinstance(left, int)
    assert isinstance(top, int)
    assert left > 200
    assert top < 60


@pytest.mark.parametrize(
    ("content", "flags", "remark"),
    [
        (pdf(launch), ("active_content",), "starts a program when opened"),
        (pdf(script_on_a_page), ("active_content",), "runs a script on its second page"),
        (pdf(script_by_name), ("active_content",), "runs a script when opened"),
        (pdf(lambda w: w.add_attachment("a.exe", b"MZ")), ("embedded_files",), "carries another file"),
        (pdf(), (), "plain"),
    ],
)
def test_a_pdf_that_acts_is_flagged(content: bytes, flags: tuple[str, ...], remark: str) -> None:
    examined = examine(content, "合同.pdf")
    assert examined.flags == flags, remark
    assert examined.pages == 2


@pytest.mark.parametrize(
    ("typed", "shown", "remark"),
    [
        ("合同.pdf", "合同.pdf", "as it is"),
        ("陈䶮的账单.jpg", "陈䶮的账单.jpg", "rare characters stay"),
        ("../../etc/passwd", "passwd", "no path"),
        ("C:\\Users\\张三\\桌面\\合同.pdf", "合同.pdf", "no path of Windows"),
        ("a\x00b\u202efdp.exe", "abfdp.exe", "no marks that hide the ending"),
        ("  多   空格 .pdf", "多 空格.pdf", "one space"),
        ("...", "文件", "nothing left"),
        ("", "文件", "no name"),
        (".htaccess", "htaccess", "no leading dot"),
        ("长" * 300 + ".jpeg", "长" * 95 + ".jpeg", "cut, with its ending"),
    ],
)
def test_a_name_is_cleaned_for_display(typed: str, shown: str, remark: str) -> None:
    assert cleaned_name(typed) == shown, remark


@pytest.fixture
def draft_id(session: Session) -> int:
    now = clock.now()
    draft = IntakeDraft(code_hash="0" * 64, content="{}", created_at=now, updated_at=now)
    session.add(draft)
    session.flush()
    return draft.id


def put(content: bytes, name: str = "合同.pdf", **holder: int) -> StoredFile:
    return store_upload(BytesIO(content), name, at=clock.now(), uploaded_by="申请人", **holder)


def test_a_stored_file_lies_under_its_hash_outside_the_site(session: Session, draft_id: int) -> None:
    file = put(photo("JPEG"), "../照片.jpg", draft_id=draft_id)
    path = store.where(file.path)
    assert path.name == file.sha256
    assert path.stat().st_size == file.size
    assert path.stat().st_mode & 0o077 == 0
    assert "static" not in path.parts
    assert file.original_name == "照片.jpg"
    assert file.scan_state == "unscanned"


def test_the_same_file_twice_for_one_draft_is_one_row(session: Session, draft_id: int) -> None:
    assert put(pdf(), draft_id=draft_id) is put(pdf(), "again.pdf", draft_id=draft_id)
    assert len(files_of_draft(draft_id)) == 1


def test_a_removed_file_leaves_the_list_and_may_come_again(session: Session, draft_id: int) -> None:
    first = put(pdf(), draft_id=draft_id)
    remove_upload(first, at=clock.now())
    assert list(files_of_draft(draft_id)) == []
    assert put(pdf(), draft_id=draft_id) is not first


def test_a_file_without_a_holder_is_refused() -> None:
    with pytest.raises(ValueError, match="a case, a draft or a hand-over"):
        put(pdf())


@pytest.mark.parametrize("path", ["../outside", "/etc/passwd", "aa/../../x"])
def test_a_path_out_of_the_folder_is_refused(path: str, session: Session) -> None:
    with pytest.raises(ValueError, match="inside the folder"):
        store.where(path)


def test_a_write_that_fails_leaves_nothing_behind(
    session: Session, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(store.os, "fsync", full)
    with pytest.raises(OSError, match="no space"):
        store.keep(b"unlucky")
    folder = store.where("00/x").parent.parent
    assert not [file for file in folder.rglob("*") if file.is_file() and file.read_bytes() == b"unlucky"]
