"""Make the instance folder with its two secrets, and see that the port is free.

The data key encrypts personal data at rest. It is written once, and never anew beside a
database that exists: a new key could not read what the old one wrote.
"""

from __future__ import annotations

import os
import secrets
import socket
import sys
from pathlib import Path

INSTANCE = Path(os.environ.get("FENGQIAO_INSTANCE", Path(__file__).resolve().parent.parent / "instance"))
DATABASE = INSTANCE / "fengqiao.sqlite3"


def write_secret(name: str) -> None:
    file = INSTANCE / f"{name.lower()}.txt"
    if os.environ.get(name) or file.is_file():
        return
    if name == "FENGQIAO_DATA_KEY" and DATABASE.is_file():
        sys.exit(f"{file} is missing and {DATABASE} cannot be read without it: bring it back.")
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as out:
        out.write(secrets.token_urlsafe(48) + "\n")
    print(f"Wrote {file}: keep a copy of it in a safe place")


def check_port(host: str, port: str) -> None:
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host, int(port)))
        except (OSError, ValueError, OverflowError) as reason:
            sys.exit(f"Cannot listen on {host}:{port} ({reason}); choose another with --port.")


def main(host: str, port: str) -> None:
    check_port(host, port)
    INSTANCE.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in ("FENGQIAO_SECRET_KEY", "FENGQIAO_DATA_KEY"):
        write_secret(name)


if __name__ == "__main__":
    main(*sys.argv[1:])
