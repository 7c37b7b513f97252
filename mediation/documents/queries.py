"""Reads of issued documents and stored files, and the check that anyone may make."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO

from sqlalchemy import ColumnElement, select

from mediation.database import db
from mediation.documents.imprint import read_code
from mediation.documents.models import IssuedDocument, StoredFile
from mediation.rules.findings import Words

MOST_READ = 64 * 1024 * 1024  # none of our papers comes near it


class Checked(StrEnum):
    GENUINE = "genuine"
    ALTERED = "altered"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"


CHECKED_WORDS = {
    Checked.GENUINE: Words("文件与本中心存档一致。", "The file is the one that the centre keeps."),
    Checked.ALTERED: Words(
        "文件与本中心存档不一致，内容可能被改动过，请以中心存档为准。",
        "The file differs from the one that the centre keeps and may have been changed.",
    ),
    Checked.REPLACED: Words(
        "文件确由本中心出具，但已被新的文书替换。", "The centre issued this file, but has replaced it since."
    ),
    Checked.WITHDRAWN: Words(
        "文件确由本中心出具，但已被撤销。", "The centre issued this file, but has withdrawn it since."
    ),
    Checked.UNKNOWN: Words(
        "没有查到这个验证码，请对照文书页脚重新输入。",
        "No document has this code. Compare it with the foot of the page and type it again.",
    ),
}


@dataclass(frozen=True, slots=True)
class Check:
    """The answer to whoever checks a paper; `document` is None for an unknown code."""

    outcome: Checked
    document: IssuedDocument | None = None

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


def documents_of_case(case_id: int) -> Sequence[IssuedDocument]:
    """All papers of a case, the oldest first, those no longer standing among them."""
    return db.session.scalars(
        select(IssuedDocument)
        .where(IssuedDocument.case_id == case_id)
        .order_by(IssuedDocument.issued_at, IssuedDocument.id)
    ).all()


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


def verify_upload(typed_code: str, stream: BinaryIO) -> Check:
    """Whether the uploaded file is, byte for byte, the paper with this code."""
    document = document_by_code(typed_code)
    if document is None:
        return Check(Checked.UNKNOWN)
    if hashlib.sha256(stream.read(MOST_READ)).hexdigest() != document.pdf_sha256:
        return Check(Checked.ALTERED, document)
    if document.withdrawn_at is not None:
        return Check(Checked.WITHDRAWN, document)
    return Check(Checked.REPLACED if document.replaced_by_id else Checked.GENUINE, document)


def not_yet_rendered(most: int) -> Sequence[IssuedDocument]:
    """Papers whose PDF was not made yet, the oldest first."""
    return db.session.scalars(
        select(IssuedDocument)
        .where(IssuedDocument.pdf_sha256.is_(None))
        .order_by(IssuedDocument.id)
        .limit(most)
    ).all()
