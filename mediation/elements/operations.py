"""Writing elements, answering them, and recording what nobody disputes. Nothing here commits."""

from __future__ import annotations

from collections.abc import Mapping

from mediation.access.actor import Actor
from mediation.access.by import By
from mediation.acts.refusals import ActRefused
from mediation.cases.documents.issuing import dispute, issuer, party
from mediation.cases.models import Case
from mediation.clock import day_of
from mediation.database import db
from mediation.documents import operations as documents
from mediation.documents.kinds import DocumentKind
from mediation.documents.kinds.undisputed_facts import Fact, UndisputedFacts
from mediation.documents.models import IssuedDocument
from mediation.documents.queries import documents_of_case
from mediation.elements import queries
from mediation.elements.models import (
    ElementAnswer,
    ElementSheet,
    ElementValue,
    FactConfirmation,
    RecordingConsent,
    UndisputedFact,
)
from mediation.elements.prefill import known
from mediation.elements.queries import Line, Sheet
from mediation.rules.findings import Words
from mediation.timeline.operations import record

ONLINE = "web"

Values = Mapping[str, Mapping[str, str]]  # element key -> field -> stored text


class ElementRefused(ActRefused):
    """What was told about an element cannot be taken like this."""


def open_sheet(case: Case, cause: str, claimant: str, by: By) -> ElementSheet:
    """Choose the set of elements by the cause; what the filing already told is written for the claimant.

    Raises ElementRefused before acceptance, after closing, and where a set was chosen already.
    """
    _check_open(case)
    if queries.sheet_row(case.id) is not None:
        raise ElementRefused(Words("要素表已经选定。", "The elements are chosen already."))
    row = ElementSheet(
        case_id=case.id,
        cause=cause,
        claimant=claimant,
        law_on=case.law_on,
        opened_at=by.at,
        opened_by=by.actor.name,
    )
    case.cause = case.cause or cause
    db.session.add(row)
    db.session.flush()
    sheet = _sheet(case)
    _write(case, sheet, claimant, known(case, sheet), by, ONLINE)
    record(case.thread, "elements_opened", {"cause": cause}, by)
    return row


def write_values(case: Case, side: str, values: Values, by: By, *, channel: str = ONLINE) -> int:
    """Write what a side says; only what differs from its last version makes a new one. Gives their count."""
    _check_open(case)
    count = _write(case, _sheet(case), side, values, by, channel)
    if count:
        record(case.thread, "elements_written", {"side": side, "count": count}, by)
    return count


def answer(
    case: Case, answers: Mapping[str, tuple[bool, str]], own: Values, by: By, *, channel: str = ONLINE
) -> int:
    """Record 确认 or 异议 of the other side, element by element, with its own version of those it denies.

    `answers` maps an element's key to (agrees, reason). An answer that stands already is not written
    again. Raises ElementRefused for an objection that says neither why nor what is true instead.
    """
    _check_open(case)
    sheet, count = _sheet(case), 0
    for key, (agrees, reason) in answers.items():
        line = sheet.line(key)
        if line is None or not line.values:
            continue
        theirs = {code: text for code, text in own.get(key, {}).items() if text}
        if not agrees and not reason.strip() and not theirs:
            name = line.element.words
            raise ElementRefused(
                Words(
                    f"对“{name.zh}”有异议的，请写明理由或者您认为的事实。",
                    f"You object to “{name.en}”: say why, or what is true instead.",
                )
            )
        count += _answer(case, sheet, line, (agrees, reason.strip()), by, channel)
    denied = {key: own.get(key, {}) for key, (agrees, _) in answers.items() if not agrees}
    _write(case, sheet, sheet.other, denied, by, channel)
    if count:
        record(case.thread, "elements_answered", {"side": sheet.other, "count": count}, by)
    return count


def note_agreed(case: Case, by: By) -> list[UndisputedFact]:
    """Turn every element on which both sides agree into an undisputed fact, confirmed by both.

    One that was noted before stays; one whose words have changed since is withdrawn and noted anew,
    and one that is no longer agreed is withdrawn.
    """
    _check_open(case)
    sheet = _sheet(case)
    standing = {fact.element: fact for fact in queries.facts_of_case(case.id) if fact.element}
    agreed = {line.element.key: line for line in sheet.lines if line.is_fact and line.is_agreed}
    for key, fact in standing.items():
        if key not in agreed or agreed[key].words.zh != fact.text:
            fact.withdrawn_at = by.at
    fresh = [
        line for key, line in agreed.items() if key not in standing or standing[key].withdrawn_at is not None
    ]
    made = [_fact_from(case, sheet, line, by) for line in fresh]
    db.session.add_all(made)
    db.session.flush()
    if made:
        record(case.thread, "facts_noted", {"count": len(made)}, by)
    return made


def note_fact(case: Case, name: str, text: str, by: By) -> UndisputedFact:
    """Put a fact in free words to both sides; it counts once each has confirmed it."""
    _check_open(case)
    fact = UndisputedFact(case_id=case.id, name=name, text=text, noted_at=by.at, noted_by=by.actor.name)
    db.session.add(fact)
    db.session.flush()
    record(case.thread, "facts_noted", {"count": 1}, by)
    return fact


def confirm_fact(case: Case, fact: UndisputedFact, side: str, by: By, *, channel: str = ONLINE) -> None:
    """Record that a side confirms a fact; a second time changes nothing."""
    _check_open(case)
    if side not in {row.side for row in fact.confirmations}:
        fact.confirmations.append(
            FactConfirmation(side=side, channel=channel, confirmed_at=by.at, recorded_by=_name(by.actor))
        )
        db.session.flush()
        record(case.thread, "fact_confirmed", {"side": side}, by)


def withdraw_fact(case: Case, fact: UndisputedFact, by: By) -> None:
    """Take a fact back, because a side no longer confirms it."""
    _check_open(case)
    fact.withdrawn_at = by.at
    record(case.thread, "fact_withdrawn", {}, by)


def consent_to_recording(case: Case, side: str, by: By, *, channel: str = ONLINE) -> None:
    """Record that a side agrees to a written record of undisputed facts; a second time changes nothing."""
    _check_open(case)
    if side not in queries.consents_of(case.id):
        db.session.add(
            RecordingConsent(
                case_id=case.id, side=side, channel=channel, given_at=by.at, recorded_by=_name(by.actor)
            )
        )
        db.session.flush()
        record(case.thread, "recording_consented", {"side": side}, by)


def issue_record(case: Case, by: By) -> IssuedDocument:
    """Issue the record of undisputed facts (D14); a later one replaces the one before.

    Raises ElementRefused unless every party agreed to the recording (2.4: 无争议事实记载) and some
    fact was confirmed by all.
    """
    _check_open(case)
    lacking = [side for side in queries.SIDES if side not in queries.consents_of(case.id)]
    if lacking:
        raise ElementRefused(
            Words(
                "各方都同意记载以后才能出具。", "It can be issued once every party agrees to the recording."
            )
        )
    facts = queries.confirmed_by_all(queries.facts_of_case(case.id))
    if not facts:
        raise ElementRefused(
            Words("还没有各方都确认的事实。", "There is no fact yet that every party has confirmed.")
        )
    paper = UndisputedFacts(
        issuer=issuer(case),
        case_number=case.number_text,
        dispute=dispute(case, DocumentKind.UNDISPUTED_FACTS),
        parties=tuple(party(row) for row in case.parties),
        mediators=(case.mediator_name,),
        facts=tuple(Fact(fact.name, fact.text) for fact in facts),
        stated_on=day_of(by.at),
    )
    before = next(
        (
            one
            for one in reversed(documents_of_case(case.id))
            if one.kind == DocumentKind.UNDISPUTED_FACTS and one.is_valid
        ),
        None,
    )
    if before is not None:
        issued = documents.replace(before, paper, at=by.at, issued_by_id=by.actor.user_id)
    else:
        issued = documents.issue(
            DocumentKind.UNDISPUTED_FACTS, paper, case_id=case.id, at=by.at, issued_by_id=by.actor.user_id
        )
    record(case.thread, "undisputed_facts_issued", {"document": issued.number}, by)
    return issued


def _check_open(case: Case) -> None:
    if case.accepted_at is None or case.closed_at is not None:
        raise ElementRefused(
            Words(
                "受理以后、归档以前才能填写要素。",
                "Elements are written after acceptance and before closing.",
            )
        )


def _sheet(case: Case) -> Sheet:
    sheet = queries.sheet_of(case)
    if sheet is None:
        raise ElementRefused(Words("请先选定案由。", "Choose the cause first."))
    return sheet


def _write(case: Case, sheet: Sheet, side: str, values: Values, by: By, channel: str) -> int:
    count = 0
    for line in sheet.lines:
        before = line.claimed if side == sheet.claimant else line.own
        for field in line.element.fields:
            typed = values.get(line.element.key, {}).get(field.code)
            last = before[field.code].value if field.code in before else ""
            if typed is None or typed == last:
                continue
            count += 1
            db.session.add(
                ElementValue(
                    case_id=case.id,
                    side=side,
                    element=line.element.key,
                    field=field.code,
                    value=typed,
                    written_at=by.at,
                    written_by=_name(by.actor),
                    channel=channel,
                )
            )
    db.session.flush()
    return count


def _answer(case: Case, sheet: Sheet, line: Line, answer: tuple[bool, str], by: By, channel: str) -> int:
    """Keep (agrees, reason) where it does not stand already; how many were kept."""
    standing, (agrees, reason) = line.answer, answer
    if standing is not None and (standing.agrees, standing.reason) == answer:
        return 0
    db.session.add(
        ElementAnswer(
            case_id=case.id,
            side=sheet.other,
            element=line.element.key,
            agrees=agrees,
            reason=reason,
            about_value_id=line.last_value_id,
            answered_at=by.at,
            answered_by=_name(by.actor),
            channel=channel,
        )
    )
    db.session.flush()
    return 1


def _fact_from(case: Case, sheet: Sheet, line: Line, by: By) -> UndisputedFact:
    claim = max(line.claimed.values(), key=lambda row: row.id)
    said = line.answer
    assert said is not None
    return UndisputedFact(
        case_id=case.id,
        element=line.element.key,
        name=line.element.words.zh,
        text=line.words.zh,
        noted_at=by.at,
        noted_by=by.actor.name,
        confirmations=[
            FactConfirmation(
                side=sheet.claimant,
                channel=claim.channel,
                confirmed_at=claim.written_at,
                recorded_by=claim.written_by,
            ),
            FactConfirmation(
                side=said.side,
                channel=said.channel,
                confirmed_at=said.answered_at,
                recorded_by=said.answered_by,
            ),
        ],
    )


def _name(actor: Actor) -> str:
    """Who wrote: a user's name, or the side that acts with its code."""
    return actor.name or actor.side or ""
