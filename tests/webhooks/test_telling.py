"""Who is told of what: written with the change, seen by no other body, and thin."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from mediation import clock
from mediation.access.actor import HOUSE
from mediation.access.by import By
from mediation.cases.models import Case
from mediation.database import db
from mediation.organisations.models import OUTSIDE, Kind, Organisation
from mediation.organisations.operations import add_organisation
from mediation.organisations.queries import of_kinds
from mediation.referrals import acts, entering
from mediation.referrals import operations as referrals
from mediation.referrals.entering import Entry
from mediation.referrals.models import Referral
from mediation.rules.procedures import lifecycle, referral_steps
from mediation.timeline.queries import entries_of
from mediation.webhooks.kinds import offered
from mediation.webhooks.models import Notice
from mediation.webhooks.operations import change
from mediation.webhooks.outbox import RESOURCES
from tests import cast
from tests.access.test_walls import cast_of_cases
from tests.builders import AUTHORITY, BANK, actor, body, case_in, centre
from tests.counting import counted_queries
from tests.referrals.arrivals import arrival, arrived, court, taken, withdrawn
from tests.referrals.test_handing_over import out
from tests.webhooks.addresses import told_of_everything

pytestmark = pytest.mark.usefixtures("founded", "undrawn")

POLICE = "厦门市公安机关（演示）"
PAYLOAD = {"id", "kind", "number", "state", "at", "link"}


def notices() -> list[Notice]:
    return list(db.session.scalars(select(Notice).order_by(Notice.id)).unique())


def states_told(thing: Referral | Case) -> list[str]:
    return [json.loads(one.body)["state"] for one in notices() if one.thing == thing.thread]


def test_a_change_and_its_notice_are_one(session: Session) -> None:
    told_of_everything(court())
    session.commit()
    found = taken()
    assert states_told(found) == ["registered", "taken"]
    session.rollback()
    assert notices() == [], "the hand-over was undone, and the notices with it"


def entered_many(count: int, first: int) -> list[Referral]:
    return entering.enter_many(
        [arrival(their_number=f"（2026）闽0203诉前调{first + n}号") for n in range(count)],
        court(),
        By(actor(cast.CLERK), clock.now()),
        centre=centre(),
        batch_id=7,
    )


def questions_asked(app: Flask, act: Callable[[], object]) -> int:
    """How often the database was asked who is to be told."""
    with counted_queries(app) as sent:
        act()
    return sum("FROM webhook_subscriptions" in one for one in sent)


def test_who_is_to_be_told_of_many_done_at_once_is_asked_once(app: Flask, session: Session) -> None:
    told_of_everything(court())
    assert questions_asked(app, lambda: entered_many(2, first=100)) == 1
    made: list[Referral] = []
    assert questions_asked(app, lambda: made.extend(entered_many(20, first=200))) == 1
    taking_out = partial(acts.take_out_many, made, "清单发错。", By(actor(cast.CLERK), clock.now()))
    assert questions_asked(app, taking_out) == 1
    assert [states_told(one) for one in made] == [["registered", "mistaken"]] * 20


def test_an_address_added_between_two_lists_of_one_transaction_is_told_of_the_second(
    session: Session,
) -> None:
    unheard = entered_many(2, first=100)
    told_of_everything(court())
    heard = entered_many(2, first=200)
    assert [states_told(one) for one in (*unheard, *heard)] == [[], [], ["registered"], ["registered"]]


def test_each_change_of_state_is_told_once_and_an_act_that_changes_none_is_not(session: Session) -> None:
    told_of_everything(court())
    found = taken()
    referrals.perform(found, "add_note", By(actor(cast.CLERK), clock.now()), facts={"text": "已电话联系。"})
    withdrawn(found)
    assert states_told(found) == ["registered", "taken", "result_due"]


def test_only_the_kinds_that_were_asked_for_are_told(session: Session) -> None:
    subscription = told_of_everything(court())
    change(
        subscription,
        subscription.url,
        ["referral.taken"],
        By(actor(cast.ADMINISTRATOR), clock.now()),
        active=True,
    )
    assert states_told(taken()) == ["taken"]


def test_an_address_out_of_use_is_told_nothing(session: Session) -> None:
    subscription = told_of_everything(court())
    subscription.active = False
    taken()
    assert notices() == []


def test_a_notice_holds_number_state_moment_and_link_and_no_more(session: Session) -> None:
    """Neither side's name, nor what it is about, nor the amount, nor a reason."""
    told_of_everything(court())
    found = arrived()
    referrals.perform(found, "decline", By(actor(cast.CLERK), clock.now()), reason="当事人之间另有密约。")
    last = notices()[-1]
    payload = json.loads(last.body)
    assert set(payload) == PAYLOAD
    assert payload == {
        "id": last.event_id,
        "kind": "referral.declined",
        "number": found.short_number,
        "state": "declined",
        "at": "2026-03-02T02:00:00.000000+00:00",
        "link": f"http://localhost:8000/api/v1/referrals/{found.short_number}",
    }
    assert last.body.isascii(), "there is no Chinese text in it, whatever was written"


@pytest.mark.parametrize("thing", sorted(RESOURCES))
def test_the_link_of_a_notice_is_an_address_of_the_interface(app: Flask, thing: str) -> None:
    path = RESOURCES[thing].format(number="2026-00012")
    endpoint, _values = app.url_map.bind("localhost").match(path, method="GET")
    assert endpoint.startswith("api.")


def test_a_hand_over_that_is_only_prepared_is_told_to_nobody(session: Session) -> None:
    police = body(POLICE, Kind.AUTHORITY)
    told_of_everything(police)
    found = entering.enter(
        Entry(kind="police_crime", materials=({"title": "调解申请", "copies": 2},)),
        police,
        By(actor(cast.CLERK), clock.now()),
        centre=centre(),
        case=case_in("under_mediation"),
    )
    assert (found.state, states_told(found)) == ("drafted", [])
    today = {"sent_on": clock.today()}
    referrals.perform(found, "send", By(actor(cast.CLERK), clock.now()), changes=today)
    assert states_told(found) == ["sent"]


def test_an_institution_hears_of_its_case_once_the_centre_has_taken_it_on(session: Session) -> None:
    told_of_everything(body(BANK, Kind.INSTITUTION))
    case = case_in("under_mediation")
    assert states_told(case) == ["accepted", "routed", "consulting", "under_mediation"]
    assert states_told(case_in("submitted")) == []


def every_body() -> list[Organisation]:
    """All that may have a system, and a second court that nothing concerns."""
    facts = {"name": "鹭潮区人民法院（演示）", "authorities": ["court"]}
    add_organisation(Kind.COURT, facts, By(HOUSE, clock.now()))
    return of_kinds(OUTSIDE)


def fill_the_house() -> None:
    """Cases and hand-overs that differ in everything that rights ask about."""
    cast_of_cases()
    withdrawn(taken())
    arrived(
        arrival("local_finance_complaint", their_number="转〔2026〕7号", wants="complaint"),
        body(AUTHORITY, Kind.AUTHORITY),
    )
    out()


def test_no_body_hears_of_anything_of_another(session: Session) -> None:
    bodies = every_body()
    subscriptions = {one.id: told_of_everything(one) for one in bodies}
    fill_the_house()
    everything = (*session.scalars(select(Case)), *session.scalars(select(Referral)).unique())
    made: dict[str, Referral | Case] = {one.thread: one for one in everything}
    told = notices()
    assert len({one.subscription_id for one in told}) > 3, "several bodies heard of something"
    for notice in told:
        thing, reader = made[notice.thing], notice.subscription.body
        theirs = thing.body_id if isinstance(thing, Referral) else thing.institution_id
        assert theirs == reader.id, f"{reader.name} heard of {notice.thing}"
    (stranger,) = (one for one in bodies if one.name.startswith("鹭潮"))
    assert not [one for one in told if one.subscription_id == subscriptions[stranger.id].id]


@pytest.mark.parametrize("kind", OUTSIDE, ids=str)
def test_every_state_that_such_a_body_can_meet_is_offered_in_words(kind: Kind) -> None:
    told = {code.partition(".")[2] for code in offered(kind)}
    wanted = set(referral_steps.states()) - {"drafted"}
    if kind is Kind.INSTITUTION:
        wanted |= set(lifecycle.states()) - {"submitted", "correction_requested"}
    assert told == wanted


def test_what_the_administrator_did_with_an_address_is_in_its_timeline(session: Session) -> None:
    subscription = told_of_everything(court())
    entries = entries_of(f"webhook:{subscription.id}")
    assert [entry.facts["what"] for entry in entries] == ["added"]
    assert entries[0].actor_name, "and who did it"
