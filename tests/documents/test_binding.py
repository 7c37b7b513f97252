"""A volume: every paper on A4 in its place, numbered, with bookmarks, and nothing that acts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pikepdf
import pymupdf
import pytest
from pikepdf import Dictionary, Name, String
from PIL import Image

from mediation.documents import store
from mediation.documents.binding import VolumeDiffers, bind
from mediation.documents.kinds import KINDS, DocumentKind
from mediation.documents.kinds.case_file import CaseFile, Piece
from mediation.documents.kinds.parts import Lang
from mediation.documents.sheets import NotBindable, count_pages
from mediation.rules.findings import Words
from tests.documents.examples import EXAMPLES, IMPRINT
from tests.documents.test_uploads import launch, pdf, photo, script_by_name, script_on_a_page

pytestmark = pytest.mark.usefixtures("session")

CASE_FILE: CaseFile = EXAMPLES[DocumentKind.CASE_FILE]
(OFFICE_FILE,) = CASE_FILE.pieces
PDF, JPEG, PNG, WEBP = "application/pdf", "image/jpeg", "image/png", "image/webp"
A4 = {(595, 842), (842, 595)}


def lettered(*texts: str, size: tuple[float, float] = (595, 842), turned: int = 0) -> bytes:
    """A PDF with one text on each page."""
    with pymupdf.open() as made:
        for text in texts:
            page = made.new_page(width=size[0], height=size[1])
            page.insert_text((72, 100), text)
            page.set_rotation(turned)
        return bytes(made.tobytes())


def volume_of(*papers: tuple[bytes, str, int], lang: Lang = Lang.ZH) -> tuple[CaseFile, bytes]:
    """A volume of these papers (content, type, degrees turned), bound."""
    pieces: list[Piece] = []
    page = 1
    for number, (content, media_type, turned) in enumerate(papers, 1):
        kept = store.keep(content)
        pages = count_pages(store.where(kept.path), media_type)
        pieces.append(
            replace(
                OFFICE_FILE,
                name=Words(f"材料{number}", f"Paper {number}"),
                sha256=kept.sha256,
                media_type=media_type,
                pages=pages,
                first_page=page,
                turned=turned,
                why_not=None,
            )
        )
        page += pages
    facts = replace(CASE_FILE, pieces=tuple(pieces), statement_page=page, lang=lang)
    return facts, bind(KINDS[DocumentKind.CASE_FILE], facts, IMPRINT)


def read(kept: bytes) -> pymupdf.Document:
    return pymupdf.open(stream=kept, filetype="pdf")


def numbers_on(document: pymupdf.Document) -> list[str]:
    """What stands at the outer upper corner of each page."""
    found = []
    for page in document:
        wide = page.rect.width
        left = page.get_text("text", clip=(20, 10, 70, 32)).strip()
        right = page.get_text("text", clip=(wide - 80, 10, wide - 20, 32)).strip()
        found.append(left or right)
    return found


def test_papers_stand_in_order_with_continuous_numbers_that_the_contents_name() -> None:
    facts, kept = volume_of(
        (lettered("first", "second", "third"), PDF, 0), (photo("JPEG"), JPEG, 0), (lettered("last"), PDF, 0)
    )
    with read(kept) as document:
        assert numbers_on(document) == ["", "", "1", "2", "3", "4", "5", "6", ""]
        contents = document[1].get_text()
        assert "1–3" in contents
        for word, page in (("first", 2), ("third", 4), ("last", 6)):
            assert word in document[page].get_text()
        assert {(round(page.rect.width), round(page.rect.height)) for page in document} <= A4
        assert [document[2].get_label(), document[7].get_label()] == ["1", "6"]
    assert facts.statement_page == 6


def test_bookmarks_lead_to_every_place_and_paper() -> None:
    _, kept = volume_of((lettered("a", "b"), PDF, 0), (photo("PNG"), PNG, 0))
    with read(kept) as document:
        marks = [(level, title, page) for level, title, page in document.get_toc()]
    assert marks == [
        (1, "封面", 1),
        (1, "卷内目录", 2),
        (1, "6 证据材料", 3),
        (2, "材料1", 3),
        (2, "材料2", 5),
        (1, "卷宗情况说明", 6),
        (1, "封底", 7),
    ]


def test_the_cover_says_what_archives_ask_for() -> None:
    facts, kept = volume_of((lettered("a"), PDF, 0))
    with read(kept) as document:
        cover = "".join(document[0].get_text().split())
    for fact in (
        facts.volume_number,
        facts.case_number,
        "苏文堃",
        "2026年3月2日至2026年3月16日",
        facts.made_by,
        "2026年3月20日",
        "长期（至2056年12月31日）",
        "达成协议的案件",
        IMPRINT.code,
    ):
        assert "".join(fact.split()) in cover


def test_missing_papers_and_the_statement_are_written_down() -> None:
    _, kept = volume_of((lettered("a"), PDF, 0))
    with read(kept) as document:
        statement = document[3].get_text()
    assert "当事人身份证明" in statement
    assert "身份证明原件已退还当事人。" in statement


def test_the_english_volume_is_english_throughout() -> None:
    _, kept = volume_of((lettered("a"), PDF, 0), lang=Lang.EN)
    with read(kept) as document:
        text = "".join(page.get_text() for page in document)
    for words in ("People's mediation file", "Contents", "Statement on the volume", "Back cover"):
        assert words in text
    assert "卷内目录" not in text


def test_the_same_papers_make_the_same_bytes() -> None:
    papers = [(lettered("a"), PDF, 90), (photo("PNG", mode="RGBA"), PNG, 0), (photo("WEBP"), WEBP, 270)]
    assert volume_of(*papers)[1] == volume_of(*papers)[1]


def test_a_jpeg_goes_in_as_it_was_kept() -> None:
    content = photo("JPEG", (600, 400))
    _, kept = volume_of((content, JPEG, 0))
    with read(kept) as document:
        (image, *_), *others = document[2].get_images()
        assert not others
        assert document.xref_stream_raw(image) == content


@pytest.mark.parametrize(
    ("turned", "dark", "remark"),
    [
        (0, "left", "as it is"),
        (90, "top", "to the right"),
        (180, "right", "on its head"),
        (270, "bottom", "to the left"),
    ],
)
def test_a_paper_is_bound_as_it_was_turned_for_reading(turned: int, dark: str, remark: str) -> None:
    """The example picture is dark at its left edge."""
    content = photo("JPEG", (400, 300))
    with pymupdf.open() as made:
        page = made.new_page(width=842, height=595)
        page.insert_image(page.rect, stream=content)
        as_pdf = bytes(made.tobytes())
    _, kept = volume_of(
        (content, JPEG, turned), (photo("PNG", (400, 300)), PNG, turned), (as_pdf, PDF, turned)
    )
    with read(kept) as document:
        for number in (2, 3, 4):
            drawn = document[number].get_pixmap(dpi=36, colorspace=pymupdf.csGRAY)
            picture = Image.frombytes("L", (drawn.width, drawn.height), drawn.samples)
            assert edge_of(picture) == dark, (remark, number)


def edge_of(picture: Image.Image) -> str:
    """At which edge the dark part of a page lies, leaving the number aside."""
    ink = picture.point(lambda value: 255 if value < 128 else 0).crop((0, 20, *picture.size)).getbbox()
    assert ink
    across = (ink[0] + ink[2]) / 2 / picture.width - 0.5
    down = (ink[1] + ink[3]) / 2 / (picture.height - 20) - 0.5
    if abs(across) > abs(down):
        return "left" if across < 0 else "right"
    return "top" if down < 0 else "bottom"


SIZES = [
    ((595, 842), 0, False, "A4"),
    ((842, 595), 0, True, "lying"),
    ((595, 842), 90, True, "turned in its file"),
    ((1200, 3000), 0, False, "a long strip"),
    ((200, 150), 0, True, "a small note"),
]


def test_pages_of_any_size_are_fitted_on_a4() -> None:
    _, kept = volume_of(
        *((lettered("here", size=size, turned=turned), PDF, 0) for size, turned, _, _ in SIZES)
    )
    with read(kept) as document:
        for page, (_, _, lies, remark) in zip(list(document)[2:], SIZES, strict=False):
            assert (page.rect.width > page.rect.height) is lies, remark
            assert {(round(page.rect.width), round(page.rect.height))} <= A4
            assert "here" in page.get_text(), remark
            assert page.rotation == 0


HOSTILE: list[tuple[Callable[..., object], str]] = [
    (launch, "starts a program"),
    (script_on_a_page, "a script on a page"),
    (script_by_name, "a script by name"),
    (lambda writer: writer.add_attachment("a.exe", b"MZ"), "carries a program"),
    (lambda writer: writer.add_uri(0, "https://outside.example/", (0, 0, 99, 99)), "a link to the outside"),
]


def test_nothing_that_acts_gets_into_a_volume() -> None:
    _, kept = volume_of(*((pdf(change), PDF, 0) for change, _ in HOSTILE))
    with pikepdf.open(BytesIO(kept)) as volume:
        whole = b"".join(one.unparse(resolved=True) for one in volume.objects)
        for word in (b"/JavaScript", b"/JS", b"/Launch", b"/URI", b"/EmbeddedFile", b"/OpenAction", b"/AA "):
            assert word not in whole
        assert all(Name.Annots not in page.obj for page in volume.pages)


def test_what_was_typed_into_a_form_and_stamped_on_a_page_stays_visible() -> None:
    with pymupdf.open() as made:
        page = made.new_page()
        note = page.add_freetext_annot(pymupdf.Rect(72, 72, 300, 120), "STAMPED")
        note.update()
        content = bytes(made.tobytes())
    _, kept = volume_of((content, PDF, 0))
    with read(kept) as document:
        assert "STAMPED" in document[2].get_text()


FORGETFUL = b"q 0.2 0 0 0.2 300 300 cm 1 0 0 rg q q BT /Helv 12 Tf (moved) Tj ET"


FORGETFUL = b"q 0.2 0 0 0.2 300 300 cm 1 0 0 rg 0 0 500 500 re f q q"


def test_drawing_that_forgets_to_restore_itself_does_not_move_the_number() -> None:
    with pikepdf.open(BytesIO(lettered("moved"))) as made:
        page = made.pages[0]
        page.Contents = made.make_stream(FORGETFUL)
        written = BytesIO()
        made.save(written)
    _, kept = volume_of((written.getvalue(), PDF, 0))
    with read(kept) as document:
        assert numbers_on(document)[2] == "1"


def locked(change: Callable[[pikepdf.Pdf], object] = lambda _: None) -> bytes:
    with pikepdf.open(BytesIO(lettered("secret"))) as made:
        change(made)
        written = BytesIO()
        made.save(written, encryption=pikepdf.Encryption(user="open", owner="sesame"))
    return written.getvalue()


@pytest.mark.parametrize(
    ("content", "media_type", "says", "remark"),
    [
        (locked(), PDF, "密码", "locked"),
        (b"%PDF-1.7\nnothing here", PDF, "损坏", "only the first bytes"),
        (b"\x89PNG\r\n\x1a\n", PNG, "损坏", "only the first bytes of a picture"),
        (b"PK\x03\x04", OFFICE_FILE.media_type, "办公文件", "a Word file"),
        (pdf(lambda writer: [writer.add_blank_page(9, 9) for _ in range(1600)]), PDF, "分册", "1,602 pages"),
    ],
)
def test_what_cannot_be_bound_is_said_in_words(
    content: bytes, media_type: str, says: str, remark: str
) -> None:
    with pytest.raises(NotBindable, match=r"\.") as refused:
        count_pages(store.where(store.keep(content).path), media_type)
    assert says in refused.value.words.zh, remark
    assert refused.value.words.en


def test_a_sheet_stands_for_a_paper_that_cannot_be_bound() -> None:
    kept = bind(KINDS[DocumentKind.CASE_FILE], CASE_FILE, IMPRINT)
    with read(kept) as document:
        sheet = "".join(document[2].get_text().split())
        assert numbers_on(document)[2] == "1"
    assert OFFICE_FILE.sha256 in sheet
    assert "说明.docx" in sheet
    assert "可编辑的办公文件不能直接装订。" in sheet


def test_a_volume_whose_paper_changed_is_not_bound() -> None:
    facts, _ = volume_of((lettered("a", "b"), PDF, 0))
    wrong = replace(facts, pieces=(replace(facts.pieces[0], pages=3),), statement_page=4)
    with pytest.raises(VolumeDiffers):
        bind(KINDS[DocumentKind.CASE_FILE], wrong, IMPRINT)


def test_a_picture_that_shines_through_lies_on_white_paper() -> None:
    _, kept = volume_of((photo("PNG", (60, 40), mode="RGBA"), PNG, 0))
    with read(kept) as document:
        drawn = document[2].get_pixmap(dpi=36, colorspace=pymupdf.csGRAY)
        assert drawn.pixel(drawn.width // 2 + 15, drawn.height // 2)[0] > 240


def test_progress_is_told_piece_by_piece() -> None:
    facts, _ = volume_of((lettered("a"), PDF, 0), (lettered("b"), PDF, 0))
    told: list[tuple[int, int]] = []
    bind(KINDS[DocumentKind.CASE_FILE], facts, IMPRINT, tell=lambda done, of: told.append((done, of)))
    assert told == [(1, 2), (2, 2)]


def test_a_form_field_keeps_its_value_on_paper() -> None:
    with pikepdf.open(BytesIO(lettered("form"))) as made:
        field = made.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Tx,
                T=String("amount"),
                V=String("FILLED"),
                DA=String("/Helv 12 Tf 0 g"),
                Rect=[72, 500, 300, 530],
                F=4,
            )
        )
        helvetica = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        made.Root.AcroForm = Dictionary(
            NeedAppearances=True,
            Fields=[field],
            DA=String("/Helv 12 Tf 0 g"),
            DR=Dictionary(Font=Dictionary(Helv=helvetica)),
        )
        made.pages[0].Annots = made.make_indirect(pikepdf.Array([field]))
        written = BytesIO()
        made.save(written)
    _, kept = volume_of((written.getvalue(), PDF, 0))
    with read(kept) as document:
        assert "FILLED" in document[2].get_text()
