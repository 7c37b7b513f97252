"""What a complaint costs from the first page to the receipt, for one citizen and for eight at once.

    .venv/bin/python bench/filing.py [complaints]

First in this process, one citizen after the other: CPU milliseconds of web and database and wall
milliseconds, of the last step (which files the complaint) and of the whole wizard, its pages and
what is sent from them. Then gunicorn with eight citizens at once: median and 95th percentile of
what each waits. `least` adds up the cheapest run of every request: neighbours on the same core
make CPU dearer, too. On SQLite; with DATABASE_URL (an empty PostgreSQL database, which is filled and
emptied again) on that one as well. Forms carry their tokens, commits reach the disk.
"""

from __future__ import annotations

import http.client
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from flask import Flask
from sqlalchemy import text

from mediation.assembly import create_app
from mediation.config import ROOT
from mediation.database import db
from tests.cast import found_city
from tests.intake.walk import ANSWERS
from tests.stages import settings_for

AT_ONCE = 8
WARM_UP = 3
TICKS = os.sysconf("SC_CLK_TCK")
TOKEN = re.compile(r'name="csrf_token"[^>]*?value="([^"]+)"')
LAST = "/complaints/check"


@dataclass(frozen=True)
class Said:
    status: int
    location: str
    page: str


@dataclass
class Spent:
    """Milliseconds of each request of one complaint, by what it was: `send` is the browser's request."""

    web: dict[str, list[float]] = field(default_factory=dict)
    wall: dict[str, list[float]] = field(default_factory=dict)
    last: tuple[float, float] = (0.0, 0.0)

    def note(self, method: str, path: str, web: float, wall: float) -> None:
        self.web.setdefault(method, []).append(web)
        self.wall.setdefault(method, []).append(wall)
        if (method, path) == ("POST", LAST):
            self.last = web, wall


Send = Callable[[str, str, dict[str, Any]], Said]


def file_complaint(send: Send) -> Spent:
    """Every page of the wizard opened and sent, as a browser does; the receipt is looked at last."""
    spent = Spent()

    def ask(method: str, path: str, typed: dict[str, Any] | None = None) -> Said:
        cpu, wall = time.process_time(), time.perf_counter()
        said = send(method, path, typed or {})
        spent.note(method, path, (time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000)
        return said

    place = "/complaints/"
    while place != "/complaints/receipt":
        opened = ask("GET", place)
        token = TOKEN.search(opened.page)
        assert opened.status == 200, f"{place}: {opened.status}"
        assert token, place
        typed = {"truth": "y"} if place == LAST else dict(ANSWERS.get(place.rsplit("/", 1)[1], {}))
        sent = ask("POST", place, typed | {"csrf_token": token[1], "then": "next"})
        assert sent.status == 303, f"{place}: {sent.status}"
        place = sent.location.split("?")[0]
    assert "〔" in ask("GET", place).page
    return spent


def in_process(app: Flask, number: int) -> Send:
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = f"10.0.{number // 250}.{number % 250}"

    def send(method: str, path: str, typed: dict[str, Any]) -> Said:
        answer = client.open(path, method=method, data=typed or None)
        return Said(answer.status_code, answer.headers.get("Location", ""), answer.get_data(as_text=True))

    return send


def by_wire(port: int, number: int) -> Send:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    cookies: dict[str, str] = {}

    def send(method: str, path: str, typed: dict[str, Any]) -> Said:
        headers = {
            "X-Forwarded-For": f"10.1.{number // 250}.{number % 250}",
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        connection.request(method, path, urlencode(typed, doseq=True) if typed else None, headers)
        answer = connection.getresponse()
        page = answer.read().decode()
        for one in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = one.split(";")[0].partition("=")
            cookies[name] = value
        return Said(answer.status, answer.headers.get("Location", ""), page)

    return send


def cpu_of(processes: set[int]) -> float:
    """CPU seconds so far of processes on this machine; one that has ended counts nothing."""
    total = 0
    for process in processes:
        try:
            fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        total += int(fields[11]) + int(fields[12])
    return total / TICKS


def database_processes(app: Flask) -> set[int]:
    """The server processes of our sessions in PostgreSQL; none for SQLite, which works in ours."""
    with app.app_context():
        if db.engine.dialect.name != "postgresql":
            return set()
        asked = "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
        return set(db.session.execute(text(asked)).scalars())


def one_after_the_other(app: Flask, times: int) -> None:
    for number in range(WARM_UP):
        file_complaint(in_process(app, number))
    processes = database_processes(app)
    before = cpu_of(processes)
    spent = [file_complaint(in_process(app, WARM_UP + number)) for number in range(times)]
    of_database = (cpu_of(processes) - before) * 1000 / times
    print(f"{'one citizen':34}{'web cpu ms':>12}{'least':>8}{'wall ms':>10}")
    web, wall = ([one.last[place] for one in spent] for place in (0, 1))
    line("last step, files the complaint", statistics.median(web), min(web), statistics.median(wall))
    for method, what in (("POST", "pages sent"), ("GET", "pages opened")):
        requests = list(zip(*(one.web[method] for one in spent), strict=True))
        line(
            f"{len(requests)} {what}",
            statistics.median(sum(one.web[method]) for one in spent),
            sum(min(request) for request in requests),
            statistics.median(sum(one.wall[method]) for one in spent),
        )
    print(f"database, whole wizard: {of_database:.1f} cpu ms a complaint\n", flush=True)


def line(what: str, web: float, least: float, wall: float) -> None:
    print(f"{what:34}{web:>12.1f}{least:>8.1f}{wall:>10.1f}")


@contextmanager
def served(app: Flask, environ: dict[str, str]) -> Iterator[tuple[int, set[int]]]:
    """gunicorn on the app's database; gives its port and its processes."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "wsgi:app"]
    server = subprocess.Popen(
        [*command, "--bind", f"127.0.0.1:{port}", "--log-level", "error"], cwd=ROOT, env=environ
    )
    try:
        wait_for(port)
        children = subprocess.run(
            ["ps", "--ppid", str(server.pid), "-o", "pid="], capture_output=True, text=True, check=True
        )
        yield port, {server.pid, *map(int, children.stdout.split())}
    finally:
        server.terminate()
        server.wait()


def wait_for(port: int) -> None:
    for _ in range(300):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("gunicorn does not answer")


def eight_at_once(app: Flask, environ: dict[str, str], times: int) -> None:
    with served(app, environ) as (port, web):
        spent: list[Spent] = []
        failed: list[Exception] = []

        def citizen(number: int, count: int) -> None:
            try:
                for round_ in range(count):
                    spent.append(file_complaint(by_wire(port, round_ * AT_ONCE + number)))
            except Exception as fault:  # told below, beside the numbers
                failed.append(fault)

        crowd(citizen, 1)  # every worker has loaded what it needs
        spent.clear()
        database = database_processes(app)
        before, began = (cpu_of(web), cpu_of(database)), time.perf_counter()
        crowd(citizen, times)
        took = time.perf_counter() - began
        of_web, of_database = cpu_of(web) - before[0], cpu_of(database) - before[1]
    requests = sorted(wall for one in spent for walls in one.wall.values() for wall in walls)
    last = sorted(one.last[1] for one in spent)
    print(f"{f'{AT_ONCE} citizens at once':34}{'p50 ms':>12}{'p95 ms':>10}")
    for what, walls in (("any request", requests), ("last step, files the complaint", last)):
        print(f"{what:34}{percentile(walls, 50):>12.1f}{percentile(walls, 95):>10.1f}")
    print(
        f"{len(spent)} complaints, {len(failed)} failed, {len(spent) / took:.1f} a second, "
        f"cpu ms each: web {of_web * 1000 / len(spent):.0f}, database {of_database * 1000 / len(spent):.0f}\n"
    )
    for fault in failed[:3]:
        print(f"  failed: {fault}")


def crowd(citizen: Callable[[int, int], None], count: int) -> None:
    threads = [threading.Thread(target=citizen, args=(number, count)) for number in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def percentile(ordered: list[float], part: int) -> float:
    return ordered[min(len(ordered) * part // 100, len(ordered) - 1)]


def measure(name: str, url: str, folder: Path, times: int) -> None:
    app = create_app(settings_for(url, folder) | {"TESTING": False, "WTF_CSRF_ENABLED": True})
    with app.app_context():
        db.drop_all()
        db.create_all()
    found_city(app)
    environ = os.environ | {
        "FENGQIAO_INSTANCE": str(folder),
        "FENGQIAO_SECRET_KEY": app.config["SECRET_KEY"],
        "FENGQIAO_DATA_KEY": app.config["DATA_KEY"],
        "FENGQIAO_HTTPS": "0",
        "FENGQIAO_PROXY_HOPS": "1",
        "DATABASE_URL": url,
    }
    print(f"{name}\n")
    one_after_the_other(app, times)
    eight_at_once(app, environ, max(times // AT_ONCE, 3))
    with app.app_context():
        db.session.remove()
        db.drop_all()
        db.engine.dispose()


def main(times: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        measure("SQLite", f"sqlite:///{folder}/filing.sqlite3", Path(folder), times)
        if url := os.environ.get("DATABASE_URL"):
            measure("PostgreSQL", url, Path(folder), times)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
