"""The rows of the roles, held to the codes of the law book and of the bodies that they name."""

from __future__ import annotations

import pytest
from sqlalchemy import ColumnElement, false, true

from mediation.access.actor import Actor
from mediation.access.predicates import has_left, is_its_body
from mediation.access.roles import FACTS, LIAISONS, OTHER_SIDES, USER_ROLES, Role, Side, Turn
from mediation.access.rows import InRows, rows_with
from mediation.organisations.models import OUTSIDE, ROLE_OF_SYSTEM, Kind
from mediation.reconciliation.models import Reconciliation
from mediation.rules.procedures.lifecycle import transitions
from mediation.rules.time.reminders import RECIPIENTS

HEARD_AS_BODIES = {"parties", "institution", "liaison"}


def test_every_role_has_a_row_and_is_called_by_another_name() -> None:
    assert set(FACTS) == set(Role)
    assert len({role.words.zh for role in Role}) == len({role.words.en for role in Role}) == len(Role)


def test_who_belongs_to_a_body_outside_is_the_other_side_of_a_handover() -> None:
    assert set(OTHER_SIDES) == {Role.INSTITUTION_USER, Role.COURT_LIAISON, Role.AUTHORITY_LIAISON}
    assert set(LIAISONS) == {Role.COURT_LIAISON, Role.AUTHORITY_LIAISON}
    assert set(USER_ROLES) == {role for role in Role if role.side not in {Side.PARTY, Side.SYSTEM}}
    assert {Kind(side.value) for side in (role.side for role in OTHER_SIDES)} == set(OUTSIDE)
    assert {kind: role.side.value for kind, role in ROLE_OF_SYSTEM.items()} == {
        kind: kind.value for kind in OUTSIDE
    }


def test_the_turns_of_roles_are_turns_of_the_law_book() -> None:
    assert set(Turn) <= {row.turn for row in transitions()}
    assert {role.turn for role in Role} - {None} == set(Turn)


def test_every_recipient_of_a_reminder_within_the_centre_is_a_role() -> None:
    assert {role.reminded_as for role in Role} - {""} == set(RECIPIENTS) - HEARD_AS_BODIES


def of_body(actor: Actor) -> ColumnElement[bool]:
    return Reconciliation.body_id == actor.organisation_id


@pytest.mark.parametrize(
    ("role", "body", "expected"),
    [
        (Role.CENTRE_MANAGER, None, true()),
        (Role.COURT_LIAISON, 7, Reconciliation.body_id == 7),
        (Role.COURT_LIAISON, None, false()),
        (Role.STATION_HEAD, 7, false()),
    ],
)
def test_rows_are_those_over_which_the_table_gives_the_right(
    role: Role, body: int | None, expected: ColumnElement[bool]
) -> None:
    actor = Actor(frozenset({role}), organisation_id=body)
    assert rows_with("reconciliation.view", actor, {is_its_body: of_body}).compare(expected)


def test_a_statement_that_nobody_said_in_the_words_of_the_database_is_a_fault_of_the_program() -> None:
    court = Actor(frozenset({Role.COURT_LIAISON}), organisation_id=7)
    with pytest.raises(KeyError):
        rows_with("referral.view", court, {is_its_body: of_body})
    in_rows: InRows = {is_its_body: of_body, has_left: lambda _actor: true()}
    assert rows_with("referral.view", court, in_rows).compare(Reconciliation.body_id == 7)


def test_who_belongs_to_no_body_sees_no_row_that_must_have_gone_out_to_theirs() -> None:
    in_rows: InRows = {is_its_body: of_body, has_left: lambda _actor: true()}
    bodiless = Actor(frozenset({Role.COURT_LIAISON}))
    assert rows_with("referral.view", bodiless, in_rows).compare(false())
