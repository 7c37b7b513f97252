"""What goes wrong, as RFC 9457 wants it said: a type, a title, and a sentence that says what to do."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from flask import Response, g

from mediation.rules.findings import Words
from mediation.rules.phrases import phrase
from mediation.web.words import language, t

PROBLEM_JSON = "application/problem+json"
TYPES_AT = "/api/#problem-"  # each type is explained on the page of the documentation


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: its status, what happened, and what to do."""

    status: int
    title: Words
    detail: Words


KINDS: dict[str, Kind] = {
    "malformed": Kind(
        400,
        Words("请求正文不是 JSON", "The body is not JSON"),
        Words(
            "请发送 UTF-8 编码的 JSON 对象，并检查括号、引号和逗号。",
            "Send a JSON object in UTF-8; check brackets, quotes and commas.",
        ),
    ),
    "idempotency_key_missing": Kind(
        400,
        Words("缺少 Idempotency-Key", "Idempotency-Key is missing"),
        Words(
            "请为每次提交生成唯一的 Idempotency-Key（8 到 80 个字母、数字或 -_.:），重试时用同一个。",
            "Make an Idempotency-Key of your own for each change (8 to 80 letters, digits or -_.:), and use "
            "the same one when you try again.",
        ),
    ),
    "token_missing": Kind(
        401,
        Words("没有令牌", "No token"),
        Words(
            "请在 Authorization 头中发送 Bearer 令牌；登录网页用的会话在这里无效。",
            "Send the token as Authorization: Bearer. The session of a browser does not count here.",
        ),
    ),
    "token_unknown": Kind(
        401,
        Words("令牌无效", "The token is not valid"),
        Words(
            "请核对令牌是否完整。令牌遗失的，请联系调解中心管理员重新发放。",
            "Check that the token is complete. If it was lost, ask the centre's administrator for another.",
        ),
    ),
    "token_ended": Kind(
        401,
        Words("令牌已到期或已撤销", "The token has expired or was revoked"),
        Words(
            "请联系调解中心管理员发放新令牌。",
            "Ask the centre's administrator for a new token.",
        ),
    ),
    "scope_missing": Kind(
        403,
        Words("令牌没有这项权限", "The token lacks this scope"),
        Words(
            "这一接口需要权限 {scope}。请联系调解中心管理员发放带有该权限的令牌。",
            "This endpoint needs the scope {scope}. Ask the centre's administrator for a token that has it.",
        ),
    ),
    "address_not_allowed": Kind(
        403,
        Words("这个网络地址不能使用该令牌", "This network address may not use the token"),
        Words(
            "请从登记过的地址调用，或者联系调解中心管理员修改。",
            "Call from an address that was registered, or ask the centre's administrator to change it.",
        ),
    ),
    "not_found": Kind(
        404,
        Words("没有找到", "Not found"),
        Words(
            "请核对地址和编号。不属于贵单位的事项同样如此答复。",
            "Check address and number. What is not your body's is answered in the same way.",
        ),
    ),
    "method_not_allowed": Kind(
        405,
        Words("这个地址不支持该方法", "This address does not take that method"),
        Words(
            "请按接口文档选用方法；可用的方法见 Allow 头。",
            "Use the method that the documentation names; Allow lists those there are.",
        ),
    ),
    "not_possible": Kind(
        409,
        Words("目前的状态不能这样办理", "Not possible in its present state"),
        Words(
            "请重新查询最新状态，再决定怎么办理。",
            "Read where it stands now, then decide again.",
        ),
    ),
    "already_entered": Kind(
        409,
        Words("这个编号已经登记过", "This number is in the ledger already"),
        Words(
            "请查询已登记的移送，不要重复登记。", "Read the hand-over that is there; do not enter it twice."
        ),
    ),
    "in_progress": Kind(
        409,
        Words("同一 Idempotency-Key 的请求正在处理", "A request with this Idempotency-Key is being handled"),
        Words(
            "请等几秒，用同一个 Idempotency-Key 和同样的内容重试，会得到第一次的结果。",
            "Wait a few seconds and try again with the same key and the same content: you get the answer "
            "of the first.",
        ),
    ),
    "changed_meanwhile": Kind(
        412,
        Words("版本已变化，没有办理", "It has changed meanwhile; nothing was done"),
        Words(
            "请重新查询，看清变化后，用新的 ETag 作 If-Match 再提交。",
            "Read it again, see what changed, and send with its new ETag as If-Match.",
        ),
    ),
    "too_large": Kind(
        413,
        Words("请求正文太大", "The body is too large"),
        Words("一次最多 {most} 字节，请减少内容。", "At most {most} bytes at a time: send less."),
    ),
    "not_json": Kind(
        415,
        Words("只接受 JSON", "Only JSON is taken"),
        Words("请用 Content-Type: application/json 发送。", "Send it with Content-Type: application/json."),
    ),
    "invalid": Kind(
        422,
        Words("内容不符合接口规定", "The content does not fit the specification"),
        Words(
            "请按 errors 中每一处的说明修改后，再次提交。",
            "Change each place as errors says, then send it again.",
        ),
    ),
    "refused": Kind(
        422,
        Words("没有办理", "Not done"),
        Words("请按 errors 中的说明处理。", "Do as errors says."),
    ),
    "key_reused": Kind(
        422,
        Words("这个 Idempotency-Key 用过了", "This Idempotency-Key was used before"),
        Words(
            "它属于另一个内容不同的请求。新的提交请用新的 Idempotency-Key。",
            "It belongs to a request with other content. Use a new key for a new change.",
        ),
    ),
    "version_missing": Kind(
        428,
        Words("缺少 If-Match", "If-Match is missing"),
        Words(
            "请先查询，用得到的 ETag 作 If-Match，以免覆盖别人刚作的变更。",
            "Read it first and send its ETag as If-Match, so that nobody's change is overwritten.",
        ),
    ),
    "too_many": Kind(
        429,
        Words("调用太频繁", "Too many calls"),
        Words(
            "这个令牌每分钟最多 {most} 次。请按 Retry-After 的秒数等待后重试。",
            "This token may call {most} times a minute. Wait as many seconds as Retry-After says.",
        ),
    ),
    "locked": Kind(
        429,
        Words("错误的令牌太多，暂停受理", "Too many wrong tokens: please wait"),
        Words(
            "这个网络地址半小时内不再受理。请核对令牌配置，按 Retry-After 等待后重试。",
            "Nothing is taken from this network address for half an hour. Check the token that is set up and "
            "wait as Retry-After says.",
        ),
    ),
    "internal": Kind(
        500,
        Words("系统出错", "Something went wrong"),
        Words(
            "请稍后用同一个 Idempotency-Key 重试。仍然失败的，请把 request_id 告诉调解中心。",
            "Try again later with the same Idempotency-Key. If it fails again, tell us the request_id.",
        ),
    ),
}

# What a status means that no endpoint foresaw.
BY_STATUS = {
    400: "malformed",
    404: "not_found",
    405: "method_not_allowed",
    412: "changed_meanwhile",
    413: "too_large",
    415: "not_json",
}
MOST_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class Fault:
    """One place that is wrong: a JSON pointer, or the name of a parameter, and what to do there."""

    path: str
    words: Words


class Problem(Exception):
    """An endpoint cannot answer as asked; `detail` says it better than the kind, where given."""

    def __init__(
        self,
        code: str,
        detail: Words | None = None,
        *,
        faults: Sequence[Fault] = (),
        headers: Mapping[str, str] | None = None,
        **facts: object,
    ) -> None:
        super().__init__(code)
        self.code = code
        words = KINDS[code].detail
        self.detail = detail or phrase(words.zh, words.en, **facts)
        self.faults = tuple(faults)
        self.headers = dict(headers or {})


def answer(problem: Problem) -> Response:
    """The problem as it goes out, in the language that the caller reads."""
    kind = KINDS[problem.code]
    members: dict[str, object] = {
        "type": f"{TYPES_AT}{problem.code.replace('_', '-')}",
        "title": t(kind.title),
        "status": kind.status,
        "detail": t(problem.detail),
        "code": problem.code,
        "request_id": g.get("request_id", ""),
    }
    if problem.faults:
        members["errors"] = [{"path": one.path, "detail": t(one.words)} for one in problem.faults]
    response = Response(json.dumps(members, ensure_ascii=False), kind.status, mimetype=PROBLEM_JSON)
    response.headers["Content-Language"] = "en" if language() == "en" else "zh-CN"
    response.headers.update(problem.headers)
    if kind.status == HTTPStatus.UNAUTHORIZED:
        error = "" if problem.code == "token_missing" else ', error="invalid_token"'
        response.headers["WWW-Authenticate"] = f'Bearer realm="fengqiao"{error}'
    return response


def of_status(status: int, headers: Mapping[str, str], number: str) -> Response:
    """The answer to an error that no endpoint foresaw; `number` is that of the error in our log."""
    known = "internal" if status >= HTTPStatus.INTERNAL_SERVER_ERROR else "malformed"
    kept = {name: value for name, value in headers.items() if name in {"Allow", "Retry-After"}}
    if number:
        kept["X-Error-Number"] = number
    return answer(Problem(BY_STATUS.get(status, known), headers=kept, most=MOST_BYTES))
