"""What must hold before the app is started: a free port, the instance folder, its two secrets.

Prints the state of the database in one word, without the cost of loading the app: `behind` (the
tables are not there or not of this version), `unused` (no user yet) or `used`.

The data key encrypts personal data at rest. It is written once, and never anew beside a
database that exists: a new key could not read what the old one wrote.
"""

from __future__ import annotations

import os
import secrets
import socket
import sys
from pathlib import Path

import sqlalchemy as sa

from mediation import data_key
from mediation.config import ROOT, settings
from mediation.starting import CORRUPT

INSTANCE = Path(os.environ.get("FENGQIAO_INSTANCE", ROOT / "instance")).resolve()


def check_port(host: str, port: str) -> None:
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host, int(port)))
        except (OSError, ValueError, OverflowError) as reason:
            sys.exit(f"Cannot listen on {host}:{port} ({reason}); choose another with --port.")


def file_of(name: str) -> Path:
    return INSTANCE / f"{name.lower()}.txt"


def is_given(name: str) -> bool:
    return bool(os.environ.get(name)) or file_of(name).is_file()


def write_secret(name: str) -> None:
    file = file_of(name)
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as out:
        out.write(secrets.token_urlsafe(48) + "\n")
    print(f"Wrote {file}: keep a copy of it in a safe place", file=sys.stderr)


def newest_migration() -> str:
    return max(file.name[:4] for file in (ROOT / "migrations" / "versions").glob("[0-9]*.py"))


def look_at_database() -> tuple[bool, bool, str | None]:
    """Whether the tables are of this version, whether anybody uses them, and what its data key opens."""
    url = settings()["SQLALCHEMY_DATABASE_URI"]
    if url.startswith("sqlite") and not Path(sa.make_url(url).database or "").is_file():
        return False, False, None
    engine = sa.create_engine(url)
    try:
        with engine.connect() as connection:
            tables = sa.inspect(connection).get_table_names()
            current = "alembic_version" in tables and newest_migration() == connection.scalar(
                sa.text("SELECT version_num FROM alembic_version")
            )
            used = "users" in tables and bool(connection.scalar(sa.text("SELECT 1 FROM users LIMIT 1")))
            if (
                connection.dialect.name == "sqlite"
                and connection.scalar(sa.text("PRAGMA quick_check(1)")) != "ok"
            ):
                sys.exit(CORRUPT)
            sealed = (
                connection.scalar(sa.text("SELECT sealed FROM data_key_seals"))
                if "data_key_seals" in tables
                else None
            )
            return current, used, sealed
    except sa.exc.OperationalError as reason:
        sys.exit(f"The database cannot be reached: {str(reason.orig).splitlines()[0]}")
    except sa.exc.DatabaseError:
        sys.exit(CORRUPT)
    finally:
        engine.dispose()


def state(*, data_key_is_new: bool) -> str:
    current, used, sealed = look_at_database()
    if data_key_is_new and (used or sealed):
        sys.exit(
            f"The database is in use, but its data key is missing: bring {file_of('FENGQIAO_DATA_KEY')} back."
        )
    if sealed and not data_key.opens(settings()["DATA_KEY"], sealed):
        sys.exit(data_key.REFUSAL)
    return "behind" if not current else "used" if used else "unused"


def main(host: str, port: str) -> None:
    check_port(host, port)
    INSTANCE.mkdir(mode=0o700, parents=True, exist_ok=True)
    missing = [name for name in ("FENGQIAO_SECRET_KEY", "FENGQIAO_DATA_KEY") if not is_given(name)]
    for name in missing:
        write_secret(name)
    try:
        print(state(data_key_is_new="FENGQIAO_DATA_KEY" in missing))
    except SystemExit:
        if "FENGQIAO_DATA_KEY" in missing:
            file_of("FENGQIAO_DATA_KEY").unlink()
        raise


if __name__ == "__main__":
    main(*sys.argv[1:])
