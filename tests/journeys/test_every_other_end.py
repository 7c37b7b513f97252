"""Whatever way a case ends, the parties hold a paper that says why and which ways stay open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from mediation.cases.models import Case
from mediation.database import db
from tests import cast
from tests.documents.reading import text_of, without_space
from tests.intake.walk import mistakes
from tests.journeys.conftest import Come
from tests.journeys.pages import form_on, links_on, words_of
from tests.journeys.road import Road, carried_out, downloaded

REASON = "银行升级系统，答复本案不再调解；<b>理由</b>见 2026 年 3 月 3 日来函。"
ROUTES = ("仲裁", "投诉", "起诉")
# Each belongs to another stretch of the road; none fits a case that has ended.
FURTHER = ("accept", "route", "begin", "record_session", "withdraw", "transfer", "expire")


def by_staff(action: str, who: str = cast.CENTRE_MEDIATOR, **typed: str) -> Callable[[Road], None]:
    return lambda road: _carry_out(road, who, action, typed)


def _carry_out(road: Road, who: str, action: str, typed: dict[str, str]) -> None:
    road.act(who, action, reason=REASON, **typed)


def by_handing_over(road: Road) -> None:
    client = road.client(cast.CLERK)
    form = form_on(client.get(f"{road.address}/acts/transfer", follow_redirects=True))
    authority = form.chosen("body", "示范区金融工作办公室（演示）")
    carried_out(form.send(client, kind="fundraising", body=authority, reason=REASON, stops="y"))


def by_the_citizen(road: Road) -> None:
    client = road.citizen()
    form = form_on(client.get("/my-case/withdraw"))
    refused = form.send(client, reason=REASON)
    assert (refused.status_code, mistakes(refused)) == (422, ["请先勾选，确认您明白撤回的结果。"])
    carried_out(form_on(refused).send(client, sure="y"))


def by_lapse_of_time(road: Road) -> None:
    """Thirty days from 3 March end on 2 April; until then nobody can say that they are over."""
    road.clock.move_to(road.clock.now.replace(month=4, day=2))
    early = road.try_act(cast.MANAGER, "expire", reason=REASON)
    assert (early.status_code, mistakes(early)) == (422, ["调解期限还没有届满。"])
    road.clock.advance(days=1)
    road.act(cast.MANAGER, "expire", reason=REASON)


@dataclass(frozen=True)
class End:
    outcome: str
    state: str
    bring_about: Callable[[Road], None]
    paper: str
    shown: str


TERMINATED, WITHDRAWN = "调解终止通知书", "撤回申请确认书"
ENDS = (
    End("refused", "submitted", by_staff("refuse", cast.CLERK), "不予受理通知书", "不予受理"),
    End("withdrawn", "under_mediation", by_the_citizen, WITHDRAWN, "申请人撤回"),
    End(
        "transferred",
        "consulting",
        by_handing_over,
        "移送函",
        "移送",
    ),
    End("unreachable", "consulting", by_staff("end_unreachable"), TERMINATED, "无法联系当事人"),
    End(
        "declined",
        "consulting",
        by_staff("decline", side="respondent", channel="email"),
        TERMINATED,
        "当事人不同意调解",
    ),
    End("wide_gap", "under_mediation", by_staff("end_wide_gap"), TERMINATED, "分歧过大"),
    End("expired", "under_mediation", by_lapse_of_time, TERMINATED, "期满未成"),
    End("refused_to_sign", "awaiting_signature", by_staff("refuse_to_sign"), TERMINATED, "拒绝签署"),
    End("settled_withdrawn", "under_mediation", by_staff("settle_and_withdraw"), WITHDRAWN, "自行和解撤回"),
    End("other", "awaiting_signature", by_staff("end_other"), TERMINATED, "其他原因"),
)


@pytest.mark.parametrize("end", ENDS, ids=[end.outcome for end in ENDS])
def test_an_end_is_told_on_paper_and_on_the_page_and_nothing_follows(end: End, come_to: Come) -> None:
    road = come_to(end.state)
    end.bring_about(road)

    (paper,) = road.papers(end.paper, cast.MANAGER)
    the_paper_says_why_and_names_the_other_ways(end, road, paper)
    the_citizen_reads_it(end, road)
    no_deadline_runs_on(end, road)
    nothing_further_is_possible(road)


def the_paper_says_why_and_names_the_other_ways(end: End, road: Road, paper: bytes) -> None:
    text = text_of(paper)
    assert without_space(REASON) in text
    assert without_space("林䶮") in text
    if end.paper == "移送函":
        assert "示范区金融工作办公室（演示）" in text
        assert "防范和处置非法集资条例第19条" in text
    else:
        for way in ROUTES:
            assert way in text, f"the paper does not name {way}"


def the_citizen_reads_it(end: End, road: Road) -> None:
    client = road.citizen()
    page = client.get("/my-case")
    words = words_of(page)
    assert end.shown in words
    assert "本案已经结束。" in words
    assert "下一个法定日期" not in words
    assert client.get("/my-case/correct").status_code in (200, 302)
    if end.paper != "移送函":  # that one goes to the authority
        (address,) = links_on(page, "/my-case/papers/")[f"{end.paper}（PDF）"]
        assert without_space(REASON) in text_of(downloaded(client.get(address)))


def no_deadline_runs_on(end: End, road: Road) -> None:
    with road.app.app_context():
        case = db.session.query(Case).one()
        assert (case.state, case.outcome, case.is_open) == ("ended", end.outcome, False)
        assert {deadline.status for deadline in case.deadlines} <= {"met", "stopped"}
        assert case.ended_at == road.clock.now


def nothing_further_is_possible(road: Road) -> None:
    client = road.client(cast.MANAGER)
    for action in FURTHER:
        answer = client.post(f"{road.address}/acts/{action}", follow_redirects=True)
        assert answer.status_code in (409, 422), action
    assert road.citizen().post("/my-case/withdraw", data={"reason": "x", "sure": "y"}).status_code == 422
    with road.app.app_context():
        assert db.session.query(Case).one().state == "ended"


def test_one_clear_refusal_ends_mediation_that_had_begun(come_to: Come) -> None:
    road = come_to("under_mediation")
    road.act(road.mediator, "decline", side="applicant", channel="phone", reason="不想谈了。")
    (paper,) = road.papers(TERMINATED, cast.MANAGER)
    assert "当事人不同意调解：不想谈了。" in text_of(paper)


def test_a_case_that_ended_is_closed_and_stays_readable(come_to: Come) -> None:
    road = come_to("under_mediation")
    road.act(road.mediator, "end_wide_gap", reason=REASON)
    road.act(road.mediator, "close")
    assert "已归档" in words_of(road.page())
    assert "分歧过大" in words_of(road.citizen().get("/my-case"))
    again = road.try_act(road.mediator, "close")
    assert again.status_code == 409
