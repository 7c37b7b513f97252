"""The kinds of document: title, number mark, template, the facts each is made from.

One row of `KINDS` is one kind. To add one: its facts in a module here, a template in
`templates/documents/`, a row, and an example in `tests/documents/examples.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from mediation.documents.kinds.agreement import Agreement
from mediation.documents.kinds.endings import TerminationNotice, TransferLetter, WithdrawalConfirmation
from mediation.documents.kinds.notices import (
    AcceptanceNotice,
    CorrectionNotice,
    NonAcceptanceNotice,
    RightsNotice,
)
from mediation.documents.kinds.receipt import Receipt
from mediation.documents.kinds.session_record import SessionRecord
from mediation.rules.findings import Words


class DocumentKind(StrEnum):
    """Stored; never renamed."""

    RECEIPT = "receipt"
    ACCEPTANCE_NOTICE = "acceptance_notice"
    NON_ACCEPTANCE_NOTICE = "non_acceptance_notice"
    CORRECTION_NOTICE = "correction_notice"
    RIGHTS_NOTICE = "rights_notice"
    SESSION_RECORD = "session_record"
    AGREEMENT = "agreement"
    TERMINATION_NOTICE = "termination_notice"
    TRANSFER_LETTER = "transfer_letter"
    WITHDRAWAL_CONFIRMATION = "withdrawal_confirmation"


@dataclass(frozen=True, slots=True)
class Kind:
    """`mark` is the kind's character in document numbers: 厦金调〔协〕… ; `at_issue`: render at once."""

    code: DocumentKind
    title: Words
    mark: str
    facts: type[Any]
    at_issue: bool = False

    @property
    def template(self) -> str:
        return f"{self.code}.html"

    @property
    def series(self) -> str:
        """The name of the series that counts this kind, from 1 every year."""
        return f"document.{self.code}"


KINDS: dict[DocumentKind, Kind] = {
    kind.code: kind
    for kind in (
        Kind(DocumentKind.RECEIPT, Words("提交回执", "Receipt of Filing"), "收", Receipt),
        Kind(
            DocumentKind.ACCEPTANCE_NOTICE,
            Words("受理通知书", "Notice of Acceptance"),
            "受",
            AcceptanceNotice,
        ),
        Kind(
            DocumentKind.NON_ACCEPTANCE_NOTICE,
            Words("不予受理通知书", "Notice of Non-acceptance"),
            "不受",
            NonAcceptanceNotice,
        ),
        Kind(
            DocumentKind.CORRECTION_NOTICE, Words("补正通知书", "Notice to Complete"), "补", CorrectionNotice
        ),
        Kind(
            DocumentKind.RIGHTS_NOTICE,
            Words("当事人权利义务告知书", "Notice of Rights and Duties"),
            "告",
            RightsNotice,
        ),
        Kind(DocumentKind.SESSION_RECORD, Words("调解记录", "Record of Mediation"), "录", SessionRecord),
        Kind(
            DocumentKind.AGREEMENT, Words("调解协议书", "Mediation Agreement"), "协", Agreement, at_issue=True
        ),
        Kind(
            DocumentKind.TERMINATION_NOTICE,
            Words("调解终止通知书", "Notice of Termination of Mediation"),
            "终",
            TerminationNotice,
        ),
        Kind(DocumentKind.TRANSFER_LETTER, Words("移送函", "Letter of Transfer"), "移", TransferLetter),
        Kind(
            DocumentKind.WITHDRAWAL_CONFIRMATION,
            Words("撤回申请确认书", "Confirmation of Withdrawal"),
            "撤",
            WithdrawalConfirmation,
        ),
    )
}
