"""Runners in processes of their own, for tests that kill and freeze them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.house.sources import ROOT

LASTS = 2.0  # seconds that a lease lasts here; a busy machine may stall for a beat or two
PATIENCE = 120.0  # on a busy machine; alone it takes a few seconds

# One process loads the app and forks into runners, as a web server does: loading it is the slow part.
PROGRAM = """
import logging, os, sys
from datetime import timedelta
from pathlib import Path
from tests.stages import settings_for
from tests.jobs import counting_job
from mediation.assembly import create_app
from mediation.jobs.scheduler import run_forever
url, folder, lasts, count = sys.argv[1:]
logging.basicConfig(level=logging.ERROR)
app = create_app(settings_for(url, Path(folder)))
for _ in range(int(count)):
    if not os.fork():
        beat = {"lasts": timedelta(seconds=float(lasts)), "tick": timedelta(seconds=0.1)}
        run_forever(app, jobs=counting_job.JOBS, **beat)
        os._exit(0)
for _ in range(int(count)):
    pid, status = os.wait()
    print(pid, os.waitstatus_to_exitcode(status), flush=True)
"""


class Runners:
    """Processes that are ready to act on one database."""

    def __init__(self, url: str, folder: Path, count: int) -> None:
        self.parent = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", PROGRAM, url, str(folder), str(LASTS), str(count)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            start_new_session=True,
        )

    def ended(self) -> tuple[int, int]:
        """Process and exit code of the next one that ends; waits for it."""
        assert self.parent.stdout is not None
        pid, code = self.parent.stdout.readline().split()
        return int(pid), int(code)

    def kill_all(self) -> None:
        os.killpg(self.parent.pid, signal.SIGKILL)
        self.parent.communicate()


@contextmanager
def runners(url: str, folder: Path, count: int) -> Iterator[Runners]:
    """Runners that are gone at the end, whatever the test did to them."""
    some = Runners(url, folder, count)
    try:
        yield some
    finally:
        some.kill_all()


def wait_for(what: Callable[[], object]) -> float:
    """Seconds until `what` came true; fails when it never does."""
    begun = time.monotonic()
    while not what():
        assert time.monotonic() - begun < PATIENCE, "it did not happen"
        time.sleep(0.05)
    return time.monotonic() - begun
