"""The pages on which cases go back to their courts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from flask.testing import FlaskClient

from mediation.courts.failure.record import KIND
from mediation.database import db
from mediation.referrals.models import Referral
from tests import cast
from tests.counting import counted_queries
from tests.courts.returning import failed, settled
from tests.journeys.pages import form_on
from tests.referrals.arrivals import NUMBER

if TYPE_CHECKING:
    from tests.stages import Stage

pytestmark = pytest.mark.usefixtures("undrawn")


def test_the_page_hands_it_over_and_a_settled_case_has_no_such_page(
    founded: Stage, signed_in: Callable[[str], FlaskClient]
) -> None:
    with founded.app.app_context():
        number = failed().short_number
        db.session.commit()
    manager = signed_in(cast.MANAGER)
    page = manager.get(f"/desk/cases/{number}/court/failure")
    assert "还缺" in page.text
    answer = form_on(page, "failure").send(manager, hints="无")
    assert answer.status_code == 302, answer.text
    assert "已发出" in manager.get(answer.location).text
    liaison = signed_in(cast.COURT_LIAISON)
    assert liaison.get(answer.location).status_code == 200
    assert liaison.get(f"/desk/cases/{number}/court/failure").status_code == 404


def test_many_copies_are_sent_with_one_click(founded: Stage, signed_in: Callable[[str], FlaskClient]) -> None:
    with founded.app.app_context():
        for last in ("1", "2"):
            settled(their_number=NUMBER.replace("1234", f"123{last}"))
        db.session.commit()
        rows = {str(one.id): one.short_number for one in db.session.query(Referral).filter_by(kind=KIND)}
    manager = signed_in(cast.MANAGER)
    page = manager.get("/desk/court-records/").text
    assert len(rows) == 2
    assert all(number in page for number in rows.values())
    assert manager.post("/desk/court-records/", data={}).status_code == 422
    answer = manager.post("/desk/court-records/", data={"record": list(rows)})
    assert answer.status_code == 302, answer.text
    with founded.app.app_context():
        assert [one.state for one in db.session.query(Referral).filter_by(kind=KIND)] == ["sent"] * 2
    assert "没有等待备案" in manager.get("/desk/court-records/").text


def test_the_list_takes_as_many_queries_for_many_as_for_one(
    founded: Stage, signed_in: Callable[[str], FlaskClient]
) -> None:
    manager = signed_in(cast.MANAGER)
    counts = []
    for last in ("1", "2", "3"):
        with founded.app.app_context():
            settled(their_number=NUMBER.replace("1234", f"123{last}"))
            db.session.commit()
        with counted_queries(founded.app) as count:
            assert manager.get("/desk/court-records/").status_code == 200
        counts.append(len(count))
    assert counts[1] == counts[2]
