"""Who tries to sign for somebody else: each of the staff alone, or with one friend outside.

A friend may hold any telephone and sit at any browser, and does what the insider says; no other member of
the staff lends a hand. Each test is one way in; none of them ends in an agreement that binds.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mediation import clock as house_clock
from mediation.access.actor import Actor
from mediation.access.by import By
from mediation.access.roles import Role
from mediation.accounts.models import User
from mediation.acts.refusals import ActRefused, GuardRefused, NotAllowed
from mediation.agreements import operations as agreements
from mediation.agreements.operations import SignatureFacts
from mediation.cases import party_contacts
from mediation.cases.acts import complete_party
from mediation.cases.models import Case
from mediation.database import db
from mediation.demo import city
from mediation.documents.kinds import DocumentKind
from mediation.documents.operations import facts_of
from mediation.documents.queries import documents_of_case
from mediation.notifications.addressees import contact_of
from mediation.notifications.models import Letter
from mediation.signing import authorities, devices, extension_points, operations, queries
from mediation.signing.acts import SignatureMark, sign_at_desk, sign_by_link
from mediation.timeline.queries import entries_of
from tests import cast
from tests.builders import APPLICANT, BANK, actor, case_in, file_scan, institution, walk
from tests.signing.signers import (
    CARD,
    HIS_NUMBER,
    HIS_PHONE,
    NUMBERS,
    STROKES,
    Telephones,
    authority_of,
    by,
    code_for,
    code_in_person,
    connect,
    link_for,
    live_of,
    recorded,
    sign,
)
from tests.stages import Stage

pytestmark = [pytest.mark.usefixtures("founded"), pytest.mark.databases("sqlite")]
INSIDE = pytest.mark.usefixtures("session")

MEDIATOR, MANAGER, CLERK = cast.CENTRE_MEDIATOR, cast.MANAGER, cast.CLERK
FRIEND = "15405920666"
INK = SignatureMark(drawn=STROKES)
NOBODY_HERE = {
    "administrator": cast.ADMINISTRATOR,
    "a bank user": cast.BANK_USER,
    "the auditor": cast.AUDITOR,
}


@pytest.fixture(autouse=True)
def telephones(monkeypatch: pytest.MonkeyPatch, undrawn: None) -> Telephones:
    monkeypatch.setattr("mediation.signing.operations.preview", lambda *_a, **_k: b"%PDF the text to sign")
    return connect(monkeypatch)


@pytest.fixture
def case(session: object) -> Case:
    return case_in("awaiting_signature")


def refused(attack: Callable[[], object]) -> str:
    """What the house says to an attack that it refuses."""
    with pytest.raises(ActRefused) as said:
        attack()
    return said.value.words.zh


def nobody_signed(case: Case) -> None:
    assert queries.acts_of(case.id) == []
    with pytest.raises(GuardRefused):
        agreements.conclude(case, by(MANAGER))
    assert case.state == "awaiting_signature"


# Who may even ask.


@INSIDE
@pytest.mark.parametrize("who", NOBODY_HERE.values(), ids=NOBODY_HERE)
def test_who_has_no_right_asks_vouches_and_signs_nothing(case: Case, who: str) -> None:
    live = link_for(case, on_site=True)
    attacks: list[Callable[[], object]] = [
        lambda: operations.invite(case, "applicant", by(who)),
        lambda: code_in_person(live, who),
        lambda: recorded(case, who),
        lambda: operations.confirm_contact(case, "applicant", "sms", CARD, NUMBERS["applicant"], by(who)),
    ]
    for attack in attacks:
        refused(attack)
    for signer in ("mediator", "organisation"):
        refused(
            lambda signer=signer: agreements.record_signature(  # type: ignore[misc]
                case, SignatureFacts(signer, house_clock.today()), by(who)
            )
        )
    nobody_signed(case)


@INSIDE
def test_a_free_name_has_nowhere_to_go(case: Case) -> None:
    """The name of a link is the party's own, or that of a checked authority; nobody types it."""
    link, _ = operations.invite(case, "applicant", by(MEDIATOR))
    assert link.person == APPLICANT.name
    live = link_for(case, on_site=True)
    wrong = SignatureMark(typed="路人甲 Nobody")
    assert "完整姓名" in refused(
        lambda: sign_by_link(live, code_in_person(live), wrong, at=house_clock.now())
    )
    nobody_signed(case)


# The identity.


@INSIDE
@pytest.mark.parametrize("digits", ["0000", "996X", "1000", "312996X", ""])
def test_the_digits_that_masks_leave_visible_open_nothing(case: Case, digits: str) -> None:
    live = link_for(case)
    assert "不一致" in refused(lambda: operations.identify(live, digits, at=house_clock.now()))
    assert live.link.opened_at is None


@INSIDE
def test_a_party_without_an_identity_number_signs_on_paper(session: object) -> None:
    bare = replace(APPLICANT, paper_kind="", paper_number="", born_on=None)
    case = case_in("awaiting_signature", applicant=bare)
    said = refused(lambda: operations.invite(case, "applicant", by(MEDIATOR), on_site=True))
    assert "纸质" in said
    nobody_signed(case)


# The channel.


@INSIDE
@pytest.mark.parametrize("insider", [MEDIATOR, MANAGER, CLERK])
def test_a_telephone_changed_just_before_gets_neither_link_nor_code(
    case: Case, insider: str, telephones: Telephones
) -> None:
    complete_party(case, "applicant", {"phone": FRIEND}, by(insider))
    live = link_for(case, inviter=MEDIATOR)
    operations.send_link(live, "https://x/sign/?key=1", at=house_clock.now())
    code_for(live, telephones)
    assert {address for address, _ in telephones.links + telephones.codes} == {APPLICANT.phone}


@INSIDE
def test_whoever_changed_the_telephone_does_not_confirm_it_and_the_mediator_confirms_none(case: Case) -> None:
    complete_party(case, "applicant", {"phone": FRIEND}, by(CLERK))
    for who in (CLERK, MEDIATOR):
        refused(
            lambda who=who: operations.confirm_contact(  # type: ignore[misc]
                case, "applicant", "sms", CARD, NUMBERS["applicant"], by(who)
            )
        )
    assert party_contacts.proven(case.id, "applicant")["sms"].address == APPLICANT.phone


@INSIDE
def test_whoever_confirmed_a_contact_cannot_ask_its_owner_to_sign(session: object) -> None:
    case = case_in("awaiting_signature", applicant=replace(APPLICANT, email=""))
    complete_party(case, "applicant", {"phone": FRIEND}, by(CLERK))
    operations.confirm_contact(case, "applicant", "sms", CARD, NUMBERS["applicant"], by(MANAGER))
    assert "核实联系方式的人" in refused(lambda: operations.invite(case, "applicant", by(MANAGER)))


@INSIDE
def test_both_the_old_and_the_new_address_hear_of_a_change(case: Case) -> None:
    complete_party(case, "applicant", {"phone": FRIEND}, by(CLERK))
    heard = {contact_of(one).sms or contact_of(one).phone for one in letters("contact_changed")}
    assert {APPLICANT.phone, FRIEND} <= heard


@INSIDE
def test_an_address_that_the_other_side_gave_is_nobodys_until_confirmed(session: object) -> None:
    """A bank files against a person and gives its friend's telephone for him."""
    case = case_in("awaiting_signature", applicant=institution(BANK), respondent=APPLICANT)
    assert party_contacts.proven(case.id, "respondent") == {}
    said = refused(lambda: operations.invite(case, "respondent", by(MEDIATOR)))
    assert "核实" in said
    nobody_signed(case)


@INSIDE
def test_a_code_goes_nowhere_when_the_confirmed_address_is_another_by_then(
    case: Case, telephones: Telephones
) -> None:
    live = link_for(case, inviter=MEDIATOR)
    complete_party(case, "applicant", {"phone": FRIEND}, by(CLERK))
    operations.confirm_contact(case, "applicant", "sms", CARD, NUMBERS["applicant"], by(MANAGER))
    refused(lambda: operations.send_code(live, at=house_clock.now()))
    assert telephones.codes == []


# The code in person.


@INSIDE
@pytest.mark.parametrize("insider", [MEDIATOR, MANAGER])
def test_whoever_made_the_link_tells_no_code(case: Case, insider: str) -> None:
    live = link_for(case, on_site=True, inviter=insider)
    refused(lambda: code_in_person(live, insider))
    nobody_signed(case)


@INSIDE
def test_the_mediator_of_the_case_tells_no_code_under_a_second_role_either(case: Case) -> None:
    live = link_for(case, on_site=True, inviter=MANAGER)
    two_hats = Actor(
        actor(MEDIATOR).roles | {Role.CENTRE_MANAGER, Role.INTAKE_CLERK},
        user_id=actor(MEDIATOR).user_id,
        organisation_id=actor(MEDIATOR).organisation_id,
        name="x",
    )
    said = refused(
        lambda: operations.hand_over_code(live, CARD, NUMBERS["applicant"], By(two_hats, house_clock.now()))
    )
    assert "调解员不能" in said
    nobody_signed(case)


@INSIDE
def test_an_account_made_for_the_purpose_is_no_second_person(case: Case, session: object) -> None:
    """The administrator makes a clerk, signs in as the clerk, and vouches for the mediator's friend."""
    live = link_for(case, on_site=True, inviter=MANAGER)
    clerk = db.session.query(User).filter_by(username=CLERK).one()
    fresh = User(
        username="new",
        name="新来的",
        roles=clerk.roles,
        organisation_id=clerk.organisation_id,
        password_hash="x",
        session_key="new",
        created_at=house_clock.now().replace(year=2027),
    )
    db.session.add(fresh)
    db.session.flush()
    said = refused(
        lambda: operations.hand_over_code(
            live, CARD, NUMBERS["applicant"], By(fresh.actor, house_clock.now())
        )
    )
    assert "账号" in said


@INSIDE
def test_a_paper_of_somebody_else_gives_no_code(case: Case) -> None:
    live = link_for(case, on_site=True)
    said = refused(lambda: operations.hand_over_code(live, CARD, HIS_NUMBER, by(CLERK)))
    assert "证件" in said
    assert live.link.code_hash == ""


@INSIDE
@pytest.mark.parametrize("certified", [False, True], ids=["simple", "with a licensed authority"])
def test_a_code_in_person_makes_a_simple_signature_and_none_in_a_case_of_a_court(
    session: object, certified: bool
) -> None:
    if certified:
        extension_points.register_certifier(lambda person, record: b"certified")
    case = case_in("awaiting_signature")
    live = link_for(case, on_site=True)
    sign_by_link(live, code_in_person(live), INK, at=house_clock.now())
    ((_, act, signature),) = queries.acts_of(case.id)
    assert (act.level, signature.level) == ("simple", "simple")
    if certified:
        of_court = case_in("awaiting_signature", track="assigned")
        there = link_for(of_court, on_site=True)
        assert "可靠" in refused(lambda: code_in_person(there))


@INSIDE
def test_a_code_in_person_is_said_everywhere(case: Case) -> None:
    live = link_for(case, on_site=True)
    code_in_person(live)
    (entry,) = [one for one in entries_of(case.thread) if one.event == "signing_code_told"]
    assert entry.actor_name == actor(CLERK).name
    assert entry.facts["person"] == APPLICANT.name
    assert {one.side for one in letters("code_in_person")} == {"applicant", "respondent"}


# Authorities.


@INSIDE
def test_an_organisation_has_no_signer_without_an_authority(case: Case) -> None:
    assert "授权" in refused(lambda: operations.invite(case, "respondent", by(MEDIATOR), on_site=True))


@INSIDE
@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"matters": ("evidence", "papers")}, "没有写明"),
        ({"matters": ("sign",)}, "没有写明"),
        ({"seal": None, "no_seal_reason": " "}, "公章"),
    ],
)
def test_an_authority_that_does_not_reach_as_far_is_not_recorded(
    case: Case, told: dict[str, object], said: str
) -> None:
    assert said in refused(lambda: recorded(case, **told))


@INSIDE
@pytest.mark.parametrize(
    ("recorder", "checker"), [(MEDIATOR, MEDIATOR), (MANAGER, MANAGER), (MANAGER, MEDIATOR)]
)
def test_nobody_checks_the_authority_that_they_recorded_nor_the_mediator_any(
    case: Case, recorder: str, checker: str
) -> None:
    authority = recorded(case, recorder, person="路人甲", address=FRIEND)
    with pytest.raises(ActRefused):
        authorities.check_authority(case, authority, HIS_NUMBER, FRIEND, by(checker))
    refused(lambda: operations.invite(case, "respondent", by(recorder), authority=authority, on_site=True))


@INSIDE
def test_whoever_checked_an_authority_does_not_ask_its_holder_to_sign(case: Case) -> None:
    authority = recorded(case, MEDIATOR)
    authorities.check_authority(case, authority, HIS_NUMBER, HIS_PHONE, by(MANAGER))
    refused(lambda: operations.invite(case, "respondent", by(MANAGER), authority=authority))
    operations.invite(case, "respondent", by(MEDIATOR), authority=authority)


@INSIDE
def test_a_friends_telephone_in_an_authority_is_found_when_it_is_typed_again(case: Case) -> None:
    authority = recorded(case, MEDIATOR, address=FRIEND)
    said = refused(lambda: authorities.check_authority(case, authority, HIS_NUMBER, HIS_PHONE, by(CLERK)))
    assert "不一致" in said


@INSIDE
def test_an_authority_of_one_case_or_side_serves_no_other(case: Case) -> None:
    authority = authority_of(case_in("awaiting_signature"))
    for side in ("applicant", "respondent"):
        refused(
            lambda side=side: operations.invite(case, side, by(MEDIATOR), authority=authority)  # type: ignore[misc]
        )


# The text.


@INSIDE
def test_another_text_after_the_signature_has_no_signature(case: Case, telephones: Telephones) -> None:
    sign(case, "applicant", telephones)
    walk(case, "reopen_talks", "draft_terms", "offer_terms")
    with pytest.raises(GuardRefused):
        agreements.conclude(case, by(MANAGER))


# One device.


def sign_from(
    case: Case, signer: str, telephones: Telephones, *, address: str, browser: str, device: str
) -> None:
    live = link_for(case, signer)
    mark = SignatureMark(drawn=STROKES, address=address, browser=browser, device=device)
    sign_by_link(live, code_for(live, telephones), mark, at=house_clock.now())


def all_hands(case: Case, telephones: Telephones, second: tuple[str, str, str]) -> None:
    sign_from(case, "applicant", telephones, address="203.0.113.5", browser="A", device="one")
    address, browser, device = second
    sign_from(case, "respondent", telephones, address=address, browser=browser, device=device)
    for signer, who in (("mediator", MEDIATOR), ("organisation", MANAGER)):
        user = db.session.query(User).filter_by(username=who).one()
        mark = SignatureMark(typed=user.name, address="198.51.100.9", browser="desk", device=who)
        sign_at_desk(case, signer, user, city.PASSWORD, mark, by(who))


@INSIDE
@pytest.mark.parametrize(
    ("second", "found"),
    [
        (("203.0.113.5", "A", "two"), True),
        (("198.51.100.1", "B", "one"), True),
        (("203.0.113.5", "B", "two"), False),
        (("198.51.100.1", "A", "two"), False),
    ],
    ids=["same address and browser", "same device elsewhere", "same house", "same make"],
)
def test_both_sides_by_one_device_wait_for_a_head_without_a_hand_in_it(
    case: Case, telephones: Telephones, second: tuple[str, str, str], found: bool
) -> None:
    all_hands(case, telephones, second)
    if not found:
        agreements.conclude(case, by(MANAGER))
        return
    with pytest.raises(GuardRefused) as said:
        agreements.conclude(case, by(MANAGER))
    assert [one.code for one in said.value.findings] == ["one_device"]
    with pytest.raises(NotAllowed):
        devices.decide(case, True, "不是本站的案件。", by(cast.JIMEI_HEAD))
    refused(lambda: devices.decide(case, True, "我说可以。", by(MEDIATOR)))
    refused(lambda: devices.decide(case, True, "是我邀请的。", by(MANAGER)))


@INSIDE
@pytest.mark.parametrize("accepted", [True, False])
def test_a_head_explains_or_refuses_and_the_record_says_which(
    telephones: Telephones, session: object, accepted: bool
) -> None:
    case = case_in("awaiting_signature", place="集美枫桥驿站", mediator=cast.JIMEI_MEDIATOR)
    head = by(cast.JIMEI_HEAD)
    sign_from(case, "applicant", telephones, address="203.0.113.5", browser="A", device="one")
    authority = recorded(case, cast.JIMEI_MEDIATOR)
    authorities.check_authority(case, authority, HIS_NUMBER, HIS_PHONE, by(CLERK))
    sign_from(case, "respondent", telephones, address="203.0.113.5", browser="A", device="two")
    devices.decide(case, accepted, "双方在驿站签署，电话核实过。", head)
    entry = entries_of(case.thread)[0]
    assert entry.event == ("device_explained" if accepted else "device_refused")
    (shared,) = devices.shared_devices(case)
    assert shared.decision is not None
    assert shared.decision.accepted is accepted
    if not accepted:
        walk(case, "offer_terms")
        assert [one.code for one in devices.tell_situation(case)["one_device"]] == ["one_device"]


# The news.


def letters(kind: str) -> list[Letter]:
    return db.session.query(Letter).filter_by(kind=kind).all()


@INSIDE
def test_both_sides_hear_of_every_signature_also_where_the_staff_changed_the_address(
    case: Case, telephones: Telephones
) -> None:
    complete_party(case, "applicant", {"phone": FRIEND}, by(CLERK))
    sign(case, "respondent", telephones)
    told = letters("signature_made")
    assert {one.side for one in told} == {"applicant", "respondent"}
    assert APPLICANT.phone in {contact_of(one).where("sms") for one in told if one.side == "applicant"}


# On paper.


@INSIDE
@pytest.mark.parametrize("insider", [MEDIATOR, MANAGER])
def test_whoever_recorded_the_sides_on_paper_does_not_conclude(case: Case, insider: str) -> None:
    for signer in ("applicant", "respondent", "mediator", "organisation"):
        agreements.record_signature(case, SignatureFacts(signer, house_clock.today()), by(insider))
    file_scan(case, house_clock.now())
    assert "另一名" in refused(lambda: agreements.conclude(case, by(insider)))
    other = MANAGER if insider == MEDIATOR else MEDIATOR
    agreements.conclude(case, by(other))


# What is printed.


@INSIDE
def test_agreement_and_evidence_print_level_channel_witness_authority_and_seal(
    case: Case, telephones: Telephones
) -> None:
    here = link_for(case, on_site=True)
    sign_by_link(here, code_in_person(here), INK, at=house_clock.now())
    sign(case, "respondent", telephones)
    for signer, who in (("mediator", MEDIATOR), ("organisation", MANAGER)):
        user = db.session.query(User).filter_by(username=who).one()
        sign_at_desk(case, signer, user, city.PASSWORD, SignatureMark(typed=user.name), by(who))
    agreements.conclude(case, by(MANAGER))
    papers = {one.kind: facts_of(one) for one in documents_of_case(case.id)}
    notes = {
        one.signer: " ".join(note.zh for note in one.notes) for one in papers[DocumentKind.AGREEMENT].hands
    }
    assert "普通电子签名，第二名工作人员核对证件后当面告知的验证码" in notes["applicant"]
    assert f"{actor(CLERK).name}当面核对居民身份证" in notes["applicant"]
    assert "普通电子签名，短信验证码" in notes["respondent"]
    assert "单位工作人员，授权文件 SHA-256" in notes["respondent"]
    assert "单位盖章页 SHA-256" in notes["respondent"]
    (applicant, respondent, *_) = papers[DocumentKind.SIGNING_RECORD].hands
    assert applicant.link.zh == "当面交给本人"
    assert respondent.link.zh == "短信"
    assert applicant.invited_by == actor(MANAGER).name


# In the browser.


def key_of(telephones: Telephones) -> str:
    return telephones.links[-1][1].partition("?key=")[2]


def asked(client: FlaskClient, number: str, way: str) -> str:
    page = client.get(f"/desk/cases/{number}/signing/").text
    (version,) = set(re.findall(r'name="version"[^>]*value="(\d+)"', page))
    answer = client.post(
        f"/desk/cases/{number}/signing/links", data={"who": "applicant", "way": way, "version": version}
    )
    return answer.text


@pytest.fixture
def number(founded: Stage) -> str:
    with founded.app.app_context():
        found = case_in("awaiting_signature").short_number
        db.session.commit()
    return found


def test_the_link_of_a_party_is_on_no_page_of_the_staff(
    number: str, signed_in: Callable[[str], FlaskClient], telephones: Telephones
) -> None:
    client = signed_in(MEDIATOR)
    said = asked(client, number, "own")
    assert key_of(telephones)
    assert key_of(telephones) not in said
    for page in ("signing/", "", "agreement/"):
        text = client.get(f"/desk/cases/{number}/{page}", follow_redirects=True).text
        assert key_of(telephones) not in text


def test_a_browser_signed_in_as_staff_opens_no_link_and_that_is_on_record(
    app: Flask, number: str, signed_in: Callable[[str], FlaskClient]
) -> None:
    client = signed_in(MEDIATOR)
    (key,) = set(re.findall(r"/sign/\?key=([\w-]+)", asked(client, number, "on_site")))
    answer = client.get(f"/sign/?key={key}")
    assert answer.status_code == 403
    assert "已记入案件经过" in answer.text
    assert client.get("/sign/").status_code == 404, "and none of its other pages"
    assert "已登录的工作人员打开了申请人的签署链接" in client.get(f"/desk/cases/{number}").text


def test_a_link_opened_first_and_the_sign_in_after_helps_no_more(
    app: Flask, number: str, signed_in: Callable[[str], FlaskClient]
) -> None:
    client = signed_in(MEDIATOR)
    (key,) = set(re.findall(r"/sign/\?key=([\w-]+)", asked(client, number, "on_site")))
    other = app.test_client()
    other.get(f"/sign/?key={key}")
    with client.session_transaction() as theirs, other.session_transaction() as session:
        session.update({"_user_id": theirs["_user_id"], "_fresh": True})
    assert other.post("/sign/identity", data={"number": NUMBERS["applicant"]}).status_code == 302
    assert other.get("/sign/").status_code == 404


def test_signing_out_first_leaves_the_mark_of_the_staffs_own_browser(
    app: Flask, number: str, signed_in: Callable[[str], FlaskClient]
) -> None:
    client = signed_in(MEDIATOR)
    (key,) = set(re.findall(r"/sign/\?key=([\w-]+)", asked(client, number, "on_site")))
    with client.session_transaction() as session:
        session.clear()
    client.get(f"/sign/?key={key}")
    client.post("/sign/identity", data={"number": NUMBERS["applicant"]})
    with app.app_context():
        (link,) = db.session.query(queries.SigningLink).all()
        code = code_in_person(live_of(link))
        db.session.commit()
    answer = client.post("/sign/", data={"code": code, "drawn": STROKES, "consent": "y"})
    assert answer.status_code == 422
    assert "这台设备是工作人员办案用的" in answer.text
