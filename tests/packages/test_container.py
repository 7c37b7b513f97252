"""The ZIP that the house writes is one that every reader takes, whatever its length; names are harmless."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediation.packages import container
from mediation.packages.container import Member
from mediation.packages.names import MOST_BYTES, is_safe, safe_name
from tests.properties import examples

MOMENT = datetime.fromisoformat("2026-11-22T10:20:31+08:00")
HUGE = 5 * 1024**3  # beyond what 32 bits hold


class Sparse(BytesIO):
    """A ZIP of which only the parts between the members are kept, as if nulls stood in their places."""

    def __init__(self, parts: Iterator[bytes | Member]) -> None:
        super().__init__()
        self.pieces: list[tuple[int, bytes]] = []
        self.length = self.place = 0
        for part in parts:
            if isinstance(part, bytes):
                self.pieces.append((self.length, part))
            self.length += len(part) if isinstance(part, bytes) else part.size

    def seek(self, offset: int, whence: int = 0) -> int:
        self.place = offset + (0, self.place, self.length)[whence]
        return self.place

    def tell(self) -> int:
        return self.place

    def read(self, size: int | None = -1) -> bytes:
        end = self.length if size is None or size < 0 else min(self.place + size, self.length)
        found = bytearray(max(0, end - self.place))
        for start, part in self.pieces:
            first, last = max(start, self.place), min(start + len(part), end)
            if first < last:
                found[first - self.place : last - self.place] = part[first - start : last - start]
        self.place = max(self.place, end)
        return bytes(found)


@pytest.mark.parametrize(
    ("sizes", "remark"),
    [
        ([0, 1, 70_000], "small"),
        ([HUGE], "one file beyond 4 GB"),
        ([3 * 1024**3, 3 * 1024**3, 7], "together beyond 4 GB: the place of the last one does not fit"),
        ([1] * 65_600, "more files than 16 bits count"),
    ],
)
def test_sizes_places_and_counts_beyond_the_old_limits_are_read_by_others(
    sizes: list[int], remark: str
) -> None:
    members = [Member(f"evidence/{number:05d}.bin", size, number) for number, size in enumerate(sizes)]
    with zipfile.ZipFile(Sparse(container.layout(members, MOMENT))) as archive:
        infos = archive.infolist()
    assert [(info.filename, info.file_size, info.CRC) for info in infos] == [
        (one.path, one.size, one.crc) for one in members
    ]
    places = [0]
    for one in members:
        places.append(places[-1] + len(container.local_header(one, MOMENT)) + one.size)
    assert [info.header_offset for info in infos] == places[:-1]
    assert {info.date_time for info in infos} == {(2026, 11, 22, 10, 20, 30)}


@examples(60)
@given(
    files=st.dictionaries(st.text("ab/中 .", min_size=1, max_size=12), st.binary(max_size=200), max_size=5)
)
def test_what_was_written_is_read_back(files: dict[str, bytes]) -> None:
    members = [Member(path, len(content), zlib.crc32(content)) for path, content in files.items()]
    waiting = iter(files.values())
    whole = b"".join(
        part if isinstance(part, bytes) else next(waiting) for part in container.layout(members, MOMENT)
    )
    with zipfile.ZipFile(BytesIO(whole)) as archive:
        assert archive.testzip() is None
        assert {info.orig_filename: archive.read(info) for info in archive.infolist()} == files


NAMES = [
    # told, kept, remark
    ("合同.pdf", "合同.pdf", "as it was"),
    ("../../etc/passwd", "etc_passwd", "no folders"),
    ("C:\\Users\\a.exe", "C__Users_a.exe", "no drive"),
    ("CON.pdf", "_CON.pdf", "no device"),
    ("a\u202efdp.exe", "afdp.exe", "no turned direction"),
    ("a\x00b\nc.txt", "abc.txt", "no controls"),
    ("  .hidden  ", "hidden", "nothing hidden"),
    ("", "未命名", "no name at all"),
    ("...", "未命名", "dots alone"),
    ("e\u0301.txt", "é.txt", "composed"),
    ("=cmd|' /C calc'!A0.csv", "=cmd_' _C calc'!A0.csv", "no pipe"),
]


@pytest.mark.parametrize(("told", "kept", "remark"), NAMES, ids=[row[2] for row in NAMES])
def test_names_of_strangers_are_made_harmless(told: str, kept: str, remark: str) -> None:
    assert safe_name(told) == kept


@given(told=st.text(max_size=90))
def test_every_name_becomes_one_that_may_be_unpacked_and_stays_then(told: str) -> None:
    safe = safe_name(told)
    assert is_safe(safe)
    assert safe_name(safe) == safe
    assert len(safe.encode()) <= MOST_BYTES
    assert is_safe(f"evidence/{safe_name('001 ' + told)}")
