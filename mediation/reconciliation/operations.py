"""Beginning a reconciliation, bringing lists into it, closing differences, signing it off.

Each act walks a row of `rules/tables/reconciliation_transitions.csv` (see `acts.walking`). Nothing here
writes to the ledger.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from mediation.access.by import By
from mediation.acts import walking
from mediation.acts.walking import Act, Details, Kind, Mailing
from mediation.clock import day_of
from mediation.database import db
from mediation.documents import operations as documents
from mediation.documents.models import IssuedDocument
from mediation.numbering import next_number
from mediation.organisations.models import Organisation
from mediation.reconciliation import comparing, queries, statement
from mediation.reconciliation.models import Item, Reconciliation, TheirList
from mediation.reconciliation.refusals import NotAlike, NothingChosen
from mediation.rules.numbers.own_numbers import format_own
from mediation.rules.procedures import reconciliation as rules
from mediation.rules.procedures import reconciliation_steps as steps
from mediation.rules.procedures.reconciliation_steps import Situation
from mediation.rules.procedures.referral_steps import Direction

NUMBER_WORD = "对账"  # in the numbers of reconciliations: 厦金对账〔2026〕00003号
MOST_NAMED = 10  # differences named in an entry of the timeline


def begin(
    body: Organisation, direction: Direction, from_on: date, to_on: date, by: By, *, centre: Organisation
) -> Reconciliation:
    """Begin the reconciliation of a period, first and last day counted; raises GuardRefused, NotAllowed."""
    year = day_of(by.at).year
    word = centre.number_word.removesuffix("调") + NUMBER_WORD
    number = next_number(word, year)
    found = Reconciliation(
        year=year,
        number=number,
        number_text=format_own(word, year, number),
        body=body,
        direction=direction.value,
        from_on=from_on,
        to_on=to_on,
        state="",
        begun_at=by.at,
        changed_at=by.at,
    )
    db.session.add(found)
    db.session.flush()
    begun = {"body": list(body.words), "from_on": from_on.isoformat(), "to_on": to_on.isoformat()}
    walking.walk(RECONCILIATION, found, "begin", by.without_version(), ReconciliationDetails(facts=begun))
    return found


@dataclass(frozen=True, slots=True)
class ReconciliationDetails(Details):
    """What the caller says of an act on a reconciliation; `work` is what it does to lists and rows."""

    work: Callable[[], object] = lambda: None


ReconciliationAct = Act[Reconciliation, ReconciliationDetails]


def read_list(
    found: Reconciliation,
    theirs: TheirList,
    fields: Sequence[str],
    rows: Sequence[dict[str, Any]],
    faults: Sequence[dict[str, Any]],
    by: By,
) -> None:
    """Keep what a list says now that its columns are known, and compare the ledger with it.

    `fields` have a column in it; `rows` are as `columns.kept` gives them. The lists before stay, and
    the newest one counts.
    """

    def keep() -> None:
        theirs.told, theirs.rows, theirs.faults = list(fields), list(rows), list(faults)
        theirs.row_count = len(rows)

    facts = {"rows": len(rows), "sha256": theirs.received.sha256}
    details = ReconciliationDetails(facts=facts, work=keep)
    walking.walk(RECONCILIATION, found, "bring_list", by, details)
    _compare(found, by.without_version())


def compare_again(found: Reconciliation, by: By) -> None:
    """Compare the ledger as it stands today with the newest list: what was put right is gone."""
    _compare(found, by)


def settle(found: Reconciliation, chosen: Sequence[Item], reason: str, text: str, by: By) -> None:
    """Close differences with a reason of `difference_reasons.csv` and a sentence; raises NothingChosen."""
    still_open = [one for one in chosen if one.state == "open"]
    if not still_open:
        raise NothingChosen
    words = next((one.words for one in rules.all_reasons() if one.code == reason), None)

    def close() -> None:
        for one in still_open:
            one.state, one.changed = "closed", False
            one.reason, one.reason_text = reason, text.strip()
            one.closed_at, one.closed_by = by.at, by.actor.name
        comparing.count(found)

    details = ReconciliationDetails(
        facts={"names": _names(still_open), "reason": list(words or ("", "")), "text": text.strip()},
        known={"reason": reason, "reason_text": text},
        work=close,
    )
    walking.walk(RECONCILIATION, found, "settle", by, details)


def open_again(found: Reconciliation, item: Item, reason: str, by: By) -> None:
    """Open a difference again that was closed; the timeline keeps why it had been."""
    if item.state != "closed":
        raise NothingChosen

    def open_it() -> None:
        item.state, item.reason, item.reason_text, item.closed_by, item.closed_at = "open", "", "", "", None
        comparing.count(found)

    details = ReconciliationDetails(reason=reason, facts={"names": item.name}, work=open_it)
    walking.walk(RECONCILIATION, found, "unsettle", by, details)


def join(found: Reconciliation, item: Item, by: By) -> None:
    """A person finds that a row of theirs and the row of ours that is like it are one matter.

    They are compared as a pair from now on, and what differs between them stays a difference.
    Raises NotAlike where one of them is no longer alone.
    """
    other = queries.by_key(found, item.like_key) if item.like_key else None
    rows = {one.group: one for one in (item, other) if one is not None}
    if set(rows) != {rules.OURS_ONLY, rules.THEIRS_ONLY}:
        raise NotAlike
    ours, theirs = rows[rules.OURS_ONLY], rows[rules.THEIRS_ONLY]
    last = queries.last_list(found)
    assert last is not None, "what was compared came with a list"
    facts = {"theirs": theirs.name, "ours": (ours.ours or {}).get("own_number", "")}

    def compare() -> None:
        found.joined = {**found.joined, theirs.key: ours.key}
        comparing.compare(found, last, at=by.at)

    details = ReconciliationDetails(facts=facts, work=compare)
    walking.walk(RECONCILIATION, found, "join", by, details)


def say(found: Reconciliation, item: Item, text: str, by: By) -> None:
    """The other body says its word on a difference; it is closed by us, not by the word."""

    def keep() -> None:
        item.their_word, item.their_word_at, item.their_word_by = text.strip(), by.at, by.actor.name

    details = ReconciliationDetails(reason=text, facts={"names": item.name}, work=keep)
    walking.walk(RECONCILIATION, found, "say", by, details)


def sign_off(found: Reconciliation, by: By) -> IssuedDocument:
    """Sign the reconciliation off with its statement, which both sides sign; who and when stay with it."""
    details = ReconciliationDetails(changes={"signed_off_on": day_of(by.at), "signed_off_by": by.actor.name})
    done = walking.walk(RECONCILIATION, found, "sign_off", by, details)
    return done.documents[0]


def confirm(found: Reconciliation, confirmed_by: str, by: By) -> None:
    """The other body confirms the statement: itself, or on paper that we enter; `confirmed_by` signs."""
    details = ReconciliationDetails(
        facts={"by": confirmed_by.strip()},
        changes={"confirmed_on": day_of(by.at), "confirmed_by": confirmed_by.strip()},
    )
    walking.walk(RECONCILIATION, found, "confirm", by, details)


def back_to_comparing(found: Reconciliation, action: str, reason: str, by: By) -> None:
    """They object to the statement, or we open the reconciliation again; its statement is withdrawn."""
    former = found.statement

    def withdraw() -> None:
        if former is not None:
            documents.withdraw(former, reason=reason, at=by.at)

    cleared = {"statement": None, "signed_off_on": None, "signed_off_by": ""}
    details = ReconciliationDetails(
        reason=reason, changes={**cleared, "confirmed_on": None, "confirmed_by": ""}, work=withdraw
    )
    walking.walk(RECONCILIATION, found, action, by, details)


def _compare(found: Reconciliation, by: By) -> None:
    def compare() -> None:
        theirs = queries.last_list(found)
        assert theirs is not None, "the guard of the row asked"
        comparing.compare(found, theirs, at=by.at)

    walking.walk(RECONCILIATION, found, "compare", by, ReconciliationDetails(work=compare))


def situation(found: Reconciliation, *, on: date, **known: Any) -> Situation:
    """The facts that guards ask about; `known` is what only the caller of an act can tell."""
    return Situation(
        on=on,
        from_on=found.from_on,
        to_on=found.to_on,
        list_read=queries.last_list(found) is not None,
        compared=found.compared_at is not None,
        unsettled=found.unsettled,
        **known,
    )


def _facts(act: ReconciliationAct) -> Mapping[str, Any]:
    found = act.thing
    reason = act.details.reason_in_both.zh.strip()
    return {**found.counts, "unsettled": found.unsettled, "text": reason}


RECONCILIATION: Kind[Reconciliation, Situation, ReconciliationDetails] = Kind(
    machine=steps.RECONCILIATION,
    situation=lambda act: situation(act.thing, on=act.on, **act.details.known),
    mailing=lambda act: Mailing({"number": act.thing.short_number}, body_id=act.thing.body_id),
    documents=lambda act: statement.issue(act.thing, act.row, at=act.at, issued_by_id=act.by.actor.user_id),
    subject=lambda found: found,
    first=lambda act: act.details.work(),
    facts=_facts,
)


def _names(chosen: Sequence[Item]) -> str:
    named = "、".join(one.name for one in chosen[:MOST_NAMED])
    return named if len(chosen) <= MOST_NAMED else f"{named} … ({len(chosen)})"
