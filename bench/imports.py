"""What a court's list costs from the upload to the ledger and out again.

    .venv/bin/python bench/imports.py [rows]

Reading, dry run, loading and undoing of a list of which every fiftieth row has a fault: seconds by
the clock and of CPU, rows a second, and the largest memory of the process so far. On SQLite, or with
DATABASE_URL on that database (empty; it is filled). Commits reach the disk.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from mediation import clock
from mediation.access.by import By
from mediation.assembly import create_app
from mediation.bulk import operations, queries
from mediation.bulk.models import Batch
from mediation.database import db
from mediation.referrals.models import Referral
from mediation.spreadsheets.reading import read
from tests import cast
from tests.builders import actor
from tests.bulk.courts_list import check, good, handed_in, list_of, work
from tests.stages import settings_for

EVERY = 50


def measured(name: str, rows: int, act: Callable[[], Any]) -> Any:
    wall, cpu = time.perf_counter(), time.process_time()
    given = act()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name:10} {wall:7.1f} s, CPU {cpu:6.1f} s, {rows / wall:7.0f} rows/s, peak {memory:5.0f} MB")
    return given


def main(rows: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        address = os.environ.get("DATABASE_URL") or f"sqlite:///{folder}/bench.db"
        app = create_app(settings_for(address, Path(folder)))
        with app.app_context():
            db.create_all()
        cast.found_city(app)
        with app.app_context():
            steps(rows)


def steps(rows: int) -> None:
    today = clock.today()
    told = [good(n, today, **({"被告身份证号": "1"} if n % EVERY == 0 else {})) for n in range(1, rows + 1)]
    content = list_of(told)
    print(f"{rows:,} rows, {len(content) / 1e6:.1f} MB")
    measured("read", rows, lambda: read(content))
    batch = measured("hand in", rows, lambda: handed_in(content))
    db.session.commit()
    number = batch.id
    for name, ask in (("dry run", check), ("load", _load), ("undo", _undo)):
        ask(queries.batch(number))
        db.session.commit()
        measured(name, rows, work)
        print(f"           {queries.counts([number])[number]}, {db.session.query(Referral).count()} entered")


def _load(batch: Batch) -> None:
    operations.load(batch, By(actor(cast.CLERK), clock.now()))


def _undo(batch: Batch) -> None:
    operations.undo(batch, "清单发错。", By(actor(cast.CLERK), clock.now()))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
