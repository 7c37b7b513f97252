"""Words for the pages of letters: states by channel, reasons for which something did not leave."""

from __future__ import annotations

import re

from markupsafe import Markup

from mediation.documents.addresses import public_address
from mediation.notifications.channels import CHANNEL_WORDS, Channel
from mediation.notifications.machine import states
from mediation.notifications.models import Delivery, Letter
from mediation.notifications.texts import letter_says
from mediation.rules.findings import Words
from mediation.web.filters import lines
from mediation.web.words import t

# Where a channel's own word says more than the general one.
_OWN = {
    ("call", "queued"): Words("待拨打", "to be called"),
    ("call", "failed"): Words("未接通，待再拨", "no answer, to be called again"),
    ("call", "delivered"): Words("已电话告知", "told by telephone"),
    ("call", "dead"): Words("未能接通", "not reached"),
    ("paper", "queued"): Words("待打印", "to be printed"),
    ("paper", "sending"): Words("已打印，待寄出", "printed, to be posted"),
    ("paper", "sent"): Words("已寄出", "posted"),
    ("paper", "delivered"): Words("已签收", "signed for"),
    ("inbox", "delivered"): Words("已放入，未读", "put in, not read yet"),
}

REASONS = {
    "": Words("没有说明", "no reason given"),
    "no_address": Words("没有可用的地址", "no address any more"),
    "no_such_number": Words("号码不存在", "no such number"),
    "not_in_service": Words("号码已停机", "number out of service"),
    "refuses_all": Words("号码拒收短信", "number refuses SMS"),
    "switched_off": Words("手机关机", "telephone switched off"),
    "blocked": Words("被运营商拦截", "stopped by the operator"),
    "expired": Words("超时未送达", "not delivered in time"),
    "not_delivered": Words("未送达", "not delivered"),
    "returned": Words("被退回", "returned"),
    "gateway_too_slow": Words("短信网关没有按时回答", "the SMS gateway was too slow"),
    "gateway_unreachable": Words("连不上短信网关", "the SMS gateway cannot be reached"),
    "mail_too_slow": Words("邮件服务器没有按时回答", "the mail server was too slow"),
    "mail_unreachable": Words("连不上邮件服务器", "the mail server cannot be reached"),
    "mail_no_such_letters": Words(
        "邮件服务器不支持这个邮箱地址里的文字", "the mail server cannot write the letters of this address"
    ),
    "mail_connection_lost": Words("与邮件服务器的连接中断", "the connection to the mail server broke"),
    "mail_sign_in_refused": Words(
        "邮件服务器拒绝登录，请核对账号", "the mail server refused the sign-in: check the account"
    ),
    "mail_not_secure": Words("邮件服务器的证书不可信", "the certificate of the mail server is not trusted"),
    "no_answer": Words("无人接听", "no answer"),
    "wrong_number": Words("号码有误", "wrong number"),
    "refused": Words("对方拒绝接听或要求书面通知", "refused, or asked for a letter"),
}


def reason(code: str) -> Words:
    """A reason in words; answers of the other end carry their number."""
    if code in REASONS:
        return REASONS[code]
    place, _, number = code.partition("_")
    if place == "gateway":
        return Words(f"短信网关回答 {number}", f"the SMS gateway answered {number}")
    return Words(f"邮件服务器回答 {number}", f"the mail server answered {number}")


def state(delivery: Delivery) -> Words:
    """Where a delivery stands."""
    return _OWN.get((delivery.channel, delivery.state)) or states()[delivery.state].words


def channel(delivery: Delivery) -> Words:
    return CHANNEL_WORDS[Channel(delivery.channel)]


def title(letter: Letter) -> Words:
    """What a letter is, in a few words."""
    return letter_says(letter).title


def body(letter: Letter) -> Words:
    return letter_says(letter).body


def shown(letter: Letter) -> Markup:
    """The letter as a page shows it: addresses of this site can be followed, all else is plain text."""
    pieces = re.split(
        f"({re.escape(public_address())}(?:/[A-Za-z0-9/-]*)?)", t(body(letter)).replace("\r\n", "\n")
    )
    return Markup("").join(_link(piece) if place % 2 else lines(piece) for place, piece in enumerate(pieces))


def _link(address: str) -> Markup:
    path = address.removeprefix(public_address()) or "/"
    return Markup('<a class="govuk-link" href="{}">{}</a>').format(path, address)


def tone(delivery: Delivery) -> str:
    return states()[delivery.state].tone
