"""The roster: who can be appointed, who is away, and who must not take a case."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from mediation import clock
from mediation.access.actor import HOUSE
from mediation.access.by import By
from mediation.access.roles import Role
from mediation.accounts import operations as accounts
from mediation.accounts.models import User
from mediation.accounts.queries import user_named
from mediation.cases.assignment_candidates import conflicts_of, places
from mediation.mediators import operations, queries
from mediation.mediators.models import USUAL_CAPACITY, Mediator
from mediation.organisations.models import Kind
from tests import cast
from tests.builders import APPLICANT, BANK, COURT, INSURER, JIMEI, body, case_in, centre, opened, station

pytestmark = pytest.mark.usefixtures("founded")

ON = date(2026, 3, 2)


def user(username: str) -> User:
    found = user_named(username)
    assert found is not None
    return found


def entry(username: str = cast.CENTRE_MEDIATOR) -> Mediator:
    found = queries.mediator(user(username).id)
    assert found is not None
    return found


def describe(one: Mediator, **changes: object) -> None:
    facts: dict[str, object] = {
        "fields": ["loan"],
        "languages": ["zh"],
        "employers": [],
        "capacity": 10,
        "away_from": None,
        "away_to": None,
    }
    operations.describe(one, **(facts | changes))  # type: ignore[arg-type]


def names_at(place: int, on: date = ON) -> list[str]:
    return [one.user.username for one in queries.mediators_at(place, on=on)]


def test_a_place_offers_its_own_mediators(session: Session) -> None:
    assert set(names_at(centre().id)) <= {"chenhy", "wubq", "zhengyw", "zengsy"}
    assert set(names_at(station(JIMEI).id)) <= {"hongyq", "caiwl", "linjie"}
    assert names_at(body(BANK).id) == []


def test_whoever_has_the_role_is_on_the_roster_described_or_not(session: Session) -> None:
    newcomer = accounts.create_user(
        "newcomer",
        "新人",
        [Role.MEDIATOR],
        "天竺山下喝一杯热茶吧",
        By(HOUSE, clock.now()),
        organisation_id=station(JIMEI).id,
    )
    assert "newcomer" in names_at(station(JIMEI).id)
    one = queries.mediator(newcomer.id)
    assert one is not None
    assert (one.capacity, one.employers) == (USUAL_CAPACITY, [])


@pytest.mark.parametrize("change", ["the role is gone", "the account was ended"])
def test_who_is_no_mediator_any_more_is_not_offered(session: Session, change: str) -> None:
    gone = user(cast.CENTRE_MEDIATOR)
    if change == "the role is gone":
        gone.roles = [Role.INTAKE_CLERK.value]
        assert queries.mediator(gone.id) is None
    else:
        gone.active = False
    assert cast.CENTRE_MEDIATOR not in names_at(centre().id)


def test_nobody_is_no_mediator(session: Session) -> None:
    assert queries.mediator(9999) is None
    assert queries.mediator(user(cast.CLERK).id) is None


@pytest.mark.parametrize(
    ("away_from", "away_to", "on", "away", "remark"),
    [
        (None, None, "2026-03-02", False, "never"),
        ("2026-03-02", "2026-03-06", "2026-03-01", False, "the day before"),
        ("2026-03-02", "2026-03-06", "2026-03-02", True, "the first day counts"),
        ("2026-03-02", "2026-03-06", "2026-03-06", True, "the last day counts"),
        ("2026-03-02", "2026-03-06", "2026-03-07", False, "back again"),
        ("2026-03-02", None, "2030-01-01", True, "until further notice"),
    ],
)
def test_a_mediator_on_leave_is_not_offered(
    session: Session, away_from: str | None, away_to: str | None, on: str, away: bool, remark: str
) -> None:
    day = date.fromisoformat
    one = entry()
    describe(one, away_from=day(away_from) if away_from else None, away_to=day(away_to) if away_to else None)
    assert one.is_away(day(on)) is away, remark
    assert (cast.CENTRE_MEDIATOR not in names_at(centre().id, day(on))) is away


@pytest.mark.parametrize(
    ("employer", "until", "conflict", "remark"),
    [
        (BANK, None, True, "works for the other side"),
        (BANK, "2026-03-01", True, "left yesterday"),
        (INSURER, None, False, "works for somebody else"),
    ],
)
def test_who_works_for_a_side_must_not_mediate(
    session: Session, employer: str, until: str | None, conflict: bool, remark: str
) -> None:
    one, case = entry(), opened().case
    describe(one, employers=[(body(employer).id, date.fromisoformat(until) if until else None)])
    assert bool(conflicts_of(case, one, on=ON)) is conflict, remark


def test_a_mediator_of_the_same_name_as_a_side_must_not_mediate_unseen(session: Session) -> None:
    one, case = entry(), opened().case
    one.user.name = APPLICANT.name
    assert all(finding.blocks for finding in conflicts_of(case, one, on=ON))


def test_the_load_of_a_place_counts_open_cases_and_reasonable_capacity(session: Session) -> None:
    for _ in range(2):
        case_in("routed", place=JIMEI)
    case_in("ended", place=JIMEI)
    (jimei,) = (one for one in places() if one.words.zh == JIMEI)
    assert jimei.open_cases == 2
    assert jimei.capacity == sum(
        one.capacity for one in queries.mediators_at(station(JIMEI).id, on=date(2030, 1, 1))
    )
    assert not jimei.is_centre
    assert jimei.districts == ("350211", "350205")


def test_capacity_is_that_of_active_mediators_only(session: Session) -> None:
    jimei = station(JIMEI).id
    before = queries.capacity_by_place()[jimei]
    gone = user(cast.JIMEI_MEDIATOR)
    capacity = entry(cast.JIMEI_MEDIATOR).capacity
    gone.active = False
    assert queries.capacity_by_place()[jimei] == before - capacity
    assert body(COURT, Kind.COURT).id not in queries.capacity_by_place()
