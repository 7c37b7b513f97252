"""The specification (OpenAPI 3.1), made from the endpoints themselves, in the reader's language."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, models_json_schema

from mediation.api import idempotency
from mediation.api.declaring import ENDPOINTS, PLACES, Endpoint
from mediation.api.problems import KINDS, PROBLEM_JSON
from mediation.api.reading import JSON
from mediation.api.scopes import SCOPES
from mediation.rules.findings import Words
from mediation.web import programs
from mediation.web.words import language, speaking, t

VERSION = "1.0.0"
REFERENCES = "#/components/schemas/{model}"
ETAG = r'^"[0-9]{1,9}"$'

TITLE = Words("金融纠纷调解中心接口", "Mediation centre API")
ABOUT = Words(
    "供法院、主管部门和金融机构的系统使用：移送、签收、反馈、查询案件。令牌由调解中心管理员发放。",
    "For the systems of courts, authorities and institutions: hand over, sign for, answer, follow cases. The "
    "centre's administrator gives out tokens.",
)


class _Untitled(GenerateJsonSchema):
    """Names of fields are not repeated as titles."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def specification() -> dict[str, Any]:
    """The whole specification in the language of the reader."""
    return _made(language())


@cache
def _made(lang: str) -> dict[str, Any]:
    with speaking(lang):
        made: dict[str, Any] = {
            "openapi": "3.1.0",
            "info": {"title": t(TITLE), "version": VERSION, "description": t(ABOUT)},
            "servers": [{"url": programs.ROOT}],
            "security": [{"token": []}],
            "tags": [{"name": t(room)} for room in dict.fromkeys(one.room for one in ENDPOINTS.values())],
            "paths": _paths(),
            "components": {
                "securitySchemes": {
                    "token": {"type": "http", "scheme": "bearer", "description": _scopes()},
                },
                "schemas": _schemas(),
            },
        }
        described: dict[str, Any] = _in_one_language(made)
        return described


def shapes() -> list[type[BaseModel]]:
    """Every shape that an endpoint takes or gives as a body."""
    named = [shape for one in ENDPOINTS.values() for shape in (one.body, one.answer) if shape is not None]
    return list(dict.fromkeys(named))


def _scopes() -> str:
    return "; ".join(f"{scope}: {t(words)}" for scope, words in SCOPES.items())


def _paths() -> dict[str, Any]:
    paths: dict[str, Any] = {}
    for one in ENDPOINTS.values():
        paths.setdefault(one.path, {})[one.method.lower()] = _operation(one)
    return paths


def _operation(one: Endpoint) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": one.name,
        "tags": [t(one.room)],
        "summary": t(one.words),
        "parameters": [*map(_place, one.places), *_query(one), *_headers(one)],
        "responses": _responses(one),
    }
    if t(one.more):
        operation["description"] = t(one.more)
    if one.scope:
        operation["x-scope"] = one.scope
    if one.body is not None:
        content = {JSON: {"schema": _reference(one.body)}}
        operation["requestBody"] = {"required": True, "content": content}
    return operation


def _place(name: str) -> dict[str, Any]:
    _, pattern, example, words = PLACES[name]
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": t(words),
        "example": example,
        "schema": {"type": "string", "pattern": pattern},
    }


def _query(one: Endpoint) -> list[dict[str, Any]]:
    if one.query is None:
        return []
    schema = one.query.model_json_schema(schema_generator=_Untitled)
    found = []
    for name, described in schema["properties"].items():
        plain = dict(described)
        description = plain.pop("description", None)
        if choices := plain.pop("anyOf", None):  # what may be left out is text where it is given
            plain = {**plain, **choices[0]}
            plain.pop("default", None)
        parameter = {"name": name, "in": "query", "required": False, "schema": plain}
        found.append(parameter | ({"description": description} if description else {}))
    return found


def _headers(one: Endpoint) -> list[dict[str, Any]]:
    found = []
    if one.writes:
        found.append(
            {
                "name": idempotency.HEADER,
                "in": "header",
                "required": True,
                "description": t(
                    "每次提交自己生成，重试时不变；至少保留 24 小时",
                    "made by you for each change, the same when you try again; kept for 24 hours at least",
                ),
                "example": "7f3c9a52-4b1e-4c55-9d0e-2f6a8b1c7d90",
                "schema": {"type": "string", "pattern": idempotency.PATTERN},
            }
        )
    if one.versioned:
        found.append(
            {
                "name": "If-Match",
                "in": "header",
                "required": True,
                "description": t("查询时得到的 ETag", "the ETag that reading it gave"),
                "example": '"3"',
                "schema": {"type": "string", "pattern": ETAG},
            }
        )
    return found


def _responses(one: Endpoint) -> dict[str, Any]:
    if one.answer is None:
        content: dict[str, Any] = {one.file: {"schema": {"type": "string", "contentMediaType": one.file}}}
    else:
        content = {JSON: {"schema": _reference(one.answer)}}
    good: dict[str, Any] = {"description": t(one.words), "content": content}
    responses: dict[str, Any] = {str(one.status): good}
    for status in sorted({KINDS[code].status for code in problems_of(one)}):
        titles = [KINDS[code].title for code in problems_of(one) if KINDS[code].status == status]
        responses[str(status)] = {
            "description": t("；", "; ").join(t(title) for title in titles),
            "content": {PROBLEM_JSON: {"schema": {"$ref": REFERENCES.format(model="Problem")}}},
        }
    return responses


def problems_of(one: Endpoint) -> list[str]:
    """The codes of the problems that an endpoint may answer with."""
    found = ["token_missing", "token_unknown", "token_ended", "address_not_allowed"]
    found += ["scope_missing"] if one.scope else []
    found += ["not_found"] if one.places else []
    found += ["invalid"] if one.query else []
    if one.body is not None:
        found += ["malformed", "idempotency_key_missing", "too_large", "not_json", "invalid", "refused"]
        found += ["key_reused", "in_progress", "not_possible", "already_entered"]
    found += ["version_missing", "changed_meanwhile"] if one.versioned else []
    return [*found, "too_many", "locked", "internal"]


def _reference(shape: type[BaseModel]) -> dict[str, str]:
    return {"$ref": REFERENCES.format(model=shape.__name__)}


def _schemas() -> dict[str, Any]:
    _, described = models_json_schema(
        [(shape, "validation") for shape in shapes()],
        ref_template=REFERENCES,
        schema_generator=_Untitled,
    )
    schemas: dict[str, Any] = described["$defs"]
    for schema in schemas.values():
        schema.pop("description", None)  # what a class says of itself is for whoever reads the code
        schema.pop("title", None)
    return {**schemas, "Problem": _problem()}


def _problem() -> dict[str, Any]:
    text = {"type": "string"}
    fault = {
        "type": "object",
        "required": ["path", "detail"],
        "properties": {"path": text, "detail": text},
    }
    return {
        "type": "object",
        "description": "RFC 9457",
        "required": ["type", "title", "status", "detail", "code", "request_id"],
        "properties": {
            "type": text,
            "title": text,
            "status": {"type": "integer"},
            "detail": text,
            "code": {"type": "string", "enum": list(KINDS)},
            "request_id": text,
            "errors": {"type": "array", "items": fault},
        },
    }


def _in_one_language(described: Any) -> Any:
    """The description of a field is written as a pair; one half of it goes out."""
    if isinstance(described, list):
        return [_in_one_language(one) for one in described]
    if not isinstance(described, dict):
        return described
    return {
        name: t(Words(*value))
        if name == "description" and isinstance(value, list)
        else _in_one_language(value)
        for name, value in described.items()
    }
