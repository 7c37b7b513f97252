"""Lines of consent: separate, versioned, and no more of them required than are needed."""

from __future__ import annotations

from datetime import date

from mediation.rules.acceptance.privacy import consent_lines
from mediation.rules.tables import Checked

TODAY = date(2026, 11, 22)


def test_each_receiver_and_the_sensitive_data_have_their_own_line() -> None:
    required = {line.code: line.required for line in consent_lines(on=TODAY)}
    assert required == {
        "centre": True,
        "sensitive": True,
        "institution": True,
        "mediator": True,
        "court": False,
        "authority": False,
    }


def test_each_line_has_a_version_a_basis_and_both_languages() -> None:
    for line in consent_lines(on=TODAY):
        assert line.version
        assert line.legal_basis
        assert Checked(line.checked)
        assert line.words.zh
        assert line.words.en
        assert line.detail.zh
        assert line.detail.en


def test_before_the_law_was_in_force_there_are_no_lines() -> None:
    assert consent_lines(on=date(2021, 10, 31)) == ()
