"""The pages: making, taking with a purpose, signing for, and the check that anyone may make."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from mediation.database import db
from mediation.documents import store
from mediation.packages.models import Package, PackageFetch
from mediation.referrals.models import Receipt
from tests import cast
from tests.builders import case_in
from tests.packages.test_packages import to_court
from tests.stages import Stage

pytestmark = pytest.mark.usefixtures("key", "unprinted")
Door = Callable[[str], FlaskClient]


@pytest.fixture
def number(founded: Stage) -> str:
    """A hand-over of an agreement to the court, for the record."""
    with founded.app.app_context():
        referral = to_court("court_record", case_in("concluded"))
        db.session.commit()
        return referral.short_number


def made(client: FlaskClient, number: str) -> str:
    """The address of the packages, with one made."""
    page = f"/desk/referrals/{number}/packages/"
    assert client.post(page, data={"lang": "zh"}).status_code == 302
    return page


def content_of(app: Flask) -> bytes:
    with app.app_context():
        package = db.session.scalars(select(Package)).one()
        return store.where(package.path).read_bytes()


def test_made_twice_without_a_change_it_stays_one_version(number: str, signed_in: Door) -> None:
    client = signed_in(cast.MANAGER)
    page = made(client, number)
    again = client.post(page, data={"lang": "zh"}, follow_redirects=True)
    assert "第 1 版仍是最新的" in again.text
    assert "SHA" in client.get(f"/desk/referrals/{number}").text


def test_who_takes_it_says_what_for_and_it_is_written_down(number: str, signed_in: Door, app: Flask) -> None:
    page = made(signed_in(cast.MANAGER), number)
    court = signed_in(cast.COURT_LIAISON)
    assert "第 1 版" in court.get(page).text
    assert court.post(f"{page}1/file", data={}).status_code == 422
    with court.post(f"{page}1/file", data={"why": "handling", "note": "立案"}) as taken:
        assert taken.data == content_of(app)
        assert taken.headers["Content-Disposition"].endswith("-v1.zip")
    assert "立案" in court.get(page).text
    with app.app_context():
        (fetch,) = db.session.scalars(select(PackageFetch))
        assert (fetch.why, fetch.note) == ("handling", "立案")


def test_the_receiver_signs_for_it_with_its_own_list(number: str, signed_in: Door, app: Flask) -> None:
    page = made(signed_in(cast.MANAGER), number)
    court = signed_in(cast.COURT_LIAISON)
    with app.app_context():
        manifest = db.session.scalars(select(Package)).one().manifest.encode()
    told = {"signed_by": "书记员", "signed_on": "2026-03-02"}
    wrong = court.post(f"{page}1/receipt", data={**told, "their_list": (io.BytesIO(b"nothing"), "list.txt")})
    assert wrong.status_code == 422
    right = {**told, "their_list": (io.BytesIO(manifest), "manifest.json")}
    assert "与我方一致" in court.post(f"{page}1/receipt", data=right, follow_redirects=True).text
    with app.app_context():
        assert db.session.scalars(select(Receipt).where(Receipt.of == "package")).one().signed_by == "书记员"


HIDDEN = [
    # who, status of the page, of the file, of making, remark
    (cast.AUTHORITY_LIAISON, 404, 404, 403, "another body"),
    (cast.AUDITOR, 200, 403, 403, "reads only"),
    (cast.BANK_USER, 403, 403, 403, "a side"),
    (cast.TONGAN_HEAD, 404, 404, 404, "another station"),
]


@pytest.mark.parametrize(("who", "reads", "takes", "makes", "remark"), HIDDEN, ids=[row[4] for row in HIDDEN])
def test_the_walls_of_a_package(
    number: str, signed_in: Door, who: str, reads: int, takes: int, makes: int, remark: str
) -> None:
    page = made(signed_in(cast.MANAGER), number)
    client = signed_in(who)
    found = (client.get(page), client.get(f"{page}1/file"), client.post(page, data={"lang": "zh"}))
    assert tuple(answer.status_code for answer in found) == (reads, takes, makes)


def test_anyone_may_check_a_package_and_fetch_the_keys(number: str, signed_in: Door, app: Flask) -> None:
    made(signed_in(cast.MANAGER), number)
    content, anyone = content_of(app), app.test_client()
    assert b"BEGIN CERTIFICATE" in anyone.get("/verify/keys.pem").data

    def asked(what: bytes) -> str:
        return anyone.post("/verify/package", data={"file": (io.BytesIO(what), "p.zip")}).text

    assert "逐字节一致" in asked(content)
    assert "不完整" in asked(content[:-50])
    assert "不通过" in asked(content.replace("林雅珍".encode(), "林雅玲".encode()))
    assert anyone.post("/verify/package", data={}).status_code == 422


def test_a_later_version_is_told_to_whoever_checks_the_old_one(
    number: str, signed_in: Door, app: Flask
) -> None:
    manager = signed_in(cast.MANAGER)
    page = made(manager, number)
    old = content_of(app)
    assert manager.post(page, data={"lang": "en"}).status_code == 302
    answer = app.test_client().post("/verify/package", data={"file": (io.BytesIO(old), "p.zip")})
    assert "已被第 2 版取代" in answer.text


def test_the_list_of_those_without_one_asks_for_a_batch(number: str, signed_in: Door) -> None:
    client = signed_in(cast.MANAGER)
    assert number in client.get("/desk/packages/").text
    assert client.post("/desk/packages/", data={}).status_code == 422
    answer = client.post("/desk/packages/", data={"all": "1"}, follow_redirects=True)
    assert "制作材料包" in answer.text


def test_the_command_says_the_same_as_the_page(number: str, signed_in: Door, app: Flask) -> None:
    made(signed_in(cast.MANAGER), number)
    with app.app_context():
        file = store.where(db.session.scalars(select(Package)).one().path)
    runner = app.test_cli_runner()
    good = runner.invoke(args=["verify-package", str(file)])
    assert (good.exit_code, "通过" in good.output, "Genuine" in good.output) == (0, True, True)
    assert runner.invoke(args=["verify-package", str(file.parent)]).exit_code == 2
