"""The court's element-based complaint and defence, filled from what both sides state. Nothing is stored.

Only elements and their answers are read here. Offers, private talk and proposals live in a package that
this one may not import (R2.10: they may not be used against the side that made them).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from mediation.cases.documents.issuing import issuer, party
from mediation.cases.models import Case
from mediation.documents.editable import docx_of
from mediation.documents.facts import canonical, sha256_of
from mediation.documents.imprint import Imprint
from mediation.documents.kinds import KINDS, DocumentKind
from mediation.documents.kinds.complaint import Complaint
from mediation.documents.kinds.defence import CONFIRM, OBJECT, Defence
from mediation.documents.kinds.pleading import Box, Filled, Pleading, Row
from mediation.documents.operations import preview
from mediation.elements.queries import Line, Sheet
from mediation.rules.acceptance.causes import cause
from mediation.rules.agreement import element_values
from mediation.rules.agreement.elements import Element, Field, Kind, Part
from mediation.rules.findings import Words

PAPERS = {"complaint": Words("民事起诉状", "Complaint"), "defence": Words("民事答辩状", "Defence")}
FORMS = ("pdf", "docx")
_KINDS = {"complaint": DocumentKind.COMPLAINT, "defence": DocumentKind.DEFENCE}


def content_of(case: Case, sheet: Sheet, paper: str, form: str, *, at: datetime) -> bytes:
    """The file of a pleading, `pdf` or `docx`; raises KeyError for another paper."""
    facts = pleading_of(case, sheet, paper)
    kind = _KINDS[paper]
    if form == "pdf":
        return preview(kind, facts, at=at)
    return docx_of(KINDS[kind], facts, Imprint(issued_at=at, fingerprint=sha256_of(canonical(facts))))


def pleading_of(case: Case, sheet: Sheet, paper: str) -> Pleading:
    """The facts of the complaint, or of the defence with 确认 and 异议 in each row."""
    answers = paper == "defence"
    sides = {row.side: party(row) for row in case.parties}
    made = Defence if answers else Complaint
    return made(
        issuer=issuer(case),
        case_number=case.number_text,
        dispute=cause(sheet.row.cause, on=sheet.row.law_on).words.zh,
        plaintiffs=(sides[sheet.claimant],),
        defendants=(sides[sheet.other],),
        procedure=tuple(_row(line, answers=False) for line in sheet.part(Part.HEAD)),
        requests=tuple(_row(line, answers=answers) for line in sheet.part(Part.REQUEST)),
        facts=tuple(_row(line, answers=answers) for line in sheet.part(Part.FACT)),
    )


def _row(line: Line, *, answers: bool) -> Row:
    element = line.element
    stated = _filled(element, line.values)
    if not answers:
        return Row(element.number, element.words, stated)
    given = line.answer
    objected = given is not None and not given.agrees
    return Row(
        element.number,
        element.words,
        stated,
        answer=(Box(CONFIRM, given is not None and given.agrees), Box(OBJECT, objected)),
        reason=given.reason if given is not None and objected else "",
        own=tuple(
            one for one in _filled(element, line.own_values) if one.text or any(b.ticked for b in one.boxes)
        )
        if objected
        else (),
    )


def _filled(element: Element, values: Mapping[str, str]) -> tuple[Filled, ...]:
    return tuple(_field(field, values.get(field.code, "")) for field in element.fields)


def _field(field: Field, text: str) -> Filled:
    if field.kind is Kind.YES_NO:
        options = element_values.YES_NO.items()
    elif field.kind is Kind.CHOICE:
        options = {one.code: one.words for one in field.choices}.items()
    else:
        return Filled(field.words, element_values.said(field, text).zh)
    return Filled(field.words, "", tuple(Box(words, code == text) for code, words in options))
