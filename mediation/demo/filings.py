"""What a scenario files: the same facts that the wizard would hand over."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from mediation.cases.filing import Filing, PartyFacts
from mediation.demo import city
from mediation.demo.founding import City
from mediation.demo.scenario import Scenario
from mediation.organisations.models import Organisation
from mediation.rules.acceptance import eligibility, red_lines
from mediation.rules.acceptance.privacy import consent_lines
from mediation.rules.findings import Finding
from mediation.rules.money.amounts_typed import parse_fen

USUAL_ANSWERS = {"city": "yes", "complained": "answered", "elsewhere": "none", "nature": "none"}


def filing_of(scenario: Scenario, founded: City, *, on: date) -> Filing:
    """The complaint of `scenario`, filed on the day `on`."""
    script = scenario.script
    applicant = party(script["applicant"], founded, script.get("helper"))
    respondent = party(script["respondent"], founded)
    occurrences = tuple(
        ((on - timedelta(days=days)).isoformat(), what) for days, what in script.get("occurrences", [])
    )
    answers = _answers(script, applicant)
    wished = script.get("wished")
    return Filing(
        channel=script.get("channel", "web"),
        lang=script.get("lang", "zh"),
        applicant=applicant,
        respondent=respondent,
        product=script["product"],
        amount_fen=parse_fen(script["amount"]) if script["amount"] else None,
        narrative=script["narrative"],
        occurrences=occurrences,
        remedies=tuple(script["remedies"]),
        remedy_text=script.get("remedy_text", ""),
        eligibility=answers,
        district=_district(script),
        needs=tuple(script.get("needs", ())),
        needs_text=script.get("needs_text", ""),
        wished_place_id=founded.bodies[wished].id if wished else None,
        wished_time=script.get("wished_time", ""),
        consents={line.code: line.version for line in consent_lines(on=on)},
        findings=_findings(script, answers, applicant, respondent, occurrences, founded, on),
        track=script.get("track", "own"),
        referrer_id=founded.bodies[script["referrer"]].id if "referrer" in script else None,
    )


def party(key: str, founded: City, helper: list[str] | None = None) -> PartyFacts:
    """The side that `key` names: a person, a small firm, an institution, or just a name."""
    if key in city.people():
        return _person(key, helper or ["", "", ""])
    if key in city.firms():
        return _firm(city.firms()[key])
    if key in founded.bodies:
        return _institution(founded.bodies[key])
    return PartyFacts(kind="organisation", name=key)


def _person(name: str, helper: list[str]) -> PartyFacts:
    script = city.people()[name]
    return PartyFacts(
        kind="person",
        name=name,
        paper_kind=script["paper"][0],
        paper_number=script["paper"][1],
        gender=script["gender"],
        born_on=script["born_on"],
        phone=script["phone"],
        email=script.get("email", ""),
        address=script["address"],
        helper_name=helper[0],
        helper_relation=helper[1],
        helper_phone=helper[2],
    )


def _firm(script: dict[str, str]) -> PartyFacts:
    return PartyFacts(
        kind="organisation",
        name=script["name"],
        uscc=script["uscc"],
        legal_representative=script["legal_representative"],
        contact_name=script["contact_name"],
        phone=script["phone"],
        address=script["address"],
    )


def _institution(body: Organisation) -> PartyFacts:
    return PartyFacts(
        kind="organisation",
        name=body.name,
        organisation_id=body.id,
        uscc=body.uscc,
        legal_representative=body.legal_representative,
        contact_name="消费者权益保护部",
        phone=body.phone,
    )


def _district(script: dict[str, Any]) -> str:
    """Where the applicant lives or sits; for an institution, where the other side does."""
    for key in (script["applicant"], script["respondent"]):
        known = city.people().get(key) or city.firms().get(key)
        if known:
            return str(known["district"])
    return ""


def _answers(script: dict[str, Any], applicant: PartyFacts) -> dict[str, str]:
    if applicant.kind == "person":
        who = "family" if applicant.helper_name else "self"
    else:
        who = "institution" if applicant.organisation_id else "small_firm"
    answers = {"applicant": who, **USUAL_ANSWERS, **script.get("eligibility", {})}
    return {question: answer for question, answer in answers.items() if eligibility.asks(question, who)}


def _findings(
    script: dict[str, Any],
    answers: dict[str, str],
    applicant: PartyFacts,
    respondent: PartyFacts,
    occurrences: tuple[tuple[str, str], ...],
    founded: City,
    on: date,
) -> tuple[Finding, ...]:
    text = "\n".join([script["narrative"], *(what for _, what in occurrences), script.get("remedy_text", "")])
    last = max((date.fromisoformat(day) for day, _ in occurrences), default=None)
    signs = red_lines.examine(
        red_lines.Told(
            text,
            helper="family" if applicant.helper_name else "",
            applicant_is_person=applicant.kind == "person",
            other_side_is_institution=respondent.organisation_id is not None,
            regime=founded.centre.regime,
            last_event_on=last,
        ),
        on=on,
    )
    return (*eligibility.examine(answers, on=on), *signs)
