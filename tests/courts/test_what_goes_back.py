"""What goes back to the court: the pack of what failed, the letter at expiry, the copy for the record."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from mediation import clock as house_clock
from mediation.access.by import By
from mediation.cases import acts, lapsing
from mediation.cases.models import Case
from mediation.cases.operations import perform
from mediation.courts.failure import operations, record
from mediation.documents.operations import facts_of
from mediation.documents.queries import documents_of_case
from mediation.elements import operations as elements
from mediation.referrals import queries
from mediation.referrals.acts import sign_for
from mediation.referrals.models import Referral
from tests import cast
from tests.builders import actor, walk
from tests.courts.returning import TO_MEDIATION, failed, on_its_way, settled
from tests.referrals.arrivals import NUMBER, running, taken

if TYPE_CHECKING:
    from tests.conftest import StandingClock

pytestmark = pytest.mark.usefixtures("founded", "session", "undrawn")


# -- what failed


def test_a_case_that_failed_before_filing_goes_to_be_filed_with_its_letter_in_one_act() -> None:
    case = failed()
    assert operations.may_go(case)
    pack = operations.hand_over(case, {"hints": "可以视频开庭。"}, By(actor(cast.MANAGER), house_clock.now()))
    arrival = queries.arrival_of(case.id)
    assert arrival is not None
    assert (arrival.state, pack.kind, pack.state) == ("returned", "court_failure", "sent")
    assert pack.their_number == NUMBER
    titles = [one.title for one in pack.materials]
    assert "民事起诉状" in titles  # what the court had sent
    assert any("终止" in title for title in titles)
    letters = documents_of_case(case.id, kind="result_feedback")
    assert len(letters) == 1
    assert facts_of(letters[0]).hints == "可以视频开庭。"
    assert list(running(pack)) == ["H02"]
    sign_for(
        pack, "sign_for", "江书言", house_clock.today(), By(actor(cast.COURT_LIAISON), house_clock.now())
    )
    assert running(pack) == {"C25": date(2026, 3, 9)}  # Monday 2 March and seven days
    with pytest.raises(operations.NotFailed):
        operations.hand_over(case, {}, By(actor(cast.MANAGER), house_clock.now()))


def test_the_pleadings_by_elements_are_made_with_it() -> None:
    case = on_its_way("court_assigned", *TO_MEDIATION)
    manager, now = actor(cast.MANAGER), house_clock.now()
    elements.open_sheet(case, "credit_card", "applicant", By(manager, now))
    perform(case, "end_wide_gap", By(manager, now), reason="对金额分歧过大。")
    missing = {one.code for one in operations.pieces(case) if not one.is_there}
    assert "complaint" not in missing  # what the filing told is stated in it
    assert "defence" in missing  # the other side has answered nothing
    pack = operations.hand_over(case, {}, By(manager, now))
    (complaint,) = documents_of_case(case.id, kind="complaint")
    line = next(one for one in pack.materials if one.document_id == complaint.id)
    assert line.sha256 == complaint.pdf_sha256


def test_what_is_missing_comes_first_and_says_what_to_do() -> None:
    found = operations.pieces(failed())
    there = [one.is_there for one in found]
    assert there == sorted(there)
    assert all(one.todo.zh for one in found if not one.is_there)


def test_one_entrusted_after_filing_goes_back_to_trial_without_a_new_hand_over() -> None:
    case = failed("court_entrusted")
    arrival = operations.hand_over(case, {}, By(actor(cast.MANAGER), house_clock.now()))
    assert (arrival.kind, arrival.state) == ("court_entrusted", "returned")
    assert operations.handed_over(case) is None
    assert not operations.may_go(case)


# -- expiry


@pytest.mark.parametrize(("kind", "days"), [("court_assigned", 31), ("court_entrusted", 16)])
def test_a_period_that_runs_out_sends_the_case_back_by_itself(
    kind: str, days: int, clock: StandingClock
) -> None:
    case = on_its_way(kind)
    clock.advance(days=days)
    lapsing.lapse(case.id, "expire", clock.now)
    assert (case.state, case.outcome) == ("ended", "expired")
    kinds = {one.kind for one in documents_of_case(case.id)}
    assert {"termination_notice", "result_feedback"} <= kinds
    arrival = queries.arrival_of(case.id)
    assert arrival is not None
    assert (arrival.state, arrival.result) == ("returned", "expired")
    assert list(running(arrival)) == ["H02"]


def test_days_of_an_extension_stand_apart_in_the_letter(clock: StandingClock) -> None:
    case = on_its_way("court_entrusted_simple", *TO_MEDIATION)
    clock.advance(days=2)
    acts.extend(case, 5, ["all_parties"], "双方同意延长五天。", By(actor(cast.MANAGER), clock.now))
    clock.advance(days=8)
    perform(case, "end_wide_gap", By(actor(cast.MANAGER), clock.now), reason="分歧过大。")
    operations.hand_over(case, {}, By(actor(cast.MANAGER), clock.now))
    letter = facts_of(documents_of_case(case.id, kind="result_feedback")[-1])
    assert letter.days.zh == "调解期限内7天，经双方同意延长的期间3天（不计入审理期限）"


# -- the copy for the record


def copy_of(case: Case) -> Referral | None:
    return next((one for one in queries.of_case(case) if one.kind == record.KIND), None)


def test_an_agreement_of_assigned_mediation_prepares_its_own_copy_for_the_court() -> None:
    case = settled()
    copy = copy_of(case)
    assert copy is not None
    assert copy.state == "drafted"
    assert running(copy) == {"C13": date(2026, 3, 5)}  # in effect on Monday 2 March, three working days
    assert ["协议" in one.title for one in copy.materials] == [True]
    record.send(copy, By(actor(cast.MANAGER), house_clock.now()))
    arrival = queries.arrival_of(case.id)
    assert arrival is not None
    assert (copy.state, arrival.state) == ("sent", "returned")
    assert list(running(copy)) == ["H02"]
    assert len(documents_of_case(case.id, kind="result_feedback")) == 1  # one letter for both


def test_an_agreement_after_filing_has_no_copy_for_the_record() -> None:
    assert copy_of(settled("court_entrusted")) is None


# -- choosing, confirming, notifying


def test_a_courts_case_has_its_days_for_choosing_confirming_and_notifying(clock: StandingClock) -> None:
    found = taken()
    assert found.case is not None
    case = found.case

    def clocks() -> dict[str, date]:
        return {one.code: one.due_on for one in case.deadlines if one.runs}

    assert clocks()["C07"] == date(2026, 3, 4)  # two working days from Monday 2 March
    assert clocks()["C10"] == date(2026, 3, 5)
    walk(case, "route", "appoint", place="", mediator=cast.CENTRE_MEDIATOR)
    assert "C07" not in clocks()
    assert clocks()["C09_MEDIATOR"] == date(2026, 3, 5)
    acts.confirm_appointment(case, By(actor(cast.CENTRE_MEDIATOR), clock.now))
    assert "C09_MEDIATOR" not in clocks()
    walk(case, *TO_MEDIATION)
    assert "C10" not in clocks()
