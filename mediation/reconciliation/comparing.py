"""The ledger beside the last list: what is kept of the comparison, and what of the one before.

A difference that was closed stays closed while it is the same one; one that says something else
now is open again; one that is gone is gone. The ledger is only read here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from mediation.database import db
from mediation.reconciliation import columns, queries
from mediation.reconciliation.models import Item, Reconciliation, TheirList
from mediation.referrals.models import Referral
from mediation.rules.procedures import reconciliation as rules
from mediation.rules.procedures.reconciliation import Lone, Pair
from mediation.rules.procedures.referral_steps import Direction

Side = Mapping[str, Any]


def compare(found: Reconciliation, theirs: TheirList, *, at: datetime) -> None:
    """Compare the ledger as it stands with the rows of `theirs`, and keep the outcome."""
    rows = columns.their_lines(theirs.rows)
    ours = {f"o{one.id}": side_of(one) for one in queries.ours(found)}
    outcome = rules.compare(
        [columns.line_of(key, side) for key, side in ours.items()],
        [line for line, _row in rows.values()],
        columns.told(theirs.told),
        {one: other for one, other in found.joined.items() if other in ours},
    )
    sides: dict[str, Side] = ours | {key: row for key, (_line, row) in rows.items()}
    drawn = [
        *(_of_pair(pair, sides) for pair in (*outcome.differing, *outcome.matching)),
        *(_of_lone(one, rules.OURS_ONLY, sides) for one in outcome.ours_only),
        *(_of_lone(one, rules.THEIRS_ONLY, sides) for one in outcome.theirs_only),
    ]
    _hint(found, drawn)
    _keep(found, drawn)
    found.compared_at = at
    count(found)


def count(found: Reconciliation) -> None:
    """Note in the row, for the lists, how many each group holds and how many differences are open."""
    db.session.flush()
    held = queries.counts_of(found)
    for group in rules.GROUPS:
        setattr(found, group, sum(number for (name, _state), number in held.items() if name == group))
    found.unsettled = sum(number for (_group, state), number in held.items() if state == "open")


def side_of(referral: Referral) -> dict[str, Any]:
    """What our ledger says of a hand-over; days as text."""
    incoming = referral.direction == Direction.IN
    day: date | None = referral.received_on if incoming else referral.sent_on
    return {
        "number": referral.their_number,
        "own_number": referral.number_text,
        "short_number": referral.short_number,
        "applicant": referral.applicant_name,
        "respondent": referral.respondent_name,
        "amount_fen": referral.amount_fen,
        "received_on": day.isoformat() if day else None,
        "result": referral.result,
        "result_on": referral.result_on.isoformat() if referral.result_on else None,
        "result_number": referral.result_number,
    }


def _of_pair(pair: Pair, sides: Mapping[str, Side]) -> dict[str, Any]:
    ours, theirs = sides[pair.ours.key], sides[pair.theirs.key]
    return {
        "key": pair.ours.key,
        "group": rules.DIFFERING if pair.differs else rules.MATCHING,
        "differs": list(pair.differs),
        "ours": ours,
        "theirs": theirs,
        "print": _print({name: [ours.get(name), theirs.get(name)] for name in pair.differs}),
    }


def _of_lone(one: Lone, group: str, sides: Mapping[str, Side]) -> dict[str, Any]:
    side = sides[one.line.key]
    return {
        "key": one.line.key,
        "group": group,
        "repeats": one.repeats,
        "ours": side if group == rules.OURS_ONLY else None,
        "theirs": side if group == rules.THEIRS_ONLY else None,
        "print": _print([group, one.repeats]),
        "like_key": one.like.key if one.like else "",
        "like": sides[one.like.key] if one.like else None,
    }


def _print(row_facts: object) -> str:
    """Whether a difference is still the same one: a hash over what differs, and nothing else."""
    return hashlib.sha256(json.dumps(row_facts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _hint(found: Reconciliation, drawn: Sequence[dict[str, Any]]) -> None:
    """Where only they have a row, the hand-over of that number that we keep outside the period."""
    alone = [one for one in drawn if one["group"] == rules.THEIRS_ONLY]
    numbers = {one["key"]: rules.number_key(str(one["theirs"].get("number") or "")) for one in alone}
    elsewhere = queries.entered_otherwise(found, [number for number in numbers.values() if number])
    for one in alone:
        one["hint"] = elsewhere.get(numbers[one["key"]], "")


def _keep(found: Reconciliation, drawn: Sequence[dict[str, Any]]) -> None:
    known = {one.key: one for one in queries.all_items(found)}
    for facts in drawn:
        item = known.pop(facts["key"], None)
        if item is None:
            item = Item(reconciliation_id=found.id, key=facts["key"], state="")
            db.session.add(item)
        _change(item, {"differs": [], "repeats": False, "like_key": "", "like": None, "hint": "", **facts})
    for gone in known.values():
        db.session.delete(gone)


def _change(item: Item, facts: Mapping[str, Any]) -> None:
    matching = facts["group"] == rules.MATCHING
    same = item.print == facts["print"] and item.group == facts["group"]
    was = item.state
    for name, value in facts.items():
        setattr(item, name, value)
    if matching or not same:
        item.changed = was == "closed" and not matching
        item.state = "matching" if matching else "open"
        item.reason = item.reason_text = item.closed_by = ""
        item.closed_at = None
