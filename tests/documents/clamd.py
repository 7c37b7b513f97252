"""A scanner for tests: speaks clamd's INSTREAM and finds EICAR."""

from __future__ import annotations

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

VIRUS = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"


class _Scan(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
        said: str = self.server.say  # type: ignore[attr-defined]
        answer = said or ("stream: Eicar-Signature FOUND" if VIRUS in content else "stream: OK")
        self.server.seen.append(len(content))  # type: ignore[attr-defined]
        self.wfile.write(answer.encode() + b"\0")


@contextmanager
def fake_clamd(say: str = "") -> Iterator[tuple[str, list[int]]]:
    """Its address and the sizes that it was sent; `say` is its answer whatever comes."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Scan) as server:
        server.daemon_threads = True
        server.say, server.seen = say, []  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield f"tcp:127.0.0.1:{server.server_address[1]}", server.seen  # type: ignore[attr-defined]
        finally:
            server.shutdown()
            thread.join()
