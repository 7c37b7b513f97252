"""The page of a case: everything for those inside, public sentences for those outside."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from mediation import clock as house_clock
from mediation.access.actor import Actor
from mediation.access.by import By
from mediation.access.roles import Role
from mediation.acts.sections import Section
from mediation.cases import acts, extension_points
from mediation.cases.models import Case, CaseFinding
from mediation.database import db
from mediation.rules.findings import Finding, Outcome, Words
from mediation.timeline.queries import entries_of
from tests import cast
from tests.builders import APPLICANT, BANK, NARRATIVE, PATHS, actor, case_in, file_scan, walk
from tests.stages import Stage

pytestmark = pytest.mark.usefixtures("undrawn")

SignedIn = Callable[[str], FlaskClient]
AGAINST = Finding(Outcome.BLOCK, "elsewhere", Words("已经起诉。", "A court has the case."), "民事诉讼法")
NOTE = "银行经办人说下周回复"


@pytest.fixture
def address(founded: Stage, app: Flask) -> str:
    """The page of a case in mediation that has a note and a message to the applicant."""
    with app.app_context():
        case = case_in("under_mediation", findings=(AGAINST_BUT_NOTED,))
        who, now = actor(cast.CENTRE_MEDIATOR), house_clock.now()
        acts.add_note(case, NOTE, By(who, now))
        acts.send_message(case, "请带身份证原件。", By(who, now), sender="mediator", side="applicant")
        file_scan(case, now)
        db.session.commit()
        return f"/desk/cases/{case.short_number}"


AGAINST_BUT_NOTED = Finding(Outcome.WARN, "amount", Words("金额与账单不符。", "The amount differs."))


def page(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.get_data(as_text=True)


def the_case() -> Case:
    return db.session.scalars(select(Case)).one()


def test_those_inside_see_facts_findings_notes_messages_and_timeline(
    address: str, signed_in: SignedIn
) -> None:
    for username in (cast.MANAGER, cast.CENTRE_MEDIATOR, cast.AUDITOR):
        text = page(signed_in(username), address)
        for part in (
            NARRATIVE,
            NOTE,
            "请带身份证原件",
            "金额与账单不符",
            "开始调解",
            "鹭江湾银行",
            "怎么算的",
        ):
            assert part in text, f"{username}: {part}"


def test_beside_a_running_deadline_stands_when_somebody_is_reminded_next(
    address: str, app: Flask, signed_in: SignedIn
) -> None:
    client = signed_in(cast.CENTRE_MEDIATOR)
    assert "下次提醒：3月23日（届满前7个工作日）：调解员" in page(client, address)
    with app.app_context():
        walk(the_case(), "pause")
        db.session.commit()
    assert "下次提醒" not in page(client, address)


def test_the_institution_sees_the_dispute_and_public_sentences_only(
    address: str, signed_in: SignedIn
) -> None:
    text = page(signed_in(cast.BANK_USER), address)
    assert NARRATIVE in text
    assert "双方同意，调解开始。" in text
    for hidden in (NOTE, "请带身份证原件", "金额与账单不符", "记一笔", APPLICANT.phone[-4:], "思明区鹭帆"):
        assert hidden not in text, hidden


def test_the_english_page_is_english_but_for_what_people_wrote(address: str, signed_in: SignedIn) -> None:
    client = signed_in(cast.MANAGER)
    client.set_cookie("lang", "en")
    text = page(client, address)
    for words in ("What happened", "Findings", "Deadlines", "Whose turn: mediator", "How it was counted"):
        assert words in text


@pytest.mark.parametrize(
    "username", [cast.JIMEI_HEAD, cast.JIMEI_MEDIATOR, cast.INSURER_USER, cast.COURT_LIAISON]
)
def test_a_hidden_case_and_one_that_does_not_exist_answer_alike(
    address: str, signed_in: SignedIn, username: str
) -> None:
    client = signed_in(username)
    hidden, missing = page(client, address, 404), page(client, "/desk/cases/2026-99999", 404)
    assert _without_address(hidden) == _without_address(missing)


def _without_address(text: str) -> str:
    return re.sub(r"20\d\d-\d{5}", "", text)


def test_numbers_are_masked_until_somebody_asks_and_the_timeline_keeps_who(
    address: str, signed_in: SignedIn, app: Flask
) -> None:
    client = signed_in(cast.CENTRE_MEDIATOR)
    before = page(client, address)
    assert APPLICANT.phone not in before
    assert APPLICANT.paper_number not in before
    assert "154****1000" in before
    shown = client.post(f"{address}/reveal", data={"what": "applicant.phone"})
    assert APPLICANT.phone in shown.get_data(as_text=True)
    assert APPLICANT.paper_number not in shown.get_data(as_text=True)
    assert APPLICANT.phone not in page(client, address), "shown once"
    with app.app_context():
        entry = entries_of(the_case().thread)[0]
        assert entry.event == "personal_data_revealed"
        assert entry.actor_user_id == actor(cast.CENTRE_MEDIATOR).user_id
        assert APPLICANT.phone not in str(entry.facts)


@pytest.mark.parametrize(
    "what", ["applicant.paper_kind", "applicant", "nobody.phone", "applicant.case_id", ""]
)
def test_only_masked_values_are_revealed(address: str, signed_in: SignedIn, what: str) -> None:
    assert signed_in(cast.MANAGER).post(f"{address}/reveal", data={"what": what}).status_code == 404


@pytest.mark.parametrize(
    ("username", "status"), [(cast.AUDITOR, 403), (cast.BANK_USER, 403), (cast.JIMEI_HEAD, 404)]
)
def test_who_may_not_reveal_is_refused(address: str, signed_in: SignedIn, username: str, status: int) -> None:
    answer = signed_in(username).post(f"{address}/reveal", data={"what": "applicant.phone"})
    assert answer.status_code == status


@pytest.fixture
def screened(founded: Stage, app: Flask) -> str:
    """A complaint with a finding against it, before the decision."""
    with app.app_context():
        case = case_in("submitted", findings=(AGAINST,))
        db.session.commit()
        return f"/desk/cases/{case.short_number}"


def test_a_finding_is_set_aside_with_a_reason_and_acceptance_becomes_possible(
    screened: str, signed_in: SignedIn, app: Flask
) -> None:
    client = signed_in(cast.MANAGER)
    assert client.post(f"{screened}/acts/accept").status_code == 422
    with app.app_context():
        finding = db.session.scalars(select(CaseFinding)).one().id
    empty = client.post(f"{screened}/findings/{finding}", data={"reason": " "})
    assert empty.status_code == 422
    assert "请写明推翻这条结论的理由" in empty.get_data(as_text=True)
    done = client.post(f"{screened}/findings/{finding}", data={"reason": "撤诉裁定已经看过。"})
    assert done.status_code == 302
    assert "撤诉裁定已经看过。" in page(client, screened)
    assert client.post(f"{screened}/acts/accept").status_code == 302


def test_only_the_manager_sets_a_finding_aside(screened: str, signed_in: SignedIn, app: Flask) -> None:
    with app.app_context():
        finding = db.session.scalars(select(CaseFinding)).one().id
    clerk = signed_in(cast.CLERK)
    assert "推翻这条结论" not in page(clerk, screened)
    assert clerk.post(f"{screened}/findings/{finding}", data={"reason": "x"}).status_code == 403


def test_papers_and_files_are_handed_to_those_who_may_see_them(
    address: str, signed_in: SignedIn, app: Flask
) -> None:
    def links(username: str) -> list[str]:
        return re.findall(rf'href="({address}/(?:papers|files)/\d+)"', page(signed_in(username), address))

    def status(username: str, link: str) -> int:
        with signed_in(username).get(link) as answer:
            return answer.status_code

    inside, outside = links(cast.MANAGER), links(cast.BANK_USER)
    assert set(outside) < set(inside)
    for link in inside:
        assert status(cast.MANAGER, link) == 200
        assert status(cast.BANK_USER, link) == (200 if link in outside else 404), link
        assert status(cast.INSURER_USER, link) == 404, link
    assert status(cast.MANAGER, f"{address}/files/999") == 404


def test_what_people_typed_is_text_on_every_page_of_the_case(
    founded: Stage, app: Flask, signed_in: SignedIn
) -> None:
    evil = "<img src=x onerror=alert(1)>"
    with app.app_context():
        case = case_in(
            "under_mediation",
            narrative=evil,
            remedy_text=evil,
            needs_text=evil,
            occurrences=((evil, evil),),
            applicant=type(APPLICANT)(
                kind="person", name=evil, address=evil, helper_name=evil, helper_relation=evil
            ),
        )
        acts.add_note(case, evil, By(actor(cast.MANAGER), house_clock.now()))
        acts.send_message(
            case, evil, By(actor(cast.MANAGER), house_clock.now()), sender="centre", side="respondent"
        )
        db.session.commit()
        place = f"/desk/cases/{case.short_number}"
    for username, where in (
        (cast.MANAGER, place),
        (cast.BANK_USER, place),
        (cast.MANAGER, f"{place}/acts/add_note"),
    ):
        text = page(signed_in(username), where)
        assert "<img" not in text
        assert "&lt;img" in text


def test_a_higher_room_draws_its_part_of_the_page_for_whom_it_chooses(
    address: str, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = Section("extra", Words("别的房间", "Another room"), "cases/findings_brief.html")

    def for_the_manager(_case: Case, who: Actor) -> Section | None:
        return drawn if who.has(Role.CENTRE_MANAGER) else None

    monkeypatch.setattr(extension_points, "section_sources", [for_the_manager, lambda case, actor: None])
    assert "别的房间" in page(signed_in(cast.MANAGER), address)
    assert "别的房间" not in page(signed_in(cast.BANK_USER), address)


@pytest.mark.parametrize("state", ["under_mediation", "awaiting_signature", "closed"])
def test_those_outside_see_of_the_higher_rooms_only_what_the_sides_share(
    founded: Stage, app: Flask, state: str
) -> None:
    with app.app_context():
        case = case_in(state, against=BANK)
        shown = {section.anchor for section in extension_points.sections_of(case, actor(cast.BANK_USER))}
        assert shown <= {"elements", "offers"}
        assert shown < {
            section.anchor for section in extension_points.sections_of(case, actor(cast.CENTRE_MEDIATOR))
        }


def test_a_case_at_any_state_has_a_page_in_both_languages(
    founded: Stage, app: Flask, signed_in: SignedIn
) -> None:
    with app.app_context():
        numbers = [case_in(state, against=BANK).short_number for state in PATHS]
        db.session.commit()
    for language in ("zh", "en"):
        client = signed_in(cast.MANAGER)
        client.set_cookie("lang", language)
        for number in numbers:
            page(client, f"/desk/cases/{number}")
