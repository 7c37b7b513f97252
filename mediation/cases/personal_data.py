"""What names a person: shown masked, and in full only by an act that the timeline keeps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mediation.cases.models import Case, Party
from mediation.rules.findings import Words
from mediation.web.masks import mask_email, mask_paper_of_any_kind, mask_phone

SHOWN_OF_ADDRESS = 6


@dataclass(frozen=True, slots=True)
class Masked:
    """A column of a party that is shown masked."""

    words: Words
    mask: Callable[[str], str]


def _mask_address(address: str) -> str:
    """The beginning, which names city and district at most."""
    return address[:SHOWN_OF_ADDRESS] + "***"


MASKED: dict[str, Masked] = {
    "paper_number": Masked(Words("证件号码", "Paper number"), mask_paper_of_any_kind),
    "phone": Masked(Words("电话", "Telephone"), mask_phone),
    "email": Masked(Words("电子邮件", "E-mail"), mask_email),
    "address": Masked(Words("地址", "Address"), _mask_address),
    "helper_phone": Masked(Words("代填人电话", "Helper's telephone"), mask_phone),
}


@dataclass(frozen=True, slots=True)
class Value:
    """A value as it is shown; `key` asks for the whole of it."""

    key: str
    words: Words
    shown: str
    is_whole: bool


def masked_parties(case: Case, revealed: Mapping[str, str]) -> list[tuple[Party, list[Value]]]:
    """Each party with its masked values; `revealed` are shown as they are, by key."""
    return [(party, list(_values(party, revealed))) for party in case.parties]


def _values(party: Party, revealed: Mapping[str, str]) -> list[Value]:
    values = []
    for field, masked in MASKED.items():
        if whole := getattr(party, field):
            key = f"{party.side}.{field}"
            shown = revealed.get(key) or masked.mask(whole)
            values.append(Value(key, masked.words, shown, key in revealed))
    return values


def in_full(case: Case, key: str) -> str:
    """The whole value for a key such as `applicant.phone`; empty when there is none."""
    side, _, field = key.partition(".")
    party = next((one for one in case.parties if one.side == side), None)
    if party is None or field not in MASKED:
        return ""
    return getattr(party, field) or ""
