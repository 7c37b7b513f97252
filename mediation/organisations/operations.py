"""Founding the centre; adding and changing the bodies of the house."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mediation.access.by import By
from mediation.database import db
from mediation.organisations import queries
from mediation.organisations.models import Kind, Organisation
from mediation.rules.findings import Words
from mediation.timeline import operations as timeline

EDITABLE = (
    "name",
    "name_en",
    "short_name",
    "pinyin",
    "parent_id",
    "active",
    "regime",
    "number_word",
    "districts",
    "address",
    "address_en",
    "phone",
    "email",
    "hours",
    "hours_en",
    "icp",
    "police_no",
    "site_code",
    "authorities",
    "court_code",
    "return_days",
    "trade",
    "uscc",
    "legal_representative",
    "weekdays",
    "opens_at",
    "closes_at",
)


class OrganisationRefused(Exception):
    """A body cannot be as typed."""

    def __init__(self, words: Words, field: str):
        super().__init__(words.en)
        self.words, self.field = words, field


def found_centre() -> Organisation:
    """The centre of an empty house, to be named by the administrator; the existing one if there is."""
    centre = queries.the_centre()
    if centre is None:
        centre = Organisation(
            kind=Kind.CENTRE.value,
            name="金融纠纷调解中心",
            name_en="Financial Dispute Mediation Centre",
            regime="HY",
            number_word="金调",
        )
        db.session.add(centre)
        db.session.flush()
    return centre


def add_organisation(kind: Kind, facts: Mapping[str, Any], by: By) -> Organisation:
    """Add a station, an institution, a court or an authority.

    Raises OrganisationRefused when the name is missing or taken within the kind.
    """
    _check(kind, facts, None)
    body = Organisation(kind=kind.value, **{name: facts[name] for name in EDITABLE if name in facts})
    if kind is Kind.STATION and body.parent_id is None:
        centre = queries.the_centre()
        body.parent_id = centre.id if centre else None
    db.session.add(body)
    db.session.flush()
    timeline.record(
        f"organisation:{body.id}", "organisation_changed", {"name": body.name, "what": "added"}, by
    )
    return body


def change_organisation(body: Organisation, facts: Mapping[str, Any], by: By) -> None:
    """Change what is known of a body; papers already issued keep what they said."""
    _check(Kind(body.kind), facts, body)
    changed = [name for name in EDITABLE if name in facts and getattr(body, name) != facts[name]]
    for name in changed:
        setattr(body, name, facts[name])
    if changed:
        timeline.record(
            f"organisation:{body.id}",
            "organisation_changed",
            {"name": body.name, "what": ", ".join(changed)},
            by,
        )


def _check(kind: Kind, facts: Mapping[str, Any], body: Organisation | None) -> None:
    name = facts.get("name", body.name if body else "").strip()
    if not name:
        raise OrganisationRefused(Words("请填写名称。", "Enter the name."), "name")
    twin = queries.named(kind, name)
    if twin is not None and (body is None or twin.id != body.id):
        raise OrganisationRefused(
            Words("已有同名的机构，请核对。", "There is one with this name already. Check it."), "name"
        )
