"""Both sides sign on their telephones without scripts, the staff at the desk; nobody prints a sheet."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from mediation.accounts.queries import user_named
from mediation.cases.models import Party
from mediation.database import db
from mediation.demo.city import PASSWORD
from tests import cast
from tests.journeys.conftest import Come
from tests.journeys.pages import form_on
from tests.journeys.road import Road

REPRESENTATIVE = "304X"
MOVED, UNPROCESSABLE, NOT_FOUND = 302, 422, 404


def side_of(road: Road, side: str) -> tuple[str, str]:
    """The name of a side and the four digits that only it and the centre know."""
    with road.app.app_context():
        party = db.session.query(Party).filter_by(side=side).order_by(Party.id.desc()).first()
        assert party is not None
        known = party.uscc or party.paper_number or party.phone or ""
        return party.name, known[-4:]


def made_link(road: Road, signer: str, person: str) -> str:
    """The address of a new link, as the mediator sees it once."""
    form = form_on(road.client(road.mediator).get(f"{road.address}/signing/"), "links")
    asked = {} if signer == "applicant" else {"digits": REPRESENTATIVE}
    answer = form.send(road.client(road.mediator), signer=signer, person=person, **asked)
    assert answer.status_code == 200, answer.text
    (key,) = set(re.findall(r"/sign/\?key=([\w-]+)", answer.text))
    return f"/sign/?key={key}"


def opened(road: Road, address: str, digits: str) -> FlaskClient:
    """A telephone that has followed the link and said who holds it."""
    phone = road.app.test_client()
    assert phone.get(address).status_code == MOVED
    page = phone.get("/sign/")
    assert "协议内容" not in page.text, "nothing of the case before the signer is known"
    assert form_on(page, "identity").send(phone, digits=digits).status_code == MOVED
    return phone


def told_code(road: Road) -> str:
    """The code that the mediator reads out, for the newest link."""
    form = form_on(road.client(road.mediator).get(f"{road.address}/signing/"), "code")
    answer = form.send(road.client(road.mediator))
    (code,) = re.findall(r"<strong>(\d{6})</strong>", answer.text)
    return str(code)


def signed(road: Road, signer: str, person: str, digits: str) -> FlaskClient:
    return signed_by(road, made_link(road, signer, person), person, digits)


def signed_by(road: Road, address: str, person: str, digits: str) -> FlaskClient:
    phone = opened(road, address, digits)
    code = told_code(road)
    form = form_on(phone.get("/sign/"))
    answer = form.send(phone, code=code, typed=person, consent="y")
    assert answer.status_code == MOVED, answer.text
    return phone


def comes_back_for_the_copy(road: Road, address: str, digits: str) -> None:
    """Weeks later, on another telephone: the link and the four digits still give the own copy."""
    road.clock.advance(days=20)
    phone = road.app.test_client()
    phone.get(address)
    assert phone.get("/sign/agreement").status_code == MOVED, "not by the link alone"
    assert form_on(phone.get("/sign/"), "identity").send(phone, digits="0000").status_code == UNPROCESSABLE
    assert form_on(phone.get("/sign/"), "identity").send(phone, digits=digits).status_code == MOVED
    assert phone.get("/sign/agreement").data.startswith(b"%PDF")


def sign_inside(road: Road, who: str, signer: str) -> None:
    client = road.client(who)
    form = form_on(client.get(f"{road.address}/signing/"), f"as/{signer}")
    with road.app.app_context():
        user = user_named(who)
        assert user is not None
        name = user.name
    fields = {f"{signer}-typed": name, f"{signer}-consent": "y", f"{signer}-password": PASSWORD}
    answer = form.send(client, **fields)
    assert answer.status_code == MOVED, answer.text


@pytest.mark.usefixtures("undrawn")
def test_the_whole_road_without_paper(come_to: Come) -> None:
    road = come_to("awaiting_signature")
    applicant, digits = side_of(road, "applicant")
    phone = signed(road, "applicant", applicant, digits)
    assert "您已签署" in phone.get("/sign/").text
    assert phone.get("/sign/copy").data.startswith(b"%PDF")
    other = made_link(road, "respondent", "方代表")
    signed_by(road, other, "方代表", REPRESENTATIVE)
    sign_inside(road, road.mediator, "mediator")
    assert phone.get("/sign/agreement").status_code == MOVED, "not before all have signed"
    sign_inside(road, cast.MANAGER, "organisation")
    road.conclude()
    assert "下载协议书" in phone.get("/sign/").text
    assert phone.get("/sign/agreement").data.startswith(b"%PDF")
    comes_back_for_the_copy(road, other, REPRESENTATIVE)
    assert "已电子签署" in road.page().text
    assert "签署存证" in road.client(road.mediator).get(f"{road.address}/signing/").text
    assert road.papers("签署存证页")


@pytest.mark.databases("sqlite")
@pytest.mark.usefixtures("undrawn")
def test_what_was_typed_wrong_is_said_beside_the_field_and_the_rest_stays(come_to: Come) -> None:
    road = come_to("awaiting_signature")
    applicant, digits = side_of(road, "applicant")
    phone = opened(road, made_link(road, "applicant", applicant), digits)
    code = told_code(road)
    wrong = "000000" if code != "000000" else "111111"
    form = form_on(phone.get("/sign/"))
    answer = form.send(phone, code=wrong, typed=applicant, consent="y")
    assert answer.status_code == UNPROCESSABLE
    assert "验证码不正确（还可试 4 次）" in answer.text
    assert applicant in answer.text
    assert "请勾选确认" in form.send(phone, code=code, typed=applicant).text
    assert "还可试 3 次" in form.send(phone, code=wrong, typed=applicant, consent="y").text, "tries are kept"


@pytest.mark.databases("sqlite")
@pytest.mark.usefixtures("undrawn")
def test_a_link_alone_shows_nothing_and_guesses_lock_it(come_to: Come) -> None:
    road = come_to("awaiting_signature")
    applicant, digits = side_of(road, "applicant")
    address = made_link(road, "applicant", applicant)
    phone = road.app.test_client()
    assert phone.get("/sign/?key=guessed").status_code == NOT_FOUND
    phone.get(address)
    for path in ("/sign/copy", "/sign/decline"):
        assert phone.get(path).status_code == MOVED, "before the signer is known"
    for _ in range(5):
        assert phone.post("/sign/identity", data={"digits": "0000"}).status_code == UNPROCESSABLE
    assert phone.post("/sign/identity", data={"digits": digits}).status_code == UNPROCESSABLE
    assert "锁定" in phone.get("/sign/").text


@pytest.mark.databases("sqlite")
@pytest.mark.usefixtures("undrawn")
def test_a_side_that_will_not_sign_says_why_and_the_mediator_ends_the_case(come_to: Come) -> None:
    road = come_to("awaiting_signature")
    applicant, digits = side_of(road, "applicant")
    phone = opened(road, made_link(road, "applicant", applicant), digits)
    answer = form_on(phone.get("/sign/decline")).send(phone, reason="金额还要再算。")
    assert answer.status_code == MOVED
    assert "已拒绝签署" in phone.get("/sign/").text
    desk = road.client(road.mediator).get(f"{road.address}/signing/").text
    assert "金额还要再算" in desk
    road.act(road.mediator, "refuse_to_sign", reason="申请人不签。")


@pytest.mark.databases("sqlite")
@pytest.mark.usefixtures("undrawn")
def test_whoever_may_not_conclude_the_case_finds_no_page_of_signing(come_to: Come) -> None:
    road = come_to("awaiting_signature")
    for who in (cast.JIMEI_MEDIATOR, cast.CLERK, cast.BANK_USER, cast.AUDITOR):
        assert road.client(who).get(f"{road.address}/signing/").status_code in {403, NOT_FOUND}, who
