"""The result goes back: what the letter says by itself, and who signs for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from mediation import clock
from mediation.access.by import By
from mediation.acts.refusals import PaperIncomplete
from mediation.cases.operations import perform as perform_on_case
from mediation.database import db
from mediation.documents.kinds import KINDS, DocumentKind
from mediation.documents.models import IssuedDocument
from mediation.documents.operations import facts_of, preview
from mediation.documents.queries import documents_of_case
from mediation.organisations.models import Kind
from mediation.referrals import acts, results
from mediation.referrals.models import Referral
from mediation.referrals.operations import perform
from tests import cast
from tests.builders import actor, body
from tests.journeys.pages import form_on
from tests.referrals.arrivals import NUMBER, running, taken, withdrawn

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from tests.conftest import StandingClock

pytestmark = pytest.mark.usefixtures("founded", "session", "undrawn")

HOTLINE, REGULATOR = "12345热线办（演示）", "示范金融监管分局（演示）"


def letters(found: Referral, kind: DocumentKind) -> list[IssuedDocument]:
    assert found.case is not None
    return [one for one in documents_of_case(found.case.id) if one.kind == kind]


def test_taking_a_courts_case_issues_the_return_slip_from_which_the_period_counts() -> None:
    found = taken(materials=({"title": "起诉状副本", "copies": 2},))
    (slip,) = letters(found, DocumentKind.ASSIGNMENT_SLIP)
    facts = facts_of(slip)
    assert (facts.court, facts.court_case_number) == (found.body.name, NUMBER)
    assert (facts.received_on, facts.period, facts.materials) == (clock.today(), "30日", ("起诉状副本2份",))


def test_taking_a_ticket_issues_no_slip() -> None:
    found = taken("hotline_12345", body(HOTLINE, Kind.AUTHORITY), their_number="GD2026-0001")
    assert not letters(found, DocumentKind.ASSIGNMENT_SLIP)


# (kind, sender, their number, letter, a remark)
ANSWERS = [
    ("court_assigned", None, NUMBER, DocumentKind.RESULT_FEEDBACK, "法释〔2016〕14号 art. 26"),
    ("court_entrusted_simple", None, NUMBER, DocumentKind.RESULT_FEEDBACK, "after filing, too"),
    ("hotline_12345", HOTLINE, "GD2026-0001", DocumentKind.REPLY_LETTER, "a ticket"),
    ("nfra_complaint", REGULATOR, "转办12号", DocumentKind.REPLY_LETTER, "a regulator"),
]


@pytest.mark.parametrize(("kind", "sender", "number", "letter", "remark"), ANSWERS)
def test_the_letter_of_result_goes_out_as_it_is_filled_in(
    kind: str, sender: str | None, number: str, letter: DocumentKind, remark: str
) -> None:
    found = withdrawn(taken(kind, body(sender, Kind.AUTHORITY) if sender else None, their_number=number))
    facts = KINDS[letter].facts(**results.known(found, letter, clock.now()))
    acts.return_result(found, facts, By(actor(cast.CLERK), clock.now()))
    assert (found.state, set(running(found))) == ("returned", {"H02"}), remark
    assert len(letters(found, letter)) == 1, remark


def test_the_act_itself_fills_the_letter_in_where_nobody_did() -> None:
    found = withdrawn(taken())
    perform(found, "return_result", By(actor(cast.CLERK), clock.now()))
    assert found.state == "returned"


def test_the_letter_says_why_mediation_failed_as_both_sides_were_told(clock: StandingClock) -> None:
    found = taken()
    assert found.case is not None
    reason = "期限届满，双方没有达成协议。"
    late = clock.advance(days=31)
    perform_on_case(found.case, "expire", By(actor(cast.MANAGER), late), reason=reason)
    facts = results.known(found, DocumentKind.RESULT_FEEDBACK, late)
    assert reason in facts["failure_reason"]
    assert [one.rstrip("1份") for one in facts["annexes"]] == [
        KINDS[DocumentKind.TERMINATION_NOTICE].title.zh
    ]
    assert facts["cost_acts"] == "无"


def test_a_letter_without_what_the_court_must_be_told_does_not_leave() -> None:
    found = withdrawn(taken())
    known = results.known(found, DocumentKind.RESULT_FEEDBACK, clock.now())
    facts = KINDS[DocumentKind.RESULT_FEEDBACK].facts(**{**known, "cost_acts": " "})
    with pytest.raises(PaperIncomplete):
        acts.return_result(found, facts, By(actor(cast.CLERK), clock.now()))
    assert found.state == "result_due"
    assert not letters(found, DocumentKind.RESULT_FEEDBACK)


def test_no_letter_of_result_has_a_place_for_offers_or_private_talk() -> None:
    for letter in (DocumentKind.RESULT_FEEDBACK, DocumentKind.REPLY_LETTER):
        assert DocumentKind.SESSION_RECORD not in results.ANNEXED[letter]
        names = set(KINDS[letter].facts.__dataclass_fields__)
        assert not {name for name in names if "offer" in name or "caucus" in name or "proposal" in name}


def test_both_letters_can_be_drawn() -> None:
    found = withdrawn(taken())
    for letter in (DocumentKind.RESULT_FEEDBACK, DocumentKind.REPLY_LETTER):
        facts = KINDS[letter].facts(**results.known(found, letter, clock.now()))
        assert preview(letter, facts, at=clock.now()).startswith(b"%PDF")


def test_one_click_returns_the_result(app: Flask, signed_in: Any) -> None:
    found = withdrawn(taken())
    where = f"/desk/referrals/{found.short_number}/acts/return_result"
    db.session.commit()
    client: FlaskClient = signed_in(cast.CLERK)
    page = client.get(where)
    assert NUMBER in page.get_data(as_text=True)
    assert form_on(page, "return_result").send(client).status_code == 302
    assert "结果已反馈" in client.get(f"/desk/referrals/{found.short_number}").get_data(as_text=True)
