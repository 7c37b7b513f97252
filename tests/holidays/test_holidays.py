"""A new year's notice is loaded without a release, and what was provisional becomes certain."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest

from mediation import clock
from mediation.access.actor import HOUSE
from mediation.access.by import By
from mediation.cases import timekeeping
from mediation.clock import moment_of
from mediation.database import db
from mediation.deadlines import recounting
from mediation.deadlines.operations import start
from mediation.holidays import operations, queries
from mediation.holidays.operations import NoticeRefused
from mediation.rules.time.workdays import calendar
from mediation.timeline.queries import entries_of
from tests import cast
from tests.builders import case_in

NEXT_YEAR = max(calendar().loaded_years) + 1

# Seven festivals of an invented year; 2 January, a Saturday, is made up for.
NOTICE = "\n".join(
    ["year,name_zh,name_en,kind,first_on,last_on,source"]
    + [
        f"{NEXT_YEAR},{zh},{en},{kind},{NEXT_YEAR}-{first},{NEXT_YEAR}-{last},an invented notice"
        for zh, en, kind, first, last in (
            ("元旦", "New Year", "rest", "01-01", "01-01"),
            ("元旦", "New Year", "work", "01-02", "01-02"),
            ("春节", "Spring Festival", "rest", "02-05", "02-11"),
            ("清明节", "Qingming", "rest", "04-05", "04-05"),
            ("劳动节", "Labour Day", "rest", "05-01", "05-05"),
            ("端午节", "Dragon Boat", "rest", "06-09", "06-09"),
            ("中秋节", "Mid-Autumn", "rest", "09-15", "09-15"),
            ("国庆节", "National Day", "rest", "10-01", "10-07"),
        )
    ]
)


def test_a_loaded_notice_counts_from_the_same_request_on(session: Any) -> None:
    made_up = date(NEXT_YEAR, 1, 2)
    assert queries.house_calendar().is_provisional(made_up)
    assert not queries.house_calendar().is_workday(made_up)
    operations.load(NOTICE, By(HOUSE, clock.now()))
    assert not queries.house_calendar().is_provisional(made_up)
    assert queries.house_calendar().is_workday(made_up)


def test_the_shipped_calendar_stays_as_it_is(session: Any) -> None:
    operations.load(NOTICE, By(HOUSE, clock.now()))
    assert NEXT_YEAR not in calendar().loaded_years


@pytest.mark.parametrize(
    ("text", "said", "remark"),
    [
        ("", "缺少列", "an empty file"),
        ("year,kind\n2027,rest", "缺少列", "half the columns"),
        (NOTICE.replace(",rest,", ",holiday,", 1), "kind", "a word that is no kind"),
        (NOTICE.replace(f"{NEXT_YEAR}-01-01", "soon", 1), "日期", "a day that is none"),
    ],
)
def test_a_notice_that_is_none_is_refused_line_by_line(
    session: Any, text: str, said: str, remark: str
) -> None:
    with pytest.raises(NoticeRefused) as refused:
        operations.load(text, By(HOUSE, clock.now()))
    assert any(said in finding.words.zh for finding in refused.value.findings), remark


def test_a_provisional_deadline_is_settled_by_the_notice(founded: Any, session: Any, undrawn: None) -> None:
    case = case_in("submitted")
    case.law_on = date(NEXT_YEAR - 1, 12, 30)
    # Three working days from 30 December: over New Year into the year without notice.
    deadline = start(timekeeping.clocked(case), "C01", starts_on=date(NEXT_YEAR - 1, 12, 30))
    timekeeping.sort_by_nearest(case)
    db.session.flush()
    assert deadline.provisional
    before = deadline.due_on
    operations.load(NOTICE, By(HOUSE, clock.now()))
    assert recounting.recount(at=moment_of(date(NEXT_YEAR, 1, 3))) == 1
    assert not deadline.provisional
    assert deadline.due_on < before, "the Saturday that is worked brings the day forward"
    moved = entries_of(case.thread)[0]
    assert (moved.event, moved.facts["was_on"]) == ("deadline_moved", before.isoformat())


def test_the_administrator_loads_it_on_a_page(founded: Any, signed_in: Any) -> None:
    answer = signed_in(cast.ADMINISTRATOR).post(
        "/holidays/", data={"file": (BytesIO(NOTICE.encode()), "notice.csv")}, follow_redirects=True
    )
    assert answer.status_code == 200
    assert str(NEXT_YEAR) in answer.text


def test_a_mediator_may_not_load_it(founded: Any, signed_in: Any) -> None:
    assert signed_in(cast.CENTRE_MEDIATOR).get("/holidays/").status_code == 403
