"""One paper of each kind: the samples that the kinds bring, and the imprint that tests put under them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from mediation.documents.imprint import Imprint
from mediation.documents.kinds import KINDS, DocumentKind
from mediation.documents.kinds.parts import Lang
from mediation.documents.kinds.sample_people import RARE, RESPONDENT, plan, terms

__all__ = [
    "AGREEMENT",
    "EXAMPLES",
    "IMPRINT",
    "ISSUED_AT",
    "RARE",
    "RESPONDENT",
    "in_english",
    "plan",
    "terms",
]

ISSUED_AT = datetime(2026, 3, 16, 8, 30, tzinfo=UTC)
IMPRINT = Imprint(
    issued_at=ISSUED_AT,
    fingerprint="5f" * 32,
    number="鹭金调协〔2026〕12号",
    code="7K3M-Q9XW-2HTB",
    verify_url="https://tiaojie.example/v/7K3M-Q9XW-2HTB",
)
EXAMPLES: dict[DocumentKind, Any] = {code: kind.sample for code, kind in KINDS.items()}
AGREEMENT = EXAMPLES[DocumentKind.AGREEMENT]


def in_english(facts: Any) -> Any:
    """The same facts for the English copy."""
    return replace(facts, lang=Lang.EN)
