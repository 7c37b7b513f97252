"""The roles: what each is called, on which side it stands and what it does in the work on a case.

To add one: its code and its row here, its rights in `table.py`. What a role sees, and which pages
and queues it is shown, follows from these two.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mediation.rules.findings import Words


class Role(StrEnum):
    """Stored with users, imports and entries of the timeline; never renamed."""

    ADMINISTRATOR = "administrator"
    CENTRE_MANAGER = "centre_manager"
    INTAKE_CLERK = "intake_clerk"
    STATION_HEAD = "station_head"
    MEDIATOR = "mediator"
    INSTITUTION_USER = "institution_user"
    COURT_LIAISON = "court_liaison"
    AUTHORITY_LIAISON = "authority_liaison"
    AUDITOR = "auditor"
    PARTY = "party"
    SYSTEM = "system"

    @property
    def words(self) -> Words:
        return FACTS[self].words

    @property
    def side(self) -> Side:
        return FACTS[self].side

    @property
    def turn(self) -> Turn | None:
        return FACTS[self].turn

    @property
    def reminded_as(self) -> str:
        return FACTS[self].reminded_as


class Side(StrEnum):
    """For whom a role acts; bodies outside by the codes of `organisations.models.Kind`."""

    CENTRE = "centre"
    INSTITUTION = "institution"
    COURT = "court"
    AUTHORITY = "authority"
    PARTY = "party"
    SYSTEM = "system"


class Turn(StrEnum):
    """Whose turn a case can be within the centre, by the codes of `turn` in transitions.csv."""

    CENTRE = "centre"
    STATION = "station"
    MEDIATOR = "mediator"


@dataclass(frozen=True, slots=True)
class Facts:
    """A role's row. `reminded_as` is its code among the recipients of reminders.csv, empty for none."""

    words: Words
    side: Side
    turn: Turn | None = None
    reminded_as: str = ""


FACTS = {
    Role.ADMINISTRATOR: Facts(Words("系统管理员", "Administrator"), Side.CENTRE),
    Role.CENTRE_MANAGER: Facts(
        Words("中心主任", "Centre manager"), Side.CENTRE, Turn.CENTRE, "centre_manager"
    ),
    Role.INTAKE_CLERK: Facts(Words("受理员", "Intake clerk"), Side.CENTRE, Turn.CENTRE, "clerk"),
    Role.STATION_HEAD: Facts(Words("驿站站长", "Station head"), Side.CENTRE, Turn.STATION, "station_head"),
    Role.MEDIATOR: Facts(Words("调解员", "Mediator"), Side.CENTRE, Turn.MEDIATOR, "mediator"),
    Role.INSTITUTION_USER: Facts(Words("机构人员", "Institution user"), Side.INSTITUTION),
    Role.COURT_LIAISON: Facts(Words("法院联络员", "Court liaison"), Side.COURT),
    Role.AUTHORITY_LIAISON: Facts(Words("主管部门联络员", "Authority liaison"), Side.AUTHORITY),
    Role.AUDITOR: Facts(Words("审计员", "Auditor"), Side.CENTRE),
    Role.PARTY: Facts(Words("当事人", "Party"), Side.PARTY),
    Role.SYSTEM: Facts(Words("系统", "System"), Side.SYSTEM),
}


def of_sides(*sides: Side) -> tuple[Role, ...]:
    """The roles that act for one of `sides`."""
    return tuple(role for role in Role if role.side in sides)


# Parties and the system act without an account.
USER_ROLES = of_sides(Side.CENTRE, Side.INSTITUTION, Side.COURT, Side.AUTHORITY)
# Who may be the other side of a hand-over; liaisons are those that are no party to the dispute.
OTHER_SIDES = of_sides(Side.INSTITUTION, Side.COURT, Side.AUTHORITY)
LIAISONS = of_sides(Side.COURT, Side.AUTHORITY)
