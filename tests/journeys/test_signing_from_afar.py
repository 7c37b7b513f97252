"""Both sides sign on their telephones without scripts, the staff at the desk; nobody prints a sheet."""

from __future__ import annotations

import io
import re

import pytest
from flask.testing import FlaskClient

from mediation.accounts.queries import user_named
from mediation.cases.models import Party
from mediation.database import db
from mediation.demo import pictures
from mediation.demo.city import PASSWORD
from tests import cast
from tests.journeys.conftest import Come
from tests.journeys.pages import form_on
from tests.journeys.road import Road
from tests.signing.signers import HIS_NUMBER, HIS_PHONE, REPRESENTATIVE, Telephones, connect

MOVED, UNPROCESSABLE, NOT_FOUND = 302, 422, 404


@pytest.fixture(autouse=True)
def telephones(monkeypatch: pytest.MonkeyPatch) -> Telephones:
    return connect(monkeypatch)


def side_of(road: Road) -> tuple[str, str]:
    """The applicant's name and the number of its identity paper."""
    with road.app.app_context():
        party = db.session.query(Party).filter_by(side="applicant").order_by(Party.id.desc()).first()
        assert party is not None
        return party.name, party.paper_number or ""


def put_authority_on_file(road: Road) -> None:
    """The mediator records it from its scan, the clerk checks it against the scan."""
    form = road.form(road.mediator, "signing/authorities/new")
    page = pictures.make("scan", ["授权委托书", road.number])
    answer = form.send(
        road.client(road.mediator),
        side="respondent",
        person=REPRESENTATIVE,
        capacity="employee",
        matters=["claims", "sign"],
        paper_kind="resident_id",
        paper_number=HIS_NUMBER,
        phone=HIS_PHONE,
        document=(io.BytesIO(page), "授权委托书.pdf"),
        no_seal_reason="公章外借，另补盖。",
    )
    assert answer.status_code == MOVED, answer.text
    (address,) = set(
        re.findall(
            r"signing/(authorities/\d+/check)", road.client(cast.CLERK).get(f"{road.address}/signing/").text
        )
    )
    form = road.form(cast.CLERK, f"signing/{address}")
    answer = form.send(road.client(cast.CLERK), number=HIS_NUMBER, phone=HIS_PHONE, agreed="y")
    assert answer.status_code == MOVED, answer.text


def sent_link(road: Road, telephones: Telephones, who: str) -> str:
    """The address that came to the signer; `who` is the choice on the mediator's page."""
    form = form_on(road.client(road.mediator).get(f"{road.address}/signing/"), "links")
    answer = form.send(road.client(road.mediator), who=form.chosen("who", who), way="own")
    assert answer.status_code == MOVED, answer.text
    key = telephones.links[-1][1].partition("?key=")[2]
    assert key not in road.client(road.mediator).get(f"{road.address}/signing/").text
    return f"/sign/?key={key}"


def opened(road: Road, address: str, number: str) -> FlaskClient:
    """A telephone that has followed the link and said who holds it."""
    phone = road.app.test_client()
    phone.environ_base["REMOTE_ADDR"] = f"203.0.113.{len(number) + len(address) % 100}"
    phone.environ_base["HTTP_USER_AGENT"] = f"Telephone of {number}"
    assert phone.get(address).status_code == MOVED
    page = phone.get("/sign/")
    assert "协议内容" not in page.text, "nothing of the case before the signer is known"
    assert form_on(page, "identity").send(phone, number=number).status_code == MOVED
    return phone


def signed_by(road: Road, telephones: Telephones, address: str, person: str, number: str) -> FlaskClient:
    phone = opened(road, address, number)
    assert form_on(phone.get("/sign/"), "code").send(phone).status_code == MOVED
    form = form_on(phone.get("/sign/"))
    answer = form.send(phone, code=telephones.codes[-1][1], typed=person, consent="y")
    assert answer.status_code == MOVED, answer.text
    return phone


def comes_back_for_the_copy(road: Road, address: str, number: str) -> None:
    """Weeks later, on another telephone: the link and the number still give the own copy."""
    road.clock.advance(days=20)
    phone = road.app.test_client()
    phone.get(address)
    assert phone.get("/sign/agreement").status_code == MOVED, "not by the link alone"
    assert form_on(phone.get("/sign/"), "identity").send(phone, number="0000").status_code == UNPROCESSABLE
    assert form_on(phone.get("/sign/"), "identity").send(phone, number=number).status_code == MOVED
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
def test_the_whole_road_without_paper(come_to: Come, telephones: Telephones) -> None:
    road = come_to("awaiting_signature")
    applicant, number = side_of(road)
    put_authority_on_file(road)
    address = sent_link(road, telephones, f"申请人本人：{applicant}")
    phone = signed_by(road, telephones, address, applicant, number)
    assert "您已签署" in phone.get("/sign/").text
    assert phone.get("/sign/copy").data.startswith(b"%PDF")
    other = sent_link(road, telephones, f"被申请人的代表：{REPRESENTATIVE}（单位工作人员）")
    signed_by(road, telephones, other, REPRESENTATIVE, HIS_NUMBER)
    sign_inside(road, road.mediator, "mediator")
    assert phone.get("/sign/agreement").status_code == MOVED, "not before all have signed"
    sign_inside(road, cast.MANAGER, "organisation")
    road.conclude()
    assert "下载协议书" in phone.get("/sign/").text
    assert phone.get("/sign/agreement").data.startswith(b"%PDF")
    comes_back_for_the_copy(road, other, HIS_NUMBER)
    assert f"{REPRESENTATIVE}代表被申请人电子签署" in road.page().text
    desk = road.client(road.mediator).get(f"{road.address}/signing/").text
    assert "签署存证" in desk
    assert "单位未盖章：公章外借，另补盖。" in desk
    assert road.papers("签署存证页")


@pytest.mark.databases("sqlite")
@pytest.mark.usefixtures("undrawn")
def test_a_signer_who_is_here_scans_the_link_and_hears_the_code_from_a_second_person(come_to: Come) -> None:
    road = come_to("awaiting_signature")
    applicant, number = side_of(road)
    form = form_on(road.client(road.mediator).get(f"{road.address}/signing/"), "links")
    made = form.send(road.client(road.mediator), who="applicant", way="on_site")
    (key,) = set(re.findall(r"/sign/\?key=([\w-]+)", made.text))
    phone = opened(road, f"/sign/?key={key}", number)
    assert "另一名工作人员" in phone.get("/sign/").text
    desk = road.client(cast.CLERK).get(f"{road.address}/signing/").text
    (address,) = set(re.findall(r"signing/(links/\d+/code)", desk))
    told = road.form(cast.CLERK, f"signing/{address}").send(
        road.client(cast.CLERK), paper_kind="resident_id", number=number, agreed="y"
    )
    (code,) = re.findall(r"<strong>(\d{6})</strong>", told.text)
    answer = form_on(phone.get("/sign/")).send(phone, code=code, typed=applicant, consent="y")
    assert answer.status_code == MOVED, answer.text
    assert "当面告知申请人的验证码" in road.page().text


@pytest.mark.databases("sqlite")
@pytest.mark.usefixtures("undrawn")
def test_what_was_typed_wrong_is_said_beside_the_field_and_the_rest_stays(
    come_to: Come, telephones: Telephones
) -> None:
    road = come_to("awaiting_signature")
    applicant, number = side_of(road)
    phone = opened(road, sent_link(road, telephones, f"申请人本人：{applicant}"), number)
    form_on(phone.get("/sign/"), "code").send(phone)
    code = telephones.codes[-1][1]
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
def test_a_link_alone_shows_nothing_and_guesses_lock_it(come_to: Come, telephones: Telephones) -> None:
    road = come_to("awaiting_signature")
    applicant, number = side_of(road)
    address = sent_link(road, telephones, f"申请人本人：{applicant}")
    phone = road.app.test_client()
    assert phone.get("/sign/?key=guessed").status_code == NOT_FOUND
    phone.get(address)
    for path in ("/sign/copy", "/sign/decline"):
        assert phone.get(path).status_code == MOVED, "before the signer is known"
    for _ in range(5):
        assert phone.post("/sign/identity", data={"number": "0000"}).status_code == UNPROCESSABLE
    assert phone.post("/sign/identity", data={"number": number}).status_code == UNPROCESSABLE
    assert "锁定" in phone.get("/sign/").text


@pytest.mark.databases("sqlite")
@pytest.mark.usefixtures("undrawn")
def test_a_side_that_will_not_sign_says_why_and_the_mediator_ends_the_case(
    come_to: Come, telephones: Telephones
) -> None:
    road = come_to("awaiting_signature")
    applicant, number = side_of(road)
    phone = opened(road, sent_link(road, telephones, f"申请人本人：{applicant}"), number)
    answer = form_on(phone.get("/sign/decline")).send(phone, reason="金额还要再算。")
    assert answer.status_code == MOVED
    assert "已拒绝签署" in phone.get("/sign/").text
    desk = road.client(road.mediator).get(f"{road.address}/signing/").text
    assert "金额还要再算" in desk
    road.act(road.mediator, "refuse_to_sign", reason="申请人不签。")


@pytest.mark.databases("sqlite")
@pytest.mark.usefixtures("undrawn")
def test_whoever_has_nothing_to_do_with_the_case_finds_no_page_of_signing(come_to: Come) -> None:
    road = come_to("awaiting_signature")
    for who in (cast.JIMEI_MEDIATOR, cast.BANK_USER, cast.AUDITOR):
        assert road.client(who).get(f"{road.address}/signing/").status_code in {403, NOT_FOUND}, who
