"""The table of rights as one page: who may do what with their own case and with somebody else's.

`own` is a case at the user's station, of the user as mediator, of the user's institution, referred
by the user's body, or the party's case; `other` is one with which they have nothing to do.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from types import SimpleNamespace

import pytest

from mediation.access.actor import HOUSE, NOBODY, Actor
from mediation.access.roles import USER_ROLES, Role
from mediation.access.table import RIGHTS, allows, narrowed, opens
from tests.conftest import MONDAY


@dataclass(frozen=True)
class Thing:
    """The columns of a case that rights ask about."""

    id: int = 1
    state: str = "under_mediation"
    accepted_at: datetime | None = MONDAY
    station_id: int | None = 20
    mediator_id: int | None = 30
    institution_id: int | None = 40
    referrer_id: int | None = 50
    body_id: int | None = 50  # of a hand-over
    has_left: bool = True
    asked_by_id: int | None = 30  # of an export
    asked_for_id: int | None = 40
    is_released: bool = True  # of a package


OWN = Thing()
OTHER = Thing(
    id=2,
    station_id=21,
    mediator_id=31,
    institution_id=41,
    referrer_id=51,
    body_id=51,
    asked_by_id=31,
    asked_for_id=41,
)

ACTORS = {
    "administrator": Actor(frozenset({Role.ADMINISTRATOR}), user_id=1, organisation_id=10),
    "manager": Actor(frozenset({Role.CENTRE_MANAGER}), user_id=2, organisation_id=10),
    "clerk": Actor(frozenset({Role.INTAKE_CLERK}), user_id=3, organisation_id=10),
    "head": Actor(frozenset({Role.STATION_HEAD}), user_id=4, organisation_id=20),
    "mediator": Actor(frozenset({Role.MEDIATOR}), user_id=30, organisation_id=20),
    "institution": Actor(frozenset({Role.INSTITUTION_USER}), user_id=5, organisation_id=40),
    "court": Actor(frozenset({Role.COURT_LIAISON}), user_id=6, organisation_id=50),
    "authority": Actor(frozenset({Role.AUTHORITY_LIAISON}), user_id=7, organisation_id=50),
    "auditor": Actor(frozenset({Role.AUDITOR}), user_id=8, organisation_id=10),
    "applicant": Actor(frozenset({Role.PARTY}), case_id=1, side="applicant"),
    "respondent": Actor(frozenset({Role.PARTY}), case_id=1, side="respondent"),
    "house": HOUSE,
    "nobody": NOBODY,
}

ALL_STAFF = "manager clerk head mediator"
LIAISONS = "court authority"

# right: (who holds it over their own case, who holds it over any case)
TABLE: dict[str, tuple[str, str]] = {
    "desk.open": (
        f"{ALL_STAFF} institution {LIAISONS} auditor",
        f"{ALL_STAFF} institution {LIAISONS} auditor",
    ),
    "case.view": (f"{ALL_STAFF} institution {LIAISONS} auditor", "manager clerk auditor"),
    "case.view_inside": (f"{ALL_STAFF} auditor", "manager clerk auditor"),
    "case.view_as_party": ("applicant respondent", ""),
    "case.reveal": (ALL_STAFF, "manager clerk"),
    "case.submit": (f"{ALL_STAFF} applicant respondent", f"{ALL_STAFF} applicant respondent"),
    "case.supply": (f"{ALL_STAFF} applicant", "manager clerk"),
    "case.screen": ("manager clerk", "manager clerk"),
    "case.override": ("manager", "manager"),
    "case.route": ("manager clerk", "manager clerk"),
    "case.appoint": ("manager clerk head", "manager clerk"),
    "case.mediate": ("manager head mediator", "manager"),
    "case.conclude": ("manager head mediator", "manager"),
    "case.sign": ("manager mediator applicant respondent", "manager"),
    "case.view_signing": (ALL_STAFF, "manager clerk"),
    "case.invite_signing": ("manager head mediator", "manager"),
    "case.witness_signing": ("manager clerk head", "manager clerk"),
    "case.judge_signing": ("manager head", "manager"),
    "case.seal": ("manager", "manager"),
    "case.prove_notice": (f"house {ALL_STAFF}", "house manager clerk"),
    "case.issue_papers": (ALL_STAFF, "manager clerk"),
    "case.transfer": ("manager clerk head", "manager clerk"),
    "case.extend": ("manager head mediator", "manager"),
    "case.withdraw": (f"{ALL_STAFF} applicant", "manager clerk"),
    "case.close": (ALL_STAFF, "manager clerk"),
    "case.file_volume": (ALL_STAFF, "manager clerk"),
    "case.issue_document": (ALL_STAFF, "manager clerk"),
    "case.complete_party": (ALL_STAFF, "manager clerk"),
    "case.note": (ALL_STAFF, "manager clerk"),
    "case.message": (f"{ALL_STAFF} applicant respondent institution", "manager clerk"),
    "case.add_evidence": (f"{ALL_STAFF} applicant respondent institution", "manager clerk"),
    "case.sort_evidence": (ALL_STAFF, "manager clerk"),
    "case.compare_evidence": ("manager clerk", "manager clerk"),
    "wet_signatures.print": (ALL_STAFF, ALL_STAFF),
    "volumes.make": (ALL_STAFF, ALL_STAFF),
    "case.lapse": ("house manager", "house manager"),
    "case.reopen": ("manager clerk head", "manager clerk"),
    "referral.view": (f"{ALL_STAFF} {LIAISONS} auditor", "manager clerk auditor"),
    "referral.enter": (ALL_STAFF, ALL_STAFF),
    "referral.handle": (f"{ALL_STAFF} house", "manager clerk house"),
    "referral.send_in": (f"{ALL_STAFF} house {LIAISONS}", "manager clerk house"),
    "referral.suspend": ("manager head mediator", "manager"),
    "referral.answer_for_them": (f"{ALL_STAFF} {LIAISONS} house", "manager clerk house"),
    "imports.load": ("manager clerk", "manager clerk"),
    "referral.lapse": ("house manager", "house manager"),
    "package.view": (f"{ALL_STAFF} {LIAISONS} auditor", "manager clerk auditor"),
    "package.make": (ALL_STAFF, "manager clerk"),
    "package.fetch": (f"{ALL_STAFF} {LIAISONS}", "manager clerk"),
    "package.sign_for": (f"{ALL_STAFF} {LIAISONS}", "manager clerk"),
    "packages.make": (ALL_STAFF, ALL_STAFF),
    "reconciliation.view": (f"manager clerk {LIAISONS} auditor", "manager clerk auditor"),
    "reconciliation.handle": ("manager clerk", "manager clerk"),
    "reconciliation.sign_off": ("manager", "manager"),
    "reconciliation.say": (LIAISONS, ""),
    "reconciliation.answer_for_them": (f"manager clerk {LIAISONS}", "manager clerk"),
    "confirmation.view": (f"{ALL_STAFF} auditor", "manager clerk auditor"),
    "confirmation.prepare": (ALL_STAFF, "manager clerk"),
    "confirmation.join": ("institution applicant respondent", ""),
    "confirmation.hear": ("house", "house"),
    "elements.view": (
        f"{ALL_STAFF} institution applicant respondent auditor",
        "manager clerk auditor",
    ),
    "elements.write": ("manager head mediator institution applicant respondent", "manager"),
    "compromise.keep": ("mediator", ""),
    "compromise.take_part": ("institution applicant respondent", ""),
    "intake.assist": (ALL_STAFF, ALL_STAFF),
    "account.own": (
        f"administrator {ALL_STAFF} institution {LIAISONS} auditor",
        f"administrator {ALL_STAFF} institution {LIAISONS} auditor",
    ),
    "tasks.own": (
        f"administrator {ALL_STAFF} institution {LIAISONS} auditor",
        f"administrator {ALL_STAFF} institution {LIAISONS} auditor",
    ),
    "exports.make": (
        f"administrator {ALL_STAFF} institution {LIAISONS} auditor",
        f"administrator {ALL_STAFF} institution {LIAISONS} auditor",
    ),
    "exports.view": ("manager mediator institution auditor", "manager auditor"),
    "users.manage": ("administrator", "administrator"),
    "roster.manage": ("administrator manager", "administrator manager"),
    "organisations.manage": ("administrator", "administrator"),
    "seals.manage": ("administrator", "administrator"),
    "api.manage": ("administrator", "administrator"),
    "letters.inbox": (
        f"administrator {ALL_STAFF} institution {LIAISONS} auditor",
        f"administrator {ALL_STAFF} institution {LIAISONS} auditor",
    ),
    "letters.watch": ("administrator manager clerk", "administrator manager clerk"),
    "letters.handle": ("manager clerk", "manager clerk"),
    "letters.word": ("administrator", "administrator"),
    "letters.send": ("house", "house"),
    "holidays.manage": ("administrator manager", "administrator manager"),
    "jobs.manage": ("administrator", "administrator"),
    "webhooks.manage": ("administrator", "administrator"),
    "webhooks.own": (LIAISONS, ""),
}


@pytest.mark.parametrize("who", ACTORS)
@pytest.mark.parametrize("right", RIGHTS)
def test_each_right_is_held_by_exactly_those_of_the_table(right: str, who: str) -> None:
    over_own, over_any = (set(names.split()) for names in TABLE[right])
    assert allows(right, ACTORS[who], OWN) == (who in over_own), "over the own case"
    assert allows(right, ACTORS[who], OTHER) == (who in over_any), "over somebody else's case"


def test_the_table_of_this_test_names_every_right_and_every_role() -> None:
    assert set(TABLE) == set(RIGHTS)
    assert set().union(*(who.roles for who in ACTORS.values())) == set(Role)


def test_a_right_that_nobody_declared_is_a_fault_of_the_program() -> None:
    with pytest.raises(KeyError):
        allows("case.burn", ACTORS["manager"], OWN)


@pytest.mark.parametrize("right", [right for right in RIGHTS if right.startswith("case.")])
@pytest.mark.parametrize("who", ["administrator", "nobody"])
def test_neither_the_administrator_nor_a_stranger_does_anything_with_a_case(who: str, right: str) -> None:
    assert not allows(right, ACTORS[who], OWN)
    assert not allows(right, ACTORS[who], None)


@pytest.mark.parametrize(
    ("case", "sees", "remark"),
    [
        (replace(OWN, state="submitted", accepted_at=None), False, "still being screened"),
        (replace(OWN, state="correction_requested", accepted_at=None), False, "still being screened"),
        (replace(OWN, state="submitted"), False, "screened once more"),
        (replace(OWN, state="correction_requested"), False, "screened once more and incomplete"),
        (replace(OWN, state="ended", accepted_at=None), False, "refused or withdrawn before acceptance"),
        (replace(OWN, state="accepted"), True, "taken on"),
        (replace(OWN, state="closed"), True, "taken on and over"),
        (replace(OWN, institution_id=None), False, "against somebody else"),
    ],
)
@pytest.mark.parametrize("right", ["case.view", "case.message", "case.add_evidence"])
def test_an_institution_meets_a_complaint_once_the_centre_has_taken_it_on(
    right: str, case: Thing, sees: bool, remark: str
) -> None:
    assert allows(right, ACTORS["institution"], case) is sees, remark


@pytest.mark.parametrize(
    ("who", "lost", "remark"),
    [
        ("head", {"station_id": None}, "not routed yet"),
        ("mediator", {"mediator_id": None}, "nobody appointed yet"),
        ("institution", {"institution_id": None}, "the other side is no body that we know"),
        ("court", {"referrer_id": None}, "nobody referred it"),
    ],
)
def test_what_a_case_does_not_say_gives_nobody_a_right(who: str, lost: dict[str, None], remark: str) -> None:
    """A user without a body must not match a case without one."""
    bodiless = replace(ACTORS[who], organisation_id=None, user_id=None)
    assert not allows("case.view", ACTORS[who], replace(OWN, **lost)), remark
    assert not allows("case.view", bodiless, replace(OWN, **lost)), "nothing is not equal to nothing"


@pytest.mark.parametrize("who", LIAISONS.split())
@pytest.mark.parametrize("right", ["referral.view", "referral.answer_for_them", "package.view"])
def test_a_hand_over_is_the_other_bodys_only_once_it_has_left_the_house(right: str, who: str) -> None:
    assert allows(right, ACTORS[who], OWN)
    assert not allows(right, ACTORS[who], replace(OWN, has_left=False))
    assert allows(right, ACTORS[who], SimpleNamespace(body_id=50)), "what never goes out is open to both"


@pytest.mark.parametrize("right", ["package.fetch", "package.sign_for"])
def test_a_package_is_the_receivers_only_once_it_was_released(right: str) -> None:
    kept = replace(OWN, is_released=False)
    assert {who for who, actor in ACTORS.items() if allows(right, actor, kept)} == set(ALL_STAFF.split())
    assert not allows(right, ACTORS["court"], SimpleNamespace(body_id=50)), (
        "what says nothing is not released"
    )


def test_an_institution_that_was_asked_sees_and_answers_the_hand_over_and_no_more() -> None:
    asked = replace(ACTORS["institution"], organisation_id=50)
    passed_on = {right for right in RIGHTS if allows(right, asked, OWN) and not allows(right, asked, OTHER)}
    assert passed_on == {"referral.view", "referral.answer_for_them", "webhooks.own"}
    still_here = replace(OWN, has_left=False)
    assert not allows("referral.view", asked, still_here)
    assert not allows("referral.answer_for_them", asked, still_here)


@pytest.mark.parametrize("who", ["court", "authority", "institution"])
def test_a_body_sees_what_its_own_people_took_out_of_the_house(who: str) -> None:
    of_the_body = replace(ACTORS[who], organisation_id=40)
    assert allows("exports.view", of_the_body, OWN)
    assert not allows("exports.view", of_the_body, OTHER)


@pytest.mark.parametrize(
    "who", [who for who, actor in ACTORS.items() if not actor.roles.isdisjoint(USER_ROLES)]
)
def test_everyone_with_an_account_sees_what_they_took_themselves(who: str) -> None:
    assert allows("exports.view", replace(ACTORS[who], user_id=30), replace(OWN, asked_for_id=None))


@pytest.mark.parametrize(
    ("right", "who", "lost"),
    [
        ("referral.view", "court", {"body_id": None}),
        ("webhooks.own", "authority", {"body_id": None}),
        ("exports.view", "institution", {"asked_for_id": None, "asked_by_id": None}),
        ("exports.view", "clerk", {"asked_for_id": None, "asked_by_id": None}),
    ],
)
def test_what_no_body_and_nobody_has_is_not_of_those_without_one(
    right: str, who: str, lost: dict[str, None]
) -> None:
    bodiless = replace(ACTORS[who], organisation_id=None, user_id=None)
    assert not allows(right, bodiless, replace(OWN, **lost))


@dataclass(frozen=True)
class PartOfACase:
    """A row that belongs to a case and has a number of its own."""

    id: int
    case_id: int


def test_a_party_holds_its_rights_over_what_belongs_to_its_case() -> None:
    assert allows("case.add_evidence", ACTORS["applicant"], PartOfACase(id=7, case_id=1))
    assert not allows("case.add_evidence", ACTORS["applicant"], PartOfACase(id=1, case_id=7))


def test_of_several_roles_those_are_left_that_open_a_right() -> None:
    both = Actor(frozenset({Role.STATION_HEAD, Role.COURT_LIAISON}), user_id=4, organisation_id=20)
    assert narrowed(both, "case.mediate").roles == {Role.STATION_HEAD}
    assert narrowed(both, "reconciliation.say").roles == {Role.COURT_LIAISON}
    assert narrowed(both, "case.view") == both
    assert narrowed(both, "users.manage").roles == set()


def test_a_right_over_some_things_opens_its_door_whatever_the_thing() -> None:
    assert opens("case.mediate", ACTORS["mediator"])
    assert not opens("case.mediate", ACTORS["clerk"])


def test_a_party_that_has_opened_no_case_holds_no_right_over_any() -> None:
    stranger = Actor(frozenset({Role.PARTY}), side="applicant")
    assert {right for right in RIGHTS if allows(right, stranger, OWN)} == {"case.submit"}
    assert {right for right in RIGHTS if allows(right, stranger, None)} == {"case.submit"}


def test_two_roles_are_the_rights_of_both_and_no_more() -> None:
    both = Actor(frozenset({Role.STATION_HEAD, Role.MEDIATOR}), user_id=30, organisation_id=20)
    for right in RIGHTS:
        for case in (OWN, OTHER, replace(OWN, station_id=99), replace(OWN, mediator_id=99)):
            apart = [replace(both, roles=frozenset({role})) for role in both.roles]
            assert allows(right, both, case) == any(allows(right, one, case) for one in apart)


def test_the_roles_of_those_without_an_account_are_given_to_no_user() -> None:
    assert set(Role) - set(USER_ROLES) == {Role.PARTY, Role.SYSTEM}
