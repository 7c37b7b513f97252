"""The list of exhibits and the page view: who sees what, and what a hostile file can do there."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy.orm import Session

from mediation import clock
from mediation.cases.models import Case
from mediation.database import db
from mediation.documents import page_images
from mediation.documents.models import StoredFile
from mediation.documents.page_images import draw_page
from mediation.documents.scanning import Scan
from mediation.documents.sheets import NotBindable
from mediation.documents.thumbnails import NONE, make_thumbnail, without_thumbnail
from mediation.documents.uploads import store_upload
from mediation.evidence.operations import SortingRefused, number_exhibits, sort_file, turn
from mediation.evidence.queries import items_of_case, same_elsewhere
from tests import cast
from tests.builders import case_in
from tests.counting import counted_queries
from tests.documents.test_uploads import docx, launch, pdf, photo
from tests.stages import Stage

pytestmark = pytest.mark.usefixtures("founded", "undrawn")


def hand_in(case: Case, content: bytes, name: str, **more: str) -> StoredFile:
    return store_upload(
        BytesIO(content), name, at=clock.now(), uploaded_by="applicant", case_id=case.id, **more
    )


@pytest.fixture
def number(founded: Stage) -> str:
    """A case with a photo, a PDF, a Word file, an infected file and a name that turns the reading."""
    with founded.app.app_context():
        case = case_in("under_mediation")
        for content, name in (
            (photo("JPEG"), "账单.jpg"),
            (pdf(launch), "合同.pdf"),
            (docx(), "说明.docx"),
            (pdf(), "gnp.\u202efdp<b>.exe"),
        ):
            make_thumbnail(hand_in(case, content, name))
        hand_in(case, photo("PNG"), "坏.png").scan_state = Scan.INFECTED
        db.session.commit()
        return case.short_number


def ids(founded: Stage) -> dict[str, int]:
    with founded.app.app_context():
        return {file.original_name: file.id for file in db.session.query(StoredFile)}


def test_the_list_says_of_every_file_who_gave_it_its_hash_and_what_the_scanner_said(
    number: str, signed_in: Callable[[str], FlaskClient]
) -> None:
    page = signed_in(cast.MANAGER).get(f"/desk/cases/{number}/exhibits/").text
    for said in ("账单.jpg", "2 页", "SHA-256", "未扫描", "有病毒，已隔离", "含会自动执行的内容"):
        assert said in page
    assert "未发现病毒" not in page, "unscanned is never shown as clean"
    assert "\u202e" not in page
    assert "<b>.exe" not in page


def test_pages_are_read_as_pictures(
    number: str, founded: Stage, signed_in: Callable[[str], FlaskClient]
) -> None:
    client, files = signed_in(cast.CENTRE_MEDIATOR), ids(founded)
    base = f"/desk/cases/{number}/exhibits/{files['合同.pdf']}"
    assert "第 2 页，共 2 页" in client.get(f"{base}?page=2").text
    picture = client.get(f"{base}/pages/2.jpg")
    assert picture.mimetype == "image/jpeg"
    assert picture.headers["Cache-Control"] == "private, no-store"
    Image.open(BytesIO(picture.data)).verify()
    for wrong in (f"{base}?page=3", f"{base}?page=0", f"{base}/pages/3.jpg", f"{base}/pages/0.jpg"):
        assert client.get(wrong).status_code == 404, wrong
    small = client.get(f"{base}/thumbnail.jpg")
    assert max(Image.open(BytesIO(small.data)).size) <= 240
    word = f"/desk/cases/{number}/exhibits/{files['说明.docx']}"
    assert "不能翻看" in client.get(word).text
    assert client.get(f"{word}/thumbnail.jpg").status_code == 404


def test_an_infected_file_is_neither_shown_nor_handed_out(
    number: str, founded: Stage, signed_in: Callable[[str], FlaskClient]
) -> None:
    client, files = signed_in(cast.MANAGER), ids(founded)
    base = f"/desk/cases/{number}/exhibits/{files['坏.png']}"
    assert "已隔离" in client.get(base).text
    assert client.get(f"{base}/pages/1.jpg").status_code == 404
    refused = client.get(f"/desk/cases/{number}/files/{files['坏.png']}")
    assert refused.status_code == 403
    assert "带有病毒" in refused.text


def test_a_file_is_turned_for_reading_and_stays_what_it_is(
    number: str, founded: Stage, signed_in: Callable[[str], FlaskClient]
) -> None:
    client, files = signed_in(cast.MANAGER), ids(founded)
    base = f"/desk/cases/{number}/exhibits/{files['账单.jpg']}"
    before = Image.open(BytesIO(client.get(f"{base}/pages/1.jpg").data)).size
    assert client.post(f"{base}/turn", data={"to": "right", "page": "1"}).status_code == 303
    assert Image.open(BytesIO(client.get(f"{base}/pages/1.jpg").data)).size == before[::-1]
    assert client.post(f"{base}/turn", data={"to": "over"}).status_code == 400


def test_a_clerk_says_what_a_file_is_for(
    number: str, founded: Stage, signed_in: Callable[[str], FlaskClient]
) -> None:
    client, files = signed_in(cast.CLERK), ids(founded)
    base = f"/desk/cases/{number}/exhibits/{files['账单.jpg']}"
    sent = client.post(f"{base}/sort", data={"purpose": "identity", "proves": "本人"})
    assert sent.status_code == 302
    assert "身份证明" in client.get(f"/desk/cases/{number}/exhibits/").text
    assert client.post(f"{base}/sort", data={"purpose": "caucus"}).status_code == 422


def test_who_may_not_look_inside_does_not_find_the_pages(
    number: str, founded: Stage, signed_in: Callable[[str], FlaskClient]
) -> None:
    file = ids(founded)["账单.jpg"]
    for username in (cast.BANK_USER, cast.JIMEI_HEAD, cast.TONGAN_MEDIATOR):
        client = signed_in(username)
        for address in ("", f"{file}", f"{file}/pages/1.jpg", f"{file}/thumbnail.jpg"):
            status = client.get(f"/desk/cases/{number}/exhibits/{address}").status_code
            assert status in {403, 404}, (username, address)


def test_a_file_of_another_case_is_not_found_through_this_one(
    number: str, founded: Stage, signed_in: Callable[[str], FlaskClient]
) -> None:
    with founded.app.app_context():
        other = case_in("under_mediation").short_number
        db.session.commit()
    file = ids(founded)["账单.jpg"]
    assert signed_in(cast.MANAGER).get(f"/desk/cases/{other}/exhibits/{file}").status_code == 404


def test_numbers_are_given_once_and_never_again(session: Session) -> None:
    case = case_in("under_mediation")
    first, second = hand_in(case, photo("JPEG"), "1.jpg"), hand_in(case, photo("PNG"), "2.png")
    sort_file(case, second, "identity")
    assert number_exhibits(case) == 1
    first.removed_at = clock.now()
    hand_in(case, pdf(), "3.pdf")
    assert number_exhibits(case) == 1
    assert [(item.file.original_name, item.number) for item in items_of_case(case.id)] == [
        ("3.pdf", 2),
        ("2.png", None),
    ]
    assert number_exhibits(case) == 0


def test_four_quarters_are_a_whole_turn_and_unknown_purposes_are_refused(session: Session) -> None:
    case = case_in("under_mediation")
    file = hand_in(case, photo("JPEG"), "1.jpg")
    assert [turn(case, file, quarters).turned for quarters in (1, 1, 1, 1, -1)] == [90, 180, 270, 0, 270]
    with pytest.raises(SortingRefused):
        sort_file(case, file, "caucus")


def test_the_same_file_elsewhere_is_a_count_and_no_more(session: Session) -> None:
    one, two, three = case_in("accepted"), case_in("accepted"), case_in("accepted")
    for case in (one, two, three):
        hand_in(case, photo("JPEG"), "账单.jpg")
    items = items_of_case(one.id)
    assert same_elsewhere(items, one.id) == {items[0].file.received_sha256: 2}


def test_files_of_another_compartment_are_no_exhibits(session: Session) -> None:
    case = case_in("under_mediation")
    hand_in(case, pdf(), "单方.pdf", kind="caucus")
    assert items_of_case(case.id) == []


def test_a_thumbnail_is_tried_once_and_with_a_scanner_only_of_clean_files(session: Session) -> None:
    case = case_in("under_mediation")
    word, picture = hand_in(case, docx(), "说明.docx"), hand_in(case, photo("JPEG"), "1.jpg")
    assert list(without_thumbnail(9, only_clean=True)) == []
    assert [make_thumbnail(file) for file in without_thumbnail(9, only_clean=False)] == [False, True]
    assert (word.thumbnail, picture.thumbnail != NONE) == (NONE, True)
    db.session.flush()
    assert list(without_thumbnail(9, only_clean=False)) == []


@pytest.mark.parametrize("content", [b"%PDF-1.7 nothing", b"", b"\xff\xd8\xff\xe0 broken"])
def test_a_damaged_file_is_said_to_be_so(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("damaged") / "file"
    path.write_bytes(content)
    for media_type in ("application/pdf", "image/jpeg"):
        with pytest.raises(NotBindable):
            draw_page(path, media_type, 1)


def laid_out(folder: Path, content: bytes, box: tuple[float, ...] = (0, 0, 595, 842)) -> Path:
    """A PDF of one page with these drawing instructions on a sheet of this size, in points."""
    with pikepdf.Pdf.new() as made:
        sheet = made.add_blank_page()
        sheet.Contents, sheet.MediaBox = made.make_stream(content), pikepdf.Array(box)
        made.save(folder / "page.pdf", compress_streams=True)
    return folder / "page.pdf"


def test_a_page_that_would_take_minutes_is_given_up_in_seconds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three kilobytes that keep the library busy for four minutes."""
    monkeypatch.setattr(page_images, "LIMITS", replace(page_images.LIMITS, seconds=1))
    path = laid_out(tmp_path, b"0 0 m 595 842 l 595 0 l 0 842 l 0 0 l f*\n" * 20_000)
    assert path.stat().st_size < 5_000
    began = time.monotonic()
    with pytest.raises(NotBindable) as refused:
        draw_page(path, "application/pdf", 1)
    assert refused.value.words == page_images.TOO_HARD
    assert time.monotonic() - began < page_images.LIMITS.patience


@pytest.mark.parametrize("box", [(0, 0, 1e9, 1e9), (0, 0, 1, 14_400), (0, 0, 0, 0), (0, 0, 1e-6, 1e6)])
def test_a_page_of_any_size_gives_a_picture_of_the_size_asked_for(
    box: tuple[float, ...], tmp_path: Path
) -> None:
    drawn = draw_page(laid_out(tmp_path, b"0 0 m 10 10 l S", box), "application/pdf", 1, longest=400)
    with Image.open(BytesIO(drawn)) as picture:
        assert max(picture.size) == 400


def test_a_page_beyond_the_last_is_none(tmp_path: Path) -> None:
    with pytest.raises(IndexError):
        draw_page(laid_out(tmp_path, b""), "application/pdf", 2)


def test_the_list_asks_the_database_as_often_for_many_files_as_for_few(
    number: str, founded: Stage, signed_in: Callable[[str], FlaskClient]
) -> None:
    client, counts = signed_in(cast.MANAGER), []
    for more in (0, 12):
        with founded.app.app_context():
            case = db.session.query(Case).one()
            for one in range(more):
                hand_in(case, photo("JPEG", (80 + one, 40)), f"{one}.jpg")
            db.session.commit()
        with counted_queries(founded.app) as sent:
            client.get(f"/desk/cases/{number}/exhibits/")
        counts.append(len(sent))
    assert counts[0] == counts[1] < 22
