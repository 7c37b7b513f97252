"""Addresses at which a body wants to be told of changes, and what was sent there."""

from __future__ import annotations

from typing import Annotated

from mediation.api.shapes.base import ONE_LINE, Moment, Shape, among, described
from mediation.organisations.models import OUTSIDE
from mediation.rules.findings import Words
from mediation.webhooks.kinds import offered

EVENTS = among(code for kind in OUTSIDE for code in offered(kind))
URL_WORDS = Words("接收通知的 https 地址", "the https address that takes notices")
EVENT_WORDS = Words("要通知的事件，见 /webhooks 的 offered", "events to be told of, see offered in /webhooks")


class WebhookSent(Shape):
    """Where to tell you of what."""

    url: str = described(URL_WORDS, min_length=9, max_length=400, pattern=ONE_LINE)
    events: list[Annotated[str, EVENTS]] = described(EVENT_WORDS, min_length=1, max_length=80)


class WebhookChanged(WebhookSent):
    """The same, and whether it is in use."""

    active: bool = described(Words("是否启用", "whether it is in use"))


class WebhookTold(Shape):
    """One address."""

    id: int
    url: str
    events: list[str]
    active: bool
    suspended: bool = described(
        Words("是否因长期送不到而自动暂停", "whether the house suspended it: nothing arrived for long")
    )
    key_names: list[str] = described(Words("正在使用的签名密钥", "the keys that sign now"))


class WebhookKey(WebhookTold):
    """The address with its new key, which is shown here only."""

    key_name: str = described(Words("密钥名称，写在签名头中", "name of the key, as in the header"))
    secret: str = described(Words("密钥，只在这里给出一次", "the secret, given here only"))


class Webhooks(Shape):
    """Your addresses, and the events that you may ask for."""

    items: list[WebhookTold]
    offered: list[str]


class NoticeTold(Shape):
    """One notice: the same event_id whenever it is sent again."""

    event_id: str
    event: str
    number: str
    at: Moment
    state: str = described(Words("送达状态", "how far it got"))
    failures: int


class Notices(Shape):
    """The newest first, as many as a page of the log holds."""

    items: list[NoticeTold]
