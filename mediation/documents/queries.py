"""Reads of issued documents and stored files, and the check that anyone may make."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import BinaryIO

from sqlalchemy import ColumnElement, Select, select

from mediation.database import db
from mediation.documents.imprint import read_code
from mediation.documents.kinds import KINDS
from mediation.documents.models import IssuedDocument, StoredFile
from mediation.rules.findings import Words
from mediation.sealing.pdf import SealFound, SealState
from mediation.sealing.queries import judged

MOST_READ = 20 * 1024 * 1024  # none of our papers comes near it

BOUND = tuple(kind.code.value for kind in KINDS.values() if kind.is_bound)


class Checked(StrEnum):
    GENUINE = "genuine"
    OTHER = "other"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    CHANGED = "changed"
    ALTERED = "altered"
    UNKNOWN = "unknown"


CHECKED_WORDS = {
    Checked.GENUINE: Words(
        "文件与本中心存档逐字节一致，现行有效。",
        "The file is, byte for byte, the one that the centre keeps, and it is current.",
    ),
    Checked.OTHER: Words(
        "文件确由本中心出具，但不是这个验证码对应的文书，请核对文号。",
        "The centre issued this file, but it is not the document with this code. Compare the numbers.",
    ),
    Checked.REPLACED: Words(
        "文件确由本中心出具，但已被新的文书替换。", "The centre issued this file, but has replaced it since."
    ),
    Checked.WITHDRAWN: Words(
        "文件确由本中心出具，但已被撤销。", "The centre issued this file, but has withdrawn it since."
    ),
    Checked.CHANGED: Words(
        "文件带有本中心的数字签名，但签名之后内容被改动过，不要相信它。",
        "The file bears the centre's digital signature but was changed after signing. Do not trust it.",
    ),
    Checked.ALTERED: Words(
        "文件与本中心存档不一致：可能被改动过，也可能是扫描件或重新保存的副本，请以中心存档为准。",
        "The file differs from the one that the centre keeps: it was changed, scanned or saved anew. "
        "What the centre keeps holds.",
    ),
    Checked.UNKNOWN: Words(
        "没有找到：本中心没有出具过这个文件。扫描或重新保存过的文件也会这样显示，请改用文书页脚的验证码。",
        "Not found: the centre never issued this file. A scan or a copy saved anew shows the same; "
        "use the code at the foot of the page instead.",
    ),
}


@dataclass(frozen=True, slots=True)
class Check:
    """The answer to whoever checks a file; `document` is the one that the file is, or was taken for."""

    outcome: Checked
    document: IssuedDocument | None = None
    seal: SealFound = SealFound(SealState.NONE)

    @property
    def words(self) -> Words:
        return CHECKED_WORDS[self.outcome]


def document_by_code(typed: str) -> IssuedDocument | None:
    """The document with this public code, typed in any case and grouping."""
    code = read_code(typed)
    if code is None:
        return None
    return db.session.scalar(select(IssuedDocument).where(IssuedDocument.code == code))


def document_by_number(number: str) -> IssuedDocument | None:
    """The document with this number, brackets typed as 〔〕, [] or ()."""
    plain = number.strip().translate(str.maketrans("[](（）【】", "〔〕〔〔〕〔〕")).replace(")", "〕")
    return db.session.scalar(select(IssuedDocument).where(IssuedDocument.number == plain))


def documents_of_case(case_id: int, *, kind: str = "") -> Sequence[IssuedDocument]:
    """All papers of a case, or those of one kind, the oldest first, those no longer standing among them."""
    wanted = select(IssuedDocument).where(IssuedDocument.case_id == case_id)
    if kind:
        wanted = wanted.where(IssuedDocument.kind == kind)
    return db.session.scalars(wanted.order_by(IssuedDocument.issued_at, IssuedDocument.id)).all()


def files_of_case(case_id: int) -> Sequence[StoredFile]:
    """The files of a case that were not removed, the oldest first."""
    return _files(StoredFile.case_id == case_id)


def files_of_draft(draft_id: int) -> Sequence[StoredFile]:
    """The files of a draft that were not removed, the oldest first."""
    return _files(StoredFile.draft_id == draft_id)


def _files(holder: ColumnElement[bool]) -> Sequence[StoredFile]:
    return db.session.scalars(
        select(StoredFile)
        .where(holder, StoredFile.removed_at.is_(None))
        .order_by(StoredFile.uploaded_at, StoredFile.id)
    ).all()


def verify_upload(typed_code: str, stream: BinaryIO, *, at: datetime) -> Check:
    """What an uploaded file is: ours byte for byte, ours but changed, or nothing that we issued.

    `typed_code` is the code of the paper it is taken for, empty where only the file is at hand.
    """
    content = stream.read(MOST_READ)
    wanted = document_by_code(typed_code)
    if typed_code and wanted is None:
        return Check(Checked.UNKNOWN)
    found = db.session.scalar(
        select(IssuedDocument).where(IssuedDocument.pdf_sha256 == hashlib.sha256(content).hexdigest())
    )
    seal = judged(content, at=at)
    if found is None:
        changed = seal.state in {SealState.OURS, SealState.CHANGED}
        unlike = Checked.ALTERED if wanted else Checked.UNKNOWN
        return Check(Checked.CHANGED if changed else unlike, wanted, seal)
    if wanted is not None and wanted is not found:
        return Check(Checked.OTHER, found, seal)
    if found.withdrawn_at is not None:
        return Check(Checked.WITHDRAWN, found, seal)
    return Check(Checked.REPLACED if found.replaced_by_id else Checked.GENUINE, found, seal)


def not_yet_rendered(most: int, *, leaving_out: Select[int] | None = None) -> Sequence[IssuedDocument]:
    """Papers whose PDF was not made yet, the oldest first, but for the ids that `leaving_out` gives.

    Volumes are bound by a job of their own.
    """
    wanting = select(IssuedDocument).where(
        IssuedDocument.pdf_sha256.is_(None), IssuedDocument.kind.not_in(BOUND)
    )
    if leaving_out is not None:
        wanting = wanting.where(IssuedDocument.id.not_in(leaving_out))
    return db.session.scalars(wanting.order_by(IssuedDocument.id).limit(most)).all()


def not_yet_bound(most: int, *, leaving_out: Select[int]) -> Sequence[IssuedDocument]:
    """Volumes that were not bound yet, the oldest first, but for the ids that `leaving_out` gives."""
    return db.session.scalars(
        select(IssuedDocument)
        .where(
            IssuedDocument.pdf_sha256.is_(None),
            IssuedDocument.kind.in_(BOUND),
            IssuedDocument.id.not_in(leaving_out),
        )
        .order_by(IssuedDocument.id)
        .limit(most)
    ).all()
