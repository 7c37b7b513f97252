"""May it be confirmed, where, and what is still open: everything that the page and the filing ask.

The law is `rules.confirmation`; here it is asked with what the case, its agreement and the house know.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mediation.agreements import queries as agreements
from mediation.agreements.models import TermsDraft
from mediation.cases.models import Case
from mediation.clock import day_of
from mediation.courts.confirmation import checklist, queries
from mediation.courts.confirmation.checklist import Line
from mediation.courts.confirmation.models import Confirmation, Wish
from mediation.courts.confirmation.window import in_time
from mediation.documents.kinds import DocumentKind
from mediation.documents.models import IssuedDocument
from mediation.organisations.models import Kind as BodyKind
from mediation.organisations.models import Organisation
from mediation.organisations.queries import of_kind, organisation
from mediation.rules.findings import Finding, Outcome, Words, blocking
from mediation.rules.numbers.divisions import county_in, divisions
from mediation.rules.procedures import confirmation as law
from mediation.rules.procedures.confirmation import CourtChoice, Mediated, Settled

ASSIGNED = "assigned"  # the court invited the organisation to mediate before filing


@dataclass(frozen=True, slots=True)
class Places:
    """Where the sides, the object and the organisation are, as division codes; empty where unknown."""

    applicant: str = ""
    respondent: str = ""
    object: str = ""
    seat: str = ""

    def known(self, *codes: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(code for code in codes if code in divisions()))


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an application stands before it is filed. `lint` is what a court would find unclear."""

    confirmation: Confirmation | None
    draft: TermsDraft | None
    places: Places
    against: tuple[Finding, ...]
    lint: tuple[Finding, ...]
    notes: tuple[Finding, ...]
    courts: tuple[CourtChoice, ...]
    court: CourtChoice | None
    body: Organisation | None
    last_wishes: Mapping[str, Wish]
    lines: tuple[Line, ...]
    application: IssuedDocument | None

    @property
    def open_lines(self) -> tuple[Line, ...]:
        return tuple(one for one in self.lines if not one.ready)


def standing(case: Case, *, on: date) -> Standing:
    """Everything about the application for the agreement that stands, as of the day `on`."""
    confirmation, draft = queries.of_agreement(case), agreements.current_draft(case.id)
    last_wishes = last_words(confirmation)
    places = places_of(case, confirmation)
    courts = choices(case, confirmation, places, on=on)
    court = chosen(courts, confirmation)
    held = checklist.holdings(case)
    return Standing(
        confirmation=confirmation,
        draft=draft,
        places=places,
        against=tuple(law.may_be_confirmed(_settled(case, confirmation, draft, last_wishes, on=on), on=on)),
        lint=tuple(agreements.findings_of(draft, on=day_of(draft.drafted_at))) if draft else (),
        notes=_notes(court, courts),
        courts=courts,
        court=court,
        body=_body_of(court),
        last_wishes=last_wishes,
        lines=checklist.lines(case, confirmation, last_wishes, held, on=on),
        application=_application(held),
    )


def last_words(confirmation: Confirmation | None) -> dict[str, Wish]:
    """What each side said last."""
    return {one.side: one for one in confirmation.wishes} if confirmation else {}


def refusals(found: Standing) -> tuple[Finding, ...]:
    """What keeps the application from being filed, each in words that say what to do."""
    named = (
        (
            found.court is None,
            "no_court",
            Words(
                "还不知道向哪个法院申请，请先核对各方和本组织的所在地。",
                "The court is not known yet: check the places of the sides and of the organisation.",
            ),
            "民事诉讼法第205条",
        ),
        (
            found.court is not None and found.body is None,
            "court_unknown",
            Words(
                "系统中还没有这个法院，请管理员在“驿站与机构”中添加，并填写法院代码。",
                "The house does not know the court: ask the administrator to add it with its code.",
            ),
            "",
        ),
        (
            bool(found.open_lines),
            "papers_open",
            Words(
                f"材料还缺{len(found.open_lines)}项，见“材料”。",
                f"Papers still missing: {len(found.open_lines)}; see “Papers”.",
            ),
            "民诉法解释第354条",
        ),
    )
    stops = [Finding(Outcome.BLOCK, code, words, basis) for fails, code, words, basis in named if fails]
    return (*blocking(list(found.against)), *blocking(list(found.lint)), *stops)


def places_of(case: Case, confirmation: Confirmation | None) -> Places:
    """As a person entered them; before, as the addresses of the case and the house name them."""
    if confirmation is not None and confirmation.assessed_at is not None:
        one = confirmation
        return Places(one.applicant_place, one.respondent_place, one.object_place, one.seat)
    centre = organisation(case.centre_id)
    return Places(
        applicant=_place_of(case, "applicant") or case.district,
        respondent=_place_of(case, "respondent"),
        seat=county_in(centre.address, on=case.law_on) if centre else "",
    )


def choices(
    case: Case, confirmation: Confirmation | None, places: Places, *, on: date
) -> tuple[CourtChoice, ...]:
    """The courts that may confirm, in the order of the law (民事诉讼法 art. 205)."""
    inviting = organisation(case.referrer_id) if case.track == ASSIGNED else None
    if case.track == ASSIGNED:
        if inviting is None or not inviting.court_code:
            return ()
        return law.courts_for(Mediated((), (), inviting_court=inviting.court_code), on=on)
    return law.courts_for(
        Mediated(
            domiciles=places.known(places.applicant, places.respondent),
            seats=places.known(places.seat),
            object_place=next(iter(places.known(places.object)), ""),
            intermediate=bool(confirmation and confirmation.intermediate),
        ),
        on=on,
    )


def chosen(courts: tuple[CourtChoice, ...], confirmation: Confirmation | None) -> CourtChoice | None:
    """The one that the sides chose, where it still may confirm; else the first."""
    wanted = confirmation.court_code if confirmation else ""
    return next((one for one in courts if one.code == wanted), next(iter(courts), None))


def _place_of(case: Case, side: str) -> str:
    party = next((one for one in case.parties if one.side == side), None)
    if party is None:
        return ""
    body = organisation(party.organisation_id)
    return county_in(party.address or (body.address if body else ""), on=case.law_on)


def _settled(
    case: Case,
    confirmation: Confirmation | None,
    draft: TermsDraft | None,
    last_wishes: Mapping[str, Wish],
    *,
    on: date,
) -> Settled:
    centre = organisation(case.centre_id)
    assert centre is not None
    terms = agreements.terms_of(draft) if draft else None
    return Settled(
        regime_code=centre.regime,
        effective_on=case.effective_on,
        both_apply=all(one.side in last_wishes and last_wishes[one.side].joins for one in case.parties),
        settles_title=bool((terms and terms.settles_title) or (confirmation and confirmation.settles_title)),
        identity_relation=bool(confirmation and confirmation.identity_relation),
        other_procedure=bool(confirmation and confirmation.other_procedure),
        within_window=in_time(case, on=on),
    )


def _notes(court: CourtChoice | None, courts: tuple[CourtChoice, ...]) -> tuple[Finding, ...]:
    found = []
    if court is not None and not court.certain:
        found.append(
            Finding(
                Outcome.WARN,
                "court_uncertain",
                Words(
                    "这个法院是按规则推算的，请向法院核对后再选定。",
                    "This court follows from a rule only: check with the court before choosing it.",
                ),
                court.legal_basis,
            )
        )
    if len(courts) > 1:
        found.append(
            Finding(
                Outcome.NOTE,
                "several_courts",
                Words(
                    "有几个法院可以确认，由双方共同选择其中一个。",
                    "Several courts may confirm; the sides choose one of them together.",
                ),
                "民事诉讼法第205条",
            )
        )
    return tuple(found)


def _body_of(court: CourtChoice | None) -> Organisation | None:
    """The body of the house that is this court."""
    if court is None:
        return None
    return next((one for one in of_kind(BodyKind.COURT) if one.active and one.court_code == court.code), None)


def _application(held: checklist.Holdings) -> IssuedDocument | None:
    kind = DocumentKind.CONFIRMATION_APPLICATION
    return next((one for one in reversed(held.documents) if one.kind == kind), None)
