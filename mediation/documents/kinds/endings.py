"""Papers at the other ends: mediation terminated, complaint withdrawn, matter transferred."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from mediation.documents.facts import NARRATIVE
from mediation.documents.kinds.parts import Contact, Issuer, Lang, Party, Reason, Route
from mediation.rules.findings import Words


@dataclass(frozen=True, slots=True)
class TerminationNotice:
    """调解终止通知书. `routes` are those that the law demands (人民调解法 art. 26); never empty."""

    issuer: Issuer
    case_number: str
    dispute: str
    addressees: tuple[str, ...]
    parties: tuple[Party, ...]
    accepted_on: date | None
    sessions_on: tuple[date, ...]
    reason: Reason
    ended_on: date
    routes: tuple[Route, ...]
    mediators: tuple[str, ...] = ()
    undisputed_facts_attached: bool = False
    filed_at: datetime | None = None
    contact: Contact = Contact()
    lang: Lang = Lang.ZH

    def __post_init__(self) -> None:
        if not self.routes:
            raise ValueError("a termination notice names the routes that stay open (art. 26)")


@dataclass(frozen=True, slots=True)
class WithdrawalConfirmation:
    """撤回申请确认书. `reason` is the applicant's own, where one was given."""

    issuer: Issuer
    case_number: str
    dispute: str
    addressees: tuple[str, ...]
    filed_at: datetime
    withdrawn_at: datetime
    channel: Words
    reason: str = field(default="", metadata=NARRATIVE)
    contact: Contact = Contact()
    lang: Lang = Lang.ZH


@dataclass(frozen=True, slots=True)
class Material:
    """One line of the list of papers handed over."""

    name: str = field(metadata=NARRATIVE)
    copies: int = 1
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class TransferLetter:
    """移送函 / 转介函 with its return slip. `informed` says how the parties were told."""

    issuer: Issuer
    case_number: str
    dispute: str
    receiver: str
    matter: str
    legal_basis: str
    parties: tuple[Party, ...]
    materials: tuple[Material, ...]
    informed: str
    sent_on: date
    contact: Contact = Contact()
    reply_by: date | None = None
    lang: Lang = Lang.ZH
