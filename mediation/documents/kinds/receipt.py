"""提交回执: what was filed, when, and how to follow it without an account."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from mediation.documents.facts import NARRATIVE
from mediation.documents.kinds.parts import Issuer, Lang
from mediation.rules.findings import Words


@dataclass(frozen=True, slots=True)
class FiledPaper:
    """One file that was handed in, as the citizen named it."""

    name: str = field(metadata=NARRATIVE)
    size: int = 0
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """`filed_at` interrupts limitation (诉讼时效规定 2020, art. 12): it is what this paper proves.

    `access_code` opens the case together with its number; the QR leads to `tracking_url`, which
    must not contain the code: a photograph of the paper is not yet a key.
    """

    issuer: Issuer
    case_number: str
    access_code: str
    tracking_url: str
    filed_at: datetime
    channel: Words
    applicants: tuple[str, ...]
    respondents: tuple[str, ...]
    product: Words
    amount_fen: int | None = None
    narrative: str = field(default="", metadata=NARRATIVE)
    wishes: tuple[str, ...] = field(default=(), metadata=NARRATIVE)
    papers: tuple[FiledPaper, ...] = ()
    next_step: Words | None = None
    next_due_on: date | None = None
    lang: Lang = Lang.ZH
