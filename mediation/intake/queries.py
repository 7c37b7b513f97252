"""Reads of drafts, and the lists from which a page lets a person choose."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, select

from mediation.cases.models import Case
from mediation.database import db, lookup_hash
from mediation.documents.kinds import DocumentKind
from mediation.documents.models import IssuedDocument, StoredFile
from mediation.documents.queries import documents_of_case
from mediation.intake.answers import Answers
from mediation.intake.forms.base import Option
from mediation.intake.models import IntakeDraft
from mediation.organisations.models import Kind, Organisation
from mediation.organisations.queries import handling_places, institutions, of_kind, organisation
from mediation.rules.findings import Words
from mediation.rules.numbers.divisions import divisions, parent, places_in

DRAFT_LIVES = timedelta(days=30)
CODE_IS_SHOWN = timedelta(hours=24)
MOST_FOUND = 30

ELSEWHERE = "elsewhere"
_ELSEWHERE_WORDS = Words("本市以外", "Outside the city")


# Asked on every page of the wizard, so it is built once.
_BY_CODE = select(IntakeDraft).where(
    IntakeDraft.code_hash == bindparam("code_hash"), IntakeDraft.updated_at > bindparam("since")
)
_BY_CODE_TO_CHANGE = _BY_CODE.with_for_update()


def draft_by_code(code: str, *, at: datetime, to_change: bool = False) -> IntakeDraft | None:
    """The draft with this code, unless nobody touched it for 30 days.

    `to_change` locks the row, so that two presses of one button act one after the other.
    """
    query = _BY_CODE_TO_CHANGE if to_change else _BY_CODE
    return db.session.scalar(query, {"code_hash": lookup_hash(code), "since": at - DRAFT_LIVES})


def is_taken_up_elsewhere(code: str) -> bool:
    """Whether the draft that this code opened is gone on with in another browser."""
    found = select(IntakeDraft.id).where(IntakeDraft.former_code_hash == lookup_hash(code)).limit(1)
    return db.session.scalar(found) is not None


def file_of_draft(draft: IntakeDraft, file_id: int) -> StoredFile | None:
    """One file of this draft that was not removed."""
    return db.session.scalar(
        select(StoredFile).where(
            StoredFile.id == file_id, StoredFile.draft_id == draft.id, StoredFile.removed_at.is_(None)
        )
    )


def case_of(draft: IntakeDraft) -> Case | None:
    """The case that the draft became."""
    return db.session.get(Case, draft.submitted_case_id) if draft.submitted_case_id else None


def receipt_of(case_id: int, lang: str) -> IssuedDocument | None:
    """The receipt in the reader's language, else in Chinese."""
    papers = [one for one in documents_of_case(case_id) if one.kind == DocumentKind.RECEIPT]
    return next((one for one in papers if one.lang == lang), papers[0] if papers else None)


def access_code_of(draft: IntakeDraft, *, at: datetime) -> str | None:
    """The access code for as long as the receipt shows it: 24 hours."""
    if draft.submitted_at is None or at > draft.submitted_at + CODE_IS_SHOWN:
        return None
    return draft.access_code


def options_for(
    step: str, answers: Answers, *, on: date, search: str = "", chosen: str = ""
) -> dict[str, list[Option]]:
    """The lists that the page `step` needs; empty for a page whose choices are fixed."""
    source = _OPTIONS.get(step)
    return source(answers, on, search, chosen) if source else {}


def _institutions(answers: Answers, on: date, search: str, chosen: str) -> dict[str, list[Option]]:
    trade = str(answers.get("institution-type", "trade"))
    found = institutions(trade, search, MOST_FOUND)
    before = organisation(int(chosen)) if chosen.isdecimal() and len(chosen) < 10 else None
    matches: list[Option] = [(str(one.id), one.words) for one in found]
    if before and before.kind == Kind.INSTITUTION and before.active and before not in found:
        found = [before, *found]
    return {"institutions": [(str(one.id), one.words) for one in found], "matches": matches}


def _districts(answers: Answers, on: date, search: str, chosen: str) -> dict[str, list[Option]]:
    served = sorted({code for place in handling_places() for code in place.districts if code in divisions()})
    city = parent(served[0]) if served else None
    found = places_in(city.code, on) if city else ()
    return {"districts": [*((one.code, one.words) for one in found), (ELSEWHERE, _ELSEWHERE_WORDS)]}


def _places(answers: Answers, on: date, search: str, chosen: str) -> dict[str, list[Option]]:
    return {"places": [(str(one.id), _with_address(one)) for one in handling_places()]}


def _with_address(place: Organisation) -> Words:
    zh, en = place.words
    return Words(
        f"{zh}（{place.address}）" if place.address else zh,
        f"{en} ({place.address_en or place.address})" if place.address else en,
    )


def _referrers(answers: Answers, on: date, search: str, chosen: str) -> dict[str, list[Option]]:
    found = [*of_kind(Kind.COURT), *of_kind(Kind.AUTHORITY)]
    return {"referrers": [(str(one.id), one.words) for one in found if one.active]}


_OPTIONS: dict[str, Callable[[Answers, date, str, str], dict[str, list[Option]]]] = {
    "received": _referrers,
    "institution": _institutions,
    "address": _districts,
    "station": _places,
}
