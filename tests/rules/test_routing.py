"""The centre or a station: the first row that fits, with its reason."""

from __future__ import annotations

from datetime import date

import pytest

from mediation.rules.acceptance.routing import Matter, Place, propose, rows
from mediation.rules.findings import Words

TODAY = date(2026, 11, 22)
CENTRE = Place(1, Words("中心", "the centre"), True, ("350203",), 500, 100)
JIMEI = Place(2, Words("集美枫桥驿站", "Jimei station"), False, ("350211",), 10, 40)
TONGAN = Place(3, Words("同安枫桥驿站", "Tong'an station"), False, ("350212", "350213"), 40, 40)
PLACES = (CENTRE, JIMEI, TONGAN)
IN_JIMEI = {"district": "350211", "district_words": Words("集美区", "Jimei")}
IN_TONGAN = {"district": "350212", "district_words": Words("同安区", "Tong'an")}

ROUTES = [
    # matter, place, code, remark
    (Matter(**IN_JIMEI), 2, "district", "near the applicant"),
    (Matter(**IN_TONGAN), 1, "station_full", "40 of 40 is full"),
    (Matter(district="350203"), 1, "otherwise", "no station there"),
    (Matter(district="elsewhere"), 1, "otherwise", "outside the city"),
    (Matter(), 1, "otherwise", "district unknown"),
    (Matter(**IN_TONGAN, wished_place_id=2), 2, "wished", "a wish that can be met"),
    (Matter(**IN_JIMEI, wished_place_id=3), 2, "district", "the wished station is full"),
    (Matter(**IN_JIMEI, wished_place_id=1), 2, "district", "the wished centre is full as well"),
    (Matter(**IN_JIMEI, wished_place_id=99), 2, "district", "a place that does not exist"),
    (Matter(**IN_JIMEI, from_court=True, wished_place_id=2), 1, "court_case", "one door towards the court"),
    (Matter(**IN_JIMEI, product="securities"), 1, "needs_centre", "special mediators"),
    (Matter(product="securities", wished_place_id=2), 1, "needs_centre", "whatever place was wished for"),
    (Matter(amount_fen=10**8, wished_place_id=2), 1, "large_amount", "a wish does not outweigh the amount"),
    (Matter(**IN_JIMEI, amount_fen=99_999_999), 2, "district", "just under a million yuan"),
    (Matter(**IN_JIMEI, amount_fen=100_000_000), 1, "large_amount", "a million yuan"),
    (Matter(**IN_JIMEI, amount_fen=None), 2, "district", "amount unknown"),
]


@pytest.mark.parametrize(
    ("matter", "place", "code", "remark"), ROUTES, ids=[remark for _, _, _, remark in ROUTES]
)
def test_a_matter_goes_where_the_first_fitting_row_says(
    matter: Matter, place: int, code: str, remark: str
) -> None:
    proposal = propose(matter, PLACES, on=TODAY)
    assert (proposal.place.id, proposal.code) == (place, code)


def test_the_reason_names_place_district_and_load() -> None:
    reason = propose(Matter(**IN_JIMEI), PLACES, on=TODAY).reason
    assert reason.zh == "申请人住在集美区，由集美枫桥驿站就近办理（在办 10 件）。"
    assert reason.en == "The applicant lives in Jimei: Jimei station is nearby (10 open cases)."
    large = propose(Matter(amount_fen=10**9), PLACES, on=TODAY).reason
    assert "1,000,000.00" in large.zh


SECOND_STATIONS = [
    # open cases and capacity of a second station beside 10 of 40, place, remark
    (9, 40, 4, "fewer open cases"),
    (12, 80, 4, "more open cases, but a smaller part of its capacity"),
    (6, 20, 2, "fewer open cases, but a larger part of its capacity"),
    (20, 80, 2, "the same part: the station entered first"),
    (240, 0, 4, "unknown capacity counts as a thousand"),
    (260, 0, 2, "even a thousand can be nearer to full"),
]


@pytest.mark.parametrize(
    ("open_cases", "capacity", "place", "remark"),
    SECOND_STATIONS,
    ids=[remark for _, _, _, remark in SECOND_STATIONS],
)
def test_of_two_stations_the_one_with_the_lighter_load_is_taken(
    open_cases: int, capacity: int, place: int, remark: str
) -> None:
    """The load is taken relative to the capacity; the order in which stations are listed does not matter."""
    second = Place(4, Words("杏林驿站", "Xinglin"), False, ("350211",), open_cases, capacity)
    for places in ((*PLACES, second), (second, *PLACES)):
        assert propose(Matter(**IN_JIMEI), places, on=TODAY).place.id == place


@pytest.mark.parametrize(
    ("open_cases", "code"), [(39, "district"), (40, "station_full"), (41, "station_full")]
)
def test_a_station_takes_cases_up_to_its_capacity(open_cases: int, code: str) -> None:
    place = Place(2, Words("驿站", "station"), False, ("350211",), open_cases, 40)
    assert propose(Matter(**IN_JIMEI), (CENTRE, place), on=TODAY).code == code


def test_a_station_of_unknown_capacity_has_room() -> None:
    place = Place(2, Words("驿站", "station"), False, ("350211",), 999, 0)
    assert propose(Matter(**IN_JIMEI), (CENTRE, place), on=TODAY).code == "district"


def test_the_last_row_catches_all() -> None:
    assert (rows()[-1].when, rows()[-1].goes_to) == ("always", "centre")


def test_without_a_centre_there_is_nothing_to_propose() -> None:
    with pytest.raises(ValueError, match="centre"):
        propose(Matter(), (JIMEI,), on=TODAY)
