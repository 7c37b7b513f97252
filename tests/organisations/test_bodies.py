"""The bodies of the house: founding the centre, adding and changing stations, institutions and the rest."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from mediation import clock
from mediation.access.actor import HOUSE
from mediation.access.by import By
from mediation.cases.models import Case
from mediation.database import db
from mediation.documents.operations import facts_of
from mediation.organisations import operations, queries
from mediation.organisations.models import Kind, Organisation
from mediation.organisations.operations import OrganisationRefused
from mediation.timeline.queries import entries_of
from tests import cast
from tests.builders import BANK, JIMEI, case_in, centre, opened, station
from tests.stages import Stage

OPEN = {"weekdays": ["0", "1", "2", "3", "4"], "opens_at": "09:00", "closes_at": "17:00"}


def add(name: str, kind: Kind = Kind.STATION, **facts: object) -> Organisation:
    return operations.add_organisation(kind, {"name": name, **facts}, By(HOUSE, clock.now()))


def change(body: Organisation, **facts: object) -> None:
    operations.change_organisation(body, facts, By(HOUSE, clock.now()))


def test_an_empty_house_has_no_centre_until_it_is_founded_once(session: Session) -> None:
    assert queries.the_centre() is None
    founded = operations.found_centre()
    assert (founded.kind, founded.regime) == ("centre", "HY")
    assert operations.found_centre() is founded
    assert queries.handling_places() == [founded]


def test_a_station_belongs_to_the_centre(session: Session) -> None:
    founded = operations.found_centre()
    assert add("翔安枫桥驿站").parent_id == founded.id
    assert add("厦门银行", Kind.INSTITUTION).parent_id is None


@pytest.mark.parametrize(
    ("name", "kind", "refused", "remark"),
    [
        ("", Kind.STATION, True, "no name"),
        ("   ", Kind.STATION, True, "blank"),
        (JIMEI, Kind.STATION, True, "taken"),
        (JIMEI, Kind.INSTITUTION, False, "taken by a body of another kind"),
        ("翔安枫桥驿站", Kind.STATION, False, ""),
    ],
)
@pytest.mark.usefixtures("founded")
def test_a_name_is_given_and_given_once_within_its_kind(
    session: Session, name: str, kind: Kind, refused: bool, remark: str
) -> None:
    if not refused:
        assert add(name, kind).name == name, remark
        return
    with pytest.raises(OrganisationRefused) as caught:
        add(name, kind)
    assert caught.value.field == "name", remark


@pytest.mark.usefixtures("founded")
def test_a_body_may_keep_its_own_name_but_not_take_anothers(session: Session) -> None:
    jimei = station(JIMEI)
    change(jimei, name=JIMEI, phone="0592-9000999")
    assert jimei.phone == "0592-9000999"
    with pytest.raises(OrganisationRefused):
        change(jimei, name="同安枫桥驿站")


@pytest.mark.usefixtures("founded")
def test_the_timeline_says_what_was_changed_and_nothing_when_nothing_was(session: Session) -> None:
    jimei = station(JIMEI)
    thread = f"organisation:{jimei.id}"
    before = len(entries_of(thread))
    change(jimei, name=jimei.name, phone=jimei.phone)
    assert len(entries_of(thread)) == before
    change(jimei, phone="0592-9000999", hours="全天")
    assert entries_of(thread)[0].facts == {"name": JIMEI, "what": "phone, hours"}


@pytest.mark.usefixtures("founded")
def test_what_a_body_is_cannot_be_changed(session: Session) -> None:
    jimei = station(JIMEI)
    change(jimei, kind="centre", id=99)
    assert jimei.kind == "station"


@pytest.mark.usefixtures("founded", "undrawn")
def test_papers_already_issued_keep_the_name_that_they_said(session: Session) -> None:
    filed = opened()
    change(centre(), name="厦门市金融纠纷调解院")
    assert facts_of(filed.documents[0]).issuer.name == "厦门市地方金融纠纷调解中心（演示）"


@pytest.mark.usefixtures("founded")
def test_a_body_that_was_ended_is_offered_no_more_and_its_cases_stay(session: Session) -> None:
    case: Case = case_in("routed", place=JIMEI)
    jimei = station(JIMEI)
    change(jimei, active=False)
    session.flush()
    assert jimei not in queries.handling_places()
    assert jimei not in queries.all_active()
    assert queries.organisation(case.station_id) is jimei


@pytest.mark.parametrize(
    ("trade", "text", "finds", "remark"),
    [
        ("", "鹭江湾", True, "part of the name"),
        ("", "ljwyh", True, "first letters"),
        ("", "LUJIANG", True, "pinyin in capitals"),
        ("bank", "鹭江湾", True, ""),
        ("insurer", "鹭江湾", False, "another trade"),
        ("", "100%", False, "a sign that SQL reads as anything"),
        ("", "_", False, "a sign that SQL reads as one letter"),
        ("", "' OR 1=1 --", False, "SQL"),
    ],
)
@pytest.mark.usefixtures("founded")
def test_an_institution_is_found_by_name_short_name_and_pinyin(
    session: Session, trade: str, text: str, finds: bool, remark: str
) -> None:
    names = [one.name for one in queries.institutions(trade, text)]
    assert (BANK in names) is finds, remark


@pytest.mark.usefixtures("founded")
def test_the_centre_comes_first_then_the_stations(session: Session) -> None:
    kinds = [one.kind for one in queries.all_active()]
    assert kinds[:3] == ["centre", "station", "station"]
    assert [one.kind for one in queries.handling_places()] == ["centre", "station", "station"]


def test_an_administrator_adds_a_station_and_an_institution_with_a_right_credit_code(
    founded: Stage, signed_in: Callable[[str], FlaskClient]
) -> None:
    client = signed_in(cast.ADMINISTRATOR)
    typed = OPEN | {"name": "翔安枫桥驿站", "districts": ["350213"], "active": "y"}
    assert client.post("/organisations/station/new", data=typed).status_code == 302
    for uscc, status in (("913502000000DM01XY", 422), ("913502000000DM01XX", 302)):
        typed = OPEN | {"name": "东坪山银行", "trade": "bank", "uscc": uscc, "active": "y"}
        assert client.post("/organisations/institution/new", data=typed).status_code == status, uscc
    with founded.app.app_context():
        added = queries.named(Kind.STATION, "翔安枫桥驿站")
        assert added is not None
        assert added.parent_id == centre().id
        assert db.session.get(Organisation, added.id) is added


HOURS = [
    # typed, status, kept, remark
    ({"opens_at": "8:30", "closes_at": "18：00"}, 302, ("08:30", "18:00"), "as people type it"),
    ({"opens_at": "nine"}, 422, ("09:00", "17:00"), "no time"),
    ({"opens_at": "18:00"}, 422, ("09:00", "17:00"), "closed before it opens"),
    ({"weekdays": []}, 422, ("09:00", "17:00"), "open on no day"),
    ({"weekdays": ["7"]}, 422, ("09:00", "17:00"), "no such day"),
]


@pytest.mark.parametrize(("typed", "status", "kept", "remark"), HOURS)
def test_an_administrator_sets_the_hours_within_which_letters_come(
    founded: Stage,
    signed_in: Callable[[str], FlaskClient],
    typed: dict[str, object],
    status: int,
    kept: tuple[str, str],
    remark: str,
) -> None:
    with founded.app.app_context():
        body_id = station(JIMEI).id
    client = signed_in(cast.ADMINISTRATOR)
    answer = client.post(f"/organisations/{body_id}", data=OPEN | {"name": JIMEI, "active": "y"} | typed)
    assert answer.status_code == status, remark
    with founded.app.app_context():
        changed = station(JIMEI)
        assert (changed.opens_at, changed.closes_at) == kept, remark
        assert changed.weekdays == [0, 1, 2, 3, 4]


# (field, typed, what is kept or None where it is refused, a remark)
OF_PUBLIC_BODIES = [
    ("court", {"court_code": "闽0203"}, ("court_code", "闽0203"), "思明区人民法院"),
    ("court", {"court_code": ""}, ("court_code", ""), "not known yet"),
    ("court", {"court_code": "闽9999"}, None, "no such court"),
    ("authority", {"authorities": ["nfra"], "return_days": "15"}, ("return_days", 15), ""),
    ("authority", {"authorities": ["nfra", "pbc"]}, ("authorities", ["nfra", "pbc"]), "one office for two"),
    (
        "authority",
        {"authorities": ["hotline"], "return_days": ""},
        ("return_days", None),
        "no rule of its own",
    ),
    ("authority", {"authorities": ["hotline"], "return_days": "0"}, None, "no day at all"),
    ("authority", {"authorities": []}, None, "nothing would be offered to it"),
    ("authority", {"authorities": ["court"]}, None, "a court is not an authority"),
]


@pytest.mark.parametrize(("kind", "typed", "kept", "remark"), OF_PUBLIC_BODIES)
def test_the_administrator_says_what_a_court_or_an_authority_is(
    founded: Stage,
    signed_in: Callable[[str], FlaskClient],
    kind: str,
    typed: dict[str, object],
    kept: tuple[str, object] | None,
    remark: str,
) -> None:
    name = "鹭潮单位（演示）"
    answer = signed_in(cast.ADMINISTRATOR).post(
        f"/organisations/{kind}/new", data={"name": name, "active": "y", **OPEN, **typed}
    )
    assert answer.status_code == (422 if kept is None else 302), remark
    with founded.app.app_context():
        found = queries.named(Kind(kind), name)
        assert (found is None) is (kept is None), remark
        if found is not None and kept is not None:
            assert getattr(found, kept[0]) == kept[1], remark
