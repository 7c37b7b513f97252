"""What every test may ask for: a clock that stands still, an app on a real database, a client.

`app` is on SQLite, in tests/journeys on SQLite and on PostgreSQL; a test asks for others with
`@pytest.mark.databases("sqlite", "postgresql")`. Do not make requests inside `app.app_context()`:
the request would share the session and the signed-in user of that context. For a test of
operations without requests take `session`.

A test that also asks for `founded` or `filled` finds the app with the invented city in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings

from mediation import clock as house_clock
from tests.outside import no_way_out
from tests.properties import SAME

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from tests.stages import Postgres, Stage

settings.load_profile(SAME)

# A Monday morning with no holiday near: 2 March 2026, 10:00 in Xiamen.
MONDAY = datetime(2026, 3, 2, 10, 0, tzinfo=house_clock.ZONE)


class StandingClock:
    """The clock of a test: it stands at one moment until the test moves it."""

    def __init__(self) -> None:
        self._hold = ExitStack()
        self.told: Callable[[datetime], None] | None = None
        self.move_to(MONDAY)

    @property
    def now(self) -> datetime:
        return house_clock.now()

    def move_to(self, moment: datetime) -> datetime:
        """Stand at `moment` from now on; a server that runs beside the test is told, too."""
        self.release()
        self._hold.enter_context(house_clock.fixed(moment))
        if self.told:
            self.told(moment)
        return moment

    def advance(self, **spans: float) -> datetime:
        """Forward by a timedelta's keywords: `advance(days=3)`."""
        return self.move_to(self.now + timedelta(**spans))

    def release(self) -> None:
        self._hold.close()


@pytest.fixture(autouse=True)
def clock() -> Iterator[StandingClock]:
    standing = StandingClock()
    yield standing
    standing.release()


@pytest.fixture(autouse=True)
def _no_way_out() -> Iterator[None]:
    with no_way_out() as tried:
        yield
    assert not tried, f"the test tried to reach {', '.join(tried)}"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database" not in metafunc.fixturenames:
        return
    wanted: tuple[str, ...] = ("sqlite",)
    if "journeys" in Path(metafunc.definition.path).parts:
        wanted = ("sqlite", "postgresql")
    if marker := metafunc.definition.get_closest_marker("databases"):
        wanted = marker.args
    metafunc.parametrize("database", wanted, scope="session")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server, started when the first test of this process needs it."""
    from tests.stages import Postgres

    server = Postgres()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def stages() -> Iterator[dict[str, Stage]]:
    """The apps built so far, by database."""
    built: dict[str, Stage] = {}
    yield built
    for stage in built.values():
        stage.let_go()


@pytest.fixture
def stage(
    database: str,
    stages: dict[str, Stage],
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> Stage:
    from tests.stages import PostgresStage, SqliteStage

    if database not in stages:
        folder = tmp_path_factory.mktemp(database)
        if database == "sqlite":
            stages[database] = SqliteStage(folder)
        else:
            stages[database] = PostgresStage(folder, request.getfixturevalue("postgres"))
    stages[database].set("new")
    return stages[database]


@pytest.fixture
def app(stage: Stage) -> Flask:
    return stage.app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """A database session in an app context, for tests of operations and queries; never committed."""
    from mediation.database import db

    with app.app_context():
        yield db.session
        db.session.rollback()


@pytest.fixture
def founded(stage: Stage) -> Stage:
    """The app with the bodies and users of tests/cast.py, and no case."""
    from tests.cast import found_city

    if "founded" not in stage.scenes:
        found_city(stage.app)
        stage.keep("founded")
    stage.set("founded")
    return stage


@pytest.fixture
def filled(stage: Stage) -> Stage:
    """The app with the whole demonstration city, cases in every state."""
    from tests.cast import load_demonstration

    if "filled" not in stage.scenes:
        load_demonstration(stage.app)
        stage.keep("filled")
    stage.set("filled")
    return stage


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Papers are issued but their PDF is one sheet that nobody reads: for tests of everything else."""
    monkeypatch.setattr("mediation.documents.operations.render_pdf", lambda *_paper: b"%PDF-1.7 not read")


@pytest.fixture
def signed_in(app: Flask) -> Callable[[str], FlaskClient]:
    """`signed_in(cast.CLERK)`: a new client at which that user of a founded or filled city has signed in."""
    from tests.cast import client_of

    return lambda username: client_of(app, username)
