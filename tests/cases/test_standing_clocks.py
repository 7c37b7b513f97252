"""Any deadline of a case is lengthened and stopped beside where it stands, as its rule lets one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from mediation.access.by import By
from mediation.acts.refusals import GuardRefused
from mediation.cases import acts, deadline_changes
from mediation.cases.models import Case
from mediation.cases.operations import perform
from mediation.clock import moment_of
from mediation.database import db
from mediation.deadlines import queries
from mediation.deadlines.cards import card_of
from mediation.deadlines.models import Deadline
from mediation.deadlines.operations import Clocked, start
from mediation.timeline.queries import entries_of
from tests import cast
from tests.builders import JIMEI, actor, case_in
from tests.conftest import StandingClock
from tests.stages import Stage

pytestmark = pytest.mark.usefixtures("founded", "undrawn")


def started(case: Case, code: str) -> Deadline:
    """A deadline of the court's that hangs on a paper of the case."""
    paper = Clocked("document", 1, case.law_on, queries.rows_of("document", 1), case_id=case.id)
    deadline = start(paper, code, starts_on=date(2026, 3, 2))
    db.session.flush()
    return deadline


@pytest.mark.parametrize(
    ("code", "day", "length", "consents", "said", "remark"),
    [
        ("C16", "2026-03-18", 5, ("court_president",), "届满后不能延长", "after its end, on 03-17"),
        ("C16", "2026-03-10", 5, (), "还缺：法院院长批准", "without the approval that the rule demands"),
        ("C16", "2026-03-10", 11, ("court_president",), "最多共延长10日", "longer than the cap"),
        ("C16", "2026-03-10", 0, ("court_president",), "至少为 1", "to a day that is not later"),
        ("C14", "2026-03-10", 5, ("all_parties",), "不能延长", "thirty days for confirmation are fixed"),
    ],
)
def test_an_extension_that_the_rule_does_not_allow_is_refused_in_a_sentence_that_names_it(
    session: Session,
    clock: StandingClock,
    code: str,
    day: str,
    length: int,
    consents: tuple[str, ...],
    said: str,
    remark: str,
) -> None:
    case = case_in("concluded")
    deadline = started(case, code)
    before = deadline.due_on
    moment = clock.move_to(moment_of(date.fromisoformat(day)))
    with pytest.raises(GuardRefused) as refused:
        deadline_changes.extend(case, deadline, length, consents, "再等等。", By(actor(cast.MANAGER), moment))
    (finding,) = refused.value.findings
    assert said in finding.words.zh, remark
    assert card_of(deadline, on=date(2026, 3, 10)).words.zh in finding.words.zh or length == 0
    assert finding.legal_basis
    assert (deadline.due_on, deadline.extensions) == (before, [])


def test_with_the_approval_it_is_extended_and_the_case_says_so(
    session: Session, clock: StandingClock
) -> None:
    case = case_in("concluded")
    deadline = started(case, "C16")
    deadline_changes.extend(
        case, deadline, 10, ("court_president",), "院长批准。", By(actor(cast.MANAGER), clock.now)
    )
    session.flush()
    assert deadline.due_on == date(2026, 3, 27)
    told = entries_of(case.thread)[0]
    assert (told.event, told.facts["due_on"]) == ("clock_extended", "2026-03-27")
    (move,) = queries.moves_of_case(case.id)[deadline.id]
    assert (move.was_on, move.now_on, move.why) == (date(2026, 3, 17), date(2026, 3, 27), "extension")


@pytest.mark.parametrize(
    ("why", "day", "paused", "said", "remark"),
    [
        ("hearing", "2026-03-03", False, "不因听证停止计算", "not a ground of its rule"),
        ("supplement", "2026-03-01", False, "不能在此之前停止计算", "before it starts"),
        ("supplement", "2026-03-04", True, "已经停止计算", "it stands still already"),
        ("supplement", "2026-03-09", False, "不能再停止计算", "after its end"),
    ],
)
def test_a_pause_that_the_rule_does_not_allow_is_refused_in_a_sentence_that_names_it(
    session: Session, clock: StandingClock, why: str, day: str, paused: bool, said: str, remark: str
) -> None:
    case = case_in("submitted")
    (deadline,) = case.deadlines
    if paused:
        deadline_changes.pause(case, deadline, "supplement", "等材料。", By(actor(cast.MANAGER), clock.now))
    before = list(deadline.pauses)
    with pytest.raises(GuardRefused) as refused:
        deadline_changes.pause(
            case, deadline, why, "等一等。", By(actor(cast.MANAGER), moment_of(date.fromisoformat(day)))
        )
    assert any(said in finding.words.zh for finding in refused.value.findings), remark
    assert deadline.pauses == before


def test_it_is_paused_and_resumed_beside_the_deadline(
    founded: Stage, signed_in: Callable[[str], FlaskClient], clock: StandingClock
) -> None:
    with founded.app.app_context():
        case = case_in("submitted")
        db.session.commit()
        address, deadline_id = f"/desk/cases/{case.short_number}", case.deadlines[0].id
    client = signed_in(cast.MANAGER)
    link = f"{address}/deadlines/{deadline_id}/pause_deadline"
    assert link in client.get(address).text
    wrong = client.post(link, data={"why": "appraisal", "reason": "等。"})
    assert wrong.status_code == 422, "only the grounds of its rule are offered"
    done = client.post(link, data={"why": "supplement", "reason": "等合同。"})
    assert done.status_code == 302
    clock.advance(days=2)
    again = f"{address}/deadlines/{deadline_id}/resume_deadline"
    assert again in client.get(address).text
    assert client.post(again, data={}).status_code == 302
    page = client.get(address).text
    assert "恢复计时" in page
    assert "3月5日" in page, "the day from which it moved"
    assert client.get(f"{address}/deadlines/{deadline_id}/extend_deadline").status_code == 404
    assert signed_in(cast.CLERK).get(link).status_code in {403, 404}


@pytest.mark.parametrize(
    ("place", "turn", "remark"),
    [("", "centre", "the centre handles it itself"), (JIMEI, "station", "a station does")],
)
def test_who_must_act_on_a_routed_case_is_who_has_it(
    session: Session, place: str, turn: str, remark: str
) -> None:
    assert case_in("routed", place=place).turn == turn, remark


def test_a_period_resumed_by_itself_keeps_its_pause_when_the_case_is_resumed_later(session: Session) -> None:
    """Else the days between, on which it ran, would be taken out of the count as well."""
    case, manager = case_in("under_mediation"), actor(cast.MANAGER)
    (period,) = (one for one in case.deadlines if one.code == "C03")
    acts.pause(case, "appraisal", "等鉴定。", By(manager, moment_of(date(2026, 3, 12))))
    deadline_changes.resume(case, period, By(manager, moment_of(date(2026, 3, 14))))
    due_on = period.due_on
    perform(case, "resume", By(manager, moment_of(date(2026, 3, 20))))
    assert period.pauses == [{"from": "2026-03-12", "to": "2026-03-14", "reason": "appraisal"}]
    assert period.due_on == due_on
