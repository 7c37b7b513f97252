"""Filing: once, whole, and with everything that the machine found."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import timedelta

import pymupdf
import pytest
from flask import Flask
from flask.testing import FlaskClient

from mediation.cases.models import Case
from mediation.database import db
from mediation.intake import operations
from mediation.intake.models import IntakeDraft
from tests import cast
from tests.conftest import StandingClock
from tests.intake.walk import Walk, mistakes
from tests.markup import without_tokens


def the_case(app: Flask) -> Case:
    return db.session.query(Case).one()


def test_a_complaint_is_filed_with_what_was_typed(city: Flask) -> None:
    page = Walk(city.test_client()).begin().file()
    with city.app_context():
        case = the_case(city)
        assert case.number_text in page
        assert (case.state, case.channel, case.lang) == ("submitted", "web", "zh")
        assert case.amount_fen == 1_260_000
        assert case.occurrences == [
            {"on": "2024-03", "what": "第一次扣费"},
            {"on": "2025-01-15", "what": "打电话投诉"},
        ]
        assert case.remedies == ["refund", "explanation"]
        assert case.eligibility == {
            "applicant": "self",
            "city": "yes",
            "complained": "answered",
            "elsewhere": "none",
            "nature": "none",
        }
        assert case.consents == {"centre": "1", "sensitive": "1", "institution": "1", "mediator": "1"}
        assert (case.district, case.needs, case.wished_time) == ("350211", ["dialect"], "工作日上午")
        person = case.applicant
        assert (person.name, person.phone, person.paper_number) == (
            "林䶮",
            "13805921234",
            "350203199003072212",
        )
        assert str(person.born_on) == "1990-03-07"
        assert person.address == "集美区样例街道样例路 8 号 201 室"
        assert (case.respondent.name, case.respondent.kind) == ("鼓浪样例银行", "organisation")
        assert {finding.outcome for finding in case.findings} == {"pass"}


def test_the_receipt_shows_number_code_and_the_next_day_that_counts(city: Flask) -> None:
    page = Walk(city.test_client()).begin().file()
    with city.app_context():
        case = the_case(city)
        assert case.due_on
        assert f"{case.due_on.month}月{case.due_on.day}日" in page
    assert re.search(r"\d{4} \d{4}", page)
    assert 'src="data:image/svg+xml' in page


def test_a_second_press_files_nothing_and_shows_the_same_receipt(city: Flask) -> None:
    walk = Walk(city.test_client()).begin().to_check()
    walk.client.get("/complaints/check")
    first = walk.submit()
    receipt = walk.client.get("/complaints/receipt").text
    second = walk.submit()
    assert first.headers["Location"] == second.headers["Location"]
    assert without_tokens(walk.client.get("/complaints/receipt").text) == without_tokens(receipt)
    with city.app_context():
        assert db.session.query(Case).count() == 1


@pytest.mark.databases("sqlite", "postgresql")
def test_two_presses_at_the_same_moment_file_once(city: Flask) -> None:
    walk = Walk(city.test_client()).begin().to_check()
    code = walk.client.get_cookie("draft")
    assert code

    def press() -> str:
        other = city.test_client()
        other.set_cookie("draft", code.value)
        return other.post("/complaints/check", data={"truth": "y"}).headers["Location"]

    with ThreadPoolExecutor(4) as presses:
        # the clock stands still in this thread's context only, so each press takes a copy along
        pressed = [presses.submit(copy_context().run, press) for _ in range(4)]
        assert {one.result() for one in pressed} == {"/complaints/receipt"}
    with city.app_context():
        assert db.session.query(Case).count() == 1


def test_a_page_sent_after_filing_is_given_back_to_be_copied(city: Flask) -> None:
    walk = Walk(city.test_client()).begin()
    walk.file()
    answer = walk.send("what-happened", narrative="还想补充：他们又打电话来了。")
    assert answer.status_code == 409
    assert "他们又打电话来了" in answer.text


def test_nothing_is_filed_while_a_page_is_open(city: Flask) -> None:
    walk = Walk(city.test_client()).begin()
    walk.save("applicant")
    assert walk.submit().headers["Location"].endswith("/steps/city")
    with city.app_context():
        assert db.session.query(Case).count() == 0


def test_the_truth_must_be_confirmed(city: Flask) -> None:
    walk = Walk(city.test_client()).begin().to_check()
    answer = walk.client.post("/complaints/check")
    assert answer.status_code == 422
    assert mistakes(answer)


def test_a_required_consent_cannot_be_left_out_and_an_optional_one_can(city: Flask) -> None:
    walk = Walk(city.test_client()).begin()
    assert walk.send("consents", lines=["centre", "court"]).status_code == 422
    assert walk.save("consents").status_code == 303


def test_an_answer_is_changed_from_the_check_page_and_leads_back_there(city: Flask) -> None:
    walk = Walk(city.test_client()).begin().to_check()
    answer = walk.send("contact", phone="0592-5051234", **{"from": "check"})
    assert answer.headers["Location"].endswith("/complaints/check")
    assert "0592-5051234" in walk.client.get("/complaints/check").text


FOUND = [
    # changed answers, finding, outcome, remark
    ({"elsewhere": {"answer": "decided"}}, "decided_elsewhere", "block", "decided by a court"),
    ({"complained": {"answer": "no"}}, "complained_not_yet", "warn", "not yet complained"),
    ({"what-happened": {"narrative": "他们冒充客服，让我转到安全账户。"}}, "crime_fraud", "warn", "fraud"),
    (
        {
            "who-fills-in": {
                "helper": "paid",
                "helper_name": "王样例",
                "helper_relation": "公司",
                "helper_phone": "13805920000",
            }
        },
        "paid_agent",
        "warn",
        "a paid agent",
    ),
    (
        {"dates": {"rows-0-on": "2020", "rows-0-what": "签合同"}},
        "limitation",
        "note",
        "limitation may have run out",
    ),
]


@pytest.mark.parametrize(
    ("changes", "code", "outcome", "remark"), FOUND, ids=[remark for *_, remark in FOUND]
)
def test_what_speaks_against_it_is_found_and_filed_all_the_same(
    city: Flask, changes: dict[str, dict[str, str]], code: str, outcome: str, remark: str
) -> None:
    Walk(city.test_client(), **changes).begin().file()
    with city.app_context():
        assert {one.code: one.outcome for one in the_case(city).findings}[code] == outcome


def test_a_firm_files_with_its_credit_code(city: Flask) -> None:
    firm = {
        "name": "厦门样例小店",
        "uscc": "91350200MA0000001W",
        "legal_representative": "张样例",
        "contact_name": "李样例",
    }
    walk = Walk(city.test_client(), applicant={"answer": "small_firm"}, **{"about-firm": firm}).begin()
    walk.file()
    with city.app_context():
        applicant = the_case(city).applicant
        assert (applicant.kind, applicant.uscc, applicant.contact_name) == (
            "organisation",
            firm["uscc"],
            "李样例",
        )


def test_an_institution_files_against_a_person(city: Flask) -> None:
    walk = Walk(
        city.test_client(),
        applicant={"answer": "institution"},
        **{
            "other-side": {
                "kind": "person",
                "name": "陈样例",
                "number": "",
                "phone": "13805920001",
                "address": "",
            },
            "about-institution": {
                "contact_name": "吴样例",
                "uscc": "91350200MA0000001W",
                "legal_representative": "",
            },
        },
    ).begin()
    walk.file()
    with city.app_context():
        case = the_case(city)
        assert (case.applicant.name, case.applicant.kind) == ("鼓浪样例银行", "organisation")
        assert (case.respondent.name, case.respondent.kind) == ("陈样例", "person")
        assert "complained" not in case.eligibility


def test_a_listed_institution_becomes_a_party_that_the_house_knows(city: Flask) -> None:
    walk = Walk(city.test_client()).begin()
    walk.save("institution-type")
    page = walk.client.get("/complaints/steps/institution").text
    number = re.search(r'name="institution" type="radio" value="(\d+)"', page)
    assert number
    walk.answers["institution"] = {"institution": number[1]}
    walk.file()
    with city.app_context():
        case = the_case(city)
        assert case.institution_id == int(number[1]) == case.respondent.organisation_id


def test_an_english_reader_files_in_english(city: Flask) -> None:
    client = city.test_client()
    client.set_cookie("lang", "en")
    page = Walk(client).begin().file()
    assert "Application submitted" in page
    with city.app_context():
        assert the_case(city).lang == "en"


def test_the_access_code_is_shown_for_a_day_and_then_forgotten(city: Flask, clock: StandingClock) -> None:
    walk = Walk(city.test_client()).begin()
    first = walk.file()
    code = re.search(r"(\d{4}) (\d{4})</span>", first)
    assert code
    clock.advance(hours=25)
    later = walk.client.get("/complaints/receipt").text
    assert code[0] not in later
    assert walk.client.get("/complaints/receipt.pdf").status_code == 404
    with city.app_context():
        operations.forget_old_drafts(at=clock.now)
        assert db.session.query(IntakeDraft).one().access_code is None


def test_a_draft_left_alone_for_thirty_days_is_emptied(city: Flask, clock: StandingClock) -> None:
    walk = Walk(city.test_client()).begin()
    walk.save("contact")
    clock.advance(days=29)
    assert walk.client.get("/complaints/steps/contact").status_code == 200
    clock.advance(days=2)
    assert walk.client.get("/complaints/steps/contact").status_code == 303
    with city.app_context():
        assert operations.forget_old_drafts(at=clock.now) == 1
        assert db.session.query(IntakeDraft).one().revision == 0
        assert operations.forget_old_drafts(at=clock.now + timedelta(days=1)) == 0


def test_once_filed_the_draft_keeps_nothing(city: Flask) -> None:
    Walk(city.test_client()).begin().file()
    with city.app_context():
        assert db.session.query(IntakeDraft).one().content == "{}"


# Staff type for somebody else.


def assisted_walk(client: FlaskClient, **received: str) -> Walk:
    walk = Walk(client)
    walk.answers = {
        "received": {"channel": "phone", "received_on": "2026-02-28", "referrer": "", "remark": "本人来电"}
        | received,
        **walk.answers,
        "consents": {
            "lines": ["centre", "sensitive", "institution", "mediator"],
            "consent_by": "oral",
        },
    }
    answer = client.post("/complaints/assisted")
    assert answer.headers["Location"].endswith("/steps/received")
    return walk


def test_staff_file_a_telephone_complaint_and_say_how_it_came_in(city: Flask) -> None:
    walk = assisted_walk(cast.client_of(city, cast.CLERK))
    walk.file()
    with city.app_context():
        case = the_case(city)
        assert case.channel == "phone"
        assert case.entered_by_id is not None
        assert case.consents["centre"] == "1/oral"


def test_staff_must_say_how_consent_was_given(city: Flask) -> None:
    walk = assisted_walk(cast.client_of(city, cast.CLERK))
    answer = walk.send("consents", lines=["centre", "sensitive", "institution", "mediator"])
    assert answer.status_code == 422


def test_what_a_court_sent_names_the_court(city: Flask) -> None:
    walk = assisted_walk(cast.client_of(city, cast.CLERK), channel="court")
    assert walk.send("received", **walk.answers["received"]).status_code == 422


def test_a_complaint_cannot_be_received_tomorrow(city: Flask) -> None:
    walk = assisted_walk(cast.client_of(city, cast.CLERK), received_on="2026-03-03")
    assert walk.send("received", **walk.answers["received"]).status_code == 422


def test_a_draft_of_staff_is_closed_to_whoever_sits_there_next_but_keeps_what_was_typed(
    city: Flask,
) -> None:
    client = cast.client_of(city, cast.CLERK)
    walk = assisted_walk(client)
    walk.save("received")
    signed_in = client.get_cookie("session")
    assert signed_in
    client.delete_cookie("session")
    assert "sign" in client.get("/complaints/steps/contact").headers["Location"]
    answer = walk.send("contact", phone="138 0592 0000")
    assert "sign" in answer.headers["Location"]
    client.set_cookie("session", signed_in.value)
    assert "138 0592 0000" in client.get("/complaints/steps/contact").text


def test_the_receipt_is_a_paper_with_number_and_code(city: Flask) -> None:
    walk = Walk(city.test_client()).begin()
    page = walk.file()
    code = re.search(r"(\d{4}) (\d{4})</span>", page)
    assert code
    with walk.client.get("/complaints/receipt.pdf") as answer:
        paper = pymupdf.open(stream=answer.data)
    text = "".join(sheet.get_text() for sheet in paper).replace(" ", "")
    assert code[1] + code[2] in text
    assert "林䶮" in text
    with city.app_context():
        assert the_case(city).number_text in text


def test_a_citizen_cannot_say_how_the_complaint_came_in(city: Flask) -> None:
    walk = Walk(city.test_client()).begin()
    assert walk.client.get("/complaints/steps/received").status_code == 303
    assert walk.send("received", channel="paper", received_on="2026-02-28").status_code == 404


def test_the_door_for_staff_is_closed_to_others(city: Flask) -> None:
    assert city.test_client().get("/complaints/assisted").status_code == 302
    assert cast.client_of(city, cast.BANK_USER).get("/complaints/assisted").status_code == 403
