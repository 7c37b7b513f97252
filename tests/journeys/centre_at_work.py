"""The centre during one month: its days pass with their jobs, and its people do what was planned for each.

Most acts are the operations that the pages call; a few cases are walked through the pages themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time

from flask import Flask
from sqlalchemy import and_, or_, select

from mediation import clock as house_clock
from mediation.access.by import By
from mediation.cases.acts import complete_party
from mediation.cases.models import Case
from mediation.clock import ZONE, day_of
from mediation.courts.failure import operations, record, result_letter
from mediation.database import db
from mediation.jobs.runner import run
from mediation.jobs.table import JOBS
from mediation.referrals import acts
from mediation.referrals.models import Referral
from mediation.referrals.operations import perform
from mediation.timeline.queries import entries_of
from tests import cast
from tests.builders import BANK, actor, body, centre, walk
from tests.conftest import StandingClock
from tests.courts import applying
from tests.journeys.pages import form_on
from tests.journeys.scripted_court import FAILED, RESULTS, Matter, Road, ScriptedCourt
from tests.journeys.wall_calendar import A_DAY, is_workday

MORNING = time(9, 0)
RETURNED = "referral_result_returned"
# Talks were held and failed: the court gets the whole pack to file the case.
WITH_PACK = frozenset({Road.WIDE_GAP, Road.REFUSED, Road.SHAM})
Act = Callable[[Matter], None]


class Centre:
    """The app, its clock, what is still to be done on which day, and on which day what was done."""

    def __init__(self, app: Flask, clock: StandingClock, court: ScriptedCourt) -> None:
        self.app, self.clock, self.court = app, clock, court
        self.plans: dict[date, list[tuple[Act, Matter]]] = defaultdict(list)
        self.done: dict[int, dict[str, date]] = defaultdict(dict)  # serial -> act -> day

    @property
    def today(self) -> date:
        return house_clock.today()

    @contextmanager
    def sitting(self) -> Iterator[None]:
        """All that is done within is stored at its end."""
        with self.app.app_context():
            yield
            db.session.commit()

    def plan(self, day: date, *acts: tuple[Act, Matter]) -> None:
        self.plans[day] += acts

    def live_through(self, last: date) -> None:
        """Let the days pass, `last` included: each begins with the jobs, then comes what was planned."""
        while self.today <= last:
            self.run_jobs()
            for act, matter in self.plans.pop(self.today, ()):
                act(matter)
            if is_workday(self.today):
                self.return_results()
            self.clock.move_to(datetime.combine(self.today + A_DAY, MORNING, ZONE))

    def run_jobs(self) -> None:
        """Every job of the house once, as its scheduler runs them."""
        for job in JOBS:
            with self.app.app_context():
                run(job)

    # What its people do with a case

    def take(self, matter: Matter) -> None:
        with self.sitting():
            acts.take(
                referral(matter), By(actor(cast.CLERK), house_clock.now()), centre=centre(), on_platform=False
            )
        self._note(matter, "taken")

    def take_by_page(self, matter: Matter) -> None:
        self._by_page(matter, cast.CLERK, "take", on_platform="paper")
        self._note(matter, "taken")

    def decline(self, matter: Matter) -> None:
        with self.sitting():
            why = "不属于本中心的调解范围。"
            perform(referral(matter), "decline", By(actor(cast.CLERK), house_clock.now()), reason=why)
        self.court.hears(matter.number, RESULTS[matter.road], self.today)

    def ask_correction(self, matter: Matter) -> None:
        self._by_page(matter, cast.CLERK, "ask_correction", reason="缺少起诉状副本。")

    def court_corrects(self, matter: Matter) -> None:
        self._by_page(matter, cast.COURT_LIAISON, "correct")
        self._note(matter, "corrected")

    def appoint(self, matter: Matter) -> None:
        self._walk(matter, "route", "appoint", "confirm_appointment")
        self._note(matter, "appointed")

    def begin(self, matter: Matter) -> None:
        self._walk(matter, "notify_rights", "record_consent", "begin")

    def offer(self, matter: Matter) -> None:
        self._walk(matter, "draft_terms", "offer_terms")

    def conclude(self, matter: Matter) -> None:
        self._walk(matter, "record_signature", "file_scan", "conclude")
        self._note(matter, "ended")
        self._note(matter, "in_effect")

    def extend(self, matter: Matter) -> None:
        self._walk(matter, "extend")

    def end_by(self, action: str) -> Act:
        def end(matter: Matter) -> None:
            self._walk(matter, action)
            self._note(matter, "ended")

        return end

    def report_sham(self, matter: Matter) -> None:
        with self.sitting():
            acts.report_sham(
                referral(matter),
                "双方对账目的说法完全一致，疑似虚假调解。",
                ({"title": "情况说明", "copies": 1},),
                By(actor(cast.MANAGER), house_clock.now()),
                centre=centre(),
            )
        self._note(matter, "suspended")

    def clear_sham(self, matter: Matter) -> None:
        with self.sitting():
            acts.resume(referral(matter), "法院核实无异常。", By(actor(cast.MANAGER), house_clock.now()))
        self._note(matter, "resumed")

    # What goes back

    def send_for_the_record(self, matter: Matter) -> None:
        """The copy of the agreement, which prepared itself, goes to the court with the result."""
        with self.sitting():
            record.send(hand_over_of(matter, record.KIND), By(actor(cast.CLERK), house_clock.now()))
        self._note(matter, "recorded")

    def apply_for_confirmation(self, matter: Matter) -> None:
        with self.sitting():
            applying.the_court()
            bank, where = body(BANK), {"address": "厦门市思明区演示路 1 号", "phone": "05929000001"}
            its = {"uscc": bank.uscc, "legal_representative": bank.legal_representative}
            for side, told in (("applicant", where | its), ("respondent", where)):
                complete_party(case(matter), side, told, By(actor(cast.MANAGER), house_clock.now()))
            applying.filed(applying.get_ready(case(matter)))

    def court_confirms(self, matter: Matter) -> None:
        with self.sitting():
            found = applying.taken(hand_over_of(matter, "court_confirmation"))
            applying.ruled(found, "confirmed")

    def return_results(self) -> None:
        """What ended before today goes back with its letter (D19), with its pack where talks failed; the
        court's clerk signs for all that came today."""
        with self.app.app_context():
            due = db.session.scalars(
                select(Referral).where(
                    Referral.kind == "court_assigned",
                    or_(
                        and_(Referral.state == "result_due", Referral.result_on < self.today),
                        Referral.state == "returned",  # what ran out went back by itself
                    ),
                )
            ).unique()
            found = [(one.their_number, one.state) for one in due]
        for number, state in found:
            matter = self.court.book[number]
            if state == "result_due":
                self._return_result(matter)
            self._hear(matter)

    def _return_result(self, matter: Matter) -> None:
        if matter.serial in self.court.by_page and matter.road not in WITH_PACK:
            self._by_page(matter, cast.CLERK, "return_result")
            return
        with self.sitting():
            clerk, at = actor(cast.CLERK), house_clock.now()
            if matter.road in WITH_PACK:
                operations.hand_over(case(matter), {}, By(clerk, at))
            else:
                result_letter.return_result(referral(matter), {}, By(clerk, at))

    def _hear(self, matter: Matter) -> None:
        """The court's clerk signs for what came and writes into the book what the letter says."""
        signed = {"signed_by": "江书言", "signed_on": self.today.isoformat()}
        if matter.serial in self.court.by_page:
            self._by_page(matter, cast.COURT_LIAISON, "sign_for_result", **signed)
        with self.sitting():
            if matter.serial not in self.court.by_page:
                self._sign(referral(matter), "sign_for_result")
            if matter.road in WITH_PACK:
                pack = hand_over_of(matter, operations.KIND)
                self._sign(pack, "sign_for")
            found = referral(matter)
            returned = next(one.at for one in entries_of(found.thread) if one.event == RETURNED)
            assert found.result_on is not None
            self.done[matter.serial]["returned"] = day_of(returned)
            self.done[matter.serial].setdefault("ended", found.result_on)  # what ran out ended by itself
            self.court.hears(matter.number, RESULTS.get(matter.road, FAILED), found.result_on)

    def _sign(self, found: Referral, action: str) -> None:
        liaison, at = actor(cast.COURT_LIAISON), house_clock.now()
        acts.sign_for(found, action, "江书言", self.today, By(liaison, at))

    def _walk(self, matter: Matter, *actions: str) -> None:
        with self.sitting():
            walk(case(matter), *actions)

    def _by_page(self, matter: Matter, who: str, action: str, **typed: str) -> None:
        with self.app.app_context():
            where = f"/desk/referrals/{referral(matter).short_number}/acts/{action}"
        client = cast.client_of(self.app, who)
        answer = form_on(client.get(where), action).send(client, **typed)
        assert answer.status_code == 302, (action, answer.text)

    def _note(self, matter: Matter, what: str) -> None:
        self.done[matter.serial][what] = self.today


def referral(matter: Matter) -> Referral:
    """The hand-over as which the case came in."""
    wanted = select(Referral).where(Referral.their_number == matter.number, Referral.kind == "court_assigned")
    return db.session.scalars(wanted).unique().one()


def hand_over_of(matter: Matter, kind: str) -> Referral:
    """What left for the court in its case."""
    wanted = select(Referral).where(Referral.case_id == case(matter).id, Referral.kind == kind)
    return db.session.scalars(wanted).unique().one()


def case(matter: Matter) -> Case:
    found = referral(matter).case
    assert found is not None, f"{matter.number} was not taken"
    return found
