"""Which papers of a case its readers may open."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from mediation.database import db
from mediation.documents.kinds import DocumentKind
from mediation.documents.models import IssuedDocument
from tests import cast
from tests.builders import case_in

pytestmark = pytest.mark.usefixtures("undrawn", "founded")


@pytest.mark.parametrize(
    ("who", "answer", "remark"),
    [
        (cast.CLERK, 200, "prints it again at the counter"),
        (cast.CENTRE_MEDIATOR, 200, "handles the case"),
        (cast.AUDITOR, 404, "only looks on: with the code on it one could withdraw as the applicant"),
        (cast.BANK_USER, 404, "the other side"),
    ],
)
def test_the_receipt_with_the_access_code_is_for_those_who_handle_the_case(
    app: Flask, who: str, answer: int, remark: str
) -> None:
    with app.app_context():
        case = case_in("under_mediation")
        number = case.short_number
        wanted = select(IssuedDocument.id).where(IssuedDocument.case_id == case.id)
        receipt = db.session.scalar(wanted.where(IssuedDocument.kind == DocumentKind.RECEIPT))
        notice = db.session.scalar(wanted.where(IssuedDocument.kind == DocumentKind.ACCEPTANCE_NOTICE))
        db.session.commit()
    client: FlaskClient = cast.client_of(app, who)
    address = f"/desk/cases/{number}/papers/"
    assert _answer_to(client, f"{address}{receipt}") == answer, remark
    assert _answer_to(client, f"{address}{notice}") == 200, "anybody who may see the case"
    page = client.get(f"/desk/cases/{number}").text
    assert (f"{address}{receipt}" in page) is (answer == 200), remark


def _answer_to(client: FlaskClient, address: str) -> int:
    """The status; the file behind the answer is closed as a server closes it."""
    answer = client.get(address)
    answer.close()
    return answer.status_code
