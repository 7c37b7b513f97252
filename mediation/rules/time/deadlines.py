"""Due dates: the clocks C01 to C43 computed by the rules P1 to P10.

P1  The day of the event is not counted (民法典第二百零一条; 民事诉讼法第八十五条).
P2  Months and years end on the corresponding day, else on the last of the month (民法典第二百零二条).
P3  A last day that is a rest day moves to the day after the rest; rest days inside the period
    count; the period ends at 24:00 (民法典第二百零三条).
P4  A make-up working day is no rest day: a last day on it does not move.
P5  A period in working days counts working days only, make-up days among them.
P6  What an authority or institution must do does not move: the earlier day is the safe alarm.
P7  What was posted or entered into the system before the end is in time (电子签名法第十一条).
P8  A pause takes its days out of the count; an extension needs its consents before the end.
P9  A year without notice gives a provisional day.
P10 The notices are rows of `tables/holidays.csv`.

>>> from datetime import date
>>> compute(rule("C04", on=date(2026, 9, 1)), start_on=date(2026, 9, 1)).due_on
datetime.date(2026, 10, 8)
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from mediation.rules.findings import Finding, Outcome
from mediation.rules.phrases import phrase
from mediation.rules.time.deadline_rules import (
    CONSENTS,
    NO_CAP,
    PAUSE_REASONS,
    WHO,
    DeadlineRule,
    Rolls,
    all_rules,
    rule,
)
from mediation.rules.time.due_dates import DueDate, Extension, Pause
from mediation.rules.time.periods import Period, Unit, day_in_words
from mediation.rules.time.workdays import Calendar
from mediation.rules.time.workdays import calendar as shipped_calendar

__all__ = [
    "CONSENTS",
    "NO_CAP",
    "PAUSE_REASONS",
    "WHO",
    "DeadlineRule",
    "DueDate",
    "Extension",
    "Pause",
    "Period",
    "Rolls",
    "Unit",
    "all_rules",
    "check_extension",
    "check_pause",
    "compute",
    "rule",
]


def compute(
    deadline: DeadlineRule,
    *,
    start_on: date,
    pauses: Sequence[Pause] = (),
    extensions: Sequence[Extension] = (),
    calendar: Calendar | None = None,
    on: date | None = None,
) -> DueDate:
    """The due date of a deadline whose event happened on `start_on`.

    `on` is needed only while a pause is open: the day is then computed as if the clock resumed
    on `on`. Raises ValueError when the rule has no length of its own (C38) or an open pause
    comes without `on`.
    """
    if calendar is None:
        calendar = shipped_calendar()
    if deadline.period is None:
        raise ValueError(f"{deadline.code} has no length of its own: give it by lasting()")
    counted_to = deadline.period.after(start_on, calendar)
    for extension in extensions:
        counted_to = extension.period.after(counted_to, calendar)
    paused_days, is_paused = 0, False
    if pauses:
        is_paused = any(pause.resumed_on is None for pause in pauses)
        counted_to, paused_days = _pause(deadline, start_on, counted_to, pauses, calendar, on)
    due_on = _moved(deadline, counted_to, calendar)
    return DueDate(
        deadline,
        start_on,
        counted_to,
        due_on,
        _is_provisional(deadline, start_on, due_on, calendar),
        is_paused,
        paused_days,
        tuple(pauses),
        tuple(extensions),
        calendar,
    )


def _moved(deadline: DeadlineRule, counted_to: date, calendar: Calendar) -> date:
    return counted_to if deadline.rolls is Rolls.NO else calendar.next_workday(counted_to)


def _is_provisional(deadline: DeadlineRule, start_on: date, due_on: date, calendar: Calendar) -> bool:
    """Whether the kind of a day in a year without notice decided."""
    if deadline.period is not None and deadline.period.unit is Unit.WORKDAYS:
        return calendar.is_provisional(start_on) or calendar.is_provisional(due_on)
    return deadline.rolls is not Rolls.NO and calendar.is_provisional(due_on)


def _pause(
    deadline: DeadlineRule,
    start_on: date,
    counted_to: date,
    pauses: Iterable[Pause],
    calendar: Calendar,
    on: date | None,
) -> tuple[date, int]:
    """The last day and the calendar days taken out, when overlapping pauses count once."""
    in_workdays = deadline.period is not None and deadline.period.unit is Unit.WORKDAYS
    taken_out, done_to = 0, start_on
    for stopped_on, resumed_on in _closed(pauses, on):
        first = max(stopped_on, done_to)
        if resumed_on <= first:
            continue
        if first > _moved(deadline, counted_to, calendar):
            break  # the period had ended before the clock was stopped
        if first >= counted_to:
            # Stopped on the last day: the day of resuming takes its place.
            counted_to = calendar.next_workday(resumed_on) if in_workdays else resumed_on
        elif in_workdays:
            counted_to = calendar.add_workdays(counted_to, calendar.workdays_between(first, resumed_on))
        else:
            counted_to += resumed_on - first
        taken_out += (resumed_on - first).days
        done_to = resumed_on
    return counted_to, taken_out


def _closed(pauses: Iterable[Pause], on: date | None) -> list[tuple[date, date]]:
    spans = []
    for pause in pauses:
        resumed_on = pause.resumed_on or on
        if resumed_on is None:
            raise ValueError("a pause is open: hand in the day `on`")
        spans.append((pause.stopped_on, resumed_on))
    return sorted(spans)


def check_pause(deadline: DeadlineRule, due: DueDate, reason: str, *, stopped_on: date) -> list[Finding]:
    """Whether the clock may be stopped on `stopped_on` for `reason`, a code of PAUSE_REASONS."""
    findings = []
    if reason not in deadline.suspends:
        findings.append(
            _block(
                deadline,
                "pause_not_allowed",
                "“{deadline}”不因{reason}停止计算。",
                "“{deadline}” does not stop for this reason: {reason}.",
                reason=PAUSE_REASONS[reason],
            )
        )
    if stopped_on < due.start_on:
        findings.append(
            _block(
                deadline,
                "pause_before_start",
                "“{deadline}”从{day}起算，不能在此之前停止计算。",
                "“{deadline}” runs from {day}; it cannot be stopped before.",
                day=day_in_words(due.start_on),
            )
        )
    if any(pause.resumed_on is None or stopped_on < pause.resumed_on for pause in due.pauses):
        findings.append(
            _block(
                deadline,
                "pause_overlaps",
                "“{deadline}”在这一天已经停止计算，不能重复停止。请先恢复计算。",
                "“{deadline}” stands still on that day already. Resume it first.",
            )
        )
    if due.is_overdue(stopped_on):
        findings.append(
            _block(
                deadline,
                "pause_after_expiry",
                "“{deadline}”已于{day}届满，不能再停止计算。",
                "“{deadline}” ended on {day} and can no longer be stopped.",
                day=day_in_words(due.due_on),
            )
        )
    return findings or [_pass(deadline, "pause_allowed", "可以停止计算。", "The clock may be stopped.")]


def check_extension(
    deadline: DeadlineRule,
    due: DueDate,
    requested: int,
    *,
    asked_on: date,
    consents: Collection[str],
) -> list[Finding]:
    """Whether `due` may be extended by `requested` (in the rule's extension unit, calendar days by default).

    `asked_on` is the day on which the last consent was given; `consents` are codes of CONSENTS.
    All obstacles are found, not only the first; a single PASS names the new last day.
    """
    if not deadline.may_be_extended:
        return [
            _block(
                deadline,
                "extension_not_allowed",
                "“{deadline}”不能延长。请在{day}前办理。",
                "“{deadline}” cannot be extended. Act by {day}.",
                day=day_in_words(due.due_on),
            )
        ]
    findings = [*_length_findings(deadline, due, requested)]
    if due.is_overdue(asked_on):
        findings.append(
            _block(
                deadline,
                "extension_after_expiry",
                "“{deadline}”已于{day}届满，届满后不能延长。",
                "“{deadline}” ended on {day}; it cannot be extended after its end.",
                day=day_in_words(due.due_on),
            )
        )
    findings += [
        _block(
            deadline,
            "extension_consent_missing",
            "延长“{deadline}”还缺：{consent}。请取得并记录后再延长。",
            "To extend “{deadline}” this is still missing: {consent}. Obtain and record it first.",
            consent=CONSENTS[consent],
        )
        for consent in deadline.extension_consents
        if consent not in consents
    ]
    if findings:
        return findings
    extension = Extension(requested, deadline.extension_unit, asked_on, tuple(consents))
    extended = compute(
        deadline,
        start_on=due.start_on,
        pauses=due.pauses,
        extensions=(*due.extensions, extension),
        calendar=due.calendar,
        on=asked_on,
    )
    if extended.is_overdue(asked_on):
        return [
            _block(
                deadline,
                "extension_to_the_past",
                "延长后“{deadline}”到{day}为止，这一天已经过去。请延长更多天数。",
                "Extended, “{deadline}” would end on {day}, which has passed. Ask for more days.",
                day=day_in_words(extended.due_on),
            )
        ]
    return [
        _pass(
            deadline,
            "extension_allowed",
            "可以延长{period}，新的最后一日是{day}。",
            "It may be extended by {period}; the new last day is {day}.",
            period=extension.period.words,
            day=day_in_words(extended.due_on),
        )
    ]


def _length_findings(deadline: DeadlineRule, due: DueDate, requested: int) -> Iterable[Finding]:
    if requested < 1:
        yield _block(
            deadline,
            "extension_not_positive",
            "延长的天数至少为 1，请重新填写。",
            "An extension is at least 1 day: enter it again.",
        )
    used = sum(extension.length for extension in due.extensions)
    if deadline.extension_max != NO_CAP and used + requested > deadline.extension_max:
        yield _block(
            deadline,
            "extension_too_long",
            "“{deadline}”最多共延长{most}，已延长 {used}，还可延长 {left}。",
            "“{deadline}” may be extended by {most} in all; {used} are used and {left} are left.",
            most=Period(deadline.extension_max, deadline.extension_unit).words,
            used=used,
            left=max(0, deadline.extension_max - used),
        )


def _block(deadline: DeadlineRule, code: str, zh: str, en: str, **facts: object) -> Finding:
    words = phrase(zh, en, deadline=deadline.words, **facts)
    return Finding(Outcome.BLOCK, code, words, deadline.legal_basis)


def _pass(deadline: DeadlineRule, code: str, zh: str, en: str, **facts: object) -> Finding:
    return Finding(Outcome.PASS, code, phrase(zh, en, **facts), deadline.legal_basis)
