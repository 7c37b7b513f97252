"""What the page of jobs says, in plain words."""

from __future__ import annotations

from datetime import datetime, timedelta

from mediation.jobs import queries
from mediation.jobs.job import Job
from mediation.jobs.models import JobState
from mediation.jobs.operations import CUT_OFF
from mediation.rules.findings import Words

_UNITS = ((86_400, "天", "day"), (3_600, "小时", "hour"), (60, "分钟", "minute"), (1, "秒", "second"))


def span(length: timedelta) -> Words:
    """A length of time in its largest fitting unit: 40 秒 / 40 seconds."""
    seconds = max(0, round(length.total_seconds()))
    for size, zh, en in _UNITS:
        if seconds >= size:
            n = seconds // size
            return Words(f"{n} {zh}", f"{n} {en}{'s' * (n != 1)}")
    return Words("0 秒", "0 seconds")


def result(state: JobState | None, *, at: datetime) -> tuple[Words, str]:
    """How the last run of a job went, and the tone in which that is said."""
    if state is None or (state.finished_at is None and not state.is_running):
        return Words("还没有运行过", "Has not run yet"), "grey"
    if state.run_now_asked_at is not None:
        return Words("已要求运行，等待执行", "Asked for, about to run"), "blue"
    if state.error:
        return error(state.error, state.failures), "red"
    if queries.is_late(state, at=at):
        return Words("到时间没有运行", "Its time came and it did not run"), "amber"
    if state.is_running:
        return Words("正在运行", "Running"), "blue"
    return did(state.count or 0), "green" if state.count else "grey"


def did(count: int) -> Words:
    return Words(f"处理了 {count} 件", f"Did {count}") if count else Words("没有要处理的", "Nothing was due")


def error(said: str, failures: int = 1) -> Words:
    """A failure; what is kept of it names the place in the program, for whoever puts it right."""
    times = Words(f"，连续 {failures} 次", f", {failures} times in a row") if failures > 1 else Words("", "")
    if said == CUT_OFF:
        return Words(f"中途被停止{times.zh}", f"Stopped in the middle{times.en}")
    return Words(f"失败{times.zh}（{said}）", f"Failed{times.en} ({said})")


def next_run(job: Job, state: JobState | None, *, at: datetime) -> Words:
    if state is None or state.next_run_at <= at:
        return Words("马上", "At once")
    left = span(state.next_run_at - at)
    return Words(f"{left.zh}后", f"In {left.en}")
