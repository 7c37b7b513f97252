"""Endpoints of packages: every paper of a hand-over in one signed file, for its receiver."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Response, url_for

from mediation.access.table import allows
from mediation.api.declaring import ZIP, Call, endpoint
from mediation.api.problems import Problem
from mediation.api.shapes import packages as shapes
from mediation.api.views.referrals import READ, ROOM, referral_of
from mediation.documents.sending import send_result
from mediation.packages import operations, queries
from mediation.packages.models import Package
from mediation.referrals.models import Referral
from mediation.rules.findings import Words

WHY = "hand_over"  # packages.fetching.REASONS: a system fetches what was handed over


@endpoint(
    "GET",
    "/referrals/{number}/packages",
    room=ROOM,
    scope=READ,
    words=Words("材料包的版本", "Versions of its package"),
    answer=shapes.Packages,
)
def referral_packages(call: Call, number: str) -> shapes.Packages:
    found = referral_of(call, number)
    return shapes.Packages(
        items=[
            shapes.PackageTold(
                version=one.version,
                made_at=one.made_at,
                size=one.size,
                pieces=one.pieces,
                sha256=one.sha256,
                sm3=one.sm3,
                path=url_for("api.referral_package", number=found.short_number, version=one.version),
            )
            for one in _released(call, found)
        ]
    )


@endpoint(
    "GET",
    "/referrals/{number}/packages/{version}",
    room=ROOM,
    scope="papers:read",
    words=Words("下载材料包（ZIP）", "Download a package (ZIP)"),
    more=Words(
        "每次下载都留下记录。签收时把 SHA-256 填入 sha256。",
        "Every download is noted. Give its SHA-256 as sha256 when you sign for it.",
    ),
    file=ZIP,
)
def referral_package(call: Call, number: str, version: int) -> Response:
    released = _released(call, referral_of(call, number))
    package = next((one for one in released if one.version == version), None)
    if package is None:
        raise Problem("not_found")
    operations.fetch(package, WHY, call.by)
    return send_result(package.path, ZIP, operations.facts_of(package).file_name, package.sha256)


def _released(call: Call, found: Referral) -> Iterator[Package]:
    """The versions that its receiver may have."""
    return (
        one
        for one in queries.versions_of(found)
        if one.is_released and allows("package.fetch", call.actor, one)
    )
