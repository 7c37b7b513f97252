"""A small app for the real web server: what it is asked for takes as long as the test needs."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any

LARGE = 8 * 1024 * 1024


def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    path = environ["PATH_INFO"]
    if path == "/takes-a-while":
        time.sleep(0.4)
    said = b"x" * LARGE if path == "/large" else str(len(environ["wsgi.input"].read())).encode()
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(said)))])
    return [said]
