"""What one sweep of the reminders costs by what is due and by what is open.

    .venv/bin/python bench/sweep.py [runs]

Prints, for each number of open deadlines and of those due: CPU milliseconds of finding the due ones,
raising their reminders and setting their next step, in this process and in the database, and the
ratio to the first line. Each run is rolled back, so that the next finds the same. With DATABASE_URL
(an empty PostgreSQL database, which is filled and emptied again) that one is measured as well.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from flask import Flask
from sqlalchemy import delete, func, insert, select, text, update

from bench.desk import app_on, process_cpu, speed_of_machine
from mediation import clock
from mediation.database import db
from mediation.deadlines.models import Deadline
from mediation.reminders.models import Reminder
from mediation.reminders.operations import sweep

OPEN = (100_000, 1_000_000)
DUE = (100, 1_000)
AT_ONCE = 20_000
CODES = ("C01", "C02", "C03", "C04", "C10", "C14", "C17", "C26")


def rows(count: int, on: date) -> Iterator[dict[str, Any]]:
    """Running deadlines of many kinds, none of which has a step before the day after tomorrow."""
    for number in range(count):
        due_on = on + timedelta(days=10 + number % 300)
        yield {
            "kind": "referral",
            "thing_id": number,
            "code": CODES[number % len(CODES)],
            "law_on": on - timedelta(days=20),
            "start_on": on - timedelta(days=20),
            "keeps_day": False,
            "who": "mediator",
            "pauses": [],
            "extensions": [],
            "due_on": due_on,
            "provisional": False,
            "status": "running",
            "rule_print": "",
            "next_alarm_on": on + timedelta(days=2 + number % 280),
        }


def fill(open_now: int, on: date) -> None:
    waiting = []
    for row in rows(open_now, on):
        waiting.append(row)
        if len(waiting) == AT_ONCE:
            db.session.execute(insert(Deadline.__table__), waiting)  # type: ignore[arg-type]
            waiting.clear()
    if waiting:
        db.session.execute(insert(Deadline.__table__), waiting)  # type: ignore[arg-type]
    db.session.commit()


def make_due(count: int, open_now: int, on: date) -> None:
    """Let `count` deadlines, far apart in the table, end in one or two working days, their step today."""
    chosen = Deadline.id % (open_now // count) == 1
    first_due = {"next_alarm_on": on, "due_on": on + timedelta(days=1)}
    db.session.execute(
        update(Deadline).where(chosen).values(**first_due).execution_options(synchronize_session=False)
    )
    found = db.session.scalar(select(func.count()).where(Deadline.next_alarm_on <= on))
    assert found == count, f"{found} are due"


def there() -> float:
    """CPU seconds so far of the PostgreSQL process that serves this session; 0 elsewhere."""
    if not is_postgres():
        return 0.0
    return process_cpu(db.session.execute(text("SELECT pg_backend_pid()")).scalar_one())


def is_postgres() -> bool:
    return db.engine.dialect.name == "postgresql"


def one_run(due: int, on: date) -> tuple[float, float, int]:
    """CPU milliseconds here and in the database, and the reminders raised; leaves nothing behind."""
    begun_there, begun = there(), time.process_time()
    did = 0
    while done := sweep(on=on, at=clock.now()):
        did += done
    db.session.flush()
    spent = (time.process_time() - begun) * 1000, (there() - begun_there) * 1000
    assert did == due, f"{did} of {due}"
    raised = db.session.scalar(select(func.count()).select_from(Reminder)) or 0
    db.session.rollback()
    return *spent, raised


def measure(app: Flask, times: int) -> None:
    print(f"{'open':>10}{'due':>7}{'reminders':>11}{'cpu ms':>9}{'db ms':>8}{'ratio':>8}")
    first = 0.0
    on = clock.today()
    with app.app_context():
        db.create_all()
        for open_now in OPEN:
            db.session.execute(delete(Deadline))
            fill(open_now, on)
            if is_postgres():
                with db.engine.connect() as connection:
                    connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("VACUUM ANALYZE"))
            for due in DUE:
                make_due(due, open_now, on)
                db.session.commit()
                runs = [one_run(due, on) for _ in range(times)]
                cpu, database = (statistics.median(run[place] for run in runs) for place in (0, 1))
                first = first or cpu + database
                ratio = (cpu + database) / first
                print(
                    f"{open_now:>10,}{due:>7,}{runs[0][2]:>11,}{cpu:>9.1f}{database:>8.1f}{ratio:>8.2f}",
                    flush=True,
                )
        db.drop_all()


def main(times: int) -> None:
    print(f"this machine takes {speed_of_machine():.0f} cpu ms for a loop of two million squares")
    with tempfile.TemporaryDirectory() as folder:
        print("SQLite")
        measure(app_on(f"sqlite:///{folder}/sweep.sqlite3"), times)
    if url := os.environ.get("DATABASE_URL"):
        print("PostgreSQL")
        measure(app_on(url), times)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
