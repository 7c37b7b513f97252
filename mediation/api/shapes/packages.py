"""Packages of a hand-over, as their receiver sees them."""

from __future__ import annotations

from mediation.api.shapes.base import Moment, Shape, described
from mediation.rules.findings import Words


class PackageTold(Shape):
    """One version of the package; a later one takes its place."""

    version: int
    made_at: Moment
    size: int = described(Words("字节数", "bytes"))
    pieces: int = described(Words("文件数", "how many files are in it"))
    sha256: str
    sm3: str
    path: str = described(Words("GET 这个地址下载", "GET it at this address"))


class Packages(Shape):
    """The newest first."""

    items: list[PackageTold]
