"""An institution's system follows its cases as its own people may, and no further."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from mediation import clock as house_clock
from mediation.access.by import By
from mediation.cases import acts
from mediation.organisations.models import Kind
from tests import cast
from tests.api.calling import System, bank_system, court_system, stored, token_of
from tests.builders import BANK, INSURER, actor, case_in, opened
from tests.counting import counted_queries
from tests.referrals.arrivals import taken

pytestmark = pytest.mark.usefixtures("founded", "undrawn")


@pytest.fixture
def bank(app: Flask) -> System:
    return bank_system(app)


def test_a_bank_sees_its_case_in_public_sentences(app: Flask, bank: System) -> None:
    def noted() -> str:
        case = case_in("under_mediation")
        acts.add_note(case, "银行可能让步", By(actor(cast.MANAGER), house_clock.now()))
        return case.short_number

    number = stored(app, noted)
    told = bank.get(f"/cases/{number}").json
    assert (told["number"], told["respondent"], told["side"]) == (number, BANK, "respondent")
    assert told["progress"]
    assert all(one["words"]["zh"] != one["words"]["en"] for one in told["progress"])
    assert "银行可能让步" not in bank.get(f"/cases/{number}").text
    assert [one["number"] for one in bank.get("/cases").json["items"]] == [number]


def test_what_the_centre_has_not_taken_on_is_not_there(app: Flask, bank: System) -> None:
    number = stored(app, lambda: opened().case.short_number)
    assert bank.get(f"/cases/{number}").status_code == 404
    assert bank.get("/cases").json["items"] == []


def test_a_case_against_another_bank_is_not_there(app: Flask) -> None:
    number = stored(app, lambda: case_in("under_mediation").short_number)
    other = System(app, token_of(app, INSURER, Kind.INSTITUTION))
    for path in (f"/cases/{number}", f"/cases/{number}/documents", f"/cases/{number}/messages"):
        assert other.get(path).status_code == 404, path
    assert other.post(f"/cases/{number}/messages", {"text": "请告知进展。"}).status_code == 404


def test_only_papers_for_both_sides_are_listed_and_fetched(app: Flask, bank: System) -> None:
    number = stored(app, lambda: case_in("under_mediation").short_number)
    listed = bank.get(f"/cases/{number}/documents").json["items"]
    assert {one["kind"] for one in listed} <= {
        "acceptance_notice",
        "agreement",
        "termination_notice",
        "undisputed_facts",
    }
    with bank.get(listed[0]["path"]) as paper:
        assert paper.data.startswith(b"%PDF")


def test_a_bank_writes_to_the_centre_and_reads_its_own_side_only(app: Flask, bank: System) -> None:
    def asked() -> str:
        case = case_in("under_mediation")
        for side, text in (("applicant", "给申请人的话"), ("respondent", "给银行的话")):
            acts.send_message(
                case, text, By(actor(cast.MANAGER), house_clock.now()), sender="centre", side=side
            )
        return case.short_number

    number = stored(app, asked)
    sent = bank.post(f"/cases/{number}/messages", {"text": "我行同意减免分期手续费。"})
    assert (sent.status_code, sent.json["sender"]) == (201, "respondent")
    told = [one["text"] for one in bank.get(f"/cases/{number}/messages").json["items"]]
    assert told == ["给银行的话", "我行同意减免分期手续费。"]


def test_a_court_follows_the_case_that_it_sent_and_sends_no_messages(app: Flask) -> None:
    number = stored(app, lambda: taken().case.short_number)
    court = court_system(app)
    assert court.get(f"/cases/{number}").json["side"] == ""
    assert court.get(f"/cases/{number}/messages").json["items"] == []
    assert court.post(f"/cases/{number}/messages", {"text": "请告知进展。"}).status_code == 404


def test_a_list_costs_the_same_for_one_and_for_many(app: Flask, bank: System) -> None:
    counts = []
    for many in (1, 6):
        stored(app, lambda: [case_in("accepted").id for _ in range(many)])  # noqa: B023
        with counted_queries(app) as sent:
            assert bank.get("/cases", is_open="true", limit=100).status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 6, counts


def test_cases_changed_since_a_moment(app: Flask, bank: System) -> None:
    stored(app, lambda: case_in("accepted").id)
    later = (house_clock.now() + timedelta(days=1)).isoformat()
    assert bank.get("/cases", changed_since=later).json["items"] == []
    assert bank.get("/cases", state="accepted").json["items"]
