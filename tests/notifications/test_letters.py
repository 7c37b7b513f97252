"""Letters: written with the change they tell of, to whom it concerns, once, and with nothing personal."""

from __future__ import annotations

import re
from string import Formatter

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from mediation import clock
from mediation.cases.models import Case
from mediation.notifications import operations
from mediation.notifications.facts import FactsWrong
from mediation.notifications.kinds import KINDS
from mediation.notifications.models import Letter
from mediation.notifications.queries import letters_to, text_of
from mediation.rules.findings import Words
from mediation.rules.procedures.lifecycle import transitions
from tests.builders import case_in, opened, walk

pytestmark = pytest.mark.usefixtures("founded", "undrawn")

NUMBER_AND_DAYS = {"number", "decide_by", "period_to", "confirm_by", "effective_on", "when"}
WRITTEN_BY_STAFF = {"reason", "receiver"}
A_SIDE = {"signer"}  # by its part, not by its name

FACTS = {
    "number": "2026-00001",
    "decide_by": "2026-03-05",
    "period_to": "2026-04-01",
    "confirm_by": "2026-04-08",
    "effective_on": "2026-03-09",
    "when": "2026-03-05 10:00",
    "reason": "请补账单。",
    "receiver": "公安机关",
    "signer": Words("申请人", "applicant"),
}

# What the clock says by itself; tests/reminders reads them.
BY_THE_CLOCK = {"deadline_near", "morning_digest", "body_digest"}
# What goes to every address that a side ever had; tests/signing/test_attacks.py reads them.
EVERYWHERE = {"signature_made", "code_in_person", "contact_changed"}
BY_ACTS = [kind for kind in KINDS if kind not in BY_THE_CLOCK and KINDS[kind].to]


def write(case: Case, kind: str = "mediation_begun", key: str = "case:1:7", **more: object) -> list[Letter]:
    facts = operations.declared(kind, FACTS)
    return operations.write(kind, case.id, facts, key=key, at=clock.now(), **more)  # type: ignore[arg-type]


def places_of(kind: str) -> set[str]:
    return {name for text in KINDS[kind].text for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("kind", BY_ACTS)
def test_a_letter_says_its_case_and_days_and_no_name_or_amount(kind: str) -> None:
    assert "number" in places_of(kind)
    assert places_of(kind) <= NUMBER_AND_DAYS | WRITTEN_BY_STAFF | A_SIDE


@pytest.mark.parametrize("kind", BY_ACTS)
def test_every_letter_reads_whole_in_both_languages(session: Session, kind: str) -> None:
    letter = write(opened().case, kind)[0]
    words = text_of(letter)
    for text in (words.zh, words.en):
        assert "2026-00001" in text
        assert not re.search(r"[{}\[\]]|None", text)
    assert KINDS[kind].title.zh
    assert KINDS[kind].title.en


@pytest.mark.parametrize("kind", [kind for kind in BY_ACTS if kind not in EVERYWHERE])
def test_every_other_kind_is_written_by_some_act(kind: str) -> None:
    assert any(kind in row.letters for row in transitions())


def test_of_all_facts_only_those_that_the_kind_declares_are_kept(session: Session) -> None:
    (letter, _) = write(opened().case)
    assert letter.facts == {"number": "2026-00001"}


@pytest.mark.parametrize(
    ("facts", "says", "remark"),
    [
        ({"number": "2026-00001"}, "lacks when", "missing"),
        ({"number": "2026-00001", "when": "2026-03-05 10:00", "name": "张"}, "does not know name", "unknown"),
        ({"number": "2026-00001", "when": "明天上午"}, "when is no moment", "another shape"),
        ({"number": "张三", "when": "2026-03-05 10:00"}, "number is no number", "a name is no number"),
        ({"number": "13800138000", "when": "2026-03-05 10:00"}, "number is no number", "nor a telephone"),
    ],
)
def test_facts_that_are_not_the_kinds_own_are_a_fault_of_the_program(
    session: Session, facts: dict[str, str], says: str, remark: str
) -> None:
    case = opened().case
    with pytest.raises(FactsWrong, match=says):
        operations.write("session_booked", case.id, facts, key="k", at=clock.now())


def test_the_same_letter_about_the_same_thing_is_written_once(session: Session) -> None:
    case = opened().case
    write(case)
    session.flush()
    write(case, key="case:1:8")
    session.flush()
    write(case)
    with pytest.raises(IntegrityError):
        session.flush()


@pytest.mark.parametrize(
    ("to", "sides", "remark"),
    [
        (None, ["applicant", "respondent"], "whom the kind names"),
        (("respondent",), ["respondent"], "one side only"),
        ((), [], "nobody"),
    ],
)
def test_a_letter_goes_to_whom_it_concerns(
    session: Session, to: tuple[str, ...] | None, sides: list[str], remark: str
) -> None:
    assert [letter.side for letter in write(opened().case, to=to)] == sides, remark


@pytest.mark.parametrize(
    "kind", ["complaint_received", "correction_requested", "complaint_refused", "case_transferred"]
)
def test_the_other_side_hears_nothing_of_a_complaint_that_was_not_taken_on(kind: str) -> None:
    assert KINDS[kind].to == ("applicant",)


def test_a_withdrawal_before_acceptance_is_told_to_the_applicant_alone(session: Session) -> None:
    """The other side never knew that there was a complaint."""
    case = opened().case
    walk(case, "withdraw")
    assert letters_to(case.id, "applicant")[0].kind == "complaint_withdrawn"
    assert letters_to(case.id, "respondent") == []


def test_a_withdrawal_after_acceptance_is_told_to_both(session: Session) -> None:
    case = case_in("accepted")
    walk(case, "withdraw")
    for side in ("applicant", "respondent"):
        assert letters_to(case.id, side)[0].kind == "complaint_withdrawn"


def test_an_inbox_holds_the_letters_of_one_side_the_newest_first(session: Session) -> None:
    case = case_in("under_mediation")
    mine = [letter.kind for letter in letters_to(case.id, "applicant")]
    theirs = [letter.kind for letter in letters_to(case.id, "respondent")]
    assert mine == ["mediation_begun", "mediator_appointed", "complaint_accepted", "complaint_received"]
    assert theirs == ["mediation_begun", "mediator_appointed", "complaint_accepted"]
