"""Text is kept in one form, whichever way it came in: a form, an address, a file's name, a list, a
system of others, a command."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from io import BytesIO

import pytest
from flask import Flask, request
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from mediation import text
from mediation.accounts import queries as accounts
from mediation.cases.filters import Filters
from mediation.cases.models import Party
from mediation.cases.queries import found as search
from mediation.clock import today
from mediation.database import db
from mediation.referrals.models import Referral
from mediation.spreadsheets.reading_cells import Cell
from mediation.spreadsheets.reading_values import text as text_of_a_cell
from mediation.web.fields import tidy
from tests import cast
from tests.api.calling import court_system, matter
from tests.builders import APPLICANT, actor, case_in
from tests.intake.walk import ANSWERS, Walk
from tests.stages import Stage
from tests.test_cli import PASSWORD

# As typed, and as kept. Unicode calls each pair the same text.
PAIRS = [
    ("林\U0002f800", "林\u4e3d", "a compatibility ideograph beyond the first plane"),
    ("\uf9d1川", "\u516d川", "one within it"),
    ("Jose\u0301", "Jos\u00e9", "a letter and its accent apart"),
    ("Nguye\u0302\u0303n", "Nguy\u1ec5n", "a letter with two accents"),
    ("林䶮\U00030edd", "林䶮\U00030edd", "rare characters of names stay"),
    ("样例（厦门）ＡＢ", "样例（厦门）ＡＢ", "the width of signs and letters stays"),
]
# All of them in one name.
TYPED, KEPT = ("".join(form) for form in list(zip(*PAIRS, strict=True))[:2])

each_pair = pytest.mark.parametrize(("typed", "kept", "remark"), PAIRS, ids=[remark for *_, remark in PAIRS])


@each_pair
def test_two_ways_to_write_the_same_are_kept_as_one(typed: str, kept: str, remark: str) -> None:
    assert text.composed(typed) == kept


@given(st.text())
@example("\U0002f800")
@example("\u0958")  # composed form takes it apart
@example("e\x00\u0301")
def test_what_is_kept_stays_as_it_is(typed: str) -> None:
    for kept in (text.composed(typed), tidy(typed), text_of_a_cell(Cell(typed))):
        assert unicodedata.is_normalized("NFC", kept)
        assert text.composed(kept) == kept


def test_everything_inside_what_a_system_sent_is_composed() -> None:
    sent = {"e\u0301": ["e\u0301", 1, None, {"x": ("e\u0301", True)}]}
    assert text.throughout(sent) == {"é": ["é", 1, None, {"x": ["é", True]}]}


# -- each way in


@pytest.mark.usefixtures("undrawn")
def test_a_name_typed_into_a_form(founded: Stage) -> None:
    about = ANSWERS["about-you"] | {"name": TYPED}
    Walk(founded.app.test_client(), **{"about-you": about}).begin().file()
    with founded.app.app_context():
        assert db.session.query(Party.name).filter_by(side="applicant").scalar() == KEPT


@each_pair
def test_every_field_every_argument_and_the_name_of_a_file(
    app: Flask, typed: str, kept: str, remark: str
) -> None:
    """Also what a view takes out of the request without a form."""
    sent = {"text": typed, typed: "x", "file": (BytesIO(b"x"), f"{typed}.pdf")}
    for multipart in (True, False):
        fields = sent if multipart else {name: value for name, value in sent.items() if name != "file"}
        with app.test_request_context("/", query_string={"q": typed}, method="POST", data=fields):
            assert request.args["q"] == request.values["q"] == kept
            assert (request.form["text"], request.form[kept]) == (kept, "x")
            assert [file.filename for file in request.files.values()] == [f"{kept}.pdf"] * multipart


@each_pair
def test_a_cell_of_a_list(typed: str, kept: str, remark: str) -> None:
    assert text_of_a_cell(Cell(typed)) == kept


@pytest.mark.parametrize("escaped", [True, False])
def test_what_a_system_of_others_sends(founded: Stage, escaped: bool) -> None:
    court = court_system(founded.app)
    people = [{**one, "name": TYPED} if one["side"] == "respondent" else one for one in matter()["people"]]
    answer = court.client.post(
        "/api/v1/referrals",
        data=json.dumps(matter(subject=TYPED, people=people), ensure_ascii=escaped).encode(),
        content_type="application/json",
        headers={"Authorization": f"Bearer {court.token}", "Idempotency-Key": "key-of-a-test"},
    )
    assert answer.status_code == 201, answer.json
    with founded.app.app_context():
        found = db.session.query(Referral).one()
        assert (found.respondent_name, found.subject) == (KEPT, KEPT)


def test_a_command(app: Flask) -> None:
    secret = PASSWORD + TYPED
    asked = {"FENGQIAO_ADMIN_USER": f"{TYPED}1", "FENGQIAO_ADMIN_PASSWORD": secret}
    done = app.test_cli_runner().invoke(args=["create-admin"], env=asked)
    assert done.exit_code == 0, done.output
    with app.app_context():
        assert accounts.user_named(f"{KEPT}1") is not None
    answer = app.test_client().post("/account/sign-in", data={"username": f"{TYPED}1", "password": secret})
    assert answer.location == "/account/users"


# -- and looked for in that form


@pytest.mark.parametrize(
    ("name", "typed", "remark"),
    [
        ("林\u4e3d", "林\U0002f800", "the same character by its other code"),
        ("Jos\u00e9 Lima", "Jose\u0301 Lima", "a letter and its accent apart"),
        ("林䶮", "林䶮", "a rare character"),
        ("样例（厦门）有限公司", "样例（厦门）", "brackets as they stand in a name"),
        ("ＡＢ样例", "ＡＢ", "wide letters as they stand in a name"),
        ("欧阳丽", " 欧 阳丽 ", "blanks within"),
    ],
)
def test_a_name_is_found_however_it_is_typed(
    founded: Stage, session: Session, name: str, typed: str, remark: str
) -> None:
    case = case_in("submitted", applicant=replace(APPLICANT, name=name))
    found = search(actor(cast.MANAGER), typed, Filters(), on=today())
    assert [row.id for row in found.rows] == [case.id]
