"""What the case page puts first fits the table of transitions."""

from __future__ import annotations

import pytest

from mediation.access.actor import Actor
from mediation.acts.offers import Offers
from mediation.acts.offers import offers as offers_of
from mediation.cases.models import Case
from mediation.cases.operations import situation
from mediation.clock import today
from mediation.rules.procedures import lifecycle
from tests import cast
from tests.builders import actor, case_in, walk

pytestmark = pytest.mark.usefixtures("founded", "session", "undrawn")


def offers(case: Case, who: Actor) -> Offers:
    return offers_of(lifecycle.DISPUTE, case, who, situation(case, on=today()))


def test_every_state_has_a_next_step_and_a_tone() -> None:
    assert all(state.next.zh and state.next.en and state.tone for state in lifecycle.states().values())


@pytest.mark.parametrize("state", list(lifecycle.states()))
def test_every_state_puts_an_act_first(state: str) -> None:
    assert any(state in row.first for row in lifecycle.offered_in(state, today()))


@pytest.mark.parametrize(
    ("state", "first", "remark"),
    [
        ("submitted", "accept", "nothing stands against it"),
        ("correction_requested", "supply_correction", "on behalf of the applicant"),
        ("accepted", "route", ""),
        ("routed", "appoint", ""),
        ("consulting", "notify_rights", "before anyone agrees"),
        ("under_mediation", "book_session", "no terms yet"),
        ("awaiting_signature", "record_signature", "nobody has signed"),
        ("paused", "resume", ""),
        ("concluded", "prepare_confirmation", "while the window is open"),
        ("ended", "close", ""),
    ],
)
def test_the_page_puts_the_usual_act_first(state: str, first: str, remark: str) -> None:
    case = case_in(state)
    offered = offers(case, actor(cast.MANAGER))
    assert offered.first is not None
    assert offered.first.row.action == first, remark


def test_what_is_done_for_both_sides_gives_way_to_what_follows() -> None:
    case = case_in("consulting")

    def first() -> str:
        offered = offers(case, actor(cast.MANAGER))
        assert offered.first is not None
        return offered.first.row.action

    walk(case, "notify_rights")
    assert first() == "record_consent"
    walk(case, "record_consent")
    assert first() == "begin"


def test_once_all_have_signed_the_way_leads_to_concluding_where_the_scan_is_filed() -> None:
    case = case_in("awaiting_signature")
    walk(case, "record_signature")
    offered = offers(case, actor(cast.MANAGER))
    assert offered.first is not None
    assert offered.first.row.action == "conclude"


def test_an_act_that_a_guard_refuses_is_shown_with_what_is_missing() -> None:
    case = case_in("under_mediation")
    offered = offers(case, actor(cast.MANAGER))
    refused = {offer.row.action: offer.refusal for offer in (*offered.beside, *offered.rest)}
    assert refused["offer_terms"] == lifecycle.terms_drafted(lifecycle.Situation(on=today())).words  # type: ignore[union-attr]
    assert refused["expire"] is not None


def test_nobody_is_offered_what_they_may_not_do() -> None:
    case = case_in("submitted")
    offered = offers(case, actor(cast.AUDITOR))
    assert (offered.first, offered.beside, offered.rest) == (None, (), ())
