"""The web server as shipped among slow lines, too many connections and too many requests."""

from __future__ import annotations

import os
import re
import runpy
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.house.sources import ROOT

MANY = 64
LARGEST_WAIT = 1.0  # seconds, among 64 slow connections
PATIENCE = 60.0

UNFINISHED_HEADER = b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "
UNFINISHED_BODY = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n"
UNREAD_ANSWER = b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n"


CONFIG = runpy.run_path(str(ROOT / "gunicorn.conf.py"))
SHIPPED = (
    f"--worker-class={CONFIG['worker_class']}",
    f"--timeout={CONFIG['timeout']}",
    f"--graceful-timeout={CONFIG['graceful_timeout']}",
    *("--preload", "--workers=1", "--threads=2", "--bind=127.0.0.1:0", "--log-level=info"),
)


class Server:
    """gunicorn as we ship it, with one worker of two threads, on a small app."""

    def __init__(self, folder: Path, **limits: str) -> None:
        self.log = folder / "web.log"
        with self.log.open("w") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", *SHIPPED, "tests.web.served:app"],
                cwd=folder,  # where no gunicorn.conf.py lies: it asks for the house's database
                env={**os.environ, "PYTHONPATH": str(ROOT), **limits},
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.port = self._port()

    def _port(self) -> int:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.process.poll() is None:
            if found := re.search(r"Listening at: http://127\.0\.0\.1:(\d+)", self.log.read_text()):
                return int(found[1])
            time.sleep(0.05)
        raise AssertionError(self.log.read_text())

    def ask(self, path: str = "/", body: bytes | None = None) -> tuple[int, dict[str, str], float]:
        begun = time.monotonic()
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET" if body is None else "POST", path, body)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer.status, dict(answer.getheaders()), time.monotonic() - begun

    def begin(self, sent: bytes) -> socket.socket:
        line = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)
        line.sendall(sent)
        return line

    def stop(self) -> int:
        self.process.terminate()
        try:
            return self.process.wait(PATIENCE)
        finally:
            if self.process.poll() is None:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()


@contextmanager
def serving(folder: Path, **limits: str) -> Iterator[Server]:
    server = Server(folder, **limits)
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    limits = {"WEB_HEADER_SECONDS": "1", "WEB_BODY_SECONDS": "1", "WEB_QUEUE_SECONDS": "1"}
    with serving(tmp_path_factory.mktemp("quick"), **limits) as one:
        yield one


@pytest.fixture(scope="module")
def patient(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("patient"), WEB_CONNECTIONS_PER_ADDRESS="80") as one:
        yield one


@pytest.mark.parametrize("sent", [UNFINISHED_HEADER, UNFINISHED_BODY, UNREAD_ANSWER])
def test_sixty_four_slow_lines_hold_up_nobody(patient: Server, sent: bytes) -> None:
    with ExitStack() as held:
        lines = [held.enter_context(patient.begin(sent)) for _ in range(MANY)]
        for _ in range(5):
            for line in lines if sent != UNREAD_ANSWER else ():
                line.sendall(b"x")
            assert patient.ask("/healthz")[0] == 200
            status, _, took = patient.ask("/", b"name=x" * 1000)
            assert (status, took < LARGEST_WAIT) == (200, True)


@pytest.mark.parametrize("sent", [b"", UNFINISHED_HEADER, UNFINISHED_BODY])
def test_a_line_that_does_not_finish_is_closed(server: Server, sent: bytes) -> None:
    with server.begin(sent) as line:
        assert line.recv(100) == b"", "closed, although it sent something all the time"


def test_a_line_that_goes_on_sending_is_closed_all_the_same(server: Server) -> None:
    begun = time.monotonic()
    with server.begin(UNFINISHED_HEADER) as line, suppress(ConnectionResetError, BrokenPipeError):
        while time.monotonic() - begun < PATIENCE:
            line.sendall(b"x")
            time.sleep(0.1)
    assert time.monotonic() - begun < PATIENCE


def test_one_address_may_have_so_many_connections(patient: Server) -> None:
    with ExitStack() as held:
        lines = [held.enter_context(patient.begin(UNFINISHED_HEADER)) for _ in range(80)]
        one_more = held.enter_context(patient.begin(b""))
        assert one_more.recv(100) == b""
        lines[0].setblocking(False)
        with pytest.raises(BlockingIOError):
            lines[0].recv(100)


def test_whoever_would_wait_too_long_is_sent_away_and_it_recovers_by_itself(server: Server) -> None:
    with ThreadPoolExecutor(40) as many:
        told = list(many.map(lambda _: server.ask("/takes-a-while"), range(40)))
    served = [one for one in told if one[0] == 200]
    sent_away = [one for one in told if one[0] == 503]
    assert len(served) + len(sent_away) == 40
    assert served
    assert sent_away
    assert {headers["Retry-After"] for _, headers, _ in sent_away} == {"30"}
    assert max(took for _, _, took in told) < 40 * 0.4 / 2, "sooner than by waiting for all before it"
    assert server.ask("/healthz")[0] == 200


@pytest.mark.parametrize(
    ("sent", "status", "words"),
    [
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999\r\n\r\n", b"413", "文件太大"),
        (b"\x16\x03\x01 nonsense\r\n\r\n", b"400", "无法识别"),
    ],
)
def test_what_is_no_request_is_refused_in_words(
    server: Server, sent: bytes, status: bytes, words: str
) -> None:
    with server.begin(sent) as line:
        answer = b"".join(iter(lambda: line.recv(4096), b""))
    assert answer.split()[1] == status
    assert words in answer.decode()


def test_what_is_in_hand_is_finished_when_the_server_is_told_to_end(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        assert server.ask()[0] == 200
        with ThreadPoolExecutor(1) as other, server.begin(UNFINISHED_BODY):
            asked = other.submit(server.ask, "/takes-a-while")
            time.sleep(0.1)
            assert server.stop() == 0
            assert asked.result()[0] == 200
