"""What stands against one row of a list: its cells one by one, then together, then within the list.

A fault leaves the row out; a doubt lets it in and asks somebody to look.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from mediation.bulk.fields import cause_named, product_of_cause
from mediation.organisations.models import Organisation
from mediation.rules.findings import Finding, Outcome, Words
from mediation.rules.numbers import identifiers
from mediation.rules.numbers.case_numbers import CourtCaseNumber, check_court_number
from mediation.rules.numbers.courts_table import courts
from mediation.rules.numbers.identity_papers import PaperKind
from mediation.rules.procedures import referral_steps
from mediation.rules.procedures.referral_steps import Kind
from mediation.rules.refusals import NotValid
from mediation.spreadsheets.reading_cells import ReadRow, Row, letter_of, shown
from mediation.spreadsheets.reading_columns import Columns, Field, read_row

MOST_VALUE = 200

OTHER_COURT = Words("案号属于{theirs}，不是{ours}的案件。", "The number is one of {theirs}, not of {ours}.")
NOT_PRE_FILING = Words(
    "委派调解在立案前，案号应为“诉前调”一类；这是“{type}”案号。",
    "A case assigned before filing has a number of the type “诉前调”; this one is of the type “{type}”.",
)
PRE_FILING = Words(
    "委托调解在立案后，案号应为“民初”一类；这是“{type}”案号。",
    "A case entrusted after filing has a number of a type such as “民初”; this one is of the type “{type}”.",
)
WRONG_BODY = Words("“{kind}”不能由这个单位移送。", "This body cannot hand over “{kind}”.")
BEFORE_SENT = Words("早于委派日期 {day}，请核对。", "This is before the day on which it was sent, {day}.")
TWICE = Words("与第 {row} 行重复。", "The same as row {row}.")
IN_LEDGER = Words("已登记为{number}，不重复登记。", "It is in the ledger already as {number}.")
SAME_SIDES = Words("双方是同一人，请核对。", "Both sides are the same: check them.")
OTHER_PAPER = Words(
    "不像居民身份证号，已按其他证件录入，请核对证件种类。",
    "This does not look like the number of an identity card; it is taken as another paper. Check its kind.",
)
RESIDENT_ID = re.compile(r"[0-9 ]{12,}[0-9Xx ]*")
ORGANISATION = re.compile(
    r"公司|银行|合作社|信用社|集团|中心|事务所|商行|商店|工厂|企业|基金|医院|学校|管委会|分行|支行|保险|委员会|合伙"
)


@dataclass(frozen=True, slots=True)
class Told:
    """One finding about one cell, or about the row where `letter` is empty."""

    words: Words
    letter: str = ""
    heading: str = ""
    value: str = ""
    blocks: bool = True

    def plain(self) -> dict[str, Any]:
        """For keeping, in plain JSON."""
        return {
            "letter": self.letter,
            "heading": self.heading,
            "value": self.value,
            "zh": self.words.zh,
            "en": self.words.en,
            "blocks": self.blocks,
        }


@dataclass(frozen=True, slots=True)
class Checked:
    """A row with what it says, as `Entry` wants it in plain JSON, and what was found."""

    number: int
    facts: Mapping[str, Any]
    found: tuple[Told, ...]
    typed: str = ""  # the number as it stands in the list

    @property
    def their_number(self) -> str:
        return str(self.facts.get("their_number", ""))

    @property
    def kind(self) -> str:
        return str(self.facts["kind"])

    @property
    def is_bad(self) -> bool:
        return any(one.blocks for one in self.found)


class Checker:
    """Checks row after row of one list of one body. Pure: no database, no clock."""

    def __init__(
        self,
        body: Organisation,
        kind: Kind,
        fields: Sequence[Field],
        columns: Columns,
        titles: Mapping[int, str],
        *,
        on: date,
    ) -> None:
        self.body, self.kind, self.fields, self.columns, self.titles, self.on = (
            body,
            kind,
            fields,
            columns,
            titles,
            on,
        )
        self.authorities = {body.kind, *body.authorities}

    def check(self, row: Row) -> Checked:
        """What the row says and what is wrong with it, as far as it can be told from the row."""
        read = read_row(row, self.fields, self.columns, self.titles)
        told = [Told(one.words, one.letter, one.heading, one.value) for one in read.faults]
        broken = {one.code for one in read.faults}
        facts = dict(read.facts)
        kind = referral_steps.kind(str(facts.get("kind") or self.kind.code), on=self.on)
        if kind.authority not in self.authorities:
            told.append(self._at(row, "kind", WRONG_BODY.within(kind=kind.words)))
        number = str(facts.get("number") or "")
        if kind.court_number and number and "number" not in broken:
            number, findings = self._court_number(number, kind)
            told += [self._at(row, "number", one.words, blocks=one.blocks) for one in findings]
        people = []
        for side in ("applicant", "respondent"):
            person, wrong = self._person(side, facts)
            people.append(person)
            told += [self._at(row, f"{side}_paper", one.words, blocks=one.blocks) for one in wrong]
        if facts.get("applicant") and facts.get("applicant") == facts.get("respondent"):
            told.append(self._at(row, "respondent", SAME_SIDES))
        told += self._days(row, facts)
        typed = shown(row.at(self.columns["number"])) if "number" in self.columns else ""
        entry = self._entry(read, kind, number, people)
        return Checked(row.number, entry, tuple(told), typed[:MOST_VALUE])

    def repeated(self, checked: Checked, first: int) -> Checked:
        """The same row, found to repeat the row `first` of the list."""
        return self._with(checked, TWICE.within(row=first))

    def in_ledger(self, checked: Checked, number: str) -> Checked:
        """The same row, found in the ledger as `number`."""
        return self._with(checked, IN_LEDGER.within(number=number))

    def _with(self, checked: Checked, words: Words) -> Checked:
        index = self.columns.get("number")
        told = Told(
            words,
            letter_of(index) if index is not None else "",
            self.titles.get(index, "") if index is not None else "",
            checked.typed,
        )
        return replace(checked, found=(*checked.found, told))

    def _at(self, row: Row, code: str, words: Words, *, blocks: bool = True) -> Told:
        index = self.columns.get(code)
        if index is None:
            return Told(words, blocks=blocks)
        value = shown(row.at(index))[:MOST_VALUE]
        return Told(words, letter_of(index), self.titles.get(index, ""), value, blocks)

    def _court_number(self, typed: str, kind: Kind) -> tuple[str, list[Finding]]:
        """The number in its one form. Another court's is a fault, another type or style a doubt."""
        try:
            number, findings = check_court_number(typed, on=self.on)
        except NotValid as wrong:
            return typed, [referral_steps.no_number(wrong.words)]
        court = self.body.court_code
        if court and not number.old_style and number.court != court:
            findings.insert(0, _finding(Outcome.BLOCK, "court_number_other_court", self._other(number)))
        if not number.old_style and number.known_type is not None:
            wants = kind.track == "assigned"
            if number.is_pre_filing != wants:
                words = (NOT_PRE_FILING if wants else PRE_FILING).within(type=number.case_type)
                findings.append(_finding(Outcome.WARN, "court_number_type_unfit", words))
        return number.text, [one for one in findings if one.outcome in (Outcome.BLOCK, Outcome.WARN)]

    def _other(self, number: CourtCaseNumber) -> Words:
        known = courts().get(number.court)
        theirs = known.words if known else Words(f"代字为“{number.court}”的法院", f"the court {number.court}")
        return OTHER_COURT.within(theirs=theirs, ours=self.body.words)

    def _person(self, side: str, facts: Mapping[str, Any]) -> tuple[dict[str, str], list[Finding]]:
        """A side as `Referral.people` keeps it, and what is wrong with the number of its paper."""
        name = str(facts.get(side) or "")
        is_firm = ORGANISATION.search(name) is not None
        person = {"side": side, "kind": "organisation" if is_firm else "person", "name": name}
        for thing in ("phone", "address"):
            if said := facts.get(f"{side}_{thing}"):
                person[thing] = str(said)
        paper = str(facts.get(f"{side}_paper") or "")
        if not paper:
            return person, []
        try:
            if is_firm:
                person["uscc"] = identifiers.check_credit_code(paper, on=self.on)
            elif RESIDENT_ID.fullmatch(paper) is None:
                number = identifiers.check_paper(PaperKind.OTHER, paper, on=self.on)
                person |= {"paper_kind": PaperKind.OTHER.value, "paper_number": number}
                return person, [_finding(Outcome.WARN, "paper_kind", OTHER_PAPER)]
            else:
                number = identifiers.check_resident_id(paper, on=self.on)
                person |= {
                    "paper_kind": PaperKind.RESIDENT_ID.value,
                    "paper_number": number,
                    "gender": identifiers.gender(number),
                    "born_on": identifiers.born_on(number).isoformat(),
                }
        except NotValid as wrong:
            return person, [_finding(Outcome.BLOCK, "paper_number", wrong.words)]
        return person, []

    def _days(self, row: Row, facts: Mapping[str, Any]) -> Iterable[Told]:
        sent = facts.get("sent_on")
        for code in ("received_on", "confirmed_on"):
            day = facts.get(code)
            if isinstance(sent, date) and isinstance(day, date) and day < sent:
                yield self._at(row, code, BEFORE_SENT.within(day=sent.isoformat()))

    def _entry(
        self, read: ReadRow, kind: Kind, number: str, people: Sequence[Mapping[str, str]]
    ) -> dict[str, Any]:
        """What is entered: the period counts from the signing, else from the confirmation on the platform."""
        said = read.facts
        cause = cause_named(str(said.get("cause") or ""))
        received = said.get("received_on") or said.get("confirmed_on")
        return {
            "kind": kind.code,
            "their_number": number,
            "their_contact": said.get("contact") or "",
            "subject": said.get("subject") or said.get("cause") or kind.words.zh,
            "cause": cause,
            "product": said.get("product") or product_of_cause(cause),
            "amount_fen": said.get("amount_fen"),
            "applicant_name": said.get("applicant") or "",
            "respondent_name": said.get("respondent") or "",
            "people": [dict(one) for one in people],
            "sent_on": _iso(said.get("sent_on")),
            "received_on": _iso(received),
            "received_by": said.get("received_by") or "",
            "return_days": said.get("return_days"),
        }


def _iso(day: object) -> str | None:
    return day.isoformat() if isinstance(day, date) else None


def _finding(outcome: Outcome, code: str, words: Words) -> Finding:
    return Finding(outcome, code, words)
