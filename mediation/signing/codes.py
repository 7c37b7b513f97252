"""Sending links and one-time codes at once: they are kept nowhere, so no letter carries them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from flask import current_app

from mediation.notifications import mail_server, sms_gateway
from mediation.notifications.channels import Channel, is_set_up
from mediation.notifications.mail_server import MailSettings
from mediation.notifications.outgoing import Outgoing, Result
from mediation.notifications.sms_gateway import SmsSettings
from mediation.rules.findings import Words
from mediation.web.words import t


@dataclass(frozen=True, slots=True)
class Secret:
    """What is said with a secret of the signer, in a letter that is kept nowhere."""

    name: str
    title: Words
    text: Words


CODE = Secret(
    "code",
    Words("签署验证码", "Code for signing"),
    Words(
        "您正在签署调解协议，验证码 {code}，10 分钟内有效。请勿告诉他人，工作人员也不会向您索要。",
        "You are signing a mediation agreement. Your code is {code}, good for 10 minutes. Tell it to "
        "nobody; the staff never ask for it.",
    ),
)
LINK = Secret(
    "link",
    Words("签署调解协议", "Sign the mediation agreement"),
    Words(
        "请您签署调解协议，只供您本人打开，7 天内有效：{link} 请勿转给他人，也不要交给工作人员。",
        "Please sign your mediation agreement. For you alone, good for 7 days: {link} Pass it on to nobody, "
        "the staff included.",
    ),
)


def send_by_what_is_set_up(phone: str, email: str, code: str, at: datetime) -> str:
    """Send `code` by SMS, else by e-mail; gives the channel that took it, "" when none did."""
    return _send(CODE, phone, email, code, at)


def send_link_by_what_is_set_up(phone: str, email: str, link: str, at: datetime) -> str:
    """Send `link` by SMS, else by e-mail; gives the channel that took it, "" when none did."""
    return _send(LINK, phone, email, link, at)


def _send(secret: Secret, phone: str, email: str, value: str, at: datetime) -> str:
    ways = ((Channel.SMS, phone, _by_sms), (Channel.EMAIL, email, _by_mail))
    for channel, address, send in ways:
        if address and is_set_up(channel) and send(_message(secret, channel, address, value), at):
            return channel.value
    return ""


def _message(secret: Secret, channel: Channel, address: str, value: str) -> Outgoing:
    said = {secret.name: value}
    text = t(secret.text, **said)
    key = f"signing-{secret.name}:{secrets.token_hex(8)}"  # each is a message of its own
    return Outgoing(0, channel, key, address, t(secret.title), text, template=t(secret.text), parameters=said)


def _by_sms(message: Outgoing, at: datetime) -> bool:
    settings = SmsSettings.from_config(current_app.config, "")
    return sms_gateway.send(message, settings, at=at).result is Result.SENT


def _by_mail(message: Outgoing, at: datetime) -> bool:
    settings = MailSettings.from_config(current_app.config)
    return all(
        outcome.result is Result.SENT for _, outcome in mail_server.send_all([message], settings, at=at)
    )
