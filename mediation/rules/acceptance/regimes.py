"""What follows from the law under which an organisation mediates.

The regime is stored per organisation and never assumed; 特邀调解 (TY) is an overlay for the cases
that a court sends to an organisation of another regime. The table is `tables/regimes.csv`; what a
settlement needs before it takes effect is `tables/effect.csv`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from mediation.rules.dated import Dated, the_one_in_force
from mediation.rules.findings import Finding, Outcome, Words
from mediation.rules.phrases import listed
from mediation.rules.rows import Column, rows_of
from mediation.rules.vocabulary import SIGNERS

MEDIATOR = "mediator"
ORGANISATION = "organisation"


class Confirmation(StrEnum):
    """Whether a court confirms what this regime settles."""

    YES = "yes"
    NO = "no"
    IF_LAW = "if_law"  # only where the organisation was set up under a law that says so


class Form(StrEnum):
    """The form in which a settlement was made."""

    WRITTEN = "written"
    ELECTRONIC = "electronic"
    ORAL = "oral"


@dataclass(frozen=True, slots=True)
class Regime:
    """One row: the regime and what it allows, each with its article."""

    code: str
    words: Annotated[Words, Column("name")]
    may_charge: bool
    consumer_disputes: bool
    seal: Words
    agreement: Words
    number_word: str
    confirmation: Confirmation
    oral_allowed: bool
    in_force_from: date
    in_force_to: date | None
    legal_basis: str
    charge_basis: str
    consumer_basis: str
    confirmation_basis: str
    checked: str
    note: Words


@dataclass(frozen=True, slots=True)
class Requirement(Dated):
    """One row: whose hand a settlement of this regime and form needs to take effect."""

    regime: str
    form: Form
    needs: tuple[str, ...]
    note: Words


@dataclass(frozen=True, slots=True)
class Signing:
    """One signature, seal or fingerprint; for an oral agreement, the day it was reached.

    `signer` is a party's code, "mediator" or "organisation".
    """

    signer: str
    on: date


@dataclass(frozen=True, slots=True)
class Effect:
    """Since when a settlement binds, or who is still missing, with the steps in words."""

    effective_on: date | None
    missing: tuple[str, ...]
    steps: tuple[Words, ...]
    legal_basis: str


def regimes() -> tuple[Regime, ...]:
    """All rows, in table order."""
    return rows_of("regimes", Regime)


def requirements() -> tuple[Requirement, ...]:
    """What each regime and form needs to take effect, in table order."""
    return rows_of("effect", Requirement)


def regime(code: str, *, on: date) -> Regime:
    """The regime of `code` by the law of the day `on`; raises NotInForce where there is none."""
    return the_one_in_force([row for row in regimes() if row.code == code], on)


def requirement(code: str, form: Form, *, on: date) -> Requirement:
    """What a settlement of this regime and form needs; raises NotInForce where the form is not allowed."""
    rows = [row for row in requirements() if row.regime == code and row.form is form]
    return the_one_in_force(rows, on)


def effective_on(
    signings: Iterable[Signing],
    *,
    regime_code: str,
    parties: tuple[str, ...],
    on: date,
    form: Form = Form.WRITTEN,
) -> Effect:
    """The day on which a settlement took effect: that of the last hand that the regime needs.

    `signings` are those under the one version that binds; where somebody signed twice the
    first counts. `parties` are the codes of all who must sign as a party; `on` picks the law.
    Sources: 人民调解法 29 (all hands), 30 (oral); 特邀调解规定 24 (the parties' hands only);
    商事调解条例 22. Raises NotInForce for a form that the regime does not allow, ValueError
    without parties.
    """
    if not parties:
        raise ValueError("a settlement has parties")
    row = requirement(regime_code, form, on=on)
    first: dict[str, date] = {}
    for signing in signings:
        first[signing.signer] = min(signing.on, first.get(signing.signer, signing.on))
    if row.needs == ("agreement",):
        return _oral(first, row)
    hands = [hand for need in row.needs for hand in (parties if need == "parties" else (need,))]
    missing = tuple(hand for hand in hands if hand not in first)
    steps = tuple(_signed(hand, first.get(hand)) for hand in hands)
    if missing:
        names = listed(_name(one) for one in missing)
        waiting = Words(f"还缺{names.zh}，协议尚未生效。", f"Not in effect yet: {names.en} still missing.")
        return Effect(None, missing, (*steps, waiting), row.legal_basis)
    last = max(first[hand] for hand in hands)
    done = Words(
        f"以上最后一项在 {last} 完成，协议自该日起生效。",
        f"The last of these was on {last}: in effect since that day.",
    )
    return Effect(last, (), (*steps, done), row.legal_basis)


def _oral(first: dict[str, date], row: Requirement) -> Effect:
    if not first:
        step = Words("没有达成口头协议的日期。", "The day of the oral agreement is not recorded.")
        return Effect(None, ("agreement",), (step,), row.legal_basis)
    last = max(first.values())
    step = Words(
        f"口头协议在 {last} 达成，当日生效。",
        f"The oral agreement was reached on {last} and binds since then.",
    )
    return Effect(last, (), (step,), row.legal_basis)


def _name(hand: str) -> Words:
    return SIGNERS.get(hand, Words(hand, hand))


def _signed(hand: str, day: date | None) -> Words:
    name = _name(hand)
    sealed = hand == ORGANISATION
    if day is None:
        return Words(
            f"{name.zh}：{'未盖章' if sealed else '未签名'}。",
            f"{name.en}: {'no seal' if sealed else 'not signed'} yet.",
        )
    return Words(
        f"{name.zh}：{day} {'盖章' if sealed else '签名'}。",
        f"{name.en}: {'seal' if sealed else 'signed'} on {day}.",
    )


def copies(parties: int) -> int:
    """How many copies of the agreement are made: one for each party and one kept (人民调解法 29)."""
    return parties + 1


def fits_consumer_dispute(code: str, *, on: date) -> Finding | None:
    """A finding where this regime may not take a consumer's dispute (商事调解条例 2), else None."""
    row = regime(code, on=on)
    if row.consumer_disputes:
        return None
    return Finding(
        Outcome.BLOCK,
        "consumer_dispute_excluded",
        Words(f"{row.words.zh}不受理消费者权益争议。", f"{row.words.en} may not take a consumer's dispute."),
        row.consumer_basis,
        Words("请转人民调解或行业调解组织。", "Refer it to people's mediation or trade mediation."),
    )


def may_charge(code: str, *, on: date) -> Finding:
    """Whether the parties may be charged a fee: PASS where they may, BLOCK where not."""
    row = regime(code, on=on)
    if row.may_charge:
        words = Words("可以按公示标准收费。", "A fee by the published tariff may be charged.")
        return Finding(Outcome.PASS, "fee_allowed", words, row.charge_basis)
    words = Words(f"{row.words.zh}不得向当事人收费。", f"{row.words.en} is free of charge for the parties.")
    return Finding(Outcome.BLOCK, "fee_forbidden", words, row.charge_basis)
