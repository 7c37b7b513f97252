"""Two people act on one case: the second is told what changed, and nothing is overwritten."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from mediation.agreements.models import TermsDraft
from mediation.cases.models import Case
from mediation.database import db
from tests import cast
from tests.intake.walk import value_of
from tests.journeys.conftest import Come
from tests.journeys.pages import form_on, words_of
from tests.journeys.road import SETTLEMENT, Road


def state_of(road: Road) -> tuple[str, int]:
    with road.app.app_context():
        case = db.session.query(Case).one()
        return case.state, case.version


def test_a_page_that_is_older_than_the_case_says_what_happened_since(come_to: Come) -> None:
    road = come_to("submitted")
    managers_page = road.form(cast.MANAGER, "acts/refuse")
    road.accept()
    before = state_of(road)
    answer = managers_page.send(road.client(cast.MANAGER), reason="不属于金融纠纷。")
    assert answer.status_code == 409
    assert "受理" in words_of(answer)
    assert "林晓岚" in words_of(answer)  # who was faster
    assert "不属于金融纠纷。" in answer.text
    assert state_of(road) == before


def test_an_act_that_still_fits_can_be_done_after_reading_what_changed(come_to: Come) -> None:
    road = come_to("consulting")
    managers_page = road.form(cast.MANAGER, "acts/notify_rights")
    road.act(road.mediator, "notify_rights", side="applicant", channel="phone")
    road.clock.advance(minutes=1)
    answer = managers_page.send(road.client(cast.MANAGER), side="respondent", channel="email")
    assert answer.status_code == 409
    assert "刚刚发生的变化" in answer.text
    again = form_on(answer)
    assert again.fields["channel"] == ["email"]
    assert again.send(road.client(cast.MANAGER)).status_code == 302


def test_a_second_draft_does_not_replace_one_that_its_writer_never_saw(come_to: Come) -> None:
    road = come_to("under_mediation")
    managers_page = road.form(cast.MANAGER, "agreement/draft")
    road.draft(**SETTLEMENT)
    typed = SETTLEMENT | {"items-0-text": "被申请人退还 9000 元。", "total_fen": "9000"}
    answer = managers_page.send(road.client(cast.MANAGER), **typed)
    assert answer.status_code == 409
    assert "刚刚发生的变化" in answer.text
    assert "被申请人退还 9000 元。" in answer.text
    assert value_of(answer, "total_fen") == "9000"
    with road.app.app_context():
        assert [draft.number for draft in db.session.query(TermsDraft)] == [1]


@contextmanager
def somebody_faster(app: Flask) -> Iterator[None]:
    """Another person's change is committed after this request has read the case and before it writes."""
    with app.app_context():
        engine, session = db.engine, db.session.session_factory
    done: list[bool] = []

    def change(*_: Any) -> None:
        if not done:
            done.append(True)
            with engine.begin() as other:
                other.execute(sa.text("UPDATE cases SET version = version + 1"))

    sa.event.listen(session, "before_flush", change)
    try:
        yield
    finally:
        sa.event.remove(session, "before_flush", change)
    assert done, "the request wrote nothing"


ACTS = [
    # state, page, form on it, what is typed, remark
    ("submitted", "acts/accept", "", {}, "an act without particulars"),
    (
        "consulting",
        "acts/decline",
        "",
        {"side": "respondent", "channel": "email", "reason": "不谈。"},
        "an answer",
    ),
    ("under_mediation", "agreement/draft", "", SETTLEMENT, "a draft"),
    ("awaiting_signature", "agreement/", "reopen", {"reopen-reason": "金额要再谈。"}, "the talks reopened"),
]


@pytest.mark.databases("postgresql")  # SQLite lets only one writer begin
@pytest.mark.parametrize(("state", "page", "button", "typed", "remark"), ACTS, ids=[act[-1] for act in ACTS])
def test_the_database_lets_only_one_of_two_writers_through(
    come_to: Come, state: str, page: str, button: str, typed: dict[str, str], remark: str
) -> None:
    road = come_to(state)
    client = road.client(cast.MANAGER)
    form = road.form(cast.MANAGER, page, button)
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    with somebody_faster(road.app):
        answer = form.send(client, **typed)
    assert answer.status_code == 409, remark
    for text in typed.values():
        assert text in answer.text
    assert state_of(road)[0] == state
    again = form_on(answer, form.action if "再次提交" not in answer.text else "")
    assert again.send(client).status_code in (302, 409)


@pytest.mark.databases("postgresql")
def test_a_citizen_and_the_centre_at_once_hear_of_it_too(come_to: Come) -> None:
    road = come_to("under_mediation")
    client = road.citizen()
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    form = form_on(client.get("/my-case/withdraw"))
    with somebody_faster(road.app):
        answer = form.send(client, reason="已经谈好了。", sure="y")
    assert (answer.status_code, "别人刚刚办理过" in answer.text) == (409, True)
    assert "已经谈好了。" in answer.text
    assert "default-src" in answer.headers["Content-Security-Policy"]
    assert form_on(answer).send(client).status_code == 302
    assert state_of(road)[0] == "ended"


@pytest.mark.databases("postgresql")
def test_a_change_that_only_the_commit_writes_is_refused_as_well(come_to: Come) -> None:
    """Setting a finding aside leaves the case's own row to the commit."""
    road = come_to("submitted")
    with road.app.app_context():
        finding = db.session.query(Case).one().findings[0].id
    client = road.client(cast.MANAGER)
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    with somebody_faster(road.app):
        answer = client.post(f"{road.address}/findings/{finding}", data={"reason": "已核实。"})
    assert (answer.status_code, "Location" in answer.headers) == (409, False)
    assert "已核实。" in answer.text
    assert "default-src" in answer.headers["Content-Security-Policy"]
    with road.app.app_context():
        assert db.session.query(Case).one().findings[0].override_reason == ""
