"""The facts of the papers that the table makes a case issue.

A builder turns a case into the frozen facts of one kind. Kinds that a higher package knows better
(the agreement, the record of a session, the letter of a hand-over) are handed to `perform` ready
made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from mediation.cases import extension_points, timekeeping
from mediation.cases.english_copies import CREDIT_CODE, SEXES, in_english
from mediation.cases.models import Case
from mediation.cases.models import Party as PartyRow
from mediation.clock import day_of
from mediation.deadlines.models import Deadline
from mediation.documents import queries as document_queries
from mediation.documents.addresses import public_address
from mediation.documents.issuers import issued_at
from mediation.documents.kinds import KINDS, DocumentKind, kind_of
from mediation.documents.kinds.acceptance_notice import AcceptanceNotice
from mediation.documents.kinds.correction_notice import CorrectionItem, CorrectionNotice
from mediation.documents.kinds.non_acceptance_notice import NonAcceptanceNotice
from mediation.documents.kinds.parts import Agent, Contact, Issuer, Lang, Party, Reason, Route, Side
from mediation.documents.kinds.receipt import FiledPaper, Receipt
from mediation.documents.kinds.rights_notice import RightsNotice
from mediation.documents.kinds.termination_notice import TerminationNotice
from mediation.documents.kinds.withdrawal_confirmation import WithdrawalConfirmation
from mediation.documents.models import IssuedDocument
from mediation.documents.operations import facts_of
from mediation.documents.operations import issue as issue_document
from mediation.organisations.queries import organisation
from mediation.rules.findings import Words
from mediation.rules.numbers.identity_papers import PAPERS
from mediation.rules.procedures.machine import Transition
from mediation.rules.tables import Checked
from mediation.rules.time.deadlines import rule
from mediation.rules.vocabulary import CHANNELS, DISPUTES, OUTCOMES, PRODUCTS, REMEDIES


@dataclass(frozen=True, slots=True)
class Request:
    """What a paper is made for: the act that calls for it, and what only the caller knows."""

    case: Case
    row: Transition
    at: datetime
    reason: Words = Words("", "")
    given: Any = None
    side: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    access_code: str = ""
    by_party: bool = True

    @property
    def on(self) -> date:
        return day_of(self.at)


# Papers whose sentence names both sides beside the matter, and letters to the applicant alone.
NAMING_BOTH_SIDES = frozenset(
    {DocumentKind.ACCEPTANCE_NOTICE, DocumentKind.AGREEMENT}
    | {kind.code for kind in KINDS.values() if kind.by_hand}
)
TO_THE_APPLICANT = frozenset(
    {
        DocumentKind.CORRECTION_NOTICE,
        DocumentKind.NON_ACCEPTANCE_NOTICE,
        DocumentKind.WITHDRAWAL_CONFIRMATION,
    }
)

FOR_THE_HOUSE = frozenset({DocumentKind.CASE_FILE})  # nobody else gets a copy

RECORDED_BY_STAFF = Words("由工作人员登记", "recorded by the staff")

# Arbitration, administration and court: what 人民调解法 art. 26 demands that parties be told.
ROUTES_AFTER_END = (
    Route(
        Words("仲裁", "Arbitration"),
        Words(
            "双方有仲裁协议的，可以向约定的仲裁机构申请仲裁。",
            "Where both sides agreed on arbitration, apply to the body they named.",
        ),
    ),
    Route(
        Words("行政途径", "The authority"),
        Words(
            "可以向金融监督管理部门投诉、反映。",
            "Complain to the authority that supervises the institution.",
        ),
    ),
    Route(
        Words("诉讼", "Court"),
        Words("可以依法向人民法院起诉。", "Bring an action before a people's court."),
    ),
)


def issue(request: Request, *, issued_by_id: int | None) -> tuple[IssuedDocument, ...]:
    """Issue the paper that the row names, in Chinese and, for an applicant who reads it, in English too.

    A row without a document issues what was handed in ready made, if anything.
    """
    if request.row.document:
        kind = DocumentKind(request.row.document)
    elif request.given is not None:
        kind = kind_of(request.given)
    else:
        return ()
    facts = request.given if request.given is not None else BUILDERS[kind](request)
    copies = [facts]
    called_for = bool(request.row.document) and kind not in FOR_THE_HOUSE
    if called_for and request.case.lang == Lang.EN and request.side != "respondent":
        copies.append(in_english(facts, request.case, dispute(request.case, kind, Lang.EN)))
    return tuple(
        issue_document(kind, copy, case_id=request.case.id, at=request.at, issued_by_id=issued_by_id)
        for copy in copies
    )


def issuer(case: Case) -> Issuer:
    """The body that issues the papers of this case."""
    centre, station = organisation(case.centre_id), organisation(case.station_id)
    assert centre is not None
    return issued_at(centre, station or centre)


def dispute(case: Case, kind: DocumentKind, lang: Lang = Lang.ZH) -> str:
    """How a paper of this kind calls the matter in its sentence.

    Bare (信用卡纠纷) where the paper names both sides itself; against whom (与某银行的信用卡纠纷) in
    a letter to the applicant; with both names (张三与某银行信用卡纠纷) where nobody was named yet.
    """
    matter = DISPUTES[case.product]
    one, other = case.applicant_name, case.respondent_name
    if kind in NAMING_BOTH_SIDES:
        words = matter
    elif kind in TO_THE_APPLICANT:
        words = Words(f"与{other}的{matter.zh}", f"{matter.en} ({other})")
    else:
        words = Words(f"{one}与{other}{matter.zh}", f"{matter.en} ({one}, {other})")
    return words.said_in(lang)


def party(row: PartyRow) -> Party:
    """A side as the official forms print it."""
    is_organisation = row.kind == "organisation"
    paper = next((words for kind, words in PAPERS.items() if kind == row.paper_kind), None)
    return Party(
        side=Side(row.side),
        name=row.name,
        is_organisation=is_organisation,
        sex=SEXES[row.gender].zh if row.gender in SEXES else "",
        ethnicity=row.ethnicity,
        born_on=row.born_on,
        occupation=row.occupation,
        id_type=CREDIT_CODE.zh if is_organisation else (paper.zh if paper else ""),
        id_number=row.uscc if is_organisation else (row.paper_number or ""),
        representative=row.legal_representative,
        representative_title=row.representative_title,
        address=row.address or "",
        phone=row.phone or "",
        agents=agents_of(row),
    )


def agents_of(row: PartyRow) -> tuple[Agent, ...]:
    """Who acts for the side, by the powers of attorney (D21) that stand."""
    powers = (
        facts_of(paper)
        for paper in document_queries.documents_of_case(row.case_id, kind=DocumentKind.POWER_OF_ATTORNEY)
        if paper.is_valid
    )
    return tuple(power.attorney for power in powers if power.parties[0].side == row.side)


def contact(case: Case) -> Contact:
    """The mediator and where to ring; nobody before one is appointed (the house's number stands beside)."""
    place = organisation(case.station_id) or organisation(case.centre_id)
    return Contact(case.mediator_name, place.phone if place else "") if case.mediator_name else Contact()


def _common(request: Request) -> dict[str, Any]:
    case = request.case
    return {
        "issuer": issuer(case),
        "case_number": case.number_text,
        "dispute": dispute(case, DocumentKind(request.row.document)),
        "contact": contact(case),
    }


def _mediators(case: Case) -> tuple[str, ...]:
    return (case.mediator_name,) if case.mediator_name else ()


def _both(case: Case) -> tuple[str, ...]:
    return tuple(row.name for row in case.parties)


def _receipt(request: Request) -> Receipt:
    case = request.case
    files = document_queries.files_of_case(case.id)
    return Receipt(
        issuer=issuer(case),
        case_number=case.number_text,
        access_code=request.access_code,
        tracking_url=f"{public_address()}/track/{case.short_number}",
        filed_at=case.filed_at,
        channel=CHANNELS[case.channel],
        applicants=(case.applicant_name,),
        respondents=(case.respondent_name,),
        product=PRODUCTS[case.product],
        amount_fen=case.amount_fen,
        narrative=case.narrative,
        wishes=tuple(REMEDIES[code].zh for code in case.remedies)
        + ((case.remedy_text,) if case.remedy_text else ()),
        papers=tuple(FiledPaper(file.original_name, file.size, file.sha256) for file in files),
        next_step=Words("中心决定是否受理", "The centre decides whether to accept"),
        next_due_on=case.due_on,
    )


def _acceptance_notice(request: Request) -> AcceptanceNotice:
    case = request.case
    period = timekeeping.mediation_period(case)
    return AcceptanceNotice(
        **_common(request),
        addressees=_both(case),
        applicants=(case.applicant_name,),
        respondents=(case.respondent_name,),
        filed_at=case.filed_at,
        accepted_on=request.on,
        mediators=_mediators(case),
        due_on=period.due_on if period else None,
        due_basis=_printable_basis(period) if period else "",
    )


def _printable_basis(period: Deadline) -> str:
    """The article of a period; none where nobody has checked it, because a paper states facts."""
    found = rule(period.code, on=period.law_on)
    return found.legal_basis if found.checked in {Checked.PRIMARY, Checked.SECONDARY} else ""


def _non_acceptance_notice(request: Request) -> NonAcceptanceNotice:
    case = request.case
    blocks = [finding for finding in case.findings if finding.outcome in {"block", "warn"}]
    advised = [
        Route(Words("建议途径", "Suggested way"), Words(finding.advice_zh, finding.advice_en))
        for finding in blocks
        if finding.advice_zh and not finding.override_reason
    ]
    return NonAcceptanceNotice(
        **_common(request),
        addressees=(case.applicant_name,),
        filed_at=case.filed_at,
        decided_on=request.on,
        reasons=(Reason(request.reason, ""),),
        routes=(*advised, *ROUTES_AFTER_END),
    )


def _correction_notice(request: Request) -> CorrectionNotice:
    return CorrectionNotice(
        **_common(request),
        addressees=(request.case.applicant_name,),
        filed_at=request.case.filed_at,
        asked_on=request.on,
        items=(CorrectionItem(request.reason),),
    )


def _rights_notice(request: Request) -> RightsNotice:
    case = request.case
    return RightsNotice(
        **_common(request),
        addressees=tuple(row.name for row in case.parties if row.side == request.side),
        given_on=request.on,
        mediators=_mediators(case),
    )


def _termination_notice(request: Request) -> TerminationNotice:
    case = request.case
    why = OUTCOMES[request.row.outcome]
    return TerminationNotice(
        **_common(request),
        addressees=_both(case),
        parties=tuple(party(row) for row in case.parties),
        accepted_on=day_of(case.accepted_at) if case.accepted_at else None,
        sessions_on=extension_points.days_of_sessions(case),
        reason=Reason(
            Words(f"{why.zh}：{request.reason.zh}", f"{why.en}: {request.reason.en}"), request.row.legal_basis
        ),
        ended_on=request.on,
        routes=ROUTES_AFTER_END,
        mediators=_mediators(case),
        filed_at=case.filed_at,
    )


def _withdrawal_confirmation(request: Request) -> WithdrawalConfirmation:
    case = request.case
    return WithdrawalConfirmation(
        **_common(request),
        addressees=(case.applicant_name,),
        filed_at=case.filed_at,
        withdrawn_at=request.at,
        channel=CHANNELS["web"] if request.by_party else RECORDED_BY_STAFF,
        reason=request.reason.zh,
    )


BUILDERS: dict[DocumentKind, Callable[[Request], Any]] = {
    DocumentKind.RECEIPT: _receipt,
    DocumentKind.ACCEPTANCE_NOTICE: _acceptance_notice,
    DocumentKind.NON_ACCEPTANCE_NOTICE: _non_acceptance_notice,
    DocumentKind.CORRECTION_NOTICE: _correction_notice,
    DocumentKind.RIGHTS_NOTICE: _rights_notice,
    DocumentKind.TERMINATION_NOTICE: _termination_notice,
    DocumentKind.WITHDRAWAL_CONFIRMATION: _withdrawal_confirmation,
}
