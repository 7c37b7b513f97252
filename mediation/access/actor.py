"""Whoever acts: a person signed in, a party with number and code, or the house itself."""

from __future__ import annotations

from dataclasses import dataclass

from mediation.access.roles import Role


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
