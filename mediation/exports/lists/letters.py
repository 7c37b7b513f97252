"""What left the house, stopped, or waits for a person: the pages of the outbox."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select

from mediation.cases.models import Case
from mediation.exports.listing import Asked, Filter, Listing, listed
from mediation.notifications.bad_addresses import SHOWN_OF_ADDRESS
from mediation.notifications.channels import CHANNEL_WORDS
from mediation.notifications.kinds import KINDS
from mediation.notifications.labels import REASONS
from mediation.notifications.machine import states
from mediation.notifications.models import Delivery, Letter
from mediation.notifications.queries import HELD, may_handle
from mediation.rules.findings import Words
from mediation.rules.vocabulary import SIDES
from mediation.spreadsheets.columns import Column, Type
from mediation.web.masks import mask_email, mask_phone

STOPPED = "stopped"
HELD_WORDS = {
    "stopped": Words("没有发出", "Not delivered"),
    "leaving": Words("正在发送", "Leaving"),
    "mailed": Words("已发邮件", "Mailed"),
    "calls": Words("待拨打电话", "Calls to make"),
    "to_print": Words("待打印", "To print"),
    "to_post": Words("待寄出", "To post"),
    "posted": Words("已寄出", "Posted"),
}


def _holds(asked: Asked) -> Sequence[ColumnElement[bool]]:
    channels, in_states = HELD.get(asked.of("what"), HELD[STOPPED])
    found: list[ColumnElement[bool]] = [Delivery.channel.in_(channels), Delivery.state.in_(in_states)]
    if asked.of("reason"):
        found.append(Delivery.last_error == asked.of("reason"))
    return found


def _of_letters(wanted: Select[Any]) -> Select[Any]:
    letters = wanted.select_from(Delivery).join(Letter, Letter.id == Delivery.letter_id)
    return letters.outerjoin(Case, Case.id == Letter.case_id)


def _mask_address(address: str) -> str:
    """A column holds addresses of every channel, so each is known by its shape."""
    if "@" in address:
        return mask_email(address)
    if address.replace("-", "").removeprefix("+").isdecimal():
        return mask_phone(address)
    return address[:SHOWN_OF_ADDRESS] + "***"


LETTERS = Listing(
    code="letters",
    words=Words("通知的送达", "Deliveries of letters"),
    right="letters.watch",
    number=Delivery.id,
    visible_to=may_handle,
    holds=_holds,
    within=_of_letters,
    whole="letters.handle",
    filters=(
        Filter("what", Words("页面", "Page"), HELD_WORDS.get),
        Filter("reason", Words("原因", "Reason"), REASONS.get),
    ),
    columns=(
        listed(
            Column(
                "letter",
                Words("通知", "Letter"),
                Type.CODE,
                26,
                says={code: kind.title for code, kind in KINDS.items()},
            ),
            Letter.kind,
        ),
        listed(Column("case", Words("案号", "Case"), width=26), Case.number_text),
        listed(Column("side", Words("收件方", "Side"), Type.CODE, 12, says=SIDES), Letter.side),
        listed(
            Column(
                "channel",
                Words("渠道", "Channel"),
                Type.CODE,
                12,
                says={channel.value: words for channel, words in CHANNEL_WORDS.items()},
            ),
            Delivery.channel,
        ),
        listed(
            Column(
                "state",
                Words("状态", "State"),
                Type.CODE,
                16,
                says={code: state.words for code, state in states().items()},
            ),
            Delivery.state,
        ),
        listed(
            Column("reason", Words("原因", "Reason"), Type.CODE, 24, says=REASONS | {"": Words("", "")}),
            Delivery.last_error,
        ),
        listed(Column("attempts", Words("已试次数", "Tries"), Type.WHOLE, 10), Delivery.attempts),
        listed(Column("queued_at", Words("写成时间", "Written"), Type.MOMENT, 20), Delivery.queued_at),
        listed(Column("sent_at", Words("发出时间", "Sent"), Type.MOMENT, 20), Delivery.sent_at),
        listed(
            Column("delivered_at", Words("送达时间", "Delivered"), Type.MOMENT, 20), Delivery.delivered_at
        ),
        listed(Column("handled_by", Words("经办人", "Handled by"), width=14), Delivery.handled_by),
        listed(Column("address", Words("发往", "To"), width=30, mask=_mask_address), Delivery.address),
    ),
)
