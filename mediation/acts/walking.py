"""The one walker: it carries out an act on a thing with states, as the row of the thing's table says.

For every kind of thing in the same order: right, version, reason, guards, deadlines, state, documents,
timeline, letters. There is no branch by state or by kind, and nothing else sets a state. What is
particular to one kind of thing is handed in as its `Kind`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import inspect
from sqlalchemy.orm.attributes import set_committed_value

from mediation.access.by import By
from mediation.access.table import allows
from mediation.acts.refusals import ActRefused, ChangedMeanwhile, GuardRefused, NotAllowed, ReasonMissing
from mediation.clock import day_of
from mediation.database import db
from mediation.deadlines import operations as deadlines
from mediation.deadlines.changing import DeadlineChange
from mediation.deadlines.operations import Clocked, EventDay
from mediation.documents.models import IssuedDocument
from mediation.notifications import operations as notifications
from mediation.notifications.kinds import KINDS as LETTER_KINDS
from mediation.rules.findings import Finding, Words
from mediation.rules.procedures.machine import Machine, Transition
from mediation.timeline import operations as timeline
from mediation.timeline import queries as timeline_queries
from mediation.timeline.models import TimelineEntry


class Thing(Protocol):
    """What lives by a table of transitions; it follows the law of the day `law_on`."""

    state: str
    changed_at: datetime

    @property
    def version(self) -> int: ...

    @property
    def law_on(self) -> date: ...


class Subject(Protocol):
    """What an act is about: its rights are asked, its timeline is written, it says whose turn it is."""

    turn: str
    changed_at: datetime

    @property
    def thread(self) -> str: ...


Of = TypeVar("Of")  # a thing, in the types that are named for one kind of it
T = TypeVar("T", bound=Thing)
Facts = TypeVar("Facts")


@dataclass(frozen=True, slots=True)
class Details:
    """What the caller says of an act, beside who acts and when.

    `reason` is a person's own words, or the house's in both languages; `facts` are those of the row's
    event that the thing does not know itself; `changes` are columns of the thing that the act sets,
    `known` what only the caller can tell the guards. New deadlines count from `starts_on` where that
    is not the day of the act (by code, where their events differ), and end on `stops_on`. `document`
    are the facts of the row's document where the caller knows them better. `letters_to` narrows the
    letters to some sides of a case, or to none; `unwritten` names kinds that do not fit. `change` is
    that of a deadline, where the act is about one.
    """

    reason: str | Words = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    changes: Mapping[str, Any] = field(default_factory=dict)
    known: Mapping[str, Any] = field(default_factory=dict)
    starts_on: EventDay = None
    stops_on: date | None = None
    document: object | None = None
    letters_to: Sequence[str] | None = None
    unwritten: Collection[str] = ()
    change: DeadlineChange | None = None

    @property
    def reason_in_both(self) -> Words:
        """The reason in both languages: a person's own words are the same in both."""
        return self.reason if isinstance(self.reason, Words) else Words(self.reason, self.reason)


D = TypeVar("D", bound=Details)


@dataclass(frozen=True, slots=True)
class Act(Generic[Of, D]):
    """An act that the guards let through; `before` is the state in which it found the thing.

    `clocked` is the thing as one on which deadlines hang; None for a kind without deadlines.
    """

    thing: Of
    row: Transition
    by: By
    details: D
    before: str
    clocked: Clocked | None

    @property
    def at(self) -> datetime:
        return self.by.at

    @property
    def on(self) -> date:
        return day_of(self.by.at)

    @property
    def deadline_findings(self) -> tuple[Finding, ...]:
        """What the law book says to the change of a deadline that the act is about."""
        return self.details.change.findings if self.details.change else ()


@dataclass(frozen=True, slots=True)
class Mailing:
    """To whom the letters of an act go, and what they may tell beside the facts of its event.

    A letter to sides goes to those of the case, one to a body to the body; `to` are the sides that
    may know of it, None for those that the kind of letter names.
    """

    facts: Mapping[str, Any]
    case_id: int | None = None
    body_id: int | None = None
    to: Sequence[str] | None = None


@dataclass(frozen=True, slots=True)
class Kind(Generic[Of, Facts, D]):
    """A kind of thing that lives by a table of transitions, and what of an act is particular to it.

    `situation`: the facts that its guards ask about. `mailing`: to whom its letters go. `subject`: what
    its acts are about, where that is another thing. `clocked`: the thing as one on which deadlines hang.
    `starts_on`: the day from which new deadlines count. `first`: what an act does elsewhere before it
    changes the thing. `settle`: the columns that follow from the new state. `documents`: issues the
    document of the row. `facts`: those of the event that the thing knows. `tell`: who must hear of acts
    once the database has them. `guards_query`: the guards ask the database what earlier acts of the
    request wrote.
    """

    machine: Machine[Facts]
    situation: Callable[[Act[Of, D]], Facts]
    mailing: Callable[[Act[Of, D]], Mailing]
    documents: Callable[[Act[Of, D]], tuple[IssuedDocument, ...]]
    subject: Callable[[Of], Subject]
    clocked: Callable[[Of], Clocked | None] = lambda _thing: None
    starts_on: Callable[[Act[Of, D]], EventDay] = lambda act: act.details.starts_on
    first: Callable[[Act[Of, D]], object] = lambda _act: None
    settle: Callable[[Act[Of, D]], object] = lambda _act: None
    facts: Callable[[Act[Of, D]], Mapping[str, Any]] = lambda _act: {}
    tell: Callable[[Sequence[Act[Of, D]]], object] = lambda _acts: None
    guards_query: bool = False


@dataclass(frozen=True, slots=True)
class Performed:
    """What one act did."""

    row: Transition
    entry: TimelineEntry
    documents: tuple[IssuedDocument, ...]


def walk(kind: Kind[T, Facts, D], thing: T, action: str, by: By, details: D) -> Performed:
    """Carry out `action` on `thing` as its row of the table says.

    Raises NotAllowed, NotPossible, ChangedMeanwhile, ReasonMissing or GuardRefused, and then has
    changed nothing.
    """
    act = ready(kind, thing, action, by, details)
    done = _carry_out(kind, act)
    _make_known(kind, [act])
    return done


def walk_many(kind: Kind[T, Facts, D], work: Sequence[tuple[T, str, D]], by: By) -> list[Performed]:
    """Carry out each act, as `walk` does, and send all to the database in one go.

    After a refusal the caller rolls back: those before it are done in memory.
    """
    if not work:
        return []
    begun = [kind.subject(thing).thread for thing, _action, _details in work if thing.state]
    heads = timeline_queries.heads_of(begun) if begun else ()
    acts, done = [], []
    with db.session.no_autoflush:
        for thing, action, details in work:
            acts.append(ready(kind, thing, action, by, details))
            done.append(_carry_out(kind, acts[-1]))
    _make_known(kind, acts)
    del heads  # held until here, so that the session need not ask for each again
    return done


def ready(kind: Kind[T, Facts, D], thing: T, action: str, by: By, details: D) -> Act[T, D]:
    """The act, if the actor may and nothing stands against it; its columns are set.

    Raises what `walk` raises.
    """
    row = kind.machine.find(action, thing.state or None, thing.law_on)
    if not allows(row.right, by.actor, kind.subject(thing)):
        raise NotAllowed(row.words, by.actor)
    check_version(kind, thing, by.version)
    if row.needs_reason and not details.reason_in_both.zh.strip():
        raise ReasonMissing(row.words)
    if kind.guards_query and row.guards:
        db.session.flush()
    with _on_trial(thing, details.changes):
        act = Act(thing, row, by, details, thing.state, kind.clocked(thing))
        if row.guards and (refusals := kind.machine.refusals(row, kind.situation(act))):
            raise GuardRefused(refusals)
    return act


def check_version(kind: Kind[T, Facts, D], thing: T, version: int | None) -> None:
    """Raise ChangedMeanwhile, with what happened since, unless `version` is the thing's own."""
    if version is not None and version != thing.version:
        behind = max(thing.version - version, 1)
        entries = timeline_queries.entries_of(kind.subject(thing).thread)[:behind]
        raise ChangedMeanwhile(entries, kind.machine.thing)


@contextmanager
def _on_trial(thing: object, changes: Mapping[str, Any]) -> Iterator[None]:
    """Columns set for the guards to see; what is refused is forgotten, as if it had never been set.

    A column without an earlier unsaved change is put back as loaded: merely set again, one that was never
    read would count as changed, and the version of the thing would move.
    """
    with db.session.no_autoflush:
        before = {name: getattr(thing, name) for name in changes}
        unsaved = {name for name in changes if inspect(thing).attrs[name].history.has_changes()}
        for name, value in changes.items():
            setattr(thing, name, value)
        try:
            yield
        except ActRefused:
            for name, value in before.items():
                (setattr if name in unsaved else set_committed_value)(thing, name, value)
            raise


def _carry_out(kind: Kind[T, Facts, D], act: Act[T, D]) -> Performed:
    row, details, thing = act.row, act.details, act.thing
    kind.first(act)
    if act.clocked is not None:
        if details.change is not None:
            details.change.carry_out(act.clocked)
        starts_on = kind.starts_on(act)
        deadlines.follow(act.clocked, row, on=act.on, starts_on=starts_on, stops_on=details.stops_on)
    subject = kind.subject(thing)
    thing.state = row.state_after(act.before)
    subject.turn = row.turn or subject.turn
    thing.changed_at = subject.changed_at = act.at
    kind.settle(act)
    documents = kind.documents(act)
    known = {
        "reason": list(details.reason) if isinstance(details.reason, Words) else details.reason,
        "document": documents[0].number if documents else "",
        **(details.change.facts if details.change else {}),
        **kind.facts(act),
    }
    told = {**timeline.only_declared(row.event, known), **details.facts}
    own: object = subject  # the thing itself, but for what lives on another's timeline
    begins = not act.before and own is thing
    entry = timeline.record(subject.thread, row.event, told, act.by, begins=begins)
    if letters := [one for one in row.letters if one not in details.unwritten]:
        mailing = kind.mailing(act)
        if details.letters_to is not None:
            mailing = replace(mailing, to=details.letters_to)
        _write(letters, mailing, {"reason": known["reason"], **told}, entry)
    return Performed(row, entry, documents)


def _write(letters: Sequence[str], mailing: Mailing, told: Mapping[str, Any], entry: TimelineEntry) -> None:
    """Write each letter once, to the sides or to the body as its kind says."""
    key = f"{entry.thread}:{entry.number}"
    for letter in letters:
        facts = notifications.declared(letter, {**told, **mailing.facts})
        if LETTER_KINDS[letter].to and mailing.case_id is not None:
            notifications.write(letter, mailing.case_id, facts, key=key, at=entry.at, to=mailing.to)
        elif mailing.body_id is not None and not LETTER_KINDS[letter].to:
            notifications.write_to_body(
                letter, mailing.body_id, facts, key=key, at=entry.at, case_id=mailing.case_id
            )
        else:
            raise LookupError(f"{entry.event}: {letter} has nobody to go to")


def _make_known(kind: Kind[T, Facts, D], acts: Sequence[Act[T, D]]) -> None:
    db.session.flush()
    kind.tell(acts)
