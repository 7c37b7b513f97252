"""The statement that both sides sign (对账确认书), from what the comparison kept."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from mediation.documents.issuers import house
from mediation.documents.kinds import DocumentKind
from mediation.documents.kinds.reconciliation_statement import Difference, ReconciliationStatement
from mediation.documents.models import IssuedDocument
from mediation.documents.operations import issue as issue_document
from mediation.reconciliation import queries
from mediation.reconciliation.models import Item, Reconciliation
from mediation.rules.findings import Words
from mediation.rules.money.amounts import figures
from mediation.rules.phrases import SEMICOLONS, listed
from mediation.rules.procedures import reconciliation as rules
from mediation.rules.procedures.machine import Transition
from mediation.rules.procedures.reconciliation_steps import PAPER
from mediation.rules.procedures.referral_steps import Direction
from mediation.rules.procedures.result_words import result_words

MOST_LISTED = 200  # beyond it a paper is no longer read; the system lists them all
NOTHING = Words("—", "—")

DIRECTIONS = {
    Direction.IN: Words("对方移送我方", "from them to us"),
    Direction.OUT: Words("我方移送对方", "from us to them"),
}


def issue(
    found: Reconciliation, row: Transition, *, at: datetime, issued_by_id: int | None
) -> tuple[IssuedDocument, ...]:
    """Issue the statement that the row names, as the differences stand closed now, and keep it.

    Nothing for a row without a document.
    """
    if not row.document:
        return ()
    kind = DocumentKind({PAPER: DocumentKind.RECONCILIATION_STATEMENT}.get(row.document, row.document))
    found.statement = issue_document(kind, statement(found), case_id=None, at=at, issued_by_id=issued_by_id)
    return (found.statement,)


def statement(found: Reconciliation) -> ReconciliationStatement:
    """The facts of the statement."""
    closed = queries.closed(found, MOST_LISTED)
    paired = found.matching + found.differing
    differences = found.differing + found.ours_only + found.theirs_only
    last = queries.last_list(found)
    return ReconciliationStatement(
        issuer=house(),
        case_number=found.number_text,
        counterpart=found.body.name,
        direction=DIRECTIONS[Direction(found.direction)],
        from_on=found.from_on,
        to_on=found.to_on,
        ours_total=paired + found.ours_only,
        theirs_total=paired + found.theirs_only,
        matching=found.matching,
        closed=differences,
        differences=tuple(_line(one) for one in closed),
        unlisted=differences - len(closed),
        list_sha256=last.received.sha256 if last else "",
        signed_off_by=found.signed_off_by,
        signed_off_on=found.signed_off_on,
    )


def shown(name: str, side: Any) -> Words:
    """What one side says in a field, for people: yuan, results in words, a dash for nothing."""
    value = (side or {}).get(name)
    if value in (None, ""):
        return NOTHING
    if name == "amount_fen":
        return Words(figures(value), figures(value))
    return result_words(value) if name == "result" else Words(str(value), str(value))


def _line(item: Item) -> Difference:
    reason = next((one.words for one in rules.all_reasons() if one.code == item.reason), NOTHING)
    what = [rules.FIELDS[name] for name in item.differs] or [rules.GROUPS[item.group]]
    names = item.differs or ["received_on"]
    return Difference(
        name=item.name,
        what=listed(what, SEMICOLONS),
        ours=listed([shown(name, item.ours) for name in names], SEMICOLONS),
        theirs=listed([shown(name, item.theirs) for name in names], SEMICOLONS),
        reason=reason,
        remark=item.reason_text,
    )
