"""What happens to clocks: started, met, paused, resumed and lengthened.

`follow` does what the row of a transition table says; a thing that has one calls it for every act.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from mediation.database import db
from mediation.deadlines.due_date_changes import note_move
from mediation.deadlines.models import Deadline
from mediation.deadlines.reckoning import rule_of, settle
from mediation.rules.procedures.machine import Transition
from mediation.rules.time.deadlines import Unit


@dataclass(frozen=True, slots=True)
class Clocked:
    """A thing on which deadlines hang, with those that it has (`queries.rows_of`, or a relationship).

    A matter keeps the law of the day on which it began, `law_on`. `names` says which rules the
    placeholders of its table mean for this thing; an empty one means none.
    """

    kind: str
    thing_id: int
    law_on: date
    rows: list[Deadline]
    case_id: int | None = None
    names: Mapping[str, str] = field(default_factory=dict)

    def codes(self, written: Sequence[str]) -> list[str]:
        """The codes of the law book that the row of a table means for this thing."""
        named = (self.names.get(code, code) for code in written)
        return [code for code in named if code]

    def running(self, code: str) -> list[Deadline]:
        """Those of a code that run or are paused."""
        return [one for one in self.rows if one.code == code and one.runs]

    def meant_by(self, placeholder: str) -> Deadline | None:
        """The running or paused one that a placeholder of the table means for this thing."""
        found = (one for code in self.codes((placeholder,)) for one in self.running(code))
        return next(found, None)

    def runs_to(self, placeholder: str) -> date | None:
        """Its last day; None when it does not run."""
        deadline = self.meant_by(placeholder)
        return deadline.due_on if deadline else None


def nearest(rows: Iterable[Deadline]) -> Deadline | None:
    """Of these the running one that ends first; None when none runs."""
    running = (one for one in rows if one.status == "running")
    return min(running, key=lambda one: (one.due_on, one.code), default=None)


EventDay = date | Mapping[str, date | None] | None


def follow(
    thing: Clocked,
    row: Transition,
    *,
    on: date,
    starts_on: EventDay = None,
    stops_on: date | None = None,
) -> None:
    """Do to the thing's deadlines what the row of its table says, as of the day `on`.

    `starts_on` is the day of the event from which new ones count, where it is not today; a mapping
    by code where the events of several differ; a code mapped to None does not start, because its event
    did not happen. `stops_on` is the day on which what the stopped ones
    bounded was done, where it is written down later.
    """
    for code in thing.codes(row.stops):
        for deadline in thing.running(code):
            stop(deadline, on=stops_on or on)
    for code in thing.codes(row.pauses):
        for deadline in thing.running(code):
            if deadline.status == "running":
                pause(deadline, on=on)
    for code in thing.codes(row.resumes):
        for deadline in thing.running(code):
            if deadline.status == "paused":
                resume(deadline, on=on)
    for code in thing.codes(row.starts):
        if isinstance(starts_on, Mapping):
            day = starts_on.get(code, on)
            if day is None:
                continue
        else:
            day = starts_on
        start(thing, code, starts_on=day or on)


def start(
    thing: Clocked,
    code: str,
    *,
    starts_on: date,
    length: int | None = None,
    unit: Unit | None = None,
    keeps_day: bool = False,
) -> Deadline:
    """Start a clock on the thing; `starts_on` is the day of the event, the next day counts first.

    `length` in `unit` where the source of the matter sets it; `keeps_day` where the parties agreed
    that rest days do not move the last day (民法典第二百零四条).
    """
    deadline = Deadline(
        kind=thing.kind,
        thing_id=thing.thing_id,
        case_id=thing.case_id,
        code=code,
        law_on=thing.law_on,
        start_on=starts_on,
        length=length,
        unit=unit.value if unit else None,
        keeps_day=keeps_day,
        pauses=[],
        extensions=[],
        status="running",
    )
    settle(deadline, on=starts_on)
    thing.rows.append(deadline)
    db.session.add(deadline)
    return deadline


def stop(deadline: Deadline, *, on: date, status: str = "met") -> None:
    """End a clock on the day `on`: what it bounded was done, or it lapsed."""
    deadline.status, deadline.ended_on = status, on
    deadline.lapses_on = deadline.next_alarm_on = None


def pause(deadline: Deadline, *, on: date, reason: str = "") -> None:
    """Stop the count; `reason` is a code of PAUSE_REASONS that `changing.stopped` let through."""
    begun = {"from": on.isoformat(), "to": None} | ({"reason": reason} if reason else {})
    deadline.status = "paused"
    deadline.pauses = [*deadline.pauses, begun]
    deadline.lapses_on = deadline.next_alarm_on = None


def resume(deadline: Deadline, *, on: date) -> None:
    """Let the count go on; the days of the pause are taken out."""
    deadline.status = "running"
    *before, last = deadline.pauses
    deadline.pauses = [*before, {**last, "to": on.isoformat()}]
    was_on = deadline.due_on
    settle(deadline, on=on)
    note_move(deadline, was_on, "pause", on=on)


def extend(deadline: Deadline, length: int, consents: Sequence[str], reason: str, *, on: date) -> None:
    """Lengthen it; the caller asked `changing.lengthened` and was let through."""
    given = {
        "length": length,
        "unit": rule_of(deadline).extension_unit.value,
        "agreed_on": on.isoformat(),
        "consents": list(consents),
        "reason": reason,
    }
    was_on = deadline.due_on
    deadline.extensions = [*deadline.extensions, given]
    settle(deadline, on=on)
    note_move(deadline, was_on, "extension", on=on)
