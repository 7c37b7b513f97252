"""Words for the pages of notices: where one stands, and what came of a try."""

from __future__ import annotations

from mediation.rules.findings import Words
from mediation.webhooks.machine import states
from mediation.webhooks.models import Notice, Subscription, Try

ERRORS = {
    "name_unknown": Words("找不到这个域名", "no machine of that name"),
    "address_not_allowed": Words(
        "网址指向内部网络，设置不允许", "it leads to an internal network that the settings do not allow"
    ),
    "certificate": Words("对方的证书不可信", "its certificate is not trusted"),
    "too_slow": Words("没有按时回答", "too slow"),
    "unreachable": Words("连不上", "cannot be reached"),
    "redirect": Words("要求转到别处，不予跟随", "it sent us elsewhere, which is not followed"),
    "refused": Words("对方没有接收", "not taken"),
}


def state(notice: Notice) -> Words:
    return states()[notice.state].words


def tone(notice: Notice) -> str:
    return states()[notice.state].tone


def result(one: Try) -> Words:
    """What came of a try, with their status where they gave one."""
    if not one.error:
        return Words(f"已接收（{one.status}）", f"taken ({one.status})")
    words = ERRORS[one.error]
    return words if one.status is None else Words(f"{words.zh}（{one.status}）", f"{words.en} ({one.status})")


def standing(subscription: Subscription) -> tuple[Words, str]:
    """How an address fares, and the tone in which that is said."""
    if not subscription.active:
        return Words("停用", "Not in use"), "grey"
    if subscription.suspended_at is not None:
        return Words("已自动暂停", "Suspended"), "red"
    if subscription.failing_since is not None:
        return Words("最近发送失败", "Failing"), "amber"
    return Words("正常", "In use"), "green"
