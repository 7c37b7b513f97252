"""The pages of the acts: offered as the tables say, kept when refused, carried out once."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from mediation import clock as house_clock
from mediation.access.by import By
from mediation.access.roles import Role
from mediation.access.table import allows
from mediation.cases import acts
from mediation.cases.models import Case, CaseMessage, CaseNote
from mediation.clock import today
from mediation.database import db
from mediation.demo import pictures
from mediation.documents.queries import files_of_case
from mediation.mediators import queries as roster
from mediation.mediators.models import Mediator
from mediation.rules.procedures import lifecycle
from mediation.timeline.queries import entries_of
from tests import cast
from tests.builders import JIMEI, PATHS, actor, body, case_in, station
from tests.stages import Stage

pytestmark = pytest.mark.usefixtures("undrawn")

SignedIn = Callable[[str], FlaskClient]
REASON = "理由写清楚了。"


def own_actions() -> list[str]:
    """The acts whose pages the desk draws itself."""
    return sorted({row.action for row in lifecycle.transitions() if row.page == "cases.act"})


@pytest.fixture
def make(founded: Stage, app: Flask) -> Callable[..., str]:
    """`make("accepted")`: the address of a new case in that state."""

    def made(state: str, **choices: Any) -> str:
        with app.app_context():
            case = case_in(state, **choices)
            db.session.commit()
            return f"/desk/cases/{case.short_number}"

    return made


@pytest.fixture
def stored(app: Flask) -> Callable[[], Case]:
    """The newest case, as it is in the database."""

    def read() -> Case:
        return db.session.scalars(select(Case).order_by(Case.id.desc()).limit(1)).one()

    return read


def version_of(app: Flask) -> str:
    with app.app_context():
        return str(db.session.scalars(select(Case.version).order_by(Case.id.desc()).limit(1)).one())


def text_of(answer: TestResponse, status: int) -> str:
    text = answer.get_data(as_text=True)
    assert answer.status_code == status, text[:3000]
    return text


# -- who is offered what


@pytest.mark.parametrize("state", list(PATHS))
def test_each_act_opens_for_those_whom_the_tables_name_in_the_states_they_name(
    make: Callable[..., str], signed_in: SignedIn, app: Flask, state: str
) -> None:
    address = make(state)
    with app.app_context():
        case = db.session.scalars(select(Case)).one()
        fits = {row.action: row for row in lifecycle.offered_in(state, today())}
        every = {row.action: row for row in lifecycle.transitions()}
        expected = {}
        for role, username in cast.BY_ROLE.items():
            who = actor(username)
            for action in own_actions():
                row = fits.get(action, every[action])
                if not allows("desk.open", who):
                    expected[role, action] = 403
                elif not allows("case.view", who, case) or not allows(row.right, who, case):
                    expected[role, action] = 404
                else:
                    expected[role, action] = 200 if action in fits else 409
    for role, username in cast.BY_ROLE.items():
        client = signed_in(username)
        for action in own_actions():
            found = client.get(f"{address}/acts/{action}").status_code
            assert found == expected[role, action], f"{role}: {action} in {state}"


def test_an_act_that_another_room_draws_is_found_there(make: Callable[..., str], signed_in: SignedIn) -> None:
    address = make("consulting")
    answer = signed_in(cast.MANAGER).get(f"{address}/acts/record_consent")
    assert answer.status_code == 302
    assert answer.location != f"{address}/acts/record_consent"


@pytest.mark.parametrize("action", ["submit", "reveal", "nothing_like_it"])
def test_what_is_no_act_of_the_desk_is_not_found(
    make: Callable[..., str], signed_in: SignedIn, action: str
) -> None:
    assert signed_in(cast.MANAGER).get(f"{make('submitted')}/acts/{action}").status_code == 404


# -- carried out


def place_of(_app: Flask) -> dict[str, Any]:
    return {"place": station(JIMEI).id, "reason": REASON}


def mediator_of(_app: Flask) -> dict[str, Any]:
    return {"mediator": actor(cast.CENTRE_MEDIATOR).user_id, "reason": REASON}


def other_mediator(_app: Flask) -> dict[str, Any]:
    here = [
        one.user_id
        for one in roster.mediators_at(db.session.scalars(select(Case)).one().centre_id, on=today())
        if one.user.username != cast.CENTRE_MEDIATOR
    ]
    return {"mediator": here[0], "reason": REASON}


WITH_REASON = {"reason": REASON}
PROOF = {"channel": "paper", "on": "2026-03-02", "basis": "挂号信回执"}
# (action, state before, what is typed, state after, a remark)
ACTS: list[tuple[str, str, Any, str, str]] = [
    ("accept", "submitted", {}, "accepted", "no reason is asked"),
    ("request_correction", "submitted", WITH_REASON, "correction_requested", ""),
    ("supply_correction", "correction_requested", {}, "submitted", "on behalf, no file"),
    ("refuse", "submitted", WITH_REASON, "ended", "with the other routes"),
    ("route", "accepted", place_of, "routed", "to a station"),
    ("appoint", "routed", mediator_of, "consulting", ""),
    ("reappoint", "under_mediation", other_mediator, "under_mediation", "another one"),
    ("confirm_appointment", "consulting", {}, "consulting", ""),
    ("decline_appointment", "consulting", WITH_REASON, "routed", "another one is needed"),
    ("prove_service", "ended", PROOF | {"side": "applicant"}, "ended", "the notice of the end reached"),
    ("withdraw", "routed", WITH_REASON, "ended", "on behalf"),
    ("end_unreachable", "consulting", WITH_REASON, "ended", ""),
    ("end_wide_gap", "under_mediation", WITH_REASON, "ended", ""),
    ("end_other", "consulting", WITH_REASON, "ended", ""),
    ("refuse_to_sign", "awaiting_signature", WITH_REASON, "ended", ""),
    ("settle_and_withdraw", "under_mediation", WITH_REASON, "ended", ""),
    ("pause", "under_mediation", {"why": "appraisal", **WITH_REASON}, "paused", "for an appraisal"),
    ("resume", "paused", {}, "under_mediation", ""),
    (
        "extend",
        "under_mediation",
        {"length": "15", "consents": ["all_parties"], **WITH_REASON},
        "under_mediation",
        "both agree",
    ),
    ("close", "ended", {}, "closed", ""),
    ("add_note", "routed", {"text": "打过电话。"}, "routed", ""),
    ("send_message", "routed", {"side": "applicant", "text": "请补身份证。"}, "routed", ""),
]


@pytest.mark.parametrize(("action", "before", "typed", "after", "remark"), ACTS)
def test_an_act_is_carried_out_and_told(
    make: Callable[..., str],
    signed_in: SignedIn,
    stored: Callable[[], Case],
    app: Flask,
    action: str,
    before: str,
    typed: Any,
    after: str,
    remark: str,
) -> None:
    address = make(before)
    with app.app_context():
        data = typed(app) if callable(typed) else typed
    answer = signed_in(cast.MANAGER).post(
        f"{address}/acts/{action}", data={"version": version_of(app), **data}
    )
    text_of(answer, 302)
    assert answer.location == address
    with app.app_context():
        case = stored()
        assert case.state == after, remark
        row = next(row for row in lifecycle.transitions() if row.action == action)
        assert entries_of(case.thread)[0].event == row.event


def test_expiry_is_refused_while_the_period_runs(make: Callable[..., str], signed_in: SignedIn) -> None:
    answer = signed_in(cast.MANAGER).post(f"{make('under_mediation')}/acts/expire", data=WITH_REASON)
    assert "调解期限还没有届满" in text_of(answer, 422)


def test_a_mediator_has_three_working_days_to_answer(make: Callable[..., str], signed_in: SignedIn) -> None:
    address = make("consulting")
    answer = signed_in(cast.MANAGER).post(f"{address}/acts/lapse_appointment", data=WITH_REASON)
    assert "期限还没有届满" in text_of(answer, 422)


def test_that_the_other_side_was_notified_is_kept_where_a_court_sent_the_case(
    make: Callable[..., str], signed_in: SignedIn, app: Flask, stored: Callable[[], Case]
) -> None:
    client = signed_in(cast.MANAGER)
    address = f"{make('accepted', track='assigned')}/acts/prove_notice"
    ahead = client.post(address, data={"version": version_of(app), **PROOF, "on": "2026-03-03"})
    assert "这一天还没有到" in text_of(ahead, 422)
    text_of(client.post(address, data={"version": version_of(app), **PROOF}), 302)
    with app.app_context():
        (notice,) = [one for one in stored().deadlines if one.code == "C10"]
        assert notice.status == "met"
        assert entries_of(stored().thread)[0].event == "notice_proven"
    assert "没有在计算" in text_of(client.get(f"{make('accepted')}/acts/prove_notice"), 200)


def test_every_act_of_the_desk_is_tried_here(app: Flask) -> None:
    tried = {action for action, *_ in ACTS} | {"expire", "add_evidence", "lapse_appointment", "prove_notice"}
    elsewhere = {"reopen", "complete_party"}  # tests/referrals, tests/cases/test_papers_by_hand.py
    assert tried | elsewhere == set(own_actions())


# -- refused, and kept


@pytest.mark.parametrize(
    ("action", "state", "typed", "said", "remark"),
    [
        ("refuse", "submitted", {"reason": "  "}, "请写明理由", "an empty reason"),
        ("route", "accepted", {"reason": REASON}, "请选择由哪里办理", "no place"),
        ("route", "accepted", {"place": "999", "reason": REASON}, "请从列出的选项中选一项", "no such place"),
        ("appoint", "routed", {"mediator": "999", "reason": REASON}, "请从列出的选项中选一项", "not here"),
        ("pause", "under_mediation", {"reason": REASON}, "请选择中止的原因", "no ground"),
        (
            "pause",
            "under_mediation",
            {"why": "hearing", "reason": REASON},
            "请从列出的选项中选一项",
            "not a ground",
        ),
        ("extend", "under_mediation", {"length": "15", "reason": REASON}, "各方当事人同意", "no consent"),
        ("extend", "under_mediation", {"length": "-3", "reason": REASON}, "之间的数", "a negative length"),
        (
            "extend",
            "under_mediation",
            {"length": "40", "consents": ["all_parties"], "reason": REASON},
            "最多共延长",
            "more than the rule allows",
        ),
        ("add_note", "routed", {"text": " "}, "请写内容", "nothing written"),
        ("send_message", "routed", {"text": "您好"}, "请选择哪一方", "to nobody"),
    ],
)
def test_a_refusal_says_what_to_do_and_keeps_what_was_typed(
    make: Callable[..., str],
    signed_in: SignedIn,
    stored: Callable[[], Case],
    app: Flask,
    action: str,
    state: str,
    typed: dict[str, Any],
    said: str,
    remark: str,
) -> None:
    address = make(state)
    version = version_of(app)
    answer = signed_in(cast.MANAGER).post(f"{address}/acts/{action}", data={"version": version, **typed})
    text = text_of(answer, 422)
    assert said in text, remark
    for value in typed.values():
        if isinstance(value, str) and value.strip() and not value.isdecimal() and value != "hearing":
            assert value in text, f"{remark}: {value} is lost"
    with app.app_context():
        assert (stored().state, str(stored().version)) == (state, version)


def test_the_second_of_two_at_once_is_told_what_changed_and_loses_nothing(
    make: Callable[..., str], signed_in: SignedIn, app: Flask, stored: Callable[[], Case]
) -> None:
    address = make("accepted")
    seen = version_of(app)
    with app.app_context():
        places = {"jimei": station(JIMEI).id}
    typed = {"version": seen, "place": places["jimei"], "reason": "先到先得的理由。"}
    text_of(signed_in(cast.CLERK).post(f"{address}/acts/route", data=typed), 302)
    late = {**typed, "reason": "后来的人写的理由。"}
    text = text_of(signed_in(cast.MANAGER).post(f"{address}/acts/route", data=late), 409)
    assert "这个案件刚刚被别人更新过" in text
    assert "先到先得的理由。" in text, "what the first person did is told"
    assert "后来的人写的理由。" in text, "what the second typed is kept"
    assert f'name="version" value="{version_of(app)}"' in text, "the next press knows the news"
    with app.app_context():
        assert entries_of(stored().thread)[0].facts["reason"] == "先到先得的理由。"
    late["version"] = version_of(app)
    text_of(signed_in(cast.MANAGER).post(f"{address}/acts/route", data=late), 302)


def test_an_act_that_the_new_state_forbids_is_told_with_what_was_typed(
    make: Callable[..., str], signed_in: SignedIn, app: Flask
) -> None:
    address = make("submitted")
    seen = version_of(app)
    client = signed_in(cast.CLERK)
    text_of(client.post(f"{address}/acts/accept", data={"version": seen}), 302)
    answer = client.post(f"{address}/acts/refuse", data={"version": seen, "reason": "不属于金融纠纷。"})
    text = text_of(answer, 409)
    assert "案件目前是“待分派”" in text
    assert "受理" in text
    assert "不属于金融纠纷。" in text


def test_the_other_side_that_comes_too_late_keeps_its_words_and_reads_none_of_ours(
    make: Callable[..., str], signed_in: SignedIn
) -> None:
    address = make("consulting")
    manager, bank = signed_in(cast.MANAGER), signed_in(cast.BANK_USER)
    inner = {"reason": "只写给自己人看的理由。"}
    text_of(manager.post(f"{address}/acts/decline_appointment", data=inner), 302)
    text_of(manager.post(f"{address}/acts/withdraw", data=WITH_REASON), 302)
    text_of(manager.post(f"{address}/acts/close"), 302)
    answer = bank.post(f"{address}/acts/send_message", data={"text": "请问进展如何？"})
    text = text_of(answer, 409)
    assert "案件目前是" in text
    assert "请问进展如何？" in text
    assert "只写给自己人看的理由。" not in text


def test_acts_on_someone_elses_case_do_nothing(
    make: Callable[..., str], signed_in: SignedIn, stored: Callable[[], Case], app: Flask
) -> None:
    address = make("under_mediation")
    for username in (cast.JIMEI_HEAD, cast.JIMEI_MEDIATOR, cast.INSURER_USER, cast.COURT_LIAISON):
        answer = signed_in(username).post(f"{address}/acts/end_other", data=WITH_REASON)
        assert answer.status_code == 404
    with app.app_context():
        assert stored().state == "under_mediation"


# -- routing and appointing


def test_the_routing_page_proposes_the_station_of_the_district_with_its_reason(
    make: Callable[..., str], signed_in: SignedIn, app: Flask
) -> None:
    with app.app_context():
        jimei = station(JIMEI)
        district, number = jimei.districts[0], jimei.id
    page = signed_in(cast.CLERK).get(f"{make('accepted', district=district)}/acts/route")
    text = text_of(page, 200)
    assert f'value="{number}" checked' in text
    assert "就近办理" in text
    assert "在办 0 件" in text


def test_a_mediator_with_a_conflict_is_shown_with_the_reason_and_cannot_be_chosen(
    make: Callable[..., str], signed_in: SignedIn, app: Flask, stored: Callable[[], Case]
) -> None:
    address = make("routed")
    with app.app_context():
        bank = body(stored().respondent_name)
        user = actor(cast.CENTRE_MEDIATOR).user_id
        entry = db.session.get(Mediator, user) or Mediator(user_id=user)
        entry.employers = [{"organisation_id": bank.id, "until": None}]
        db.session.add(entry)
        db.session.commit()
    client = signed_in(cast.MANAGER)
    text = text_of(client.get(f"{address}/acts/appoint"), 200)
    assert "应当回避" in text
    assert "特邀调解规定第15条" in text
    assert f'value="{user}"' not in text
    refused = client.post(f"{address}/acts/appoint", data={"mediator": user, "reason": REASON})
    text_of(refused, 422)


def test_only_mediators_of_the_place_are_offered(
    make: Callable[..., str], signed_in: SignedIn, app: Flask
) -> None:
    address = make("routed", place=JIMEI)
    text = text_of(signed_in(cast.JIMEI_HEAD).get(f"{address}/acts/appoint"), 200)
    with app.app_context():
        assert f'value="{actor(cast.JIMEI_MEDIATOR).user_id}"' in text
        assert f'value="{actor(cast.CENTRE_MEDIATOR).user_id}"' not in text


# -- notes, messages, files


def photo() -> tuple[io.BytesIO, str]:
    return io.BytesIO(pictures.make("scan", ["合同"])), "合同.pdf"


def test_staff_and_institution_add_files_each_under_its_side(
    make: Callable[..., str], signed_in: SignedIn, stored: Callable[[], Case], app: Flask
) -> None:
    address = make("under_mediation")
    for username, typed in ((cast.MANAGER, {"side": "applicant"}), (cast.BANK_USER, {"side": "applicant"})):
        content = io.BytesIO(pictures.make("scan", [username]))
        answer = signed_in(username).post(
            f"{address}/acts/add_evidence", data={**typed, "files": (content, f"{username}.pdf")}
        )
        text_of(answer, 302)
    with app.app_context():
        parties = {file.original_name: file.party for file in files_of_case(stored().id)}
    assert parties == {
        f"{cast.MANAGER}.pdf": "applicant",
        f"{cast.BANK_USER}.pdf": "respondent",
    }, "an institution speaks for itself, whatever it sends"


def test_a_bad_file_is_named_and_the_good_one_is_kept(
    make: Callable[..., str], signed_in: SignedIn, stored: Callable[[], Case], app: Flask
) -> None:
    address = make("under_mediation")
    client = signed_in(cast.MANAGER)
    bad = (io.BytesIO(b"MZ" + b"\0" * 200), "账单.pdf")
    alone = client.post(f"{address}/acts/add_evidence", data={"side": "applicant", "files": bad})
    assert "账单.pdf" in text_of(alone, 422)
    both = {"side": "applicant", "files": [(io.BytesIO(b"MZ" + b"\0" * 200), "账单.pdf"), photo()]}
    answer = client.post(f"{address}/acts/add_evidence", data=both, follow_redirects=True)
    assert "账单.pdf" in text_of(answer, 200)
    with app.app_context():
        assert [file.original_name for file in files_of_case(stored().id)] == ["合同.pdf"]
    text_of(client.post(f"{address}/acts/add_evidence", data={"side": "applicant"}), 422)


def test_a_message_carries_who_wrote_it_and_the_institution_writes_only_for_itself(
    make: Callable[..., str], signed_in: SignedIn, app: Flask
) -> None:
    address = make("under_mediation")
    for username in (cast.MANAGER, cast.CENTRE_MEDIATOR, cast.BANK_USER):
        typed = {"side": "applicant", "text": f"{username} 写的。"}
        text_of(signed_in(username).post(f"{address}/acts/send_message", data=typed), 302)
    with app.app_context():
        written = [(one.sender, one.side) for one in db.session.scalars(select(CaseMessage))]
    assert written == [("centre", "applicant"), ("mediator", "applicant"), ("respondent", "respondent")]


def test_a_note_keeps_its_lines(make: Callable[..., str], signed_in: SignedIn, app: Flask) -> None:
    address = make("routed")
    client = signed_in(cast.CLERK)
    text_of(client.post(f"{address}/acts/add_note", data={"text": "第一行\n第二行"}), 302)
    with app.app_context():
        assert db.session.scalars(select(CaseNote.text)).one() == "第一行\n第二行"
    assert "第一行<br>第二行" in text_of(client.get(address), 200)


def test_the_pages_speak_english(make: Callable[..., str], signed_in: SignedIn) -> None:
    client = signed_in(cast.MANAGER)
    client.set_cookie("lang", "en")
    address = make("submitted")
    assert "Ask for more information" in text_of(client.get(f"{address}/acts/request_correction"), 200)
    refused = text_of(client.post(f"{address}/acts/request_correction", data={}), 422)
    assert "Say what is needed" in refused


def test_every_role_is_in_the_cast() -> None:
    assert set(cast.BY_ROLE) == set(Role) - {Role.PARTY, Role.SYSTEM}


def test_pausing_remembers_the_ground_and_the_page_can_count(
    make: Callable[..., str], signed_in: SignedIn, app: Flask, stored: Callable[[], Case]
) -> None:
    address = make("under_mediation")
    with app.app_context():
        acts.pause(stored(), "appraisal", REASON, By(actor(cast.MANAGER), house_clock.now()))
        db.session.commit()
    assert "鉴定或专家咨询" in text_of(signed_in(cast.MANAGER).get(address), 200)
