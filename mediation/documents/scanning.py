"""Whether a stored file was looked at by the virus scanner, and what it said.

A file that was not scanned is never shown as clean. One that carries a virus is kept apart: it is
not handed out, shown or bound. Without a scanner everything stays `unscanned`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from flask import current_app
from sqlalchemy import and_, or_, select

from mediation.database import db
from mediation.documents import store
from mediation.documents.clamav import ScannerSilent, scan
from mediation.documents.models import StoredFile
from mediation.rules.findings import Words


class Scan(StrEnum):
    """Stored; never renamed."""

    UNSCANNED = "unscanned"
    CLEAN = "clean"
    INFECTED = "infected"
    FAILED = "failed"


SCAN_WORDS = {
    Scan.UNSCANNED: Words("未扫描", "Not scanned"),
    Scan.CLEAN: Words("未发现病毒", "No virus found"),
    Scan.INFECTED: Words("有病毒，已隔离", "Virus: kept apart"),
    Scan.FAILED: Words("扫描失败，将重试", "Scan failed, will be tried again"),
}
SCAN_TONES = {Scan.UNSCANNED: "grey", Scan.CLEAN: "green", Scan.INFECTED: "red", Scan.FAILED: "amber"}

TRY_AGAIN_AFTER = timedelta(minutes=30)


def scanner_address() -> str:
    """Where the scanner listens; empty where the house has none."""
    return str(current_app.config.get("CLAMD") or "")


def to_be_scanned(most: int, *, at: datetime) -> Sequence[StoredFile]:
    """Files that no scanner has judged yet, the newest first: people wait for those.

    One whose scan failed is tried again after half an hour.
    """
    return db.session.scalars(
        select(StoredFile)
        .where(
            StoredFile.removed_at.is_(None),
            or_(
                StoredFile.scan_state == Scan.UNSCANNED,
                and_(StoredFile.scan_state == Scan.FAILED, StoredFile.scanned_at < at - TRY_AGAIN_AFTER),
            ),
        )
        .order_by(StoredFile.id.desc())
        .limit(most)
    ).all()


def scan_file(file: StoredFile, *, at: datetime) -> Scan:
    """Ask the scanner about one file and note what it says."""
    try:
        answer = scan(scanner_address(), store.where(file.path))
    except ScannerSilent as silent:
        return note(file, Scan.FAILED, at=at, finding=str(silent))
    return note(file, Scan.INFECTED if answer.found else Scan.CLEAN, at=at, finding=answer.found)


def note(file: StoredFile, state: Scan, *, at: datetime, finding: str = "") -> Scan:
    """Write down what became of a scan; what was found infected once stays so."""
    if file.scan_state != Scan.INFECTED:
        file.scan_state, file.scan_finding = state.value, finding[:200]
    file.scanned_at = at
    return Scan(file.scan_state)
