"""Whether this process was told to stop: a job with many pieces looks between two of them.

A handler of signals runs in the main thread between two of its steps, and must not ask for a lock
that this thread may hold: waiting for a threading.Event there hung for ever when two signals came
at once. So the handler counts, and the main thread looks.
"""

from __future__ import annotations

import time

LOOKS_EVERY = 0.1  # seconds

_told = 0


def asked_to_stop() -> bool:
    """Finish the piece in hand and return: what is left is due again for the next runner."""
    return _told > 0


def asked_to_stop_at_once() -> bool:
    """Told a second time: do not wait for the piece in hand."""
    return _told > 1


def ask_to_stop(*_signal: object) -> None:
    """Also a handler of signals."""
    global _told
    _told += 1


def wait_until_told() -> None:
    """Let the other threads work until this process is told to stop."""
    while not asked_to_stop():
        time.sleep(LOOKS_EVERY)
