"""Facts become one text and come back the same."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime

import pytest

from mediation.documents.facts import canonical, mapped, sha256_of, thaw
from mediation.documents.kinds import KINDS, DocumentKind
from tests.documents.examples import AGREEMENT, EXAMPLES


@pytest.mark.parametrize("kind", list(DocumentKind))
def test_facts_of_every_kind_come_back_the_same(kind: DocumentKind) -> None:
    frozen = canonical(EXAMPLES[kind])
    thawed = thaw(KINDS[kind].facts, frozen)
    assert thawed == EXAMPLES[kind]
    assert canonical(thawed) == frozen


def test_the_canonical_text_is_plain_json_in_chinese_as_written() -> None:
    frozen = canonical(AGREEMENT)
    assert json.loads(frozen)["terms"]["instalments"][0]["fen"] == 42_000
    assert "陈䶮" in frozen


def test_another_fact_gives_another_hash() -> None:
    changed = replace(AGREEMENT, terms=replace(AGREEMENT.terms, total_fen=126_001))
    assert sha256_of(canonical(changed)) != sha256_of(canonical(AGREEMENT))


@dataclass(frozen=True)
class Odd:
    value: object


@pytest.mark.parametrize(
    ("value", "error", "remark"),
    [
        (1260.5, TypeError, "money is never a float"),
        ([1], TypeError, "a list can change"),
        (object(), TypeError, "no row of the database"),
        (datetime(2026, 3, 2, 9, 0), ValueError, "a moment without a zone is a guess"),  # noqa: DTZ001
    ],
)
def test_what_is_no_plain_fact_is_refused(value: object, error: type[Exception], remark: str) -> None:
    with pytest.raises(error):
        canonical(Odd(value))


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ('{"unknown": 1}', "a field that the kind does not have"),
        ('{"issuer": 3}', "a number for a body"),
        ("[]", "no object at all"),
    ],
)
def test_a_text_that_is_no_facts_is_refused(text: str, remark: str) -> None:
    with pytest.raises((KeyError, TypeError, ValueError, AttributeError)):
        thaw(KINDS[DocumentKind.RECEIPT].facts, text)


def test_a_change_sees_the_path_of_each_text_and_who_told_it() -> None:
    seen: dict[str, bool] = {}

    def note(path: str, text: str, told: bool) -> str:
        seen[path] = told
        return text

    assert mapped(EXAMPLES[DocumentKind.RECEIPT], note) == EXAMPLES[DocumentKind.RECEIPT]
    assert seen["applicants.1"] is False
    assert seen["wishes.2"] is True
    assert seen["papers.1.name"] is True
