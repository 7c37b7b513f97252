"""The web server's worker: it takes whole requests, so that a slow line holds up nobody.

A thread that reads from a telephone on a bad line serves nobody else meanwhile, and a few such
telephones stop a server of threads. Waitress reads headers and bodies and writes answers in one loop
over all connections, and a thread gets a request only when it is there to its last byte. Gunicorn
keeps what it does well: loading the app once, starting, watching and replacing processes.

Waitress itself limits silence, not slowness: the limits of time, of connections of one address and
of waiting in the queue are here.
"""

from __future__ import annotations

import logging
import os
import resource
import socket
import time
from dataclasses import dataclass, field
from typing import Any

from gunicorn.workers.base import Worker
from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer, UnixWSGIServer
from waitress.task import ErrorTask, ThreadedTaskDispatcher, WSGITask

MEBI = 1024 * 1024
LARGEST_BODY = 65 * MEBI  # a little more than the app takes: its own page says so where it can
LOOKS_EVERY = 1.0  # seconds

BUSY = """<!doctype html><html lang="zh-CN"><meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>现在办理的人很多</title>
<h1>现在办理的人很多</h1>
<p>这一次没有办理，什么都没有改变。请过半分钟刷新再试；您填写的内容还在上一页。</p>
<p lang="en">Very many people are here at this moment. Nothing was done or changed. Reload in half a minute;
what you typed is still on the page before.</p>
</html>
"""
WORDS = {
    413: "文件太大，请减少一次上传的文件。\nThe files are too large: upload fewer at a time.\n",
    431: "请求头太长。\nThe headers of the request are too long.\n",
}
NOT_UNDERSTOOD = "这个请求无法识别。\nThis request cannot be understood.\n"
SAFE = [("Content-Security-Policy", "default-src 'none'"), ("X-Content-Type-Options", "nosniff")]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one connection, one address and the queue may take; set by the environment."""

    header_seconds: float = field(default_factory=lambda: _number("WEB_HEADER_SECONDS", 15))
    body_seconds: float = field(default_factory=lambda: _number("WEB_BODY_SECONDS", 300))
    answer_seconds: float = field(default_factory=lambda: _number("WEB_ANSWER_SECONDS", 600))
    idle_seconds: float = field(default_factory=lambda: _number("WEB_IDLE_SECONDS", 15))
    queue_seconds: float = field(default_factory=lambda: _number("WEB_QUEUE_SECONDS", 5))
    # Of one worker. Behind a proxy every connection has the proxy's address: there the proxy counts.
    connections: int = field(default_factory=lambda: int(_number("WEB_CONNECTIONS", 1500)))
    connections_of_one_address: int = field(
        default_factory=lambda: int(_number("WEB_CONNECTIONS_PER_ADDRESS", 256))
    )


def _number(name: str, default: float) -> float:
    return float(os.environ.get(name, default))


class Task(WSGITask):
    """One request, served unless it has waited longer than a person does."""

    def execute(self) -> None:
        worker = self.channel.server.worker
        worker.nr += 1
        if time.monotonic() - self.channel.queued_at > worker.limits.queue_seconds:
            self._send_away()
        else:
            super().execute()
        worker.note(self)

    def _send_away(self) -> None:
        body = BUSY.encode()
        self.complete = True
        self.status = "503 Service Unavailable"
        self.content_length = len(body)
        self.response_headers += [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Retry-After", "30"),
            ("Cache-Control", "no-store"),
            *SAFE,
        ]
        self.write(body)


class Refusal(ErrorTask):
    """What is no request, or too large a one, refused before the app sees it."""

    def execute(self) -> None:
        error = self.request.error
        body = WORDS.get(error.code, NOT_UNDERSTOOD).encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers += [("Content-Type", "text/plain; charset=utf-8"), *SAFE]
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class Channel(HTTPChannel):
    """One connection, which may be slow but not for ever."""

    task_class = Task
    error_task_class = Refusal

    def __init__(self, *args: Any, **more: Any) -> None:
        self.since = self.queued_at = time.monotonic()
        self.stage = "header"
        super().__init__(*args, **more)

    def is_late(self, limits: Limits) -> bool:
        """Whether it has been at one stage longer than that stage may take."""
        stage, now = self._stage(), time.monotonic()
        if stage != self.stage:
            self.stage, self.since = stage, now
        longest = {
            "header": limits.header_seconds,
            "body": limits.body_seconds,
            "answer": limits.answer_seconds,
            "idle": limits.idle_seconds,
        }.get(stage)
        return longest is not None and now - self.since > longest

    def received(self, data: bytes) -> bool:
        if self.stage == "idle":
            self.stage, self.since = "header", time.monotonic()
        taken: bool = super().received(data)
        return taken

    def _stage(self) -> str:
        if self.requests:
            return "served"
        if self.total_outbufs_len:
            return "answer"
        if self.request is not None:
            return "body" if self.request.headers_finished else "header"
        return "idle" if self.stage in {"served", "answer", "idle"} else "header"


class Queue(ThreadedTaskDispatcher):
    """Whole requests that wait for a thread."""

    def add_task(self, task: Channel) -> None:
        task.queued_at = time.monotonic()
        super().add_task(task)


class Limited:
    """A listening socket that knows the limits; mixed into the servers of waitress."""

    channel_class = Channel
    worker: BufferingWorker
    active_channels: dict[int, Channel]

    def maintenance(self, _now: float) -> None:
        """Called every second."""
        for channel in list(self.active_channels.values()):
            if channel.is_late(self.worker.limits):
                channel.will_close = True

    def accept(self) -> Any:
        """The next connection; one too many of an address is closed without a word."""
        taken = super().accept()  # type: ignore[misc]
        if taken is not None and self._is_too_many(taken[1]):
            taken[0].close()
            return None
        return taken

    def _is_too_many(self, address: Any) -> bool:
        if not isinstance(address, tuple) or os.environ.get("FENGQIAO_PROXY_HOPS", "0") != "0":
            return False
        same = sum(1 for channel in self.active_channels.values() if channel.addr[0] == address[0])
        return same >= self.worker.limits.connections_of_one_address


class TcpServer(Limited, TcpWSGIServer):
    pass


class UnixServer(Limited, UnixWSGIServer):
    pass


class BufferingWorker(Worker):
    """A process of gunicorn in which waitress serves."""

    alive: bool  # false once gunicorn told it to end

    def run(self) -> None:
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a queue is no news, a refusal is seen
        _open_many_files()
        self.limits = Limits()
        self.connections: dict[int, Any] = {}
        self.queue = Queue()
        self.queue.set_thread_count(self.cfg.threads)
        servers = [self._server(one) for one in self.sockets]
        while self.alive and self.ppid == os.getppid():
            self._look_once()
            if self.nr >= self.max_requests:
                self.alive = False
        for server in servers:
            server.accepting = False
            server.del_channel(self.connections)  # the socket is the master's, others go on listening
        end = time.monotonic() + self.cfg.graceful_timeout
        while self._is_busy(servers) and time.monotonic() < end:
            self._look_once()
        self.queue.shutdown()

    def note(self, task: Task) -> None:
        """A line in the access log: no address, no query string."""
        if self.cfg.accesslog:
            took = int((time.monotonic() - task.channel.queued_at) * 1000)
            request, size = task.request, task.content_bytes_written
            line = (
                self.log.now(),
                request.command,
                request.path,
                task.status.split()[0],
                size,
                f"{took}ms",
            )
            self.log.access_log.info("%s %s %s %s %s %s", *line)

    def _look_once(self) -> None:
        self.notify()
        wasyncore.loop(timeout=LOOKS_EVERY, use_poll=True, map=self.connections, count=1)

    def _server(self, listener: Any) -> Any:
        plain = getattr(listener, "sock", listener)
        kind = UnixServer if plain.family == socket.AF_UNIX else TcpServer
        settings = Adjustments(
            threads=self.cfg.threads,
            backlog=self.cfg.backlog,
            connection_limit=self.limits.connections,
            cleanup_interval=LOOKS_EVERY,
            max_request_header_size=32 * 1024,
            max_request_body_size=LARGEST_BODY,
            inbuf_overflow=MEBI,
            outbuf_overflow=MEBI,  # beyond it on disk
            outbuf_high_watermark=512 * MEBI,  # a slow reader must not hold a thread
            clear_untrusted_proxy_headers=False,  # the app believes as many hops as it is told
            ident=None,
        )
        server = kind(
            self.wsgi,
            map=self.connections,
            _start=False,
            _sock=plain,
            dispatcher=self.queue,
            adj=settings,
            sockinfo=(plain.family, plain.type, plain.proto, plain.getsockname()),
            bind_socket=False,
        )
        server.worker = self
        server.accept_connections()
        return server

    def _is_busy(self, servers: list[Any]) -> bool:
        return any(
            channel.requests or channel.total_outbufs_len
            for server in servers
            for channel in server.active_channels.values()
        )


def _open_many_files() -> None:
    """Every connection is an open file, and the usual limit is lower than ours."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
