"""The order of the papers in a case file (卷内目录), and what a file must hold.

Rows are `tables/file_order.csv`: thirteen places, each with the purposes of what came in
that lie there; a kind of document names its own place. The last two places, the statement on the volume
and the back cover, are written with the volume itself.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from mediation.rules.dated import Dated, in_force
from mediation.rules.findings import Words
from mediation.rules.rows import rows_of

ALWAYS, AS_NEEDED = "always", "no"
STATEMENT, BACK_COVER = "statement", "back_cover"
WITH_THE_VOLUME = frozenset({STATEMENT, BACK_COVER})
OTHERWISE = "evidence"  # what nobody sorted yet

# What a file that came in can be for. Each lies in the place that names it.
PURPOSES = {
    "evidence": Words("证据", "evidence"),
    "application": Words("申请书", "application"),
    "identity": Words("身份证明", "proof of identity"),
    "authority": Words("授权委托书", "power of attorney"),
    "rights_notice": Words("签收的告知书", "signed notice of rights"),
    "investigation": Words("调查记录", "record of an enquiry"),
    "session_record": Words("签名的调解记录", "signed record of mediation"),
    "signed_agreement": Words("签署的协议", "signed agreement"),
    "performance": Words("履行凭证", "proof of performance"),
    "follow_up": Words("回访材料", "follow-up"),
    "confirmation": Words("司法确认材料", "judicial confirmation"),
}


@dataclass(frozen=True, slots=True)
class Place(Dated):
    """One place of the volume, `position` counted from 1.

    `needed` is ALWAYS, AS_NEEDED, or the outcomes of cases whose volume must have a paper here: a case
    that was not accepted has no notice of rights, one that was handed on before its end no record.
    """

    code: str
    position: int
    needed: tuple[str, ...]
    files: tuple[str, ...]
    words: Words

    def is_required(self, *, outcome: str) -> bool:
        """Whether the volume of a case with this outcome (vocabulary.OUTCOMES) must have a paper here."""
        return ALWAYS in self.needed or outcome in self.needed


def rows() -> tuple[Place, ...]:
    """Every row, in table order."""
    return rows_of("file_order", Place)


def places(*, on: date) -> tuple[Place, ...]:
    """The places of a volume made on the day `on`, in their order."""
    return tuple(sorted(in_force(rows(), on), key=lambda place: place.position))


def place_of_file(purpose: str, *, on: date) -> Place | None:
    """Where a file that came in for this purpose lies; None for one that does not belong into a volume."""
    return next((place for place in places(on=on) if purpose in place.files), None)


def missing(filled: Collection[str], *, outcome: str, on: date) -> tuple[Place, ...]:
    """The places that must be filled and are not; `filled` are the codes of those that are."""
    asked = (place for place in places(on=on) if place.is_required(outcome=outcome))
    return tuple(place for place in asked if place.code not in {*WITH_THE_VOLUME, *filled})
