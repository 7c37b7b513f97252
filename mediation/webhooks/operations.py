"""What the administrator or the body's own system does with an address: enter it, change it, renew its
key, try it, send again.

Every act is in the timeline of the address (`webhook:ID`); a key that was shown is noted there too.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from mediation.access.actor import Actor
from mediation.access.by import By
from mediation.access.table import allows
from mediation.acts.refusals import ActRefused
from mediation.database import db
from mediation.organisations.models import OUTSIDE, Organisation
from mediation.rules.findings import Words
from mediation.timeline import operations as timeline
from mediation.webhooks import outbox, reach, suspending
from mediation.webhooks.kinds import offered
from mediation.webhooks.models import Notice, SigningKey, Subscription
from mediation.webhooks.sending import step

RIGHT = "webhooks.manage"
OWN_RIGHT = "webhooks.own"
BOTH_SIGN_FOR = timedelta(days=7)  # after a renewal the old key signs as long beside the new one
SECRET_BYTES = 32


class SubscriptionRefused(ActRefused):
    """An address cannot be as typed; `field` is what it is about."""

    def __init__(self, words: Words, field: str | None = None) -> None:
        super().__init__(words)
        self.field = field


def subscribe(body: Organisation, url: str, kinds: Sequence[str], by: By) -> Subscription:
    """Tell the system of `body` at `url` of these kinds of event from now on; its first key is made.

    Raises SubscriptionRefused for a body that has no system here, an address that is no https
    address, or kinds that such a body is not offered.
    """
    _ensure_allowed(by.actor, body.id)
    if body.kind not in OUTSIDE:
        raise SubscriptionRefused(
            Words("只能通知法院、主管部门和金融机构。", "Only courts, authorities and institutions are told.")
        )
    _check(body, url, kinds)
    subscription = Subscription(body=body, url=url, kinds=list(kinds), made_at=by.at, keys=[_new_key(by.at)])
    db.session.add(subscription)
    db.session.flush()
    _note(subscription, "added", by)
    return subscription


def change(subscription: Subscription, url: str, kinds: Sequence[str], by: By, *, active: bool) -> None:
    """Change the address, the kinds, or whether it is in use. Raises SubscriptionRefused."""
    _ensure_allowed(by.actor, subscription.body_id)
    _check(subscription.body, url, kinds)
    new = {"url": url, "kinds": list(kinds), "active": active}
    changed = [name for name, value in new.items() if getattr(subscription, name) != value]
    for name in changed:
        setattr(subscription, name, new[name])
    if changed:
        _note(subscription, ", ".join(changed), by)


def renew_key(subscription: Subscription, by: By) -> SigningKey:
    """A new key. The one before signs beside it for a week; one still older ends now."""
    _ensure_allowed(by.actor, subscription.body_id)
    for place, key in enumerate(one for one in subscription.keys if one.signs(by.at)):
        key.ends_at = by.at + BOTH_SIGN_FOR if place == 0 else by.at
    key = _new_key(by.at)
    subscription.keys.insert(0, key)
    _note(subscription, f"key {key.name} made", by)
    return key


def end_old_keys(subscription: Subscription, by: By) -> None:
    """Only the newest key signs from now on: the receiver has changed over, or the old one got about."""
    _ensure_allowed(by.actor, subscription.body_id)
    for key in subscription.keys[1:]:
        if key.signs(by.at):
            key.ends_at = by.at
            _note(subscription, f"key {key.name} ended", by)


def show_keys(subscription: Subscription, by: By) -> list[SigningKey]:
    """The keys that sign now, to be handed to the receiver; every look is noted."""
    _ensure_allowed(by.actor, subscription.body_id)
    _note(subscription, "keys shown", by)
    return [key for key in subscription.keys if key.signs(by.at)]


def send_test(subscription: Subscription, by: By) -> Notice:
    """Queue a notice about nothing; it goes out even while the address is suspended."""
    _ensure_allowed(by.actor, subscription.body_id)
    _note(subscription, "test sent", by)
    return outbox.write_test(subscription, at=by.at)


def send_again(notice: Notice, by: By) -> None:
    """Queue a notice again under its own event id. Raises SubscriptionRefused while it is on its way."""
    _ensure_allowed(by.actor, notice.subscription.body_id)
    if not step(notice, "resend", at=by.at):
        raise SubscriptionRefused(
            Words("这条通知正在发送，请稍后再看。", "This notice is on its way. Look again in a while.")
        )
    notice.failures = 0
    _note(notice.subscription, f"{notice.event_id} sent again", by)


def resume(subscription: Subscription, by: By) -> None:
    """Let a suspended address in again; what waited goes out now."""
    _ensure_allowed(by.actor, subscription.body_id)
    suspending.resume(subscription, at=by.at)
    _note(subscription, "resumed", by)


def _ensure_allowed(actor: Actor, body_id: int) -> None:
    if not allows(RIGHT, actor) and not allows(OWN_RIGHT, actor, Subscription(body_id=body_id)):
        raise SubscriptionRefused(
            Words(
                "只有系统管理员和该单位的系统可以设置。",
                "Only the administrator and the body's own system may do this.",
            )
        )


def _check(body: Organisation, url: str, kinds: Sequence[str]) -> None:
    if fault := reach.fault_of(url):
        raise SubscriptionRefused(fault, "url")
    if not kinds or not set(kinds) <= set(offered(body.kind)):
        raise SubscriptionRefused(
            Words("请从列出的事件中至少选一种。", "Choose at least one of the events listed."), "kinds"
        )


def _new_key(at: datetime) -> SigningKey:
    return SigningKey(
        name=f"wk_{secrets.token_hex(4)}", secret=secrets.token_urlsafe(SECRET_BYTES), made_at=at
    )


def _note(subscription: Subscription, what: str, by: By) -> None:
    timeline.record(
        f"webhook:{subscription.id}",
        "webhook_changed",
        {"body": list(subscription.body.words), "what": what},
        by,
    )
