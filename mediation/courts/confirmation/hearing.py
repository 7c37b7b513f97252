"""What the court does with the application comes in by the ledger and follows on the case, whoever
entered it: the liaison, the centre from the court's paper, a list or another system.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from mediation.access.actor import HOUSE
from mediation.access.by import By
from mediation.agreements.queries import current_draft, terms_of
from mediation.cases.models import Case
from mediation.cases.operations import perform
from mediation.courts.confirmation import queries
from mediation.courts.confirmation.window import window_of
from mediation.referrals.models import Referral
from mediation.rules.findings import Words
from mediation.rules.procedures import court_grounds
from mediation.rules.procedures.confirmation import WINDOW
from mediation.rules.procedures.machine import Transition
from mediation.rules.vocabulary import HANDOVER_RESULTS

ENFORCEMENT = "C19"
AGREED = frozenset({"concluded", "closed"})  # states of a case whose agreement stands


def hear(referral: Referral, row: Transition, at: datetime) -> None:
    """Do on the case what the act on its hand-over means there."""
    if referral.case is not None and (follow := FOLLOWS.get(row.action)):
        follow(referral, referral.case, at)


def tell_situation(case: Case) -> dict[str, Any]:
    """Whether a court has the agreement of this case, has confirmed it, or may still be asked to."""
    if case.state not in AGREED:
        return {}
    filed = queries.filed_for(case.id)
    window = window_of(case)
    return {
        "at_court": any(one.is_open and one.state != "drafted" for one in filed),
        "confirmed": any(one.result == "confirmed" for one in filed),
        "confirm_to": window.due_on if window is not None and window.status == "running" else None,
    }


def last_day_of_performance(case: Case) -> date | None:
    """The last day of performance that the agreement names; its effective date where it names none.

    The two years for enforcement begin there (民事诉讼法 art. 250).
    """
    draft = current_draft(case.id)
    if draft is None:
        return case.effective_on
    terms = terms_of(draft)
    days = [one.due_on for one in terms.items if one.due_on is not None]
    days += [one.due_on for one in terms.instalments]
    return max(days, default=case.effective_on)


def _sent(referral: Referral, case: Case, at: datetime) -> None:
    window = window_of(case)
    if window is None or window.status != "running":
        return  # sent again after a correction: it is filed already
    perform(
        case,
        "file_confirmation",
        By(HOUSE, at),
        facts={"court": list(referral.body.words), "referral": referral.number_text},
        stops_on=referral.sent_on,
    )


def _sent_back(referral: Referral, case: Case, at: datetime) -> None:
    perform(case, "confirmation_sent_back", By(HOUSE, at), reason=referral.reason)


def _taken(referral: Referral, case: Case, at: datetime) -> None:
    perform(case, "confirmation_taken", By(HOUSE, at), facts={"court_number": referral.their_number})


def _refused(referral: Referral, case: Case, at: datetime) -> None:
    _returned(case, ground_in_words(referral, court_grounds.REFUSED), at)


def _taken_back(referral: Referral, case: Case, at: datetime) -> None:
    if referral.sent_on is not None:  # a draft that was never sent has stopped nothing
        _returned(case, Words(referral.reason, referral.reason), at)


def _returned(case: Case, reason: Words, at: datetime) -> None:
    """The window of the agreement was never lengthened by the try: it ends on the day on which it ended."""
    perform(
        case, "confirmation_returned", By(HOUSE, at), reason=reason, starts_on={WINDOW: case.effective_on}
    )


def _result(referral: Referral, case: Case, at: datetime) -> None:
    if referral.result == "confirmed":
        perform(
            case,
            "confirmation_granted",
            By(HOUSE, at),
            facts={"court_number": referral.result_number or referral.their_number},
            starts_on={ENFORCEMENT: last_day_of_performance(case)},
        )
    elif referral.result == "rejected":
        reason = ground_in_words(referral, referral.result)
        perform(case, "confirmation_rejected", By(HOUSE, at), reason=reason)
    else:
        _returned(case, HANDOVER_RESULTS.get(referral.result, Words("", "")), at)


def ground_in_words(referral: Referral, ruling: str) -> Words:
    """The ground of the court's no with what was written beside it."""
    row = court_grounds.ground(referral.law.matter, ruling, referral.ground, on=referral.law_on)
    court_reason = referral.reason if ruling == court_grounds.REFUSED else referral.result_text
    if row is None:
        return Words(court_reason, court_reason)
    if not court_reason:
        return row.words
    return Words(f"{row.words.zh}。{court_reason}", f"{row.words.en}. {court_reason}")


FOLLOWS: dict[str, Callable[[Referral, Case, datetime], None]] = {
    "send": _sent,
    "send_back": _sent_back,
    "they_take": _taken,
    "they_refuse": _refused,
    "take_back": _taken_back,
    "record_result": _result,
}
