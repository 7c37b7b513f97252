"""Agreements waiting to be filed with their courts for the record: tick some, and all are sent."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from mediation import clock
from mediation.access.by import By
from mediation.access.guard import acting, current_actor, requires
from mediation.acts.refusals import ActRefused
from mediation.courts.failure import record
from mediation.database import db
from mediation.referrals.models import Referral
from mediation.rules.findings import Words
from mediation.rules.procedures.machine import NotPossible, Transition
from mediation.web.filters import remaining
from mediation.web.forms import VersionedForm
from mediation.web.words import t

records = Blueprint("records", __name__, url_prefix="/desk/court-records")

RIGHT = "referral.enter"
Answer = str | Response | tuple[str, int]


@records.get("/")
@requires(RIGHT)
def waiting() -> str:
    return _list(())


@records.post("/")
@requires(RIGHT)
def send() -> Answer:
    """Send those that are ticked; one that cannot go stays, with the reason beside its number."""
    ticked = set(request.form.getlist("record"))
    chosen = [one for one in record.waiting(current_actor()) if str(one.id) in ticked]
    if not chosen:
        return _list((Words("请先勾选要发出的协议。", "Tick those to be sent first."),)), 422
    sent, refused = 0, []
    for one in chosen:
        number = one.short_number
        try:
            with db.session.begin_nested():
                record.send(one, acting())
        except (ActRefused, NotPossible) as why:
            refused.append(Words(f"{number}：{why.words.zh}", f"{number}: {why.words.en}"))
        else:
            sent += 1
    if refused:
        return _list(tuple(refused), sent), 422
    flash(t("已发出 {n} 件，等待法院签收。", "{n} sent; the court's receipt is awaited.", n=sent), "success")
    return redirect(url_for("records.waiting"))


def send_one(referral: Referral, row: Transition, form: VersionedForm, by: By) -> object:
    """The same from the page of the hand-over."""
    return record.send(referral, by)


def _list(refused: tuple[Words, ...], sent: int = 0) -> str:
    on = clock.today()
    return render_template(
        "courts/records.html",
        rows=record.waiting(current_actor()),
        refused=refused,
        sent=sent,
        left=lambda row: remaining(row.due_on, on),
    )
