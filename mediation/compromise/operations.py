"""Making, opening and answering offers; noting private talk. The timeline tells that, never what."""

from __future__ import annotations

from datetime import date

from mediation.access.actor import Actor
from mediation.access.by import By
from mediation.access.table import allows
from mediation.acts.refusals import ActRefused
from mediation.cases.models import Case
from mediation.clock import day_of
from mediation.compromise import queries
from mediation.compromise.models import CaucusNote, Offer
from mediation.database import db
from mediation.rules.findings import Words
from mediation.rules.vocabulary import SIDES
from mediation.timeline.operations import record

ANSWERS = {
    "accepted": Words("接受", "Accepted"),
    "refused": Words("不接受", "Refused"),
    "withdrawn": Words("撤回", "Withdrawn"),
}


class CompromiseRefused(ActRefused):
    """The offer or note cannot be taken like this."""


def make_offer(
    case: Case,
    side: str,
    terms: str,
    by: By,
    *,
    sealed: bool,
    amount_fen: int | None = None,
    valid_until: date | None = None,
) -> Offer:
    """Record an offer of `side`: by that side itself, or by the case's mediator.

    `amount_fen` is what it comes to, None where no money moves; it is open for answers until the end
    of `valid_until`. Raises CompromiseRefused outside a running mediation, for a validity that is
    past, and for a side that the actor does not speak for.
    """
    _check_running(case)
    _check_speaks(case, side, by.actor)
    if valid_until is not None and valid_until < day_of(by.at):
        raise CompromiseRefused(Words("有效期不能早于今天。", "It cannot end before today."))
    offer = Offer(
        case_id=case.id,
        side=side,
        sealed=sealed,
        amount_fen=amount_fen,
        terms=terms,
        valid_until=valid_until,
        made_at=by.at,
        recorded_by=_name(by.actor),
    )
    db.session.add(offer)
    db.session.flush()
    record(case.thread, "offer_made", {}, by)
    return offer


def open_offer(case: Case, offer: Offer, by: By) -> None:
    """Show a sealed offer to the other side, with the consent of the side that made it."""
    _check_running(case)
    _check_speaks(case, offer.side, by.actor)
    offer.sealed, offer.opened_at = False, by.at


def answer_offer(case: Case, offer: Offer, answer: str, by: By, *, note: str = "") -> None:
    """Record the answer of the other side, or the withdrawal by the side that made the offer.

    Raises CompromiseRefused for one that was answered, is over, or is sealed to the side that answers.
    """
    _check_running(case)
    if answer not in ANSWERS:
        raise CompromiseRefused(Words("请选择答复。", "Choose the answer."))
    if offer.answer:
        raise CompromiseRefused(Words("这项方案已经有答复。", "This offer was answered already."))
    if answer == "withdrawn":
        _check_speaks(case, offer.side, by.actor)
    else:
        _check_speaks(case, next(side for side in SIDES if side != offer.side), by.actor)
        if offer.valid_until is not None and offer.valid_until < day_of(by.at):
            raise CompromiseRefused(
                Words("这项方案已过有效期，请对方重新提出。", "This offer is over. Ask for a new one.")
            )
    offer.answer, offer.answered_at, offer.answered_by, offer.answer_note = (
        answer,
        by.at,
        _name(by.actor),
        note,
    )
    record(case.thread, "offer_answered", {}, by)


def note_caucus(case: Case, side: str, text: str, by: By, *, shown_to_side: bool = False) -> CaucusNote:
    """Note what a side told the mediator alone. Only the case's mediator can."""
    _check_running(case)
    if not allows("compromise.keep", by.actor, case):
        raise CompromiseRefused(Words("只有本案调解员可以记录。", "Only the mediator of the case can."))
    note = CaucusNote(
        case_id=case.id,
        side=side,
        text=text,
        shown_to_side=shown_to_side,
        written_at=by.at,
        written_by=_name(by.actor),
    )
    db.session.add(note)
    db.session.flush()
    record(case.thread, "caucus_noted", {}, by)
    return note


def _check_running(case: Case) -> None:
    if case.accepted_at is None or not case.is_open:
        raise CompromiseRefused(
            Words("受理以后、调解结束以前才能提出方案。", "Offers are made while the mediation is open.")
        )


def _check_speaks(case: Case, side: str, actor: Actor) -> None:
    if not allows("compromise.keep", actor, case) and queries.side_spoken_for(case, actor) != side:
        raise CompromiseRefused(Words("您不能代表这一方。", "You do not speak for this side."))


def _name(actor: Actor) -> str:
    """A user's name, or the side that acts with its code."""
    return actor.name or actor.side or ""
