"""How days, moments and amounts look on a page, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from flask import Flask
from markupsafe import Markup, escape

from mediation import clock
from mediation.rules.findings import Words
from mediation.rules.money import amounts
from mediation.web.words import language, t

_WEEKDAYS = tuple(
    Words(zh, en)
    for zh, en in (
        ("星期一", "Mon"),
        ("星期二", "Tue"),
        ("星期三", "Wed"),
        ("星期四", "Thu"),
        ("星期五", "Fri"),
        ("星期六", "Sat"),
        ("星期日", "Sun"),
    )
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NOTHING = "—"


def yuan(fen: int | None) -> str:
    """12,600.00, for columns and sums; a dash when there is no amount."""
    return NOTHING if fen is None else amounts.figures(fen)


def yuan_signed(fen: int | None) -> str:
    """¥12,600.00, for running text."""
    return NOTHING if fen is None else f"¥{amounts.figures(fen)}"


def capitals(fen: int | None) -> str:
    """壹万贰仟陆佰元整; empty when there is no amount."""
    return "" if fen is None else amounts.capitals(fen)


def day(value: date | datetime | None, weekday: bool = False) -> str:
    """2026年11月23日 or 23 Nov 2026; with its day of the week on request."""
    if value is None:
        return NOTHING
    on = _day_of(value)
    name = t(_WEEKDAYS[on.weekday()])
    if language() == "en":
        plain = f"{on.day} {_MONTHS[on.month - 1]} {on.year}"
        return f"{name} {plain}" if weekday else plain
    plain = f"{on.year}年{on.month}月{on.day}日"
    return f"{plain}（{name}）" if weekday else plain


def weekday(value: date) -> str:
    """星期一 or Mon."""
    return t(_WEEKDAYS[value.weekday()])


def moment(at: datetime | None, weekday: bool = True) -> str:
    """2026年11月23日（星期一）14:30 or Mon 23 Nov 2026, 14:30, in the house's zone."""
    if at is None:
        return NOTHING
    comma = ", " if language() == "en" else ("" if weekday else " ")
    return f"{day(at, weekday)}{comma}{_local(at):%H:%M}"


def short_day(value: date | datetime | None) -> str:
    """2026-11-23, for tables."""
    return NOTHING if value is None else _day_of(value).isoformat()


def short_moment(at: datetime | None) -> str:
    """2026-11-23 14:30, for tables."""
    return NOTHING if at is None else f"{_local(at):%Y-%m-%d %H:%M}"


def clock_time(at: datetime) -> str:
    """14:30, where the day is said beside it."""
    return f"{_local(at):%H:%M}"


@dataclass(frozen=True, slots=True)
class Remaining:
    """What is left until a due day: the words and how pressing it is.

    `level` is one of late, today, soon, calm, paused, done, none; it names the style and the icon.
    """

    level: str
    words: Words


SOON = 2


def remaining(
    due_on: date | None,
    on: date | None = None,
    workdays_left: int | None = None,
    paused: bool = False,
    done: bool = False,
) -> Remaining:
    """The time left until `due_on`, the last day that counts, as seen on the day `on`.

    With `workdays_left` (from the calendar of the rules) it counts working days, else days.
    """
    if due_on is None:
        return Remaining("none", Words("无期限", "No deadline"))
    if done:
        return Remaining("done", Words("已完成", "Done"))
    if paused:
        return Remaining("paused", Words("计时已暂停", "Clock paused"))
    days = (due_on - (on or clock.today())).days
    if days < 0:
        return Remaining("late", _late(-days))
    if days == 0:
        return Remaining("today", Words("今天到期", "Due today"))
    left = days if workdays_left is None else workdays_left
    return Remaining("soon" if left <= SOON else "calm", _left(left, workdays_left is not None))


def _late(days: int) -> Words:
    return Words(f"超期 {days} 天", f"{days} day{'s' * (days != 1)} overdue")


def _left(left: int, workdays: bool) -> Words:
    many = "s" * (left != 1)
    if workdays:
        return Words(f"剩 {left} 个工作日", f"{left} working day{many} left")
    return Words(f"剩 {left} 天", f"{left} day{many} left")


def spoken_number(number: str) -> str:
    """A case number with its figures apart: screen readers would say four thousand eight hundred."""
    return "".join(f" {c} " if c.isdigit() else c for c in number).replace("  ", " ").strip()


def lines(text: str | None) -> Markup:
    """What a person typed, with its line breaks and nothing else of it taken as markup."""
    return Markup("<br>").join(escape(line) for line in (text or "").splitlines())


def file_size(count: int) -> str:
    """240 KB, 3.5 MB."""
    if count < 1024 * 1024:
        return f"{max(1, round(count / 1024))} KB"
    return f"{count / 1024 / 1024:.1f} MB"


def _local(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("a moment must carry its time zone")
    return at.astimezone(clock.ZONE)


def _day_of(value: date | datetime) -> date:
    return _local(value).date() if isinstance(value, datetime) else value


def init_filters(app: Flask) -> None:
    app.jinja_env.filters.update(
        yuan=yuan,
        yuan_signed=yuan_signed,
        capitals=capitals,
        day=day,
        moment=moment,
        weekday=weekday,
        short_day=short_day,
        short_moment=short_moment,
        clock_time=clock_time,
        remaining=remaining,
        spoken_number=spoken_number,
        lines=lines,
        file_size=file_size,
    )
    app.jinja_env.globals["remaining"] = remaining
