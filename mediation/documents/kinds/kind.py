"""What a kind of document is: its place in the set of forms, its words, its facts, when it fits a case."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from mediation.rules.findings import Words


class DocumentKind(StrEnum):
    """Each is the name of the file with its row and of its template, in the order in which a case meets
    them. Stored; never renamed."""

    RECEIPT = "receipt"
    APPLICATION = "application"
    ORAL_APPLICATION = "oral_application"
    REGISTER_FORM = "register_form"
    ACCEPTANCE_NOTICE = "acceptance_notice"
    NON_ACCEPTANCE_NOTICE = "non_acceptance_notice"
    CORRECTION_NOTICE = "correction_notice"
    RIGHTS_NOTICE = "rights_notice"
    MEDIATOR_CHOICE = "mediator_choice"
    POWER_OF_ATTORNEY = "power_of_attorney"
    INVESTIGATION_RECORD = "investigation_record"
    SESSION_RECORD = "session_record"
    UNDISPUTED_FACTS = "undisputed_facts"
    AGREEMENT = "agreement"
    SIGNING_RECORD = "signing_record"
    ORAL_AGREEMENT = "oral_agreement"
    TERMINATION_NOTICE = "termination_notice"
    WITHDRAWAL_CONFIRMATION = "withdrawal_confirmation"
    FOLLOW_UP = "follow_up"
    CONFIRMATION_APPLICATION = "confirmation_application"
    PAYMENT_ORDER_APPLICATION = "payment_order_application"
    MEDIATION_PROOF = "mediation_proof"
    UNDERTAKING = "undertaking"
    SERVICE_ADDRESS = "service_address"
    ASSIGNMENT_SLIP = "assignment_slip"
    RESULT_FEEDBACK = "result_feedback"
    REPLY_LETTER = "reply_letter"
    TRANSFER_LETTER = "transfer_letter"
    RECONCILIATION_STATEMENT = "reconciliation_statement"
    CLOSING_REPORT = "closing_report"
    CASE_FILE = "case_file"
    COMPLAINT = "complaint"
    DEFENCE = "defence"


class InFile(StrEnum):
    """Whether a case file is complete without the paper (卷内目录: 必须, 按需)."""

    REQUIRED = "required"
    AS_NEEDED = "as_needed"


class Known(StrEnum):
    """What a case tells a paper that staff make from its page; the package of cases says how."""

    TODAY = "today"
    MAKER = "maker"  # who makes the paper
    MEDIATOR_OR_MAKER = "mediator_or_maker"
    NARRATIVE = "narrative"
    PRODUCT = "product"
    CAUSE = "cause"
    CHANNEL = "channel"  # how the case came in
    SOURCE = "source"  # who sent it: a key of `register_form.SOURCES`
    FILED_AT = "filed_at"
    FILED_ON = "filed_on"
    REGISTERED_ON = "registered_on"
    ACCEPTED_ON = "accepted_on"
    ENDED_ON = "ended_on"
    OUTCOME = "outcome"
    RESULT = "result"  # the outcome as a sentence, with the day of effect
    PRIVACY_VERSION = "privacy_version"
    APPLICANT_ADDRESS = "applicant_address"
    HANDLING_PLACE = "handling_place"
    CANDIDATES = "candidates"
    MATERIALS = "materials"
    # Of the side that the paper is for.
    PRINCIPAL = "principal"  # the side itself, without those who act for it
    SIDE_ADDRESS = "side_address"
    SIDE_CONTACT = "side_contact"
    SIDE_PHONE = "side_phone"
    SIDE_EMAIL = "side_email"
    # Of the agreement that stands, written or oral.
    AGREEMENT_NUMBER = "agreement_number"
    AGREED_ON = "agreed_on"
    AGREED = "agreed"
    # Of the court's letter as we registered it.
    SLIP_COURT = "slip_court"
    SLIP_COURT_CASE_NUMBER = "slip_court_case_number"
    SLIP_RECEIVED_ON = "slip_received_on"


@dataclass(frozen=True, slots=True)
class ByHand:
    """When staff may make the paper from the page of a case, and out of what; empty means any.

    `phases` are those of `states.csv`; `tracks` tell a court's case from one of our own; `after`
    names papers of which one must have been issued before. `known` says which fields the case fills
    beside those that every paper has, `usual` what a field begins with; the rest is typed. A paper
    that is `one_sided` speaks for one side alone; the form asks which.
    """

    phases: frozenset[str] = frozenset()
    tracks: frozenset[str] = frozenset()
    regimes: frozenset[str] = frozenset()
    after: frozenset[DocumentKind] = frozenset()
    known: Mapping[str, Known] = field(default_factory=dict)
    usual: Mapping[str, Any] = field(default_factory=dict)
    one_sided: bool = False

    def fits(self, *, phase: str, track: str, regime: str, issued: Collection[str]) -> bool:
        return (
            (not self.phases or phase in self.phases)
            and (not self.tracks or track in self.tracks)
            and (not self.regimes or regime in self.regimes)
            and (not self.after or bool(self.after & set(issued)))
        )


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of document.

    `form` is its number in the set of forms (D08; D10 under `forms` for a regime of its own), empty
    for papers of the house. `mark` is its character in document numbers: 厦金调〔协〕… ; `at_issue`:
    render at once. `sample` is a paper with every fact; all of them are printed, but for the fields that
    papers of the kind `omit` (a notice names the parties and describes none). `file_place` is its place
    in the 卷内目录 (1 to 13). `editable`: courts and lawyers ask for it as a DOCX. `describes_parties`:
    whoever is party must be fully described. `is_bound`: a volume that the other papers are bound into.
    """

    code: DocumentKind
    title: Words
    mark: str
    facts: type[Any]
    sample: Any
    form: str = ""
    forms: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, Words] = field(default_factory=dict)
    at_issue: bool = False
    file_place: int | None = None
    in_file: InFile = InFile.AS_NEEDED
    editable: bool = False
    describes_parties: bool = False
    is_bound: bool = False
    omit: frozenset[str] = frozenset()
    by_hand: ByHand | None = None

    @property
    def template(self) -> str:
        return f"{self.code}.html"

    def title_for(self, regime: str) -> Words:
        """The title under the legal regime of the body that issues."""
        return self.titles.get(regime, self.title)

    def form_for(self, regime: str) -> str:
        return self.forms.get(regime, self.form)

    @property
    def series(self) -> str:
        """The name of the series that counts this kind, from 1 every year."""
        return f"document.{self.code}"


def led_by_regime(zh: str, en: str) -> dict[str, Words]:
    """The titles that begin with the name of the regime: 人民调解记录, 商事调解记录, else 调解记录."""
    return {
        "RM": Words(f"人民{zh}", f"{en} (people's mediation)"),
        "SS": Words(f"商事{zh}", f"{en} (commercial mediation)"),
        "XZ": Words(f"行政{zh}", f"{en} (administrative mediation)"),
    }
