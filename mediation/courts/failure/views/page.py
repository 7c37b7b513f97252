"""The page on which a case that failed goes back to its court."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from mediation import clock
from mediation.access.actor import Actor
from mediation.access.guard import current_actor, requires
from mediation.access.table import allows
from mediation.acts.refusals import ActRefused, ChangedMeanwhile, GuardRefused
from mediation.acts.sections import Section
from mediation.cases import timekeeping
from mediation.cases.models import Case
from mediation.courts.failure import operations, result_letter
from mediation.courts.failure.forms import FailureForm
from mediation.courts.lookup import blueprint, case_or_404
from mediation.database import db
from mediation.rules.findings import Words
from mediation.rules.procedures.machine import NotPossible
from mediation.rules.time.periods import day_in_words
from mediation.web.fields import as_choices
from mediation.web.words import t

RIGHT = "referral.handle"
Answer = str | Response | tuple[str, int]


@blueprint.route("/failure", methods=["GET", "POST"])
@requires("desk.open")
def hand_back(case_number: str) -> Answer:
    """What goes along, what is missing and what to do about it; one click hands it over."""
    case = case_or_404(case_number, RIGHT)
    arrival = operations.arrival_of_failed(case) or abort(404)
    form = FailureForm()
    form.records.choices = as_choices(
        [
            (str(one.id), Words(f"调解记录（{one.number}）", f"Record of a session ({one.number})"))
            for one in operations.records(case)
        ]
    )
    if not form.version.data:
        form.version.data = str(case.version)
    if form.validate_on_submit():
        if form.seen_version() not in {None, case.version}:
            form.refuse(None, ChangedMeanwhile().words)
            return _page(case, arrival, form)
        told = {"cost_acts": form.cost_acts.data, "hints": form.hints.data}
        chosen = frozenset(int(one) for one in form.records.data or ())
        try:
            gone = operations.hand_over(case, told, chosen, actor=current_actor(), at=clock.now())
        except (ActRefused, NotPossible) as refused:
            db.session.rollback()
            case = case_or_404(case_number, RIGHT)
            findings = refused.findings if isinstance(refused, GuardRefused) else ()
            for words in [one.words for one in findings] or [refused.words]:
                form.refuse(None, words)
        else:
            flash(t("已移交：{n}", "Handed over: {n}", n=gone.number_text), "success")
            return redirect(url_for("referrals.referral", referral_number=gone.short_number))
    return _page(case, arrival, form)


def _page(case: Case, arrival: Any, form: FailureForm) -> Answer:
    page = render_template(
        "courts/failure.html",
        case=case,
        arrival=arrival,
        form=form,
        pieces=operations.pieces(case),
        may_go=operations.may_go(case),
        to_be_filed=case.track == operations.TO_BE_FILED,
        letter=result_letter.letter_of(case),
        days=timekeeping.days_taken(case, on=clock.today()),
        tracks_trial=case.track != operations.TO_BE_FILED,
    )
    return page, (422 if form.errors else 200)


def section(case: Case, actor: Actor) -> Section | None:
    """The way back to the court, and the days that count in the time for trial, on the case's page."""
    if not allows("referral.handle", actor, case) or operations.arrival_of_failed(case) is None:
        return None
    days = timekeeping.days_taken(case, on=clock.today())
    return Section(
        "back-to-court",
        Words("交回法院", "Back to the court"),
        "courts/failure_section.html",
        {
            "may_go": operations.may_go(case),
            "days": days.words if days else None,
            "ended": day_in_words(clock.day_of(case.ended_at)) if case.ended_at else None,
        },
    )
