"""What the pages of offers do, the same at the desk and on a party's own page."""

from __future__ import annotations

from typing import Any

from flask import abort, request

from mediation import clock
from mediation.access.actor import Actor
from mediation.access.by import By
from mediation.access.table import allows
from mediation.acts.refusals import ActRefused
from mediation.cases.models import Case
from mediation.compromise import forms, operations, queries
from mediation.rules.vocabulary import SIDES


def check_takes_part(case: Case, actor: Actor) -> None:
    """Answer 404 to whoever neither keeps the compartment nor speaks for a side."""
    if not allows("compromise.keep", actor, case) and not queries.side_spoken_for(case, actor):
        abort(404)


def shown(case: Case, actor: Actor, failed: Any = None) -> dict[str, Any]:
    """What the template needs: the compartment as this actor may see it, and the forms."""
    keeps = allows("compromise.keep", actor, case)
    side = queries.side_spoken_for(case, actor)
    kind = forms.StaffOfferForm if keeps else forms.OfferForm
    return {
        "case": case,
        "keeps": keeps,
        "side": side,
        "sides": SIDES,
        "answers": operations.ANSWERS,
        "offers": queries.offers_for(case, actor),
        "notes": queries.notes_for(case, actor),
        "failed": failed,
        "offer_form": failed if type(failed) is kind else kind(formdata=None, prefix="offer"),
        "caucus_form": _or(failed, forms.CaucusForm(formdata=None, prefix="caucus")),
        "answer_form": forms.AnswerForm(formdata=None, prefix="answer"),
        "today": clock.today(),
    }


def take_offer(case: Case, by: By) -> Any:
    """Record what was sent; the form that failed, or None when it was taken."""
    keeps = allows("compromise.keep", by.actor, case)
    form = (forms.StaffOfferForm if keeps else forms.OfferForm)(prefix="offer")
    side = getattr(form, "side", None)
    if not form.validate():
        return form
    return _run(
        form,
        operations.make_offer,
        case,
        side.data if side is not None else queries.side_spoken_for(case, by.actor),
        form.terms.data,
        by,
        sealed=form.sealed.data,
        amount_fen=form.amount_fen.data,
        valid_until=form.valid_until.data,
    )


def take_answer(case: Case, offer_id: int, by: By) -> Any:
    """Record the answer to an offer, or open a sealed one; the form that failed, or None."""
    offer = queries.offer_for(case, offer_id, by.actor) or abort(404)
    form = forms.AnswerForm(prefix="answer")
    if "open" in request.form:
        return _run(form, operations.open_offer, case, offer, by)
    if not form.validate():
        return form
    return _run(form, operations.answer_offer, case, offer, form.answer.data, by, note=form.note.data or "")


def take_note(case: Case, by: By) -> Any:
    """Record private talk; the form that failed, or None."""
    form = forms.CaucusForm(prefix="caucus")
    if not form.validate():
        return form
    return _run(
        form,
        operations.note_caucus,
        case,
        form.side.data,
        form.text.data,
        by,
        shown_to_side=form.shown_to_side.data,
    )


def _or(failed: Any, fresh: Any) -> Any:
    return failed if type(failed) is type(fresh) else fresh


def _run(form: Any, act: Any, *given: Any, **more: Any) -> Any:
    try:
        act(*given, **more)
    except ActRefused as refused:
        form.refuse(None, refused.words)
        return form
    return None
