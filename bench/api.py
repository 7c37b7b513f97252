"""What a call of the API costs: requests a second and CPU milliseconds, for a list and for one hand-over.

    .venv/bin/python bench/api.py [calls]

On SQLite, 5,000 hand-overs of one court, one process, no network. CPU is what a busy machine cannot blur.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sqlalchemy import insert, select

from mediation import clock
from mediation.assembly import create_app
from mediation.database import db
from mediation.demo import founding
from mediation.referrals.models import Referral
from tests.api.calling import System, token_of
from tests.referrals.arrivals import arrived
from tests.stages import settings_for

MANY = 5_000
WARM_UP = 20
COPIED = tuple(
    column.key
    for column in Referral.__table__.columns
    if column.key
    not in {"id", "number", "number_text", "arrival_key", "changed_at", "people", "their_contact"}
)


def main(calls: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(settings_for(f"sqlite:///{folder}/bench.sqlite3", Path(folder)) | {"TESTING": False})
        with app.app_context():
            db.create_all()
            founding.found(at=clock.now(), today=clock.today())
            _fill()
            db.session.commit()
        court = System(app, token_of(app, per_minute=10**9))
        for path, query in asked(clock.today().year):
            _measure(court, path, query, calls)


def asked(year: int) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "/me", {}
    yield f"/referrals/{year}-00001", {}
    yield "/referrals", {"limit": 50}
    yield "/referrals", {"limit": 200}
    yield "/codes", {}


def _fill() -> None:
    first = arrived()
    like = {name: getattr(first, name) for name in COPIED}
    db.session.execute(
        insert(Referral),
        [
            like
            | {
                "number": number,
                "number_text": f"{like['year']}-{number}",
                "changed_at": first.changed_at + timedelta(seconds=number),
            }
            for number in range(2, MANY + 1)
        ],
    )
    assert db.session.scalar(select(Referral.id).limit(1))


def _measure(court: System, path: str, query: dict[str, Any], calls: int) -> None:
    for _ in range(WARM_UP):
        assert court.get(path, **query).status_code == 200, path
    cpu, wall = time.process_time(), time.perf_counter()
    for _ in range(calls):
        court.get(path, **query)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    said = f"{path} {query or ''}"
    print(f"{said:34} {calls / wall:7.0f} calls/s {1000 * cpu / calls:7.2f} ms CPU a call")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
