"""Opening a stranger's bytes in a process with limits, few at one moment on the whole machine.

A file of some kilobytes may unfold into gigabytes or keep a library busy for minutes, and nothing can
stop a library from within. So the system stops it: memory, processor time, files and further processes
are limited before the first byte is read, and what a damaged file does to the library happens in there.

Who may open is decided by locks on files, which the system takes back from a process that dies: two
places hold for all workers of the machine together, so that the memory has a ceiling that can be told.
"""

from __future__ import annotations

import fcntl
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1024 * 1024
ROOT = Path(__file__).parent.parent
NICENESS = 10  # those who wait for a page come first
LOOKS_EVERY = 0.05  # seconds


class TooMuch(Exception):
    """The file was given up at a limit: of memory, of processor time or of patience."""


class Busy(Exception):
    """All places were taken for as long as a person waits."""


@dataclass(frozen=True, slots=True)
class Limits:
    """`memory` in bytes of address space, `seconds` of processor time, `patience` in seconds on the wall.

    At most `at_once` programs that name the same `places` run on this machine at one moment; a further
    one waits up to `wait` seconds for its turn.
    """

    places: str
    memory: int
    seconds: int
    patience: float
    at_once: int = 2
    wait: float = 8.0


def run(module: str, received: bytes, limits: Limits, *arguments: str) -> bytes:
    """What `module` writes when it is given `received` on its standard input.

    The module is a program that calls `keep_within` before it reads. Raises TooMuch when it ends in any
    other way than well, and Busy.
    """
    program = [sys.executable, "-m", module, str(limits.memory), str(limits.seconds), *arguments]
    with _place(limits) as held:
        try:
            done = subprocess.run(
                program,
                input=received,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=limits.patience,
                check=False,
                cwd=ROOT,
                pass_fds=(held,),  # the place is taken until the program has ended, whatever becomes of us
            )
        except subprocess.TimeoutExpired as late:
            raise TooMuch from late
    if done.returncode:
        raise TooMuch
    return done.stdout


def keep_within(memory: str, seconds: str) -> None:
    """Called by the program itself, before anything of the file is touched."""
    os.nice(NICENESS)
    for what, most in (
        (resource.RLIMIT_AS, int(memory)),
        (resource.RLIMIT_CPU, int(seconds)),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


@contextmanager
def _place(limits: Limits) -> Iterator[int]:
    """One of the places, as an open file whose lock is the place."""
    folder = Path(tempfile.gettempdir()) / f"fengqiao-places-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    names = [folder / f"{limits.places}-{number}" for number in range(limits.at_once)]
    until = time.monotonic() + limits.wait
    while True:
        for name in names:
            held = os.open(name, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(held)
                continue
            try:
                yield held
            finally:
                os.close(held)
            return
        if time.monotonic() > until:
            raise Busy
        time.sleep(LOOKS_EVERY)
