"""What a paper calls its mediators and its seal, and which promises of law it may print, by regime."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mediation.rules.acceptance.regimes import MEDIATOR, Confirmation, Form, regime, requirement
from mediation.rules.findings import Words

_MEDIATORS: Mapping[str, Words] = {
    "RM": Words("人民调解员", "People's mediator"),
    "HY": Words("调解员", "Mediator"),
    "SS": Words("商事调解员", "Commercial mediator"),
    "TY": Words("特邀调解员", "Court-invited mediator"),
    "XZ": Words("调解员", "Mediator"),
}

# What the parties' own papers call the body and the procedure.
_BODIES: Mapping[str, Words] = {
    "RM": Words("人民调解委员会", "people's mediation committee"),
    "SS": Words("商事调解组织", "commercial mediation organisation"),
    "XZ": Words("行政调解机关", "mediating authority"),
}
_BODY = Words("调解组织", "mediation organisation")
_PROCESSES: Mapping[str, Words] = {
    "RM": Words("人民调解", "people's mediation"),
    "SS": Words("商事调解", "commercial mediation"),
    "XZ": Words("行政调解", "administrative mediation"),
}
_PROCESS = Words("调解", "mediation")

# Only an authority heads its letters in red (GB/T 9704-2012 is for party and government organs).
_RED_HEADED = frozenset({"XZ"})


@dataclass(frozen=True, slots=True)
class RegimeWording:
    """`waits_for_all`: effect needs the mediator's hand and the seal, not only those of the parties."""

    body: Words
    process: Words
    red_head: bool
    agreement: Words
    mediator: Words
    seal: Words
    is_peoples: bool
    is_free: bool
    confirmation: Confirmation
    waits_for_all: bool


def wording_of(code: str, *, on: date) -> RegimeWording:
    """The wording for a regime's code by the law of the day `on`; raises NotInForce where there is none."""
    row = regime(code.upper(), on=on)
    needs = requirement(row.code, Form.WRITTEN, on=on).needs
    return RegimeWording(
        body=_BODIES.get(row.code, _BODY),
        process=_PROCESSES.get(row.code, _PROCESS),
        red_head=row.code in _RED_HEADED,
        agreement=row.agreement,
        mediator=_MEDIATORS[row.code],
        seal=row.seal,
        is_peoples=row.code == "RM",
        is_free=not row.may_charge,
        confirmation=row.confirmation,
        waits_for_all=MEDIATOR in needs,
    )
