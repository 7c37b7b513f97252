"""What could be wrong with the tables by which things live.

`names` looks at the cells as they are written, before anything is read from them; `sense` at the
machines as a whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from mediation.rules import tables
from mediation.rules.book.known import Column, Known, place
from mediation.rules.procedures import lifecycle, payment_orders, reconciliation_steps, referral_steps
from mediation.rules.procedures.machine import ANY, CLOCKS, NOT_BEGUN, STAYS, TONES, AnyMachine, Shown
from mediation.rules.tables import codes
from mediation.rules.vocabulary import TURNS

# The machines of the law book; what else lives by such a table is known to the package that has it.
MACHINES: tuple[AnyMachine, ...] = (
    lifecycle.DISPUTE,
    referral_steps.REFERRAL,
    payment_orders.ORDER,
    reconciliation_steps.RECONCILIATION,
)

_YES_OR_NO = ("yes", "no")
_STEPS = tuple(str(step) for step in range(1, lifecycle.STEPS + 1))
_FILLED_IN = ("action", "from", "to", "right", "event", "reason", "shown", "zh", "en")
_ONE_NAME = ("to", "outcome", "right", "done", "document", "event", "turn", "reason", "shown", "page")


def names(machines: Iterable[AnyMachine], known: Known) -> Iterator[str]:
    """Every cell that names what is not there, holds too much or too little; every name that no row uses."""
    for machine in machines:
        yield from _states(machine)
        for column in _columns(machine, known):
            yield from column.faults()
        yield from _cells(machine)
        yield from _letters_find_their_reader(machine, known)
        yield from _every_name_is_used(machine)


def sense(machines: Iterable[AnyMachine]) -> Iterator[str]:
    """Every state without a road and every act with two rows for one state."""
    for machine in machines:
        yield from _every_state_is_reached_and_left(machine)
        yield from _one_row_for_each_state(machine)


def _columns(machine: AnyMachine, known: Known) -> Iterator[Column]:
    states = {row["code"] for row in tables.read(machine.states_table)}
    clocks = {row["code"] for row in tables.read("deadlines")} | set(machine.clocks)
    documents = None if known.documents is None else {*known.documents, *machine.documents}
    allowed: Mapping[str, tuple[Collection[str] | None, str]] = {
        "from": ({*states, ANY, NOT_BEGUN}, "state"),
        "to": ({*states, STAYS}, "state"),
        "outcome": (machine.outcomes, "outcome"),
        "right": (known.rights, "right"),
        "guards": (machine.guards, "guard"),
        "answered": (machine.guards, "guard"),
        "done": (machine.guards, "guard"),
        **dict.fromkeys(CLOCKS, (clocks, "deadline")),
        "letters": (known.letters, "letter"),
        "document": (documents, "document"),
        "event": (known.events, "event"),
        "turn": (TURNS, "turn"),
        "reason": (_YES_OR_NO, "answer"),
        "first": ({*states, ANY}, "state"),
        "shown": (frozenset(Shown), "place"),
        "page": (known.pages, "page"),
    }
    for column, (names_, noun) in allowed.items():
        yield Column(machine.table, column, names_, noun)


def _cells(machine: AnyMachine) -> Iterator[str]:
    for number, row in enumerate(tables.read(machine.table), 2):
        for column in _FILLED_IN:
            if not row[column] and column not in machine.unused:
                yield f"{place(machine.table, number, column)}: is empty"
        for column in machine.unused:
            if row[column]:
                yield f"{place(machine.table, number, column)}: nothing follows from {row[column]} here"
        for column in _ONE_NAME:
            if len(codes(row[column])) > 1:
                yield f"{place(machine.table, number, column)}: holds more than one name"
        if not row["action"].isidentifier():
            yield f"{place(machine.table, number, 'action')}: {row['action']!r} is no name"
        if not row["page"] and row["shown"] != Shown.NEVER:
            yield f"{place(machine.table, number, 'page')}: is empty"
        for column, whole in (("answered", "guards"), ("first", "from")):
            parts = set(codes(row[column])) - {ANY}
            if ANY not in codes(row[whole]) and not parts <= set(codes(row[whole])):
                yield f"{place(machine.table, number, column)}: names what is not in {whole}"


def _states(machine: AnyMachine) -> Iterator[str]:
    table = machine.states_table
    rows = tables.read(table)
    for number, row in enumerate(rows, 2):
        for column in row:
            if not row[column]:
                yield f"{place(table, number, column)}: is empty"
    for code, count in Counter(row["code"] for row in rows).items():
        if count > 1:
            yield f"{table}.csv, code: {code} stands in {count} rows"
    yield from Column(table, "phase", machine.phases, "phase").faults()
    yield from Column(table, "step", _STEPS, "step").faults()
    yield from Column(table, "tone", TONES, "tone").faults()


def _letters_find_their_reader(machine: AnyMachine, known: Known) -> Iterator[str]:
    for number, row in enumerate(tables.read(machine.table), 2):
        for letter in codes(row["letters"]):
            to = (known.letters or {}).get(letter, machine.letters_to)
            if to != machine.letters_to:
                where = place(machine.table, number, "letters")
                yield f"{where}: {letter} is no letter to a {machine.letters_to}"


def _every_name_is_used(machine: AnyMachine) -> Iterator[str]:
    """A guard, a placeholder or a phase of the machine that no row names is a forgotten one."""
    rows, states = tables.read(machine.table), tables.read(machine.states_table)
    used = {
        "guard": (
            machine.guards,
            {code for row in rows for name in ("guards", "done") for code in codes(row[name])},
        ),
        "deadline": (machine.clocks, {code for row in rows for name in CLOCKS for code in codes(row[name])}),
        "document": (machine.documents, {row["document"] for row in rows}),
        "phase": (machine.phases, {row["phase"] for row in states}),
    }
    for noun, (held, named) in used.items():
        for name in sorted(set(held) - named):
            yield f"{machine.table}.csv: no row names the {noun} {name}"


def _every_state_is_reached_and_left(machine: AnyMachine) -> Iterator[str]:
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


def _one_row_for_each_state(machine: AnyMachine) -> Iterator[str]:
    days = {row.in_force_from for row in machine.transitions()}
    for on in sorted(days):
        rows = Counter((row.action, source) for row in machine.in_force(on) for source in row.sources)
        for (action, source), count in rows.items():
            if count > 1:
                yield f"{machine.table} {action}: {count} rows fit {source} on {on}"
