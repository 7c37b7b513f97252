"""An authority has the clocks of its own article; the person's right begins with the result."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mediation.access.by import By
from mediation.clock import day_of
from mediation.database import db
from mediation.deadlines import lapsing
from mediation.deadlines.models import DeadlineLapse
from mediation.organisations.models import Kind
from mediation.public.queries import rights_of_applicant
from mediation.referrals import acts
from mediation.referrals.entering import Entry
from mediation.referrals.models import Referral
from mediation.referrals.operations import perform
from mediation.rules.procedures import referral_steps
from tests import cast
from tests.builders import BANK, actor, body, case_in, centre
from tests.conftest import StandingClock
from tests.referrals.arrivals import running
from tests.referrals.test_ledger_walls import stored

pytestmark = pytest.mark.usefixtures("founded", "session", "undrawn")

AUTHORITY = "示范区信访局（演示）"


def signed_for(kind: str, clock: StandingClock) -> Referral:
    """Handed over and signed for on Monday, 2 March 2026."""
    law = referral_steps.kind(kind, on=day_of(clock.now))
    to = body(BANK) if law.authority == "institution" else body(AUTHORITY, Kind.AUTHORITY)
    to.authorities = [law.authority]
    entry = Entry(kind=kind, stops=False, materials=({"title": "来信", "copies": 1},))
    who = actor(cast.MANAGER)
    case = case_in("consulting")
    found = acts.hand_over(case, entry, to, "请依法处理。", By(who, clock.now), centre=centre())
    acts.sign_for(found, "sign_for", "收发室", day_of(clock.now), By(who, clock.now))
    return found


def answered(found: Referral, clock: StandingClock, result: str, result_on: date | None) -> None:
    told: dict[str, Any] = {"result": result, "result_on": result_on, "result_text": "已答复。"}
    perform(found, "record_result", By(actor(cast.MANAGER), clock.now), changes=told)


# (kind, clock until they decide, its last day, clock until the result, its last day, a remark)
AUTHORITIES = [
    ("petition_out", "C31", date(2026, 3, 17), "C34", date(2026, 5, 1), "art. 22: 15 days to route it"),
    ("petition_nfra", "C32", date(2026, 3, 17), "C34", date(2026, 5, 1), "art. 23: an organ"),
    ("petition_local", "C32", date(2026, 3, 17), "C34", date(2026, 5, 1), "art. 23"),
    ("complaint_nfra", "C27", date(2026, 3, 11), "H04", date(2026, 5, 1), "3 to 6 and 9 to 11 March"),
    ("complaint_pbc", "C30", date(2026, 3, 11), "H04", date(2026, 5, 1), "消保法 46: 7 working days"),
    ("complaint_local", "C30", date(2026, 3, 11), "H04", date(2026, 5, 1), "消保法 46"),
]


@pytest.mark.parametrize(("kind", "first", "first_due", "then", "then_due", "remark"), AUTHORITIES)
def test_an_authority_has_the_clocks_of_its_article(
    kind: str,
    first: str,
    first_due: date,
    then: str,
    then_due: date,
    remark: str,
    clock: StandingClock,
) -> None:
    found = signed_for(kind, clock)
    assert running(found) == {first: first_due}, remark
    perform(found, "they_take", By(actor(cast.MANAGER), clock.now))
    assert running(found) == {then: then_due}, remark


@pytest.mark.parametrize(("kind", "state"), [("petition_out", "undecided"), ("complaint_pbc", "undecided")])
def test_the_silence_of_an_authority_is_noted(kind: str, state: str, clock: StandingClock) -> None:
    found = signed_for(kind, clock)
    (deadline,) = [one for one in found.deadlines if one.runs]
    clock.advance(days=20)
    assert lapsing.lapse(deadline.id, at=clock.now)
    assert (found.state, running(found)) == (state, {})


# (kind, result, its day, what runs then, a remark)
RIGHTS = [
    ("institution_first", "done", date(2026, 3, 2), {"C28": date(2026, 4, 1)}, "30 days"),
    ("institution_first", "unfounded", date(2026, 3, 5), {"C28": date(2026, 4, 7)}, "4 to 6 April rest"),
    ("institution_first", "done", None, {"C28": date(2026, 4, 1)}, "no day told: today's"),
    ("institution_first", "withdrawn", date(2026, 3, 2), {}, "nothing was decided"),
    ("petition_out", "done", date(2026, 3, 2), {"C35": date(2026, 4, 1)}, "信访工作条例 art. 35"),
    ("petition_nfra", "done", date(2026, 3, 3), {"C35": date(2026, 4, 2)}, "art. 35"),
    ("complaint_nfra", "done", date(2026, 3, 2), {}, "the institution's decision is not known here"),
]


@pytest.mark.parametrize(("kind", "result", "result_on", "runs", "remark"), RIGHTS)
def test_the_persons_right_begins_with_the_day_of_the_result(
    kind: str,
    result: str,
    result_on: date | None,
    runs: dict[str, date],
    remark: str,
    clock: StandingClock,
) -> None:
    found = signed_for(kind, clock)
    answered(found, clock, result, result_on)
    assert running(found) == runs, remark
    assert (found.state, found.due_on) == ("result_in", None), "nobody is waited for"
    assert found.case_id is not None
    told = rights_of_applicant(found.case_id, on=day_of(clock.now))
    assert [one.due_on for one in told] == list(runs.values())


def test_the_right_outlives_the_closing_and_ends_by_itself_with_no_act(clock: StandingClock) -> None:
    found = signed_for("institution_first", clock)
    answered(found, clock, "done", date(2026, 3, 2))
    perform(found, "close", By(actor(cast.MANAGER), clock.now))
    (right,) = [one for one in found.deadlines if one.runs]
    version = found.version
    clock.advance(days=30)
    assert not lapsing.lapse(right.id, at=clock.now), "1 April is the last day"
    clock.advance(days=1)
    assert lapsing.lapse(right.id, at=clock.now)
    assert (right.status, found.state, found.version) == ("lapsed", "closed", version)
    assert db.session.query(DeadlineLapse).filter_by(deadline_id=right.id).one().action == "ends"
    assert found.case_id is not None
    assert rights_of_applicant(found.case_id, on=right.due_on + timedelta(days=1)) == []


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "申请上级机构核查：最迟"), ("en", "Ask the superior for review: until ")]
)
def test_the_persons_own_page_says_until_when(
    app: Flask, client: FlaskClient, clock: StandingClock, lang: str, said: str
) -> None:
    def one_with_an_answer() -> int | None:
        found = signed_for("institution_first", clock)
        answered(found, clock, "done", date(2026, 3, 2))
        return found.case_id

    case_id = stored(app, one_with_an_answer)
    with client.session_transaction() as visit:
        visit["my_case"] = [case_id, clock.now.timestamp() + 60]
    client.set_cookie("lang", lang)
    page = client.get("/my-case").get_data(as_text=True)
    assert f"<li>{said}<strong>" in page
