"""The numbered migrations, both ways, on an empty and on a filled database, on SQLite and on PostgreSQL."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade

from mediation.assembly import create_app
from mediation.database import db
from tests.house.sources import ROOT
from tests.stages import DATABASES, Postgres, settings_for

MIGRATIONS = ROOT / "migrations"

pytestmark = pytest.mark.slow

Rows = dict[str, int]

# What an older table is called today.
RENAMED = {"case_deadlines": "deadlines"}

# Rows that the house at a revision has no place for, with those older: revision, table, which rows.
WITHOUT_A_PLACE = [
    ("0006", "letters", "side = ''", "a letter to a user or a body is of no side of a case"),
    ("0002", "deadlines", "kind <> 'case'", "a clock of a hand-over is of no case"),
]


@pytest.fixture(params=DATABASES)
def bare(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An app whose database has no table at all."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'bare.sqlite3'}"
    else:
        postgres: Postgres = request.getfixturevalue("postgres")
        postgres.create("bare")
        url = postgres.url("bare")
    app = create_app(settings_for(url, tmp_path))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def tables() -> set[str]:
    return set(sa.inspect(db.engine).get_table_names()) - {"alembic_version"}


def count_rows(table: str, which: str = "1 = 1") -> int:
    with db.engine.connect() as connection:
        counted = sa.select(sa.func.count()).select_from(sa.table(table)).where(sa.text(which))
        return int(connection.execute(counted).scalar_one())


def row_counts() -> Rows:
    return {name: count_rows(name) for name in sorted(tables())}


def revisions() -> list[str]:
    """Oldest first."""
    return [script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()][::-1]


def test_the_files_are_numbered_in_the_order_of_their_history() -> None:
    assert revisions() == [f"{number:04d}" for number in range(1, len(revisions()) + 1)]
    names = sorted(file.name for file in (MIGRATIONS / "versions").glob("*.py"))
    assert all(re.fullmatch(r"\d{4}_[a-z0-9_]+\.py", name) for name in names), names


def test_every_constraint_has_a_name_so_that_a_later_migration_can_drop_it(bare: Flask) -> None:
    nameless = [
        f"{table.name}: {type(constraint).__name__}"
        for table in db.metadata.sorted_tables
        for constraint in table.constraints
        if constraint.name is None
    ]
    assert nameless == []


def test_an_empty_database_gets_exactly_the_tables_of_the_models(bare: Flask) -> None:
    upgrade(str(MIGRATIONS))
    assert tables() == set(db.metadata.tables)
    with db.engine.connect() as connection:
        difference = compare_metadata(MigrationContext.configure(connection), db.metadata)
    assert difference == []


def test_an_empty_database_can_be_brought_back_to_nothing_step_by_step(bare: Flask) -> None:
    upgrade(str(MIGRATIONS))
    for _ in revisions():
        downgrade(str(MIGRATIONS), "-1")
    assert tables() == set()
    upgrade(str(MIGRATIONS))
    assert tables() == set(db.metadata.tables)


def test_a_filled_database_goes_back_and_forth_and_keeps_what_the_older_tables_hold(bare: Flask) -> None:
    upgrade(str(MIGRATIONS))
    loaded = bare.test_cli_runner().invoke(args=["demo"])
    assert loaded.exit_code == 0, loaded.output
    filled = row_counts()
    assert sum(filled.values()) > 100
    gone = {(table, since): count_rows(table, which) for since, table, which, _reason in WITHOUT_A_PLACE}
    for older in revisions()[-2::-1]:
        downgrade(str(MIGRATIONS), older)
        kept = row_counts()
        left = {table: count for (table, since), count in gone.items() if older <= since}
        for name, count in kept.items():
            now = RENAMED.get(name, name)
            assert count == filled[now] - left.get(now, 0), f"{older}: {name}"
    upgrade(str(MIGRATIONS))
    assert tables() == set(db.metadata.tables)
    downgrade(str(MIGRATIONS), "base")
    assert tables() == set()
