"""How often one address may ask. A person asks a few times; whoever tries numbers in turn is stopped."""

from __future__ import annotations

from datetime import datetime

from mediation.accounts.failed_attempts.operations import Budget, take
from mediation.database import lookup_hash
from mediation.rules.findings import Words

FILES_BY_ADDRESS = 30
QUESTIONS_BY_ADDRESS = 20


class AskedTooOften(Exception):
    """The address has asked too often of late."""

    words = Words(
        "查询次数太多，请 30 分钟后再试，或打电话给调解中心。",
        "Too many questions. Try again in 30 minutes or ring the centre.",
    )


def count_question(what: str, most: int, *, address: str, at: datetime) -> None:
    """Count one question of this kind from `address`; raises AskedTooOften beyond `most` in half an hour.

    The caller must keep the count whatever it answers (`web.transaction.keep_changes`).
    """
    if take(Budget(lookup_hash(f"{what}/{address}"), most), at) is None:
        raise AskedTooOften
