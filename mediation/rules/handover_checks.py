"""What could be wrong with the tables of hand-overs; called by `table_checks`."""

from __future__ import annotations

from collections.abc import Iterator

from mediation.rules import authorities, deadline_rules, handovers, lifecycle, vocabulary

PLACEHOLDERS = frozenset({"ANSWER", "WORK", "RECEIPT", "DECISION", "RESULT"})


def faults() -> Iterator[str]:
    """Every fault, as a sentence for whoever keeps the tables."""
    yield from _kinds()
    yield from _transitions()
    yield from _states()


def _kinds() -> Iterator[str]:
    clocks = set(deadline_rules.all_rules()) | {"", lifecycle.PERIOD, handovers.RETURN}
    bodies = set(authorities.authorities())
    for kind in handovers.all_kinds():
        for clock in (kind.answer, kind.work, kind.receipt, kind.decision, kind.result):
            if clock not in clocks:
                yield f"referral_kinds {kind.code}: unknown deadline {clock}"
        if kind.authority not in bodies:
            yield f"referral_kinds {kind.code}: unknown authority {kind.authority}"
        if kind.matter not in handovers.MATTERS:
            yield f"referral_kinds {kind.code}: unknown matter {kind.matter}"
        if kind.track and kind.track not in lifecycle.PERIOD_BY_TRACK:
            yield f"referral_kinds {kind.code}: unknown track {kind.track}"


def _transitions() -> Iterator[str]:
    for row in handovers.transitions():
        for guard in set(row.guards) - set(handovers.GUARDS):
            yield f"referral_transitions {row.action}: unknown guard {guard}"
        for clock in {*row.starts, *row.stops, *row.pauses, *row.resumes} - PLACEHOLDERS:
            yield f"referral_transitions {row.action}: unknown clock {clock}"
        for letter in row.letters:
            if not letter.startswith("referral_"):
                yield f"referral_transitions {row.action}: {letter} is no letter to a body"
        if row.turn and row.turn not in vocabulary.TURNS:
            yield f"referral_transitions {row.action}: unknown turn {row.turn}"
    named = {guard for row in handovers.transitions() for guard in row.guards}
    for guard in sorted(set(handovers.GUARDS) - named):
        yield f"referral_transitions: no row asks the guard {guard}"


def _states() -> Iterator[str]:
    rows, states = handovers.transitions(), handovers.states()
    reached = {row.target for row in rows if "-" in row.sources}
    while more := {row.state_after(s) for row in rows for s in row.sources & reached} - reached:
        reached |= more
    for code in sorted(states.keys() - reached):
        yield f"referral_states {code}: no road leads there"
    for code, state in states.items():
        leads_on = any(code in row.sources and row.state_after(code) != code for row in rows)
        if state.phase != "closed" and not leads_on:
            yield f"referral_states {code}: no road leads on"
