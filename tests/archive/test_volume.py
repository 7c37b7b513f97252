"""The volume of a case: what goes in, what never does, what is missing, its editions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pymupdf
import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from mediation import clock
from mediation.access.by import By
from mediation.acts.refusals import NotAllowed
from mediation.archive.gathering import gather
from mediation.archive.operations import make_volume
from mediation.archive.queries import editions
from mediation.cases import acts
from mediation.cases.models import Case
from mediation.database import db
from mediation.documents.kinds import DocumentKind
from mediation.documents.operations import ensure_rendered, facts_of
from mediation.documents.queries import documents_of_case, files_of_case
from mediation.documents.scanning import Scan
from mediation.documents.uploads import store_upload
from mediation.evidence.operations import sort_file, turn
from mediation.jobs.files import bind_volumes
from mediation.rules.procedures import file_order
from mediation.rules.procedures.machine import NotPossible
from mediation.timeline.queries import entries_of
from tests import cast
from tests.builders import actor, case_in, walk
from tests.conftest import StandingClock
from tests.counting import counted_queries
from tests.documents.test_uploads import docx, pdf, photo
from tests.stages import Stage

pytestmark = pytest.mark.usefixtures("founded")


def hand_in(case: Case, content: bytes, name: str, purpose: str = "evidence", side: str = "applicant") -> int:
    file = store_upload(BytesIO(content), name, at=clock.now(), uploaded_by=side, case_id=case.id, party=side)
    sort_file(case, file, purpose, proves="扣收年费" if purpose == "evidence" else "")
    db.session.flush()
    return file.id


def concluded() -> Case:
    """A settled case with evidence of several kinds and words in every compartment."""
    case = case_in("under_mediation")
    hand_in(case, photo("JPEG"), "账单.jpg")
    hand_in(case, docx(), "说明.docx", side="respondent")
    hand_in(case, pdf(), "身份证.pdf", "identity")
    acts.add_note(case, "SECRETNOTE 申请人可能接受五折", By(actor(cast.MANAGER), clock.now()))
    acts.send_message(
        case, "SECRETMESSAGE", By(actor(cast.MANAGER), clock.now()), sender="applicant", side="applicant"
    )
    walk(case, "draft_terms", "offer_terms", "record_signature", "file_scan", "conclude")
    return case


def made(case: Case, **more: str) -> bytes:
    volume = make_volume(case, By(actor(cast.MANAGER), clock.now()), **more)  # type: ignore[arg-type]
    return ensure_rendered(volume).read_bytes()


def test_the_papers_of_a_case_stand_in_the_order_of_the_archives(session: Session) -> None:
    case = concluded()
    content = made(case)
    (volume,) = editions(case.id)
    facts = facts_of(volume)
    assert [piece.position for piece in facts.pieces] == sorted(piece.position for piece in facts.pieces)
    names = [piece.name.zh for piece in facts.pieces]
    for name in ("受理通知书", "身份证.pdf", "账单.jpg", "说明.docx", "调解协议书", "签署页.pdf"):
        assert any(name in one for one in names), name
    with pymupdf.open(stream=content) as document:
        numbers = [label for page in document if (label := page.get_label()).isdecimal()]
        assert str(facts.statement_page) in numbers
    assert facts.volume_number == f"（{case.year}）厦金调字第{case.number}号"
    assert (facts.keeping.zh, facts.edition) == ("长期", 1)


@pytest.mark.usefixtures("undrawn")
def test_evidence_is_numbered_and_says_who_gave_it_and_what_it_proves(session: Session) -> None:
    case = concluded()
    make_volume(case, By(actor(cast.MANAGER), clock.now()))
    facts = facts_of(editions(case.id)[0])
    marks = {piece.name.zh: (piece.mark, piece.remark) for piece in facts.pieces if piece.position == 6}
    assert marks == {
        "账单.jpg": ("证据1", "申请人：扣收年费"),
        "说明.docx": ("证据2", "被申请人：扣收年费"),
    }
    (stand_in,) = (piece for piece in facts.pieces if piece.name.zh == "说明.docx")
    assert (stand_in.pages, bool(stand_in.why_not)) == (1, True)


def test_no_compartment_opens_into_the_volume(session: Session) -> None:
    case = concluded()
    caucus = store_upload(
        BytesIO(pdf(lambda writer: writer.add_metadata({"/Keywords": "CAUCUS"}))),
        "单方沟通.pdf",
        at=clock.now(),
        uploaded_by="mediator",
        kind="caucus",
        case_id=case.id,
    )
    content = made(case)
    facts = facts_of(editions(case.id)[0])
    with pymupdf.open(stream=content) as document:
        text = "".join(page.get_text() for page in document)
    assert "SECRETNOTE" not in text
    assert "SECRETMESSAGE" not in text
    assert caucus.sha256 not in {piece.sha256 for piece in facts.pieces}
    receipt = next(one for one in documents_of_case(case.id) if one.kind == DocumentKind.RECEIPT)
    assert facts_of(receipt).access_code not in text
    assert receipt.number not in text


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize(
    ("state", "remark"),
    [
        ("concluded", "with an agreement a record of mediation is asked for"),
        ("ended", "declined: there may be none"),
    ],
)
def test_what_is_missing_is_known_before(session: Session, state: str, remark: str) -> None:
    case = case_in(state)
    missing = "".join(place.words.zh for place in gather(case, on=clock.today()).missing)
    assert "身份证明" in missing, remark
    assert ("调解记录" in missing) is (state == "concluded"), remark
    hand_in(case, photo("PNG"), "身份证.png", "identity")
    assert "身份证明" not in "".join(p.words.zh for p in gather(case, on=clock.today()).missing)


@pytest.mark.parametrize(
    ("outcome", "wanted", "remark"),
    [
        ("agreed", {2, 3, 7, 8}, "the agreement, and the record of how it came about"),
        ("settled_withdrawn", {2, 3, 8}, "the confirmation of the withdrawal"),
        ("declined", {2, 3, 8}, "the notice that mediation ended"),
        ("transferred", {8}, "the letter that handed it on; rights were not explained yet"),
        ("refused", set(), "the notice of non-acceptance lies with the application"),
    ],
)
def test_each_outcome_asks_for_its_own_papers(outcome: str, wanted: set[int], remark: str) -> None:
    places = file_order.missing({"application"}, outcome=outcome, on=date(2026, 3, 2))
    assert {place.position for place in places} == wanted, remark


@pytest.mark.usefixtures("undrawn")
def test_the_paper_that_ended_a_case_is_the_paper_of_its_end(session: Session) -> None:
    case = case_in("ended")
    missing = gather(case, on=clock.today()).missing
    assert "agreement" not in {place.code for place in missing}


@pytest.mark.usefixtures("undrawn")
def test_a_new_edition_replaces_the_former(session: Session, clock: StandingClock) -> None:
    case = concluded()
    first = make_volume(case, By(actor(cast.MANAGER), clock.now))
    clock.advance(days=1)
    second = make_volume(case, By(actor(cast.MANAGER), clock.now), statement="补充一份材料。")
    assert not first.is_valid
    assert (first.replaced_by_id, second.replaces, facts_of(second).edition) == (second.id, first.number, 2)
    assert [one.id for one in editions(case.id)] == [second.id, first.id]
    entry = entries_of(case.thread)[0]
    assert (entry.event, entry.facts["document"]) == ("volume_made", second.number)


@pytest.mark.usefixtures("undrawn")
def test_a_file_turned_for_reading_is_turned_in_the_volume(session: Session) -> None:
    case = concluded()
    photo_of = next(file for file in files_of_case(case.id) if file.original_name == "账单.jpg")
    turn(case, photo_of, 1)
    db.session.flush()
    pieces = gather(case, on=clock.today()).pieces
    assert next(piece.turned for piece in pieces if piece.name.zh == "账单.jpg") == 90


@pytest.mark.usefixtures("undrawn")
def test_an_infected_file_is_named_but_not_bound(session: Session) -> None:
    case = concluded()
    infected = next(file for file in files_of_case(case.id) if file.original_name == "账单.jpg")
    infected.scan_state = Scan.INFECTED
    piece = next(one for one in gather(case, on=clock.today()).pieces if one.sha256 == infected.sha256)
    assert piece.why_not is not None
    assert "病毒" in piece.why_not.zh


@pytest.mark.usefixtures("undrawn")
def test_the_volume_waits_for_the_end_of_the_mediation_and_for_the_right(session: Session) -> None:
    with pytest.raises((NotPossible, NotAllowed)):
        make_volume(case_in("accepted"), By(actor(cast.MANAGER), clock.now()))
    with pytest.raises(NotAllowed):
        make_volume(case_in("ended"), By(actor(cast.BANK_USER), clock.now()))


@pytest.mark.usefixtures("undrawn")
def test_the_state_stays_and_a_closed_case_can_have_its_volume_made(session: Session) -> None:
    case = case_in("closed")
    make_volume(case, By(actor(cast.CLERK), clock.now()))
    assert case.state == "closed"


@pytest.mark.usefixtures("undrawn")
def test_a_job_binds_what_was_issued_and_only_once(session: Session) -> None:
    case = concluded()
    volume = make_volume(case, By(actor(cast.MANAGER), clock.now()))
    assert volume.pdf_sha256 is None
    assert bind_volumes(clock.now()) == 1
    assert volume.pdf_sha256
    assert bind_volumes(clock.now()) == 0


@pytest.fixture
def ended(founded: Stage, undrawn: None) -> str:
    with founded.app.app_context():
        case = concluded()
        db.session.commit()
        return case.short_number


@pytest.mark.usefixtures("undrawn")
def test_one_click_makes_the_volume_and_its_page_offers_it(
    ended: str, signed_in: Callable[[str], FlaskClient]
) -> None:
    client = signed_in(cast.MANAGER)
    page = client.get(f"/desk/cases/{ended}/volume/")
    assert "卷内目录" in page.text
    version = page.text.partition('name="version"')[2].partition('value="')[2].partition('"')[0]
    answer = client.post(
        f"/desk/cases/{ended}/volume/", data={"version": version, "lang": "zh"}, follow_redirects=True
    )
    assert answer.status_code == 200
    assert "第 1 版卷宗" in answer.text


@pytest.mark.usefixtures("undrawn")
def test_the_page_asks_the_database_as_often_for_many_files_as_for_few(
    ended: str, founded: Stage, signed_in: Callable[[str], FlaskClient]
) -> None:
    client = signed_in(cast.MANAGER)
    counts = []
    for more in (0, 12):
        with founded.app.app_context():
            case = db.session.query(Case).one()
            for number in range(more):
                hand_in(case, photo("JPEG", (60 + number, 40)), f"{number}.jpg")
            db.session.commit()
        with counted_queries(founded.app) as sent:
            client.get(f"/desk/cases/{ended}/volume/")
        counts.append(len(sent))
    assert counts[0] == counts[1]
    assert counts[0] < 25
