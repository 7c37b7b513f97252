"""What an installation brings to signing: a way to send codes, and a licensed authority.

Without the first the staff hand codes over in person; without the second every electronic
signature is a simple one. Both are registered once, at start.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

# Sends a one-time code to (telephone, e-mail) at a moment; gives the channel, "" when none took it.
CodeSender = Callable[[str, str, str, datetime], str]
# Signs the record of a signature with the signer's own certificate; gives the signature.
Certifier = Callable[[str, bytes], bytes]

_senders: list[CodeSender] = []
_certifiers: list[Certifier] = []


def register_code_sender(sender: CodeSender) -> None:
    """Send one-time codes with `sender`, those before it first."""
    if sender not in _senders:
        _senders.append(sender)


def register_certifier(certifier: Certifier | None) -> None:
    """Let a licensed authority certify each signature; None for none."""
    _certifiers[:] = [certifier] if certifier else []


def send_code(phone: str, email: str, code: str, *, at: datetime) -> str:
    """Send `code` by the first way that takes it; gives the channel or ""."""
    return next((channel for sender in _senders if (channel := sender(phone, email, code, at))), "")


def certifier() -> Certifier | None:
    return next(iter(_certifiers), None)
