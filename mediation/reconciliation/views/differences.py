"""One difference: both sides in full, and what may be done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from mediation import clock
from mediation.access.guard import current_actor, ensure, requires
from mediation.access.table import allows
from mediation.acts.refusals import ActRefused, NotAllowed
from mediation.database import db
from mediation.reconciliation import forms, operations
from mediation.reconciliation.models import Item, Reconciliation
from mediation.reconciliation.statement import shown
from mediation.reconciliation.views.lookup import blueprint, difference_or_404, reconciliation_or_404, say
from mediation.reconciliation.views.page import settle_form
from mediation.rules.findings import Words
from mediation.rules.procedures import reconciliation as rules
from mediation.rules.procedures import reconciliation_steps as steps
from mediation.rules.procedures.machine import NotPossible, Transition
from mediation.web.forms import VersionedForm
from mediation.web.words import t

Answer = str | Response | tuple[str, int]

SHOWN = {
    "own_number": Words("我方编号", "our number"),
    **rules.FIELDS,
    "applicant": Words("申请人", "applicant"),
    "respondent": Words("被申请人", "respondent"),
}


@blueprint.get("/<case_number:reconciliation_number>/differences/<int:item_id>")
@requires("reconciliation.view")
def difference(reconciliation_number: str, item_id: int) -> str:
    found = reconciliation_or_404(reconciliation_number)
    item = difference_or_404(found, item_id)
    return render_template(
        "reconciliation/difference.html",
        found=found,
        item=item,
        groups=rules.GROUPS,
        fields=SHOWN,
        shown=shown,
        reasons={one.code: one.words for one in rules.all_reasons()},
        rows=[
            row
            for row in steps.offered_in(found.state, clock.today())
            if row.action in ACTS and allows(row.right, current_actor(), found) and FITS[row.action](item)
        ],
    )


@blueprint.route(
    "/<case_number:reconciliation_number>/differences/<int:item_id>/<action>", methods=["GET", "POST"]
)
@requires("reconciliation.view")
def act_on(reconciliation_number: str, item_id: int, action: str) -> Answer:
    found = reconciliation_or_404(reconciliation_number)
    item = difference_or_404(found, item_id)
    form_of, carry_out = ACTS.get(action) or abort(404)
    row = next(one for one in steps.transitions() if one.action == action)
    ensure(row.right, found)
    form = form_of(found)
    if not form.version.data:
        form.version.data = str(found.version)
    if form.validate_on_submit():
        who = {"actor": current_actor(), "at": clock.now(), "version": form.seen_version()}
        try:
            carry_out(found, item, form, **who)
        except NotAllowed:
            abort(404)
        except (ActRefused, NotPossible) as refused:
            db.session.rollback()
            found = reconciliation_or_404(reconciliation_number)
            item = difference_or_404(found, item_id)
            say(form, refused)
        else:
            flash(t("已办理：{act}。", "Done: {act}.", act=row.words), "success")
            return redirect(_next(found, item, row))
    page = render_template(
        "reconciliation/act.html",
        found=found,
        item=item,
        form=form,
        row=row,
        possible=found.state in row.sources,
    )
    return page, (422 if form.errors else 200)


def _next(found: Reconciliation, item: Item, row: Transition) -> str:
    """Back to the list of the group, where the next difference waits; after a word, to the difference."""
    if row.action == "say":
        return url_for("reconciliation.difference", reconciliation_number=found.short_number, item_id=item.id)
    return url_for("reconciliation.page", reconciliation_number=found.short_number)


def _settle(found: Reconciliation, item: Item, form: Any, **who: Any) -> None:
    operations.settle(found, [item], form.reason.data or "", form.text.data or "", **who)


def _open_again(found: Reconciliation, item: Item, form: Any, **who: Any) -> None:
    operations.open_again(found, item, form.reason.data, **who)


def _join(found: Reconciliation, item: Item, form: Any, **who: Any) -> None:
    operations.join(found, item, **who)


def _say(found: Reconciliation, item: Item, form: Any, **who: Any) -> None:
    operations.say(found, item, form.reason.data, **who)


ACTS: dict[str, tuple[Callable[[Reconciliation], VersionedForm], Callable[..., None]]] = {
    "settle": (settle_form, _settle),
    "unsettle": (lambda found: forms.ReasonForm(), _open_again),
    "join": (lambda found: forms.PlainForm(), _join),
    "say": (lambda found: forms.WordForm(), _say),
}
FITS: dict[str, Callable[[Item], bool]] = {
    "settle": lambda item: item.state == "open",
    "unsettle": lambda item: item.state == "closed",
    "join": lambda item: item.state == "open" and bool(item.like_key),
    "say": lambda item: True,
}
