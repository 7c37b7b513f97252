"""卷宗: the papers of a case as one volume, in the order of the official list of contents."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from mediation.documents.asking import NARRATIVE
from mediation.documents.kinds.kind import DocumentKind, Kind
from mediation.documents.kinds.parts import Issuer, Lang
from mediation.documents.kinds.sample_people import (
    CASE_NUMBER,
    CLERK,
    DISPUTE,
    ISSUER,
    MEDIATOR,
    RARE,
    RESPONDENT,
)
from mediation.rules.findings import Words
from mediation.rules.procedures import file_order


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the list of contents; `position` counts from 1."""

    position: int
    words: Words


@dataclass(frozen=True, slots=True)
class Piece:
    """One paper of the volume, found in the store by its `sha256`.

    `pages` is how many it takes in the volume, `first_page` the number on the first. `turned` is by
    how many degrees its pages are turned to the right. With `why_not` a sheet stands for it that
    names the file, its hash and this reason. `mark` is a document number or the number of an exhibit.
    """

    position: int
    name: Words = field(metadata={NARRATIVE: True})
    sha256: str
    media_type: str
    pages: int
    first_page: int
    dated_on: date
    mark: str = ""
    remark: str = field(default="", metadata={NARRATIVE: True})
    turned: int = 0
    why_not: Words | None = None

    @property
    def last_page(self) -> int:
        return self.first_page + self.pages - 1


@dataclass(frozen=True, slots=True)
class CaseFile:
    """What cover, list of contents and statement say. `keeping_reasons` is why it is kept that long.

    `missing` are places that should hold a paper and do not. `statement_page` is the number on the
    statement, after the last piece. Cover, list of contents and back cover carry no number, as is
    the custom of archives.
    """

    issuer: Issuer
    case_number: str
    volume_number: str
    title: str
    mediators: tuple[str, ...]
    mediated_from: date
    mediated_to: date
    made_by: str
    made_on: date
    keeping: Words
    keep_until: date | None
    keeping_reasons: tuple[Words, ...]
    places: tuple[Place, ...]
    pieces: tuple[Piece, ...]
    missing: tuple[Words, ...]
    statement_page: int
    statement: str = field(default="", metadata={NARRATIVE: True})
    edition: int = 1
    lang: Lang = Lang.ZH


_ON = date(2026, 3, 20)

KIND = Kind(
    DocumentKind.CASE_FILE,
    Words("卷宗", "Case File"),
    "卷",
    CaseFile,
    sample=CaseFile(
        issuer=ISSUER,
        case_number=CASE_NUMBER,
        volume_number="（2026）鹭金人调字第4817号",
        title=f"{RARE}与{RESPONDENT.name}{DISPUTE}",
        mediators=(MEDIATOR,),
        mediated_from=date(2026, 3, 2),
        mediated_to=date(2026, 3, 16),
        made_by=CLERK,
        made_on=_ON,
        keeping=Words("长期", "long"),
        keep_until=date(2056, 12, 31),
        keeping_reasons=(Words("达成协议的案件", "a case that was settled"),),
        places=tuple(Place(one.position, one.words) for one in file_order.places(on=_ON)),
        pieces=(
            Piece(
                6,
                Words("说明.docx", "statement.docx"),
                "c" * 64,
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                1,
                1,
                date(2026, 3, 4),
                remark="申请人：自述",
                why_not=Words(
                    "可编辑的办公文件不能直接装订。", "An editable office file cannot be bound as it is."
                ),
            ),
        ),
        missing=(Words("当事人身份证明", "Proof of the parties' identity"),),
        statement_page=2,
        statement="身份证明原件已退还当事人。",
    ),
    is_bound=True,
)
