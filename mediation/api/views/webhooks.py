"""Endpoints by which a body looks after its own addresses for notices."""

from __future__ import annotations

from mediation.api.declaring import Answer, Call, endpoint
from mediation.api.problems import Fault, Problem
from mediation.api.shapes import webhooks as shapes
from mediation.api.shapes.acts import Nothing
from mediation.rules.findings import Words
from mediation.webhooks import operations, queries
from mediation.webhooks.kinds import offered
from mediation.webhooks.models import Notice, SigningKey, Subscription
from mediation.webhooks.operations import SubscriptionRefused

ROOM = Words("变更通知（webhook）", "Notices of changes (webhooks)")
SCOPE = "webhooks:manage"
ONE = "/webhooks/{webhook}"
FIELDS = {"url": "/url", "kinds": "/events"}


@endpoint(
    "GET",
    "/webhooks",
    room=ROOM,
    scope=SCOPE,
    words=Words("接收通知的地址", "Your addresses"),
    answer=shapes.Webhooks,
)
def webhooks(call: Call) -> shapes.Webhooks:
    kinds = offered(call.token.organisation.kind)
    mine = queries.of_body(call.body_id)
    return shapes.Webhooks(items=[described(one, call) for one in mine], offered=list(kinds))


@endpoint(
    "POST",
    "/webhooks",
    room=ROOM,
    scope=SCOPE,
    words=Words("添加接收地址", "Add an address"),
    more=Words(
        "答复中的 secret 用于验证签名，只给出这一次。",
        "The secret in the answer is for checking signatures and is given this once.",
    ),
    body=shapes.WebhookSent,
    answer=shapes.WebhookKey,
    status=201,
)
def add_webhook(call: Call) -> Answer:
    sent: shapes.WebhookSent = call.asked
    try:
        made = operations.subscribe(call.token.organisation, sent.url, sent.events, call.by)
    except SubscriptionRefused as refused:
        raise _problem(refused) from None
    return Answer(_with_key(made, made.keys[0], call), status=201)


@endpoint(
    "POST",
    f"{ONE}/change",
    room=ROOM,
    scope=SCOPE,
    words=Words("修改或者停用地址", "Change an address, or put it out of use"),
    body=shapes.WebhookChanged,
    answer=shapes.WebhookTold,
)
def change_webhook(call: Call, webhook: int) -> shapes.WebhookTold:
    sent: shapes.WebhookChanged = call.asked
    found = webhook_of(call, webhook)
    try:
        operations.change(found, sent.url, sent.events, call.by, active=sent.active)
    except SubscriptionRefused as refused:
        raise _problem(refused) from None
    return described(found, call)


@endpoint(
    "POST",
    f"{ONE}/renew-key",
    room=ROOM,
    scope=SCOPE,
    words=Words("更换签名密钥", "Renew its key"),
    more=Words("旧密钥再同时签名一周。", "The old key signs beside the new one for a week."),
    body=Nothing,
    answer=shapes.WebhookKey,
)
def renew_webhook_key(call: Call, webhook: int) -> shapes.WebhookKey:
    found = webhook_of(call, webhook)
    return _with_key(found, operations.renew_key(found, call.by), call)


@endpoint(
    "POST",
    f"{ONE}/test",
    room=ROOM,
    scope=SCOPE,
    words=Words("发送测试通知", "Send a test notice"),
    body=Nothing,
    answer=shapes.NoticeTold,
    status=201,
)
def test_webhook(call: Call, webhook: int) -> shapes.NoticeTold:
    return _notice(operations.send_test(webhook_of(call, webhook), call.by))


@endpoint(
    "GET",
    f"{ONE}/notices",
    room=ROOM,
    scope=SCOPE,
    words=Words("最近的通知", "The last notices"),
    answer=shapes.Notices,
)
def webhook_notices(call: Call, webhook: int) -> shapes.Notices:
    found = queries.log_of(webhook_of(call, webhook)).rows
    return shapes.Notices(items=[_notice(one) for one in found])


def webhook_of(call: Call, webhook: int) -> Subscription:
    """The address, if it is the body's own."""
    found = queries.subscription(webhook)
    if found is None or found.body_id != call.body_id:
        raise Problem("not_found")
    return found


def described(found: Subscription, call: Call) -> shapes.WebhookTold:
    return shapes.WebhookTold.model_validate(_facts(found, call))


def _facts(found: Subscription, call: Call) -> dict[str, object]:
    return {
        "id": found.id,
        "url": found.url,
        "events": found.kinds,
        "active": found.active,
        "suspended": found.suspended_at is not None,
        "key_names": [key.name for key in found.keys if key.signs(call.by.at)],
    }


def _with_key(found: Subscription, key: SigningKey, call: Call) -> shapes.WebhookKey:
    shown = {"key_name": key.name, "secret": key.secret}
    return shapes.WebhookKey.model_validate(_facts(found, call) | shown)


def _notice(one: Notice) -> shapes.NoticeTold:
    return shapes.NoticeTold(
        event_id=one.event_id,
        event=one.kind,
        number=one.number,
        at=one.at,
        state=one.state,
        failures=one.failures,
    )


def _problem(refused: SubscriptionRefused) -> Problem:
    return Problem("invalid", faults=[Fault(FIELDS.get(refused.field or "", "/"), refused.words)])
