"""The walls between readers, in the database's words: every list of cases begins here."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_

from mediation.access.actor import Actor
from mediation.access.predicates import (
    NOT_YET_TAKEN_ON,
    is_at_its_station,
    is_its_institution,
    is_its_mediator,
    is_its_referrer,
    is_taken_on,
)
from mediation.access.rows import InRows, rows_with
from mediation.cases.models import Case

IN_ROWS: InRows = {
    is_at_its_station: lambda actor: Case.station_id == actor.organisation_id,
    is_its_mediator: lambda actor: Case.mediator_id == actor.user_id,
    is_its_institution: lambda actor: Case.institution_id == actor.organisation_id,
    is_its_referrer: lambda actor: Case.referrer_id == actor.organisation_id,
    is_taken_on: lambda _actor: and_(Case.accepted_at.is_not(None), Case.state.not_in(NOT_YET_TAKEN_ON)),
}


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The cases over which `actor` holds the right `case.view`."""
    return rows_with("case.view", actor, IN_ROWS)
