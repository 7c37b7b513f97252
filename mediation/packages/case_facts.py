"""The facts of a hand-over and its case for machines, as `schema/case-1.json` describes them.

What was offered or said to reach a compromise has no place in the schema and no way in here: only
columns of the two rows, their deadlines, and the facts of a record that both sides confirmed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from mediation.cases import extension_points
from mediation.cases.models import Case, Party
from mediation.clock import ZONE, day_of
from mediation.deadlines.models import Deadline
from mediation.deadlines.reckoning import rule_of
from mediation.documents.kinds import DocumentKind
from mediation.documents.operations import facts_of
from mediation.packages.facts import PackageFacts, Piece, What
from mediation.packages.gathering import Found
from mediation.referrals.models import Referral
from mediation.rules.acceptance.causes import cause
from mediation.rules.dated import NotInForce
from mediation.rules.findings import Words
from mediation.rules.procedures.referral_steps import MATTERS, Direction
from mediation.rules.tables import Checked
from mediation.rules.vocabulary import HANDOVER_RESULTS, OUTCOMES, PRODUCTS
from mediation.web.masks import mask_email, mask_paper, mask_phone, mask_resident_id

SCHEMA = "urn:fengqiao:package:case:1"
SCHEMA_FILE = Path(__file__).with_name("schema") / "case-1.json"
PRINTABLE = {Checked.PRIMARY, Checked.SECONDARY}


def told(referral: Referral, found: Found, made_by: str) -> str:
    """The facts of hand-over and case as JSON; `made_by` is the centre's name."""
    facts = {
        "handover": _handover(referral, made_by),
        "case": _case(found.case),
        "parties_masked": found.row.masked,
        "parties": [_party(row, masked=found.row.masked) for row in found.case.parties],
        "deadlines": [
            *_deadlines(found.case.deadlines, "case"),
            *_deadlines(referral.deadlines, "handover"),
        ],
        "undisputed_facts": list(_undisputed(found)),
        "materials": [
            {
                "position": one.position,
                "title": one.title,
                "copies": one.copies,
                "sha256": _or_none(one.sha256),
            }
            for one in referral.materials
        ],
    }
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))


def case_json(facts: PackageFacts) -> bytes:
    """The file `case.json` of a package."""
    whole = {
        "schema": SCHEMA,
        "package": {
            "number": facts.number,
            "version": facts.version,
            "as_of": moment(facts.as_of),
            "purpose": words(facts.purpose),
            "legal_basis": facts.legal_basis,
        },
        **json.loads(facts.told),
        "documents": [_document(piece) for piece in facts.pieces],
        "left_out": [{"name": one.name.zh, "why": words(one.why)} for one in facts.left_out],
        "lacking": [words(one) for one in facts.lacking],
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def moment(value: datetime) -> str:
    """A moment in the zone of the house, to the second."""
    return value.astimezone(ZONE).isoformat(timespec="seconds")


def words(pair: Words) -> dict[str, str]:
    return {"zh": pair.zh, "en": pair.en}


def _handover(referral: Referral, made_by: str) -> dict[str, Any]:
    kind = referral.law
    incoming = kind.direction is Direction.IN
    result = HANDOVER_RESULTS.get(referral.result) or OUTCOMES.get(referral.result)
    return {
        "number": referral.number_text,
        "kind": _coded(kind.code, kind.words),
        "matter": _coded(kind.matter, MATTERS[kind.matter]),
        "direction": referral.direction,
        "legal_basis": kind.legal_basis if kind.checked in PRINTABLE else "",
        "from": referral.body.name if incoming else made_by,
        "to": made_by if incoming else referral.body.name,
        "their_number": referral.their_number,
        "subject": referral.subject,
        "amount_fen": referral.amount_fen,
        "stops_mediation": referral.stops,
        "sent_on": _day(referral.sent_on),
        "received_on": _day(referral.received_on),
        "received_by": referral.received_by,
        "result": None
        if result is None
        else {
            **_coded(referral.result, result),
            "on": _day(referral.result_on),
            "number": referral.result_number,
            "text": referral.result_text,
        },
    }


def _case(case: Case) -> dict[str, Any]:
    ended = OUTCOMES.get(case.outcome)
    return {
        "number": case.number_text,
        "law_on": _day(case.law_on),
        "track": case.track,
        "product": _coded(case.product, PRODUCTS[case.product]),
        "cause": _cause(case),
        "amount_fen": case.amount_fen,
        "mediator": case.mediator_name,
        "filed_on": _day(day_of(case.filed_at)),
        "accepted_on": _day(day_of(case.accepted_at) if case.accepted_at else None),
        "sessions_on": [_day(on) for on in extension_points.days_of_sessions(case)],
        "ended_on": _day(day_of(case.ended_at) if case.ended_at else None),
        "agreement_effective_on": _day(case.effective_on),
        "outcome": _coded(case.outcome, ended) if ended else None,
    }


def _cause(case: Case) -> dict[str, str] | None:
    try:
        return _coded(case.cause, cause(case.cause, on=case.law_on).words)
    except NotInForce:
        return None


def _party(row: Party, *, masked: bool) -> dict[str, Any]:
    """A side; masked: the name stays, what identifies a person and where they are reached does not."""
    paper, phone, email = row.paper_number or "", row.phone or "", row.email or ""
    if masked:
        mask = mask_resident_id if row.paper_kind == "resident_id" else mask_paper
        paper, phone, email = (
            mask(paper) if paper else "",
            mask_phone(phone) if phone else "",
            mask_email(email),
        )
    return {
        "side": row.side,
        "kind": row.kind,
        "name": row.name,
        "paper_kind": row.paper_kind,
        "paper_number": paper,
        "uscc": row.uscc,
        "legal_representative": row.legal_representative,
        "gender": row.gender,
        "born_on": None if masked else _day(row.born_on),
        "phone": phone,
        "email": email,
        "address": "" if masked else (row.address or ""),
    }


def _deadlines(rows: Iterable[Deadline], of: str) -> Iterable[dict[str, Any]]:
    for row in rows:
        rule = rule_of(row)
        yield {
            "of": of,
            **_coded(row.code, rule.words),
            "starts_on": _day(row.start_on),
            "due_on": _day(row.due_on),
            "status": row.status,
            "ended_on": _day(row.ended_on),
            "legal_basis": rule.legal_basis if rule.checked in PRINTABLE else "",
        }


def _undisputed(found: Found) -> Iterable[dict[str, str]]:
    """What both sides confirmed, as the record in the package says it."""
    for paper in found.papers:
        if paper.kind == DocumentKind.UNDISPUTED_FACTS:
            yield from ({"name": fact.name, "text": fact.text} for fact in facts_of(paper).facts)


def _document(piece: Piece) -> dict[str, Any]:
    return {
        "number": piece.number,
        "path": piece.path,
        "what": piece.what.value,
        "title": words(piece.name),
        "mark": piece.mark,
        "verify_code": piece.code if piece.what is What.PAPER else "",
        "dated_on": _day(piece.dated_on),
        "place": words(piece.place),
        "remark": piece.remark,
        "media_type": piece.media_type,
        "size": piece.size,
        "sha256": piece.sha256,
    }


def _coded(code: str, said: Words) -> dict[str, str]:
    return {"code": code, **words(said)}


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _or_none(text: str) -> str | None:
    return text or None


def schema() -> Mapping[str, Any]:
    """The JSON Schema (draft 2020-12) that `case.json` follows."""
    found: Mapping[str, Any] = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    return found
