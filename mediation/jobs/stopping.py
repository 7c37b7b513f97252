"""Whether this process was told to stop: a job with many pieces looks between two of them."""

from __future__ import annotations

from threading import Event

_told = Event()


def asked_to_stop() -> bool:
    """Finish the piece in hand and return: what is left is due again for the next runner."""
    return _told.is_set()


def ask_to_stop(*_signal: object) -> None:
    """Also a handler of signals."""
    _told.set()


def wait_until_told() -> None:
    """Let the other threads work until this process is told to stop."""
    _told.wait()
