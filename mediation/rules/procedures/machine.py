"""What a table of transitions is: rows that say all that follows from an action, and where it is offered.

The columns are the fields of `Transition`; what stands in the rows of a table is checked at start
(`book.machine_checks`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Generic, TypeVar

from mediation.rules.dated import Dated, in_force
from mediation.rules.findings import Finding, Words
from mediation.rules.rows import Column, rows_of
from mediation.rules.vocabulary import OUTCOMES

SOME_THING = Words("本件", "It")
NOT_BEGUN = "-"
STAYS = "="
ANY = "*"

# Columns of what follows from an act beside the new state.
CLOCKS = ("starts", "stops", "pauses", "resumes")
CONSEQUENCES = ("outcome", *CLOCKS, "letters", "document", "event", "turn")

TONES = ("grey", "blue", "amber", "green", "red")  # in which a state is shown

Facts = TypeVar("Facts")


class NotPossible(Exception):
    """The action does not fit the state; `words` say so to the person who tried."""

    def __init__(self, words: Words):
        super().__init__(words.en)
        self.words = words


class Shown(StrEnum):
    """Where an act is offered to those who may do it."""

    LISTED = "listed"  # among the acts of the thing, with what stands against it
    POSSIBLE = "possible"  # there too, but only while nothing stands against it
    BESIDE = "beside"  # always at hand, beside what is put first
    DEADLINE = "deadline"  # beside each deadline that it fits
    ELSEWHERE = "elsewhere"  # at a place of its own on a page
    NEVER = "never"  # it begins the thing, follows from another act, or is the house's own


@dataclass(frozen=True, slots=True)
class State:
    """A state of a thing; `phase` groups states, `step` is its place in the five-step tracker."""

    code: str
    phase: str
    step: int
    tone: str
    words: Words
    public_words: Annotated[Words, Column("public")]


@dataclass(frozen=True, slots=True)
class Transition(Dated):
    """One row: what `action` does to a thing in one of `sources`, and where it is offered.

    `sources` are written `*` for every state but the closed one, `-` for not yet begun; `target` is `=`
    where the state stays. All `guards` must hold; `answered` are those whose facts the form of the act
    gives, so that they are not asked before. `starts`, `stops`, `pauses` and `resumes` are codes of
    deadlines, or the machine's placeholders for them. `turn` is who must act next; empty leaves it.

    The act is offered as `shown` says, on the page `page`, an endpoint. In the states of `first` (`*`: all of
    them) it is put first; of several the earliest row that nothing stands against. `done` is a guard that
    holds once there is nothing left to do: then it is not put first any more.
    """

    action: str
    sources: Annotated[frozenset[str], Column("from")]
    target: Annotated[str, Column("to")]
    outcome: str
    right: str
    guards: tuple[str, ...]
    answered: frozenset[str]
    done: str
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    pauses: tuple[str, ...]
    resumes: tuple[str, ...]
    letters: tuple[str, ...]
    document: str
    event: str
    turn: str
    needs_reason: Annotated[bool, Column("reason")]
    first: frozenset[str]
    shown: Shown
    page: str
    words: Words

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
    `state` and `row` are what the rows of the two tables are read as, where they have more columns.
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
    state: type[State] = State
    row: type[Transition] = Transition

    def states(self) -> dict[str, State]:
        """The states, by code, in the order of the table."""
        return _states(self)

    def transitions(self) -> tuple[Transition, ...]:
        """Every row. Raises ValueError for a state that is not one."""
        return _transitions(self)

    def in_force(self, on: date) -> tuple[Transition, ...]:
        """The rows that hold on the day `on`."""
        return _in_force(self, on)

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
        return self._answers(row.guards, facts)

    def hindrances(self, row: Transition, facts: Facts) -> tuple[Finding, ...]:
        """The same before the act has a form: without the guards that its form answers."""
        return self._answers([name for name in row.guards if name not in row.answered], facts)

    def is_done(self, row: Transition, facts: Facts) -> bool:
        """Whether there is nothing left to do by the act, so that it need not be put first."""
        return bool(row.done) and not self._answers([row.done], facts)

    def acts_by(self, right: str) -> frozenset[str]:
        """The actions that `right` allows."""
        return frozenset(row.action for row in self.transitions() if row.right == right)

    def _answers(self, names: Iterable[str], facts: Facts) -> tuple[Finding, ...]:
        answers = (self.guards[name](facts) for name in names)
        return tuple(answer for answer in answers if answer is not None)

    def _rows_of(self, action: str, on: date) -> list[Transition]:
        rows = [row for row in self.in_force(on) if row.action == action]
        if not rows:
            raise KeyError(action)
        return rows


AnyMachine = Machine[Any]


@cache
def _states(machine: AnyMachine) -> dict[str, State]:
    return {row.code: row for row in rows_of(machine.states_table, machine.state)}


@cache
def _transitions(machine: AnyMachine) -> tuple[Transition, ...]:
    """The rows, `*` written out. Raises ValueError for a state that is not one."""
    states = machine.states()
    every = frozenset(code for code, state in states.items() if state.phase != "closed")
    return tuple(_written_out(row, states.keys(), every) for row in rows_of(machine.table, machine.row))


def _written_out(row: Transition, states: Collection[str], every: frozenset[str]) -> Transition:
    sources = row.sources - {ANY} | (every if ANY in row.sources else frozenset())
    if unknown := (sources | row.first | {row.target}) - {*states, NOT_BEGUN, STAYS, ANY}:
        raise ValueError(f"{row.action}: unknown states {sorted(unknown)}")
    return replace(row, sources=sources, first=sources if ANY in row.first else row.first)


@cache
def _in_force(machine: AnyMachine, on: date) -> tuple[Transition, ...]:
    return tuple(in_force(machine.transitions(), on))
