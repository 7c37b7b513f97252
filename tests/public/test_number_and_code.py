"""Following a case without an account: number and code, five tries, and a wait."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mediation import clock
from mediation.access.by import By
from mediation.accounts.failed_attempts.guesses import TRIES, TRIES_FROM_EVERYWHERE
from mediation.accounts.failed_attempts.models import FailedAttempts
from mediation.accounts.failed_attempts.operations import forget_failed_attempts
from mediation.cases import acts
from mediation.cases.models import Case
from mediation.cases.operations import Opened
from mediation.database import db
from mediation.public import operations, queries
from mediation.public.operations import WRONG, CodeRefused
from tests import cast
from tests.builders import actor, case_in, opened, walk
from tests.conftest import StandingClock
from tests.stages import Stage

pytestmark = pytest.mark.usefixtures("founded", "undrawn")

HOME, ELSEWHERE = "192.0.2.1", "192.0.2.2"


def look(number: str, code: str, address: str = HOME, device: str = "") -> Case:
    return operations.open_with_code(number, code, address=address, at=clock.now(), device=device)


def refusal(number: str, code: str, address: str = HOME, device: str = "") -> str:
    with pytest.raises(CodeRefused) as caught:
        look(number, code, address, device)
    return caught.value.words.zh


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**8:08d}"


@pytest.mark.parametrize(
    "typed",
    [
        "厦金调〔2026〕00001号",
        "2026-00001",
        " 2026-00001 ",
        "厦金调[2026]00001号",
        "厦金调（2026）00001号",
    ],
)
def test_the_number_is_read_as_people_copy_it(session: Session, typed: str) -> None:
    filed = opened()
    assert look(typed, filed.access_code) is filed.case


@pytest.mark.parametrize("form", ["{}", "{0[0]}{0[1]}{0[2]}{0[3]} {0[4]}{0[5]}{0[6]}{0[7]}", " {} "])
def test_the_code_is_read_with_spaces(session: Session, form: str) -> None:
    filed = opened()
    assert look("2026-00001", form.format(filed.access_code)) is filed.case


def test_a_wrong_number_and_a_wrong_code_get_the_same_answer(session: Session) -> None:
    filed = opened()
    unknown_number = refusal("2026-00099", filed.access_code, HOME)
    wrong_code = refusal("2026-00001", wrong(filed.access_code), ELSEWHERE)
    no_number = refusal("hello", filed.access_code, "192.0.2.3")
    assert unknown_number == wrong_code == no_number


def test_the_code_of_another_case_opens_nothing(session: Session) -> None:
    one, other = opened(), opened()
    assert one.case.short_number != other.case.short_number
    refusal(one.case.short_number, other.access_code)


@pytest.mark.parametrize("code", ["", "0", "x" * 8, "-"])
def test_no_code_opens_nothing(session: Session, code: str) -> None:
    opened()
    refusal("2026-00001", code)
    refusal("2026-00099", code)


@pytest.mark.parametrize("number", ["2026-00001", "2026-00099"], ids=["a case", "no case"])
def test_the_answer_is_the_same_try_by_try_whether_it_exists_or_not(session: Session, number: str) -> None:
    filed = opened()
    said = {refusal(number, wrong(filed.access_code)) for _ in range(TRIES + 2)}
    assert said == {WRONG.zh}


def test_after_five_wrong_tries_one_waits_longer_each_time(session: Session, clock: StandingClock) -> None:
    filed = opened()
    for _ in range(TRIES):
        refusal("2026-00001", wrong(filed.access_code))
    refusal("2026-00001", filed.access_code)
    clock.advance(minutes=1)
    refusal("2026-00001", wrong(filed.access_code))
    clock.advance(minutes=1, seconds=59)
    refusal("2026-00001", filed.access_code)
    clock.advance(seconds=1)
    assert look("2026-00001", filed.access_code) is filed.case


def test_strangers_keep_no_party_from_the_own_case(session: Session) -> None:
    """Not from elsewhere; nor, at a browser that opened it before, from the same address or from all."""
    filed = opened()
    for _ in range(2 * TRIES):
        refusal("2026-00001", "12345678", ELSEWHERE)
    assert look("2026-00001", filed.access_code) is filed.case
    for number in range(TRIES_FROM_EVERYWHERE + 1):
        refusal("2026-00001", "12345678", f"203.0.113.{number}")
    refusal("2026-00001", filed.access_code, "203.0.113.201")
    assert look("2026-00001", filed.access_code, device="own") is filed.case


def test_a_browser_that_opened_the_case_is_known_for_it(founded: Stage) -> None:
    with founded.app.app_context():
        filed = opened()
        number, code = filed.case.short_number, filed.access_code
        db.session.commit()
    own, stranger = founded.app.test_client(), founded.app.test_client()
    assert own.post("/track", data={"number": number, "code": code}).status_code == 302
    for _ in range(TRIES):
        stranger.post("/track", data={"number": number, "code": wrong(code)})
    assert stranger.post("/track", data={"number": number, "code": code}).status_code == 422
    assert own.post("/track", data={"number": number, "code": code}).status_code == 302


def test_different_ways_of_typing_one_number_share_its_tries(session: Session) -> None:
    filed = opened()
    for typed in ("2026-00001", "厦金调〔2026〕00001号", "厦金调[2026]00001号", " 2026-00001", "2026-00001 "):
        refusal(typed, wrong(filed.access_code))
    refusal("2026-00001", filed.access_code)


def test_an_address_that_tries_many_numbers_waits_too(session: Session) -> None:
    filed = opened()
    for number in range(operations.TRIES_BY_ADDRESS):
        refusal(f"2026-{number + 100:05d}", "12345678")
    refusal("2026-00001", filed.access_code)
    assert look("2026-00001", filed.access_code, ELSEWHERE) is filed.case, "nobody else has to wait"


def test_the_right_code_gives_the_number_its_tries_back(session: Session) -> None:
    filed = opened()
    for _ in range(2):
        for _ in range(TRIES - 1):
            refusal("2026-00001", wrong(filed.access_code))
        assert look("2026-00001", filed.access_code) is filed.case


def test_what_is_counted_names_neither_case_nor_address(session: Session) -> None:
    refusal("2026-00001", "12345678")
    session.flush()
    keys = session.scalars(select(FailedAttempts.key)).all()
    assert all(len(key) == 64 and HOME not in key and "2026-" not in key for key in keys)
    assert len(keys) == 3


def test_old_tries_are_forgotten_and_fresh_ones_are_not(session: Session, clock: StandingClock) -> None:
    refusal("2026-00001", "12345678")
    session.flush()
    assert forget_failed_attempts(at=clock.now + timedelta(hours=23)) == 0
    assert forget_failed_attempts(at=clock.now + timedelta(days=1)) == 3
    assert session.scalar(select(func.count()).select_from(FailedAttempts)) == 0


# What they then see.


def test_the_applicant_reads_only_the_messages_with_the_applicant(session: Session) -> None:
    case = case_in("under_mediation")
    for side, words in (("applicant", "给申请人"), ("respondent", "给银行")):
        acts.send_message(case, words, By(actor(cast.MANAGER), clock.now()), sender="mediator", side=side)
    assert [message.text for message in queries.messages_with(case.id, "applicant")] == ["给申请人"]


def test_the_public_story_leaves_out_what_is_internal(session: Session) -> None:
    case = case_in("under_mediation")
    acts.add_note(case, "银行底线一半。", By(actor(cast.MANAGER), clock.now()))
    acts.reveal(case, "applicant.phone", By(actor(cast.MANAGER), clock.now()))
    story = [words.zh for _at, words in queries.public_timeline(case)]
    assert "诉讼时效自此刻中断" in story[-1]
    assert not any("记一笔" in line or "查看了" in line or "就近办理" in line for line in story)


def test_the_next_legal_date_comes_with_its_reason(session: Session) -> None:
    filed = opened()
    found = queries.next_date(filed.case, on=clock.today())
    assert found is not None
    assert (found.due_on.isoformat(), found.words.zh, found.paused) == ("2026-03-05", "决定是否受理", False)
    assert found.steps
    walk(filed.case, "withdraw")
    assert queries.next_date(filed.case, on=clock.today()) is None


def test_the_letter_to_the_authority_is_not_among_the_applicants_papers(session: Session) -> None:
    case = case_in("accepted")
    walk(case, "transfer")
    kinds = {paper.kind for paper in queries.papers_for_applicant(case)}
    assert kinds == {"receipt", "acceptance_notice"}


# Through the door.


@pytest.fixture
def filed(founded: Stage) -> Opened:
    with founded.app.app_context():
        made = opened()
        _ = made.case.short_number
        db.session.commit()
        return made


def enter(client: FlaskClient, code: str, number: str = "2026-00001") -> int:
    return client.post("/track", data={"number": number, "code": code}).status_code


def test_number_and_code_open_the_case_in_this_browser_and_leaving_closes_it(
    founded: Stage, filed: Opened
) -> None:
    client = founded.app.test_client()
    assert client.get("/my-case").status_code == 302
    assert enter(client, filed.access_code) == 302
    assert client.get("/my-case").status_code == 200
    client.post("/my-case/leave")
    assert client.get("/my-case").status_code == 302


def test_wrong_tries_are_counted_although_the_answer_is_an_error(founded: Stage, filed: Opened) -> None:
    client = founded.app.test_client()
    for _ in range(TRIES):
        assert enter(client, wrong(filed.access_code)) == 422
    assert enter(client, filed.access_code) == 422
    assert client.get("/my-case").status_code == 302


def test_a_case_left_open_closes_itself_after_two_hours(
    founded: Stage, filed: Opened, clock: StandingClock
) -> None:
    client = founded.app.test_client()
    enter(client, filed.access_code)
    clock.advance(hours=1, minutes=59)
    assert client.get("/my-case").status_code == 200, "and every look begins the two hours anew"
    clock.advance(hours=1, minutes=59)
    assert client.get("/my-case").status_code == 200
    clock.advance(hours=2, seconds=1)
    assert client.get("/my-case").status_code == 302


def test_no_page_of_the_case_says_its_code(founded: Stage, filed: Opened) -> None:
    client = founded.app.test_client()
    enter(client, filed.access_code)
    assert filed.access_code not in client.get("/my-case").get_data(as_text=True)


@pytest.mark.parametrize(
    "path", ["/my-case/papers/1", "/my-case/files/1", "/my-case/correct", "/my-case/withdraw"]
)
def test_nothing_of_a_case_is_given_to_a_browser_that_has_not_opened_it(
    founded: Stage, filed: Opened, path: str
) -> None:
    answer = founded.app.test_client().get(path)
    assert answer.status_code == 302
    assert answer.location.startswith("/track")


def test_the_papers_of_another_case_do_not_exist(founded: Stage, filed: Opened) -> None:
    with founded.app.app_context():
        other = opened()
        walk(other.case, "accept")
        papers = [paper.id for paper in queries.papers_for_applicant(other.case)]
        db.session.commit()
    client = founded.app.test_client()
    enter(client, filed.access_code)
    assert [client.get(f"/my-case/papers/{paper}").status_code for paper in papers] == [404, 404]


def test_a_withdrawal_needs_a_reason_and_a_tick_and_then_ends_the_case(founded: Stage, filed: Opened) -> None:
    client = founded.app.test_client()
    enter(client, filed.access_code)
    for typed, status in (
        ({"reason": "  ", "sure": "y"}, 422),
        ({"reason": "银行已退款。"}, 422),
        ({"reason": "银行已退款。", "sure": "y"}, 302),
        ({"reason": "再撤一次。", "sure": "y"}, 422),
    ):
        assert client.post("/my-case/withdraw", data=typed).status_code == status, typed
    with founded.app.app_context():
        case = db.session.scalars(select(Case)).one()
        assert (case.state, case.outcome) == ("ended", "withdrawn")


def test_a_message_reaches_the_case_and_an_empty_one_does_not(founded: Stage, filed: Opened) -> None:
    client = founded.app.test_client()
    enter(client, filed.access_code)
    assert client.post("/my-case/message", data={"text": " "}).status_code == 422
    assert client.post("/my-case/message", data={"text": "什么时候有结果？"}).status_code == 302
    with founded.app.app_context():
        case = db.session.scalars(select(Case)).one()
        assert [one.text for one in queries.messages_with(case.id, "applicant")] == ["什么时候有结果？"]
