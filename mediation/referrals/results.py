"""What the letters of result and the return slip say, as the ledger and the case know it.

Only what was told to both sides goes into them: the notice of termination, recorded facts, papers
issued. Offers and private talk have no way in here (法释〔2016〕14号 art. 22; 法释〔2021〕23号 art. 18).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from mediation.cases import extension_points, timekeeping
from mediation.cases.documents import issuing as case_papers
from mediation.cases.models import Case
from mediation.clock import day_of
from mediation.documents import queries as document_queries
from mediation.documents.kinds import KINDS, DocumentKind
from mediation.documents.models import IssuedDocument
from mediation.documents.operations import facts_of
from mediation.referrals import queries
from mediation.referrals.models import Referral
from mediation.rules.findings import Words
from mediation.rules.procedures.lifecycle import PERIOD_BY_TRACK
from mediation.rules.procedures.referral_steps import Direction
from mediation.rules.time.deadlines import rule
from mediation.rules.vocabulary import DISPUTES, OUTCOMES

# Papers of a case that go with its result. Records of sessions stay: what was offered there may
# not be used in court, so whoever wants one added adds it by hand.
ANNEXED: dict[DocumentKind, tuple[DocumentKind, ...]] = {
    DocumentKind.RESULT_FEEDBACK: (
        DocumentKind.AGREEMENT,
        DocumentKind.ORAL_AGREEMENT,
        DocumentKind.TERMINATION_NOTICE,
        DocumentKind.WITHDRAWAL_CONFIRMATION,
        DocumentKind.COMPLAINT,
        DocumentKind.DEFENCE,
        DocumentKind.UNDISPUTED_FACTS,
        DocumentKind.SERVICE_ADDRESS,
    ),
    DocumentKind.REPLY_LETTER: (DocumentKind.TERMINATION_NOTICE, DocumentKind.WITHDRAWAL_CONFIRMATION),
}
NONE = "无"  # what the forms of the courts want written where there is nothing


def known(referral: Referral, kind: DocumentKind, at: datetime) -> dict[str, Any]:
    """The facts of a letter of this kind, complete enough to go out as they stand."""
    case = referral.case
    assert case is not None, "a matter is handled as a case before anything is answered"
    told: dict[str, Any] = {
        "issuer": case_papers.issuer(case),
        "case_number": case.number_text,
        "dispute": case_papers.dispute(case, DocumentKind.AGREEMENT),
        "parties": tuple(case_papers.party(row) for row in case.parties),
        "amount_fen": case.amount_fen,
        "contact": case_papers.contact(case),
        "received_on": _arrived_on(referral, case),
        "sent_on": day_of(at),
        **KNOWN[kind](referral, case),
    }
    names = {field.name for field in fields(KINDS[kind].facts)}
    return {name: value for name, value in told.items() if name in names}


def _arrived_on(referral: Referral, case: Case) -> date:
    """The day on which the matter came to the centre, also for what goes out of it."""
    came_in = referral if referral.direction == Direction.IN else queries.arrival_of(case.id)
    return (came_in.received_on if came_in else None) or day_of(case.filed_at)


def _result_feedback(referral: Referral, case: Case) -> Mapping[str, Any]:
    issued = _standing(case)
    return {
        "result": OUTCOMES.get(case.outcome, Words("", "")),
        "mediators": (case.mediator_name or case_papers.issuer(case).name,),
        "court": referral.body.name,
        "court_case_number": referral.their_number,
        "days": days.words if (days := timekeeping.days_taken(case, on=referral.law_on)) else Words("", ""),
        "failure_reason": _why(issued).zh,
        "cost_acts": NONE,
        "service_address": DocumentKind.SERVICE_ADDRESS in {one.kind for one in issued},
        "to_confirm": False,
        "annexes": _annexes(issued, DocumentKind.RESULT_FEEDBACK) or (NONE,),
    }


def _reply_letter(referral: Referral, case: Case) -> Mapping[str, Any]:
    issued = _standing(case)
    return {
        "result": OUTCOMES.get(case.outcome, Words("", "")),
        "receiver": referral.body.name,
        "their_number": referral.their_number,
        "asked_for": referral.subject or case.narrative,
        "done": _done(case),
        "agreed": case.outcome == "agreed",
        "result_text": _why(issued).zh,
        "annexes": _annexes(issued, DocumentKind.REPLY_LETTER),
        "routes": () if case.outcome == "agreed" else case_papers.ROUTES_AFTER_END,
    }


def _assignment_slip(referral: Referral, case: Case) -> Mapping[str, Any]:
    code = PERIOD_BY_TRACK[case.track]
    period = timekeeping.mediation_period(case)
    lasting = rule(code, on=period.law_on if period else referral.law_on).period
    return {
        "letter_number": referral.their_number,
        "court": referral.body.name,
        "cause": DISPUTES[case.product].zh,
        "court_case_number": referral.their_number,
        "procedure": referral.law.words.zh,
        "period": lasting.words.zh if lasting else NONE,
        "materials": tuple(f"{one.title}{one.copies}份" for one in referral.materials) or (NONE,),
        "court_contact": referral.their_contact or NONE,
        "letter_on": referral.sent_on or referral.received_on,
        "received_by": referral.received_by,
    }


KNOWN: dict[DocumentKind, Callable[[Referral, Case], Mapping[str, Any]]] = {
    DocumentKind.RESULT_FEEDBACK: _result_feedback,
    DocumentKind.REPLY_LETTER: _reply_letter,
    DocumentKind.ASSIGNMENT_SLIP: _assignment_slip,
}


def _standing(case: Case) -> list[IssuedDocument]:
    """The Chinese papers of the case that stand: a court and an authority read these."""
    return [one for one in document_queries.documents_of_case(case.id) if one.is_valid and one.lang == "zh"]


def _why(issued: list[IssuedDocument]) -> Words:
    """Why mediation ended, as both sides were told; nothing where it did not fail."""
    notice = next((one for one in reversed(issued) if one.kind == DocumentKind.TERMINATION_NOTICE), None)
    found: Words = facts_of(notice).reason.words if notice else Words("", "")
    return found


def _annexes(issued: list[IssuedDocument], letter: DocumentKind) -> tuple[str, ...]:
    held = [DocumentKind(one.kind) for one in issued]
    return tuple(f"{KINDS[kind].title.zh}{held.count(kind)}份" for kind in ANNEXED[letter] if kind in held)


def _done(case: Case) -> str:
    """The road of the case in days: taken on, sessions, end."""
    steps = []
    if case.accepted_at:
        steps.append(f"{_day(day_of(case.accepted_at))}受理")
    if days := extension_points.days_of_sessions(case):
        steps.append(f"{'、'.join(_day(day) for day in days)}组织调解")
    if case.ended_at:
        steps.append(f"{_day(day_of(case.ended_at))}办理结束")
    return "，".join(steps) + "。" if steps else NONE


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
