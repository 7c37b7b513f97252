"""The table of rights in the database's words: the rows of a list over which an actor holds a right."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import ColumnElement, and_, false, or_, true

from mediation.access.actor import Actor
from mediation.access.predicates import Holds, Predicate, Same
from mediation.access.table import RIGHTS, opens_way

# What each statement about a thing says of a row, for an actor of whom it may be true.
InRows = Mapping[Predicate, Callable[[Actor], ColumnElement[bool]]]


def rows_with(right: str, actor: Actor, in_rows: InRows | None = None) -> ColumnElement[bool]:
    """The condition under which `actor` holds `right` over a row. Default: never.

    Raises KeyError where the right asks for a statement that `in_rows` does not have.
    """
    ways = []
    for way in RIGHTS[right]:
        about_rows = [one for one in way if not isinstance(one, Holds)]
        if not opens_way(way, actor) or any(_is_vain(one, actor) for one in about_rows):
            continue
        if not about_rows:
            return true()
        ways.append(and_(*((in_rows or {})[one](actor) for one in about_rows)))
    return or_(*ways) if ways else false()


def _is_vain(statement: Predicate, actor: Actor) -> bool:
    """Whether no row can name the actor, who has no such number: NULL is no name either."""
    return isinstance(statement, Same) and getattr(actor, statement.of_actor) is None
