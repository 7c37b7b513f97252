"""Limitation of actions: filing interrupts it, its end starts it anew, warnings are neutral."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediation.rules.findings import Outcome
from mediation.rules.time.limitation import (
    Interruption,
    Obstacle,
    check_limitation,
    interruption_kinds,
    limitation,
    start_of_instalments,
)
from mediation.rules.time.periods import Period, Unit


def day(text: str) -> date:
    return date.fromisoformat(text)


def events(*told: tuple[str, str, str | None]) -> list[Interruption]:
    return [Interruption(kind, day(on), day(ended) if ended else None) for kind, on, ended in told]


@pytest.mark.parametrize(
    ("known", "told", "due", "remark"),
    [
        ("2023-06-01", [], "2026-06-01", "three years, corresponding day"),
        ("2023-10-01", [], "2026-10-08", "the last day is in a holiday"),
        ("2024-02-29", [], "2027-03-01", "28 February 2027 is a Sunday"),
        ("2023-06-01", [("demand", "2025-03-03", None)], "2028-03-03", "a demand starts it anew"),
        ("2023-06-01", [("demand", "2026-06-01", None)], "2029-06-01", "on the very last day"),
        ("2023-10-01", [("demand", "2026-10-07", None)], "2029-10-08", "while the last day was moved"),
        ("2023-06-01", [("demand", "2026-06-02", None)], "2026-06-01", "a day late changes nothing"),
        ("2023-06-01", [("promise", "2026-07-01", None)], "2029-07-02", "a promise after the end counts"),
        ("2023-06-01", [("part_payment", "2026-07-01", None)], "2029-07-02", "so does a payment"),
        ("2023-06-01", [("demand", "2022-05-01", None)], "2026-06-01", "before the start"),
        (
            "2023-06-01",
            [("mediation_request", "2026-05-20", "2026-07-10")],
            "2029-07-10",
            "filing interrupts, the end of the procedure starts it anew",
        ),
        ("2023-06-01", [("mediation_request", "2026-05-20", None)], None, "the procedure goes on"),
        (
            "2023-06-01",
            [("mediation_request", "2026-05-20", None), ("demand", "2026-06-20", None)],
            None,
            "a demand while the procedure goes on",
        ),
        (
            "2023-06-01",
            [("mediation_request", "2025-05-20", "2025-07-10"), ("suit", "2025-07-20", "2026-02-27")],
            "2029-02-27",
            "one procedure after another",
        ),
        (
            "2023-06-01",
            [("suit", "2025-07-20", "2026-02-27"), ("demand", "2025-09-01", None)],
            "2029-02-27",
            "a demand inside a procedure does not shorten it",
        ),
        ("2015-09-01", [], "2017-09-01", "two years had ended before the change"),
        ("2015-11-02", [], "2018-11-02", "still running on 1 October 2017: three years"),
    ],
)
def test_the_last_day_follows_the_events(
    known: str, told: list[tuple[str, str, str | None]], due: str | None, remark: str
) -> None:
    claim = limitation(known_on=day(known), interruptions=events(*told))
    assert claim.due_on == (day(due) if due else None), remark
    assert claim.steps


@pytest.mark.parametrize(
    ("known", "period", "remark"),
    [
        ("2015-09-30", "期间2年", "its two years ended on the day before the change"),
        ("2015-10-01", "期间3年", "its two years would end on the very day of the change"),
    ],
)
def test_three_years_hold_for_what_was_still_running_on_the_day_of_the_change(
    known: str, period: str, remark: str
) -> None:
    assert limitation(known_on=day(known)).steps[-1].zh.startswith(period), remark


def test_an_event_on_the_day_of_the_start_is_no_interruption() -> None:
    claim = limitation(known_on=day("2023-06-01"), interruptions=events(("demand", "2023-06-01", None)))
    assert claim.steps == limitation(known_on=day("2023-06-01")).steps


def test_a_period_that_ended_is_remembered_even_when_a_promise_follows() -> None:
    claim = limitation(known_on=day("2023-06-01"), interruptions=events(("promise", "2026-07-01", None)))
    assert claim.expired_on == day("2026-06-01")
    assert limitation(known_on=day("2023-06-01")).expired_on is None


def test_instalments_run_from_the_last_of_them() -> None:
    days = [day("2024-01-15"), day("2024-03-15"), day("2024-02-15")]
    assert limitation(known_on=start_of_instalments(days)).due_on == day("2027-03-15")


@pytest.mark.parametrize(
    ("harmed", "known", "told", "due", "remark"),
    [
        ("2004-03-01", "2023-06-01", [], "2024-03-01", "twenty years from the harm come first"),
        (
            "2007-03-01",
            "2023-06-01",
            [("demand", "2026-05-06", None)],
            "2027-03-01",
            "no interruption goes beyond twenty years",
        ),
        ("2023-06-01", "2023-06-01", [], "2026-06-01", "far away"),
        ("2006-10-03", "2024-06-03", [], "2026-10-08", "their last day is in a holiday"),
    ],
)
def test_twenty_years_from_the_harm_are_the_cap(
    harmed: str, known: str, told: list[tuple[str, str, str | None]], due: str, remark: str
) -> None:
    claim = limitation(known_on=day(known), harmed_on=day(harmed), interruptions=events(*told))
    assert claim.due_on == day(due), remark


@pytest.mark.parametrize(
    ("began", "ended", "due", "remark"),
    [
        ("2026-03-01", "2026-04-30", "2026-10-30", "inside the last six months: six months from its end"),
        ("2025-01-01", "2026-04-30", "2026-10-30", "began earlier and lasted into them"),
        ("2025-01-01", "2025-06-30", "2026-06-01", "over before the last six months"),
        ("2025-01-01", "2025-12-02", "2026-06-02", "lasted into the first day of the last six months"),
        ("2026-06-01", "2026-06-30", "2026-12-30", "began on the very last day"),
        ("2026-06-02", "2026-06-30", "2026-06-01", "began a day after the end"),
        ("2026-07-01", "2026-08-01", "2026-06-01", "after the end"),
        ("2026-03-01", None, None, "still there"),
    ],
)
def test_an_obstacle_in_the_last_six_months_gives_six_months_after_it(
    began: str, ended: str | None, due: str | None, remark: str
) -> None:
    obstacle = Obstacle(day(began), day(ended) if ended else None)
    claim = limitation(known_on=day("2023-06-01"), obstacles=[obstacle])
    assert claim.due_on == (day(due) if due else None), remark


def test_a_special_period_takes_the_place_of_the_general_one() -> None:
    claim = limitation(known_on=day("2021-06-01"), lasting=Period(5, Unit.YEARS))
    assert claim.due_on == day("2026-06-01")


@pytest.mark.parametrize(
    ("on", "outcome", "code", "remark"),
    [
        ("2025-11-30", Outcome.PASS, "limitation_running", "more than six months are left"),
        ("2025-12-01", Outcome.NOTE, "limitation_ends_soon", "six months before"),
        ("2026-04-30", Outcome.NOTE, "limitation_ends_soon", "more than a month before"),
        ("2026-05-01", Outcome.WARN, "limitation_ends_soon", "one month before"),
        ("2026-06-01", Outcome.WARN, "limitation_ends_soon", "the last day"),
        ("2026-06-02", Outcome.WARN, "limitation_may_have_expired", "the day after"),
    ],
)
def test_both_sides_are_warned_six_months_and_one_month_before(
    on: str, outcome: Outcome, code: str, remark: str
) -> None:
    finding = check_limitation(limitation(known_on=day("2023-06-01")), on=day(on))
    assert (finding.outcome, finding.code) == (outcome, code), remark
    assert not finding.blocks
    assert "{" not in finding.words.zh + finding.words.en


def test_while_mediation_goes_on_nothing_is_warned_of() -> None:
    claim = limitation(
        known_on=day("2023-06-01"), interruptions=events(("mediation_request", "2026-05-20", None))
    )
    assert check_limitation(claim, on=day("2026-12-01")).code == "limitation_interrupted"
    assert claim.warn_on == ()


def test_the_words_never_say_that_a_claim_is_barred() -> None:
    finding = check_limitation(limitation(known_on=day("2020-06-01")), on=day("2026-06-02"))
    assert "可能" in finding.words.zh
    assert "may have" in finding.words.en


def test_an_end_in_an_unpublished_year_is_provisional() -> None:
    assert limitation(known_on=day("2025-06-01")).provisional
    assert not limitation(known_on=day("2023-06-01")).provisional


def test_every_kind_of_interruption_has_words_and_an_article() -> None:
    for code, kind in interruption_kinds().items():
        assert all((*kind.words, kind.legal_basis)), code
    with pytest.raises(KeyError):
        limitation(known_on=day("2023-06-01"), interruptions=events(("rumour", "2024-01-01", None)))


def test_after_a_procedure_the_period_starts_anew_only_when_it_ends() -> None:
    """民法典 195 (3), (4): a suit, arbitration and the like; the others work on their own day."""
    kinds = interruption_kinds()
    assert {code for code, kind in kinds.items() if not kind.is_procedure} == {
        "demand",
        "promise",
        "part_payment",
        "instalment_plan",
    }


def test_only_what_the_debtor_does_counts_after_the_end() -> None:
    kinds = interruption_kinds()
    assert {code for code, kind in kinds.items() if kind.is_acknowledgement} == {
        "promise",
        "part_payment",
        "instalment_plan",
    }


EVENTS = st.lists(
    st.tuples(st.sampled_from(sorted(interruption_kinds())), st.integers(0, 4000), st.integers(0, 400)),
    max_size=6,
)


@given(st.dates(date(2018, 1, 1), date(2026, 1, 1)), EVENTS, st.data())
def test_no_further_event_ever_moves_the_end_back(
    known: date, told: list[tuple[str, int, int]], data: st.DataObject
) -> None:
    interruptions = [
        Interruption(kind, known + timedelta(days=after), known + timedelta(days=after + length))
        for kind, after, length in told
    ]
    whole = limitation(known_on=known, interruptions=interruptions)
    assert whole.due_on is not None
    assert whole.due_on <= whole.cap_on
    if interruptions:
        left_out = data.draw(st.integers(0, len(interruptions) - 1))
        rest = interruptions[:left_out] + interruptions[left_out + 1 :]
        fewer = limitation(known_on=known, interruptions=rest)
        assert fewer.due_on is not None
        assert fewer.due_on <= whole.due_on
