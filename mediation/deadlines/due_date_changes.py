"""That a last day became another, and why."""

from __future__ import annotations

from datetime import date

from mediation.database import db
from mediation.deadlines.models import Deadline, DeadlineMove
from mediation.rules.findings import Words

WHY = {
    "rule": Words("期限规则已修改", "the rule was changed"),
    "calendar": Words("放假安排已公布或者修改", "the holiday notice was published or changed"),
    "pause": Words("恢复计时", "the clock was resumed"),
    "extension": Words("延长", "it was extended"),
}


def note_move(deadline: Deadline, was_on: date, why: str, *, on: date) -> None:
    """Keep that the last day is no longer `was_on`; nothing where it still is. `why` is a code of WHY."""
    if deadline.due_on != was_on:
        db.session.add(
            DeadlineMove(deadline=deadline, was_on=was_on, now_on=deadline.due_on, why=why, moved_on=on)
        )
