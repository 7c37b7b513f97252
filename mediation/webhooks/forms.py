"""The shape of what is typed about an address."""

from __future__ import annotations

from mediation.rules.findings import Words
from mediation.web.fields import ChoiceField, ChoicesField, TextField, TickField
from mediation.web.forms import BaseForm
from mediation.web.words import label
from mediation.webhooks.reach import LONGEST


class AddressForm(BaseForm):
    """What every address has."""

    url = TextField(
        label("接收网址", "Address"),
        Words("请填写接收网址。", "Enter the address."),
        hint=Words(
            "以 https:// 开头；通知以 POST 发送，收到后请在 10 秒内回答 2xx。",
            "It begins with https://. Notices come as POST; answer 2xx within 10 seconds.",
        ),
        most=LONGEST,
    )


class NewSubscriptionForm(AddressForm):
    """A new address; it is told of all that such a body is offered, which can be narrowed afterwards."""

    body = ChoiceField(label("单位", "Body"), (), Words("请选择单位。", "Choose the body."))


class SubscriptionForm(AddressForm):
    """An address that is there; its body stays."""

    kinds = ChoicesField(
        label("通知哪些事件", "Events to be told of"),
        (),
        Words("请至少选一种事件。", "Choose at least one event."),
    )
    active = TickField(label("启用", "In use"), default=True)
