"""The database's own refusal to change or delete an entry, whoever asks.

The migrations carry the same statements; these serve a schema made without them.
"""

from __future__ import annotations

from sqlalchemy import DDL, event

from mediation.timeline.models import TimelineEntry

MESSAGE = "the timeline is append-only"

SQLITE = tuple(
    f"CREATE TRIGGER timeline_entries_no_{act.lower()} BEFORE {act} ON timeline_entries "
    f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    for act in ("UPDATE", "DELETE")
)

POSTGRESQL = (
    "CREATE FUNCTION timeline_refuses() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$",
    "CREATE TRIGGER timeline_entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON timeline_entries "
    "FOR EACH STATEMENT EXECUTE FUNCTION timeline_refuses()",
)

for dialect, statements in (("sqlite", SQLITE), ("postgresql", POSTGRESQL)):
    for statement in statements:
        event.listen(TimelineEntry.__table__, "after_create", DDL(statement).execute_if(dialect=dialect))  # type: ignore[no-untyped-call]
