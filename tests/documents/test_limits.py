"""A stranger's bytes are opened within limits, by few at one moment, whatever a library does."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from mediation import limited
from tests import misbehaving

MODULE = misbehaving.__name__


@pytest.fixture
def limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> limited.Limits:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return limited.Limits("trials", 256 * limited.MEGABYTE, seconds=1, patience=20, wait=0)


def test_what_the_program_writes_is_given_back(limits: limited.Limits) -> None:
    assert limited.run(MODULE, b"abc", limits, "behaves") == b"cba"


@pytest.mark.parametrize("how", ["memory", "spins", "writes", "dies"])
def test_a_program_that_goes_beyond_a_limit_is_given_up(limits: limited.Limits, how: str) -> None:
    with pytest.raises(limited.TooMuch):
        limited.run(MODULE, b"abc", limits, how)
    assert limited.run(MODULE, b"abc", limits, "behaves") == b"cba", "its place is free again"


def test_a_program_that_sleeps_is_given_up_when_patience_ends(limits: limited.Limits) -> None:
    with pytest.raises(limited.TooMuch):
        limited.run(MODULE, b"abc", replace(limits, patience=0.5), "sleeps")


def test_no_more_than_the_places_are_taken_at_one_moment(limits: limited.Limits) -> None:
    with ExitStack() as taken:
        for _ in range(limits.at_once):
            taken.enter_context(limited._place(limits))
        with pytest.raises(limited.Busy):
            limited.run(MODULE, b"abc", limits, "behaves")
    assert limited.run(MODULE, b"abc", limits, "behaves") == b"cba"


def test_a_place_waits_for_its_turn(limits: limited.Limits) -> None:
    with limited._place(replace(limits, at_once=1)), pytest.raises(limited.Busy):
        limited.run(MODULE, b"abc", replace(limits, at_once=1, wait=0.2), "behaves")
