"""What an electronic signature is worth, what it may conclude, and in which order hands follow.

A drawn picture of a name is not reliable (电子签名法 13): that takes an identity check, a one-time
confirmation, the hash of the text, a time, and a certificate of a licensed authority (16) bound to
the signer. A certificate of our own proves nothing to a court beyond our word.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mediation.rules.acceptance.regimes import MEDIATOR, ORGANISATION
from mediation.rules.dated import Dated, the_one_in_force
from mediation.rules.findings import Finding, Outcome, Words
from mediation.rules.rows import rows_of
from mediation.rules.vocabulary import SIDES, SIGNERS

ANY_REGIME = "*"
OWN_TRACK = "own"


class Level(StrEnum):
    """What a signature is worth, the least first. Stored; never renamed."""

    SIMPLE = "simple"
    RELIABLE = "reliable"
    INK = "ink"


LEVEL_WORDS = {
    Level.SIMPLE: Words("普通电子签名", "simple electronic signature"),
    Level.RELIABLE: Words("可靠的电子签名", "reliable electronic signature"),
    Level.INK: Words("纸质签名", "signature on paper"),
}
_RANK = {level: rank for rank, level in enumerate(Level)}


class Certificate(StrEnum):
    """Who vouches for the signer's key."""

    NONE = "none"
    OWN = "own"  # this platform
    LICENSED = "licensed"  # a licensed 电子认证服务提供者 (电子签名法 16)


@dataclass(frozen=True, slots=True)
class Facts:
    """What was done at one electronic signature."""

    identified: bool
    confirmed_once: bool
    hash_bound: bool
    timed: bool
    certificate: Certificate
    # Whether the confirmation went to the signer alone (13: 由电子签名人控制), not through the staff.
    sole_control: bool = True


@dataclass(frozen=True, slots=True)
class Row(Dated):
    """One row: the least level that a settlement of this regime and track takes."""

    regime: str
    track: str
    least: Level
    note: Words


def rows() -> tuple[Row, ...]:
    """Every row, in table order."""
    return rows_of("signature_levels", Row)


def level_of(facts: Facts) -> Level | None:
    """The level of an electronic signature; None for one that is worth nothing."""
    if not (facts.identified and facts.confirmed_once and facts.hash_bound and facts.timed):
        return None
    reliable = facts.certificate is Certificate.LICENSED and facts.sole_control
    return Level.RELIABLE if reliable else Level.SIMPLE


def least_level(regime: str, track: str, *, on: date) -> Row:
    """The row for a case of this regime that came by this track; raises NotInForce where there is none."""
    wanted = regime if track == OWN_TRACK else ANY_REGIME
    return the_one_in_force([row for row in rows() if (row.regime, row.track) == (wanted, track)], on)


def too_weak(level: str, regime: str, track: str, *, on: date) -> Finding | None:
    """What stands against concluding with a signature of `level`; None when it is enough."""
    row = least_level(regime, track, on=on)
    if _RANK[Level(level)] >= _RANK[row.least]:
        return None
    return Finding(
        Outcome.BLOCK,
        "signature_too_weak",
        Words(
            f"本案需要{LEVEL_WORDS[row.least].zh}，或者纸质签名加扫描；{LEVEL_WORDS[Level(level)].zh}不够。",
            f"This case needs a {LEVEL_WORDS[row.least].en}, or ink with a scan; "
            f"a {LEVEL_WORDS[Level(level)].en} is not enough.",
        ),
        row.legal_basis,
        Words(
            "请打印供签署的协议，由其当面签名后扫描入卷。",
            "Print the copy, have it signed in person and scan it.",
        ),
    )


def first_too_weak(levels: Iterable[str], regime: str, track: str, *, on: date) -> tuple[Finding, ...]:
    """What stands against concluding with signatures of these levels."""
    found = (too_weak(level, regime, track, on=on) for level in dict.fromkeys(levels))
    return tuple(one for one in found if one is not None)


def waits_for(signer: str, signed: Collection[str]) -> tuple[str, ...]:
    """Whose hands must come before that of `signer`: the parties', then the mediator's, then the seal."""
    before = {MEDIATOR: tuple(SIDES), ORGANISATION: (*SIDES, MEDIATOR)}.get(signer, ())
    return tuple(one for one in before if one not in signed)


def order_words(waiting: Collection[str]) -> Words:
    """The sentence for whoever wants to sign too early."""
    return Words(
        f"签署有先后：请等{'、'.join(SIGNERS[one].zh for one in waiting)}先签。",
        f"Hands follow in order: wait for the {', '.join(SIGNERS[one].en for one in waiting)}.",
    )
