"""Elements from the first value to the court's paper, for every cause that has a form of its own."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from docx import Document
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from mediation import clock
from mediation.access.actor import Actor
from mediation.access.by import By
from mediation.cases.models import Case
from mediation.clock import day_of
from mediation.database import db
from mediation.documents.kinds import DocumentKind
from mediation.documents.kinds.undisputed_facts import UndisputedFacts
from mediation.documents.operations import facts_of
from mediation.documents.queries import documents_of_case
from mediation.elements import operations, pleadings, queries
from mediation.elements.operations import ElementRefused
from mediation.elements.queries import Sheet
from mediation.rules.agreement import element_values
from mediation.rules.agreement.elements import Element, Field, Kind, Part
from mediation.timeline.queries import entries_of
from tests import cast
from tests.builders import actor, case_in, party
from tests.counting import counted_queries
from tests.documents.reading import text_of, without_space
from tests.journeys.pages import form_on
from tests.stages import Stage

pytestmark = pytest.mark.usefixtures("founded")

CAUSES = [
    # cause, set, remark
    ("loan_financial", "loan", "金融借款"),
    ("credit_card", "card", "信用卡"),
    ("surety_insurance", "surety_insurance", "保证保险"),
    ("finance_lease", "lease", "融资租赁"),
    ("personal_insurance", "personal_insurance", "人身保险"),
    ("property_loss_insurance", "property_insurance", "财产损失保险"),
    ("misrepresentation", "securities", "证券虚假陈述"),
    ("loan_private", "private_loan", "民间借贷"),
]


def mediator() -> Actor:
    return actor(cast.CENTRE_MEDIATOR)


def opened(cause: str, claimant: str = "applicant") -> tuple[Case, Sheet]:
    case = case_in("under_mediation")
    operations.open_sheet(case, cause, claimant, By(mediator(), clock.now()))
    return case, sheet_of(case)


def sheet_of(case: Case) -> Sheet:
    sheet = queries.sheet_of(case)
    assert sheet is not None
    return sheet


def sample(element: Element, field: Field, number: int) -> str:
    """A value of its own for every field, so that one in the wrong place is seen."""
    if field.kind is Kind.MONEY:
        return str(100_000 + number * 111)
    if field.kind is Kind.DATE:
        return date(2024, 1 + number % 12, 1 + number % 28).isoformat()
    if field.kind is Kind.YES_NO:
        return "yes" if number % 2 else "no"
    if field.kind is Kind.PERCENT:
        return str(Decimal(number) / 100 + 3)
    if field.kind is Kind.CHOICE:
        return field.choices[number % len(field.choices)].code
    if field.kind in (Kind.DAYS, Kind.NUMBER):
        return str(100 + number)
    return f"{element.words.zh[:6]}甲{number:03d}"


def filled(sheet: Sheet) -> dict[str, dict[str, str]]:
    values: dict[str, dict[str, str]] = {}
    number = 0
    for line in sheet.lines:
        for field in line.element.fields:
            number += 1
            values.setdefault(line.element.key, {})[field.code] = sample(line.element, field, number)
    return values


def expected(sheet: Sheet, values: dict[str, dict[str, str]]) -> list[str]:
    """Each field as the paper prints it: its name with its value, or with its ticked box."""
    said = []
    for line in sheet.lines:
        for field in line.element.fields:
            words = element_values.said(field, values[line.element.key][field.code]).zh
            ticked = field.kind in (Kind.YES_NO, Kind.CHOICE)
            said.append(without_space(f"■{words}" if ticked else f"{field.words.zh}：{words}"))
    return said


def docx_text(content: bytes) -> str:
    paper = Document(io.BytesIO(content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return without_space("".join([*(one.text for one in paper.paragraphs), *cells]))


@pytest.mark.parametrize(("cause", "code", "remark"), CAUSES, ids=[row[0] for row in CAUSES])
def test_from_the_first_value_to_the_record_of_facts_and_the_papers_for_the_court(
    session: Session, cause: str, code: str, remark: str
) -> None:
    case, sheet = opened(cause)
    assert sheet.set.code == code, remark
    values = filled(sheet)
    operations.write_values(case, "applicant", values, By(party(case), clock.now()))
    facts = [line.element for line in sheet.part(Part.FACT)]
    denied = facts[0]
    answers = {line.element.key: (True, "") for line in sheet_of(case).to_answer}
    answers[denied.key] = (False, "对方所述与合同不符。")
    own = {denied.key: {denied.fields[0].code: sample(denied, denied.fields[0], 777)}}
    operations.answer(case, answers, own, By(actor(cast.BANK_USER), clock.now()))

    made = operations.note_agreed(case, By(mediator(), clock.now()))
    named = {fact.element for fact in made}
    assert denied.key not in named
    assert named == {one.key for one in facts if one.code not in element_values.NO_FACTS} - {denied.key}
    for side in queries.SIDES:
        operations.consent_to_recording(case, side, By(mediator(), clock.now()), channel="paper")
    record = facts_of(operations.issue_record(case, By(mediator(), clock.now())))
    assert isinstance(record, UndisputedFacts)
    for fact, element in zip(record.facts, (one for one in facts if one.key in named), strict=True):
        assert fact.name == element.words.zh
        for field in element.fields:
            assert element_values.said(field, values[element.key][field.code]).zh in fact.text

    now = sheet_of(case)
    wanted = expected(now, values)
    for paper in pleadings.PAPERS:
        pdf = text_of(pleadings.content_of(case, now, paper, "pdf", at=clock.now()))
        docx = docx_text(pleadings.content_of(case, now, paper, "docx", at=clock.now()))
        for text in wanted:
            assert text in pdf, (paper, "pdf")
            assert text in docx, (paper, "docx")
        answered = "■异议" in pdf and "对方所述与合同不符。" in pdf and "■异议" in docx
        assert answered is (paper == "defence"), paper
        assert "是否了解、考虑先行调解" in pdf
        assert without_space(case.applicant_name) in pdf


def test_what_the_filing_told_is_filled_in_already(session: Session) -> None:
    _, sheet = opened("credit_card")
    assert sheet.line("request.total").values == {"amount": "126000"}  # type: ignore[union-attr]
    card = sheet.line("fact.card")
    assert card is not None
    assert set(card.values) == {"bank", "holder"}


def test_every_version_of_a_value_is_kept_with_who_and_when(session: Session) -> None:
    case, _ = opened("loan_financial")
    told = {"fact.signing": {"number": "甲-1", "place": "厦门"}}
    assert operations.write_values(case, "applicant", told, By(party(case), clock.now())) == 2
    assert operations.write_values(case, "applicant", told, By(party(case), clock.now())) == 0
    told["fact.signing"]["number"] = "甲-2"
    assert operations.write_values(case, "applicant", told, By(mediator(), clock.now())) == 1
    versions = [row for row in queries.values_of(case.id) if row.field == "number"]
    assert [(row.value, row.written_by) for row in versions] == [
        ("甲-1", "applicant"),
        ("甲-2", mediator().name),
    ]
    assert sheet_of(case).line("fact.signing").values["number"] == "甲-2"  # type: ignore[union-attr]


def test_an_answer_falls_when_the_claim_changes_and_the_fact_with_it(session: Session) -> None:
    case, _ = opened("loan_financial")
    told = {"fact.signing": {"number": "甲-1"}}
    operations.write_values(case, "applicant", told, By(party(case), clock.now()))
    operations.answer(case, {"fact.signing": (True, "")}, {}, By(mediator(), clock.now()))
    noted = operations.note_agreed(case, By(mediator(), clock.now()))
    (fact,) = (one for one in noted if one.element == "fact.signing")
    operations.write_values(
        case, "applicant", {"fact.signing": {"number": "甲-2"}}, By(party(case), clock.now())
    )
    line = sheet_of(case).line("fact.signing")
    assert line is not None
    assert line.answer is None
    assert line.is_outdated
    operations.note_agreed(case, By(mediator(), clock.now()))
    assert fact.withdrawn_at is not None
    assert queries.facts_of_case(case.id) == []


def test_noting_twice_changes_nothing(session: Session) -> None:
    case, _ = opened("loan_financial")
    told = {"fact.signing": {"number": "甲-1"}}
    operations.write_values(case, "applicant", told, By(party(case), clock.now()))
    operations.answer(case, {"fact.signing": (True, "")}, {}, By(mediator(), clock.now()))
    first = operations.note_agreed(case, By(mediator(), clock.now()))
    assert operations.note_agreed(case, By(mediator(), clock.now())) == []
    assert len(queries.facts_of_case(case.id)) == len(first)


def test_an_objection_says_why_or_what_is_true(session: Session) -> None:
    case, _ = opened("loan_financial")
    told = {"fact.signing": {"number": "甲-1"}}
    operations.write_values(case, "applicant", told, By(party(case), clock.now()))
    with pytest.raises(ElementRefused):
        operations.answer(case, {"fact.signing": (False, " ")}, {}, By(mediator(), clock.now()))
    own = {"fact.signing": {"number": "乙-1"}}
    operations.answer(case, {"fact.signing": (False, "")}, own, By(mediator(), clock.now()))
    line = sheet_of(case).line("fact.signing")
    assert line is not None
    assert line.own_values == {"number": "乙-1"}
    assert not line.is_agreed


def test_a_fact_in_free_words_counts_when_every_party_has_confirmed_it(session: Session) -> None:
    case, _ = opened("credit_card")
    fact = operations.note_fact(case, "收费", "2025年6月3日扣收年费1,260元。", By(mediator(), clock.now()))
    for side in queries.SIDES:
        operations.consent_to_recording(case, side, By(mediator(), clock.now()), channel="paper")
    session.flush()
    session.expire_all()
    for count, side in enumerate(queries.SIDES):
        standing = queries.facts_of_case(case.id)
        assert len(queries.confirmed_by_all(standing)) == 0, count
        with pytest.raises(ElementRefused, match="no fact"):
            operations.issue_record(case, By(mediator(), clock.now()))
        (one,) = standing
        operations.confirm_fact(case, one, side, By(mediator(), clock.now()), channel="paper")
    first = operations.issue_record(case, By(mediator(), clock.now()))
    assert [one.text for one in facts_of(first).facts] == [fact.text]
    second = operations.issue_record(case, By(mediator(), clock.now()))
    assert first.replaced_by_id == second.id


def test_without_the_consent_of_every_party_nothing_is_recorded(session: Session) -> None:
    case, _ = opened("credit_card")
    operations.consent_to_recording(case, "applicant", By(mediator(), clock.now()))
    with pytest.raises(ElementRefused, match="every party"):
        operations.issue_record(case, By(mediator(), clock.now()))
    assert [one for one in documents_of_case(case.id) if one.kind == DocumentKind.UNDISPUTED_FACTS] == []


@pytest.mark.parametrize("state", ["submitted", "closed"])
def test_elements_are_written_after_acceptance_and_before_closing(session: Session, state: str) -> None:
    case = case_in(state)
    with pytest.raises(ElementRefused):
        operations.open_sheet(case, "credit_card", "applicant", By(mediator(), clock.now()))


def test_the_set_is_chosen_once(session: Session) -> None:
    case, sheet = opened("credit_card")
    assert case.cause == "credit_card"
    assert sheet.row.law_on == case.law_on == day_of(case.filed_at)
    with pytest.raises(ElementRefused):
        operations.open_sheet(case, "loan_financial", "applicant", By(mediator(), clock.now()))


def test_what_happens_stands_in_the_timeline_without_a_word_of_it(session: Session) -> None:
    case, _ = opened("credit_card")
    told = {"fact.card": {"number": "6200-MARK"}}
    operations.write_values(case, "applicant", told, By(party(case), clock.now()))
    assert "MARK" not in str([entry.facts for entry in entries_of(case.thread)])


# Pages.


def committed(founded: Stage, cause: str, claimant: str) -> str:
    with founded.app.app_context():
        case, _ = opened(cause, claimant)
        db.session.commit()
        return case.short_number


def test_the_institution_claims_for_itself_and_the_applicant_answers_for_its_own(
    founded: Stage, signed_in: Callable[[str], FlaskClient]
) -> None:
    number = committed(founded, "loan_financial", "respondent")
    bank = signed_in(cast.BANK_USER)
    address = f"/desk/cases/{number}/elements/"
    form = form_on(bank.get(f"{address}claim"))
    assert form.send(bank, **{"fact-amount-agreed": "120,000"}).status_code == 302
    assert "120,000.00元" in bank.get(address).text
    assert bank.get(f"{address}answer").status_code == 404, "it does not answer to itself"
    assert bank.get(f"{address}complaint.pdf").status_code == 200
    assert bank.get(f"{address}defence.pdf").status_code == 404, "the other side's paper"
    own = bank.post(f"{address}agreed")
    assert own.status_code == 403
    mediators = signed_in(cast.CENTRE_MEDIATOR)
    form = form_on(mediators.get(f"{address}answer"))
    typed = {"answer-fact-amount": "no", "reason-fact-amount": "只收到十万元。", "channel": "paper"}
    assert form.send(mediators, **typed).status_code == 302
    page = mediators.get(address).text
    assert "只收到十万元。" in page
    assert "✗ 异议" in page


def test_a_mistyped_amount_is_refused_and_nothing_typed_is_lost(
    founded: Stage, signed_in: Callable[[str], FlaskClient]
) -> None:
    number = committed(founded, "loan_financial", "applicant")
    client = signed_in(cast.CENTRE_MEDIATOR)
    form = form_on(client.get(f"/desk/cases/{number}/elements/claim"))
    answer = form.send(client, **{"fact-amount-agreed": "十二个苹果", "fact-signing-number": "甲-99"})
    assert answer.status_code == 422
    assert 'href="#fact-amount-agreed"' in answer.text
    assert "甲-99" in answer.text


def test_the_page_takes_the_same_number_of_queries_however_much_is_filled(
    founded: Stage, session: Session
) -> None:
    case, sheet = opened("loan_financial")
    session.flush()
    session.expire_all()
    with counted_queries(founded.app) as few:
        queries.sheet_of(case)
    operations.write_values(case, "applicant", filled(sheet), By(party(case), clock.now()))
    answers = {line.element.key: (True, "") for line in sheet_of(case).to_answer}
    operations.answer(case, answers, {}, By(mediator(), clock.now()))
    operations.note_agreed(case, By(mediator(), clock.now()))
    session.flush()
    session.expire_all()
    with counted_queries(founded.app) as many:
        queries.sheet_of(case)
    assert len(many) == len(few)
