"""What could be wrong with the tables by which things live; called by `table_checks`.

Six have one: the dispute, the hand-over, the payment order, the reconciliation, and the deliveries of
letters and of notices.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from mediation.rules import vocabulary
from mediation.rules.acceptance import authorities
from mediation.rules.procedures import (
    letter_delivery,
    lifecycle,
    payment_orders,
    reconciliation_steps,
    referral_steps,
    webhook_delivery,
)
from mediation.rules.procedures.machine import NOT_BEGUN, Machine
from mediation.rules.time import deadline_rules


@dataclass(frozen=True, slots=True)
class Checked:
    """A table by which things live, and the names that its rows may use beside its own guards."""

    machine: Machine[Any]
    clocks: Collection[str] = ()
    outcomes: Collection[str] = frozenset(vocabulary.OUTCOMES)


def faults() -> Iterator[str]:
    """Every fault, as a sentence for whoever keeps the tables."""
    clocks = set(deadline_rules.all_rules())
    for one in (
        Checked(lifecycle.DISPUTE, clocks | lifecycle.PLACEHOLDERS),
        Checked(referral_steps.HAND_OVER, referral_steps.PLACEHOLDERS),
        Checked(payment_orders.ORDER, clocks, frozenset(vocabulary.HANDOVER_RESULTS)),
        Checked(reconciliation_steps.RECONCILIATION),
        Checked(letter_delivery.DELIVERY),
        Checked(webhook_delivery.NOTICE),
    ):
        yield from _rows_name_what_exists(one)
        yield from _every_state_is_reached_and_left(one.machine)
    yield from _tracks_have_clocks(clocks)
    yield from _lapses_are_acts()
    yield from _steps_of_orders_are_acts_on_the_hand_over()
    yield from _kinds_of_hand_over_name_what_exists(clocks)
    yield from _letters_of_hand_overs_go_to_bodies()


def _rows_name_what_exists(checked: Checked) -> Iterator[str]:
    machine = checked.machine
    for row in machine.transitions():
        where = f"{machine.table} {row.action}"
        yield from (f"{where}: unknown guard {one}" for one in row.guards if one not in machine.guards)
        for clock in (*row.starts, *row.stops, *row.pauses, *row.resumes):
            if clock not in checked.clocks:
                yield f"{where}: unknown deadline {clock}"
        if row.outcome and row.outcome not in checked.outcomes:
            yield f"{where}: unknown outcome {row.outcome}"
        if row.turn and row.turn not in vocabulary.TURNS:
            yield f"{where}: unknown turn {row.turn}"
    named = {guard for row in machine.transitions() for guard in row.guards}
    for guard in sorted(set(machine.guards) - named):
        yield f"{machine.table}: no row asks the guard {guard}"


def _every_state_is_reached_and_left(machine: Machine[Any]) -> Iterator[str]:
    rows, states = machine.transitions(), machine.states()
    reached = {row.target for row in rows if NOT_BEGUN in row.sources}
    while more := {row.state_after(s) for row in rows for s in row.sources & reached} - reached:
        reached |= more
    for code in sorted(states.keys() - reached):
        yield f"{machine.states_table} {code}: no road leads there"
    for code, state in states.items():
        leads_on = any(code in row.sources and row.state_after(code) != code for row in rows)
        if state.phase != "closed" and not leads_on:
            yield f"{machine.states_table} {code}: no road leads on"


def _tracks_have_clocks(clocks: Collection[str]) -> Iterator[str]:
    for track in lifecycle.PERIOD_BY_TRACK:
        for name, clock in lifecycle.named_clocks(track).items():
            if clock and clock not in clocks:
                yield f"lifecycle: {name} of {track} is the unknown deadline {clock}"


def _lapses_are_acts() -> Iterator[str]:
    rows_of_all = (*lifecycle.transitions(), *referral_steps.transitions(), *payment_orders.transitions())
    acts = {row.action for row in rows_of_all} | {deadline_rules.ENDS}
    for rows in deadline_rules.all_rules().values():
        for row in rows:
            if row.on_lapse and row.on_lapse not in acts:
                yield f"deadlines {row.code}: lapses into the unknown act {row.on_lapse}"


def _steps_of_orders_are_acts_on_the_hand_over() -> Iterator[str]:
    acts = {row.action for row in referral_steps.transitions()}
    for (action, _), act in payment_orders.acts_on_handover().items():
        if act not in acts:
            yield f"payment_order_transitions {action}: {act} is no act on a hand-over"


def _kinds_of_hand_over_name_what_exists(clocks: Collection[str]) -> Iterator[str]:
    known = {*clocks, "", lifecycle.PERIOD, referral_steps.RETURN}
    bodies = authorities.authorities()
    for kind in referral_steps.all_kinds():
        where = f"referral_kinds {kind.code}"
        for clock in (
            kind.answer,
            kind.work,
            kind.prepare,
            kind.receipt,
            kind.decision,
            kind.result,
            kind.after,
        ):
            if clock not in known:
                yield f"{where}: unknown deadline {clock}"
        if kind.authority not in bodies:
            yield f"{where}: unknown authority {kind.authority}"
        if kind.matter not in referral_steps.MATTERS:
            yield f"{where}: unknown matter {kind.matter}"
        if kind.track and kind.track not in lifecycle.PERIOD_BY_TRACK:
            yield f"{where}: unknown track {kind.track}"


def _letters_of_hand_overs_go_to_bodies() -> Iterator[str]:
    for row in referral_steps.transitions():
        for letter in row.letters:
            if not letter.startswith("referral_"):
                yield f"referral_transitions {row.action}: {letter} is no letter to a body"
