"""What the filing already told, as values of elements: nobody is asked a second time."""

from __future__ import annotations

from collections.abc import Mapping

from mediation.cases.models import Case
from mediation.documents.queries import files_of_case
from mediation.elements.queries import Sheet

# Who a party is by its kind, in the fields that name somebody.
INSTITUTIONS = ("lender", "lessor")
PERSONS = ("borrower", "lessee")


def known(case: Case, sheet: Sheet) -> Mapping[str, Mapping[str, str]]:
    """Element key -> field -> text, for the fields that this set has."""
    firm = next((row.name for row in case.parties if row.kind == "organisation"), "")
    person = next((row.name for row in case.parties if row.kind == "person"), "")
    account = case.narrative if sheet.claimant == "applicant" else ""
    files = [file.original_name for file in files_of_case(case.id) if file.kind == "evidence"]
    by_place = {
        ("total", "amount"): str(case.amount_fen or ""),
        ("evidence", "list"): "\n".join(files),
        ("course", "text"): account,
        ("other_facts", "text"): account,
        **{("persons", code): firm for code in INSTITUTIONS},
        **{("persons", code): person for code in PERSONS},
        ("card", "bank"): firm,
        ("card", "holder"): person,
        ("relation", "holder"): person,
    }
    found: dict[str, dict[str, str]] = {}
    for line in sheet.lines:
        element = line.element
        for field in element.fields:
            if text := by_place.get((element.code, field.code)):
                found.setdefault(element.key, {})[field.code] = text
    return found
