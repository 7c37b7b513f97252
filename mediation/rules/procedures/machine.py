"""What a table of transitions is: rows that say all that follows from an action.

Columns: `action`; `from` (states, `*` for every state but the closed one, `-` for not yet begun);
`to` (`=` stays); `outcome`; `right`; `guards` (all must hold); `starts`, `stops`, `pauses`,
`resumes` (codes of deadlines, or the machine's placeholders for them: PERIOD is the mediation period
that the case's source gives it);
`letters`; `document`; `event`; `turn` (who must act next; empty leaves it); `reason` (yes: a
person must write one); words; dates in force and legal basis.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, Generic, TypeVar

from mediation.rules.dated import in_force
from mediation.rules.findings import Finding, Words
from mediation.rules.tables import codes, day, first_day, read
from mediation.rules.vocabulary import OUTCOMES

SOME_THING = Words("本件", "It")
NOT_BEGUN = "-"
STAYS = "="
ANY = "*"

# Columns of what follows from an act beside the new state.
CLOCKS = ("starts", "stops", "pauses", "resumes")
CONSEQUENCES = ("outcome", *CLOCKS, "letters", "document", "event", "turn")

Facts = TypeVar("Facts")


class NotPossible(Exception):
    """The action does not fit the state; `words` say so to the person who tried."""

    def __init__(self, words: Words):
        super().__init__(words.en)
        self.words = words


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


@dataclass(frozen=True, eq=False)
class Machine(Generic[Facts]):
    """How one sort of thing lives: the table of its transitions, that of its states, and its guards.

    `thing` and `not_begun` are for the sentences that say why an act does not fit; a guard answers
    with what it has against the act, or None when it holds. `clocks` and `documents` are placeholders
    that rows may use for deadlines and documents that each thing has of its own; letters go to
    `letters_to`, an addressee of `letter_ladder.csv`; `outcomes` are those that rows may give, `phases`
    those of the states. `unused` are columns without meaning for these things: their cells stay empty.
    """

    table: str
    states_table: str
    thing: Words = SOME_THING
    not_begun: Words = Words("尚未开始", "not begun")
    guards: Mapping[str, Callable[[Facts], Finding | None]] = field(default_factory=dict)
    clocks: Collection[str] = ()
    documents: Collection[str] = ()
    letters_to: str = "party"
    outcomes: Collection[str] = frozenset(OUTCOMES)
    phases: Collection[str] = ()
    unused: Collection[str] = ()

    def states(self) -> dict[str, State]:
        """The states, by code, in the order of the table."""
        return _states(self.states_table)

    def transitions(self) -> tuple[Transition, ...]:
        """Every row. Raises ValueError for a state that is not one."""
        return _transitions(self.table, self.states_table)

    def in_force(self, on: date) -> tuple[Transition, ...]:
        """The rows that hold on the day `on`."""
        return _in_force(self.table, self.states_table, on)

    def fitting(self, action: str, state: str | None, on: date) -> Transition | None:
        """The row for `action` in `state` (empty or None: not begun) by the law of the day `on`.

        None where the action does not fit; raises KeyError for one that the table does not know.
        """
        rows = self._rows_of(action, on)
        return next((row for row in rows if (state or NOT_BEGUN) in row.sources), None)

    def find(self, action: str, state: str | None, on: date) -> Transition:
        """The same; raises NotPossible, with words for a person, where the action does not fit."""
        if (row := self.fitting(action, state, on)) is not None:
            return row
        now = self.states()[state].words if state else self.not_begun
        act = self._rows_of(action, on)[0].words
        raise NotPossible(
            Words(
                f"{self.thing.zh}目前是“{now.zh}”，不能“{act.zh}”。请刷新页面查看最新情况。",
                f"{self.thing.en} is “{now.en}”, so “{act.en}” is not possible. "
                "Reload the page to see where it stands.",
            )
        )

    def offered_in(self, state: str, on: date) -> tuple[Transition, ...]:
        """What could be done next in `state`, in table order."""
        return tuple(row for row in self.in_force(on) if state in row.sources)

    def refusals(self, row: Transition, facts: Facts) -> tuple[Finding, ...]:
        """What the guards of `row` have against the act, in the order of the table."""
        answers = (self.guards[name](facts) for name in row.guards)
        return tuple(answer for answer in answers if answer is not None)

    def _rows_of(self, action: str, on: date) -> list[Transition]:
        rows = [row for row in self.in_force(on) if row.action == action]
        if not rows:
            raise KeyError(action)
        return rows


AnyMachine = Machine[Any]


@cache
def _states(table: str) -> dict[str, State]:
    return {
        row["code"]: State(
            row["code"],
            row["phase"],
            int(row["step"]),
            Words(row["zh"], row["en"]),
            Words(row["public_zh"], row["public_en"]),
        )
        for row in read(table)
    }


@cache
def _transitions(table: str, states_table: str) -> tuple[Transition, ...]:
    return tuple(_transition(row, _states(states_table)) for row in read(table))


@cache
def _in_force(table: str, states_table: str, on: date) -> tuple[Transition, ...]:
    return tuple(in_force(_transitions(table, states_table), on))


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
