"""Judicial confirmation: its window, its conditions, what goes to the court and what comes back."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from mediation import clock as house_clock
from mediation.access.by import By
from mediation.acts.refusals import GuardRefused, NotAllowed
from mediation.agreements import operations as agreements
from mediation.cases.models import Case
from mediation.cases.operations import perform as perform_on_case
from mediation.clock import ZONE
from mediation.courts.confirmation import operations
from mediation.courts.confirmation.operations import ConfirmationRefused, Said
from mediation.courts.confirmation.window import notice
from mediation.documents.kinds import DocumentKind
from mediation.documents.operations import facts_of
from mediation.documents.queries import documents_of_case
from mediation.organisations.models import Kind
from mediation.referrals import corrections
from mediation.referrals.operations import perform
from tests import cast
from tests.builders import COURT, actor, body, case_in, drafting, party, walk
from tests.courts.applying import (
    HERE,
    NUMBER,
    another_court,
    assess,
    file_identity,
    filed,
    get_ready,
    join,
    make_paper,
    received,
    ruled,
    scan_anew,
    settled,
    standing,
    taken,
)

if TYPE_CHECKING:
    from tests.conftest import StandingClock

pytestmark = pytest.mark.usefixtures("founded", "session", "undrawn")


def said(case: Case) -> str:
    found = notice(case)
    return found.words.zh if found else ""


# -- the window

# (effective, asked on, says, a remark)
DAYS = [
    (
        "2026-09-01",
        "2026-09-08",
        "最后一日是2026年10月8日（周四），还剩30天",
        "day 30 is National Day: it moves",
    ),
    ("2026-06-01", "2026-06-01", "最后一日是2026年7月1日（周三），还剩30天", "the day itself is not counted"),
    ("2026-06-01", "2026-07-01", "今天是双方共同申请的最后一日", "the last day still counts"),
    ("2026-06-01", "2026-07-02", "权利已经丧失", "on day 31 the right is lost"),
    ("2026-01-18", "2026-02-20", "最后一日是2026年2月24日（周二），还剩4天", "out of the Spring Festival"),
]


@pytest.mark.parametrize(("effective", "asked", "says", "remark"), DAYS)
def test_the_window_counts_from_the_effective_date_and_every_page_says_so(
    clock: StandingClock, effective: str, asked: str, says: str, remark: str
) -> None:
    clock.move_to(datetime.fromisoformat(f"{effective}T10:00").replace(tzinfo=ZONE))
    case = settled()
    clock.move_to(datetime.fromisoformat(f"{asked}T10:00").replace(tzinfo=ZONE))
    assert says in said(case), remark


def test_the_window_counts_from_the_last_hand_not_from_the_day_it_was_concluded(
    clock: StandingClock,
) -> None:
    case = case_in("awaiting_signature")
    walk(case, "record_signature", "file_scan")
    clock.advance(days=3)
    walk(case, "conclude")
    assert case.effective_on == date(2026, 3, 2)
    assert "2026年4月1日" in said(case)


# (changes of the case, changes of the terms, a remark)
WITHOUT = [
    ({"track": "entrusted"}, {}, "after filing the court makes it its own"),
    ({}, {"settles_title": True}, "title to property is confirmed by no court"),
]


@pytest.mark.parametrize(("of_case", "of_terms", "remark"), WITHOUT)
def test_where_no_court_confirms_there_is_no_window_no_reminder_and_no_line(
    of_case: dict[str, str], of_terms: dict[str, bool], remark: str
) -> None:
    case = case_in("under_mediation", **of_case)  # type: ignore[arg-type]
    content = drafting(case, on=house_clock.today(), **of_terms)
    agreements.draft_terms(case, content, By(actor(cast.MANAGER), house_clock.now()))
    walk(case, "offer_terms", "record_signature", "file_scan", "conclude")
    assert not [one for one in case.deadlines if one.code == "C14"], remark
    assert said(case) == "", remark


def test_what_a_person_finds_to_be_excluded_has_no_window_until_that_is_corrected() -> None:
    case = settled()
    last = next(one for one in case.deadlines if one.code == "C14").due_on
    assess(case, identity_relation=True)
    assert said(case) == ""
    assert "identity_relation" in {one.code for one in standing(case).against}
    assess(case)
    window = next(one for one in case.deadlines if one.code == "C14")
    assert (window.status, window.due_on) == ("running", last)
    assert "还剩30天" in said(case)


# -- which court

# (facts, codes of the courts, a remark)
COURTS = [
    ({}, ["闽0203"], "both sides and the seat in one district"),
    ({"respondent_place": "350206"}, ["闽0203", "闽0206"], "the domicile of the other side"),
    ({"object_place": "350211"}, ["闽0203", "闽0211"], "the place of the object"),
    ({"intermediate": True}, ["闽02"], "a dispute of an intermediate court"),
    ({"applicant_place": "", "respondent_place": "", "seat": ""}, [], "nothing is known: nobody guesses"),
]


@pytest.mark.parametrize(("facts", "codes", "remark"), COURTS)
def test_the_court_follows_from_the_places_as_a_person_entered_them(
    facts: dict[str, object], codes: list[str], remark: str
) -> None:
    case = settled()
    assess(case, **facts)
    assert [one.code for one in standing(case).courts] == codes, remark


def test_before_anybody_looked_the_places_are_read_from_the_addresses() -> None:
    found = standing(settled())
    assert (found.places.applicant, found.places.respondent, found.places.seat) == (HERE, HERE, HERE)
    assert found.body == body(COURT, Kind.COURT)


def test_a_case_that_a_court_sent_goes_back_to_that_court_alone() -> None:
    case = settled(track="assigned", referrer_id=body(COURT, Kind.COURT).id)
    found = standing(case)
    assert [one.code for one in found.courts] == ["闽0203"]
    assert "邀请" in found.courts[0].reason.zh


def test_another_competent_court_is_chosen_with_a_reason_and_no_other_at_all() -> None:
    case, manager = settled(), actor(cast.MANAGER)
    assess(case, respondent_place="350206")
    another_court("厦门市湖里区人民法院（演示）", "闽0206")
    now = house_clock.now()
    for code, reason in (("闽0206", " "), ("闽0211", "离得近。")):
        with pytest.raises(ConfirmationRefused):
            operations.choose_court(case, code, reason, By(manager, now))
    operations.choose_court(case, "闽0206", "双方都住在湖里。", By(manager, now))
    found = standing(case)
    assert found.court is not None
    assert (found.court.code, found.body and found.body.court_code) == ("闽0206", "闽0206")


# -- both sides


def test_both_sides_must_join_and_the_last_word_counts() -> None:
    case = settled()
    join(case, "applicant")
    assert "not_joint" in {one.code for one in standing(case).against}
    join(case, "respondent")
    assert not standing(case).against
    join(case, "respondent", joins=False)
    assert "not_joint" in {one.code for one in standing(case).against}


def test_a_side_says_it_itself_or_its_agent_with_a_power_of_attorney() -> None:
    case = settled()
    mine = Said("applicant", True, house_clock.today(), "web")
    operations.record_wish(case, mine, By(party(case), house_clock.now()), action="join_confirmation")
    with pytest.raises(NotAllowed):
        operations.record_wish(case, mine, By(party(case), house_clock.now()))
    nameless = Said("respondent", True, house_clock.today(), "phone", agent="lawyer")
    with pytest.raises(ConfirmationRefused):
        operations.record_wish(case, nameless, By(actor(cast.MANAGER), house_clock.now()))
    join(case, "respondent", agent="relative_or_staff")
    wanted = [(one.paper.code, one.side) for one in standing(case).open_lines]
    assert ("power_of_attorney", "respondent") in wanted
    assert ("power_of_attorney", "applicant") not in wanted


@pytest.mark.parametrize("days", [-1, 1])
def test_nobody_joins_before_the_agreement_took_effect_nor_in_days_to_come(days: int) -> None:
    case = settled()
    when = house_clock.today() + timedelta(days=days)
    with pytest.raises(ConfirmationRefused):
        operations.record_wish(
            case, Said("applicant", True, when, "phone"), By(actor(cast.MANAGER), house_clock.now())
        )


# -- papers and filing


def test_the_list_finds_what_the_house_made_and_asks_for_the_rest() -> None:
    case = settled()
    assert {one.paper.code for one in standing(case).lines if one.piece} == {"agreement"}
    file_identity(case)
    make_paper(case, DocumentKind.SERVICE_ADDRESS, "applicant")
    ready = {(one.paper.code, one.side) for one in standing(case).lines if one.ready}
    assert ("service_address", "applicant") in ready
    assert ("service_address", "respondent") not in ready
    assert {("identity", "applicant"), ("identity", "respondent")} <= ready


def test_a_paper_that_is_not_needed_says_why() -> None:
    case = settled()
    assess(case, touches_property=True)
    line = next(one for one in standing(case).lines if one.paper.code == "property")
    assert not line.ready
    manager = actor(cast.MANAGER)
    with pytest.raises(ConfirmationRefused):
        operations.keep_paper(case, line, By(manager, house_clock.now()), why_not="  ")
    operations.keep_paper(case, line, By(manager, house_clock.now()), why_not="协议只涉及退款。")
    assert next(one for one in standing(case).lines if one.paper.code == "property").ready


def test_the_application_names_the_court_and_the_papers_of_the_list() -> None:
    case = get_ready(settled())
    (paper,) = documents_of_case(case.id, kind=DocumentKind.CONFIRMATION_APPLICATION)
    facts = facts_of(paper)
    assert facts.court == "厦门市思明区人民法院"
    assert "调解组织主持调解的证明" in facts.annexes
    assert not any("申请书" in one for one in facts.annexes)


def test_filing_says_everything_that_still_stands_against_it() -> None:
    case = settled()
    with pytest.raises(GuardRefused) as refused:
        filed(case)
    assert {"not_joint", "papers_open"} <= {one.code for one in refused.value.findings}


def test_filing_hands_the_list_over_and_stops_the_window() -> None:
    case = get_ready(settled())
    found = filed(case)
    assert (found.state, found.kind, found.body.court_code) == ("sent", "court_confirmation", "闽0203")
    assert all(one.sha256 and (one.document_id or one.file_id) for one in found.materials)
    assert {one.code: one.status for one in case.deadlines}["C14"] == "met"
    assert "已向" in said(case)
    with pytest.raises(GuardRefused) as refused:
        filed(case)
    assert "filed_already" in {one.code for one in refused.value.findings}


# (days after the effect, posted on day, let through, a remark)
LATE = [
    (30, 30, True, "on the last day"),
    (31, 31, False, "a day too late"),
    (33, 30, True, "posted in time and entered later: 民事诉讼法 art. 85"),
    (5, 6, False, "nothing is posted in days to come"),
]


@pytest.mark.parametrize(("today", "posted", "goes", "remark"), LATE)
def test_what_was_posted_in_time_is_in_time(
    clock: StandingClock, today: int, posted: int, goes: bool, remark: str
) -> None:
    case = get_ready(settled())
    assert case.effective_on is not None
    sent_on = case.effective_on + timedelta(days=posted)
    clock.advance(days=today)
    if goes:
        assert filed(case, sent_on).sent_on == sent_on, remark
    else:
        with pytest.raises((GuardRefused, ConfirmationRefused)):
            filed(case, sent_on)


# -- the court


def test_the_court_asks_for_more_and_its_days_stand_still_until_it_is_answered() -> None:
    case = get_ready(settled())
    found = received(filed(case))
    assert {one.code for one in found.deadlines if one.runs} == {"C15"}
    court, faulty = actor(cast.COURT_LIAISON), found.materials[-1]
    corrections.return_it(found, "send_back", "", {faulty.id: "缺少签名"}, By(court, house_clock.now()))
    assert (found.state, case.turn) == ("sent_back", "mediator")
    assert not [one for one in found.deadlines if one.runs]
    corrections.answer(found, "send", (), By(actor(cast.CLERK), house_clock.now()))
    assert {one.code for one in received(found).deadlines if one.runs} == {"C15"}
    papers = documents_of_case(case.id, kind=DocumentKind.CONFIRMATION_APPLICATION)
    assert len(papers) == 1, "the same application goes again"


def test_what_is_not_supplied_is_treated_as_withdrawn_and_the_window_is_as_it_was() -> None:
    case = get_ready(settled())
    last = next(one for one in case.deadlines if one.code == "C14").due_on
    found = received(filed(case))
    corrections.return_it(
        found, "send_back", "请补充送达地址。", {}, By(actor(cast.COURT_LIAISON), house_clock.now())
    )
    ruled(found, "withdrawn")
    window = [one for one in case.deadlines if one.code == "C14" and one.runs]
    assert [one.due_on for one in window] == [last], "nothing lengthens it"


def test_the_court_that_takes_it_has_thirty_days_from_its_filing() -> None:
    found = taken(filed(get_ready(settled())))
    assert {one.code: one.due_on for one in found.deadlines if one.runs} == {"C16_OUTER": date(2026, 4, 1)}


def test_a_ruling_that_it_is_valid_begins_two_years_for_enforcement_at_the_end_of_performance() -> None:
    case = get_ready(settled())
    ruled(taken(filed(case)), "confirmed")
    (enforcement,) = [one for one in case.deadlines if one.code == "C19"]
    assert enforcement.start_on == date(2026, 3, 12), "the last day of performance in the agreement"
    assert enforcement.due_on == date(2028, 3, 13), "two years; 12 March 2028 is a Sunday"
    assert NUMBER in said(case)
    with pytest.raises(GuardRefused):
        operations.renegotiate(case, "想改。", By(actor(cast.MANAGER), house_clock.now()))


def test_a_rejection_leads_back_to_the_table_and_a_new_agreement_has_a_window_of_its_own(
    clock: StandingClock,
) -> None:
    case = get_ready(settled())
    ruled(taken(filed(case)), "rejected", "unclear_content")
    assert "驳回" in said(case)
    assert not [one for one in case.deadlines if one.code in {"C14", "C19"} and one.runs]
    (former,) = documents_of_case(case.id, kind=DocumentKind.AGREEMENT)
    clock.advance(days=2)
    operations.renegotiate(case, "法院认为履行方式不明确。", By(actor(cast.MANAGER), house_clock.now()))
    assert (case.state, case.effective_on, said(case)) == ("under_mediation", None, "")
    assert former.is_valid, "the agreement binds until the next one"
    walk(case, "draft_terms", "offer_terms", "record_signature")
    with pytest.raises(GuardRefused):
        walk(case, "conclude")  # the scan of the former agreement is none of this one
    scan_anew(case)
    walk(case, "conclude")
    newer = documents_of_case(case.id, kind=DocumentKind.AGREEMENT)[-1]
    assert (former.replaced_by_id, newer.is_valid) == (newer.id, True)
    assert "2026年4月3日" in said(case)
    assert not standing(case).last_wishes, "both sides are asked anew"


def test_a_refusal_leaves_the_window_as_it_was() -> None:
    case = get_ready(settled())
    found = received(filed(case))
    perform(
        found,
        "they_refuse",
        By(actor(cast.COURT_LIAISON), house_clock.now()),
        reason="请向湖里区人民法院申请。",
        changes={"ground": "no_jurisdiction"},
    )
    assert "还剩30天" in said(case)
    filed(case)


def test_a_case_before_the_court_is_not_closed() -> None:
    case = get_ready(settled())
    filed(case)
    with pytest.raises(GuardRefused):
        walk(case, "close")


@pytest.mark.parametrize("action", ["file_confirmation", "confirmation_granted", "confirmation_rejected"])
def test_what_the_court_did_comes_in_by_the_ledger_alone(action: str) -> None:
    with pytest.raises(NotAllowed):
        perform_on_case(settled(), action, By(actor(cast.MANAGER), house_clock.now()), reason="法院已裁定。")
