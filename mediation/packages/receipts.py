"""The receiver's receipt for a package: who signed, when, the scan, and their list beside ours."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import BinaryIO, cast

from werkzeug.datastructures import FileStorage

from mediation.access.by import By
from mediation.access.table import allows
from mediation.acts.refusals import NotAllowed
from mediation.database import db
from mediation.documents.uploads import store_upload
from mediation.packages.comparing import OUTCOME_WORDS, Outcome, differences, theirs
from mediation.packages.manifest import read
from mediation.packages.models import Package
from mediation.referrals.models import Receipt
from mediation.rules.findings import Words
from mediation.timeline import operations as timeline

OF_PACKAGE = "package"
SIGNING = Words("签收材料包", "Sign for the package")


def sign_for(
    package: Package,
    signed_by: str,
    signed_on: date,
    by: By,
    *,
    their_list: bytes = b"",
    scans: Sequence[FileStorage] = (),
) -> Receipt:
    """Record that the receiver has this version; their list, if there is one, is held against ours.

    A difference is written down, not refused: they did receive something. Raises NotAllowed, NoList
    for a list in which no hash stands, UploadRefused for a scan that cannot be kept.
    """
    if not allows("package.sign_for", by.actor, package):
        raise NotAllowed(SIGNING, by.actor)
    outcome, said = Outcome.NOT_COMPARED, tuple[Words, ...]()
    if their_list:
        said = differences(read(package.manifest.encode()), package.sha256, theirs(their_list))
        outcome = Outcome.DIFFERS if said else Outcome.SAME
    kept = [_stored(scan, package, by) for scan in scans if scan.filename]
    receipt = Receipt(
        referral_id=package.referral_id,
        of=OF_PACKAGE,
        signed_on=signed_on,
        signed_by=signed_by,
        file_id=kept[0] if kept else None,
        sha256=package.sha256,
        facts={
            "version": package.version,
            "outcome": outcome.value,
            "differences": [list(words) for words in said],
            "list_sha256": hashlib.sha256(their_list).hexdigest() if their_list else "",
        },
        noted_at=by.at,
    )
    db.session.add(receipt)
    facts = {"by": signed_by, "version": package.version, "outcome": list(OUTCOME_WORDS[outcome])}
    timeline.record(package.referral.thread, "referral_package_received", facts, by)
    return receipt


def _stored(scan: FileStorage, package: Package, by: By) -> int:
    file = store_upload(
        cast(BinaryIO, scan.stream),
        scan.filename or "",
        at=by.at,
        uploaded_by=by.actor.name,
        kind="receipt",
        case_id=package.referral.case_id,
        uploaded_by_id=by.actor.user_id,
    )
    return file.id
