"""What a table of transitions is: rows that say all that follows from an action.

Columns: `action`; `from` (states, `*` for every state but the closed one, `-` for not yet begun);
`to` (`=` stays); `outcome`; `right`; `guards` (all must hold); `starts`, `stops`, `pauses`,
`resumes` (codes of deadlines, or placeholders of `lifecycle.named_clocks`: PERIOD is the mediation
period that the case's source gives it);
`letters`; `document`; `event`; `turn` (who must act next; empty leaves it); `reason` (yes: a
person must write one); words; dates in force and legal basis.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from mediation.rules.dated import in_force
from mediation.rules.findings import Words
from mediation.rules.tables import codes, day, first_day

NOT_BEGUN = "-"
STAYS = "="
ANY = "*"


@dataclass(frozen=True, slots=True)
class State:
    """A state of a thing; `phase` groups states, `step` is its place in the five-step tracker."""

    code: str
    phase: str
    step: int
    words: Words
    public_words: Words


@dataclass(frozen=True, slots=True)
class Transition:
    """One row: what `action` does to a thing in one of `sources`."""

    action: str
    sources: frozenset[str]
    target: str
    outcome: str
    right: str
    guards: tuple[str, ...]
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    pauses: tuple[str, ...]
    resumes: tuple[str, ...]
    letters: tuple[str, ...]
    document: str
    event: str
    turn: str
    needs_reason: bool
    words: Words
    in_force_from: date
    in_force_to: date | None
    legal_basis: str
    checked: str

    def state_after(self, state: str) -> str:
        """The state that a thing in `state` has afterwards."""
        return state if self.target == STAYS else self.target


def read_states(rows: Iterable[Mapping[str, str]]) -> dict[str, State]:
    """The states of a table, by code, in its order."""
    return {
        row["code"]: State(
            row["code"],
            row["phase"],
            int(row["step"]),
            Words(row["zh"], row["en"]),
            Words(row["public_zh"], row["public_en"]),
        )
        for row in rows
    }


def read_transitions(
    rows: Iterable[Mapping[str, str]], states: Mapping[str, State]
) -> tuple[Transition, ...]:
    """The rows of a table; raises ValueError for a state that is not one."""
    return tuple(_transition(row, states) for row in rows)


def _transition(row: Mapping[str, str], states: Mapping[str, State]) -> Transition:
    sources = _sources(codes(row["from"]), states)
    unknown = (sources | {row["to"]}) - set(states) - {NOT_BEGUN, STAYS}
    if unknown:
        raise ValueError(f"{row['action']}: unknown states {sorted(unknown)}")
    return Transition(
        action=row["action"],
        sources=sources,
        target=row["to"],
        outcome=row["outcome"],
        right=row["right"],
        guards=codes(row["guards"]),
        starts=codes(row["starts"]),
        stops=codes(row["stops"]),
        pauses=codes(row["pauses"]),
        resumes=codes(row["resumes"]),
        letters=codes(row["letters"]),
        document=row["document"],
        event=row["event"],
        turn=row["turn"],
        needs_reason=row["reason"] == "yes",
        words=Words(row["zh"], row["en"]),
        in_force_from=first_day(row["in_force_from"]),
        in_force_to=day(row["in_force_to"]),
        legal_basis=row["legal_basis"],
        checked=row["checked"],
    )


def _sources(written: tuple[str, ...], states: Mapping[str, State]) -> frozenset[str]:
    every = {code for code, state in states.items() if state.phase != "closed"}
    return frozenset(set(written) - {ANY} | (every if ANY in written else set()))


def rows_of(rows: Iterable[Transition], action: str, on: date) -> list[Transition]:
    """The rows of `action` in force on the day `on`. Raises KeyError for an action without one."""
    found = [row for row in in_force(rows, on) if row.action == action]
    if not found:
        raise KeyError(action)
    return found


def fitting(rows: Iterable[Transition], state: str | None) -> Transition | None:
    """The first of `rows` that begins in `state` (empty or None: not begun); None where none does."""
    return next((row for row in rows if (state or NOT_BEGUN) in row.sources), None)


def offered(rows: Iterable[Transition], state: str, on: date) -> tuple[Transition, ...]:
    """The rows that fit `state` on the day `on`, in table order."""
    return tuple(row for row in in_force(rows, on) if state in row.sources)
