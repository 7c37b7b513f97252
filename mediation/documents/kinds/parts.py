"""What several kinds of document have in common: who issues, who the parties are, which ways remain."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from mediation.documents.asking import asked
from mediation.rules.findings import Words


class Lang(StrEnum):
    """The language of one copy. Where law gives a paper effect, the Chinese copy is the paper."""

    ZH = "zh"
    EN = "en"


class Side(StrEnum):
    """On which side a party stands. Stored; never renamed."""

    APPLICANT = "applicant"
    RESPONDENT = "respondent"
    THIRD_PARTY = "third_party"


SIDE_WORDS = {
    Side.APPLICANT: Words("申请人", "Applicant"),
    Side.RESPONDENT: Words("被申请人", "Respondent"),
    Side.THIRD_PARTY: Words("第三人", "Third party"),
}


@dataclass(frozen=True, slots=True)
class Issuer:
    """The body that issues the paper, as it stands on the day of issue.

    `regime` is its legal regime (RM, HY, SS, TY, XZ): title, seal and the words about law follow
    from it. `file_code` is the body's mark in document numbers (厦金调). `station` is the branch
    that handles the case, empty for the centre itself.
    """

    name: str
    regime: str
    file_code: str
    address: str = ""
    phone: str = ""
    hours: str = ""
    station: str = ""
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom the reader may ask."""

    name: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Agent:
    """Who acts for a party; `authority` says general or special in words."""

    name: str = field(default="", metadata=asked("受托人姓名", "Name of the agent", must=True))
    relation: str = field(
        default="", metadata=asked("与委托人的关系或者职务", "Relation to the principal, or post")
    )
    unit: str = field(default="", metadata=asked("受托人单位", "The agent's employer or firm"))
    authority: str = field(
        default="",
        metadata=asked(
            "代理权限", "Authority", hint=("一般或者特别代理。", "General or special."), must=True
        ),
    )
    phone: str = field(default="", metadata=asked("受托人电话", "The agent's telephone", must=True))
    id_number: str = field(default="", metadata=asked("受托人证件号码", "The agent's identity number"))


@dataclass(frozen=True, slots=True)
class Party:
    """A party's block in the order of the official forms; an empty fact is not printed."""

    side: Side
    name: str
    is_organisation: bool = False
    sex: str = ""
    ethnicity: str = ""
    born_on: date | None = None
    occupation: str = ""
    id_type: str = ""
    id_number: str = ""
    representative: str = ""
    representative_title: str = ""
    address: str = ""
    phone: str = ""
    agents: tuple[Agent, ...] = ()


# What describes a party beyond its name; an agreement says it, a notice does not.
DESCRIPTION = frozenset(
    {
        "sex",
        "ethnicity",
        "born_on",
        "occupation",
        "id_type",
        "id_number",
        "address",
        "phone",
        "representative_title",
        "relation",
        "unit",
        "authority",
    }
)
ALL_BUT_NAMES = DESCRIPTION | {"representative", "agents"}


@dataclass(frozen=True, slots=True)
class Route:
    """Another way that stays open: its name, and what to do there in one sentence."""

    name: Words
    how: Words


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was decided, with the article it rests on, or none for a house rule."""

    words: Words
    legal_basis: str = ""
