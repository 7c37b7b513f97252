"""Clocks of a hand-over follow their rules; what is wrong with a paper stands beside it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from mediation import clock
from mediation.access.by import By
from mediation.acts.refusals import GuardRefused, NotAllowed, ReasonMissing
from mediation.organisations.models import Kind
from mediation.referrals import acts, corrections, deadline_changes, queries
from mediation.referrals.entering import Entry
from mediation.referrals.materials import held, linked
from mediation.referrals.models import Referral
from mediation.rules.procedures import referral_steps
from mediation.timeline import queries as timeline
from tests import cast
from tests.builders import BANK, actor, body, case_in, centre, file_scan, walk
from tests.referrals.arrivals import arrival, arrived, court, running, taken

if TYPE_CHECKING:
    from tests.conftest import StandingClock

pytestmark = pytest.mark.usefixtures("founded", "session", "undrawn")

HOTLINE = "12345热线办（演示）"
PETITIONS = "示范区信访局（演示）"


def ticket() -> Referral:
    return taken("hotline_12345", body(HOTLINE, Kind.AUTHORITY), their_number="GD2026-0001")


def petition() -> Referral:
    return taken("petition_in", body(PETITIONS, Kind.AUTHORITY), their_number="XF2026-01", wants="petition")


def lengthen(found: Referral, length: int, *consents: str) -> None:
    (deadline,) = deadline_changes.extensible(found)
    deadline_changes.extend(
        found, deadline, length, consents, "事项复杂。", By(actor(cast.MANAGER), clock.now())
    )


def test_the_source_of_a_ticket_may_give_more_days() -> None:
    found = ticket()
    before = running(found)["C38"]
    lengthen(found, 5, "ticket_source")
    assert running(found)["C38"] > before
    assert (found.due_on, found.sorts_on) == (running(found)["C38"], running(found)["C38"])
    assert timeline.entries_of(found.thread)[0].facts["reason"] == "事项复杂。"


# (days, consents, a remark)
NOT_LONGER = [
    (30, (), "neither approved nor told"),
    (30, ("head_approval",), "the petitioner was not told"),
    (31, ("head_approval", "petitioner_told"), "30 days at most"),
]


@pytest.mark.parametrize(("days", "consents", "remark"), NOT_LONGER)
def test_a_petition_is_not_lengthened_beyond_article_34(
    days: int, consents: tuple[str, ...], remark: str
) -> None:
    found = petition()
    before = running(found)
    with pytest.raises(GuardRefused):
        lengthen(found, days, *consents)
    assert running(found) == before, remark


def test_the_clocks_that_taking_starts_hang_on_the_case_as_well() -> None:
    found = petition()
    assert found.case is not None
    (work,) = [one for one in found.deadlines if one.runs]
    assert work.case_id == found.case.id


def test_a_petition_takes_sixty_days_and_thirty_more() -> None:
    found = petition()
    assert running(found) == {"C34": date(2026, 5, 1)}
    lengthen(found, 30, "head_approval", "petitioner_told")
    assert running(found) == {"C34": date(2026, 5, 31)}


def test_a_ticket_stands_still_while_its_source_stops_it(clock: StandingClock) -> None:
    found, who = ticket(), actor(cast.MANAGER)
    (deadline,) = deadline_changes.stoppable(found)
    before = deadline.due_on
    deadline_changes.pause(found, deadline, "ticket_source", "等待补充。", By(who, clock.now))
    assert found.due_on is None
    later = clock.advance(days=7)
    deadline_changes.resume(found, deadline_changes.stopped(found)[0], By(who, later))
    assert deadline.due_on > before
    assert found.due_on == deadline.due_on


def test_acts_on_clocks_are_offered_only_where_a_clock_fits() -> None:
    found = arrived()  # three working days to answer: neither lengthened nor stopped
    assert not any(deadline_changes.makes_sense(found, action) for action in deadline_changes.CHOICES)


# -- to the institution first


def test_a_complaint_goes_to_the_institution_first_and_its_days_run_from_its_receipt() -> None:
    found = ticket()
    assert found.case is not None
    entry = Entry(kind="institution_first", stops=False, materials=({"title": "投诉书", "copies": 1},))
    passed = acts.hand_over(
        found.case, entry, body(BANK), "先由机构处理。", By(actor(cast.MANAGER), clock.now()), centre=centre()
    )
    acts.sign_for(passed, "sign_for", "消保部", clock.today(), By(actor(cast.MANAGER), clock.now()))
    assert (passed.state, running(passed)) == ("working", {"C26": date(2026, 3, 17)})
    assert found.case.ended_at is None, "mediation waits; it does not end"


# -- suspected sham


def test_suspected_sham_stops_the_mediation_and_is_reported_to_the_court_in_one_act() -> None:
    found = taken()
    assert found.case is not None
    walk(found.case, "route", "appoint", "notify_rights", "record_consent", "begin")
    report = acts.report_sham(
        found,
        "双方陈述的借款经过与流水不符。",
        ({"title": "银行流水", "copies": 1},),
        By(actor(cast.CENTRE_MEDIATOR), clock.now()),
        centre=centre(),
    )
    assert report is not None
    assert (found.state, found.case.state, report.state) == ("suspended", "paused", "sent")
    assert (report.kind, report.body, report.stops) == ("false_mediation_report", court(), False)
    assert next(one for one in found.case.deadlines if one.code == "C04").status == "paused"
    acts.resume(found, "法院认为不属于虚假调解。", By(actor(cast.MANAGER), clock.now()))
    assert (found.state, found.case.state) == ("taken", "under_mediation")


def test_a_clerk_does_not_stop_a_mediation() -> None:
    found = taken()
    with pytest.raises(NotAllowed):
        acts.report_sham(found, "疑似。", (), By(actor(cast.CLERK), clock.now()), centre=centre())


# -- corrections

PAPERS = ({"title": "起诉状", "copies": 1}, {"title": "送达地址确认书", "copies": 2})


def test_what_is_wrong_stands_beside_the_paper_until_it_is_answered() -> None:
    found = arrived(arrival(materials=PAPERS))
    complaint, address = found.materials
    clerk = actor(cast.CLERK)
    corrections.return_it(found, "ask_correction", "", {address.id: "缺少签名"}, By(clerk, clock.now()))
    assert (found.state, found.reason) == ("correction_asked", "送达地址确认书：缺少签名")
    assert [(one.fault, one.accepted) for one in found.materials] == [("", True), ("缺少签名", False)]
    corrections.answer(
        found, "correct", ({"title": "授权委托书", "copies": 1},), By(actor(cast.COURT_LIAISON), clock.now())
    )
    assert found.state == "registered"
    assert [one.title for one in found.materials][-1] == "授权委托书"
    assert {one.fault for one in found.materials} == {""}
    assert set(running(found)) == {"C09"}, "three working days again"
    assert complaint.accepted is None


def test_returning_without_any_word_is_refused() -> None:
    found = arrived(arrival(materials=PAPERS))
    with pytest.raises(ReasonMissing):
        corrections.return_it(found, "ask_correction", " ", {}, By(actor(cast.CLERK), clock.now()))
    assert found.state == "registered"


def test_every_state_that_offers_clocks_is_one_that_waits() -> None:
    for row in referral_steps.transitions():
        if row.action in deadline_changes.CHOICES:
            assert all(referral_steps.is_open(state) for state in row.sources)


def test_what_goes_out_names_the_files_and_papers_of_the_case_with_their_fingerprints() -> None:
    case = case_in("consulting")
    file_scan(case, clock.now())
    lines = linked(({"title": "签署页.pdf", "copies": 1}, {"title": "别的材料", "copies": 1}), case.id)
    assert [bool(one.get("sha256")) for one in lines] == [True, False]
    notice = next(title for title in held(case.id) if "受理" in title)
    (line,) = linked(({"title": notice, "copies": 1},), case.id)
    assert len(line["sha256"]) == 64
    assert line["document_id"]
    assert queries.of_case(case) == []
