"""Speaking to the mail server. E-mail knows no idempotency key: the Message-ID made from ours lets the
other end drop a second copy."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from typing import Any

from mediation.notifications.outgoing import Outcome, Outgoing, Result

PERMANENT = 500


@dataclass(frozen=True, slots=True)
class MailSettings:
    """`security` is starttls, tls or none; `sender` may carry a name: Centre <post@example.cn>."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = ""
    security: str = "starttls"
    seconds: float = 10.0

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> MailSettings:
        return cls(
            config["SMTP_HOST"],
            config["SMTP_PORT"],
            config["SMTP_FROM"],
            config["SMTP_USER"],
            config["SMTP_PASSWORD"],
            config["SMTP_SECURITY"],
            config["SEND_SECONDS"],
        )


def send_all(
    messages: Iterable[Outgoing], settings: MailSettings, *, at: datetime
) -> Iterator[tuple[Outgoing, Outcome]]:
    """Hand over every message, over one connection while it lasts; gives what became of each."""
    waiting = list(messages)
    try:
        with _connected(settings) as server:
            while waiting:
                outcome = _handed_over(server, waiting[0], settings, at)
                yield waiting.pop(0), outcome
                if outcome.error == "mail_connection_lost":
                    break
    except smtplib.SMTPAuthenticationError:
        yield from _none_sent(waiting, "mail_sign_in_refused")
        return
    except ssl.SSLError:
        yield from _none_sent(waiting, "mail_not_secure")
        return
    except TimeoutError:
        yield from _none_sent(waiting, "mail_too_slow")
        return
    except (OSError, smtplib.SMTPException):
        yield from _none_sent(waiting, "mail_unreachable")
        return
    yield from _none_sent(waiting, "mail_connection_lost")


@contextmanager
def _connected(settings: MailSettings) -> Iterator[smtplib.SMTP]:
    """A connection that is secured and signed in as the settings say."""
    secure = ssl.create_default_context()
    if settings.security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            settings.host, settings.port, timeout=settings.seconds, context=secure
        )
    else:
        server = smtplib.SMTP(settings.host, settings.port, timeout=settings.seconds)
    try:
        if settings.security == "starttls":
            server.starttls(context=secure)
        if settings.user:
            server.login(settings.user, settings.password)
        yield server
    finally:
        server.close()


def _handed_over(server: smtplib.SMTP, message: Outgoing, settings: MailSettings, at: datetime) -> Outcome:
    try:
        server.send_message(letter(message, settings.sender, at=at), to_addrs=[message.address])
    except smtplib.SMTPNotSupportedError:  # the address has letters that this server cannot write
        return Outcome(Result.BAD_ADDRESS, error="mail_no_such_letters")
    except smtplib.SMTPRecipientsRefused as refused:
        code = next(iter(refused.recipients.values()))[0]
        if code >= PERMANENT:
            return Outcome(Result.BAD_ADDRESS, error=f"mail_{code}")
        return Outcome(Result.LATER, error=f"mail_{code}")
    except smtplib.SMTPResponseException as refused:
        result = Result.REFUSED if refused.smtp_code >= PERMANENT else Result.LATER
        return Outcome(result, error=f"mail_{refused.smtp_code}")
    except (OSError, smtplib.SMTPException):
        return Outcome(Result.LATER, error="mail_connection_lost")
    return Outcome(Result.SENT)


def _none_sent(messages: list[Outgoing], error: str) -> Iterator[tuple[Outgoing, Outcome]]:
    for message in messages:
        yield message, Outcome(Result.LATER, error=error)


def letter(message: Outgoing, sender: str, *, at: datetime) -> EmailMessage:
    """The e-mail itself: plain text, sent by a machine, no answer of a machine wanted."""
    domain = parseaddr(sender)[1].rpartition("@")[2] or "localhost"
    mail = EmailMessage()
    mail["From"] = sender
    mail["To"] = message.address
    mail["Subject"] = message.title
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = f"<{message.key}@{domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.text)
    return mail
