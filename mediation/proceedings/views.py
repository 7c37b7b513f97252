"""The mediator's pages for notices, answers and sessions: one view, one row of `ACTS` per act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from mediation import clock
from mediation.access.actor import Actor
from mediation.access.guard import current_actor, ensure, requires
from mediation.acts.refusals import ActRefused, ChangedMeanwhile
from mediation.cases.models import Case
from mediation.cases.queries import case_by_number
from mediation.proceedings import forms, operations, queries
from mediation.rules.findings import Words
from mediation.rules.procedures import lifecycle
from mediation.rules.procedures.machine import NotPossible
from mediation.timeline.models import TimelineEntry
from mediation.web.forms import VersionedForm
from mediation.web.words import t

blueprint = Blueprint("proceedings", __name__, url_prefix="/desk/cases/<case_number:case_number>/proceedings")

Answer = str | Response | tuple[str, int]
Run = Callable[[Case, Any, Actor, datetime, int | None], object]


@dataclass(frozen=True, slots=True)
class Act:
    """The form of an act, what carries it out, and what the person reads before doing it."""

    form: type[VersionedForm]
    run: Run
    advice: Words


def _notify(case: Case, form: Any, actor: Actor, at: datetime, version: int | None) -> object:
    return operations.notify_rights(
        case, form.side.data, form.channel.data, actor=actor, at=at, version=version
    )


def _consent(case: Case, form: Any, actor: Actor, at: datetime, version: int | None) -> object:
    return operations.record_consent(
        case,
        form.side.data,
        form.channel.data,
        given_by=form.given_by.data or "",
        remark=form.remark.data or "",
        actor=actor,
        at=at,
        version=version,
    )


def _decline(case: Case, form: Any, actor: Actor, at: datetime, version: int | None) -> object:
    return operations.decline(
        case,
        form.side.data,
        form.channel.data,
        form.reason.data,
        given_by=form.given_by.data or "",
        actor=actor,
        at=at,
        version=version,
    )


def _begin(case: Case, form: Any, actor: Actor, at: datetime, version: int | None) -> object:
    return operations.begin(case, actor=actor, at=at, version=version)


def _book(case: Case, form: Any, actor: Actor, at: datetime, version: int | None) -> object:
    return operations.book_session(
        case,
        _moment(form.day.data, form.starts.data),
        form.mode.data,
        form.place.data or "",
        actor=actor,
        at=at,
        version=version,
    )


def _record(case: Case, form: Any, actor: Actor, at: datetime, version: int | None) -> object:
    starts_at = _moment(form.day.data, form.starts.data)
    held = operations.Held(
        starts_at=starts_at,
        ends_at=_moment(form.day.data, form.ends.data),
        mode=form.mode.data,
        place=form.place.data or "",
        present=form.present.data or "",
        record=form.record.data,
        result=form.result.data,
        result_note=form.result_note.data or "",
        is_open=form.is_open.data,
    )
    return operations.record_session(
        case, held, booked=queries.booked_near(case.id, starts_at), actor=actor, at=at, version=version
    )


ACTS: dict[str, Act] = {
    "notify_rights": Act(
        forms.NoticeForm,
        _notify,
        Words(
            "向这一方讲清权利义务（可以选择或不接受调解员、随时终止、要求公开或不公开；"
            "如实陈述、遵守秩序），再登记。告知书会自动生成。",
            "Explain this side's rights and duties first (choosing or declining a mediator, ending at any "
            "time, open or closed; truth and order), then record it. The notice is made for you.",
        ),
    ),
    "record_consent": Act(
        forms.ConsentForm,
        _consent,
        Words("双方都同意才能开始调解。", "Mediation begins only when both sides agree."),
    ),
    "decline": Act(
        forms.DeclineForm,
        _decline,
        Words(
            "一方明确拒绝的，调解终止，系统会发出载明其他途径的终止通知书。",
            "One clear refusal ends the mediation. A notice of the other routes goes out.",
        ),
    ),
    "begin": Act(
        forms.BeginForm,
        _begin,
        Words("双方已被告知权利义务并表示同意后开始。", "Once both sides know their rights and agree."),
    ),
    "book_session": Act(
        forms.BookingForm,
        _book,
        Words("先与双方商定时间，再登记。双方会收到通知。", "Agree the time first. Both sides get a letter."),
    ),
    "record_session": Act(
        forms.SessionForm,
        _record,
        Words("每次调解一份记录，入卷。", "One record for each session; it goes into the file."),
    ),
}


@blueprint.route("/<string:action>", methods=["GET", "POST"])
@requires("case.mediate")
def act(case_number: str, action: str) -> Answer:
    case = case_by_number(case_number) or abort(404)
    ensure("case.mediate", case)
    chosen = ACTS.get(action) or abort(404)
    form = chosen.form(version=case.version)
    meanwhile: tuple[TimelineEntry, ...] = ()
    status = 200
    if form.validate_on_submit():
        try:
            chosen.run(case, form, current_actor(), clock.now(), form.seen_version())
        except ChangedMeanwhile as refused:
            form.refuse(None, refused.words)
            form.version.data = case.version
            meanwhile, status = refused.entries, 409
        except (ActRefused, NotPossible) as refused:
            form.refuse(None, refused.words)
            status = 422
        else:
            flash(t("已登记。", "Recorded."))
            return redirect(url_for("cases.case", case_number=case.short_number))
    elif form.errors:
        status = 422
    page = render_template(
        "proceedings/act.html",
        case=case,
        action=action,
        title=action_words(action),
        advice=chosen.advice,
        form=form,
        meanwhile=meanwhile,
    )
    return page, status


def action_words(action: str) -> Words:
    """The words of an action in the table of transitions."""
    return next(row.words for row in lifecycle.transitions() if row.action == action)


def _moment(day: Any, at: time) -> datetime:
    return clock.moment_of(day, at.hour, at.minute)
