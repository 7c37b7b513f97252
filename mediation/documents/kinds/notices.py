"""Notices at the door: accepted, not accepted, please complete; and the rights notice before mediation."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from mediation.documents.facts import NARRATIVE
from mediation.documents.kinds.parts import Contact, Issuer, Lang, Reason, Route
from mediation.rules.findings import Words


@dataclass(frozen=True, slots=True)
class AcceptanceNotice:
    """受理通知书. `mediators` empty: the parties still choose, and the paper says how."""

    issuer: Issuer
    case_number: str
    dispute: str
    addressees: tuple[str, ...]
    applicants: tuple[str, ...]
    respondents: tuple[str, ...]
    filed_at: datetime
    accepted_on: date
    mediators: tuple[str, ...] = ()
    choose_by: date | None = None
    due_on: date | None = None
    due_basis: str = ""
    contact: Contact = Contact()
    lang: Lang = Lang.ZH


@dataclass(frozen=True, slots=True)
class NonAcceptanceNotice:
    """不予受理通知书: reasons and the other routes, so that nobody is sent away without a door."""

    issuer: Issuer
    case_number: str
    dispute: str
    addressees: tuple[str, ...]
    filed_at: datetime
    decided_on: date
    reasons: tuple[Reason, ...]
    routes: tuple[Route, ...]
    contact: Contact = Contact()
    lang: Lang = Lang.ZH


@dataclass(frozen=True, slots=True)
class CorrectionItem:
    """One thing to add or put right, and why it is needed."""

    what: Words
    why: Words | None = None


@dataclass(frozen=True, slots=True)
class CorrectionNotice:
    """补正通知书. `remark` is what the clerk adds in their own words."""

    issuer: Issuer
    case_number: str
    dispute: str
    addressees: tuple[str, ...]
    filed_at: datetime
    asked_on: date
    items: tuple[CorrectionItem, ...]
    due_on: date | None = None
    remark: str = field(default="", metadata=NARRATIVE)
    contact: Contact = Contact()
    lang: Lang = Lang.ZH


@dataclass(frozen=True, slots=True)
class RightsNotice:
    """当事人权利义务告知书 (人民调解法 arts 4, 15, 23, 24, 26, 31-33), signed or answered by each party."""

    issuer: Issuer
    case_number: str
    dispute: str
    addressees: tuple[str, ...]
    given_on: date
    mediators: tuple[str, ...] = ()
    contact: Contact = Contact()
    lang: Lang = Lang.ZH
