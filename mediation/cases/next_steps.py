"""What comes next in each state: the words for the list, and the acts that the case page puts first.

The table of transitions says what is possible; this says what one usually does, in which order.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mediation.access.actor import Actor
from mediation.access.table import allows
from mediation.cases.models import Case
from mediation.rules.findings import Words
from mediation.rules.procedures import lifecycle
from mediation.rules.procedures.lifecycle import Situation
from mediation.rules.procedures.machine import Transition


@dataclass(frozen=True, slots=True)
class NextStep:
    """`actions` in the order in which they are done."""

    words: Words
    actions: tuple[str, ...] = ()


NEXT: dict[str, NextStep] = {
    "submitted": NextStep(
        Words("决定是否受理", "Decide whether to accept"),
        ("accept", "request_correction", "refuse", "transfer"),
    ),
    "correction_requested": NextStep(
        Words("等申请人补充材料", "Wait for the applicant's additions"), ("supply_correction",)
    ),
    "accepted": NextStep(Words("选择由哪里办理", "Choose who handles it"), ("route",)),
    "routed": NextStep(Words("指定调解员", "Appoint a mediator"), ("appoint", "route")),
    "consulting": NextStep(
        Words("告知权利，征求同意", "Explain rights, ask for consent"),
        ("begin", "notify_rights", "confirm_appointment", "record_consent", "decline"),
    ),
    "under_mediation": NextStep(
        Words("约时间调解，起草协议", "Hold sessions, draft the terms"),
        ("offer_terms", "book_session", "record_session", "draft_terms"),
    ),
    "paused": NextStep(Words("原因消除后恢复计时", "Resume when the reason is gone"), ("resume",)),
    "awaiting_signature": NextStep(
        Words("收齐签名、盖章", "Collect the signatures"), ("conclude", "record_signature")
    ),
    "concluded": NextStep(
        Words("交付协议，办理司法确认，归档", "Hand over the agreement, have it confirmed, close"),
        ("prepare_confirmation", "close"),
    ),
    "ended": NextStep(Words("送达通知，归档", "Serve the notice, close"), ("close",)),
    "closed": NextStep(Words("已归档", "Closed"), ("make_volume",)),
}

# What has been done for both sides is not offered first again.
DONE: dict[str, Callable[[Situation], bool]] = {
    "notify_rights": lambda situation: situation.sides <= situation.notified,
    "record_consent": lambda situation: situation.sides <= situation.consented,
    "record_signature": lambda situation: not situation.unsigned,
    "prepare_confirmation": lambda situation: (
        situation.confirm_to is None or situation.on > situation.confirm_to
    ),
}

# Guards that the person answers on the page of the act.
ANSWERED_THERE = frozenset({"place_chosen", "mediator_chosen", "side_notified", "scan_filed"})

# What is asked once: where its guard refuses it there is nothing more to say about it.
ASKED_ONCE = frozenset({"confirm_appointment", "decline_appointment", "lapse_appointment", "prove_notice"})

# Acts on one deadline, offered beside it.
ON_A_DEADLINE = frozenset({"extend_deadline", "pause_deadline", "resume_deadline"})

# Acts with a place of their own on the page.
ELSEWHERE = frozenset(
    {
        "reveal",
        *ON_A_DEADLINE,
        *("revoke_signing", "hand_over_code", "sign_electronically", "decline_signing"),
        *("choose_court", "record_wish", "join_confirmation", "keep_paper"),
        *("replace_paper", "withdraw_paper", "serve_paper"),
    }
)


@dataclass(frozen=True, slots=True)
class Offer:
    """An act that the actor may do; `refusal` says what must be done before."""

    row: Transition
    refusal: Words | None = None


@dataclass(frozen=True, slots=True)
class Offers:
    """What the actor may do now: the one thing first, what goes with it, and the rest."""

    step: NextStep
    first: Offer | None
    beside: tuple[Offer, ...]
    rest: tuple[Offer, ...]


def offers(case: Case, actor: Actor, situation: Situation) -> Offers:
    """The acts of the table that fit the case's state and the actor's rights, the usual ones first."""
    step = NEXT[case.state]
    possible = {
        row.action: Offer(row, _refusal(row, situation))
        for row in lifecycle.offered_in(case.state, case.law_on)
        if row.action not in ELSEWHERE and allows(row.right, actor, case)
    }
    for action in ASKED_ONCE & possible.keys():
        if possible[action].refusal is not None:
            del possible[action]
    usual = [possible.pop(action) for action in step.actions if action in possible]
    first = next((offer for offer in usual if _is_due(offer, situation)), None)
    beside = tuple(offer for offer in usual if offer is not first)
    return Offers(step, first, beside, tuple(possible.values()))


def _is_due(offer: Offer, situation: Situation) -> bool:
    done = DONE.get(offer.row.action)
    return offer.refusal is None and not (done and done(situation))


def _refusal(row: Transition, situation: Situation) -> Words | None:
    for name in row.guards:
        if name not in ANSWERED_THERE and (finding := lifecycle.GUARDS[name](situation)):
            return finding.words
    return None
