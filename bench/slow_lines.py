"""Whether slow lines and ten times the load hold up a server that runs; it files real complaints.

    .venv/bin/python bench/slow_lines.py PORT [seconds]

Against this machine's PORT: 64 unfinished headers, 64 unfinished bodies and 64 unread answers, each
for so many seconds (60) while /healthz and whole complaints are asked; then 200 at once, and how
soon it answers after them. Prints the slowest answers; run it on a trial instance.
"""

from __future__ import annotations

import socket
import sys
import threading
import time
from collections import Counter
from http.client import HTTPConnection

from filing import Said, by_wire, file_complaint

LINES = 64
AT_ONCE = 200
SLOW = {
    "unfinished headers": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ",
    "unfinished bodies": b"POST /track HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000\r\n\r\n",
    "unread answers": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
}


def health(port: int) -> tuple[int, float]:
    begun = time.monotonic()
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/healthz")
    status = connection.getresponse().status
    connection.close()
    return status, time.monotonic() - begun


def among_slow_lines(port: int, what: str, sent: bytes, seconds: float) -> None:
    ended = threading.Event()

    def hold() -> None:
        while not ended.is_set():  # one that the server closes is opened again
            try:
                with socket.create_connection(("127.0.0.1", port)) as line:
                    line.sendall(sent)
                    while not ended.wait(1):
                        if what != "unread answers":
                            line.sendall(b"x")
            except OSError:
                ended.wait(0.1)

    lines = [threading.Thread(target=hold, daemon=True) for _ in range(LINES)]
    for line in lines:
        line.start()
    healthy, waited, filed = [], [], 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        healthy.append(health(port))
        send = by_wire(port, filed)

        def timed(method: str, path: str, typed: dict[str, object], send: object = send) -> Said:
            begun = time.monotonic()
            said: Said = send(method, path, typed)  # type: ignore[operator]
            waited.append(time.monotonic() - begun)
            return said

        file_complaint(timed)
        filed += 1
    ended.set()
    for line in lines:
        line.join()
    print(
        f"{LINES} {what}: /healthz {Counter(status for status, _ in healthy)} slowest "
        f"{max(took for _, took in healthy):.2f} s; {filed} complaints, slowest page {max(waited):.2f} s",
        flush=True,
    )


def ten_times_the_load(port: int, seconds: float) -> None:
    told: list[tuple[int, float]] = []
    end = time.monotonic() + seconds

    def ask() -> None:
        while time.monotonic() < end:
            begun = time.monotonic()
            connection = HTTPConnection("127.0.0.1", port, timeout=60)
            try:
                connection.request("GET", "/")
                told.append((connection.getresponse().status, time.monotonic() - begun))
            except OSError:
                told.append((0, time.monotonic() - begun))
            finally:
                connection.close()

    many = [threading.Thread(target=ask) for _ in range(AT_ONCE)]
    for one in many:
        one.start()
    for one in many:
        one.join()
    slowest = max(took for _, took in told)
    print(f"{AT_ONCE} at once: {Counter(status for status, _ in told)}, slowest {slowest:.1f} s")
    print(f"after them: /healthz {health(port)}")


def main(port: int, seconds: float = 60) -> None:
    for what, sent in SLOW.items():
        among_slow_lines(port, what, sent, seconds)
    ten_times_the_load(port, seconds)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
