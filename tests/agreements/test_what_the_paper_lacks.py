"""What the agreement still lacks is told while somebody can act, with the way to fill it in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mediation.database import db
from tests import cast
from tests.builders import case_in, walk

pytestmark = pytest.mark.usefixtures("founded", "undrawn")


def settlement_of(app: Flask, *, address: str | None) -> str:
    """The page of a settlement whose applicant gave this address."""
    with app.app_context():
        case = case_in("under_mediation")
        walk(case, "draft_terms")
        case.applicant.address = address
        db.session.commit()
        return f"/desk/cases/{case.short_number}/agreement/"


def test_a_missing_address_is_named_before_the_paper_goes_to_be_signed(
    app: Flask, signed_in: Callable[[str], FlaskClient]
) -> None:
    page = signed_in(cast.MANAGER).get(settlement_of(app, address=None)).text
    assert "协议中还缺" in page
    assert "申请人" in page[page.index("协议中还缺") :]
    assert "/acts/complete_party?side=applicant" in page


def test_nothing_is_asked_of_a_side_that_told_everything(
    app: Flask, signed_in: Callable[[str], FlaskClient]
) -> None:
    page = signed_in(cast.MANAGER).get(settlement_of(app, address="厦门市思明区鹭帆街 18 号")).text
    assert "/acts/complete_party?side=applicant" not in page
