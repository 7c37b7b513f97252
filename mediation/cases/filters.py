"""What narrows the list of cases, as it stands in an address."""

from __future__ import annotations

from collections.abc import Mapping

from mediation.cases.queries import Filters
from mediation.rules.money import amounts
from mediation.rules.numbers.divisions import divisions
from mediation.rules.procedures.lifecycle import states
from mediation.rules.refusals import Refused
from mediation.rules.vocabulary import PRODUCTS


def read_filters(asked: Mapping[str, str]) -> Filters:
    """The filters in an address; what makes no sense filters nothing."""
    return Filters(
        state=_known(asked.get("state", ""), states()),
        station_id=int(asked["station"]) if asked.get("station", "").isdecimal() else None,
        product=_known(asked.get("product", ""), PRODUCTS),
        at_least_fen=_amount(asked.get("amount", "")),
        district=_known(asked.get("district", ""), divisions()),
    )


def _known(code: str, codes: Mapping[str, object]) -> str:
    return code if code in codes else ""


def _amount(typed: str) -> int | None:
    if not typed.strip():
        return None
    try:
        return amounts.parse_fen(typed)
    except Refused:
        return None
