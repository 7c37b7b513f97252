"""A complaint goes to its institution first: it answers itself, in 15 days, in 30, or in 30 more."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from mediation import clock as house
from mediation.access.by import By
from mediation.acts.refusals import GuardRefused, NotAllowed
from mediation.cases.operations import perform as perform_on_case
from mediation.organisations.models import Kind
from mediation.referrals import acts, deadline_changes, limitation
from mediation.referrals.models import Referral
from mediation.referrals.operations import perform
from mediation.referrals.refusals import InstitutionUnknown
from mediation.rules.procedures.machine import NotPossible
from mediation.timeline.queries import entries_of
from tests import cast
from tests.builders import BANK, actor, body, centre, walk
from tests.conftest import StandingClock
from tests.journeys.pages import form_on
from tests.referrals.arrivals import arrival, arrived, running, taken
from tests.referrals.test_handing_over import out
from tests.referrals.test_ledger_walls import stored

pytestmark = pytest.mark.usefixtures("founded", "undrawn")

HOTLINE = "12345热线办（演示）"
PEOPLE: dict[str, Any] = {
    "their_number": "XM20261100472",
    "applicant_name": "林雅珍",
    "respondent_name": BANK,
    "people": ({"side": "applicant", "kind": "person", "name": "林雅珍", "phone": "13900000001"},),
}
BOTH = ("superior_approval", "complainant_told")


def complaint(**changes: Any) -> Referral:
    return taken("hotline_12345", body(HOTLINE, Kind.AUTHORITY), **(PEOPLE | changes))


def passed() -> Referral:
    return acts.pass_to_institution(complaint(), By(actor(cast.CLERK), house.now()), centre=centre())


def signed_for() -> Referral:
    """Signed for today, 2 March 2026, by the bank itself."""
    found, bank = passed(), actor(cast.BANK_USER)
    acts.sign_for(found, "sign_for", bank.name, house.today(), By(bank, house.now()))
    return found


def more(found: Referral, consents: tuple[str, ...] = ()) -> None:
    deadline_changes.ask_time(
        found, consents, "涉及异地网点，需要调取凭证。", By(actor(cast.BANK_USER), house.now())
    )


@pytest.mark.usefixtures("session")
def test_the_ladder_is_counted_from_the_day_of_signing_whenever_time_is_asked(clock: StandingClock) -> None:
    """2 March + 15 = 17 March; + 30 = 1 April; + 30 more = 1 May (law.md: no rolling for institutions)."""
    found = signed_for()
    assert running(found) == {"C26": date(2026, 3, 17)}
    clock.advance(days=10)
    more(found)
    assert running(found) == {"C26_COMPLEX": date(2026, 4, 1)}
    clock.advance(days=15)
    more(found, BOTH)
    assert running(found) == {"C26_COMPLEX": date(2026, 5, 1)}
    assert not deadline_changes.makes_sense(found, "ask_time"), "there is no fourth rung"


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize("consents", [(), ("superior_approval",), ("complainant_told",)])
def test_the_last_rung_needs_the_superior_and_the_complainant(consents: tuple[str, ...]) -> None:
    found = signed_for()
    more(found)
    with pytest.raises(GuardRefused):
        more(found, consents)
    assert running(found) == {"C26_COMPLEX": date(2026, 4, 1)}


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize("climbed", [False, True])
def test_silence_after_the_last_day_is_noted_and_no_more_time_is_given(
    clock: StandingClock, climbed: bool
) -> None:
    found = signed_for()
    if climbed:
        more(found)
    clock.advance(days=31)
    with pytest.raises(GuardRefused):
        more(found, BOTH)
    acts.lapse(found.id, "lapse_result", clock.now)
    assert found.state == "resultless"
    with pytest.raises(NotPossible):
        more(found, BOTH)


@pytest.mark.usefixtures("session")
def test_the_answer_stops_the_clock_on_whatever_rung() -> None:
    found = signed_for()
    more(found)
    changes = {"result": "settled", "result_on": house.today(), "result_text": "已退还年费。"}
    perform(found, "record_result", By(actor(cast.BANK_USER), house.now()), changes=changes)
    assert (found.state, found.turn) == ("result_in", "centre")
    assert running(found) == {"C28": date(2026, 4, 1)}, "what is left is the complainant's own right"
    assert found.case is not None
    assert found.case.ended_at is None, "the centre asks the person whether that settles it"


@pytest.mark.usefixtures("session")
def test_another_institution_may_do_nothing_with_it() -> None:
    found, other = passed(), actor(cast.INSURER_USER)
    with pytest.raises(NotAllowed):
        acts.sign_for(found, "sign_for", other.name, house.today(), By(other, house.now()))


@pytest.mark.usefixtures("session")
def test_an_institution_that_nobody_entered_cannot_be_asked() -> None:
    found = complaint(respondent_name="没有登记的小贷公司")
    with pytest.raises(InstitutionUnknown):
        acts.pass_to_institution(found, By(actor(cast.CLERK), house.now()), centre=centre())


def test_taking_a_complaint_asks_who_deals_with_it_first_and_the_bank_answers_itself(
    app: Flask, signed_in: Any
) -> None:
    first = stored(
        app,
        lambda: arrived(arrival("hotline_12345", **PEOPLE), body(HOTLINE, Kind.AUTHORITY)).short_number,
    )
    clerk, bank, insurer = (signed_in(who) for who in (cast.CLERK, cast.BANK_USER, cast.INSURER_USER))
    take = form_on(clerk.get(f"/desk/referrals/{first}/acts/take"), "/take")
    assert take.send(clerk, on_platform="paper", road="institution").status_code == 302
    where, day = "/desk/referrals/2026-00002", house.today().isoformat()
    assert insurer.get(where).status_code == 404
    assert bank.get(f"/desk/referrals/{first}").status_code == 404, "the ticket itself is not the bank's"
    assert "2026-00002" in bank.get("/desk/referrals/").text
    for action, typed in (
        ("sign_for", {"signed_by": "方舒", "signed_on": day}),
        ("ask_time", {"reason": "需要调取异地凭证。"}),
        ("record_result", {"result": "settled", "result_on": day, "text": "已退还。"}),
    ):
        form = form_on(bank.get(f"{where}/acts/{action}"), f"/{action}")
        assert form.send(bank, **typed).status_code == 302, action
    assert "已有结果" in bank.get(where).text
    assert bank.get(f"{where}/acts/close").status_code == 404


def test_a_courts_case_is_not_asked_who_deals_with_it_first(app: Flask, signed_in: Any) -> None:
    number = stored(app, lambda: arrived().short_number)
    assert 'name="road"' not in signed_in(cast.CLERK).get(f"/desk/referrals/{number}/acts/take").text


# -- sham suspected before mediation began


@pytest.mark.usefixtures("session")
def test_the_period_stands_still_from_the_report_even_before_mediation_began(clock: StandingClock) -> None:
    """Signed for on 2 March: day 30 is 1 April. Reported on the 4th, resumed on the 11th: seven days more."""
    found = taken()
    assert found.case is not None
    period = next(one for one in found.case.deadlines if one.code == "C04")
    assert period.due_on == date(2026, 4, 1)
    clock.advance(days=2)
    papers = ({"title": "借条复印件", "copies": 1},)
    acts.report_sham(found, "双方陈述雷同。", papers, By(actor(cast.MANAGER), clock.now), centre=centre())
    assert (found.state, period.status, found.case.state) == ("suspended", "paused", "accepted")
    clock.advance(days=7)
    acts.resume(found, "法院认为不属于虚假调解。", By(actor(cast.MANAGER), clock.now))
    assert (period.status, period.due_on) == ("running", date(2026, 4, 1) + timedelta(days=7))


# -- back from the police: the limitation of the claim, by hand


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize(
    ("result", "result_on", "due_on", "remark"),
    [
        ("", None, None, "the police have it: the period does not run"),
        ("refused", None, date(2029, 3, 5), "not taken on 5 March: three years, a Monday"),
        ("not_filed", date(2026, 3, 6), date(2029, 3, 6), "not filed on 6 March, a Tuesday"),
        ("dropped", date(2026, 4, 15), date(2029, 4, 16), "15 April 2029 is a Sunday"),
        ("acquitted", date(2026, 9, 1), date(2029, 9, 3), "1 September 2029 is a Saturday"),
        ("convicted", date(2026, 9, 1), None, "a conviction leads to no civil claim here"),
    ],
)
def test_a_report_interrupts_the_limitation_and_it_runs_anew_from_the_end(
    clock: StandingClock, result: str, result_on: date | None, due_on: date | None, remark: str
) -> None:
    found, who = out("police_crime"), actor(cast.MANAGER)
    acts.sign_for(found, "sign_for", "值班民警", house.today(), By(who, clock.now))
    clock.advance(days=3)
    if result == "refused":
        perform(found, "they_refuse", By(who, clock.now), reason="没有犯罪事实。")
    elif result:
        told = {"result": result, "result_on": result_on}
        perform(found, "record_result", By(who, clock.now), changes=told)
    stands = limitation.after_report(found, entries_of(found.thread))
    assert stands is not None
    assert (stands.interrupted_on, stands.due_on) == (date(2026, 3, 2), due_on), remark
    if due_on:
        acts.come_back(found, "公安机关已有结论。", By(who, clock.now))
        assert found.case is not None
        again = [one for one in found.case.deadlines if one.code == "C03" and one.runs]
        assert [one.start_on for one in again] == [date(2026, 3, 5)], "the mediation begins anew today"


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize(
    ("outcome", "code", "due_on"),
    [("decline", "C11", date(2026, 3, 3)), ("withdraw", "C12", date(2026, 3, 5))],
)
def test_a_court_has_its_materials_back_at_once_where_a_side_declines(
    outcome: str, code: str, due_on: date
) -> None:
    found = taken()
    assert found.case is not None
    facts = {}
    if outcome == "decline":
        walk(found.case, "route", "appoint", "notify_rights")
        facts = {"side": "respondent"}
    perform_on_case(
        found.case, outcome, By(actor(cast.MANAGER), house.now()), reason="不同意调解。", facts=facts
    )
    assert running(found) == {code: due_on}
