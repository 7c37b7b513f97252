"""What a report to the police does to the limitation of the claim (诉讼时效规定 2020 art. 13).

The report interrupts the period; where the police do not file, drop the matter or it ends in an
acquittal, it runs anew from the day on which the creditor hears of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mediation.clock import day_of
from mediation.holidays.queries import house_calendar
from mediation.referrals.models import Referral
from mediation.rules.procedures.referral_steps import COMES_BACK
from mediation.rules.time.limitation import Interruption, interruption_kinds, limitation
from mediation.timeline.models import TimelineEntry

REPORTED_TO = frozenset({"police"})
REPORT, REFUSED = "police_report", "referral_refused"


@dataclass(frozen=True, slots=True)
class Interrupted:
    """The days for whoever reads the hand-over; `due_on` is empty while the police have it."""

    interrupted_on: date
    anew_from: date | None
    due_on: date | None
    provisional: bool
    legal_basis: str


def after_report(referral: Referral, entries: Iterable[TimelineEntry]) -> Interrupted | None:
    """Where the claim stands after it was reported; None for what is no report of a crime.

    `entries` are those of the hand-over, which tell the day of a refusal.
    """
    if referral.law.authority not in REPORTED_TO or referral.law.matter != "crime" or not referral.sent_on:
        return None
    ended_on = _ended_on(referral, entries)
    found = limitation(
        known_on=referral.sent_on,
        interruptions=[Interruption(REPORT, referral.sent_on, ended_on)],
        calendar=house_calendar(),
    )
    basis = interruption_kinds()[REPORT].legal_basis
    return Interrupted(referral.sent_on, ended_on, found.due_on, found.provisional, basis)


def _ended_on(referral: Referral, entries: Iterable[TimelineEntry]) -> date | None:
    """The day on which the matter ended with the police so that a civil claim may go on."""
    refused = [day_of(entry.at) for entry in entries if entry.event == REFUSED]
    if refused:
        return max(refused)
    return referral.result_on if referral.result in COMES_BACK else None
