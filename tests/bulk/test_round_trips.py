"""What our own lists say comes back unchanged through an import: XLSX and CSV, whatever the names."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mediation.bulk.checks import Checker
from mediation.bulk.fields import fields_of
from mediation.organisations.models import Organisation
from mediation.rules.numbers.case_numbers import check_court_number, parse_court_number
from mediation.rules.numbers.courts_table import courts
from mediation.rules.procedures import referral_steps
from mediation.spreadsheets.columns import Column, Type
from mediation.spreadsheets.reading import read
from mediation.spreadsheets.reading_columns import guess, names_of
from mediation.spreadsheets.reading_headings import below, find_headings, headings
from mediation.spreadsheets.reading_values import NOTHING
from mediation.spreadsheets.writing import Format, open_writer
from mediation.text import composed
from tests.properties import examples

TODAY = date(2026, 3, 2)
KIND = referral_steps.kind("court_assigned", on=TODAY)
FIELDS = fields_of(KIND, on=TODAY)
WRITTEN = ("number", "applicant", "respondent", "amount_fen", "sent_on", "received_on")
COLUMNS = [
    Column(
        field.code,
        field.words,
        Type.MONEY if field.code == "amount_fen" else Type.DAY if field.code.endswith("_on") else Type.TEXT,
    )
    for field in FIELDS
    if field.code in WRITTEN
]

# As the ledger holds them: in the form in which all text is kept.
NAMES = (
    st.text(
        st.characters(
            whitelist_categories=["Lo", "Lu", "Ll", "Nd", "Sm"], whitelist_characters="=+-@'·（）,;\""
        ),
        min_size=1,
        max_size=12,
    )
    .map(composed)
    .filter(lambda name: name.strip() == name and name not in NOTHING and name.isprintable())
)
DAYS = st.dates(date(2020, 1, 1), TODAY)


@st.composite
def rows(draw: st.DrawFn) -> list[Any]:
    year = draw(st.integers(2016, 2026))
    number = draw(st.integers(1, 99_999_999))
    case_type = draw(st.sampled_from(["诉前调", "民诉前调"]))
    sent = draw(DAYS)
    received = draw(st.none() | st.integers(0, 20))
    signed = None if received is None else min(sent + timedelta(days=received), TODAY)
    applicant, respondent = draw(st.lists(NAMES, min_size=2, max_size=2, unique=True))
    return [
        f"（{year}）闽0203{case_type}{number}号",
        applicant,
        respondent,
        draw(st.none() | st.integers(0, 10**12)),
        sent,
        signed,
    ]


def checked(content: bytes) -> list[dict[str, Any]]:
    sheets = read(content)
    sheet, number = find_headings(sheets, names_of(FIELDS))
    titles = headings(sheet, number)
    court = Organisation(kind="court", name="思明", authorities=["court"], court_code="闽0203")
    checker = Checker(
        court, KIND, FIELDS, guess(FIELDS, titles), {one.index: one.title for one in titles}, on=TODAY
    )
    found = [checker.check(row) for row in below(sheet, number)]
    assert not [one.found for one in found if one.is_bad]
    return [dict(one.facts) for one in found]


def written(format_: Format, table: list[list[Any]]) -> bytes:
    file = io.BytesIO()
    with open_writer(format_, file, COLUMNS) as writer:
        writer.write(table)
    return file.getvalue()


def as_entered(row: list[Any]) -> dict[str, Any]:
    number, applicant, respondent, amount, sent, signed = row
    return {
        "their_number": number,
        "applicant_name": applicant,
        "respondent_name": respondent,
        "amount_fen": amount,
        "sent_on": sent.isoformat(),
        "received_on": signed.isoformat() if signed else None,
    }


@pytest.mark.hypothesis
@pytest.mark.parametrize("format_", [Format.XLSX, Format.CSV])
def test_what_was_exported_is_imported_as_it_was(format_: Format) -> None:
    @examples(8 if format_ is Format.XLSX else 60)
    @given(st.lists(rows(), min_size=1, max_size=6))
    @example([["（2026）闽0203诉前调1号", composed("\U0002f800"), "林䶮", 1, TODAY, None]])
    def there_and_back(table: list[list[Any]]) -> None:
        found = checked(written(format_, table))
        assert [{name: one[name] for name in as_entered(table[0])} for one in found] == [
            as_entered(row) for row in table
        ]

    there_and_back()


@given(
    st.sampled_from(sorted(courts())),
    st.integers(2016, 2026),
    st.sampled_from(["诉前调", "民诉前调", "民初", "民特", "执"]),
    st.integers(1, 99_999_999),
    st.sampled_from(["（{}）", "({})", "〔{}〕", "[{}]"]),
)
def test_a_number_of_any_court_comes_to_one_form_however_it_is_bracketed(
    court: str, year: int, case_type: str, number: int, brackets: str
) -> None:
    typed = f" {brackets.format(year)} {court}{case_type} {number:06d} 号"
    told, findings = check_court_number(typed, on=TODAY)
    assert told.text == f"（{year}）{court}{case_type}{number}号"
    assert parse_court_number(told.text) == told
    assert told.known_court is courts()[court]
    assert not [one for one in findings if one.blocks]
