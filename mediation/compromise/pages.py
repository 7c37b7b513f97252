"""What the pages of offers do, the same at the desk and on a party's own page."""

from __future__ import annotations

from typing import Any

from flask import abort, request

from mediation import clock
from mediation.access.actor import Actor
from mediation.access.by import By
from mediation.access.table import allows
from mediation.cases.models import Case
from mediation.compromise import forms, operations, queries
from mediation.compromise.models import Offer
from mediation.rules.vocabulary import SIDES
from mediation.web.fields import as_choices
from mediation.web.forms import BaseForm, sent_or_new


def check_takes_part(case: Case, actor: Actor) -> None:
    """Answer 404 to whoever neither keeps the compartment nor speaks for a side."""
    if not allows("compromise.keep", actor, case) and not queries.side_spoken_for(case, actor):
        abort(404)


def shown(case: Case, actor: Actor, sent: BaseForm | None = None) -> dict[str, Any]:
    """What the template needs: the compartment as this actor may see it, and the forms.

    `sent` is the form that failed, whose place on the page keeps what was typed.
    """
    return {
        "case": case,
        "keeps": allows("compromise.keep", actor, case),
        "side": queries.side_spoken_for(case, actor),
        "sides": SIDES,
        "answers": operations.ANSWERS,
        "offers": queries.offers_for(case, actor),
        "notes": queries.notes_for(case, actor),
        "failed": sent,
        "offer_form": sent_or_new(sent, _offer_kind(case, actor), prefix="offer"),
        "caucus_form": sent_or_new(sent, forms.CaucusForm, prefix="caucus"),
        "answer_form": lambda offer: _answer_form(offer, case, actor, sent),
        "today": clock.today(),
    }


def offer_form(case: Case, actor: Actor) -> forms.OfferForm:
    return _offer_kind(case, actor)(prefix="offer")


def answer_form(offer_id: int) -> BaseForm:
    """The form of an answer; opening a sealed offer asks nothing."""
    return BaseForm() if "open" in request.form else forms.AnswerForm(prefix=_of_answer(offer_id))


def make_offer(case: Case, form: Any, by: By) -> None:
    side = form.side.data if "side" in form else queries.side_spoken_for(case, by.actor)
    operations.make_offer(
        case,
        side,
        form.terms.data,
        by,
        sealed=form.sealed.data,
        amount_fen=form.amount_fen.data,
        valid_until=form.valid_until.data,
    )


def answer_offer(case: Case, offer_id: int, form: Any, by: By) -> None:
    """Record the answer to an offer, or open a sealed one."""
    offer = queries.offer_for(case, offer_id, by.actor) or abort(404)
    if not isinstance(form, forms.AnswerForm):
        operations.open_offer(case, offer, by)
    else:
        operations.answer_offer(case, offer, form.answer.data or "", by, note=form.note.data or "")


def note_caucus(case: Case, form: Any, by: By) -> None:
    operations.note_caucus(case, form.side.data, form.text.data, by, shown_to_side=form.shown_to_side.data)


def _offer_kind(case: Case, actor: Actor) -> type[forms.OfferForm]:
    return forms.StaffOfferForm if allows("compromise.keep", actor, case) else forms.OfferForm


def _answer_form(offer: Offer, case: Case, actor: Actor, sent: BaseForm | None) -> forms.AnswerForm:
    """With the answers that this actor may give: the side that made an offer can only withdraw it."""
    form = sent_or_new(sent, forms.AnswerForm, prefix=_of_answer(offer.id))
    made_it = queries.side_spoken_for(case, actor) == offer.side
    keeps = allows("compromise.keep", actor, case)
    form.answer.choices = as_choices(
        [one for one in operations.ANSWERS.items() if keeps or (one[0] == "withdrawn") == made_it]
    )
    return form


def _of_answer(offer_id: int) -> str:
    return f"answer-{offer_id}"
