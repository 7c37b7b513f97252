"""A due date explained: the steps in which it was found, the likely next question answered at the end.

Built only when a page asks for it; computing for a list never comes here.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from mediation.rules.findings import Words
from mediation.rules.phrases import listed, phrase
from mediation.rules.time.deadline_rules import CONSENTS, PAUSE_REASONS, Rolls
from mediation.rules.time.due_dates import DueDate
from mediation.rules.time.periods import Unit, day_in_words, short_day
from mediation.rules.time.workdays import MAKE_UP_WORDS, DayKind, RestSpan

_ONE_DAY = timedelta(days=1)
_LISTED_WORKDAYS = 10  # beyond this many the working days are not listed one by one
_LISTED_RESTS = 4
_NO_REASON = Words("原因未记录", "no reason recorded")


def steps_of(due: DueDate) -> tuple[Words, ...]:
    """The sentences in order: start, count, extensions, pauses, last day, end of day, next question."""
    return tuple(
        step
        for part in (_start, _count, _extended, _paused, _last_day, _next_question, _open_end)
        for step in part(due)
    )


def _start(due: DueDate) -> Iterable[Words]:
    facts = {"start": day_in_words(due.start_on), "event": due.rule.start_words}
    period = due.rule.period
    if period is not None and period.length == 0:
        yield phrase("{event}：{start}。", "On {start}: {event}.", **facts)
        return
    first_on = due.start_on + _ONE_DAY
    if _in_workdays(due):
        first_on = due.calendar.next_workday(first_on)
    yield phrase(
        "{start}{event}，当日不计入；第 1 日是{first}（民法典第二百零一条）。",
        "On {start}: {event}. That day is not counted; day 1 is {first} (Civil Code art. 201).",
        first=day_in_words(first_on),
        **facts,
    )


def _count(due: DueDate) -> Iterable[Words]:
    period = due.rule.period
    if period is None or period.length == 0:
        return
    end = period.after(due.start_on, due.calendar)
    if period.unit is Unit.WORKDAYS:
        yield _count_of_workdays(due, end)
    elif period.unit is Unit.DAYS:
        yield _count_of_days(due, end)
    else:
        shortened = end.day != due.start_on.day
        yield phrase(
            "期限{period}，到{end}"
            + ("；该月没有对应日，以月末日为准" if shortened else "")
            + "（民法典第二百零二条）。",
            "The period is {period}, up to {end}"
            + ("; that month has no corresponding day, so its last day counts" if shortened else "")
            + " (Civil Code art. 202).",
            period=period.words,
            end=day_in_words(end),
        )


def _count_of_days(due: DueDate, end: date) -> Words:
    inside = due.calendar.rest_spans(due.start_on + _ONE_DAY, end - _ONE_DAY)
    holidays = [_span(span) for span in inside if span.name.zh != "周末"]
    rest_days = sum((span.last_on - span.first_on).days + 1 for span in inside)
    facts = {
        "period": due.rule.period.words if due.rule.period else "",
        "end": day_in_words(end),
        "rest": rest_days,
    }
    if not rest_days:
        return phrase("按自然日计算 {period}，到{end}。", "Count {period}, up to {end}.", **facts)
    named = phrase("（包括{names}）", " (among them {names})", names=listed(holidays[:_LISTED_RESTS]))
    return phrase(
        "按自然日计算{period}，到{end}；期间内的 {rest} 个休息日{named}也计入。",
        "Count {period}, up to {end}; the {rest} rest days inside{named} are counted too.",
        named=named if holidays else "",
        **facts,
    )


def _count_of_workdays(due: DueDate, end: date) -> Words:
    calendar, first = due.calendar, due.start_on + _ONE_DAY
    skipped = calendar.rest_spans(first, end)
    facts = {
        "period": due.rule.period.words if due.rule.period else "",
        "end": day_in_words(end),
        "days": listed(_listed_workdays(due, end)),
        "skipped": phrase(
            "；跳过{spans}", "; skipped: {spans}", spans=listed(map(_span, skipped[:_LISTED_RESTS]))
        )
        if skipped
        else "",
    }
    if due.rule.period is not None and due.rule.period.length <= _LISTED_WORKDAYS:
        return phrase("按工作日计算{period}：{days}{skipped}。", "Count {period}: {days}{skipped}.", **facts)
    return phrase("按工作日计算{period}，到{end}。", "Count {period}, up to {end}.", **facts)


def _listed_workdays(due: DueDate, end: date) -> Iterable[Words]:
    day = due.start_on
    while day < end:
        day = due.calendar.add_workdays(day, 1)
        words = short_day(day)
        if due.calendar.kind_of(day) is DayKind.MAKE_UP:
            words = phrase("{day}（{kind}）", "{day} ({kind})", day=words, kind=MAKE_UP_WORDS)
        yield words


def _extended(due: DueDate) -> Iterable[Words]:
    for extension in due.extensions:
        consents = listed(CONSENTS[code] for code in extension.consents if code in CONSENTS)
        yield phrase(
            "{agreed}经{consents}，延长{period}。" if consents.zh else "{agreed}延长{period}。",
            "On {agreed} it was extended by {period} ({consents})."
            if consents.zh
            else "On {agreed} it was extended by {period}.",
            agreed=day_in_words(extension.agreed_on),
            period=extension.period.words,
            consents=consents,
        )


def _paused(due: DueDate) -> Iterable[Words]:
    for pause in sorted(due.pauses, key=lambda pause: pause.stopped_on):
        facts = {
            "reason": PAUSE_REASONS.get(pause.reason, Words(pause.reason, pause.reason))
            if pause.reason
            else _NO_REASON,
            "stopped": day_in_words(pause.stopped_on),
            "resumed": day_in_words(pause.resumed_on or pause.stopped_on),
        }
        if pause.resumed_on is None:
            yield phrase(
                "{stopped}起停止计算（{reason}），至今没有恢复。",
                "The clock has stood still since {stopped} ({reason}).",
                **facts,
            )
        else:
            yield phrase(
                "{stopped}停止计算（{reason}），{resumed}的次日恢复。",
                "The clock stopped on {stopped} ({reason}) and went on from the day after {resumed}.",
                **facts,
            )
    if due.paused_days:
        yield phrase(
            "停止计算的共 {count} 天不计入期限。",
            "{count} days of standing still are taken out.",
            count=due.paused_days,
        )


def _last_day(due: DueDate) -> Iterable[Words]:
    facts = {"counted": day_in_words(due.counted_to), "due": day_in_words(due.due_on)}
    if due.due_on != due.counted_to:
        yield phrase(
            "数到{counted}，是{kind}，顺延到休息结束后的第一个工作日{due}（民法典第二百零三条）。",
            "The count ends on {counted}, a rest day ({kind}), and moves to the first working day after it, "
            "{due} (Civil Code art. 203).",
            kind=_kind(due, due.counted_to),
            **facts,
        )
    yield phrase(
        "所以最后一日是{due}，网上办理到当日 24:00 截止，窗口办理到当日下班截止。",
        "So the last day is {due}: online until 24:00, at the counter until it closes.",
        **facts,
    )


def _next_question(due: DueDate) -> Iterable[Words]:
    """The question that the answer raises: why not the day that one would have expected?"""
    kind = due.calendar.kind_of(due.counted_to)
    facts = {"counted": day_in_words(due.counted_to), "due": day_in_words(due.due_on)}
    if due.due_on != due.counted_to:
        make_ups = due.calendar.make_up_days(due.counted_to, due.due_on)
        yield phrase(
            "为什么不是{counted}？因为期限的最后一日遇休息日才顺延，期间中的休息日不顺延，也不扣除。"
            + ("{due}是调休上班日，算工作日。" if make_ups else ""),
            "Why not {counted}? Because only a last day on a rest day moves on; rest days inside "
            "neither move nor shorten the period."
            + (" {due} is a make-up working day and counts as one." if make_ups else ""),
            **facts,
        )
    elif kind is DayKind.MAKE_UP:
        yield phrase(
            "为什么不顺延到周一？因为{counted}是调休上班日，不是休息日。",
            "Why not the Monday after? Because {counted} is a make-up working day, not a rest day.",
            **facts,
        )
    elif not kind.is_work and due.rule.rolls is Rolls.NO:
        yield phrase(
            "为什么不顺延？这是对机关或机构的办理时限，按较早的日期提醒更稳妥，所以到{due}为止。",
            "Why does it not move on? It binds an authority or institution: "
            "the earlier day is the safe alarm.",
            **facts,
        )
    elif _in_workdays(due):
        yield phrase(
            "为什么不是自然日？这一期限按工作日计算，周末和节假日不计，调休上班日计入。",
            "Why not calendar days? This period counts working days: "
            "no weekends or holidays, but make-up days.",
        )
    elif due.rule.period is not None and due.rule.period.length:
        yield phrase(
            "为什么不扣除周末？这一期限按自然日计算，只有最后一日是休息日才顺延；{due}是工作日。"
            if kind.is_work
            else "为什么不扣除周末？这一期限按自然日计算。",
            "Why are weekends not left out? It counts calendar days; only a last day on a rest day "
            "would move, and {due} is a working day."
            if kind.is_work
            else "Why are weekends not left out? It counts calendar days.",
            **facts,
        )
    if due.rule.note is not None:
        yield phrase("{note}。", "{note}.", note=due.rule.note)


def _open_end(due: DueDate) -> Iterable[Words]:
    if due.is_paused:
        yield Words(
            "现在处于停止计算状态：以上日期按今天恢复计算得出，恢复后会重新计算。",
            "The clock stands still: the day above supposes that it resumes today, "
            "and is computed again then.",
        )
    if due.provisional:
        yield phrase(
            "{year} 年的放假安排尚未载入，日期是暂定的，载入后自动重新计算。",
            "The holidays of {year} are not loaded yet: the day is provisional and is computed again "
            "when they are.",
            year=due.due_on.year if due.calendar.is_provisional(due.due_on) else due.start_on.year,
        )


def _in_workdays(due: DueDate) -> bool:
    return due.rule.period is not None and due.rule.period.unit is Unit.WORKDAYS


def _kind(due: DueDate, day: date) -> Words:
    return due.calendar.name_of(day) or Words("周末", "weekend")


def _span(span: RestSpan) -> Words:
    if span.first_on == span.last_on:
        return phrase("{first}（{name}）", "{first} ({name})", first=short_day(span.first_on), name=span.name)
    return phrase(
        "{first}至{last}（{name}）",
        "{first} to {last} ({name})",
        first=short_day(span.first_on),
        last=short_day(span.last_on),
        name=span.name,
    )
