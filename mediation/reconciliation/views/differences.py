"""One difference: both sides in full, and what may be done with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import abort, render_template, url_for

from mediation import clock
from mediation.access.by import By
from mediation.access.guard import current_actor, requires
from mediation.access.table import allows
from mediation.acts import pages
from mediation.acts.pages import ActForm, Answer
from mediation.reconciliation import forms, operations
from mediation.reconciliation.models import Item, Reconciliation
from mediation.reconciliation.statement import shown
from mediation.reconciliation.views.lookup import blueprint, difference_or_404, reconciliation_or_404
from mediation.reconciliation.views.page import settle_form
from mediation.rules.findings import Words
from mediation.rules.procedures import reconciliation as rules
from mediation.rules.procedures import reconciliation_steps as steps
from mediation.rules.procedures.machine import Transition
from mediation.web.forms import VersionedForm

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
            if row.action in ACTS
            and allows(row.right, current_actor(), found)
            and ACTS[row.action].fits(item)
        ],
    )


@blueprint.route(
    "/<case_number:reconciliation_number>/differences/<int:item_id>/<action>", methods=["GET", "POST"]
)
@requires("reconciliation.view")
def act_on(reconciliation_number: str, item_id: int, action: str) -> Answer:
    known = ACTS.get(action) or abort(404)

    def carry_out(found: Reconciliation, row: Transition, form: Any, by: By) -> object:
        return known.carry_out(found, difference_or_404(found, item_id), form, by)

    def draw(found: Reconciliation, row: Transition, form: Any) -> str:
        item, possible = difference_or_404(found, item_id), found.state in row.sources
        return render_template(
            "reconciliation/act.html", found=found, item=item, form=form, row=row, possible=possible
        )

    difference_or_404(reconciliation_or_404(reconciliation_number), item_id)
    return pages.act(
        action,
        partial(reconciliation_or_404, reconciliation_number),
        lambda found, row: ActForm(known.form, carry_out),
        draw,
        _next(reconciliation_number, item_id, action),
    )


def _next(number: str, item_id: int, action: str) -> str:
    """Back to the list of the group, where the next difference waits; after a word, to the difference."""
    if action == "say":
        return url_for("reconciliation.difference", reconciliation_number=number, item_id=item_id)
    return url_for("reconciliation.page", reconciliation_number=number)


@dataclass(frozen=True, slots=True)
class ItemAct:
    """The form of an act on one difference, whether the difference lets it, and what carries it out."""

    form: Callable[[Reconciliation], VersionedForm]
    fits: Callable[[Item], bool]
    carry_out: Callable[[Reconciliation, Item, Any, By], object]


def _settle(found: Reconciliation, item: Item, form: Any, by: By) -> None:
    reason, text = form.reason.data or "", form.text.data or ""
    operations.settle(found, [item], reason, text, by)


def _open_again(found: Reconciliation, item: Item, form: Any, by: By) -> None:
    operations.open_again(found, item, form.reason.data, by)


def _join(found: Reconciliation, item: Item, form: Any, by: By) -> None:
    operations.join(found, item, by)


def _say(found: Reconciliation, item: Item, form: Any, by: By) -> None:
    operations.say(found, item, form.reason.data, by)


ACTS: dict[str, ItemAct] = {
    "settle": ItemAct(settle_form, lambda item: item.state == "open", _settle),
    "unsettle": ItemAct(lambda found: forms.ReasonForm(), lambda item: item.state == "closed", _open_again),
    "join": ItemAct(
        lambda found: forms.PlainForm(), lambda item: item.state == "open" and bool(item.like_key), _join
    ),
    "say": ItemAct(lambda found: forms.WordForm(), lambda item: True, _say),
}
