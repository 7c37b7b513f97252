"""The mediator's pages for notices, answers and sessions: one view, one row of `ACTS` per act."""

from __future__ import annotations

from datetime import datetime, time
from functools import partial
from typing import Any

from flask import Blueprint, abort, render_template, url_for

from mediation import clock
from mediation.access.by import By
from mediation.access.guard import requires
from mediation.acts import pages
from mediation.acts.pages import ActForm, Answer
from mediation.cases.lookup import case_or_404
from mediation.cases.models import Case
from mediation.proceedings import forms, operations, queries
from mediation.rules.findings import Words
from mediation.rules.procedures.machine import Transition

blueprint = Blueprint("proceedings", __name__, url_prefix="/desk/cases/<case_number:case_number>/proceedings")


def _notify(case: Case, row: Transition, form: Any, by: By) -> object:
    return operations.notify_rights(case, form.side.data, form.channel.data, by)


def _consent(case: Case, row: Transition, form: Any, by: By) -> object:
    return operations.record_consent(
        case,
        form.side.data,
        form.channel.data,
        by,
        given_by=form.given_by.data or "",
        remark=form.remark.data or "",
    )


def _decline(case: Case, row: Transition, form: Any, by: By) -> object:
    return operations.decline(
        case, form.side.data, form.channel.data, form.reason.data, by, given_by=form.given_by.data or ""
    )


def _begin(case: Case, row: Transition, form: Any, by: By) -> object:
    return operations.begin(case, by)


def _book(case: Case, row: Transition, form: Any, by: By) -> object:
    return operations.book_session(
        case, _moment(form.day.data, form.starts.data), form.mode.data, form.place.data or "", by
    )


def _record(case: Case, row: Transition, form: Any, by: By) -> object:
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
    return operations.record_session(case, held, by, booked=queries.booked_near(case.id, starts_at))


ACTS: dict[str, ActForm[Case]] = {
    "notify_rights": ActForm(lambda case: forms.NoticeForm(), _notify),
    "record_consent": ActForm(lambda case: forms.ConsentForm(), _consent),
    "decline": ActForm(lambda case: forms.DeclineForm(), _decline),
    "begin": ActForm(lambda case: forms.BeginForm(), _begin),
    "book_session": ActForm(lambda case: forms.BookingForm(), _book),
    "record_session": ActForm(lambda case: forms.SessionForm(), _record),
}

# What the person reads before doing it.
ADVICE: dict[str, Words] = {
    "notify_rights": Words(
        "向这一方讲清权利义务（可以选择或不接受调解员、随时终止、要求公开或不公开；"
        "如实陈述、遵守秩序），再登记。告知书会自动生成。",
        "Explain this side's rights and duties first (choosing or declining a mediator, ending at any "
        "time, open or closed; truth and order), then record it. The notice is made for you.",
    ),
    "record_consent": Words("双方都同意才能开始调解。", "Mediation begins only when both sides agree."),
    "decline": Words(
        "一方明确拒绝的，调解终止，系统会发出载明其他途径的终止通知书。",
        "One clear refusal ends the mediation. A notice of the other routes goes out.",
    ),
    "begin": Words("双方已被告知权利义务并表示同意后开始。", "Once both sides know their rights and agree."),
    "book_session": Words(
        "先与双方商定时间，再登记。双方会收到通知。", "Agree the time first. Both sides get a letter."
    ),
    "record_session": Words(
        "每次调解一份记录，入卷。", "One record for each session; it goes into the file."
    ),
}


@blueprint.route("/<string:action>", methods=["GET", "POST"])
@requires("case.mediate")
def act(case_number: str, action: str) -> Answer:
    known = ACTS.get(action) or abort(404)
    return pages.act(
        action,
        partial(case_or_404, case_number, "case.mediate"),
        lambda case, row: known,
        _draw,
        url_for("cases.case", case_number=case_number),
    )


def _draw(case: Case, row: Transition, form: Any) -> str:
    return render_template(
        "proceedings/act.html",
        case=case,
        row=row,
        possible=case.state in row.sources,
        advice=ADVICE[row.action],
        form=form,
    )


def _moment(day: Any, at: time) -> datetime:
    return clock.moment_of(day, at.hour, at.minute)
