"""The demonstration city after it was lived through."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from mediation.accounts.passwords import matches
from mediation.accounts.queries import user_named
from mediation.cases.models import Case, CaseMessage, CaseNote, Party
from mediation.cases.operations import hash_of_code
from mediation.clock import day_of
from mediation.demo import city, load
from mediation.documents.models import IssuedDocument, StoredFile
from mediation.organisations.models import Organisation
from mediation.rules.procedures import lifecycle
from mediation.rules.vocabulary import OUTCOMES
from mediation.timeline import queries as timeline
from mediation.timeline.models import TimelineEntry
from tests.conftest import MONDAY
from tests.stages import Stage

TODAY = MONDAY.date()


@pytest.fixture
def lived(filled: Stage, session: Session) -> Session:
    """The city as `flask demo` leaves it."""
    return session


@pytest.fixture
def cases(lived: Session) -> list[Case]:
    return list(lived.scalars(select(Case).order_by(Case.id)))


def test_every_state_and_every_end_is_there(cases: list[Case]) -> None:
    assert {case.state for case in cases} == set(lifecycle.states())
    assert {case.outcome for case in cases if case.outcome} == set(OUTCOMES)


def test_some_cases_are_late_some_due_today_and_some_soon(cases: list[Case]) -> None:
    days_left = Counter((case.due_on - TODAY).days for case in cases if case.is_open and case.due_on)
    assert sum(count for days, count in days_left.items() if days < 0) >= 4
    assert days_left[0] >= 3
    assert sum(count for days, count in days_left.items() if 0 < days <= 5) >= 5
    late = {case.due_code for case in cases if case.is_open and case.due_on and case.due_on < TODAY}
    assert late >= {"C01", "C02", "C03"}


def test_numbers_run_in_the_order_of_filing(cases: list[Case]) -> None:
    assert [case.filed_at for case in cases] == sorted(case.filed_at for case in cases)
    for year in {case.year for case in cases}:
        numbers = [case.number for case in cases if case.year == year]
        assert numbers == list(range(1, len(numbers) + 1))


def test_nothing_happened_today_or_later(lived: Session) -> None:
    last = lived.scalars(select(TimelineEntry.at).order_by(TimelineEntry.at.desc()).limit(1)).one()
    assert day_of(last) < TODAY


def test_settlements_can_still_be_confirmed_where_they_were_just_made(cases: list[Case]) -> None:
    fresh = [case for case in cases if case.state == "concluded"]
    assert len(fresh) >= 6
    for case in fresh:
        window = next(one for one in case.deadlines if one.code == "C14")
        assert window.status in {"running", "met"}, "open, or an application was filed"
        assert window.due_on >= TODAY
        assert case.effective_on is not None
        assert window.due_on >= case.effective_on + timedelta(days=30)


def test_every_settlement_is_a_rendered_paper_with_its_scan(cases: list[Case], lived: Session) -> None:
    agreed = {case.id for case in cases if case.outcome == "agreed"}
    papers = lived.scalars(select(IssuedDocument).where(IssuedDocument.kind == "agreement")).all()
    assert {paper.case_id for paper in papers} == agreed
    assert all(paper.pdf_sha256 for paper in papers)
    scans = lived.scalars(select(StoredFile).where(StoredFile.kind == "signed_agreement"))
    assert {scan.case_id for scan in scans} == agreed


def test_evidence_is_of_every_kind_that_people_send(lived: Session) -> None:
    kinds = Counter(lived.scalars(select(StoredFile.media_type).where(StoredFile.kind == "evidence")))
    assert set(kinds) == {"image/jpeg", "image/png", "application/pdf"}
    assert sum(kinds.values()) >= 40


def test_cases_carry_notes_and_messages(lived: Session) -> None:
    assert len(lived.scalars(select(CaseNote)).all()) >= 8
    senders = set(lived.scalars(select(CaseMessage.sender)))
    assert senders >= {"applicant", "respondent", "mediator"}


def test_cases_lie_with_the_place_that_serves_the_district(cases: list[Case], lived: Session) -> None:
    places = {one.id: one for one in lived.scalars(select(Organisation))}
    routed = [case for case in cases if case.station_id]
    assert {places[case.station_id].name for case in routed if case.station_id} >= {
        "集美枫桥驿站",
        "同安枫桥驿站",
    }
    assert [
        case.number_text
        for case in routed
        if case.station_id and case.district not in places[case.station_id].districts
    ] == []


def test_no_mediator_handles_a_case_of_a_recent_employer(cases: list[Case], lived: Session) -> None:
    for case in cases:
        if case.mediator_id:
            employers = {one.organisation_id for one in case.parties if one.organisation_id}
            bound = {
                founded
                for username, told in city.users().items()
                if told["name"] == case.mediator_name
                for founded, left_days_ago in told.get("employers", ())
                if left_days_ago < 3 * 366
            }
            names = {city.bodies()["institutions"][key]["name"] for key in bound}
            assert not names & {lived.get_one(Organisation, one).name for one in employers}


def test_a_person_may_hold_several_cases_and_institutions_also_complain(lived: Session) -> None:
    applicants = select(Party.name).where(Party.side == "applicant", Party.kind == "person")
    assert Counter(lived.scalars(applicants)).most_common(1)[0][1] >= 2
    complaining = select(Party.id).where(Party.side == "applicant", Party.organisation_id.is_not(None))
    assert len(lived.scalars(complaining).all()) >= 3


def test_the_timeline_is_whole(lived: Session) -> None:
    assert list(timeline.faults()) == []


def test_every_demonstration_user_has_the_one_password(lived: Session) -> None:
    accounts = load.demo_accounts()
    assert len(accounts) >= 20
    hashes = set()
    for username, _, _ in accounts:
        user = user_named(username)
        assert user is not None
        assert not user.must_change_password
        hashes.add(user.password_hash)
    (shared,) = hashes
    assert matches(shared, city.PASSWORD)


def test_the_printed_codes_open_their_cases(cases: list[Case]) -> None:
    by_number = {case.short_number: case for case in cases}
    codes = load.sample_codes()
    assert len(codes) >= 2
    for number, code in codes:
        case = by_number[number]
        assert case.access_code_hash == hash_of_code(case.number_text, code)
    printed = "\n".join(load.describe_accounts())
    assert all(number in printed and code in printed for number, code in codes)


def test_loading_a_second_time_is_refused(lived: Session) -> None:
    before = len(lived.scalars(select(Case.id)).all())
    with pytest.raises(load.NotEmpty):
        load.load(TODAY)
    assert len(lived.scalars(select(Case.id)).all()) == before
