"""Sorting exhibits: purpose, number, what each proves, how it is turned for reading."""

from __future__ import annotations

from mediation.acts.refusals import ActRefused
from mediation.cases.models import Case
from mediation.database import db
from mediation.documents.models import StoredFile
from mediation.evidence import queries
from mediation.evidence.models import Exhibit
from mediation.rules.findings import Words
from mediation.rules.procedures.file_order import OTHERWISE, PURPOSES

QUARTER, WHOLE = 90, 360


class SortingRefused(ActRefused):
    """A file cannot be sorted like this."""


def sort_file(case: Case, file: StoredFile, purpose: str, *, proves: str = "") -> Exhibit:
    """Say for what a file of the case is and what it proves; raises SortingRefused."""
    if purpose not in PURPOSES:
        raise SortingRefused(Words("请选择材料的用途。", "Choose what the file is for."))
    note = _note(case, file)
    note.purpose, note.proves = purpose, proves.strip()
    return note


def number_exhibits(case: Case) -> int:
    """Give the next numbers to the evidence that has none; gives how many. A number is never given twice."""
    number = first = queries.last_number(case.id)
    for item in queries.items_of_case(case.id):
        if item.purpose == OTHERWISE and item.number is None:
            number += 1
            _note(case, item.file).number = number
    db.session.flush()
    return number - first


def turn(case: Case, file: StoredFile, quarters: int) -> Exhibit:
    """Turn a file for reading by so many quarters to the right; the file itself stays as it is."""
    note = _note(case, file)
    note.turned = (note.turned + quarters * QUARTER) % WHOLE
    return note


def _note(case: Case, file: StoredFile) -> Exhibit:
    note = queries.exhibit(file.id)
    if note is None:
        note = Exhibit(file_id=file.id, case_id=case.id, purpose=file.kind, proves="", turned=0)
        db.session.add(note)
    return note
