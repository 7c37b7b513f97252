"""A whole month of cases that a court assigned: in as a list, every way out, and back as a list.

Two hundred cases come in with slips of the pen, are answered, mediated and returned day by day; the
days that the law sets are held against a calendar on the wall; packages are checked without the
house; and the court's own book, with differences planted in it, is reconciled until nothing is left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from mediation import clock as house_clock
from mediation.access.by import By
from mediation.bulk import operations as imports
from mediation.bulk import queries as import_queries
from mediation.bulk.models import Batch, RowState
from mediation.clock import ZONE
from mediation.courts.failure import operations, record
from mediation.database import db
from mediation.deadlines.models import Deadline
from mediation.referrals.models import Referral
from mediation.rules.procedures import referral_steps
from tests import cast
from tests.builders import actor
from tests.journeys.book_of_the_month import (
    each_is_mended_or_closed_until_nothing_is_left,
    every_planted_difference_is_found_and_no_other,
    the_courts_book_is_held_against_the_ledger,
)
from tests.journeys.centre_at_work import WITH_PACK, Act, Centre, hand_over_of, referral
from tests.journeys.packages_of_the_month import (
    packages_leave_and_are_checked_without_us,
    their_receipts_come_back,
)
from tests.journeys.scripted_court import SLIPS, Matter, Road, ScriptedCourt, row_of
from tests.journeys.wall_calendar import days_after, workdays_after
from tests.referrals.arrivals import court as court_body
from tests.sealing.examples import set_up_key
from tests.stages import Stage

if TYPE_CHECKING:
    from tests.conftest import StandingClock

ARRIVAL = datetime(2026, 3, 5, 9, 0, tzinfo=ZONE)
LAST_DAY = date(2026, 4, 17)


def march(day: int) -> date:
    return date(2026, 3, day)


def april(day: int) -> date:
    return date(2026, 4, day)


@pytest.fixture
def unprinted(undrawn: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Papers are issued and packed, but each is one sheet that nobody reads."""
    sheet = b"%PDF-1.7 not read"
    monkeypatch.setattr("mediation.jobs.papers.render_pdf", lambda *_paper: sheet)
    monkeypatch.setattr("mediation.packages.index.html_to_pdf", lambda *_sheet: sheet)
    monkeypatch.setattr("mediation.documents.operations.close", lambda drawn, **_where: drawn)


@pytest.mark.databases("sqlite")
@pytest.mark.usefixtures("unprinted")
def test_two_hundred_cases_of_a_court_come_in_are_handled_and_reconcile_to_nothing(
    founded: Stage, clock: StandingClock, tmp_path: Path
) -> None:
    clock.move_to(ARRIVAL)
    set_up_key(founded.app, tmp_path)
    centre = Centre(founded.app, clock, ScriptedCourt.with_a_month())

    a_list_with_slips_is_reported_cell_by_cell(centre)
    the_corrected_list_is_loaded_whole(centre)
    plan_the_month(centre)
    centre.live_through(LAST_DAY)

    every_case_went_its_road(centre)
    every_last_day_is_that_of_the_calendar_on_the_wall(centre)
    packages_leave_and_are_checked_without_us(centre, tmp_path)
    their_receipts_come_back(centre)

    found = the_courts_book_is_held_against_the_ledger(centre)
    every_planted_difference_is_found_and_no_other(centre, found)
    each_is_mended_or_closed_until_nothing_is_left(centre, found)


# -- the list comes in


def handed_in(centre: Centre, content: bytes, name: str) -> int:
    """Hand a list in, take the columns as guessed, and have it checked; gives the number of the import."""
    with centre.sitting():
        kind = referral_steps.kind("court_assigned", on=centre.today)
        clerk, at = actor(cast.CLERK), house_clock.now()
        batch = imports.hand_in(content, name, kind, court_body(), By(clerk, at))
        imports.check(batch, batch.received.columns, imports.fields_on(batch, at), By(clerk, at))
        number = batch.id
    centre.run_jobs()
    return number


def rows_by_state(batch: Batch) -> Mapping[str, int]:
    return import_queries.counts([batch.id])[batch.id]


def a_list_with_slips_is_reported_cell_by_cell(centre: Centre) -> None:
    number = handed_in(centre, centre.court.list_out(SLIPS), "三月清单.xlsx")
    with centre.sitting():
        batch = import_queries.batch(number)
        told = {
            (row.number, one["heading"]): one["value"]
            for row in import_queries.with_findings(batch)
            for one in row.told
        }
        planted = {(row_of(slip.serial), slip.heading): str(slip.written) for slip in SLIPS}
        assert told == planted, "one report for each slip: row, column and what stands there"
        good = len(centre.court.matters) - len(SLIPS)
        assert rows_by_state(batch) == {RowState.GOOD: good, RowState.BAD: len(SLIPS)}
        imports.discard(batch, By(actor(cast.CLERK), house_clock.now()))
    with centre.app.app_context():
        assert db.session.scalars(select(Referral.id)).all() == [], "the dry run entered nothing"


def the_corrected_list_is_loaded_whole(centre: Centre) -> None:
    number = handed_in(centre, centre.court.list_out(), "三月清单（更正）.xlsx")
    with centre.sitting():
        imports.load(import_queries.batch(number), By(actor(cast.CLERK), house_clock.now()))
    centre.run_jobs()
    with centre.app.app_context():
        assert rows_by_state(import_queries.batch(number)) == {RowState.LOADED: len(centre.court.matters)}
        for one in centre.court.matters:
            found = referral(one)
            assert (found.respondent_name, found.amount_fen) == (one.respondent, one.yuan * 100)
            assert found.received_on == one.signed_on


# -- what is to happen on which day


def plan_the_month(centre: Centre) -> None:
    """What was signed for on Monday must be answered by Thursday; one day later the rest is."""
    for one in centre.court.matters:
        if one.road is Road.NOT_TAKEN:
            centre.plan(march(6), (centre.decline, one))
        elif one.road is Road.SENT_BACK:
            centre.plan(march(6), (centre.ask_correction, one))
            centre.plan(march(10), (centre.court_corrects, one))
            centre.plan(march(11), (centre.take, one), (centre.appoint, one))
        else:
            monday = one.signed_on == march(2) and one.road is not Road.EXPIRED
            take = centre.take_by_page if one.serial in centre.court.by_page else centre.take
            centre.plan(march(5 if monday else 6), (take, one))
        if one.road not in {Road.NOT_TAKEN, Road.SENT_BACK, Road.EXPIRED}:
            centre.plan(march(9), (centre.appoint, one))
        if one.road in TALKS:
            centre.plan(march(11), (centre.begin, one))
        for day, act in road_of(centre, one):
            centre.plan(day, (act, one))


TALKS = frozenset(
    {Road.WIDE_GAP, Road.SETTLED, Road.AGREED, Road.CONFIRMED, Road.REFUSED, Road.EXTENDED, Road.SHAM}
)


def road_of(centre: Centre, one: Matter) -> list[tuple[date, Act]]:
    """How it goes on once it was taken: the day and the act."""
    serial = one.serial
    agreed: list[tuple[date, Act]] = [
        (march(18), centre.offer),
        (march(20), centre.conclude),
        (march(24), centre.send_for_the_record),
    ]
    roads: dict[Road, list[tuple[date, Act]]] = {
        Road.SENT_BACK: [(march(16), centre.end_by("end_unreachable"))],
        Road.UNREACHABLE: [(march(11 + serial % 3), centre.end_by("end_unreachable"))],
        Road.DECLINED: [(march(10 + serial % 4), centre.end_by("decline"))],
        Road.WIDE_GAP: [(march(23 + serial % 5), centre.end_by("end_wide_gap"))],
        Road.SETTLED: [(march(16 + serial % 5), centre.end_by("settle_and_withdraw"))],
        Road.AGREED: agreed,
        Road.CONFIRMED: [
            *agreed,
            (march(25), centre.apply_for_confirmation),
            (march(31), centre.court_confirms),
        ],
        Road.REFUSED: [(march(18), centre.offer), (march(24), centre.end_by("refuse_to_sign"))],
        Road.EXTENDED: [
            (march(27), centre.extend),
            (april(8), centre.offer),
            (april(9), centre.conclude),
            (april(13), centre.send_for_the_record),
        ],
        Road.SHAM: [
            (march(16), centre.report_sham),
            (march(23), centre.clear_sham),
            (march(31), centre.end_by("end_wide_gap")),
        ],
    }
    return roads.get(one.road, [])


# -- what became of them

ENDS = {
    Road.AGREED: "agreed",
    Road.CONFIRMED: "agreed",
    Road.EXTENDED: "agreed",
    Road.SENT_BACK: "unreachable",
    Road.SHAM: "wide_gap",
    Road.NOT_TAKEN: "refused",
}


def every_case_went_its_road(centre: Centre) -> None:
    with centre.app.app_context():
        for one in centre.court.matters:
            found = referral(one)
            went = "declined" if one.road is Road.NOT_TAKEN else "returned_received"
            assert (found.state, found.result) == (went, ENDS.get(one.road, one.road.value)), one
        kinds = Counter(db.session.scalars(select(Referral.kind)))
        for one in centre.court.of(Road.CONFIRMED):
            assert hand_over_of(one, "court_confirmation").result == "confirmed"
    assert kinds == {
        "court_assigned": len(centre.court.matters),
        "false_mediation_report": len(centre.court.of(Road.SHAM)),
        operations.KIND: len(centre.court.of(*WITH_PACK)),
        record.KIND: len(centre.court.of(Road.AGREED, Road.CONFIRMED, Road.EXTENDED)),
        "court_confirmation": len(centre.court.of(Road.CONFIRMED)),
    }


def every_last_day_is_that_of_the_calendar_on_the_wall(centre: Centre) -> None:
    with centre.app.app_context():
        for one in centre.court.matters:
            found = referral(one)
            clocks = list(found.deadlines)
            if found.case is not None:
                clocks += [clock for clock in found.case.deadlines if clock.kind == "case"]
            done = centre.done[one.serial]
            assert days_of(clocks) == last_days(one, done), one
            if "in_effect" in done:
                copy = hand_over_of(one, record.KIND)
                assert days_of(copy.deadlines) == {
                    ("C13", workdays_after(done["in_effect"], 3)): 1,
                    ("H02", workdays_after(done["recorded"], 5)): 1,
                }


def days_of(clocks: list[Deadline]) -> Counter[tuple[str, date]]:
    return Counter((clock.code, clock.due_on) for clock in clocks if clock.code in COUNTED)


# Answer, acceptance, consent, period, appointment, notice, report, receipt, confirmation.
COUNTED = frozenset({"C01", "C02", "C04", "C09", "C09_MEDIATOR", "C10", "C11", "C12", "C13", "C14", "H02"})


def last_days(one: Matter, done: Mapping[str, date]) -> Counter[tuple[str, date]]:
    """Every last day of a case, counted from what happened when (法释〔2016〕14号, 法释〔2021〕23号)."""
    days = [("C09", workdays_after(one.signed_on, 3))]
    if "corrected" in done:
        days.append(("C09", workdays_after(done["corrected"], 3)))
    if "taken" in done:
        days += [(code, workdays_after(done["taken"], 3)) for code in ("C01", "C02", "C10")]
        stood_still = (done["resumed"] - done["suspended"]).days if "resumed" in done else 0
        longer = 10 if one.road is Road.EXTENDED else 0
        days.append(("C04", days_after(one.signed_on, 30 + stood_still + longer)))
    if "appointed" in done:
        days.append(("C09_MEDIATOR", workdays_after(done["appointed"], 3)))
    if "ended" in done:
        at_once = one.road in {Road.UNREACHABLE, Road.DECLINED, Road.SENT_BACK}  # 法释〔2021〕23号 art. 15
        code, count = ("C11", 1) if at_once else ("C12", 3)
        days.append((code, workdays_after(done["ended"], count)))
    if "returned" in done:
        days.append(("H02", workdays_after(done["returned"], 5)))
    if "in_effect" in done:
        days.append(("C14", days_after(done["in_effect"], 30)))
    return Counter(days)
