"""The package of a hand-over: what goes in, the same bytes from the same facts, versions, who may take it."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from jsonschema import Draft202012Validator

from mediation import clock
from mediation.access.by import By
from mediation.acts.refusals import NotAllowed
from mediation.cases.models import Case
from mediation.documents import store
from mediation.documents.kinds import DocumentKind
from mediation.documents.kinds.parts import Lang
from mediation.documents.queries import documents_of_case
from mediation.elements import operations as elements
from mediation.organisations.models import Kind
from mediation.packages import case_facts, operations, queries
from mediation.packages.checker import check
from mediation.packages.gathering import PackageRefused, find
from mediation.packages.models import Package
from mediation.packages.operations import make
from mediation.referrals import acts
from mediation.referrals.entering import Entry, enter
from mediation.referrals.models import Referral
from mediation.referrals.operations import perform
from mediation.rules.procedures import package_contents
from mediation.sealing.keys import signing_key
from mediation.timeline import queries as timeline
from tests import cast
from tests.builders import COURT, actor, body, case_in, centre, file_scan, walk
from tests.documents.reading import text_of
from tests.packages import made
from tests.referrals.arrivals import taken, withdrawn
from tests.referrals.test_handing_over import out

if TYPE_CHECKING:
    from tests.conftest import StandingClock

pytestmark = pytest.mark.usefixtures("founded", "session", "key")
quickly = pytest.mark.usefixtures("unprinted")


def manager_makes(referral: Referral, lang: Lang = Lang.ZH) -> Package:
    return make(referral, By(actor(cast.MANAGER), clock.now()), lang=lang)


def failed() -> Case:
    """A case with its elements and recorded facts that ended without agreement."""
    case = case_in("under_mediation")
    mediator, now = actor(cast.CENTRE_MEDIATOR), clock.now()
    elements.open_sheet(case, "credit_card", "applicant", By(mediator, now))
    elements.note_fact(case, "收费", "2025年6月3日扣收年费。", By(mediator, now))
    (fact,) = elements.queries.facts_of_case(case.id)
    for side in ("applicant", "respondent"):
        elements.confirm_fact(case, fact, side, By(mediator, now))
        elements.consent_to_recording(case, side, By(mediator, now))
    elements.issue_record(case, By(mediator, now))
    file_scan(case, now)
    walk(case, "end_wide_gap")
    return case


def to_court(kind: str, case: Case) -> Referral:
    """Handed to the court by the ledger's own acts, with one paper on its list."""
    entry = Entry(kind=kind, materials=({"title": "材料", "copies": 1},))
    court = body(COURT, Kind.COURT)
    sent = enter(entry, court, By(actor(cast.MANAGER), clock.now()), centre=centre(), case=case)
    changes = {"sent_on": clock.today()}
    perform(sent, "send", By(actor(cast.MANAGER), clock.now()), changes=changes)
    return sent


def members(package: Package) -> dict[str, bytes]:
    return dict(made.opened(store.where(package.path).read_bytes()))


def kinds_in(package: Package) -> list[str]:
    """The numbered pieces by their titles, in order."""
    facts = operations.facts_of(package)
    return [piece.name.zh for piece in facts.pieces]


@quickly
def test_failed_mediation_goes_to_court_with_result_pleadings_and_recorded_facts() -> None:
    package = manager_makes(to_court("court_failure", failed()))
    pieces = kinds_in(package)
    assert pieces[0] == "委派（委托）调解结果反馈函"
    for title in ("无争议事实记载书", "民事起诉状", "民事起诉状（可编辑）", "民事答辩状"):
        assert title in pieces
    assert "调解记录" not in pieces
    verdict = check(store.where(package.path))
    assert verdict.faults == []


@quickly
def test_what_came_in_and_failed_goes_back_with_what_was_told_to_both_sides() -> None:
    found = withdrawn(taken())
    now = clock.now()
    perform(found, "return_result", By(actor(cast.MANAGER), now))
    package = manager_makes(found)
    assert kinds_in(package) == ["委派（委托）调解结果反馈函", "撤回申请确认书"]


def test_records_of_sessions_and_receipts_with_their_code_go_in_nowhere() -> None:
    named = {kind for row in package_contents.rows() for kind in (row.letter, *row.papers)}
    assert not named & {"session_record", "investigation_record", "receipt", "case_file"}


def test_every_kind_of_paper_in_the_table_is_one_of_the_house() -> None:
    known = {kind.value for kind in DocumentKind}
    for row in package_contents.rows():
        assert {row.letter, *row.papers, *(one for any_of in row.needed for one in any_of)} <= known, row.code


@quickly
def test_the_same_facts_give_the_same_bytes_whoever_makes_it_and_when(clock: StandingClock) -> None:
    first = out()
    package = manager_makes(first)
    content = store.where(package.path).read_bytes()
    clock.advance(days=9)
    assert manager_makes(first) is package, "nothing changed: no new version"
    store.where(package.path).unlink()
    assert operations.ensure_file(package).read_bytes() == content


@quickly
def test_a_new_version_stands_beside_the_old_one(clock: StandingClock) -> None:
    referral = out()
    first = manager_makes(referral)
    clock.advance(days=1)
    acts.sign_for(referral, "sign_for", "值班民警", clock.now.date(), By(actor(cast.MANAGER), clock.now))
    second = manager_makes(referral)
    assert (first.version, second.version) == (1, 2)
    assert store.where(first.path).is_file()
    assert first.sha256 != second.sha256
    assert [one.version for one in queries.versions_of(referral)] == [2, 1]
    told = [entry.event for entry in timeline.entries_of(referral.thread)]
    assert told.count("referral_package_made") == 2


@pytest.mark.usefixtures("unclosed")
def test_the_index_names_every_piece_with_its_hash_in_either_language() -> None:
    referral = to_court("court_failure", failed())
    for lang, title in ((Lang.ZH, "材料目录"), (Lang.EN, "Index")):
        package = manager_makes(referral, lang)
        inside = members(package)
        text = "".join(text_of(inside["index.pdf"]).split())
        for piece in operations.facts_of(package).pieces:
            assert piece.sha256 in text
            assert piece.path in inside
        assert title in text
        assert {"index.xlsx", "README.txt", "case.json", "case.schema.json", "signer.pem"} <= set(inside)


@quickly
def test_the_facts_follow_their_schema_and_the_schema_goes_along() -> None:
    inside = members(manager_makes(to_court("court_failure", failed())))
    schema = json.loads(inside["case.schema.json"])
    assert schema == case_facts.schema()
    Draft202012Validator.check_schema(schema)
    told = json.loads(inside["case.json"])
    found = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert list(found.iter_errors(told)) == []
    assert told["undisputed_facts"] == [{"name": "收费", "text": "2025年6月3日扣收年费。"}]
    assert told["case"]["amount_fen"] == 126_000
    assert told["parties"][0]["paper_number"] == "35020319510312996X"


@quickly
def test_who_needs_no_numbers_gets_none() -> None:
    case = case_in("consulting")
    office = body("厦门市公安机关（演示）", Kind.AUTHORITY)
    office.authorities = [*office.authorities, "petition_office"]
    referral = acts.hand_over(
        case,
        Entry(kind="petition_out", materials=({"title": "调解申请", "copies": 1},), stops=False),
        office,
        "反映的事项不属于民事纠纷。",
        By(actor(cast.MANAGER), clock.now()),
        centre=centre(),
    )
    told = json.loads(members(manager_makes(referral))["case.json"])
    person = told["parties"][0]
    assert (told["parties_masked"], person["name"]) == (True, "林雅珍")
    assert "*" in person["paper_number"]
    assert "*" in person["phone"]
    assert (person["address"], person["born_on"]) == ("", None)


@quickly
def test_without_a_signing_key_there_is_no_package(app: Flask, tmp_path: Path) -> None:
    app.config["SIGNING_KEY"] = tmp_path / "none.pem"
    assert signing_key() is None
    with pytest.raises(PackageRefused):
        manager_makes(out())


@quickly
def test_what_is_lacking_is_said_and_stops_nobody() -> None:
    referral = to_court("court_failure", failed())
    assert [words.zh for words in find(referral).lacking] == ["送达地址确认书"]
    told = json.loads(members(manager_makes(referral))["case.json"])
    assert [words["zh"] for words in told["lacking"]] == ["送达地址确认书"]


@quickly
def test_a_hand_over_without_a_case_has_no_package() -> None:
    from_court = enter(
        Entry(kind="court_assigned", their_number="（2026）闽0203诉前调77号", subject="欠款"),
        body(COURT, Kind.COURT),
        By(actor(cast.CLERK), clock.now()),
        centre=centre(),
    )
    with pytest.raises(PackageRefused):
        manager_makes(from_court)


TAKERS = [
    # who, may make, may fetch once it was sent, remark
    (cast.MANAGER, True, True, "leads"),
    (cast.CLERK, True, True, "handles"),
    (cast.COURT_LIAISON, False, True, "the receiver"),
    (cast.AUTHORITY_LIAISON, False, False, "another body"),
    (cast.AUDITOR, False, False, "reads, takes nothing away"),
    (cast.BANK_USER, False, False, "a side"),
]


@pytest.mark.parametrize(("who", "makes", "fetches", "remark"), TAKERS, ids=[row[3] for row in TAKERS])
@quickly
def test_who_may_make_and_take_a_package(who: str, makes: bool, fetches: bool, remark: str) -> None:
    referral = to_court("court_record", case_in("concluded"))
    person = actor(who)
    if makes:
        package = make(referral, By(person, clock.now()))
    else:
        with pytest.raises(NotAllowed):
            make(referral, By(person, clock.now()))
        package = manager_makes(referral)
    if fetches:
        operations.fetch(package, "handling", By(person, clock.now()))
        (taken_by,) = queries.fetches_of(person, referral)
        assert (taken_by.fetched_by, taken_by.why) == (person.name, "handling")
    else:
        with pytest.raises(NotAllowed):
            operations.fetch(package, "handling", By(person, clock.now()))


@quickly
def test_the_receiver_takes_nothing_before_it_was_sent_or_after_it_was_taken_back() -> None:
    entry = Entry(kind="court_record", materials=({"title": "材料", "copies": 1},))
    court, manager = body(COURT, Kind.COURT), actor(cast.MANAGER)
    case = case_in("concluded")
    prepared = enter(entry, court, By(manager, clock.now()), centre=centre(), case=case)
    package = manager_makes(prepared)
    with pytest.raises(NotAllowed):
        operations.fetch(package, "handling", By(actor(cast.COURT_LIAISON), clock.now()))
    perform(prepared, "send", By(manager, clock.now()), changes={"sent_on": clock.today()})
    operations.fetch(package, "handling", By(actor(cast.COURT_LIAISON), clock.now()))
    perform(prepared, "take_back", By(manager, clock.now()), reason="发错了。")
    with pytest.raises(NotAllowed):
        operations.fetch(package, "handling", By(actor(cast.COURT_LIAISON), clock.now()))


@quickly
def test_the_dates_in_the_zip_are_those_of_the_facts(clock: StandingClock) -> None:
    referral = out()
    clock.advance(days=3)
    package = manager_makes(referral)
    with zipfile.ZipFile(store.where(package.path)) as archive:
        dates = {info.date_time for info in archive.infolist()}
    assert dates == {(2026, 3, 2, 10, 0, 0)}, "the day on which it was sent"


@quickly
def test_a_letter_belongs_to_the_hand_over_that_sent_it() -> None:
    case = case_in("under_mediation")
    office = body("厦门市公安机关（演示）", Kind.AUTHORITY)
    sent = [
        acts.hand_over(
            case,
            Entry(kind="police_escalation", materials=({"title": "情况", "copies": 1},), stops=False),
            office,
            f"第{count}次报告。",
            By(actor(cast.MANAGER), clock.now()),
            centre=centre(),
        )
        for count in (1, 2)
    ]
    letters = [paper.number for paper in documents_of_case(case.id, kind="transfer_letter")]
    assert [find(one).papers[0].number for one in sent] == letters
