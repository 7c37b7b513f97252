"""The letter on the result (D19) that a court reads with what comes back to it: one for each end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from mediation.access.actor import HOUSE
from mediation.access.by import By
from mediation.cases.models import Case
from mediation.documents.kinds import KINDS, DocumentKind
from mediation.documents.models import IssuedDocument
from mediation.documents.queries import documents_of_case
from mediation.referrals import acts, queries, results
from mediation.referrals.models import Referral
from mediation.rules.vocabulary import EXPIRED

KIND = KINDS[DocumentKind.RESULT_FEEDBACK]
DUE = "result_due"


def letter_of(case: Case) -> IssuedDocument | None:
    """The letter that stands."""
    found = documents_of_case(case.id, kind=KIND.code)
    return next((one for one in reversed(found) if one.is_valid and one.lang == "zh"), None)


def return_result(arrival: Referral, letter_facts: Mapping[str, Any], by: By) -> IssuedDocument:
    """Return the result to the court; `letter_facts` are facts of the letter that a person knows better."""
    facts = KIND.facts(**{**results.known(arrival, KIND.code, by.at), **letter_facts})
    done = acts.return_result(arrival, facts, by)
    return done.documents[0]


def letter_for(case: Case, letter_facts: Mapping[str, Any], by: By) -> IssuedDocument | None:
    """The letter for what goes back now: the result is returned first where it is still due.

    None where the case did not come from a court and no letter stands: the ledger then makes one.
    """
    arrival = queries.arrival_of(case.id)
    if arrival is not None and arrival.state == DUE:
        return return_result(arrival, letter_facts, by)
    return letter_of(case)


def return_expired(case: Case, at: datetime) -> None:
    """A court's case whose period ran out goes back by itself with its letter (在线调解规则 art. 25)."""
    arrival = queries.arrival_of(case.id) if case.outcome == EXPIRED else None
    if arrival is not None and arrival.state == DUE and arrival.law.authority == "court":
        return_result(arrival, {}, By(HOUSE, at))
