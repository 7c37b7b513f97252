"""Starting and ending real processes: a wrong key, a damaged database, signals, a second start."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from mediation import data_key, starting
from mediation.data_key import DataKeySeal
from mediation.database import data_keys, db
from mediation.jobs import surroundings
from mediation.jobs.models import Lease
from tests.builders import opened
from tests.house.sources import ROOT
from tests.jobs.running import PATIENCE, runners, wait_for
from tests.stages import SqliteStage, Stage

BOTH = pytest.mark.databases("sqlite", "postgresql")

# Two signals at one moment, as the terminal and bin/run send them, over and over.
STOPPED_TWICE = """
import os, signal, threading
from mediation.jobs import stopping
for number in (signal.SIGINT, signal.SIGTERM):
    signal.signal(number, stopping.ask_to_stop)
def busy():
    while True:
        sum(range(1000))
for _ in range(4):
    threading.Thread(target=busy, daemon=True).start()
def send():
    os.kill(os.getpid(), signal.SIGINT)
    os.kill(os.getpid(), signal.SIGTERM)
threading.Timer(0.05, send).start()
stopping.wait_until_told()
os._exit(0)
"""


@pytest.fixture
def wrong_key(app: Flask) -> Iterator[None]:
    right = app.extensions["data_keys"]
    yield
    app.extensions["data_keys"] = right


def put_another_key(app: Flask) -> None:
    app.extensions["data_keys"] = data_keys("another key")


@BOTH
def test_a_start_leaves_a_sealed_value_and_a_start_with_another_key_is_refused(
    app: Flask, client: FlaskClient, wrong_key: None
) -> None:
    starting.refuse_unsound(app)
    starting.refuse_unsound(app)
    put_another_key(app)
    with pytest.raises(SystemExit, match="FENGQIAO_DATA_KEY is not the key"):
        starting.refuse_unsound(app)
    told = client.get("/readyz").json
    assert told is not None
    assert (told["status"], told["data_key"]) == ("unwell", "wrong")


@BOTH
@pytest.mark.usefixtures("founded")
def test_a_database_from_before_the_seal_is_tried_by_the_values_that_it_holds(
    app: Flask, wrong_key: None
) -> None:
    with app.app_context():
        opened()
        db.session.commit()
    put_another_key(app)
    with pytest.raises(SystemExit, match="FENGQIAO_DATA_KEY is not the key"):
        starting.refuse_unsound(app)
    with app.test_request_context():
        assert db.session.scalars(select(DataKeySeal.id)).all() == [], "nothing is written under it"


def test_a_database_that_is_not_there_yet_stops_no_start(app: Flask) -> None:
    with app.app_context():
        DataKeySeal.__table__.drop(db.engine)  # type: ignore[attr-defined]
    starting.refuse_unsound(app)


def test_a_seal_is_opened_by_its_own_key_only(app: Flask) -> None:
    starting.refuse_unsound(app)
    with app.test_request_context():
        sealed = db.session.execute(db.text("SELECT sealed FROM data_key_seals")).scalar_one()
    assert data_key.opens(app.config["DATA_KEY"], sealed)
    assert not data_key.opens("another key", sealed)
    assert not data_key.opens(app.config["DATA_KEY"], "no seal at all")


# what readiness looks at


def test_a_folder_that_takes_no_files_is_told(app: Flask, client: FlaskClient, tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("where the folder should be")
    app.config["FILES"] = tmp_path / "a file"
    assert told_by_readyz(client)["files"] == "not writable"


def test_a_disk_without_room_is_told(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    assert told_by_readyz(client)["disk"] == "ok"
    monkeypatch.setattr(surroundings, "LEAST_FREE", 1 << 62)
    assert told_by_readyz(client)["disk"] == "nearly full"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "ok"),
        ({"SMTP_HOST": "mail.example"}, "half set up"),
        ({"SMTP_FROM": "centre@example.cn"}, "half set up"),
        ({"SMTP_HOST": "mail.example", "SMTP_FROM": "centre@example.cn"}, "ok"),
        ({"SMS_URL": "https://sms.example", "SMS_KEY": "k"}, "half set up"),
    ],
)
def test_a_channel_that_is_half_set_up_is_told(
    app: Flask, client: FlaskClient, given: dict[str, str], told: str
) -> None:
    app.config.update(given)
    assert told_by_readyz(client)["channels"] == told


def told_by_readyz(client: FlaskClient) -> dict[str, object]:
    answer = client.get("/readyz")
    assert answer.json is not None
    assert answer.status_code == 503, "no scheduler acts here"
    return dict(answer.json)


# processes that end when they are told to


def test_two_signals_at_one_moment_end_the_wait() -> None:
    """The handler may not ask for a lock: with threading.Event some of these hung for ever."""
    many = [
        subprocess.Popen([sys.executable, "-c", STOPPED_TWICE], cwd=ROOT, env=environment()) for _ in range(6)
    ]
    try:
        assert [one.wait(PATIENCE) for one in many] == [0] * len(many)
    finally:
        for one in many:
            one.kill()
            one.wait()


@pytest.mark.parametrize("signals", [[signal.SIGTERM], [signal.SIGINT, signal.SIGTERM]])
def test_a_scheduler_that_is_told_to_stop_ends_and_leaves_no_lease(
    stage: Stage, signals: list[signal.Signals]
) -> None:
    url, folder = stage.app.config["SQLALCHEMY_DATABASE_URI"], stage.folder
    with runners(url, folder, 1) as some:
        wait_for(lambda: lease_of(stage.app) > 0)
        (child,) = children_of(some.parent.pid)
        for number in signals:
            os.kill(child, number)
        assert some.ended() == (child, 0)
    assert lease_of(stage.app) < 0, "another may act at once"


def lease_of(app: Flask) -> float:
    """Seconds that the lease still lasts; below nothing when nobody holds it."""
    with app.test_request_context():
        lease = db.session.scalar(select(Lease))
        return lease.expires_at.timestamp() - time.time() if lease else -1.0


def children_of(process: int) -> list[int]:
    told = Path(f"/proc/{process}/task/{process}/children").read_text()
    return [int(one) for one in told.split()]


# bin/run


@pytest.fixture
def instance(stage: Stage, tmp_path: Path) -> Path:
    """The folder of a small centre, its database up to date, used, and sealed by its key."""
    assert isinstance(stage, SqliteStage)
    starting.refuse_unsound(stage.app)
    with stage.app.app_context():
        revision = max(file.name[:4] for file in (ROOT / "migrations" / "versions").glob("[0-9]*.py"))
        db.session.execute(db.text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
        db.session.execute(db.text(f"INSERT INTO alembic_version VALUES ('{revision}')"))
        db.session.commit()
    stage.let_go()
    shutil.copy(stage.live, tmp_path / "fengqiao.sqlite3")
    (tmp_path / "fengqiao_secret_key.txt").write_text("a key for tests only")
    (tmp_path / "fengqiao_data_key.txt").write_text("a data key for tests only")
    return tmp_path


def environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FENGQIAO_")}
    return {**kept, "PYTHONPATH": str(ROOT), **more}


def prepare(instance: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "bin/prepare_instance.py", "127.0.0.1", "0"],
        cwd=ROOT,
        env=environment(FENGQIAO_INSTANCE=str(instance)),
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.usefixtures("founded")
def test_bin_run_is_told_at_once_what_is_wrong(instance: Path) -> None:
    whole = (instance / "fengqiao.sqlite3").read_bytes()
    key = instance / "fengqiao_data_key.txt"
    assert prepare(instance).stdout == "used\n"

    key.write_text("another key")
    assert said(prepare(instance)).startswith("FENGQIAO_DATA_KEY is not the key")
    key.unlink()
    assert "its data key is missing" in said(prepare(instance)).splitlines()[-1]
    assert not key.exists(), "no new key beside what the old one wrote"
    key.write_text("a data key for tests only")

    for damaged in (whole[: len(whole) // 2], b"\x17" * len(whole), whole[:5000] + b"x" * 40000):
        (instance / "fengqiao.sqlite3").write_bytes(damaged)
        assert said(prepare(instance)) == starting.CORRUPT + "\n"
        assert (instance / "fengqiao.sqlite3").read_bytes() == damaged


def said(done: subprocess.CompletedProcess[str]) -> str:
    assert (done.returncode, done.stdout) == (1, "")
    return done.stderr


def heed_ctrl_c() -> None:
    """Ctrl-C is ignored by all that a shell starts in the background, as the tests may be; not here."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Centre:
    """bin/run in a process group of its own, as a terminal starts it."""

    def __init__(self, instance: Path, port: int) -> None:
        self.log = instance / f"run-{port}.log"
        with self.log.open("w") as out:
            self.process = subprocess.Popen(
                ["bin/run", "--port", str(port)],
                cwd=ROOT,
                env=environment(
                    FENGQIAO_INSTANCE=str(instance),
                    FENGQIAO_VENV=sys.prefix,
                    WEB_CONCURRENCY="1",
                ),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=heed_ctrl_c,
            )

    def said(self) -> str:
        return self.log.read_text()

    def tell(self, number: signal.Signals) -> None:
        """Ctrl-C reaches the whole group."""
        os.killpg(self.process.pid, number)

    def let_go(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@pytest.mark.usefixtures("founded")
def test_bin_run_ends_by_ctrl_c_and_a_second_start_meanwhile_is_refused(instance: Path) -> None:
    first, second = Centre(instance, free_port()), None
    try:
        wait_for(lambda: "acts now" in first.said())
        second = Centre(instance, free_port())
        assert second.process.wait(PATIENCE) == 1
        assert f"running or starting already (process {first.process.pid})" in second.said()
        os.kill(children_of(first.process.pid)[0], signal.SIGSTOP)  # the web server hangs
        first.tell(signal.SIGINT)
        wait_for(lambda: "Stopping" in first.said())
        first.tell(signal.SIGINT)
        begun = time.monotonic()
        assert first.process.wait(PATIENCE) == 0
        assert time.monotonic() - begun < 15, "the second Ctrl-C does not wait for who hangs"
    finally:
        first.let_go()
        if second:
            second.let_go()
    with closing(sqlite3.connect(instance / "fengqiao.sqlite3")) as connection:
        ((expires_at,),) = connection.execute("SELECT expires_at FROM leases")
    assert datetime.fromisoformat(expires_at).replace(tzinfo=UTC) < datetime.now(UTC)


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port: int = door.getsockname()[1]
        return port
