"""What an electronic signature is worth and what it may conclude, as a table; the order of hands."""

from __future__ import annotations

from datetime import date

import pytest

from mediation.rules.agreement.signatures import (
    Certificate,
    Facts,
    Level,
    first_too_weak,
    least_level,
    level_of,
    too_weak,
    waits_for,
)

ON = date(2026, 11, 22)
LICENSED, OWN, NONE = Certificate.LICENSED, Certificate.OWN, Certificate.NONE


@pytest.mark.parametrize(
    ("facts", "level", "remark"),
    [
        (Facts(True, True, True, True, LICENSED), Level.RELIABLE, "all of 电子签名法 13 and 16"),
        (Facts(True, True, True, True, OWN), Level.SIMPLE, "our own certificate is only our word"),
        (Facts(True, True, True, True, NONE), Level.SIMPLE, "no certificate at all"),
        (
            Facts(True, True, True, True, LICENSED, sole_control=False),
            Level.SIMPLE,
            "the code went through the staff: certified or not, the signer had no sole control",
        ),
        (Facts(False, True, True, True, LICENSED), None, "nobody knows who it was"),
        (Facts(True, False, True, True, LICENSED), None, "not confirmed at that moment: no sole control"),
        (Facts(True, True, False, True, LICENSED), None, "bound to no text: a change would pass unnoticed"),
        (Facts(True, True, True, False, LICENSED), None, "no time"),
    ],
)
def test_what_a_signature_is_worth(facts: Facts, level: Level | None, remark: str) -> None:
    assert level_of(facts) is level, remark


@pytest.mark.parametrize(
    ("regime", "track", "simple", "reliable", "remark"),
    [
        ("RM", "own", True, True, "the parties agree to sign electronically (电子签名法 3)"),
        ("HY", "own", True, True, "a contract of the parties"),
        ("SS", "own", True, True, "商事调解条例 18"),
        ("TY", "own", False, True, "invited by a court"),
        ("XZ", "own", False, True, "an authority mediates"),
        ("RM", "assigned", False, True, "委派: reliable, or ink with a scan"),
        ("HY", "assigned", False, True, "委派, whatever the regime"),
        ("RM", "entrusted", False, True, "委托"),
        ("RM", "entrusted_simple", False, True, "委托"),
    ],
)
def test_what_each_level_may_conclude(
    regime: str, track: str, simple: bool, reliable: bool, remark: str
) -> None:
    assert (too_weak("simple", regime, track, on=ON) is None) is simple, remark
    assert (too_weak("reliable", regime, track, on=ON) is None) is reliable, remark
    assert too_weak("ink", regime, track, on=ON) is None, "ink is always enough"
    assert least_level(regime, track, on=ON).legal_basis


def test_one_weak_hand_among_strong_ones_stops_the_conclusion() -> None:
    assert [one.code for one in first_too_weak(["ink", "simple", "ink"], "RM", "assigned", on=ON)] == [
        "signature_too_weak"
    ]
    assert first_too_weak(["ink", "reliable"], "RM", "assigned", on=ON) == ()


@pytest.mark.parametrize(
    ("signer", "signed", "waiting"),
    [
        ("applicant", (), ()),
        ("respondent", (), ()),
        ("mediator", ("applicant",), ("respondent",)),
        ("mediator", ("applicant", "respondent"), ()),
        ("organisation", ("applicant", "respondent"), ("mediator",)),
        ("organisation", (), ("applicant", "respondent", "mediator")),
    ],
)
def test_the_parties_sign_before_the_mediator_and_the_seal_comes_last(
    signer: str, signed: tuple[str, ...], waiting: tuple[str, ...]
) -> None:
    assert waits_for(signer, signed) == waiting
