"""What an installation brings to signing: a way to send links and codes, and a licensed authority.

Without the first people sign here, before two of the staff, or on paper; without the second every
electronic signature is a simple one. Both are registered once, at start.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

# Sends a one-time code to (telephone, e-mail) at a moment; gives the channel, "" when none took it.
CodeSender = Callable[[str, str, str, datetime], str]
# Sends a personal link in the same way; gives whether a channel took it.
LinkSender = Callable[[str, str, str, datetime], str]
# Signs the record of a signature with the signer's own certificate; gives the signature.
Certifier = Callable[[str, bytes], bytes]

_senders: list[CodeSender] = []
_link_senders: list[LinkSender] = []
_certifiers: list[Certifier] = []


def register_code_sender(sender: CodeSender) -> None:
    """Send one-time codes with `sender`, those before it first."""
    if sender not in _senders:
        _senders.append(sender)


def register_link_sender(sender: LinkSender) -> None:
    """Send personal links with `sender`, those before it first."""
    if sender not in _link_senders:
        _link_senders.append(sender)


def register_certifier(certifier: Certifier | None) -> None:
    """Let a licensed authority certify each signature; None for none."""
    _certifiers[:] = [certifier] if certifier else []


def send_code(phone: str, email: str, code: str, *, at: datetime) -> str:
    """Send `code` by the first way that takes it; gives the channel or ""."""
    return next((channel for sender in _senders if (channel := sender(phone, email, code, at))), "")


def send_link(phone: str, email: str, address: str, *, at: datetime) -> str:
    """Send a personal link by the first way that takes it; gives the channel or ""."""
    return next((channel for sender in _link_senders if (channel := sender(phone, email, address, at))), "")


def certifier() -> Certifier | None:
    return next(iter(_certifiers), None)
