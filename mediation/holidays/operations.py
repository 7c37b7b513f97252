"""Loading a notice."""

from __future__ import annotations

from collections.abc import Sequence

from mediation.access.by import By
from mediation.database import db
from mediation.holidays.models import HolidayNotice
from mediation.holidays.queries import forget_calendar
from mediation.rules.findings import Finding
from mediation.rules.time.holiday_notices import load_notice
from mediation.timeline import operations as timeline


class NoticeRefused(Exception):
    """The file is no usable notice; `findings` say line by line what to put right."""

    def __init__(self, findings: Sequence[Finding]):
        super().__init__(findings[0].words.en)
        self.findings = tuple(findings)


def load(csv_text: str, by: By) -> HolidayNotice:
    """Load the notice of one year from a CSV; a year that comes again replaces the earlier one.

    Deadlines that were provisional are computed anew by the next run of the job of that name.
    Raises NoticeRefused.
    """
    notice = load_notice(csv_text)
    if not notice.is_usable:
        raise NoticeRefused([finding for finding in notice.findings if finding.blocks])
    loaded = HolidayNotice(
        year=notice.year, rows=[dict(row) for row in notice.rows], loaded_at=by.at, loaded_by=by.actor.name
    )
    db.session.add(loaded)
    db.session.flush()
    forget_calendar()
    timeline.record("holidays", "holidays_loaded", {"year": notice.year}, by)
    return loaded
