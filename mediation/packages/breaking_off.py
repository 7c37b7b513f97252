"""ZIPs that break off, as a download that did not finish does: their table of contents is gone. Pure."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import IO

from mediation.packages import faults
from mediation.packages.container import CENTRAL, END, END64, FULL32, LOCAL
from mediation.packages.faults import Fault


def is_another_inside(stream: IO[bytes], packed: zipfile.ZipFile) -> bool:
    """Whether a ZIP was opened that lies within one that breaks off: `index.xlsx` is a ZIP, too."""
    if min((info.header_offset for info in packed.infolist()), default=0) == 0:
        return False
    begun, _last, whole = _walked(stream)
    return begun and not whole


def why_no_zip(file: Path) -> Fault:
    """A ZIP that breaks off has its members but no table of contents: says after which it ends."""
    try:
        with file.open("rb") as stream:
            begun, last, _whole = _walked(stream)
    except OSError:
        begun, last = False, ""
    return faults.truncated(last) if begun else faults.no_zip()


def _walked(stream: IO[bytes]) -> tuple[bool, str, bool]:
    """From header to header, without the table of contents: whether it begins as a ZIP, the last member
    that is whole, and whether the table of contents stands behind it to its end."""
    end = stream.seek(0, 2)
    stream.seek(0)
    begun, last, head = False, "", b""
    while (head := stream.read(30))[:4] == LOCAL and len(head) == 30:
        begun = True
        size = int.from_bytes(head[18:22], "little")
        name = stream.read(int.from_bytes(head[26:28], "little")).decode("utf-8", "replace")
        extra = stream.read(int.from_bytes(head[28:30], "little"))
        if size == FULL32:
            size = int.from_bytes(extra[4:12], "little")
        if stream.seek(size, 1) > end:
            return begun, last, False
        last = name
    stream.seek(-len(head), 1)
    while (head := stream.read(46))[:4] == CENTRAL and len(head) == 46:
        stream.seek(sum(int.from_bytes(head[at : at + 2], "little") for at in (28, 30, 32)), 1)
    return begun, last, head[:4] in (END, END64)
