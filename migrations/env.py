"""How `flask db` talks to the database: numbered files, one transaction, SQLite by copied tables."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from logging.config import fileConfig
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from alembic.operations import MigrationScript
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import Connection
from sqlalchemy.types import TypeDecorator

config = context.config
if config.config_file_name and not current_app.testing:
    fileConfig(config.config_file_name, disable_existing_loggers=False)
logger = logging.getLogger("alembic.env")
database = current_app.extensions["migrate"].db


def number_the_file(
    migration: MigrationContext, revision: str | Iterable[str | None] | None, scripts: list[MigrationScript]
) -> None:
    """0001, 0002, ... in the order of history; nothing is written when nothing changed."""
    script = scripts[0]
    if (
        getattr(config.cmd_opts, "autogenerate", False)
        and script.upgrade_ops
        and script.upgrade_ops.is_empty()
    ):
        scripts.clear()
        logger.info("No change in the tables.")
        return
    written = ScriptDirectory.from_config(config).walk_revisions()
    script.rev_id = f"{max((int(old.revision) for old in written), default=0) + 1:04d}"


def spell_type(kind: str, thing: Any, generating: AutogenContext) -> str | Literal[False]:
    """The house's column types as what the database stores: history must not need today's code."""
    if kind == "type" and isinstance(thing, TypeDecorator):
        return f"sa.{thing.impl!r}"
    return False


def tell(step: Any, **_more: Any) -> None:
    """One line for each migration, so that a long one can be seen at work."""
    ends = (step.down_revision_ids, step.up_revision_ids)
    before, after = (", ".join(sorted(end)) or "nothing" for end in (ends if step.is_upgrade else ends[::-1]))
    logger.info("  from %s to %s", before, after)


def run_on(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=database.metadata,
        render_as_batch=True,
        render_item=spell_type,
        process_revision_directives=number_the_file,
        transactional_ddl=True,
        on_version_apply=tell,
    )
    with context.begin_transaction():
        context.run_migrations()


def run_on_sqlite(connection: Connection) -> None:
    """SQLite changes a table by copying it, which must not set off the foreign keys of others."""
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        run_on(connection)
        broken = driver.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise RuntimeError(f"rows that point nowhere after the migration: {broken[:5]}")
    finally:
        driver.execute("PRAGMA foreign_keys = ON")


if context.is_offline_mode():
    raise SystemExit("Migrations run against a database; there is no offline mode.")

with database.engine.connect() as connection:
    if connection.dialect.name == "sqlite":
        run_on_sqlite(connection)
    else:
        run_on(connection)
