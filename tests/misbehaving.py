"""A program that misbehaves on its input, as a library may on a damaged file."""

from __future__ import annotations

import os
import sys
import time

from mediation import limited


def main(memory: str, seconds: str, how: str) -> int:
    limited.keep_within(memory, seconds)
    given = sys.stdin.buffer.read()
    if how == "memory":
        _ = bytearray(1 << 32)
    if how == "spins":
        while True:
            pass
    if how == "sleeps":
        time.sleep(600)
    if how == "writes":
        with open(f"/tmp/fengqiao-{os.getpid()}", "wb") as file:
            file.write(given)
    if how == "dies":
        os.abort()
    sys.stdout.buffer.write(given[::-1])
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
