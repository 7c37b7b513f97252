"""A citizen's browser at the door of a founded city."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.intake.walk import Walk
from tests.stages import Stage


@pytest.fixture
def city(founded: Stage) -> Flask:
    return founded.app


@pytest.fixture
def walk(city: Flask) -> Walk:
    return Walk(city.test_client()).begin()
