"""A court's list beside our ledger: every difference found, closed by a person, signed by both sides."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from mediation import clock
from mediation.access.by import By
from mediation.acts.refusals import ChangedMeanwhile, GuardRefused, NotAllowed
from mediation.bulk.received.operations import ColumnsRefused
from mediation.database import db
from mediation.documents.operations import facts_of
from mediation.reconciliation import bringing, operations, queries
from mediation.reconciliation.models import Reconciliation
from mediation.reconciliation.refusals import ListRefused, NotAlike, NothingChosen
from mediation.referrals import acts
from mediation.rules.procedures.machine import NotPossible
from mediation.timeline.events import sentence
from mediation.timeline.queries import entries_of
from tests import cast
from tests.builders import actor, centre
from tests.conftest import StandingClock
from tests.reconciliation.months import (
    HEADINGS,
    begun,
    bring,
    compared,
    file,
    item,
    items,
    month,
    number,
    row,
    settle,
)
from tests.referrals.arrivals import withdrawn

pytestmark = pytest.mark.usefixtures("founded", "session", "undrawn")

# What the ledger consists of; a comparison may read it and nothing else.
LEDGER = ("referrals", "referral_materials", "referral_receipts", "cases", "deadlines", "letters")


def ledger() -> dict[str, list[Any]]:
    """Every byte of the ledger and its timelines."""
    db.session.flush()
    said = {
        name: [tuple(one) for one in db.session.execute(text(f"SELECT * FROM {name} ORDER BY id"))]
        for name in LEDGER
    }
    entries = text("SELECT * FROM timeline_entries WHERE thread NOT LIKE 'reconciliation:%' ORDER BY id")
    heads = text("SELECT * FROM timeline_heads WHERE thread NOT LIKE 'reconciliation:%' ORDER BY thread")
    return said | {
        "entries": [tuple(one) for one in db.session.execute(entries)],
        "heads": [tuple(one) for one in db.session.execute(heads)],
    }


def groups(found: Reconciliation) -> dict[str, set[str]]:
    said: dict[str, set[str]] = {}
    for one in items(found):
        said.setdefault(one.group, set()).add(one.name.translate(str.maketrans("()", "（）")))
    return said


def told(found: Reconciliation) -> list[str]:
    found_words = [sentence(one.event, one.facts) for one in entries_of(found.thread)]
    return [words.zh for words in found_words if words]


def test_a_list_that_agrees_leaves_nothing_to_do() -> None:
    month()
    found = compared([row(1), row(2), row(3)])
    assert groups(found) == {"matching": {number(1), number(2), number(3)}}
    assert (found.matching, found.unsettled) == (3, 0)


def test_every_kind_of_difference_is_found_beside_both_values() -> None:
    month(4)
    found = compared([row(1, amount=1), row(2), row(2), row(9), row(4, result="调解成功")])
    assert groups(found) == {
        "matching": {number(2)},
        "differing": {number(1), number(4)},
        "ours_only": {number(3)},
        "theirs_only": {number(2), number(9)},
    }
    one = item(found, number(1))
    assert (one.differs, one.ours["amount_fen"], one.theirs["amount_fen"]) == (["amount_fen"], 100_000, 100)
    assert item(found, number(4)).differs == ["result"]
    assert [one.repeats for one in items(found, "theirs_only")].count(True) == 1
    assert found.unsettled == 5


def test_bringing_a_list_and_closing_its_differences_change_no_byte_of_the_ledger() -> None:
    month()
    before = ledger()
    found = compared([row(1, amount=1), row(9)])
    settle(found, *[one for one in items(found) if one.state == "open"])
    operations.compare_again(found, By(actor(cast.CLERK), clock.now()))
    operations.sign_off(found, By(actor(cast.MANAGER), clock.now()))
    assert ledger() == before


def test_what_came_outside_the_period_is_named_where_only_they_have_it(clock: StandingClock) -> None:
    (early,) = month(1)
    clock.advance(days=40)
    found = begun(from_on=clock.now.date(), to_on=clock.now.date())
    bring(found, [row(1)])
    (alone,) = items(found, "theirs_only")
    assert alone.hint == early.number_text


def test_a_difference_is_closed_with_a_reason_of_the_set_and_some_with_a_sentence() -> None:
    month(2)
    found = compared([row(1, amount=1), row(2, amount=1)])
    one, other = items(found, "differing")
    for reason, sentence_ in (("", ""), ("unheard of", ""), ("other", " ")):
        with pytest.raises(GuardRefused):
            settle(found, one, reason=reason, text=sentence_)
    settle(found, one, other, reason="other", text="双方口径不同，已电话核实。")
    assert (one.state, one.closed_by, found.unsettled) == ("closed", "林晓岚", 0)
    assert "双方口径不同" in told(found)[0]
    with pytest.raises(NothingChosen):
        settle(found, one)


def test_a_difference_is_opened_again_and_the_timeline_keeps_why_it_was_closed() -> None:
    month(1)
    found = compared([row(1, amount=1)])
    (one,) = items(found)
    settle(found, one)
    operations.open_again(found, one, "对方未更正。", By(actor(cast.CLERK), clock.now()))
    assert (one.state, one.reason, found.unsettled) == ("open", "", 1)
    assert ["对方登记有误" in line or "对方未更正" in line for line in told(found)[:2]] == [True, True]


def test_it_is_signed_off_only_when_every_difference_is_closed() -> None:
    month(2)
    found = compared([row(1, amount=1), row(2)])
    manager = actor(cast.MANAGER)
    with pytest.raises(GuardRefused) as refused:
        operations.sign_off(found, By(manager, clock.now()))
    assert "1 项" in refused.value.words.zh
    settle(found, *items(found, "differing"), text="已电话核实")
    with pytest.raises(NotAllowed):
        operations.sign_off(found, By(actor(cast.CLERK), clock.now()))
    paper = facts_of(operations.sign_off(found, By(manager, clock.now())))
    assert (paper.ours_total, paper.theirs_total, paper.matching, paper.closed) == (2, 2, 1, 1)
    (line,) = paper.differences
    assert (line.what.zh, line.ours.zh, line.theirs.zh) == ("标的额", "1,000.00", "1.00")
    assert (line.reason.zh, line.remark) == ("对方登记有误，由对方更正", "已电话核实")
    assert (found.state, found.signed_off_by) == ("signed_off", manager.name)
    with pytest.raises(NotPossible):
        bring(found, [row(1)])


def test_a_list_must_have_come_before_anything_is_signed_off() -> None:
    with pytest.raises(GuardRefused):
        operations.sign_off(begun(), By(actor(cast.MANAGER), clock.now()))


def test_the_court_confirms_or_objects_and_then_it_is_compared_again() -> None:
    month(1)
    found = compared([row(1)])
    liaison, manager = actor(cast.COURT_LIAISON), actor(cast.MANAGER)
    first = operations.sign_off(found, By(manager, clock.now()))
    operations.back_to_comparing(found, "object", "漏了两件。", By(liaison, clock.now()))
    assert (found.state, first.is_valid, found.statement) == ("open", False, None)
    operations.sign_off(found, By(manager, clock.now()))
    operations.confirm(found, liaison.name, By(liaison, clock.now()))
    assert (found.state, found.confirmed_by) == ("confirmed", liaison.name)
    operations.back_to_comparing(found, "reopen", "法院来函补充。", By(manager, clock.now()))
    assert (found.state, found.confirmed_on) == ("open", None)


def test_a_later_list_keeps_the_reason_of_what_is_the_same_and_opens_what_changed() -> None:
    month(4)
    found = compared([row(1, amount=1), row(2, amount=1), row(3, amount=1)])
    settle(found, *[one for one in items(found) if one.state == "open"], reason="theirs_corrected")
    bring(found, [row(1, amount=1, result="调解不成"), row(2, amount=2), row(3), row(9)])
    assert item(found, number(1)).state == "open", "another field differs now"
    assert item(found, number(1)).changed
    assert item(found, number(2)).state == "open", "the amount is another wrong one"
    assert item(found, number(3)).state == "matching", "they put it right"
    assert (item(found, number(4)).state, item(found, number(4)).reason) == ("closed", "theirs_corrected")
    assert item(found, number(9)).state == "open"
    assert len(found.lists) == 2


def test_the_same_list_again_changes_nothing() -> None:
    month(3)
    rows = [row(1, amount=1), row(2), row(2), row(8)]
    found = compared(rows)
    settle(found, item(found, number(1)), item(found, number(8)))
    before = [(one.key, one.group, one.state, one.reason) for one in items(found)]
    bring(found, reversed(rows))
    assert sorted((one.key, one.group, one.state, one.reason) for one in items(found)) == sorted(before)


def test_putting_the_ledger_right_makes_the_difference_go_away() -> None:
    """They have a result that we had not entered: once the case has ended here, both say the same."""
    (referral,) = month(1)
    day = clock.today().isoformat()
    found = compared([row(1, result="撤回", result_on=day)])
    assert items(found)[0].differs == ["result", "result_on"]
    acts.take(referral, By(actor(cast.CLERK), clock.now()), centre=centre(), on_platform=False)
    withdrawn(referral)
    operations.compare_again(found, By(actor(cast.CLERK), clock.now()))
    assert (items(found)[0].state, found.unsettled) == ("matching", 0)


def test_what_we_declined_is_a_result_for_both_sides() -> None:
    (referral,) = month(1)
    acts.perform(referral, "decline", By(actor(cast.CLERK), clock.now()), reason="不属于金融纠纷。")
    found = compared([row(1, result="不接收", result_on=clock.today().isoformat())])
    assert found.unsettled == 0


def test_a_person_finds_that_two_rows_are_one_matter_and_only_the_number_differs_then() -> None:
    month(1)
    found = compared([row(77, respondent="许远1", amount=1000)])
    ours, theirs = items(found, "ours_only")[0], items(found, "theirs_only")[0]
    assert (ours.like_key, theirs.like_key) == (theirs.key, ours.key)
    operations.join(found, theirs, By(actor(cast.CLERK), clock.now()))
    (pair,) = items(found)
    assert (pair.group, pair.differs, found.unsettled) == ("differing", ["number"], 1)
    bring(found, [row(77, respondent="许远1", amount=1000)])
    assert [one.differs for one in items(found)] == [["number"]], "a later list remembers it"
    with pytest.raises(NotAlike):
        operations.join(found, pair, By(actor(cast.CLERK), clock.now()))


def test_the_court_says_its_word_and_we_cannot_say_it_for_them() -> None:
    month(1)
    found = compared([row(1, amount=1)])
    (one,) = items(found)
    operations.say(found, one, "我院漏填，以贵方为准。", By(actor(cast.COURT_LIAISON), clock.now()))
    assert (one.their_word, one.state) == ("我院漏填，以贵方为准。", "open")
    with pytest.raises(NotAllowed):
        operations.say(found, one, "代法院说。", By(actor(cast.MANAGER), clock.now()))
    with pytest.raises(NotAllowed):
        operations.settle(found, [one], "their_error", "", By(actor(cast.COURT_LIAISON), clock.now()))


def test_whoever_acts_from_a_page_older_than_the_courts_word_is_told_of_it(clock: StandingClock) -> None:
    month(1)
    found = compared([row(1, amount=1)])
    (one,) = items(found)
    db.session.flush()
    seen = found.version
    clock.advance(minutes=1)
    operations.say(found, one, "我院漏填，以贵方为准。", By(actor(cast.COURT_LIAISON), clock.now))
    with pytest.raises(ChangedMeanwhile) as refused:
        operations.settle(found, [one], "their_error", "", By(actor(cast.CLERK), clock.now, seen))
    assert [entry.event for entry in refused.value.entries] == ["difference_commented"]


def test_the_columns_of_the_last_list_of_a_body_are_remembered() -> None:
    month(1)
    found = begun()
    titles = {**HEADINGS, "amount": "本金", "received_on": "交接"}
    content = file([row(1)], titles)
    who = actor(cast.CLERK)
    first = bringing.receive(found, content, "名册.csv", By(who, clock.now()))
    assert "received_on" not in first.received.columns, "nobody could guess it"
    chosen = {**first.received.columns, "amount_fen": 3, "received_on": 4}
    bringing.read_in(found, first, chosen, By(who, clock.now()))
    second = bringing.receive(begun(), content, "名册.csv", By(who, clock.now()))
    assert second.received.columns == chosen


def test_a_list_is_compared_at_once_although_reading_it_in_moves_the_version(clock: StandingClock) -> None:
    month()
    found, who = begun(), actor(cast.CLERK)
    theirs = bringing.receive(found, file([row(1), row(2), row(3)]), "名册.csv", By(who, clock.now))
    clock.advance(minutes=5)
    bringing.read_in(found, theirs, theirs.received.columns, By(who, clock.now, found.version))
    assert (found.compared_at, found.matching) == (clock.now, 3)


def test_a_cell_that_cannot_be_read_is_told_and_its_row_is_compared_all_the_same() -> None:
    month(1)
    found = compared([row(1, amount="一大笔")])
    last = queries.last_list(found)
    assert [(one["row"], one["heading"], one["value"]) for one in last.faults] == [(2, "标的额", "一大笔")]
    assert items(found)[0].differs == ["amount_fen"]


def test_a_list_without_any_number_is_refused_with_a_sentence() -> None:
    found, who = begun(), actor(cast.CLERK)
    theirs = bringing.receive(found, file([row(1)]), "名册.csv", By(who, clock.now()))
    with pytest.raises(ColumnsRefused) as refused:
        bringing.read_in(found, theirs, {"amount_fen": 3}, By(who, clock.now()))
    assert "对方案号" in refused.value.words.zh
    with pytest.raises(ListRefused):
        bring(found, [])


def test_nothing_in_the_timeline_names_a_party() -> None:
    month(1)
    found = compared([row(1, amount=1), row(9), {**row(8), "number": "", "respondent": "卢小明"}])
    settle(found, *[one for one in items(found) if one.state == "open"])
    assert all(name not in " ".join(told(found)) for name in ("卢小明", "许远", "鹭江湾"))


def test_a_period_that_ends_before_it_begins_is_refused(session: Session) -> None:
    with pytest.raises(GuardRefused):
        begun(from_on=clock.today(), to_on=clock.today().replace(day=1))
