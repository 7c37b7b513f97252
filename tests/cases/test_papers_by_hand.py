"""Staff make any paper of the set that fits the case; what is missing is listed, never printed as a blank."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from mediation import clock
from mediation.access.by import By
from mediation.acts.refusals import PaperIncomplete
from mediation.cases import acts
from mediation.cases.documents.forms import begins_with, form_of, typed
from mediation.cases.documents.manual import known
from mediation.cases.documents.sources import SOURCES, Making
from mediation.cases.models import Case
from mediation.database import db
from mediation.documents.kinds import KINDS, DocumentKind, Kind, Known
from mediation.documents.missing import gaps_of
from mediation.documents.models import IssuedDocument
from mediation.documents.operations import facts_of
from mediation.timeline.queries import entries_of
from tests import cast
from tests.builders import actor, case_in
from tests.stages import Stage

pytestmark = pytest.mark.usefixtures("undrawn")

SignedIn = Callable[[str], FlaskClient]
BY_HAND = [kind for kind in KINDS.values() if kind.by_hand]
TOLD = {
    "narrative": "银行未经同意收取年费。",
    "requests": "退还年费\n更正记录",
    "other_procedures": "无",
    "service_address": "厦门市演示路 2 号",
}


@pytest.fixture
def make(founded: Stage, app: Flask) -> Callable[..., str]:
    """`make("accepted")`: the address of the documents of a new case in that state."""

    def made(state: str, **choices: Any) -> str:
        with app.app_context():
            case = case_in(state, **choices)
            db.session.commit()
            return f"/desk/cases/{case.short_number}/documents"

    return made


def newest() -> Case:
    return db.session.scalars(select(Case).order_by(Case.id.desc()).limit(1)).one()


def complete(app: Flask, **told: str) -> None:
    """The respondent as the official forms want it."""
    with app.app_context():
        address = {"address": "厦门市演示路 1 号", **told}
        acts.complete_party(newest(), "respondent", address, By(actor(cast.MANAGER), clock.now()))
        db.session.commit()


def papers(app: Flask, kind: DocumentKind) -> list[IssuedDocument]:
    with app.app_context():
        return list(db.session.scalars(select(IssuedDocument).where(IssuedDocument.kind == kind)))


FITS = [
    ("submitted", "application oral_application undertaking service_address", "before acceptance"),
    ("under_mediation", "mediator_choice investigation_record", "it runs"),
    (
        "concluded",
        "follow_up confirmation_application mediation_proof closing_report",
        "once it is settled",
    ),
    ("ended", "closing_report transfer_letter", "when it failed"),
]


@pytest.mark.parametrize(("state", "offered", "remark"), FITS)
def test_the_page_offers_the_papers_that_fit_the_state(
    make: Callable[..., str], signed_in: SignedIn, state: str, offered: str, remark: str
) -> None:
    page = signed_in(cast.MANAGER).get(make(state)).get_data(as_text=True)
    for code in offered.split():
        assert f"/documents/{code}" in page, f"{remark}: {code}"
    assert ("/documents/confirmation_application" in page) is (state == "concluded")
    assert "/documents/result_feedback" not in page, "no court sent this case"


@pytest.mark.parametrize(
    ("kind", "remark"),
    [
        ("result_feedback", "no court sent this case"),
        ("rights_notice", "made by an act"),
        ("nonsense", "no kind at all"),
    ],
)
def test_a_paper_that_does_not_fit_has_no_page(
    make: Callable[..., str], signed_in: SignedIn, kind: str, remark: str
) -> None:
    assert signed_in(cast.MANAGER).get(f"{make('under_mediation')}/{kind}").status_code == 404, remark


def test_an_institution_makes_no_papers(make: Callable[..., str], signed_in: SignedIn) -> None:
    assert signed_in(cast.BANK_USER).get(make("under_mediation")).status_code in {403, 404}


def test_what_is_missing_is_listed_with_the_place_to_fill_it(
    make: Callable[..., str], signed_in: SignedIn
) -> None:
    page = signed_in(cast.MANAGER).get(f"{make('under_mediation')}/application").get_data(as_text=True)
    assert "被申请人的住址" in page
    assert "acts/complete_party?side=respondent" in page
    assert "有没有诉讼、仲裁或者报案" in page
    assert 'href="#other_procedures"' in page


def test_nothing_is_issued_while_a_fact_is_missing(
    app: Flask, make: Callable[..., str], signed_in: SignedIn
) -> None:
    address = f"{make('under_mediation')}/application"
    answer = signed_in(cast.MANAGER).post(address, data={"issue": "1", **TOLD})
    assert answer.status_code == 422
    assert "还缺：被申请人的住址" in answer.get_data(as_text=True)
    assert papers(app, DocumentKind.APPLICATION) == []


def test_a_complete_paper_is_issued_numbered_and_told_in_the_timeline(
    app: Flask, make: Callable[..., str], signed_in: SignedIn
) -> None:
    address = f"{make('under_mediation')}/application"
    complete(app)
    answer = signed_in(cast.MANAGER).post(address, data={"issue": "1", **TOLD})
    assert answer.status_code == 302, answer.get_data(as_text=True)
    (paper,) = papers(app, DocumentKind.APPLICATION)
    with app.app_context():
        facts = facts_of(paper)
        assert facts.requests == ("退还年费", "更正记录")
        assert facts.narrative == TOLD["narrative"]
        entry = entries_of(newest().thread)[0]
        assert entry.event == "document_issued"
        assert entry.facts["document"] == paper.number
        assert newest().state == "under_mediation", "making a paper changes no state"


def test_a_character_that_no_face_draws_is_refused_in_the_form(
    app: Flask, make: Callable[..., str], signed_in: SignedIn
) -> None:
    address = f"{make('under_mediation')}/application"
    complete(app)
    answer = signed_in(cast.MANAGER).post(address, data={"issue": "1", **TOLD, "branch": "张\U0002a6a5"})
    assert answer.status_code == 422
    assert "U+2A6A5" in answer.get_data(as_text=True)
    assert papers(app, DocumentKind.APPLICATION) == []


def test_a_preview_and_an_editable_copy_are_handed_out_and_nothing_is_kept(
    app: Flask, make: Callable[..., str], signed_in: SignedIn
) -> None:
    address, client = f"{make('under_mediation')}/application", signed_in(cast.MANAGER)
    complete(app)
    assert client.post(address, data={"preview": "1", **TOLD}).mimetype == "application/pdf"
    copy = client.post(address, data={"docx": "1", **TOLD})
    assert copy.mimetype.endswith("wordprocessingml.document")
    assert "attachment" in copy.headers["Content-Disposition"]
    assert papers(app, DocumentKind.APPLICATION) == []


def test_an_issued_paper_has_an_editable_copy_for_those_who_make_papers(
    make: Callable[..., str], signed_in: SignedIn
) -> None:
    case = make("concluded").removesuffix("/documents")
    page = signed_in(cast.MANAGER).get(case).get_data(as_text=True)
    (address,) = {part.split('"')[0] for part in page.split('href="') if "/editable" in part.split('"')[0]}
    assert signed_in(cast.MANAGER).get(address).data[:2] == b"PK"
    assert signed_in(cast.BANK_USER).get(address).status_code in {403, 404}


def test_the_side_of_a_paper_of_one_side_fills_in_what_is_known_of_it(
    make: Callable[..., str], signed_in: SignedIn
) -> None:
    address = f"{make('under_mediation')}/service_address"
    page = signed_in(cast.MANAGER).post(address, data={"fill": "1", "side": "applicant"})
    assert "厦门市思明区鹭帆街 18 号 402 室" in page.get_data(as_text=True)


def test_a_power_of_attorney_names_the_agent_in_later_papers(
    app: Flask, make: Callable[..., str], signed_in: SignedIn
) -> None:
    told = {
        "issue": "1",
        "side": "applicant",
        "attorney__name": "欧阳𬱖",
        "attorney__authority": "一般代理",
        "attorney__phone": "13900000000",
        "matters": ["evidence", "sign"],
        "valid_from": "2026-03-02",
    }
    answer = signed_in(cast.MANAGER).post(f"{make('under_mediation')}/power_of_attorney", data=told)
    assert answer.status_code == 302, answer.get_data(as_text=True)
    with app.app_context():
        making = Making(newest(), clock.now(), "苏文堃")
        applicant, respondent = known(KINDS[DocumentKind.APPLICATION], making)["parties"]
        assert [agent.name for agent in applicant.agents] == ["欧阳𬱖"]
        assert respondent.agents == ()


def test_completing_a_party_keeps_values_out_of_the_timeline(app: Flask, make: Callable[..., str]) -> None:
    make("under_mediation")
    complete(app, phone="13812345678")
    with app.app_context():
        entry = entries_of(newest().thread)[0]
        assert entry.event == "party_completed"
        assert "13812345678" not in str(entry.facts)
        assert "演示路" not in str(entry.facts)
        assert newest().respondent.phone_last4 == "5678"


def test_the_case_has_a_source_for_all_that_a_kind_may_ask_of_it() -> None:
    assert set(SOURCES) == set(Known)
    assert {source for kind in BY_HAND for source in kind.by_hand.known.values()} == set(Known)


@pytest.mark.parametrize("kind", BY_HAND, ids=lambda kind: str(kind.code))
def test_what_the_case_fills_is_a_fact_of_the_kind(kind: Kind) -> None:
    assert kind.by_hand
    assert {*kind.by_hand.known, *kind.by_hand.usual} <= {field.name for field in fields(kind.facts)}


@pytest.mark.parametrize("kind", BY_HAND, ids=lambda kind: str(kind.code))
def test_every_kind_begins_from_what_the_case_knows(kind: Kind, founded: Stage, app: Flask) -> None:
    """The form can be drawn and the gaps listed for each kind, whatever the case lacks."""
    with app.test_request_context():
        told = known(kind, Making(case_in("concluded"), clock.now(), "苏文堃", "applicant"))
        form = form_of(kind)(formdata=None, data=begins_with(kind, told))
        gaps = gaps_of(kind, kind.facts(**{**told, **typed(kind, form)}))
        assert all("_" not in gap.words.zh and gap.words.en for gap in gaps), "names for people"


def test_an_incomplete_paper_says_in_one_sentence_what_is_missing() -> None:
    kind = KINDS[DocumentKind.UNDERTAKING]
    party = replace(kind.sample.parties[0], address="", phone=" ")
    gaps = gaps_of(kind, replace(kind.sample, parties=(party,)))
    assert PaperIncomplete(gaps).words.zh == "还缺：申请人的住址、申请人的电话。补齐后再制作文书。"
