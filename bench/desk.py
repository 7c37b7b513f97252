"""What a page of the desk costs with 1,000, 23,000 and 230,000 cases.

    .venv/bin/python bench/desk.py [requests]

Prints per page: queries, CPU milliseconds of this process and of the database, wall milliseconds,
and the ratio of all CPU to that with 1,000 cases. CPU is what a busy machine cannot blur. The
databases are kept under build/bench; with DATABASE_URL (an empty PostgreSQL database, which is
filled and emptied again) that one is measured as well.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, event, text

from mediation import clock
from mediation.assembly import create_app
from mediation.cases.models import Case, Party
from mediation.database import db
from mediation.demo import founding
from tests import many_cases
from tests.cast import BANK_USER, CENTRE_MEDIATOR, JIMEI_HEAD, MANAGER, client_of
from tests.counting import counted_queries
from tests.stages import settings_for

SIZES = (1_000, 23_000, 230_000)
FOLDER = Path(__file__).resolve().parent.parent / "build" / "bench"
WARM_UP = 5
TICKS = os.sysconf("SC_CLK_TCK")

PAGES = {
    "manager, all open (first page)": (MANAGER, "/desk/"),
    "manager, my move": (MANAGER, "/desk/?view=move"),
    "manager, ended": (MANAGER, "/desk/?view=closed"),
    "manager, all cases": (MANAGER, "/desk/?view=all"),
    "manager, filtered": (MANAGER, "/desk/?view=open&product=loan&amount=10000"),
    "manager, search by number": (MANAGER, "/desk/?q=00817"),
    "manager, search by name": (MANAGER, "/desk/?q=陈志强"),
    "manager, search by surname": (MANAGER, "/desk/?q=陈"),
    "manager, search by telephone": (MANAGER, "/desk/?q=15400000000"),
    "station head": (JIMEI_HEAD, "/desk/"),
    "station head, all cases": (JIMEI_HEAD, "/desk/?view=all"),
    "mediator": (CENTRE_MEDIATOR, "/desk/"),
    "institution": (BANK_USER, "/desk/"),
}


def app_on(url: str) -> Flask:
    app = create_app(settings_for(url, FOLDER) | {"TESTING": False})
    app.logger.disabled = True
    return app


def fill(app: Flask, size: int) -> None:
    with app.app_context():
        if many_cases.is_founded():
            db.session.execute(delete(Party))
            db.session.execute(delete(Case))
        else:
            db.create_all()
            founding.found(at=clock.now(), today=clock.today())
        many_cases.write(size, on=clock.today())
        db.session.commit()


def sqlite_with(size: int) -> Flask:
    """A database with so many cases; made new on another day, since deadlines move past, or schema."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    kept = FOLDER / f"desk-{size}-{clock.today()}-{schema_mark()}.sqlite3"
    app = app_on(f"sqlite:///{kept}")
    with app.app_context():
        event.listen(db.engine, "connect", lambda one, _record: one.execute("PRAGMA synchronous=OFF"))
    if not kept.exists():
        for old in FOLDER.glob(f"desk-{size}-*"):
            old.unlink()
        print(f"writing {size:,} cases ...", flush=True)
        fill(app, size)
    return app


def schema_mark() -> str:
    """The beginning of a hash over all columns and indexes."""
    tables = db.metadata.tables.values()
    columns = [str(column) for table in tables for column in table.columns]
    indexes = [f"{index.name}{index.columns.keys()}" for table in tables for index in table.indexes]
    return sha256("".join(sorted(columns + indexes)).encode()).hexdigest()[:8]


def database_cpu(app: Flask) -> float:
    """CPU seconds so far of our session's process in a PostgreSQL on this machine; 0 elsewhere."""
    with app.app_context():
        if db.engine.dialect.name != "postgresql":
            return 0.0
        return process_cpu(db.session.execute(text("SELECT pg_backend_pid()")).scalar_one())


def process_cpu(pid: int) -> float:
    """CPU seconds so far of a process on this machine; 0 for one that cannot be seen."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS


@dataclass
class Spent:
    """What the requests for a page cost on one database, in milliseconds."""

    app: Flask
    client: FlaskClient
    queries: int = 0
    rows: int = 0
    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)
    database: float = 0.0

    @property
    def whole(self) -> float:
        return statistics.median(self.cpu) + self.database


def measure(apps: dict[int, Flask], user: str, address: str, times: int) -> dict[int, Spent]:
    """The cost of a page at each size; the sizes take turns, so that a busy moment meets all alike."""
    spent = {size: Spent(app, client_of(app, user)) for size, app in apps.items()}
    for one in spent.values():
        for _ in range(WARM_UP):
            assert one.client.get(address).status_code == 200, address
        with counted_queries(one.app) as sent:
            one.rows = one.client.get(address).data.count(b"data-row")
        one.queries, one.database = len(sent), -database_cpu(one.app)
    for _ in range(times):
        for one in spent.values():
            begun, begun_wall = time.process_time(), time.perf_counter()
            one.client.get(address)
            one.cpu.append((time.process_time() - begun) * 1000)
            one.wall.append((time.perf_counter() - begun_wall) * 1000)
    for one in spent.values():
        one.database = (one.database + database_cpu(one.app)) * 1000 / times
    return spent


def report(apps: dict[int, Flask], times: int, first: dict[str, float]) -> None:
    """Print the costs; `first` remembers what each page cost with the fewest cases."""
    print(
        f"{'page':34}{'cases':>9}{'rows':>6}{'queries':>9}{'cpu ms':>9}{'db ms':>8}{'wall ms':>9}{'ratio':>7}"
    )
    for page, (user, address) in PAGES.items():
        spent = measure(apps, user, address, times)
        first.setdefault(page, next(iter(spent.values())).whole)
        for size, one in spent.items():
            print(
                f"{page:34}{size:>9,}{one.rows:>6}{one.queries:>9}{statistics.median(one.cpu):>9.1f}{one.database:>8.1f}"
                f"{statistics.median(one.wall):>9.1f}{one.whole / first[page]:>7.2f}",
                flush=True,
            )


def speed_of_machine() -> float:
    """CPU milliseconds of a fixed loop: how to read the figures of a slow or crowded machine."""
    begun = time.process_time()
    sum(number * number for number in range(2_000_000))
    return (time.process_time() - begun) * 1000


def main(times: int) -> None:
    print(f"this machine takes {speed_of_machine():.0f} cpu ms for a loop of two million squares")
    print("SQLite")
    report({size: sqlite_with(size) for size in SIZES}, times, {})
    if url := os.environ.get("DATABASE_URL"):
        print("PostgreSQL")
        app, first = app_on(url), dict[str, float]()
        for size in SIZES:
            fill(app, size)
            with app.app_context(), db.engine.connect() as connection:
                connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("VACUUM ANALYZE"))
            report({size: app}, times, first)
        with app.app_context():
            db.drop_all()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30)
