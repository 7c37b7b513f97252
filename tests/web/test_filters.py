"""How facts look: one row, one fact, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from mediation.web import filters
from mediation.web.words import speaking, t

EVENING = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
PAST_MIDNIGHT = datetime(2026, 11, 22, 16, 5, tzinfo=UTC)
DAY = date(2026, 11, 23)

SHOWN = [
    # filter, value, Chinese, English, remark
    (filters.yuan, 1260000, "12,600.00", "12,600.00", "a column of money"),
    (filters.yuan, None, "—", "—", "no amount is not zero"),
    (filters.yuan, 0, "0.00", "0.00", "zero is an amount"),
    (filters.yuan_signed, 5, "¥0.05", "¥0.05", "five fen"),
    (filters.capitals, 1260000, "壹万贰仟陆佰元整", "壹万贰仟陆佰元整", "capitals are Chinese in both"),
    (filters.capitals, None, "", "", "no amount has no capitals"),
    (filters.day, DAY, "2026年11月23日", "23 Nov 2026", "a day"),
    (filters.day, PAST_MIDNIGHT, "2026年11月23日", "23 Nov 2026", "the house's day, not that of UTC"),
    (filters.moment, EVENING, "2026年11月23日（星期一）14:30", "Mon 23 Nov 2026, 14:30", "14:30 in Xiamen"),
    (filters.short_day, EVENING, "2026-11-23", "2026-11-23", "tables"),
    (filters.short_moment, PAST_MIDNIGHT, "2026-11-23 00:05", "2026-11-23 00:05", "five past midnight"),
    (filters.day, None, "—", "—", "nothing"),
    (filters.moment, None, "—", "—", "nothing"),
    (filters.file_size, 10, "1 KB", "1 KB", "never 0 KB"),
    (filters.file_size, 3_670_016, "3.5 MB", "3.5 MB", "a photograph"),
    (
        filters.spoken_number,
        "〔2026〕04号",
        "〔 2 0 2 6 〕 0 4 号",
        "〔 2 0 2 6 〕 0 4 号",
        "figure by figure",
    ),
]


@pytest.mark.parametrize(("shown", "value", "zh", "en", "remark"), SHOWN)
def test_a_fact_is_shown(shown: Callable[[Any], str], value: object, zh: str, en: str, remark: str) -> None:
    assert shown(value) == zh, remark
    with speaking("en"):
        assert shown(value) == en, remark


def test_a_moment_without_a_zone_is_refused_rather_than_guessed() -> None:
    with pytest.raises(ValueError, match="time zone"):
        filters.moment(datetime(2026, 11, 23, 14, 30))  # noqa: DTZ001


REMAINING = [
    # due, working days left, Chinese, English, level, remark
    (date(2026, 11, 21), None, "超期 2 天", "2 days overdue", "late", "two days ago"),
    (date(2026, 11, 22), None, "超期 1 天", "1 day overdue", "late", "one is not plural"),
    (date(2026, 11, 23), 0, "今天到期", "Due today", "today", "the last day still counts"),
    (date(2026, 11, 24), 1, "剩 1 个工作日", "1 working day left", "soon", "tomorrow"),
    (date(2026, 11, 26), 3, "剩 3 个工作日", "3 working days left", "calm", "three working days"),
    (date(2026, 11, 30), None, "剩 7 天", "7 days left", "calm", "a limit in calendar days"),
    (None, None, "无期限", "No deadline", "none", "nothing runs"),
]


@pytest.mark.parametrize(("due", "workdays", "zh", "en", "level", "remark"), REMAINING)
def test_what_is_left_until_a_due_day(
    due: date | None, workdays: int | None, zh: str, en: str, level: str, remark: str
) -> None:
    left = filters.remaining(due, DAY, workdays)
    assert (left.words.zh, left.words.en, left.level) == (zh, en, level), remark


def test_a_paused_clock_and_a_met_deadline_are_not_late() -> None:
    long_past = date(2026, 1, 1)
    assert filters.remaining(long_past, DAY, paused=True).level == "paused"
    assert filters.remaining(long_past, DAY, done=True).level == "done"
    with speaking("en"):
        assert t(filters.remaining(long_past, DAY, paused=True).words) == "Clock paused"


def test_typed_lines_keep_their_breaks_and_lose_their_markup() -> None:
    assert filters.lines("一<b>\n二") == "一&lt;b&gt;<br>二"
    assert filters.lines(None) == ""
