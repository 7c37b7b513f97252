"""The database's own refusal to change or delete a row of some tables, whoever asks.

The migrations carry the same statements; these serve a schema made without them.
"""

from __future__ import annotations

from sqlalchemy import DDL, event

from mediation.database import Model
from mediation.timeline.models import TimelineEntry


def on_sqlite(table: str, message: str) -> tuple[str, ...]:
    """The triggers that keep `table` as it is."""
    return tuple(
        f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        for act in ("UPDATE", "DELETE")
    )


def on_postgresql(table: str, message: str, refuses: str) -> tuple[str, ...]:
    """The same by a function named `refuses`."""
    return (
        f"CREATE FUNCTION {refuses}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{message}'; END $$",
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {refuses}()",
    )


def guard(model: type[Model], table: str, message: str, refuses: str = "") -> None:
    """Let the database refuse changes to `table` of `model` from its creation on."""
    by_dialect = {
        "sqlite": on_sqlite(table, message),
        "postgresql": on_postgresql(table, message, refuses or f"{table}_refuse"),
    }
    for dialect, statements in by_dialect.items():
        for statement in statements:
            event.listen(model.__table__, "after_create", DDL(statement).execute_if(dialect=dialect))  # type: ignore[no-untyped-call]


MESSAGE = "the timeline is append-only"
SQLITE = on_sqlite("timeline_entries", MESSAGE)

guard(TimelineEntry, "timeline_entries", MESSAGE, "timeline_refuses")
