"""The court's letter and papers come with the entry: kept, on the list, and for nobody else."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse

from mediation import clock
from mediation.access.by import By
from mediation.database import db
from mediation.demo import pictures
from mediation.documents.models import StoredFile
from mediation.documents.queries import files_of_case
from mediation.evidence.queries import items_of_case
from mediation.packages.gathering import find
from mediation.referrals import acts, scans
from mediation.referrals.entering import list_material
from mediation.referrals.models import Referral
from tests import cast
from tests.builders import actor, centre, file_scan
from tests.referrals.arrivals import NUMBER, arrival, arrived, court, withdrawn
from tests.referrals.test_ledger_walls import OTHER, other_court, stored

__all__ = ["other_court"]  # a fixture

pytestmark = pytest.mark.usefixtures("founded", "undrawn")

Door = Callable[[str], FlaskClient]
NEW = "/desk/referrals/new/court_assigned"
PAGE = "/desk/referrals/2026-00001"


def scan(words: str) -> bytes:
    return pictures.make("scan", [words])


def entered(app: Flask, client: FlaskClient, *files: tuple[bytes, str], **typed: str) -> TestResponse:
    with app.app_context():
        sender = court().id
    told = {
        "body": str(sender),
        "their_number": NUMBER,
        "subject": "信用卡透支欠款，请求分期偿还。",
        "received_on": clock.today().isoformat(),
        "received_by": "林晓岚",
        "product": "credit_card",
        "applicant_name": "鹭江银行",
        "respondent_name": "许远帆",
        "materials": "起诉状 ×2\n证据清单",
        "scans": [(BytesIO(content), name) for content, name in files],
    }
    return client.post(NEW, data=told | typed, content_type="multipart/form-data")


def opened(client: FlaskClient, address: str) -> int:
    with client.get(address) as answer:
        return answer.status_code


def kept_with(found: Referral, *files: tuple[bytes, str]) -> Referral:
    uploads = [FileStorage(BytesIO(content), name) for content, name in files]
    scans.keep(found, uploads, By(actor(cast.CLERK), clock.now()))
    return found


def with_scan() -> tuple[str, int]:
    """An arrival with one scan: the address of its page, and of the file."""
    found = kept_with(arrived(), (scan("函"), "委派调解函.pdf"))
    return found.short_number, found.materials[0].file_id or 0


def taken_with_scan() -> Referral:
    found = kept_with(arrived(), (scan("函"), "委派调解函.pdf"))
    acts.take(found, By(actor(cast.CLERK), clock.now()), centre=centre(), on_platform=False)
    return found


# -- entering


def test_each_scan_is_tied_to_the_line_of_its_title_or_becomes_a_line(app: Flask, signed_in: Door) -> None:
    complaint, letter = scan("起诉状"), scan("委派调解函")
    answer = entered(app, signed_in(cast.CLERK), (complaint, "起诉状.pdf"), (letter, "委派调解函.pdf"))
    assert answer.status_code == 302
    with app.app_context():
        found = db.session.scalars(select(Referral)).one()
        lines = [(one.title, one.copies, one.file_id is not None, one.sha256) for one in found.materials]
        files = db.session.scalars(select(StoredFile).order_by(StoredFile.id)).all()
        assert {(one.referral_id, one.case_id, one.uploaded_by) for one in files} == {
            (found.id, None, "林晓岚")
        }
        assert [one.received_sha256 for one in files] == [
            hashlib.sha256(one).hexdigest() for one in (complaint, letter)
        ]
    assert lines == [
        ("起诉状", 2, True, files[0].sha256),
        ("证据清单", 1, False, ""),
        ("委派调解函", 1, True, files[1].sha256),
    ]


def test_the_same_scan_chosen_twice_is_one_file_and_one_line(app: Flask, signed_in: Door) -> None:
    content = scan("函")  # made once: a PDF says in which second it was made
    twice = (content, "委派调解函.pdf"), (content, "委派调解函 副本.pdf")
    assert entered(app, signed_in(cast.CLERK), *twice, materials="").status_code == 302
    with app.app_context():
        assert [one.title for one in db.session.scalars(select(Referral)).one().materials] == ["委派调解函"]


@pytest.mark.parametrize(
    ("lang", "sentence", "again"),
    [("zh", "的内容是程序", "请重新选择"), ("en", "is a program by its content", "choose them again")],
)
def test_a_refused_scan_enters_nothing_and_loses_nothing_typed(
    app: Flask, signed_in: Door, lang: str, sentence: str, again: str
) -> None:
    client = signed_in(cast.CLERK)
    client.set_cookie("lang", lang)
    bad = (b"MZ" + b"\0" * 200, "起诉状.pdf")
    answer = entered(app, client, (scan("函"), "委派调解函.pdf"), bad)
    assert answer.status_code == 422
    for words in (sentence, again, "信用卡透支欠款，请求分期偿还。", "起诉状 ×2", "诉前调1234号"):
        assert words in answer.text, words
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Referral)) == 0
        assert db.session.scalar(select(func.count()).select_from(StoredFile)) == 0


def test_another_mistake_says_that_the_files_must_be_chosen_again(app: Flask, signed_in: Door) -> None:
    client = signed_in(cast.CLERK)
    for files, said in (((scan("函"), "委派调解函.pdf"),), True), ((), False):
        answer = entered(app, client, *files, subject="")
        assert (answer.status_code, "请重新选择" in answer.text) == (422, said)


# -- who may open them


@pytest.mark.parametrize(
    ("username", "status", "remark"),
    [
        (cast.CLERK, 200, "entered it"),
        (cast.COURT_LIAISON, 200, "sent it"),
        (OTHER, 404, "of another court"),
        (cast.BANK_USER, 404, "of the institution that is a side"),
        (cast.CENTRE_MEDIATOR, 404, "does not mediate it"),
    ],
)
def test_a_scan_is_for_those_who_see_the_hand_over(
    app: Flask, signed_in: Door, other_court: str, username: str, status: int, remark: str
) -> None:
    number, file_id = stored(app, with_scan)
    address = f"/desk/referrals/{number}/materials/{file_id}"
    client = signed_in(username)
    with client.get(address) as answer:
        assert answer.status_code == status, remark
    if status == 200:
        assert address in client.get(PAGE).text
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_file_on_no_line_of_this_hand_over_is_not_found(app: Flask, signed_in: Door) -> None:
    _, file_id = stored(app, with_scan)
    other = stored(app, lambda: arrived(arrival(their_number="（2026）闽0203诉前调8号")).short_number)
    assert signed_in(cast.CLERK).get(f"/desk/referrals/{other}/materials/{file_id}").status_code == 404
    assert signed_in(cast.CLERK).get(f"{PAGE}/materials/{file_id + 1}").status_code == 404


def test_the_title_of_a_file_of_the_case_on_the_list_does_not_open_it_to_the_court(
    app: Flask, signed_in: Door
) -> None:
    def named() -> int:
        found = taken_with_scan()
        assert found.case is not None
        file_scan(found.case, clock.now())
        file = files_of_case(found.case.id)[-1]
        list_material(found, file.original_name, 1, file_id=file.id, sha256=file.sha256)
        return file.id

    address = f"{PAGE}/materials/{stored(app, named)}"
    assert opened(signed_in(cast.CLERK), address) == 200
    assert opened(signed_in(cast.COURT_LIAISON), address) == 404
    assert address not in signed_in(cast.COURT_LIAISON).get(PAGE).text


# -- afterwards


def test_what_came_with_the_hand_over_joins_its_case_and_goes_back_in_the_package(session: Any) -> None:
    found = withdrawn(taken_with_scan())
    assert found.case is not None
    (file,) = files_of_case(found.case.id)
    assert (file.id, file.case_id, file.referral_id) == (
        found.materials[0].file_id,
        found.case.id,
        found.id,
    )
    assert [item.file.id for item in items_of_case(found.case.id)] == [file.id]
    assert file.id in {item.file.id for item in find(found).items}


def test_in_the_case_it_is_not_for_the_other_side(app: Flask, signed_in: Door) -> None:
    def in_case() -> str:
        found = taken_with_scan()
        assert found.case is not None
        return f"/desk/cases/{found.case.short_number}/files/{found.materials[0].file_id}"

    address = stored(app, in_case)
    assert opened(signed_in(cast.CLERK), address) == 200
    assert opened(signed_in(cast.BANK_USER), address) == 404
