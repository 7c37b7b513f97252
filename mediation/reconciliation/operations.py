"""Beginning a reconciliation, bringing lists into it, closing differences, signing it off.

Each act is a row of `rules/tables/reconciliation_transitions.csv`: `ready` asks for right, version,
reason and guards, `carry_out` sets the state and writes the timeline. Nothing here writes to the ledger.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from mediation.access.actor import Actor
from mediation.access.table import allows
from mediation.acts.refusals import ChangedMeanwhile, GuardRefused, NotAllowed, ReasonMissing
from mediation.clock import day_of
from mediation.database import db
from mediation.documents import operations as documents
from mediation.documents.models import IssuedDocument
from mediation.numbering import next_number
from mediation.organisations.models import Organisation
from mediation.reconciliation import comparing, queries, statement
from mediation.reconciliation.models import Item, Reconciliation, TheirList
from mediation.reconciliation.refusals import NotAlike, NothingChosen, NothingToCompare
from mediation.rules.numbers.own_numbers import format_own
from mediation.rules.procedures import reconciliation as rules
from mediation.rules.procedures import reconciliation_steps as steps
from mediation.rules.procedures.machine import Transition
from mediation.rules.procedures.reconciliation_steps import Situation
from mediation.rules.procedures.referral_steps import Direction
from mediation.timeline import operations as timeline
from mediation.timeline import queries as timeline_queries

NUMBER_WORD = "对账"  # in the numbers of reconciliations: 厦金对账〔2026〕00003号
MOST_NAMED = 10  # differences named in an entry of the timeline


def begin(
    body: Organisation,
    direction: Direction,
    from_on: date,
    to_on: date,
    *,
    centre: Organisation,
    actor: Actor,
    at: datetime,
) -> Reconciliation:
    """Begin the reconciliation of a period, first and last day counted; raises GuardRefused, NotAllowed."""
    year = day_of(at).year
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
        begun_at=at,
    )
    db.session.add(found)
    db.session.flush()
    told = {"body": list(body.words), "from_on": from_on.isoformat(), "to_on": to_on.isoformat()}
    carry_out(found, ready(found, "begin", actor=actor, at=at), told, actor=actor, at=at)
    return found


def ready(
    found: Reconciliation,
    action: str,
    *,
    actor: Actor,
    at: datetime,
    version: int | None = None,
    reason: str = "",
    facts: Situation | None = None,
) -> Transition:
    """The row of `action`, if the actor may and nothing stands against it.

    Raises NotAllowed, NotPossible, ReasonMissing, ChangedMeanwhile or GuardRefused; changes nothing.
    """
    row = steps.find(action, found.state, day_of(at))
    if not allows(row.right, actor, found):
        raise NotAllowed(row.words)
    if version is not None and version != found.version:
        raise ChangedMeanwhile(timeline_queries.entries_of(found.thread)[: max(found.version - version, 1)])
    if row.needs_reason and not reason.strip():
        raise ReasonMissing(row.words)
    if refusals := steps.refusals(row, _situation(found, facts or Situation())):
        raise GuardRefused(refusals)
    return row


def carry_out(
    found: Reconciliation, row: Transition, told: Mapping[str, Any], *, actor: Actor, at: datetime
) -> None:
    """What every act leaves behind: the state and turn of its row, and its entry in the timeline."""
    found.state = row.state_after(found.state)
    found.turn = row.turn or found.turn
    timeline.record(found.thread, row.event, dict(told), actor=actor, at=at)
    db.session.flush()


def read_list(
    found: Reconciliation,
    theirs: TheirList,
    fields: Sequence[str],
    rows: Sequence[dict[str, Any]],
    faults: Sequence[dict[str, Any]],
    *,
    actor: Actor,
    at: datetime,
) -> None:
    """Keep what a list says now that its columns are known, and compare the ledger with it.

    `fields` have a column in it; `rows` are as `columns.kept` gives them. The lists before stay, and
    the newest one counts.
    """
    told = {"rows": len(rows), "sha256": theirs.received.sha256}
    carry_out(found, ready(found, "bring_list", actor=actor, at=at), told, actor=actor, at=at)
    theirs.told, theirs.rows, theirs.faults = list(fields), list(rows), list(faults)
    theirs.row_count = len(rows)
    _compare(found, theirs, actor, at)


def compare_again(found: Reconciliation, *, actor: Actor, at: datetime, version: int | None = None) -> None:
    """Compare the ledger as it stands today with the newest list: what was put right is gone."""
    theirs = queries.last_list(found)
    if theirs is None:
        raise NothingToCompare
    _compare(found, theirs, actor, at, version)


def settle(
    found: Reconciliation,
    chosen: Sequence[Item],
    reason: str,
    text: str,
    *,
    actor: Actor,
    at: datetime,
    version: int | None = None,
) -> None:
    """Close differences with a reason of `difference_reasons.csv` and a sentence; raises NothingChosen."""
    still_open = [one for one in chosen if one.state == "open"]
    if not still_open:
        raise NothingChosen
    words = next((one.words for one in rules.all_reasons() if one.code == reason), None)
    facts = Situation(reason=reason, reason_text=text, on=day_of(at))
    told = {"names": _names(still_open), "reason": list(words or ("", "")), "text": text.strip()}
    row = ready(found, "settle", actor=actor, at=at, version=version, facts=facts)
    carry_out(found, row, told, actor=actor, at=at)
    for one in still_open:
        one.state, one.changed = "closed", False
        one.reason, one.reason_text = reason, text.strip()
        one.closed_at, one.closed_by = at, actor.name
    comparing.count(found)


def open_again(
    found: Reconciliation,
    item: Item,
    reason: str,
    *,
    actor: Actor,
    at: datetime,
    version: int | None = None,
) -> None:
    """Open a difference again that was closed; the timeline keeps why it had been."""
    if item.state != "closed":
        raise NothingChosen
    told = {"names": item.name, "text": reason.strip()}
    row = ready(found, "unsettle", actor=actor, at=at, version=version, reason=reason)
    carry_out(found, row, told, actor=actor, at=at)
    item.state, item.reason, item.reason_text, item.closed_by, item.closed_at = "open", "", "", "", None
    comparing.count(found)


def join(
    found: Reconciliation, item: Item, *, actor: Actor, at: datetime, version: int | None = None
) -> None:
    """A person finds that a row of theirs and the row of ours that is like it are one matter.

    They are compared as a pair from now on, and what differs between them stays a difference.
    Raises NotAlike where one of them is no longer alone.
    """
    other = queries.by_key(found, item.like_key) if item.like_key else None
    rows = {one.group: one for one in (item, other) if one is not None}
    if set(rows) != {rules.OURS_ONLY, rules.THEIRS_ONLY}:
        raise NotAlike
    ours, theirs = rows[rules.OURS_ONLY], rows[rules.THEIRS_ONLY]
    told = {"theirs": theirs.name, "ours": (ours.ours or {}).get("own_number", "")}
    row = ready(found, "join", actor=actor, at=at, version=version)
    carry_out(found, row, told, actor=actor, at=at)
    found.joined = {**found.joined, theirs.key: ours.key}
    last = queries.last_list(found)
    assert last is not None, "what was compared came with a list"
    comparing.compare(found, last, at=at)


def say(
    found: Reconciliation,
    item: Item,
    text: str,
    *,
    actor: Actor,
    at: datetime,
    version: int | None = None,
) -> None:
    """The other body says its word on a difference; it is closed by us, not by the word."""
    told = {"names": item.name, "text": text.strip()}
    row = ready(found, "say", actor=actor, at=at, version=version, reason=text)
    carry_out(found, row, told, actor=actor, at=at)
    item.their_word, item.their_word_at, item.their_word_by = text.strip(), at, actor.name


def sign_off(
    found: Reconciliation, *, actor: Actor, at: datetime, version: int | None = None
) -> IssuedDocument:
    """Sign the reconciliation off with its statement, which both sides sign; who and when stay with it."""
    row = ready(found, "sign_off", actor=actor, at=at, version=version)
    found.signed_off_on, found.signed_off_by = day_of(at), actor.name
    found.statement = statement.issue(found, at=at, issued_by_id=actor.user_id)
    carry_out(found, row, {"document": found.statement.number}, actor=actor, at=at)
    return found.statement


def confirm(
    found: Reconciliation, by: str, *, actor: Actor, at: datetime, version: int | None = None
) -> None:
    """The other body confirms the statement: itself, or on paper that we enter; `by` signs for it."""
    row = ready(found, "confirm", actor=actor, at=at, version=version)
    carry_out(found, row, {"by": by.strip()}, actor=actor, at=at)
    found.confirmed_on, found.confirmed_by = day_of(at), by.strip()


def back_to_comparing(
    found: Reconciliation,
    action: str,
    reason: str,
    *,
    actor: Actor,
    at: datetime,
    version: int | None = None,
) -> None:
    """They object to the statement, or we open the reconciliation again; its statement is withdrawn."""
    row = ready(found, action, actor=actor, at=at, version=version, reason=reason)
    if found.statement is not None:
        documents.withdraw(found.statement, reason=reason, at=at)
    carry_out(found, row, {"text": reason.strip()}, actor=actor, at=at)
    found.statement = found.signed_off_on = found.confirmed_on = None
    found.signed_off_by = found.confirmed_by = ""


def _compare(
    found: Reconciliation, theirs: TheirList, actor: Actor, at: datetime, version: int | None = None
) -> None:
    row = ready(found, "compare", actor=actor, at=at, version=version)
    comparing.compare(found, theirs, at=at)
    carry_out(found, row, {**found.counts, "unsettled": found.unsettled}, actor=actor, at=at)


def _situation(found: Reconciliation, facts: Situation) -> Situation:
    return replace(
        facts,
        from_on=found.from_on,
        to_on=found.to_on,
        compared=found.compared_at is not None,
        unsettled=found.unsettled,
    )


def _names(chosen: Sequence[Item]) -> str:
    named = "、".join(one.name for one in chosen[:MOST_NAMED])
    return named if len(chosen) <= MOST_NAMED else f"{named} … ({len(chosen)})"
