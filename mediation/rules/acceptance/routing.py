"""Which place handles a case, with the reason in words: `tables/routing.csv`, first row that fits.

The machine proposes, a clerk decides. The last row catches all, so that there is always an answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

from mediation.rules.dated import Dated, in_force
from mediation.rules.findings import Words
from mediation.rules.money import amounts
from mediation.rules.rows import rows_of


@dataclass(frozen=True, slots=True)
class Place:
    """The centre or a station with its load. `capacity`: how many open cases are reasonable; 0: unknown."""

    id: int
    words: Words
    is_centre: bool
    districts: tuple[str, ...] = ()
    open_cases: int = 0
    capacity: int = 0

    def is_free(self, per_cent: int) -> bool:
        """Whether the load is below `per_cent` of the capacity."""
        return self.capacity == 0 or self.open_cases * 100 < self.capacity * per_cent


@dataclass(frozen=True, slots=True)
class Matter:
    """What the rows ask about. `amount_fen` None: unknown or no money at stake."""

    district: str = ""
    district_words: Words = Words("", "")
    product: str = ""
    amount_fen: int | None = None
    wished_place_id: int | None = None
    from_court: bool = False


@dataclass(frozen=True, slots=True)
class Row(Dated):
    order: int
    code: str
    when: str
    limit: str
    goes_to: str
    words: Words
    note: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """The place proposed, the row that fitted and why."""

    place: Place
    code: str
    reason: Words
    legal_basis: str = ""


@cache
def rows() -> tuple[Row, ...]:
    """All rows, in the order in which they are tried."""
    return tuple(sorted(rows_of("routing", Row), key=lambda row: row.order))


def propose(matter: Matter, places: tuple[Place, ...], *, on: date) -> Proposal:
    """The place for `matter` among `places` (one of them the centre), by the rows in force on `on`.

    Of several stations that serve a district the one with the lighter load is taken. Raises
    ValueError without a centre.
    """
    centre = next((place for place in places if place.is_centre), None)
    if centre is None:
        raise ValueError("there is no centre to catch what no station takes")
    scene = _Scene(matter, centre, _wished(matter, places), _station_for(matter, places))
    for row in in_force(rows(), on):
        if _TESTS[row.when](scene, row.limit):
            return _proposal(row, scene)
    raise ValueError("the table has no row that catches all")


@dataclass(frozen=True, slots=True)
class _Scene:
    matter: Matter
    centre: Place
    wished: Place | None
    station: Place | None


def _wished(matter: Matter, places: tuple[Place, ...]) -> Place | None:
    return next((place for place in places if place.id == matter.wished_place_id), None)


def _station_for(matter: Matter, places: tuple[Place, ...]) -> Place | None:
    serving = [p for p in places if not p.is_centre and matter.district and matter.district in p.districts]
    return min(serving, key=lambda p: (p.open_cases * 1000 // (p.capacity or 1000), p.id), default=None)


def _proposal(row: Row, scene: _Scene) -> Proposal:
    place = {"centre": scene.centre, "wished": scene.wished, "district_station": scene.station}[row.goes_to]
    assert place is not None, f"row {row.code} sends to a place that its test did not find"
    limit = amounts.figures(int(row.limit)) if row.when == "amount_at_least" else row.limit
    district = scene.matter.district_words
    reason = row.words.within(place=place.words, open=place.open_cases, district=district, limit=limit)
    return Proposal(place, row.code, reason, row.legal_basis)


def _from_court(scene: _Scene, limit: str) -> bool:
    return scene.matter.from_court


def _special_product(scene: _Scene, limit: str) -> bool:
    return scene.matter.product in limit.split()


def _amount_at_least(scene: _Scene, limit: str) -> bool:
    return scene.matter.amount_fen is not None and scene.matter.amount_fen >= int(limit)


def _wished_and_free(scene: _Scene, limit: str) -> bool:
    return scene.wished is not None and scene.wished.is_free(int(limit))


def _district_and_free(scene: _Scene, limit: str) -> bool:
    return scene.station is not None and scene.station.is_free(int(limit))


def _district_but_full(scene: _Scene, limit: str) -> bool:
    return scene.station is not None and not scene.station.is_free(int(limit))


def _always(scene: _Scene, limit: str) -> bool:
    return True


_TESTS: dict[str, Callable[[_Scene, str], bool]] = {
    "from_court": _from_court,
    "special_product": _special_product,
    "amount_at_least": _amount_at_least,
    "wished_and_free": _wished_and_free,
    "district_and_free": _district_and_free,
    "district_but_full": _district_but_full,
    "always": _always,
}
