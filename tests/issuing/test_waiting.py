"""Papers that wait for a hand: who sees which, printed with their copies, filed when they come back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from mediation import clock
from mediation.access.by import By
from mediation.cases.models import Case
from mediation.clock import day_of
from mediation.database import db
from mediation.documents.kinds import KINDS, DocumentKind
from mediation.documents.models import IssuedDocument, StoredFile
from mediation.documents.queries import files_of_case
from mediation.documents.uploads import store_upload
from mediation.issuing.wet_signatures.operations import FilingRefused, PrintRefused, file_signed, print_all
from mediation.issuing.wet_signatures.queries import SIGNED_BY_HAND, waiting
from mediation.rules.procedures.file_order import place_of_file
from mediation.web.paging import asked_cursor
from tests import cast
from tests.builders import JIMEI, TONGAN, actor, case_in, station
from tests.counting import counted_queries
from tests.documents.test_uploads import pdf
from tests.stages import Stage

pytestmark = pytest.mark.usefixtures("founded")


@pytest.fixture(autouse=True)
def _one_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every paper has one page: the drawing itself is looked at elsewhere."""
    with pikepdf.Pdf.new() as sheet:
        sheet.add_blank_page()
        written = BytesIO()
        sheet.save(written)
    monkeypatch.setattr("mediation.documents.operations.render_pdf", lambda *_: written.getvalue())


def titles(username: str) -> list[str]:
    return [f"{paper.title.zh} {paper.copies}" for paper in waiting(actor(username)).rows]


def test_rights_notices_and_the_agreement_given_out_wait(session: Session) -> None:
    case_in("awaiting_signature")
    assert titles(cast.MANAGER) == [
        "调解协议书（签署稿） 3",
        "当事人权利义务告知书 2",
        "当事人权利义务告知书 2",
    ]


def test_everyone_sees_the_papers_of_their_own_cases(session: Session) -> None:
    case_in("under_mediation", place=JIMEI, mediator=cast.JIMEI_MEDIATOR)
    case_in("under_mediation", place=TONGAN, mediator=cast.TONGAN_MEDIATOR)
    assert len(titles(cast.MANAGER)) == 4
    for username, place in ((cast.JIMEI_HEAD, JIMEI), (cast.TONGAN_MEDIATOR, TONGAN)):
        papers = waiting(actor(username)).rows
        assert len(papers) == 2
        assert {paper.case.station_id for paper in papers} == {station(place).id}


@pytest.mark.parametrize("kind", sorted(SIGNED_BY_HAND))
def test_whoever_signs_by_hand_has_a_copy_and_the_scan_a_place_in_the_file(
    kind: str, session: Session
) -> None:
    """Whoever is asked or addressed alone signs alone; everything else each party signs."""
    place = place_of_file(SIGNED_BY_HAND[kind], on=clock.today())
    assert place is not None
    assert place.position == KINDS[DocumentKind(kind)].file_place


def test_the_list_turns_its_pages_across_agreements_and_papers(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mediation.issuing.wet_signatures.queries.PAGE_SIZE", 2)
    for _ in range(2):
        case_in("awaiting_signature")
    case_in("under_mediation")
    manager = actor(cast.MANAGER)
    pages, cursor = [], None
    while True:
        page = waiting(manager, cursor)
        pages.append([paper.key for paper in page.rows])
        if page.next is None:
            break
        cursor = asked_cursor({"page": page.next})
    assert [len(keys) for keys in pages] == [2, 2, 2, 2]
    assert [key[0] for keys in pages for key in keys] == ["t", "t", *"dddddd"]
    for expected in reversed(pages[:-1]):
        assert page.previous is not None
        page = waiting(manager, asked_cursor({"page": page.previous}))
        assert [paper.key for paper in page.rows] == expected


def test_nothing_waits_once_the_case_is_over(session: Session) -> None:
    case_in("ended")
    case_in("concluded")
    assert titles(cast.MANAGER) == []


def test_all_are_printed_as_one_with_every_copy_on_a_right_hand_page(session: Session) -> None:
    case_in("awaiting_signature")
    papers = waiting(actor(cast.MANAGER)).rows
    printed = print_all(papers, By(actor(cast.MANAGER), clock.now()))
    with pikepdf.open(BytesIO(printed.content)) as whole:
        assert len(whole.pages) == printed.sheets == 2 * (3 + 2 + 2)
    again = waiting(actor(cast.MANAGER)).rows
    assert all(paper.wet and paper.wet.printed_at == clock.now() for paper in again)
    assert [paper.wet.copies for paper in again if paper.wet] == [3, 2, 2]
    print_all(again, By(actor(cast.MANAGER), clock.now()))
    assert len(waiting(actor(cast.MANAGER)).rows) == 3, "printing again makes no second row"


def test_printing_nothing_or_too_much_is_refused_in_words(session: Session) -> None:
    case_in("under_mediation")
    papers = waiting(actor(cast.MANAGER)).rows
    for wrong in ([], papers * 20):
        with pytest.raises(PrintRefused) as refused:
            print_all(wrong, By(actor(cast.MANAGER), clock.now()))
        assert "请" in refused.value.words.zh


def scan_of(case: Case) -> list[StoredFile]:
    return [
        store_upload(
            BytesIO(pdf()), "签名.pdf", at=clock.now(), uploaded_by="x", kind="rights_notice", case_id=case.id
        )
    ]


def test_a_paper_that_came_back_is_filed_and_waits_no_longer(session: Session) -> None:
    case = case_in("under_mediation")
    first, second = waiting(actor(cast.MANAGER)).rows
    today = day_of(clock.now())
    wet = file_signed(first, scan_of(case), today, By(actor(cast.MANAGER), clock.now()))
    assert (wet.signed_on, wet.scan_id) == (today, files_of_case(case.id)[0].id)
    assert [paper.key for paper in waiting(actor(cast.MANAGER)).rows] == [second.key]


@pytest.mark.parametrize(("days", "says"), [(1, "不能晚于今天"), (-1, "不能早于文书")])
def test_a_day_of_signing_that_cannot_be_is_refused(session: Session, days: int, says: str) -> None:
    case = case_in("under_mediation")
    paper = waiting(actor(cast.MANAGER)).rows[0]
    wrong = day_of(clock.now()) + timedelta(days=days)
    with pytest.raises(FilingRefused) as refused:
        file_signed(paper, scan_of(case), wrong, By(actor(cast.MANAGER), clock.now()))
    assert says in refused.value.words.zh


@pytest.fixture
def waits(founded: Stage) -> int:
    with founded.app.app_context():
        case_in("under_mediation", place=JIMEI, mediator=cast.JIMEI_MEDIATOR)
        db.session.commit()
        notice = db.session.query(IssuedDocument).filter_by(kind=DocumentKind.RIGHTS_NOTICE).first()
        assert notice
        return notice.id


def test_the_list_prints_and_files(waits: int, signed_in: Callable[[str], FlaskClient]) -> None:
    client = signed_in(cast.JIMEI_HEAD)
    assert "待打印" in client.get("/desk/papers-to-sign/").text
    printed = client.post("/desk/papers-to-sign/print", data={"paper": [f"d{waits}"]})
    assert printed.mimetype == "application/pdf"
    assert "已打印，待签名" in client.get("/desk/papers-to-sign/").text
    address = f"/desk/papers-to-sign/{waits}/file"
    assert client.post(address, data={}).status_code == 422
    day = {"signed_on-year": "2026", "signed_on-month": "3", "signed_on-day": "2", "signed_on": "2026-03-02"}
    sent = client.post(
        address,
        data={**day, "files": (BytesIO(pdf()), "签名.pdf")},
        content_type="multipart/form-data",
    )
    sent.request.environ["wsgi.input"].close()
    assert sent.status_code == 302, sent.text
    assert client.get(address).status_code == 404


def test_nobody_prints_or_files_a_paper_of_another_station(
    waits: int, signed_in: Callable[[str], FlaskClient]
) -> None:
    client = signed_in(cast.TONGAN_HEAD)
    assert client.post("/desk/papers-to-sign/print", data={"paper": [f"d{waits}"]}).status_code == 422
    assert client.get(f"/desk/papers-to-sign/{waits}/file").status_code == 404
    assert signed_in(cast.BANK_USER).get("/desk/papers-to-sign/").status_code == 403


def test_the_list_asks_the_database_as_often_for_many_papers_as_for_few(
    waits: int, founded: Stage, signed_in: Callable[[str], FlaskClient]
) -> None:
    client, counts = signed_in(cast.MANAGER), []
    for more in (1, 4):
        with founded.app.app_context():
            for _ in range(more):
                case_in("awaiting_signature")
            db.session.commit()
        with counted_queries(founded.app) as sent:
            client.get("/desk/papers-to-sign/")
        counts.append(len(sent))
    assert counts[0] == counts[1]
