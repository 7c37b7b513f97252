"""Whatever is typed on the desk is text on the page and on paper, and stays when it cannot be taken."""

from __future__ import annotations

import html
from typing import Any

import pytest

from mediation.agreements.models import TermsDraft
from mediation.cases.models import Case
from mediation.database import db
from tests import cast
from tests.documents.reading import text_of, without_space
from tests.intake.walk import mistakes, value_of
from tests.journeys.conftest import Come
from tests.journeys.pages import form_on
from tests.journeys.road import SETTLEMENT, Road, carried_out, downloaded

HOSTILE = "'; DROP TABLE cases; -- <script>alert(\"x\")</script> {{ 7*7 }} %s {% include 'x' %} & 末尾"
ESCAPED = "&lt;script&gt;alert("
LONG_FIELDS = ("main_facts", "disputed", "responsibility", "items-0-text", "breach_clause", "costs")


def shown(page: str) -> bool:
    """Whether the hostile text stands on the page as it was typed, and as text."""
    return ESCAPED in page and "<script>alert" not in page and without_space(HOSTILE) in plain(page)


def plain(page: str) -> str:
    return without_space(html.unescape(page))


# Each act that takes free text: where the case stands, who acts, the field, what else is needed.
FREE_TEXTS = [
    ("under_mediation", "add_note", "text", {}, "a note"),
    ("under_mediation", "send_message", "text", {"side": "applicant"}, "a message"),
    ("under_mediation", "end_wide_gap", "reason", {}, "the reason of an end"),
    (
        "under_mediation",
        "record_session",
        "record",
        {
            "day": "2026-03-03",
            "starts": "9:00",
            "ends": "9时40分",
            "mode": "video",
            "place": HOSTILE,
            "present": HOSTILE,
            "result": "continues",
            "result_note": HOSTILE,
        },
        "the record of a session",
    ),
]


@pytest.mark.parametrize(
    ("state", "action", "field", "typed", "remark"), FREE_TEXTS, ids=[one[-1] for one in FREE_TEXTS]
)
def test_html_and_sql_in_an_act_are_printed_as_text(
    come_to: Come, state: str, action: str, field: str, typed: dict[str, str], remark: str
) -> None:
    road = come_to(state)
    road.act(road.mediator, action, **typed, **{field: HOSTILE})
    assert shown(road.page(cast.MANAGER).text), remark
    with road.app.app_context():
        assert db.session.query(Case).count() == 1


def test_a_hostile_record_is_text_on_the_paper_too(come_to: Come) -> None:
    road = come_to("under_mediation")
    *_, typed, _ = FREE_TEXTS[-1]
    road.act(road.mediator, "record_session", **typed, record=HOSTILE)
    (paper,) = road.papers("调解记录")
    assert text_of(paper, foot=False).count(without_space(HOSTILE)) >= 3


def test_html_and_sql_in_every_field_of_a_draft_are_text_on_page_and_paper(come_to: Come) -> None:
    road = come_to("under_mediation")
    typed = SETTLEMENT | dict.fromkeys(LONG_FIELDS, HOSTILE) | {"account_holder": "<i>林</i>"}
    road.draft(**typed)
    client = road.client(road.mediator)
    assert shown(client.get(f"{road.address}/agreement/").text)
    assert shown(client.get(f"{road.address}/agreement/draft").text)
    paper = text_of(downloaded(client.get(f"{road.address}/agreement/copy")), foot=False)
    assert paper.count(without_space(HOSTILE)) == len(LONG_FIELDS)
    assert "户名<i>林</i>" in paper


BAD = [
    # field, what was typed, what the sentence says, remark
    ("total_fen", "-1", "负数", "a negative amount"),
    ("total_fen", "1e9", "科学计数法", "an amount in powers of ten"),
    ("total_fen", "一百多块", "元", "an amount in vague words"),
    ("total_fen", "12.345", "分", "a third of a fen"),
    ("instalments-0-due_on", "2026-02-30", "日期", "a day that does not exist"),
    ("instalments-0-due_on", "月底前", "日期", "a day in words"),
    ("instalments-0-fen", "12600'; DROP TABLE cases", "元", "SQL for an amount"),
    ("items-0-act", "steal", "选", "a kind of promise that does not exist"),
    ("main_facts", "", "主要事实", "no facts"),
    ("main_facts", "长" * 8001, "8000", "more than fits"),
    ("account_number", "6" * 41, "40", "an account number too long"),
    ("breach_clause", "违约" * 1001, "2000", "a clause too long"),
]


@pytest.mark.parametrize(("field", "value", "says", "remark"), BAD, ids=[one[-1] for one in BAD])
@pytest.mark.databases("sqlite")
def test_a_mistake_in_a_draft_is_told_and_everything_stays(
    come_to: Come, field: str, value: str, says: str, remark: str
) -> None:
    road = come_to("under_mediation")
    typed = SETTLEMENT | {"costs": "各自负担。", field: value}
    answer = road.form(road.mediator, "agreement/draft").send(road.client(road.mediator), **typed)
    assert answer.status_code == 422
    assert any(says in one for one in mistakes(answer)), mistakes(answer)
    kept = form_on(answer).fields
    for name, one in typed.items():
        if name != "items-0-act":
            assert kept[name] == [one], name
    with road.app.app_context():
        assert db.session.query(TermsDraft).count() == 0


def test_amounts_and_days_are_taken_as_people_write_them(come_to: Come) -> None:
    road = come_to("under_mediation")
    road.draft(
        **SETTLEMENT
        | {
            "total_fen": "１２，６００元",
            "instalments-0-fen": "1.26万",
            "instalments-0-due_on": "２０２６年４月３０日",
        }
    )
    page = road.client(road.mediator).get(f"{road.address}/agreement/").text
    assert "12,600.00" in page
    assert "没有发现法院会因此不予确认的问题" in page


def test_asking_for_more_rows_saves_nothing_and_keeps_everything(come_to: Come) -> None:
    road = come_to("under_mediation")
    client = road.client(road.mediator)
    form = road.form(road.mediator, "agreement/draft")
    for more in ("items", "instalments"):
        answer = form.send(client, **SETTLEMENT, more=more)
        assert answer.status_code == 200
        form = form_on(answer)
        assert form.fields["items-0-text"] == [SETTLEMENT["items-0-text"]]
    assert "items-5-text" in form.names
    assert "instalments-5-fen" in form.names


def test_a_session_that_was_typed_wrong_keeps_its_record(come_to: Come) -> None:
    road = come_to("under_mediation")
    typed = {
        "day": "2026-03-03",
        "starts": "25:00",
        "ends": "半小时",
        "mode": "video",
        "place": "视频会议",
        "record": "双方陈述了意见。",
        "result": "continues",
    }
    answer = road.try_act(road.mediator, "record_session", **typed)
    assert (answer.status_code, mistakes(answer)) == (422, ["请写成 14:30 这样的时间。"] * 2)
    assert value_of(answer, "starts") == "25:00"
    assert value_of(answer, "record") == "双方陈述了意见。"
    late = form_on(answer).send(road.client(road.mediator), starts="18:00", ends="19:00")
    assert (late.status_code, mistakes(late)) == (422, ["调解尚未开始，不能记录。请核对开始时间。"])
    assert value_of(late, "record") == "双方陈述了意见。"


def test_a_sign_in_that_has_ended_keeps_the_form_until_one_is_back(come_to: Come) -> None:
    road = come_to("under_mediation")
    form = road.form(road.mediator, "acts/add_note")
    signed_out = road.app.test_client()
    signed_out.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    answer = form.send(signed_out, text="电话里说周五再谈。")
    assert answer.status_code == 401
    assert "/account/sign-in" in answer.text
    kept = form_on(answer)
    assert kept.fields["text"] == ["电话里说周五再谈。"]
    carried_out(kept.send(road.client(road.mediator)))
    assert "电话里说周五再谈。" in road.page().text


def test_a_form_from_another_site_is_not_kept_for_sending(come_to: Come) -> None:
    road = come_to("under_mediation")
    stranger = road.app.test_client()
    stranger.environ_base["HTTP_SEC_FETCH_SITE"] = "cross-site"
    answer = stranger.post(f"{road.address}/acts/add_note", data={"text": "planted"})
    assert (answer.status_code, "planted" in answer.text) == (401, False)


def test_a_page_with_an_old_token_is_offered_again_with_everything(come_to: Come) -> None:
    road = come_to("under_mediation")
    road.app.config["WTF_CSRF_ENABLED"] = True
    client = road.client(road.mediator)
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    form = road.form(road.mediator, "agreement/draft")
    assert form.fields["csrf_token"]
    answer = form.send(client, **SETTLEMENT, csrf_token="from yesterday")
    assert answer.status_code == 400
    assert "内容已保留，请再点一次提交" in answer.text
    again = form_on(answer)
    assert again.fields["items-0-text"] == [SETTLEMENT["items-0-text"]]
    carried_out(again.send(client))
    assert "12,600.00" in client.get(f"{road.address}/agreement/").text


def test_concluding_twice_makes_one_agreement_and_a_sentence(come_to: Come) -> None:
    road = come_to("awaiting_signature")
    for signer in ("applicant", "respondent"):
        road.sign(signer, road.clock.now.date())
    _refused(road, "请上传双方签署后的协议扫描件。")
    road.file_scan()
    button = road.form(cast.MANAGER, "agreement/", "conclude")
    carried_out(button.send(road.client(cast.MANAGER)))
    road.clock.advance(seconds=2)
    second = button.send(road.client(cast.MANAGER))
    assert second.status_code in (409, 422)
    assert mistakes(second)
    assert len(road.papers("调解协议书")) == 1


def _refused(road: Road, words: str) -> None:
    answer: Any = road.try_conclude()
    assert (answer.status_code, mistakes(answer)) == (422, [words])
