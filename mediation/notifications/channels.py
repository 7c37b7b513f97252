"""The channels by which a letter leaves the house, and which of them are set up here."""

from __future__ import annotations

from enum import StrEnum

from flask import current_app

from mediation.rules.procedures import letter_ladder


class Channel(StrEnum):
    """Stored; never renamed."""

    INBOX = "inbox"
    EMAIL = "email"
    SMS = "sms"
    CALL = "call"
    PAPER = "paper"


CHANNEL_WORDS = {channel: letter_ladder.CHANNEL_WORDS[channel] for channel in Channel}

# These leave by themselves; the others wait for a person.
SENT_BY_MACHINE = (Channel.EMAIL, Channel.SMS)

# Without these settings the channel is not set up and its step of the ladder is passed over.
SETTINGS: dict[Channel, tuple[str, ...]] = {
    Channel.EMAIL: ("SMTP_HOST", "SMTP_FROM"),
    Channel.SMS: ("SMS_URL", "SMS_KEY", "SMS_SECRET"),
}


def is_set_up(channel: str) -> bool:
    """Whether this installation can use the channel."""
    return not missing_settings(channel)


def missing_settings(channel: str) -> tuple[str, ...]:
    """The settings without which the channel cannot be used, as named in the environment."""
    wanted = SETTINGS.get(Channel(channel), ())
    return tuple(f"FENGQIAO_{name}" for name in wanted if not current_app.config.get(name))
