"""Reads of a case's elements: what each side says of each, whether they agree, what is undisputed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from mediation.cases.models import Case
from mediation.database import db
from mediation.elements.models import (
    ElementAnswer,
    ElementSheet,
    ElementValue,
    RecordingConsent,
    UndisputedFact,
)
from mediation.rules.acceptance.causes import Cause, cause, causes_of_product
from mediation.rules.agreement import element_values
from mediation.rules.agreement.elements import Element, ElementSet, Part, common_elements, elements_for
from mediation.rules.findings import Words

SIDES = ("applicant", "respondent")


@dataclass(frozen=True, slots=True)
class Line:
    """One element as it stands: the claimant's values, the other side's own, and its answer.

    `answer` is None where there is none, or where the claimant has changed a value since.
    """

    element: Element
    claimed: Mapping[str, ElementValue] = field(default_factory=dict)
    own: Mapping[str, ElementValue] = field(default_factory=dict)
    answer: ElementAnswer | None = None
    is_outdated: bool = False

    @property
    def values(self) -> dict[str, str]:
        return {code: row.value for code, row in self.claimed.items() if row.value}

    @property
    def own_values(self) -> dict[str, str]:
        return {code: row.value for code, row in self.own.items() if row.value}

    @property
    def words(self) -> Words:
        """What the claimant says, in one line."""
        return element_values.sentence(self.element, self.values)

    @property
    def own_words(self) -> Words:
        return element_values.sentence(self.element, self.own_values)

    @property
    def last_value_id(self) -> int:
        return max((row.id for row in self.claimed.values()), default=0)

    @property
    def is_agreed(self) -> bool:
        return bool(self.values) and self.answer is not None and self.answer.agrees

    @property
    def is_fact(self) -> bool:
        """Whether it can become an undisputed fact: a fact, and neither argument nor proof."""
        return self.element.part is Part.FACT and self.element.code not in element_values.NO_FACTS


@dataclass(frozen=True, slots=True)
class Sheet:
    """All elements of a case in the order of the form."""

    row: ElementSheet
    set: ElementSet
    lines: tuple[Line, ...]

    @property
    def claimant(self) -> str:
        return self.row.claimant

    @property
    def other(self) -> str:
        return next(side for side in SIDES if side != self.row.claimant)

    def part(self, part: Part) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.element.part is part)

    def line(self, key: str) -> Line | None:
        return next((one for one in self.lines if one.element.key == key), None)

    @property
    def to_answer(self) -> tuple[Line, ...]:
        """What the other side is asked about: whatever was claimed."""
        return tuple(line for line in self.lines if line.values and line.element.part is not Part.HEAD)


def sheet_row(case_id: int) -> ElementSheet | None:
    return db.session.scalar(select(ElementSheet).where(ElementSheet.case_id == case_id))


def sheet_of(case: Case) -> Sheet | None:
    """The elements of a case with what was said of each, in three queries; None before they are chosen."""
    row = sheet_row(case.id)
    if row is None:
        return None
    chosen = elements_for(row.cause, on=row.law_on)
    current: dict[tuple[str, str], dict[str, ElementValue]] = {}
    for value in values_of(case.id):
        current.setdefault((value.side, value.element), {})[value.field] = value
    last = {answer.element: answer for answer in answers_of(case.id)}
    lines = tuple(
        _line(element, row, current, last.get(element.key))
        for element in (*common_elements(on=row.law_on), *chosen.elements)
    )
    return Sheet(row, chosen, lines)


def _line(
    element: Element,
    row: ElementSheet,
    current: Mapping[tuple[str, str], Mapping[str, ElementValue]],
    answer: ElementAnswer | None,
) -> Line:
    claimed = current.get((row.claimant, element.key), {})
    own = next(
        (found for (side, key), found in current.items() if key == element.key and side != row.claimant), {}
    )
    line = Line(element, claimed, own)
    if answer is None:
        return line
    fresh = answer.about_value_id == line.last_value_id
    return Line(element, claimed, own, answer if fresh else None, not fresh)


def values_of(case_id: int) -> list[ElementValue]:
    """Every version of every value, the oldest first."""
    return list(
        db.session.scalars(
            select(ElementValue).where(ElementValue.case_id == case_id).order_by(ElementValue.id)
        )
    )


def answers_of(case_id: int) -> list[ElementAnswer]:
    """Every answer, the oldest first."""
    return list(
        db.session.scalars(
            select(ElementAnswer).where(ElementAnswer.case_id == case_id).order_by(ElementAnswer.id)
        )
    )


def facts_of_case(case_id: int) -> list[UndisputedFact]:
    """The facts put to the parties that still stand, with their confirmations."""
    return list(
        db.session.scalars(
            select(UndisputedFact)
            .where(UndisputedFact.case_id == case_id, UndisputedFact.withdrawn_at.is_(None))
            .options(selectinload(UndisputedFact.confirmations))
            .order_by(UndisputedFact.id)
        )
    )


def fact_of(case_id: int, fact_id: int) -> UndisputedFact | None:
    return next((one for one in facts_of_case(case_id) if one.id == fact_id), None)


def confirmed_by_all(facts: list[UndisputedFact]) -> list[UndisputedFact]:
    """Those that every party has confirmed."""
    return [one for one in facts if {row.side for row in one.confirmations} >= set(SIDES)]


def consents_of(case_id: int) -> dict[str, RecordingConsent]:
    """Which side agreed to have undisputed facts recorded."""
    rows = db.session.scalars(select(RecordingConsent).where(RecordingConsent.case_id == case_id))
    return {row.side: row for row in rows}


def causes_for(case: Case) -> list[Cause]:
    """The causes that the product suggests, then those of every other set of elements."""
    suggested = [one.code for one in causes_of_product(case.product, on=case.law_on)]
    codes = [*suggested, *(code for code in OFFERED if code not in suggested)]
    return [cause(code, on=case.law_on) for code in codes]


# One cause for each form of the courts.
OFFERED = (
    "loan_financial",
    "credit_card",
    "surety_insurance",
    "finance_lease",
    "personal_insurance",
    "property_loss_insurance",
    "liability_insurance",
    "misrepresentation",
    "loan_private",
)
