"""Sending one-time codes at once: they live ten minutes and are kept nowhere, so no letter carries them."""

from __future__ import annotations

import secrets
from datetime import datetime

from flask import current_app

from mediation.notifications import mail_server, sms_gateway
from mediation.notifications.channels import Channel, is_set_up
from mediation.notifications.mail_server import MailSettings
from mediation.notifications.outgoing import Outgoing, Result
from mediation.notifications.sms_gateway import SmsSettings
from mediation.rules.findings import Words
from mediation.web.words import t

TITLE = Words("签署验证码", "Code for signing")
TEXT = Words(
    "您正在签署调解协议，验证码 {code}，10 分钟内有效。请勿告诉他人。",
    "You are signing a mediation agreement. Your code is {code}, good for 10 minutes. Tell it to nobody.",
)


def send_by_what_is_set_up(phone: str, email: str, code: str, at: datetime) -> str:
    """Send `code` by SMS, else by e-mail; gives the channel that took it, "" when none did."""
    ways = ((Channel.SMS, phone, _by_sms), (Channel.EMAIL, email, _by_mail))
    for channel, address, send in ways:
        if address and is_set_up(channel) and send(_message(channel, address, code), at):
            return channel.value
    return ""


def _message(channel: Channel, address: str, code: str) -> Outgoing:
    text = t(TEXT, code=code)
    key = f"signing-code:{secrets.token_hex(8)}"  # each code is a message of its own
    return Outgoing(0, channel, key, address, t(TITLE), text, template=t(TEXT), parameters={"code": code})


def _by_sms(message: Outgoing, at: datetime) -> bool:
    settings = SmsSettings.from_config(current_app.config, "")
    return sms_gateway.send(message, settings, at=at).result is Result.SENT


def _by_mail(message: Outgoing, at: datetime) -> bool:
    settings = MailSettings.from_config(current_app.config)
    return all(
        outcome.result is Result.SENT for _, outcome in mail_server.send_all([message], settings, at=at)
    )
