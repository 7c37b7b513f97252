"""Causes of action, classes of complaint, and what leads from a product to both.

Numbers of causes changed on 2026-01-01, so a cause is stored by its own code, and its number is
that of the day. The numbers of the earlier version were not loaded and are empty. Complaint
classes are the three facets of JR/T 0169-2018; their digit codes are known in part only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mediation.rules.dated import Dated, NotInForce, in_force, the_one_in_force
from mediation.rules.findings import Words
from mediation.rules.rows import rows_of


@dataclass(frozen=True, slots=True)
class Cause(Dated):
    """One cause of action in one version of the list. `number` is empty where it was not loaded."""

    code: str
    parent: str
    number: str
    words: Words
    note: Words

    @property
    def is_group(self) -> bool:
        """Whether this is a chapter of the list, of which no case can be had."""
        return "-" in self.number or (not self.number and not self.parent)


class Facet(StrEnum):
    CHANNEL = "channel"
    BUSINESS = "business"
    CAUSE = "cause"


@dataclass(frozen=True, slots=True)
class ComplaintClass(Dated):
    """One class of one facet of JR/T 0169-2018; `digits` is empty where not known."""

    facet: Facet
    code: str
    digits: str
    words: Words


@dataclass(frozen=True, slots=True)
class ProductCauses(Dated):
    """What a product that a citizen names leads to: likely causes, and a class of each facet."""

    product: str
    causes: tuple[str, ...]
    business: str
    complaint_cause: str
    note: Words


def all_causes() -> tuple[Cause, ...]:
    """Every cause in every version, in the order of the list."""
    return rows_of("causes", Cause)


def all_complaint_classes() -> tuple[ComplaintClass, ...]:
    """Every class, facet by facet."""
    return rows_of("complaint_classes", ComplaintClass)


def product_causes() -> tuple[ProductCauses, ...]:
    """Every row of the mapping, in table order."""
    return rows_of("product_causes", ProductCauses)


def cause(code: str, *, on: date) -> Cause:
    """The cause of `code` in the list of the day `on`; raises NotInForce where there is none."""
    return the_one_in_force([row for row in all_causes() if row.code == code], on)


def cause_by_number(number: str, *, on: date) -> Cause:
    """The cause that the list of the day `on` gives this number; raises NotInForce for none."""
    return the_one_in_force([row for row in all_causes() if number and row.number == number], on)


def causes(*, on: date) -> tuple[Cause, ...]:
    """The causes that a case can have on the day `on`, in the order of the list."""
    return tuple(row for row in in_force(all_causes(), on) if not row.is_group)


def line_of(code: str, *, on: date) -> tuple[Cause, ...]:
    """The cause and what it belongs to, the widest first."""
    row = cause(code, on=on)
    return (*(line_of(row.parent, on=on) if row.parent else ()), row)


def complaint_classes(facet: Facet, *, on: date) -> tuple[ComplaintClass, ...]:
    """The classes of one facet on the day `on`."""
    return tuple(row for row in in_force(all_complaint_classes(), on) if row.facet is facet)


def causes_of_product(product: str, *, on: date) -> tuple[Cause, ...]:
    """The likely causes for a product, the likeliest first; a person chooses. Raises NotInForce."""
    row = _product(product, on)
    return tuple(cause(code, on=on) for code in row.causes)


def classes_of_product(product: str, *, on: date) -> tuple[ComplaintClass, ComplaintClass]:
    """The class of business and the class of cause for a product. Raises NotInForce."""
    row = _product(product, on)
    return _class(Facet.BUSINESS, row.business, on), _class(Facet.CAUSE, row.complaint_cause, on)


def business_of_cause(code: str, *, on: date) -> ComplaintClass | None:
    """The class of business that a cause most often belongs to; None where the table has none."""
    wanted = {one.code for one in line_of(code, on=on)}
    rows = in_force(product_causes(), on)
    # a product for which the cause is the first choice says more than one where it is the third
    rows.sort(key=lambda row: min((row.causes.index(one) for one in wanted & set(row.causes)), default=99))
    best = next((row for row in rows if wanted & set(row.causes)), None)
    return _class(Facet.BUSINESS, best.business, on) if best else None


def _product(product: str, on: date) -> ProductCauses:
    return the_one_in_force([row for row in product_causes() if row.product == product], on)


def _class(facet: Facet, code: str, on: date) -> ComplaintClass:
    found = [row for row in complaint_classes(facet, on=on) if row.code == code]
    if not found:
        raise NotInForce(f"no class {code} of {facet} on {on}")
    return found[0]
