"""What is known of an addressee: the name, and where each channel reaches them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MOBILE = re.compile(r"1[3-9][0-9]{9}")

PARTY, BODY, STAFF = "party", "body", "staff"  # the column of the ladder

INBOX_PAGE = "/inbox"


@dataclass(frozen=True, slots=True)
class Contact:
    """What the addressee gave. `kind` is party, body or staff.

    `confirmed` are the channels whose address the addressee confirmed for service: there a letter
    has reached them once it is in their system; elsewhere only reading or an answer proves it.
    `sms` is a mobile number confirmed for messages beside the telephone on which they are rung.
    """

    name: str
    kind: str = PARTY
    lang: str = "zh"
    phone: str = ""
    sms: str = ""
    email: str = ""
    address: str = ""
    confirmed: frozenset[str] = frozenset()
    organisation_id: int | None = None
    page: str = ""  # where on this site they open the letter; empty: nowhere

    def where(self, channel: str) -> str:
        """The address for a channel; empty when there is none."""
        match channel:
            case "inbox":
                return self.page
            case "sms":
                number = self.sms or self.phone
                return number if _MOBILE.fullmatch(number) else ""
            case "email":
                return self.email
            case "call":
                return self.phone
            case _:
                return self.address

    def is_confirmed(self, channel: str, address: str) -> bool:
        """Whether what went by `channel` to `address` went where the addressee confirmed."""
        return channel in self.confirmed and address == self.where(channel)

    def at(self, channel: str, address: str) -> Contact:
        """The same addressee, reached at this one address (sms or email) and nowhere else."""
        sms, email = (address, "") if channel == "sms" else ("", address)
        return Contact(
            self.name, self.kind, self.lang, sms=sms, email=email, organisation_id=self.organisation_id
        )
