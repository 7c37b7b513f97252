"""Limitation of actions (诉讼时效): when it ends, what interrupts it, and a neutral warning.

Three years from knowing the harm and the debtor, at most twenty from the harm (民法典第一百八十八条);
with instalments from the last of them (第一百八十九条). A request to a mediation body interrupts it
from the day of the request, and it starts anew when that procedure ends (诉讼时效规定第十二条;
民法典第一百九十五条). Whether a claim is barred is never decided here: only the debtor may raise it
(第一百九十二条, 第一百九十三条), so the findings speak to both sides alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from mediation.rules.dated import Dated
from mediation.rules.findings import Finding, Outcome, Words
from mediation.rules.phrases import phrase
from mediation.rules.rows import rows_of
from mediation.rules.time.deadline_rules import DeadlineRule, all_rules
from mediation.rules.time.periods import Period, Unit, add_months, day_in_words
from mediation.rules.time.workdays import Calendar
from mediation.rules.time.workdays import calendar as shipped_calendar

_THREE_YEARS_FROM = date(2017, 10, 1)  # 民法总则; 法释〔2018〕12号 on periods then still running
_CAP = Period(20, Unit.YEARS)
_BASIS = "民法典第一百八十八条、第一百九十二条、第一百九十五条"


@dataclass(frozen=True, slots=True)
class InterruptionKind(Dated):
    """A row of `tables/interruptions.csv`.

    After a procedure the period starts anew when the procedure ends, else on the day itself. An
    acknowledgement by the debtor counts even after the end (民法典第一百九十二条).
    """

    code: str
    words: Words
    is_procedure: bool
    is_acknowledgement: bool


class Interruption(NamedTuple):
    """`kind` is a code of `interruption_kinds`; `ended_on` the end of a procedure, None while it lasts."""

    kind: str
    on: date
    ended_on: date | None = None


class Obstacle(NamedTuple):
    """A reason why the creditor could not act, 民法典第一百九十四条; `ended_on` None while it lasts."""

    began_on: date
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class Limitation:
    """Where a claim stands.

    `started_on` is the day from which the present period runs; `due_on` is its last day, None
    while a procedure or an obstacle keeps it from ending; `cap_on` is the last day of the twenty
    years; `expired_on` is the last day of an earlier period that ended without interruption.
    """

    started_on: date
    due_on: date | None
    cap_on: date
    expired_on: date | None
    provisional: bool
    warn_on: tuple[date, ...]
    steps: tuple[Words, ...]


@cache
def interruption_kinds() -> Mapping[str, InterruptionKind]:
    """All kinds of interruption by code."""
    return MappingProxyType({row.code: row for row in rows_of("interruptions", InterruptionKind)})


def start_of_instalments(due_days: Iterable[date]) -> date:
    """The start for a debt in instalments: the last of their days (民法典第一百八十九条)."""
    return max(due_days)


def limitation(
    *,
    known_on: date,
    harmed_on: date | None = None,
    interruptions: Sequence[Interruption] = (),
    obstacles: Sequence[Obstacle] = (),
    lasting: Period | None = None,
    calendar: Calendar | None = None,
) -> Limitation:
    """Where the limitation of a claim stands.

    `known_on` is the day on which the creditor knew or should have known of the harm and the debtor
    (for a debt with a day: that day); `harmed_on` the day of the harm, `known_on` when not given;
    `lasting` a special period. Raises KeyError for an unknown kind of interruption.
    """
    return _Reckoning(known_on, harmed_on, lasting, obstacles, calendar or shipped_calendar()).answer(
        interruptions
    )


class _Reckoning:
    """One claim walked through its events in order."""

    def __init__(
        self,
        known_on: date,
        harmed_on: date | None,
        lasting: Period | None,
        obstacles: Sequence[Obstacle],
        calendar: Calendar,
    ) -> None:
        self.calendar = calendar
        self.lasting = lasting
        self.obstacles = sorted(obstacles)
        self.started_on = known_on
        self.has_open_procedure = False
        self.expired_on: date | None = None
        self.cap_on = calendar.next_workday(_CAP.after(harmed_on or known_on, calendar))
        self.steps = [
            phrase(
                "{day}是起算日，期间自次日起计算（民法典第一百八十八条、第二百零一条）。",
                "{day} is the day of the start; the period runs from the day after "
                "(Civil Code arts. 188, 201).",
                day=day_in_words(known_on),
            )
        ]

    def answer(self, interruptions: Sequence[Interruption]) -> Limitation:
        for interruption in sorted(interruptions, key=lambda one: one.on):
            self._interrupt(interruption)
        due_on = self._end()
        self._tell_end(due_on)
        return Limitation(
            started_on=self.started_on,
            due_on=due_on,
            cap_on=self.cap_on,
            expired_on=self.expired_on,
            provisional=due_on is not None and self.calendar.is_provisional(due_on),
            warn_on=self._warn_on(due_on),
            steps=tuple(self.steps),
        )

    def _rule(self) -> DeadlineRule:
        """Three years; two where they had ended before the change of 2017."""
        newer, older = all_rules()["C39"]
        two_years = (older.period or Period(2, Unit.YEARS)).after(self.started_on, self.calendar)
        return older if two_years < _THREE_YEARS_FROM else newer

    def _period(self) -> Period:
        return self.lasting or self._rule().period or Period(3, Unit.YEARS)

    def _end(self) -> date | None:
        """The last day of the present period, None when nothing lets it end."""
        if self.has_open_procedure:
            return None
        end = self._period().after(self.started_on, self.calendar)
        for obstacle in self.obstacles:
            touches_last_half_year = obstacle.began_on <= end and (
                obstacle.ended_on is None or obstacle.ended_on > add_months(end, -6)
            )
            if touches_last_half_year and obstacle.ended_on is None:
                return None
            if touches_last_half_year and obstacle.ended_on is not None:
                # Six months from the end of the obstacle (民法典第一百九十四条): never before `end`, since it
                # ended within the last six months.
                end = add_months(obstacle.ended_on, 6)
        return min(self.calendar.next_workday(end), self.cap_on)

    def _interrupt(self, interruption: Interruption) -> None:
        kind = interruption_kinds()[interruption.kind]
        end = self._end()
        facts = {"day": day_in_words(interruption.on), "kind": kind.words}
        if not self.has_open_procedure and end is not None and interruption.on > end:
            self.expired_on = end
            if not kind.is_acknowledgement:
                self.steps.append(
                    phrase(
                        "{day}{kind}时期间已过，不发生中断。",
                        "On {day} ({kind}) the period had already ended: nothing was interrupted.",
                        **facts,
                    )
                )
                return
        if kind.is_procedure and interruption.ended_on is None:
            self.has_open_procedure = True
            self.steps.append(
                phrase(
                    "{day}{kind}，时效中断；程序终结后重新计算（民法典第一百九十五条）。",
                    "On {day}: {kind}. The period is interrupted and starts anew when the procedure ends "
                    "(Civil Code art. 195).",
                    **facts,
                )
            )
            return
        restart = interruption.ended_on if kind.is_procedure and interruption.ended_on else interruption.on
        if restart <= self.started_on:
            return  # an event before the period began changes nothing
        self.started_on = restart
        self.steps.append(
            phrase(
                "{day}{kind}，时效中断，从{restart}起重新计算（民法典第一百九十五条）。",
                "On {day}: {kind}. The period is interrupted and starts anew from {restart} "
                "(Civil Code art. 195).",
                restart=day_in_words(restart),
                **facts,
            )
        )

    def _tell_end(self, due_on: date | None) -> None:
        if due_on is None:
            self.steps.append(
                Words("目前时效没有在进行中，不会届满。", "At present the period does not run to its end.")
            )
            return
        capped = due_on == self.cap_on
        self.steps.append(
            phrase(
                "期间{period}，最后一日是{day}" + ("，受二十年最长期间限制" if capped else "") + "。",
                "The period is {period}; its last day is {day}"
                + (", by the limit of twenty years" if capped else "")
                + ".",
                period=self._period().words,
                day=day_in_words(due_on),
            )
        )

    def _warn_on(self, due_on: date | None) -> tuple[date, ...]:
        if due_on is None:
            return ()
        return tuple(sorted(period.before(due_on, self.calendar) for period in self._rule().warn_before))


def check_limitation(claim: Limitation, *, on: date) -> Finding:
    """What to tell both sides on the day `on`; never blocks, since a barred claim can be mediated."""
    if claim.due_on is None:
        return Finding(
            Outcome.PASS,
            "limitation_interrupted",
            Words("诉讼时效已经中断，目前没有届满之虞。", "The limitation period is interrupted."),
            _BASIS,
        )
    facts = {"day": day_in_words(claim.due_on)}
    if on > claim.due_on:
        return Finding(
            Outcome.WARN,
            "limitation_may_have_expired",
            phrase(
                "按已知情况，诉讼时效可能已于{day}届满。仍可调解；是否提出时效抗辩由义务人自行决定。",
                "By what is known the limitation period may have ended on {day}. Mediation may go on; "
                "whether to raise it is for the debtor alone.",
                **facts,
            ),
            _BASIS,
            Words("请核对起算日和中断事由。", "Check the day of the start and what interrupted the period."),
        )
    if any(day <= on for day in claim.warn_on):
        soon = on >= claim.warn_on[-1]
        return Finding(
            Outcome.WARN if soon else Outcome.NOTE,
            "limitation_ends_soon",
            phrase(
                "诉讼时效将于{day}届满，还有 {left} 天。",
                "The limitation period ends on {day}, in {left} days.",
                left=(claim.due_on - on).days,
                **facts,
            ),
            _BASIS,
            Words(
                "请及时申请调解、提出书面请求或者起诉。",
                "Ask for mediation, demand in writing or sue in time.",
            ),
        )
    return Finding(
        Outcome.PASS,
        "limitation_running",
        phrase("诉讼时效到{day}届满。", "The limitation period ends on {day}.", **facts),
        _BASIS,
    )
