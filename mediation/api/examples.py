"""Examples for the page of the documentation, made from the schemas so that they cannot grow old."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from mediation.api import idempotency
from mediation.api.declaring import PLACES, Endpoint

# What an example says for a field of this name; else something that fits its type.
_SAID: dict[str, Any] = {
    "number": "2026-00012",
    "number_text": "厦金转〔2026〕00012号",
    "kind": "court_assigned",
    "direction": "in",
    "state": "registered",
    "their_number": "（2026）闽0203诉前调123号",
    "their_contact": "立案庭 0592-0000000",
    "applicant": "林某某",
    "respondent": "某银行",
    "product": "credit_card",
    "amount_fen": 1260000,
    "subject": "信用卡分期手续费争议",
    "turn": "centre",
    "side": "applicant",
    "name": "林某某",
    "title": "起诉状",
    "signed_by": "立案庭",
    "result": "done",
    "url": "https://system.example/notices",
    "next": None,
    "sha256": "",
    "fault": "缺少原告签名",
    "reason": "材料不全",
    "text": "已收到，三个工作日内答复。",
    "position": 2,
    "version": 3,
    "limit": 50,
}
_FORMATS = {"date": "2026-11-20", "date-time": "2026-11-20T01:30:00Z"}
_PLAIN: dict[str, Any] = {"string": "", "integer": 1, "boolean": True, "array": [], "object": {}}
REFERENCE = "#/components/schemas/"


def written(schemas: Mapping[str, Any], name: str) -> str:
    """An example of the schema `name` as JSON."""
    return json.dumps(_example(schemas, schemas[name]), ensure_ascii=False, indent=2)


def needed(schemas: Mapping[str, Any], shape: type[BaseModel]) -> Any:
    """What must be sent at least for `shape`."""
    return _example(schemas, schemas[shape.__name__], needed=True)


def curl(one: Endpoint, described: Mapping[str, Any], root: str) -> str:
    """A command that calls the endpoint."""
    path = one.path
    for place in one.places:
        path = path.replace(f"{{{place}}}", str(PLACES[place][2]))
    lines = [f'curl -H "Authorization: Bearer $TOKEN" {root}{path}']
    if one.writes:
        lines.append(f'-H "{idempotency.HEADER}: $(uuidgen)"')
    if one.versioned:
        lines.append("-H 'If-Match: \"3\"'")
    if one.body is not None:
        content = json.dumps(needed(described["components"]["schemas"], one.body), ensure_ascii=False)
        lines += ['-H "Content-Type: application/json"', f"-d '{content}'"]
    if one.answer is None:
        lines.append(f"-o paper.{one.file.partition('/')[2]}")
    return " \\\n  ".join(lines)


def type_of(schema: Mapping[str, Any]) -> str:
    """The type of a field in one line: `string`, `date or null`, `list of Material`."""
    if "$ref" in schema:
        return str(schema["$ref"]).removeprefix(REFERENCE)
    if "anyOf" in schema:
        return " | ".join(type_of(one) for one in schema["anyOf"])
    if schema.get("type") == "array":
        return f"[{type_of(schema['items'])}]"
    return str(schema.get("format") or schema.get("type") or "string")


def _example(
    schemas: Mapping[str, Any], schema: Mapping[str, Any], name: str = "", needed: bool = False
) -> Any:
    if "$ref" in schema:
        return _example(schemas, schemas[schema["$ref"].removeprefix(REFERENCE)], name, needed)
    if schema.get("type") == "object":
        wanted = schema.get("required", ()) if needed else schema.get("properties", {})
        return {field: _example(schemas, schema["properties"][field], field, needed) for field in wanted}
    if schema.get("type") == "array":
        return [_example(schemas, schema["items"], "", needed)]
    return _value(schemas, schema, name)


def _value(schemas: Mapping[str, Any], schema: Mapping[str, Any], name: str) -> Any:
    if name in _SAID and _SAID[name] in schema.get("enum", (_SAID[name],)):
        return _SAID[name]
    if "anyOf" in schema:
        return _example(schemas, schema["anyOf"][0], name)
    if "enum" in schema:
        return schema["enum"][0]
    if "const" in schema:
        return schema["const"]
    return _FORMATS.get(schema.get("format", ""), _PLAIN.get(schema.get("type", "string"), ""))
