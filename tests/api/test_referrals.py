"""A court's system hands over, follows, answers; what it asks twice is done once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask import Flask

from mediation import clock as house_clock
from mediation.access.by import By
from mediation.organisations.models import Kind
from mediation.referrals.models import Referral
from mediation.referrals.operations import perform
from tests import cast
from tests.api.calling import AUTHORITY, System, bank_system, court_system, matter, stored, token_of
from tests.builders import BANK, actor
from tests.conftest import StandingClock
from tests.counting import counted_queries
from tests.referrals.arrivals import arrival, arrived, taken, withdrawn
from tests.referrals.test_handing_over import out

pytestmark = pytest.mark.usefixtures("founded", "undrawn")


@pytest.fixture
def court(app: Flask) -> System:
    return court_system(app)


@pytest.fixture
def police(app: Flask) -> System:
    return System(app, token_of(app, "厦门市公安机关（演示）", Kind.AUTHORITY))


def faults(answer: Any) -> dict[str, str]:
    return {one["path"]: one["detail"] for one in answer.json["errors"]}


# -- handing over


def test_a_court_hands_over_and_the_centre_has_three_working_days_to_answer(court: System) -> None:
    answer = court.post("/referrals", matter())
    assert answer.status_code == 201, answer.json
    told = answer.json
    assert (told["number"], told["state"], told["turn"]) == ("2026-00001", "registered", "centre")
    assert told["due_on"] == "2026-03-05"  # C09 from Monday 2 March
    assert (told["applicant"], told["respondent"]) == (BANK, "许远帆")
    assert answer.headers["Location"] == "/api/v1/referrals/2026-00001"
    read = court.get("/referrals/2026-00001")
    assert read.json == told
    assert read.headers["ETag"] == answer.headers["ETag"] == f'"{told["version"]}"'


def test_what_was_handed_over_stands_in_the_ledger_as_if_typed(app: Flask, court: System) -> None:
    court.post("/referrals", matter(return_days=20))
    listed = court.get("/referrals/2026-00001/materials").json["items"]
    assert [(one["title"], one["copies"], one["paper"]) for one in listed] == [("起诉状", 2, None)]
    history = court.get("/referrals/2026-00001/history").json["items"]
    assert [(one["event"], one["by"]) for one in history] == [("referral_registered", "body")]


# What is wrong with what is sent, where the answer says so, and what it is.
WRONG: tuple[tuple[dict[str, Any], str, str], ...] = (
    ({"surprise": 1}, "/surprise", "a field that there is not"),
    ({"kind": "court_record"}, "/kind", "a kind that goes the other way"),
    ({"amount_fen": 12.5}, "/amount_fen", "half a fen"),
    ({"amount_fen": "1200"}, "/amount_fen", "a number in quotes"),
    ({"amount_fen": -1}, "/amount_fen", "less than nothing"),
    ({"subject": ""}, "/subject", "empty"),
    ({"subject": "a\x00b"}, "/subject", "a control character"),
    ({"sent_on": "2 March"}, "/sent_on", "no date"),
    ({"sent_on": "2026-03-03"}, "/sent_on", "tomorrow"),
    ({"sent_on": "1026-03-03"}, "/sent_on", "a slip of the keyboard"),
    ({"people": []}, "/people", "nobody"),
    ({"people": [{"side": "applicant", "kind": "person", "name": "林"}] * 2}, "/people", "one side only"),
    ({"materials": [{"title": "起诉状", "copies": 0}]}, "/materials/0/copies", "no copy"),
    ({"materials": [{"title": "起诉状", "sha256": "xyz"}]}, "/materials/0/sha256", "no fingerprint"),
)


def test_what_does_not_fit_is_refused_with_its_place_in_the_language_asked_for(court: System) -> None:
    for changes, path, remark in WRONG:
        for lang in ("zh", "en"):
            answer = court.post("/referrals", matter(**changes), Accept_Language=lang)
            assert (answer.status_code, answer.json["code"]) == (422, "invalid"), remark
            assert faults(answer)[path].isascii() == (lang == "en"), faults(answer)
    assert court.get("/referrals").json["items"] == []


def test_the_number_of_a_paper_is_checked(court: System) -> None:
    people = matter()["people"]
    people[1] |= {"paper_kind": "resident_id", "paper_number": "350203199001011234"}
    answer = court.post("/referrals", matter(people=people))
    assert list(faults(answer)) == ["/people/1/paper_number"]


REFUSED = (
    ({"their_number": ""}, 422, "refused", "a court's matter has a case number"),
    ({"their_number": "123"}, 422, "refused", "no case number"),
    ({"kind": "nfra_complaint"}, 422, "refused", "a court is no regulator"),
)


def test_the_guards_of_the_ledger_hold_here_as_well(court: System) -> None:
    for changes, status, code, remark in REFUSED:
        answer = court.post("/referrals", matter(**changes))
        assert (answer.status_code, answer.json["code"]) == (status, code), remark
        assert answer.json["errors"]


def test_a_number_is_entered_once(court: System) -> None:
    assert court.post("/referrals", matter()).status_code == 201
    answer = court.post("/referrals", matter())
    assert (answer.status_code, answer.json["code"]) == (409, "already_entered")
    assert "2026" in answer.json["detail"]


def test_complaint_and_petition_are_not_mixed(app: Flask) -> None:
    office = System(app, token_of(app, AUTHORITY, Kind.AUTHORITY))
    sent = matter(kind="local_finance_complaint", their_number="转办1号", wants="petition")
    answer = office.post("/referrals", sent)
    assert (answer.status_code, answer.json["code"]) == (422, "refused")
    assert office.post("/referrals", sent | {"wants": "complaint"}).status_code == 201


# -- answering


def test_the_police_sign_for_it_take_it_and_enter_the_result(app: Flask, police: System) -> None:
    number = stored(app, lambda: out().short_number)
    read = police.get(f"/referrals/{number}").json
    assert {one["action"] for one in read["acts"]} == {"sign_for", "send_back"}
    signed = police.post(
        f"/referrals/{number}/acts/sign-for", {"signed_by": "法制科"}, version=read["version"]
    )
    assert signed.status_code == 200, signed.json
    assert (signed.json["state"], signed.json["received_by"]) == ("received", "法制科")
    taken_on = police.post(
        f"/referrals/{number}/acts/they-take", {"their_number": "厦公立字3号"}, version=signed.json["version"]
    )
    assert (taken_on.json["state"], taken_on.json["their_number"]) == ("working", "厦公立字3号")
    result = {"result": "dropped", "result_on": "2026-03-02", "text": "情节轻微。"}
    ended = police.post(f"/referrals/{number}/acts/record-result", result, version=taken_on.json["version"])
    told = ended.json
    assert (told["state"], told["result"], told["is_open"], told["acts"]) == (
        "result_in",
        "dropped",
        False,
        [],
    )


def test_what_is_sent_back_says_what_is_wrong_beside_the_paper(app: Flask, police: System) -> None:
    number = stored(app, lambda: out().short_number)
    sent = {"faults": [{"position": 1, "fault": "缺少签名"}]}
    answer = police.post(f"/referrals/{number}/acts/send-back", sent, version=_version(police, number))
    assert answer.json["state"] == "sent_back"
    listed = police.get(f"/referrals/{number}/materials").json["items"]
    assert [(one["fault"], one["accepted"]) for one in listed] == [("缺少签名", False)]


def test_a_fault_beside_a_paper_that_is_not_listed_is_refused(app: Flask, police: System) -> None:
    number = stored(app, lambda: out().short_number)
    sent = {"faults": [{"position": 9, "fault": "缺少签名"}]}
    answer = police.post(f"/referrals/{number}/acts/send-back", sent, version=_version(police, number))
    assert list(faults(answer)) == ["/faults/0/position"]


def test_a_reason_is_needed_where_the_table_wants_one(app: Flask, police: System) -> None:
    number = stored(app, lambda: out().short_number)
    answer = police.post(f"/referrals/{number}/acts/send-back", {}, version=_version(police, number))
    assert (answer.status_code, answer.json["code"]) == (422, "refused")


def test_what_does_not_fit_the_state_is_not_possible(app: Flask, police: System) -> None:
    number = stored(app, lambda: out().short_number)
    result = {"result": "done", "result_on": "2026-03-02"}
    answer = police.post(f"/referrals/{number}/acts/record-result", result, version=_version(police, number))
    assert (answer.status_code, answer.json["code"]) == (409, "not_possible")


def test_a_court_corrects_what_was_returned_to_it(app: Flask, court: System) -> None:
    number = stored(app, lambda: _returned().short_number)
    added = {"materials": [{"title": "借款合同", "copies": 1}]}
    answer = court.post(f"/referrals/{number}/acts/correct", added, version=_version(court, number))
    assert answer.json["state"] == "registered", answer.json
    assert len(court.get(f"/referrals/{number}/materials").json["items"]) == 1


def _returned() -> Referral:
    found = arrived()
    perform(found, "ask_correction", By(actor(cast.CLERK), house_clock.now()), reason="缺少借款合同。")
    return found


def _version(system: System, number: str) -> int:
    return int(system.get(f"/referrals/{number}").json["version"])


# -- versions


def test_without_the_version_nothing_is_done(app: Flask, police: System) -> None:
    number = stored(app, lambda: out().short_number)
    answer = police.post(f"/referrals/{number}/acts/sign-for", {"signed_by": "法制科"})
    assert (answer.status_code, answer.json["code"]) == (428, "version_missing")


def test_with_another_version_nothing_is_done(app: Flask, police: System) -> None:
    number = stored(app, lambda: out().short_number)
    for given in ('"1"', '"999"', "*", 'W/"2"', "2"):
        answer = police.post(f"/referrals/{number}/acts/sign-for", {"signed_by": "法制科"}, If_Match=given)
        assert (answer.status_code, answer.json["code"]) == (412, "changed_meanwhile"), given
    assert police.get(f"/referrals/{number}").json["state"] == "sent"


def test_what_did_not_change_is_not_sent_again(app: Flask, court: System) -> None:
    stored(app, lambda: arrived().id)
    for path in ("/referrals", "/referrals/2026-00001", "/codes"):
        first = court.get(path)
        again = court.get(path, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b""), path


# -- lists


def test_pages_go_by_the_last_change_and_what_comes_meanwhile_is_met_at_the_end(
    app: Flask, court: System, clock: StandingClock
) -> None:
    def several(numbers: range) -> None:
        for number in numbers:
            arrived(arrival(their_number=f"（2026）闽0203诉前调{number}号"))
            clock.advance(minutes=1)

    stored(app, lambda: several(range(1, 6)))
    first = court.get("/referrals", limit=2).json
    stored(app, lambda: several(range(6, 8)))
    seen, following = [one["number"] for one in first["items"]], first["next"]
    while following:
        page = court.get("/referrals", limit=2, cursor=following).json
        seen += [one["number"] for one in page["items"]]
        following = page["next"]
    assert seen == [f"2026-{number:05d}" for number in range(1, 8)]


def test_rows_of_one_moment_are_told_apart(app: Flask, court: System) -> None:
    stored(app, lambda: [arrived(arrival(their_number=f"（2026）闽0203诉前调{n}号")).id for n in range(1, 6)])
    first = court.get("/referrals", limit=3).json
    second = court.get("/referrals", limit=3, cursor=first["next"]).json
    assert len({one["number"] for one in first["items"] + second["items"]}) == 5
    assert second["next"] is None


FILTERS = (
    ({}, 2, "all"),
    ({"state": "taken"}, 1, "by state"),
    ({"state": "closed"}, 0, "none"),
    ({"kind": "court_entrusted"}, 1, "by kind"),
    ({"direction": "out"}, 0, "the other way"),
    ({"is_open": "true"}, 2, "open"),
    ({"is_open": "false"}, 0, "ended"),
    ({"their_number": "（2026）闽0203诉前调7号"}, 1, "by their number"),
    ({"changed_since": "2026-03-02T02:30:00Z"}, 1, "changed since"),
    ({"changed_since": "2026-03-02T10:30:00+08:00"}, 1, "the same moment in another zone"),
)


def test_filters(app: Flask, court: System, clock: StandingClock) -> None:
    stored(app, lambda: arrived().id)
    clock.advance(hours=1)
    stored(app, lambda: taken("court_entrusted", their_number="（2026）闽0203诉前调7号").id)
    for query, found, remark in FILTERS:
        assert len(court.get("/referrals", **query).json["items"]) == found, remark


NONSENSE = (
    ({"sate": "taken"}, "sate"),
    ({"lang": "en"}, "lang"),
    ({"state": "nowhere"}, "state"),
    ({"limit": "0"}, "limit"),
    ({"limit": "9999"}, "limit"),
    ({"cursor": "WzAsMV0"}, "cursor"),
    ({"cursor": "nonsense"}, "cursor"),
    ({"changed_since": "2026-03-02T10:30:00"}, "changed_since"),
    ({"changed_since": "yesterday"}, "changed_since"),
)


def test_a_query_that_makes_no_sense_is_refused(court: System) -> None:
    for query, place in NONSENSE:
        answer = court.get("/referrals", **query)
        assert (answer.status_code, list(faults(answer))) == (422, [place])


def test_a_list_costs_the_same_for_one_and_for_many(app: Flask, court: System) -> None:
    counts = []
    for numbers in (range(1, 2), range(2, 30)):
        stored(app, lambda: [taken(their_number=f"（2026）闽0203诉前调{n}号").id for n in numbers])  # noqa: B023
        with counted_queries(app) as sent:
            court.get("/referrals", limit=100)
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 6, counts


# -- clocks, papers, words


def test_deadlines_say_how_they_were_counted(app: Flask, court: System) -> None:
    stored(app, lambda: arrived().id)
    (told,) = court.get("/referrals/2026-00001/deadlines").json["items"]
    assert (told["code"], told["due_on"], told["status"]) == ("C09", "2026-03-05", "running")
    assert all(step["zh"] != step["en"] for step in told["steps"])
    assert date.fromisoformat(told["due_on"])


def test_the_letter_of_a_hand_over_is_fetched_by_its_number(app: Flask, police: System) -> None:
    number = stored(app, lambda: out().short_number)
    (paper,) = police.get(f"/referrals/{number}/papers").json["items"]
    with police.get(paper["path"]) as fetched:
        assert (fetched.status_code, fetched.mimetype) == (200, "application/pdf")
    assert police.get(f"/referrals/{number}/papers/没有这一份").status_code == 404


def test_the_slip_that_goes_back_is_among_the_papers(app: Flask, court: System) -> None:
    stored(app, lambda: withdrawn(taken()).id)
    kinds = [one["kind"] for one in court.get("/referrals/2026-00001/papers").json["items"]]
    assert kinds == ["assignment_slip"]


def test_notes_of_the_staff_are_not_told(app: Flask, court: System) -> None:
    def noted() -> None:
        perform(
            arrived(), "add_note", By(actor(cast.CLERK), house_clock.now()), facts={"text": "先电话问一下"}
        )

    stored(app, noted)
    assert "先电话问一下" not in court.get("/referrals/2026-00001/history").text


def test_an_institution_has_no_part_in_what_courts_send(app: Flask) -> None:
    stored(app, lambda: arrived().id)
    bank = bank_system(app)
    assert bank.get("/referrals").json["items"] == []
    assert bank.get("/referrals/2026-00001").status_code == 404
    assert bank.post("/referrals", matter()).status_code in {404, 422}


def test_the_words_of_a_problem_are_in_the_language_asked_for(court: System) -> None:
    zh, en, fr = (
        court.get("/referrals/2026-00009", headers={"Accept-Language": lang})
        for lang in ("zh-CN", "en-GB", "fr")
    )
    assert zh.json["title"] == "没有找到"
    assert zh.headers["Content-Language"] == "zh-CN"
    assert en.json["title"] == "Not found"
    assert en.headers["Content-Language"] == "en"
    assert fr.json["title"] == "没有找到"


NO_OBJECTS = (
    ({"data": "{", "content_type": "application/json"}, 400, "malformed"),
    ({"data": b"\xff\xfe", "content_type": "application/json"}, 400, "malformed"),
    ({"data": "[]", "content_type": "application/json"}, 422, "invalid"),
    ({"data": "null", "content_type": "application/json"}, 422, "invalid"),
    ({"data": {"kind": "court_assigned"}}, 415, "not_json"),
    ({"data": " " * 300_000, "content_type": "application/json"}, 413, "too_large"),
)


def test_a_body_that_is_no_json_object_is_refused(app: Flask, court: System) -> None:
    for send, status, code in NO_OBJECTS:
        headers = {"Authorization": f"Bearer {court.token}", "Idempotency-Key": "a-key-of-mine"}
        answer = app.test_client().post("/api/v1/referrals", headers=headers, **send)
        assert (answer.status_code, answer.json["code"]) == (status, code)


def test_what_there_is_not_is_answered_in_json_too(app: Flask) -> None:
    for method, path, status in (("DELETE", "/me", 405), ("OPTIONS", "/me", 405), ("GET", "/nowhere", 404)):
        answer = app.test_client().open(f"/api/v1{path}", method=method)
        assert (answer.status_code, answer.mimetype) == (status, "application/problem+json"), path
        assert answer.json["request_id"] == answer.headers["X-Request-Id"]
        assert "Access-Control-Allow-Origin" not in answer.headers


def test_no_form_of_another_site_is_asked_for_its_forgery_token(app: Flask, court: System) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    assert court.post("/referrals", matter()).status_code == 201


def test_a_number_is_found_however_its_brackets_are_typed(court: System) -> None:
    court.post("/referrals", matter())
    for typed in ("（2026）闽0203诉前调4321号", "(2026)闽0203诉前调4321号"):
        assert len(court.get("/referrals", their_number=typed).json["items"]) == 1, typed


def test_an_address_that_is_two_is_refused_in_its_place(court: System) -> None:
    people = matter()["people"]
    people[1]["email"] = "root,ok@example.cn"
    answer = court.post("/referrals", matter(people=people))
    assert (answer.status_code, list(faults(answer))) == (422, ["/people/1/email"])
