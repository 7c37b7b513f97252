"""Examining a file in a process of its own: a program, and the call that runs it.

    python -m mediation.documents.examining BYTES SECONDS NAME

reads the file from the standard input and writes what `examination.examine` found: one line of JSON,
then the content that is kept.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, replace

from mediation import limited
from mediation.documents.examination import Examined, check_at_first_sight, cleaned_name, examine
from mediation.documents.upload_types import UploadRefused
from mediation.rules.findings import Words

LIMITS = limited.Limits("uploads", memory=1024 * limited.MEGABYTE, seconds=4, patience=15)

BUSY = Words(
    "现在上传的人很多，这个文件还没有收下。您填写的内容都在，请过一会儿再传一次。",
    "Many files are arriving at this moment and this one was not taken in. "
    "What you typed is kept: upload it again in a little while.",
)


def examine_apart(received: bytes, filename: str) -> Examined:
    """`examination.examine`, within limits; raises UploadRefused, also for what goes beyond them."""
    check_at_first_sight(received, filename)
    shown = cleaned_name(filename)
    try:
        told = limited.run(__name__, received, LIMITS, shown)
    except limited.TooMuch as much:
        raise TooHeavy(shown) from much
    except limited.Busy as busy:
        raise UploadRefused(BUSY) from busy
    line, _, content = told.partition(b"\n")
    found = json.loads(line)
    if refused := found.get("refused"):
        raise UploadRefused(Words(*refused))
    return Examined(**found | {"content": content, "flags": tuple(found["flags"])})


class TooHeavy(UploadRefused):
    """The file was given up at a limit; to open more of its kind would make everybody wait."""

    def __init__(self, shown: str) -> None:
        super().__init__(
            Words(
                f"文件“{shown}”过于复杂，打开它要用太多时间或者内存，不能上传。请另存、缩小，或者改传照片。",
                f"The file “{shown}” takes too much time or memory to open and cannot be uploaded. "
                "Save it anew, make it smaller, or upload a photo instead.",
            )
        )


def main(memory: str, seconds: str, filename: str) -> int:
    limited.keep_within(memory, seconds)
    try:
        examined = examine(sys.stdin.buffer.read(), filename)
    except UploadRefused as refused:
        _write({"refused": [refused.words.zh, refused.words.en]}, b"")
    else:
        _write(asdict(replace(examined, content=b"")) | {"content": None}, examined.content)
    return 0


def _write(found: dict[str, object], content: bytes) -> None:
    sys.stdout.buffer.write(json.dumps(found).encode() + b"\n" + content)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
