"""Deadlines as a page shows them, with how their last days came about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mediation.deadlines.due_date_changes import WHY
from mediation.deadlines.models import Deadline, DeadlineMove
from mediation.deadlines.reckoning import due, rule_of
from mediation.holidays.queries import house_calendar
from mediation.rules.findings import Words
from mediation.rules.phrases import phrase
from mediation.rules.procedures import lifecycle
from mediation.rules.time.deadline_rules import ENDS
from mediation.rules.time.deadline_steps import steps_of
from mediation.rules.time.deadlines import Unit
from mediation.rules.time.periods import short_day
from mediation.rules.time.reminders import alarms, next_alarm
from mediation.web.filters import Remaining, remaining

STATUS_WORDS = {
    "running": Words("计算中", "Running"),
    "paused": Words("已中止", "Paused"),
    "met": Words("已办", "Met"),
    "lapsed": Words("已过期", "Lapsed"),
    "void": Words("不适用", "Does not apply"),
}


@dataclass(frozen=True, slots=True)
class DeadlineCard:
    """`steps` say in words how `due_on` was found; `ladder` who is reminded when, `reminder` who next.

    `moves` say when the last day became another and why, `what_next` what follows by itself.
    """

    words: Words
    who: Words
    status: Words
    left: Remaining
    due_on: date
    provisional: bool
    legal_basis: str
    steps: tuple[Words, ...]
    ladder: tuple[Words, ...]
    reminder: Words | None
    runs: bool
    id: int
    code: str
    what_next: Words | None
    moves: tuple[Words, ...]
    may_be_extended: bool
    may_be_paused: bool
    is_paused: bool


def cards_of(
    deadlines: Iterable[Deadline], *, on: date, moves: Mapping[int, Sequence[DeadlineMove]] | None = None
) -> list[DeadlineCard]:
    """The running ones first, then what is done, the newest first; `moves` by deadline."""
    moved = moves or {}
    ordered = sorted(deadlines, key=lambda one: (not one.runs, -one.id))
    return [card_of(deadline, on=on, moves=moved.get(deadline.id, ())) for deadline in ordered]


def card_of(deadline: Deadline, *, on: date, moves: Sequence[DeadlineMove] = ()) -> DeadlineCard:
    """One deadline as a page shows it on the day `on`."""
    given = rule_of(deadline)
    answer = due(deadline, on=on)
    calendar = house_calendar()
    awaited = next_alarm(deadline.code, answer.due_on, calendar, after=on)
    in_workdays = given.period is not None and given.period.unit is Unit.WORKDAYS
    return DeadlineCard(
        words=given.words,
        who=given.who_must_act,
        status=STATUS_WORDS[deadline.status],
        left=remaining(
            answer.due_on,
            on,
            calendar.workdays_between(on, answer.due_on) if in_workdays else None,
            paused=deadline.status == "paused",
            done=not deadline.runs,
        ),
        due_on=answer.due_on,
        provisional=answer.provisional,
        legal_basis=given.legal_basis,
        steps=steps_of(answer),
        ladder=tuple(alarm.words for alarm in alarms(deadline.code, answer.due_on, calendar)),
        reminder=awaited.words if awaited and deadline.status == "running" else None,
        runs=deadline.runs,
        id=deadline.id,
        code=deadline.code,
        what_next=_what_next(deadline, given.on_lapse) if deadline.runs else None,
        moves=tuple(map(_move, moves)),
        may_be_extended=deadline.runs and given.may_be_extended,
        may_be_paused=deadline.runs and bool(given.suspends),
        is_paused=deadline.status == "paused",
    )


def _what_next(deadline: Deadline, on_lapse: str) -> Words:
    """What follows when the last day passes and nobody acted."""
    if deadline.status == "paused":
        return Words(
            "计时已中止，恢复后重新计算。", "The clock stands still; it is reckoned anew on resuming."
        )
    if not on_lapse or deadline.lapses_on is None:
        return Words(
            "期满不自动办理，只提醒承办人和负责人。",
            "Nothing happens by itself; those in charge are reminded.",
        )
    if on_lapse == ENDS:
        return Words(
            "期满未提出的，权利即告消灭，无须办理。",
            "A right not used by then is over; nothing is to be done.",
        )
    return phrase(
        "没有办理的，{day}起系统自动办理：{act}。",
        "If nobody acts, from {day} the system does it: {act}.",
        day=short_day(deadline.lapses_on),
        act=next(
            (row.words for row in lifecycle.transitions() if row.action == on_lapse),
            Words("记为逾期，并交负责人处理", "note it as overdue and hand it to those in charge"),
        ),
    )


def _move(move: DeadlineMove) -> Words:
    return phrase(
        "{on}：由{was}改为{now}（{why}）。",
        "{on}: from {was} to {now} ({why}).",
        on=short_day(move.moved_on),
        was=short_day(move.was_on),
        now=short_day(move.now_on),
        why=WHY[move.why],
    )
