"""What becomes of an issued paper: served, replaced by name, withdrawn with a reason; never gone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from mediation import clock
from mediation.access.by import By
from mediation.acts.refusals import NotAllowed, ReasonMissing
from mediation.cases.models import Case
from mediation.database import db
from mediation.documents.kinds import DocumentKind
from mediation.documents.models import IssuedDocument
from mediation.documents.operations import facts_of
from mediation.documents.queries import documents_of_case
from mediation.issuing import operations, queries
from mediation.issuing.operations import PaperRefused, ServiceFacts
from mediation.public.queries import public_timeline
from tests import cast
from tests.builders import actor, case_in
from tests.stages import Stage

pytestmark = pytest.mark.usefixtures("founded", "undrawn")
BOTH = pytest.mark.databases("sqlite", "postgresql")
CLERK = cast.CLERK
WHY = "地址写错"


def paper(case: Case, kind: DocumentKind = DocumentKind.ACCEPTANCE_NOTICE) -> IssuedDocument:
    return [one for one in documents_of_case(case.id) if one.kind == kind][-1]


def replaced(
    case: Case, document: IssuedDocument, typed: dict[str, str], reason: str = "地址写错"
) -> IssuedDocument:
    return operations.replace_paper(case, document, typed, reason, By(actor(CLERK), clock.now()))


def withdrawn(case: Case, document: IssuedDocument, reason: str = "误发") -> None:
    operations.withdraw_paper(case, document, reason, By(actor(CLERK), clock.now()))


@BOTH
def test_a_replacement_names_its_predecessor_and_both_stay(session: Session) -> None:
    case = case_in("accepted")
    old = paper(case)
    new = replaced(case, old, {"dispute": "信用卡分期手续费纠纷"})
    assert facts_of(new).dispute == "信用卡分期手续费纠纷"
    assert facts_of(old).dispute != facts_of(new).dispute
    assert (new.replaces, old.replaced_by_id, old.replaced_reason) == (old.number, new.id, WHY)
    assert (old.is_valid, new.is_valid) == (False, True)
    assert any(f"{old.number}已被{new.number}替换" in said.zh for _, said in public_timeline(case)), (
        "both sides see it"
    )


@BOTH
def test_a_withdrawn_paper_stays_with_its_reason(session: Session) -> None:
    case = case_in("accepted")
    document = paper(case)
    withdrawn(case, document)
    assert document.withdrawn_reason == "误发"
    assert any(f"{document.number}已撤销：误发" in said.zh for _, said in public_timeline(case))
    with pytest.raises(PaperRefused):
        withdrawn(case, document)
    with pytest.raises(PaperRefused):
        replaced(case, document, {"dispute": "另一个"})


@pytest.mark.parametrize(
    ("kind", "remark"),
    [(DocumentKind.AGREEMENT, "both sides signed it"), (DocumentKind.RECEIPT, "it carries the access code")],
)
def test_what_is_not_replaced_by_the_staff(session: Session, kind: DocumentKind, remark: str) -> None:
    case = case_in("concluded")
    with pytest.raises(PaperRefused):
        replaced(case, paper(case, kind), {"dispute": "另一个"})


def test_nothing_changed_and_no_reason_replace_nothing(session: Session) -> None:
    case = case_in("accepted")
    document = paper(case)
    with pytest.raises(PaperRefused):
        replaced(case, document, {"case_number": "别的案号", "no_such.path": "x"})
    with pytest.raises(ReasonMissing):
        withdrawn(case, document, " ")
    with pytest.raises(NotAllowed):
        operations.withdraw_paper(case, document, "误发", By(actor(cast.AUDITOR), clock.now()))
    assert document.is_valid


def test_what_steers_a_paper_is_not_offered_for_typing(session: Session) -> None:
    texts = operations.editable_texts(paper(case_in("accepted")))
    assert "dispute" in texts
    assert not [path for path in texts if path.startswith("issuer") or "case_number" in path]


@BOTH
def test_service_is_recorded_for_each_recipient_and_each_try(session: Session) -> None:
    case = case_in("accepted")
    document = paper(case)
    for result, note in (("returned", "EMS 1001"), ("served", "EMS 1002")):
        facts = ServiceFacts("林雅珍", "post", result, clock.today(), note=note)
        operations.serve_paper(case, document, facts, By(actor(CLERK), clock.now()))
    assert [(one.recipient, one.result, one.note) for one, _ in queries.services_of(document.id)] == [
        ("林雅珍", "returned", "EMS 1001"),
        ("林雅珍", "served", "EMS 1002"),
    ]


@pytest.mark.parametrize(("days", "remark"), [(-1, "before it was issued"), (1, "ahead")])
def test_a_day_of_service_that_cannot_be(session: Session, days: int, remark: str) -> None:
    case = case_in("accepted")
    on = clock.today() + timedelta(days=days)
    facts = ServiceFacts("林雅珍", "post", "served", on)
    with pytest.raises(PaperRefused):
        operations.serve_paper(case, paper(case), facts, By(actor(CLERK), clock.now()))


def test_the_pages_by_hand(founded: Stage, signed_in: Callable[[str], FlaskClient]) -> None:
    with founded.app.app_context():
        case = case_in("accepted")
        document = paper(case)
        db.session.commit()
        address, code, number = (
            f"/desk/cases/{case.short_number}/issued/{document.id}",
            document.code,
            document.number,
        )
    client = signed_in(CLERK)
    served = {
        "serve-recipient": "林雅珍",
        "serve-way": "post",
        "serve-result": "served",
        "serve-on": "2026-03-02",
    }
    assert client.post(f"{address}/service", data=served).status_code == 302
    assert client.post(f"{address}/service", data={**served, "serve-way": ""}).status_code == 422
    assert "林雅珍" in client.get(address).text
    form = client.get(f"{address}/replace").text
    assert 'name="text-dispute"' in form
    typed = {"text-dispute": "信用卡分期手续费纠纷", "reason": "名称有误"}
    answer = client.post(f"{address}/replace", data=typed)
    assert answer.status_code == 302
    assert number in client.get(answer.location).text, "the new one names the old one"
    public = founded.app.test_client().get(f"/v/{code}").text
    assert "已被新的文书替换" in public
    assert "林雅珍" not in public
    again = answer.location + "/withdraw"
    assert client.post(again, data={"withdraw-reason": "误发"}).status_code == 302
    assert client.post(again, data={"withdraw-reason": "误发"}).status_code == 422
    for who in (cast.AUDITOR, cast.BANK_USER, cast.JIMEI_MEDIATOR):
        assert signed_in(who).get(address).status_code in {403, 404}, who
