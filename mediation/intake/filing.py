"""From the answers of a draft to the complaint that is filed, with everything the machine found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mediation.cases.filing import Filing, PartyFacts
from mediation.intake.answers import Answers
from mediation.organisations.models import Organisation
from mediation.rules.acceptance import eligibility, red_lines
from mediation.rules.findings import Finding
from mediation.rules.numbers import identifiers
from mediation.rules.numbers.identity_papers import PaperKind
from mediation.rules.vocabulary import TIMES

QUESTIONS = ("applicant", "city", "complained", "elsewhere", "nature")
WITH_BIRTH_DATE = frozenset({PaperKind.RESIDENT_ID, PaperKind.RESIDENCE_PERMIT})


def filing_of(
    answers: Answers, *, lang: str, institution: Organisation | None, regime: str, on: date
) -> Filing:
    """The complaint. `institution` is the listed one that was chosen; `regime` that of the centre.

    Asks the law book for eligibility, red lines and doubts about the paper, and keeps all findings.
    """
    applicant = _applicant(answers, institution, on)
    filing = Filing(
        channel=str(answers.get("received", "channel", "web")),
        lang=lang,
        applicant=applicant,
        respondent=_respondent(answers, institution),
        product=answers.get("product", "product"),
        amount_fen=answers.get("amount", "amount", "") or None,
        narrative=answers.get("what-happened", "narrative"),
        occurrences=tuple((when, what) for when, what in answers.data("dates").get("rows", [])),
        remedies=tuple(answers.data("what-you-want").get("remedies", [])),
        remedy_text=answers.get("what-you-want", "remedy_text") or "",
        eligibility={code: answers.get(code, "answer") for code in QUESTIONS if answers.is_answered(code)},
        district=answers.get("address", "district"),
        needs=tuple(answers.data("needs").get("needs", [])),
        needs_text=answers.get("needs", "needs_text") or "",
        wished_place_id=answers.data("station").get("place"),
        wished_time=_wished_time(answers),
        consents=_consents(answers),
        track="assigned" if answers.get("received", "channel") == "court" else "own",
        referrer_id=_number(answers.get("received", "referrer")),
    )
    return replace(filing, findings=_findings(answers, filing, regime, on))


def staff_remark(answers: Answers) -> str:
    """What the person at the counter noted about how the complaint came in; empty for one filed online."""
    if not answers.is_answered("received"):
        return ""
    parts = [f"收到日期：{answers.get('received', 'received_on')}"]
    if remark := answers.get("received", "remark"):
        parts.append(remark)
    return "\n".join(parts)


def _number(text: object) -> int | None:
    return int(str(text)) if text and str(text).isdecimal() else None


def _applicant(answers: Answers, institution: Organisation | None, on: date) -> PartyFacts:
    reached = {
        "phone": answers.get("contact", "phone"),
        "email": answers.get("contact", "email") or "",
        "address": "".join((_district_name(answers), answers.get("address", "address"))),
        "helper_name": answers.get("who-fills-in", "helper_name") or "",
        "helper_relation": answers.get("who-fills-in", "helper_relation") or "",
        "helper_phone": answers.get("who-fills-in", "helper_phone") or "",
    }
    if answers.is_institution:
        mine = _institution(answers, institution)
        return replace(
            mine,
            uscc=answers.get("about-institution", "uscc") or mine.uscc,
            legal_representative=answers.get("about-institution", "legal_representative")
            or mine.legal_representative,
            contact_name=answers.get("about-institution", "contact_name"),
            **reached,
        )
    if answers.is_firm:
        return PartyFacts(
            kind="organisation",
            name=answers.get("about-firm", "name"),
            uscc=answers.get("about-firm", "uscc"),
            legal_representative=answers.get("about-firm", "legal_representative"),
            contact_name=answers.get("about-firm", "contact_name"),
            **reached,
        )
    kind, number = answers.get("about-you", "paper_kind"), answers.get("about-you", "paper_number")
    tells_birth = kind in WITH_BIRTH_DATE
    return PartyFacts(
        kind="person",
        name=answers.get("about-you", "name"),
        paper_kind=kind,
        paper_number=number,
        gender=identifiers.gender(number) if tells_birth else "",
        born_on=identifiers.born_on(number) if tells_birth else None,
        **reached,
    )


def _district_name(answers: Answers) -> str:
    """The district in Chinese before the street: papers print addresses in that order."""
    is_inside = answers.get("address", "district") != "elsewhere"
    return str(answers.get("address", "district_zh")) if is_inside else ""


def _respondent(answers: Answers, institution: Organisation | None) -> PartyFacts:
    if not answers.is_institution:
        return _institution(answers, institution)
    given = answers.data("other-side")
    is_person = given["kind"] == "person"
    return PartyFacts(
        kind=given["kind"],
        name=given["name"],
        paper_kind=PaperKind.RESIDENT_ID.value if is_person and given["number"] else "",
        paper_number=given["number"] if is_person else "",
        gender=identifiers.gender(given["number"]) if is_person and given["number"] else "",
        born_on=identifiers.born_on(given["number"]) if is_person and given["number"] else None,
        uscc="" if is_person else given["number"],
        phone=given["phone"],
        address=given["address"],
    )


def _institution(answers: Answers, institution: Organisation | None) -> PartyFacts:
    if institution is None:
        return PartyFacts(kind="organisation", name=answers.get("institution", "name"))
    return PartyFacts(
        kind="organisation",
        name=institution.name,
        organisation_id=institution.id,
        uscc=institution.uscc,
        legal_representative=institution.legal_representative,
        phone=institution.phone,
        address=institution.address,
    )


def _wished_time(answers: Answers) -> str:
    times = [TIMES[code].zh for code in answers.data("station").get("times", [])]
    return "，".join([*times, *filter(None, [answers.get("station", "time_text")])])


def _consents(answers: Answers) -> dict[str, str]:
    """Line -> version of its text; what staff were told carries how it was given."""
    how = answers.get("consents", "consent_by")
    given = answers.data("consents").get("lines", {})
    return {code: f"{version}/{how}" if how else version for code, version in given.items()}


def _findings(answers: Answers, filing: Filing, regime: str, on: date) -> tuple[Finding, ...]:
    applicant = filing.applicant
    has_number = bool(applicant.paper_number) and applicant.born_on is not None
    told = red_lines.Told(
        text="\n".join(
            (
                filing.narrative,
                filing.remedy_text,
                filing.needs_text,
                *(what for _, what in filing.occurrences),
            )
        ),
        helper=str(answers.get("who-fills-in", "helper")),
        applicant_is_person=applicant.kind == "person",
        other_side_is_institution=not answers.is_institution,
        regime=regime,
        age=identifiers.age(applicant.paper_number, on=on) if has_number else None,
        last_event_on=_last_event(filing),
    )
    doubts = identifiers.doubts_about_resident_id(applicant.paper_number) if has_number else []
    return (*eligibility.examine(filing.eligibility, on=on), *red_lines.examine(told, on=on), *doubts)


def _last_event(filing: Filing) -> date | None:
    """The latest day named; a month or a year counts to its last days, for the person's good."""
    ends = []
    for when, _ in filing.occurrences:
        year, month, day = (*when.split("-"), "", "")[:3]
        ends.append(date(int(year), int(month or 12), int(day or 28)))
    return max(ends, default=None)
