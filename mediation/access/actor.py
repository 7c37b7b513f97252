"""Whoever acts: a person signed in, a party with number and code, or the house itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mediation.rules.findings import Words


class Role(StrEnum):
    ADMINISTRATOR = "administrator"
    CENTRE_MANAGER = "centre_manager"
    INTAKE_CLERK = "intake_clerk"
    STATION_HEAD = "station_head"
    MEDIATOR = "mediator"
    INSTITUTION_USER = "institution_user"
    COURT_LIAISON = "court_liaison"
    AUTHORITY_LIAISON = "authority_liaison"
    AUDITOR = "auditor"
    # Not given to users: who acts without an account.
    PARTY = "party"
    SYSTEM = "system"


ROLE_WORDS = {
    Role.ADMINISTRATOR: Words("系统管理员", "Administrator"),
    Role.CENTRE_MANAGER: Words("中心主任", "Centre manager"),
    Role.INTAKE_CLERK: Words("受理员", "Intake clerk"),
    Role.STATION_HEAD: Words("驿站站长", "Station head"),
    Role.MEDIATOR: Words("调解员", "Mediator"),
    Role.INSTITUTION_USER: Words("机构人员", "Institution user"),
    Role.COURT_LIAISON: Words("法院联络员", "Court liaison"),
    Role.AUTHORITY_LIAISON: Words("主管部门联络员", "Authority liaison"),
    Role.AUDITOR: Words("审计员", "Auditor"),
    Role.PARTY: Words("当事人", "Party"),
    Role.SYSTEM: Words("系统", "System"),
}

USER_ROLES = tuple(role for role in Role if role not in {Role.PARTY, Role.SYSTEM})


@dataclass(frozen=True, slots=True)
class Actor:
    """Facts about who acts; rights are predicates over these and over the thing.

    `organisation_id` is the body a user belongs to: the centre, a station, an institution, a
    court or an authority. `case_id` and `side` are set for a party with number and code.
    """

    roles: frozenset[Role]
    name: str = ""
    user_id: int | None = None
    organisation_id: int | None = None
    case_id: int | None = None
    side: str | None = None

    def has(self, *roles: Role) -> bool:
        """Whether the actor holds one of `roles`."""
        return not self.roles.isdisjoint(roles)


NOBODY = Actor(frozenset())
HOUSE = Actor(frozenset({Role.SYSTEM}), name="system")
