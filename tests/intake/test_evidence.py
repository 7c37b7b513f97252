"""Files of a draft: taken in, refused with the reason, removed, handed to the case."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from mediation.cases.models import Case
from mediation.database import db
from mediation.documents.queries import files_of_case
from tests.intake.walk import Walk, a_file, mistakes, photo

MEGABYTE = 1024 * 1024


def upload(walk: Walk, *files: tuple[BytesIO, str]) -> TestResponse:
    answer = walk.client.post(
        "/complaints/steps/evidence",
        data={"then": "upload", "files": list(files)},
        content_type="multipart/form-data",
    )
    answer.request.environ["wsgi.input"].close()  # the test's client leaves that to the collector
    return answer


def test_photos_are_kept_and_go_with_the_case(city: Flask) -> None:
    walk = Walk(city.test_client()).begin()
    answer = upload(walk, a_file(photo(), "账单.jpg"), a_file(photo("red"), "聊天.jpg"))
    assert answer.status_code == 303
    page = walk.client.get("/complaints/steps/evidence").text
    assert "账单.jpg" in page
    assert "聊天.jpg" in page
    walk.file()
    with city.app_context():
        case = db.session.query(Case).one()
        assert [file.original_name for file in files_of_case(case.id)] == ["账单.jpg", "聊天.jpg"]


REFUSED = [
    # content, name, remark
    (b"MZ\x90\x00" + b"\x00" * 200, "合同.pdf", "an executable renamed to PDF"),
    (b"<html><script>alert(1)</script></html>", "账单.jpg", "a page renamed to a photo"),
    (b"", "空.pdf", "an empty file"),
    (b"\xff\xd8\xff" + b"\x00" * (21 * MEGABYTE), "大.jpg", "over 20 MB"),
    (b"%PDF-1.7" + b"\x00" * (40 * MEGABYTE), "合同.pdf", "40 MB"),
]


@pytest.mark.parametrize(("content", "name", "remark"), REFUSED, ids=[remark for *_, remark in REFUSED])
def test_a_bad_file_is_refused_with_a_sentence_and_the_good_one_stays(
    city: Flask, content: bytes, name: str, remark: str
) -> None:
    walk = Walk(city.test_client()).begin()
    answer = upload(walk, a_file(photo(), "好的.jpg"), a_file(content, name))
    assert answer.status_code == 422
    assert name in mistakes(answer)[0]
    assert "好的.jpg" in walk.client.get("/complaints/steps/evidence").text


def test_ten_files_and_no_more(city: Flask) -> None:
    walk = Walk(city.test_client()).begin()
    shades = [photo(f"#{n:02x}{n * 7 % 256:02x}80") for n in range(0, 240, 20)]
    answer = upload(walk, *(a_file(content, f"{n}.jpg") for n, content in enumerate(shades)))
    assert "10" in mistakes(answer)[0]
    page = walk.client.get("/complaints/steps/evidence").text
    assert "9.jpg" in page
    assert "10.jpg" not in page


def test_a_file_is_removed_and_the_page_goes_on_without_any(city: Flask) -> None:
    walk = Walk(city.test_client()).begin()
    upload(walk, a_file(photo(), "错的.jpg"))
    number = re.search(r'value="remove-(\d+)"', walk.client.get("/complaints/steps/evidence").text)
    assert number
    walk.send("evidence", then=f"remove-{number[1]}")
    assert "错的.jpg" not in walk.client.get("/complaints/steps/evidence").text
    assert walk.send("evidence").status_code == 303


def test_a_file_is_seen_by_its_own_browser_only(city: Flask) -> None:
    walk = Walk(city.test_client()).begin()
    upload(walk, a_file(photo(), "账单.jpg"))
    number = re.search(r"/complaints/files/(\d+)", walk.client.get("/complaints/steps/evidence").text)
    assert number
    mine = walk.client.get(number[0])
    assert mine.headers["Content-Disposition"].startswith("attachment")
    mine.close()
    assert Walk(city.test_client()).begin().client.get(number[0]).status_code == 404
    stranger = Walk(city.test_client()).begin()
    stranger.send("evidence", then=f"remove-{number[1]}")
    with walk.client.get(number[0]) as still_there:
        assert still_there.status_code == 200
