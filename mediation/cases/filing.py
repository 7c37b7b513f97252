"""What a filing consists of, checked and normalised, on its way from the wizard to the case."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from mediation.rules.findings import Finding


@dataclass(frozen=True, slots=True)
class PartyFacts:
    """One side as it was named. Numbers are normalised; empty means not given.

    `kind` is `person` or `organisation`; `organisation_id` is set for a body we know.
    """

    kind: str
    name: str
    organisation_id: int | None = None
    paper_kind: str = ""
    paper_number: str = ""
    gender: str = ""
    born_on: date | None = None
    uscc: str = ""
    legal_representative: str = ""
    contact_name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    helper_name: str = ""
    helper_relation: str = ""
    helper_phone: str = ""


@dataclass(frozen=True, slots=True)
class Filing:
    """A complete complaint.

    `amount_fen` is None where no money is at stake or the amount is unknown. `occurrences` are
    (day or month as written, what happened). `consents` maps a privacy line to the version of
    its text. `findings` are all that the machine found, also the harmless ones.
    """

    channel: str
    lang: str
    applicant: PartyFacts
    respondent: PartyFacts
    product: str
    amount_fen: int | None
    narrative: str
    occurrences: tuple[tuple[str, str], ...] = ()
    remedies: tuple[str, ...] = ()
    remedy_text: str = ""
    eligibility: dict[str, str] = field(default_factory=dict)
    district: str = ""
    needs: tuple[str, ...] = ()
    needs_text: str = ""
    wished_place_id: int | None = None
    wished_time: str = ""
    consents: dict[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    track: str = "own"
    referrer_id: int | None = None
