"""The page on which a case that failed goes back to its court."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import abort, render_template, url_for

from mediation import clock
from mediation.access.actor import Actor
from mediation.access.by import By
from mediation.access.guard import requires
from mediation.access.table import allows
from mediation.acts import pages
from mediation.acts.pages import Answer
from mediation.acts.sections import Section
from mediation.cases import timekeeping
from mediation.cases.lookup import case_or_404
from mediation.cases.models import Case
from mediation.courts.failure import operations, result_letter
from mediation.courts.failure.forms import FailureForm
from mediation.courts.lookup import blueprint
from mediation.referrals.models import Referral
from mediation.rules.findings import Words
from mediation.rules.time.periods import day_in_words
from mediation.web.fields import as_choices

RIGHT = "referral.handle"


@blueprint.route("/failure", methods=["GET", "POST"])
@requires("desk.open")
def hand_back(case_number: str) -> Answer:
    """What goes along, what is missing and what to do about it; one click hands it over."""
    return pages.run(
        partial(case_or_404, case_number, RIGHT),
        _form,
        _hand_over,
        _draw,
        lambda gone: pages.go_on(
            Words(f"已移交：{gone.number_text}", f"Handed over: {gone.number_text}"),
            url_for("referrals.referral", referral_number=gone.short_number),
        ),
    )


def _form(case: Case) -> FailureForm:
    form = FailureForm()
    form.records.choices = as_choices(
        [
            (str(one.id), Words(f"调解记录（{one.number}）", f"Record of a session ({one.number})"))
            for one in operations.records(case)
        ]
    )
    return form


def _hand_over(case: Case, form: Any, by: By) -> Referral:
    letter_facts = {"cost_acts": form.cost_acts.data, "hints": form.hints.data}
    chosen = frozenset(int(one) for one in form.records.data or ())
    return operations.hand_over(case, letter_facts, by.without_version(), with_records=chosen)


def _draw(case: Case, form: FailureForm) -> str:
    return render_template(
        "courts/failure.html",
        case=case,
        arrival=operations.arrival_of_failed(case) or abort(404),
        form=form,
        pieces=operations.pieces(case),
        may_go=operations.may_go(case),
        to_be_filed=case.track == operations.TO_BE_FILED,
        letter=result_letter.letter_of(case),
        days=timekeeping.days_taken(case, on=clock.today()),
        tracks_trial=case.track != operations.TO_BE_FILED,
    )


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
