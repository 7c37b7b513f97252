"""The specification is sound, complete in both languages, and the API keeps to it."""

from __future__ import annotations

import json
from typing import Any

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, given, settings
from openapi_spec_validator import validate
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig

from mediation.api.declaring import ENDPOINTS
from tests.api.calling import court_system, stored, token_of
from tests.properties import examples
from tests.referrals.arrivals import taken, withdrawn

pytestmark = pytest.mark.usefixtures("founded", "undrawn")


@pytest.fixture
def told(client: FlaskClient) -> dict[str, Any]:
    return dict(client.get("/api/openapi.json").json)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_is_sound_openapi_3_1(client: FlaskClient, lang: str) -> None:
    told = client.get("/api/openapi.json", headers={"Accept-Language": lang}).json
    assert told["openapi"].startswith("3.1.")
    validate(told)


def test_english_has_no_chinese_beside_examples(client: FlaskClient) -> None:
    told = client.get("/api/openapi.json", headers={"Accept-Language": "en"}).json
    said = json.dumps(_descriptions(told), ensure_ascii=False)
    assert [c for c in said if "\u4e00" <= c <= "\u9fff" and c not in "民特"] == []


def _descriptions(told: Any) -> list[str]:
    if isinstance(told, list):
        return [text for one in told for text in _descriptions(one)]
    if not isinstance(told, dict):
        return []
    own = [
        value for name, value in told.items() if name in {"description", "summary"} and isinstance(value, str)
    ]
    return own + [text for value in told.values() for text in _descriptions(value)]


def test_every_endpoint_stands_in_it(told: dict[str, Any]) -> None:
    named = {one["operationId"] for path in told["paths"].values() for one in path.values()}
    assert named == set(ENDPOINTS)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_explains_every_endpoint_schema_and_problem(client: FlaskClient, lang: str) -> None:
    client.set_cookie("lang", lang)
    page = client.get("/api/").text
    told = client.get("/api/openapi.json").json
    for anchor in [*ENDPOINTS, *(f"schema-{name}" for name in told["components"]["schemas"])]:
        assert f'id="{anchor}"' in page, anchor
    assert 'id="problem-key-reused"' in page
    assert "://" not in page.replace("http://localhost", "").replace("https://system.example", "")


def test_links_of_problems_lead_to_the_page(app: Flask, client: FlaskClient) -> None:
    kind = court_system(app).get("/referrals/2026-00077").json["type"]
    path, _, anchor = kind.partition("#")
    assert f'id="{anchor}"' in client.get(path).text


# What a specification cannot say (a state that does not fit, a version overtaken, another body's thing) is
# answered with these; everything else is held to it.
ALLOWED = ["2xx", "404", "409", "412", "422"]
CHECKS = {
    "positive_data_acceptance": {"expected-statuses": ALLOWED},
    "negative_data_rejection": {"expected-statuses": ["4xx"]},
    "ignored_auth": {"enabled": False},  # test_walls tries every endpoint without a token
}


# Requests change what the next one meets, so nothing that failed can be tried again or made smaller.
SOME = settings(
    examples(2),
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.hypothesis
@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_it_keeps_to_its_specification_whatever_is_sent(app: Flask, mode: GenerationMode) -> None:
    """Generated requests, right ones and wrong ones, for every endpoint."""
    stored(app, lambda: withdrawn(taken()).id)
    headers = {"Authorization": f"Bearer {token_of(app, per_minute=6000)}"}
    config = SchemathesisConfig.from_dict({"checks": CHECKS})
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", app, config=config)
    tried = set()
    for found in schema.get_all_operations():
        operation = found.ok()

        @settings(SOME)
        @given(case=operation.as_strategy(generation_mode=mode))
        def keeps(case: Any) -> None:
            case.call_and_validate(headers=headers)

        keeps()
        tried.add(operation.definition.raw["operationId"])
    assert tried == set(ENDPOINTS)
