"""May the centre take the matter at all: a few questions, and another door for each wrong answer.

Questions are `tables/eligibility_questions.csv`, answers with what follows from each are
`tables/eligibility.csv`. The machine proposes: a BLOCK is for a person to confirm or override,
and nobody is ever stopped from filing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from mediation.rules.dated import Dated, in_force
from mediation.rules.findings import Finding, Outcome, Words
from mediation.rules.rows import Column, rows_of

APPLICANT = "applicant"
EVERYBODY = "*"


@dataclass(frozen=True, slots=True)
class Question(Dated):
    """One row: what is asked, and of which applicants (answers to the first question)."""

    code: str
    ask: Words
    hint: Words
    asked_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer(Dated):
    """One row: an answer that can be chosen, and the finding that follows from it."""

    question: str
    code: str
    words: Annotated[Words, Column("answer")]
    outcome: Outcome
    finding_code: Annotated[str, Column("finding")]
    finding_words: Annotated[Words, Column("words")]
    advice: Words | None
    note: str

    @property
    def finding(self) -> Finding:
        """What follows from the answer."""
        return Finding(self.outcome, self.finding_code, self.finding_words, self.legal_basis, self.advice)


def all_questions() -> tuple[Question, ...]:
    """Every question in every version, in the order in which they are asked."""
    return rows_of("eligibility_questions", Question)


def all_answers() -> tuple[Answer, ...]:
    """Every answer in every version, in table order."""
    return rows_of("eligibility", Answer)


def questions(*, on: date) -> tuple[Question, ...]:
    """The questions in the order in which they are asked."""
    return tuple(in_force(all_questions(), on))


def is_asked(question: Question, applicant: str) -> bool:
    """Whether this applicant (the answer to the first question) is asked the question."""
    return EVERYBODY in question.asked_of or applicant in question.asked_of


def asks(code: str, applicant: str) -> bool:
    """Whether any version of the question `code` is put to this applicant; to all while unknown."""
    return not applicant or any(
        is_asked(question, applicant) for question in all_questions() if question.code == code
    )


def answers(question: str, *, on: date) -> tuple[Answer, ...]:
    """The answers among which a person chooses, the common one first or last as the table has it."""
    return tuple(answer for answer in in_force(all_answers(), on) if answer.question == question)


def wording(question: str, answer: str) -> tuple[Words, Words | None]:
    """A question and its answer as people read them, past versions too: for showing what was given."""
    asked = next(row.ask for row in reversed(all_questions()) if row.code == question)
    given = (row.words for row in reversed(all_answers()) if (row.question, row.code) == (question, answer))
    return asked, next(given, None)


def finding_for(question: str, answer: str, *, on: date) -> Finding | None:
    """What follows from one answer; None for an answer that the table does not know."""
    return next((row.finding for row in answers(question, on=on) if row.code == answer), None)


def other_door(question: str, answer: str, *, on: date) -> Finding | None:
    """The finding whose advice names another way, or None where the person simply goes on."""
    finding = finding_for(question, answer, on=on)
    return finding if finding is not None and finding.advice is not None else None


def examine(given: Mapping[str, str], *, on: date) -> tuple[Finding, ...]:
    """All findings for the answers `given` (question -> answer), also the harmless ones.

    A question that was asked and not answered gives a WARN, so that a clerk asks it. `on` is the
    day of the filing. Sources: the column legal_basis of `tables/eligibility.csv`.
    """
    applicant = given.get(APPLICANT, "")
    found = []
    for question in questions(on=on):
        if not is_asked(question, applicant):
            continue
        finding = finding_for(question.code, given.get(question.code, ""), on=on)
        found.append(finding or _unanswered(question))
    return tuple(found)


def _unanswered(question: Question) -> Finding:
    return Finding(
        Outcome.WARN,
        "not_answered",
        Words(f"没有回答：{question.ask.zh}", f"Not answered: {question.ask.en}"),
        question.legal_basis,
    )
