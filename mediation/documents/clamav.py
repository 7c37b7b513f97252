"""A client of clamd's INSTREAM command: the file is sent in pieces, one line comes back.

The protocol is the one of clamd(8): `zINSTREAM\\0`, then pieces with their length as four bytes in
network order, then a length of nought; the answer is `stream: OK`, `stream: NAME FOUND` or an error.
"""

from __future__ import annotations

import socket
import struct
from dataclasses import dataclass
from pathlib import Path

PIECE = 64 * 1024
LONGEST_ANSWER = 4096
SECONDS = 60.0


class ScannerSilent(RuntimeError):
    """The scanner cannot be reached, or answered with an error; the message says which."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`found` is what the scanner calls what it found; empty for a clean file."""

    found: str = ""


def scan(address: str, file: Path, *, seconds: float = SECONDS) -> Answer:
    """Ask the scanner at `address` (unix:/path or tcp:host:port) about a file.

    Raises ScannerSilent, ValueError for an address of another form.
    """
    try:
        with _connected(address, seconds) as link, file.open("rb") as content:
            link.sendall(b"zINSTREAM\0")
            while piece := content.read(PIECE):
                link.sendall(struct.pack("!L", len(piece)) + piece)
            link.sendall(struct.pack("!L", 0))
            answer = _answer(link)
    except OSError as error:
        raise ScannerSilent(f"{type(error).__name__}: {error}") from error
    return _read(answer)


def _connected(address: str, seconds: float) -> socket.socket:
    kind, _, rest = address.partition(":")
    if kind == "unix" and rest:
        link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        link.settimeout(seconds)
        try:
            link.connect(rest)
        except OSError:
            link.close()
            raise
        return link
    host, _, port = rest.rpartition(":")
    if kind == "tcp" and host and port.isdecimal():
        return socket.create_connection((host.strip("[]"), int(port)), timeout=seconds)
    raise ValueError(f"the scanner's address is unix:/path or tcp:host:port, not {address!r}")


def _answer(link: socket.socket) -> str:
    received = b""
    while b"\0" not in received and len(received) < LONGEST_ANSWER:
        piece = link.recv(LONGEST_ANSWER)
        if not piece:
            break
        received += piece
    return received.split(b"\0")[0].decode("utf-8", "replace").strip()


def _read(answer: str) -> Answer:
    said = answer.removeprefix("stream:").strip()
    if said == "OK":
        return Answer()
    if said.endswith(" FOUND"):
        return Answer(said.removesuffix(" FOUND")[:200])
    raise ScannerSilent(said or "no answer")
