"""How the web server runs; `--bind` and GUNICORN_CMD_ARGS come on top of it.

The app is loaded once and then forked, which halves the memory. Connections must not cross
the fork, so each worker starts with an empty pool. The scheduler is a process of its own.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from mediation.starting import refuse_unsound

preload_app = True
worker_class = "mediation.serving.BufferingWorker"
workers = int(os.environ.get("WEB_CONCURRENCY", max(2, min(4, os.cpu_count() or 1))))
threads = int(os.environ.get("WEB_THREADS", "4"))

timeout = 120  # of a loop that stands still; slow lines have limits of their own (mediation/serving.py)
graceful_timeout = 20
max_requests = 5000
max_requests_jitter = 500

control_socket_disable = True
if Path("/dev/shm").is_dir():
    worker_tmp_dir = "/dev/shm"  # the heartbeat file must not wait for a slow disk

loglevel = os.environ.get("LOG_LEVEL", "warning")
accesslog = os.environ.get("ACCESS_LOG") or None


def on_starting(server: Any) -> None:
    refuse_unsound(server.app.wsgi())


def post_fork(server: Any, worker: Any) -> None:
    app = server.app.wsgi()
    with app.app_context():
        app.extensions["sqlalchemy"].engine.dispose(close=False)
