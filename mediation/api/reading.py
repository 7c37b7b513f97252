"""Reading what was sent: JSON as its shape, or a problem that names every place that is wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from flask import request
from pydantic import BaseModel, ValidationError
from pydantic_core import from_json, to_json
from werkzeug.datastructures import MultiDict

from mediation.api.problems import MOST_BYTES, Fault, Problem
from mediation.rules.findings import Words
from mediation.rules.phrases import phrase
from mediation.text import throughout

JSON = "application/json"
MOST_FAULTS = 20
_VERSION = re.compile(r'"(\d{1,9})"')

# What pydantic found wrong, in words that say what to send instead; {places} are its own.
_WRONG: dict[str, Words] = {
    "missing": Words("缺少这一项。", "This is missing."),
    "extra_forbidden": Words("没有这一项，请核对名称。", "There is no such field: check its name."),
    "string_type": Words("应为字符串。", "It must be a string."),
    "int_type": Words("应为整数，不加引号和小数。", "It must be a whole number, without quotes or decimals."),
    "int_parsing": Words("应为整数。", "It must be a whole number."),
    "int_from_float": Words("应为整数，不能有小数。", "It must be a whole number, without decimals."),
    "bool_type": Words("应为 true 或者 false。", "It must be true or false."),
    "bool_parsing": Words("应为 true 或者 false。", "It must be true or false."),
    "list_type": Words("应为数组。", "It must be an array."),
    "model_type": Words("应为对象。", "It must be an object."),
    "model_attributes_type": Words("应为对象。", "It must be an object."),
    "dict_type": Words("应为对象。", "It must be an object."),
    "string_too_short": Words("至少 {min_length} 个字符。", "At least {min_length} characters."),
    "string_too_long": Words("最多 {max_length} 个字符。", "At most {max_length} characters."),
    "string_pattern_mismatch": Words(
        "格式不对，应符合 {pattern}。", "The format is not right: it must match {pattern}."
    ),
    "too_short": Words("至少 {min_length} 条。", "At least {min_length} of them."),
    "too_long": Words("最多 {max_length} 条。", "At most {max_length} of them."),
    "greater_than_equal": Words("不能小于 {ge}。", "It must be at least {ge}."),
    "less_than_equal": Words("不能大于 {le}。", "It must be at most {le}."),
    "literal_error": Words("只能是：{expected}。", "It must be one of {expected}."),
    "timezone_aware": Words(
        "时刻须带时区，例如 2026-11-22T01:30:00Z。", "A moment needs its zone, such as 2026-11-22T01:30:00Z."
    ),
}
_DAYS = Words("日期应写成 2026-11-22。", "Write a day as 2026-11-22.")
_MOMENTS = Words("时刻应写成 2026-11-22T01:30:00Z。", "Write a moment as 2026-11-22T01:30:00Z.")
_OTHERWISE = Words("内容不符合接口规定，请核对类型和格式。", "It does not fit: check its type and format.")


def body_as(shape: type[BaseModel]) -> BaseModel:
    """The body as `shape`; raises Problem."""
    if request.mimetype != JSON:
        raise Problem("not_json")
    content = request.get_data(cache=True)
    if len(content) > MOST_BYTES:
        raise Problem("too_large", most=MOST_BYTES)
    try:
        return shape.model_validate_json(_composed(content))
    except ValidationError as wrong:
        if wrong.errors()[0]["type"] == "json_invalid":
            raise Problem("malformed") from None
        raise Problem("invalid", faults=_faults(wrong, "/")) from None


def _composed(content: bytes) -> bytes:
    """The same JSON with its text in the form in which it is kept; what is no JSON as it is."""
    try:
        sent = from_json(content)
    except ValueError:
        return content
    return to_json(throughout(sent))


def query_as(shape: type[BaseModel], typed: MultiDict[str, str]) -> BaseModel:
    """What stands after the question mark as `shape`; raises Problem, also for a name given twice."""
    twice = [name for name, values in typed.lists() if len(values) > 1]
    if twice:
        words = Words("这一项只能写一次。", "Give this once only.")
        raise Problem("invalid", faults=[Fault(name[:60], words) for name in twice[:MOST_FAULTS]])
    try:
        return shape.model_validate_strings(typed.to_dict())
    except ValidationError as wrong:
        raise Problem("invalid", faults=_faults(wrong, "")) from None


def version_asked() -> int:
    """The version in If-Match, as ETag gave it; raises Problem."""
    given = request.headers.get("If-Match", "").strip()
    if not given:
        raise Problem("version_missing")
    found = _VERSION.fullmatch(given)
    if found is None:
        raise Problem("changed_meanwhile")
    return int(found[1])


def _faults(wrong: ValidationError, root: str) -> Sequence[Fault]:
    found = wrong.errors(include_url=False, include_input=False)[:MOST_FAULTS]
    return [Fault(root + "/".join(map(_pointed, one["loc"])), _words(one)) for one in found]


def _pointed(part: str | int) -> str:
    """A step of a JSON pointer (RFC 6901); what was sent as a name is not repeated at any length."""
    return str(part)[:60].replace("~", "~0").replace("/", "~1")


def _words(error: Any) -> Words:
    kind = str(error["type"])
    if words := _WRONG.get(kind):
        facts = {name: str(fact).replace(" or ", ", ") for name, fact in error.get("ctx", {}).items()}
        return phrase(*words, **facts)
    if kind.startswith("datetime_"):
        return _MOMENTS
    return _DAYS if kind.startswith("date_") else _OTHERWISE
