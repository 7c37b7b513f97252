"""The ZIP itself: every member stored as it is, in one order, with one moment, so that the same members
give the same bytes on every machine (PKWARE APPNOTE 6.3.3, ZIP64 where a size or a place needs it).

Nothing is compressed: what is in a package is compressed already, and what a compressor writes
depends on its version. Pure: writer and checker share it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
END64, LOCATOR64 = b"PK\x06\x06", b"PK\x06\x07"
UTF8 = 0x0800  # names are UTF-8
UNIX, PLAIN_FILE = 3, 0o100644 << 16
OLD, NEW = 20, 45  # versions needed to extract, without and with ZIP64
FULL16, FULL32 = 0xFFFF, 0xFFFFFFFF
FIRST_YEAR, LAST_YEAR = 1980, 2107  # what a date in a ZIP can say


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the ZIP: its path, its length in bytes and its CRC-32."""

    path: str
    size: int
    crc: int


def stamp(moment: datetime) -> tuple[int, int]:
    """Time and date as a ZIP writes them (two seconds fine), as the wall clock of `moment` shows them."""
    year = min(max(moment.year, FIRST_YEAR), LAST_YEAR)
    return (
        moment.hour << 11 | moment.minute << 5 | moment.second // 2,
        (year - FIRST_YEAR) << 9 | moment.month << 5 | moment.day,
    )


def local_header(member: Member, moment: datetime) -> bytes:
    """What stands before the bytes of a member."""
    large = member.size >= FULL32
    extra = struct.pack("<HHQQ", 1, 16, member.size, member.size) if large else b""
    size = FULL32 if large else member.size
    name = member.path.encode()
    head = struct.pack(
        "<4sHHHHHIIIHH",
        LOCAL,
        NEW if large else OLD,
        UTF8,
        0,
        *stamp(moment),
        member.crc,
        size,
        size,
        len(name),
        len(extra),
    )
    return head + name + extra


def directory(members: Sequence[Member], moment: datetime) -> Iterator[bytes]:
    """What stands after the last member: the table of contents and its end, piece by piece."""
    place, length = 0, 0
    for member in members:
        entry = _entry(member, place, moment)
        length += len(entry)
        yield entry
        place += len(local_header(member, moment)) + member.size
    yield _end(len(members), length, place)


def layout(members: Sequence[Member], moment: datetime) -> Iterator[bytes | Member]:
    """The whole ZIP in order: bytes that are fixed, and in their places the members themselves."""
    for member in members:
        yield local_header(member, moment)
        yield member
    yield from directory(members, moment)


def _entry(member: Member, place: int, moment: datetime) -> bytes:
    wide = [number for number in (member.size, member.size) if member.size >= FULL32]
    wide += [place] if place >= FULL32 else []
    extra = struct.pack(f"<HH{len(wide)}Q", 1, 8 * len(wide), *wide) if wide else b""
    needed = NEW if wide else OLD
    size = min(member.size, FULL32)
    name = member.path.encode()
    head = struct.pack(
        "<4sHHHHHHIIIHHHHHII",
        CENTRAL,
        UNIX << 8 | needed,
        needed,
        UTF8,
        0,
        *stamp(moment),
        member.crc,
        size,
        size,
        len(name),
        len(extra),
        0,
        0,
        0,
        PLAIN_FILE,
        min(place, FULL32),
    )
    return head + name + extra


def _end(count: int, length: int, place: int) -> bytes:
    plain = struct.pack(
        "<4sHHHHIIH",
        END,
        0,
        0,
        min(count, FULL16),
        min(count, FULL16),
        min(length, FULL32),
        min(place, FULL32),
        0,
    )
    if count < FULL16 and length < FULL32 and place < FULL32:
        return plain
    wide = struct.pack(
        "<4sQHHIIQQQQ", END64, 44, UNIX << 8 | NEW, NEW, 0, 0, count, count, length, place
    ) + struct.pack("<4sIQI", LOCATOR64, 0, place + length, 1)
    return wide + plain
