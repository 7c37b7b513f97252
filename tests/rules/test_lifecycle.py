"""The dispute's table of transitions: what fits which state, every guard, no row that hangs in the air."""

from __future__ import annotations

from datetime import date

import pytest

from mediation.access.table import RIGHTS
from mediation.documents.kinds import DocumentKind
from mediation.notifications.kinds import KINDS as LETTERS
from mediation.rules import tables
from mediation.rules.findings import Finding, Outcome, Words
from mediation.rules.procedures import lifecycle
from mediation.rules.procedures.lifecycle import (
    CONFIRM,
    GUARDS,
    NOTIFY,
    PERIOD,
    PERIOD_BY_TRACK,
    PLACEHOLDERS,
    Situation,
    named_clocks,
)
from mediation.rules.procedures.machine import NOT_BEGUN, Machine, NotPossible, Transition
from mediation.rules.time.deadlines import all_rules, rule
from mediation.rules.vocabulary import OUTCOMES, TURNS
from mediation.timeline.events import EVENTS

ON = date(2026, 3, 2)

ROWS = lifecycle.transitions()
ENDS = [row for row in ROWS if row.target == "ended"]

# What may be done in each state, beside what is always possible while a case is not closed.
ALWAYS = {
    "add_note",
    "send_message",
    "add_evidence",
    "reveal",
    "prove_service",
    "complete_party",
    "issue_document",
    "extend_deadline",
    "pause_deadline",
    "resume_deadline",
}
# Issued papers live on after the case: replaced, withdrawn and served even when it is closed.
WITH_PAPERS = {"replace_paper", "withdraw_paper", "serve_paper"}
TO_NOTIFY = {"prove_notice"}  # while the case is open: the other side is notified of the acceptance
POSSIBLE: dict[str, set[str]] = {
    "submitted": {"request_correction", "accept", "refuse", "transfer", "withdraw"},
    "correction_requested": {"supply_correction", "refuse", "transfer", "withdraw"},
    "accepted": TO_NOTIFY | {"route", "expire", "transfer", "withdraw"},
    "routed": TO_NOTIFY | {"route", "appoint", "expire", "transfer", "withdraw"},
    "consulting": TO_NOTIFY
    | {
        "appoint",
        "confirm_appointment",
        "decline_appointment",
        "lapse_appointment",
        "notify_rights",
        "record_consent",
        "begin",
        "decline",
        "end_unreachable",
        "end_other",
        "expire",
        "transfer",
        "withdraw",
        "settle_and_withdraw",
        "book_session",
        "extend",
    },
    "under_mediation": TO_NOTIFY
    | {
        "reappoint",
        "notify_rights",
        "decline",
        "end_unreachable",
        "end_wide_gap",
        "end_other",
        "expire",
        "transfer",
        "withdraw",
        "settle_and_withdraw",
        "book_session",
        "record_session",
        "draft_terms",
        "offer_terms",
        "record_authority",
        "check_authority",
        "confirm_contact",
        "pause",
        "extend",
    },
    "paused": TO_NOTIFY | {"resume", "withdraw"},
    "awaiting_signature": TO_NOTIFY
    | {
        "end_wide_gap",
        "end_other",
        "refuse_to_sign",
        "expire",
        "withdraw",
        "settle_and_withdraw",
        "reopen_talks",
        "record_signature",
        "record_authority",
        "check_authority",
        "confirm_contact",
        "invite_signing",
        "revoke_signing",
        "hand_over_code",
        "sign_electronically",
        "sign_by_link",
        "decline_signing",
        "explain_device",
        "refuse_device",
        "conclude",
        "extend",
    },
    "concluded": {
        "close",
        "make_volume",
        "prepare_confirmation",
        "choose_court",
        "record_wish",
        "join_confirmation",
        "keep_paper",
        "file_confirmation",
        "confirmation_sent_back",
        "confirmation_taken",
        "confirmation_returned",
        "confirmation_granted",
        "confirmation_rejected",
        "renegotiate",
    },
    "ended": {"close", "make_volume", "reopen"},  # what left mediation may come back
}

# Where each act leads; an act that is not named leaves the state as it is.
LEADS_TO = {
    "submit": "submitted",
    "request_correction": "correction_requested",
    "supply_correction": "submitted",
    "accept": "accepted",
    "route": "routed",
    "appoint": "consulting",
    "decline_appointment": "routed",
    "lapse_appointment": "routed",
    "begin": "under_mediation",
    "pause": "paused",
    "resume": "under_mediation",
    "offer_terms": "awaiting_signature",
    "reopen_talks": "under_mediation",
    "refuse_device": "under_mediation",
    "conclude": "concluded",
    "close": "closed",
    "reopen": "accepted",
    "renegotiate": "under_mediation",
} | dict.fromkeys(
    (
        "refuse",
        "decline",
        "end_unreachable",
        "end_wide_gap",
        "end_other",
        "refuse_to_sign",
        "expire",
        "transfer",
        "withdraw",
        "settle_and_withdraw",
    ),
    "ended",
)

ACTIONS = sorted({row.action for row in ROWS})


def may(action: str, state: str) -> bool:
    if state == "closed":
        return action in WITH_PAPERS | {"reveal", "make_volume", "reopen", "renegotiate"}
    return action in POSSIBLE[state] | ALWAYS | WITH_PAPERS


@pytest.mark.parametrize("state", lifecycle.states())
@pytest.mark.parametrize("action", ACTIONS)
def test_in_each_state_exactly_the_acts_of_the_table_are_possible(action: str, state: str) -> None:
    if may(action, state):
        row = lifecycle.find(action, state, ON)
        assert row.action == action
        assert row.state_after(state) == LEADS_TO.get(action, state)
    else:
        with pytest.raises(NotPossible) as refused:
            lifecycle.find(action, state, ON)
        assert lifecycle.states()[state].words.zh in refused.value.words.zh


@pytest.mark.parametrize("action", ACTIONS)
def test_only_filing_is_possible_before_there_is_a_case(action: str) -> None:
    if action == "submit":
        assert lifecycle.find(action, None, ON).sources == {NOT_BEGUN}
    else:
        with pytest.raises(NotPossible):
            lifecycle.find(action, None, ON)


def test_an_act_that_nobody_declared_is_a_fault_of_the_program() -> None:
    with pytest.raises(KeyError):
        lifecycle.find("abolish", "submitted", ON)


def test_what_is_offered_in_a_state_is_what_can_be_found_there() -> None:
    for state in lifecycle.states():
        offered = lifecycle.offered_in(state, ON)
        assert {row.action for row in offered} == {action for action in ACTIONS if may(action, state)}
        assert all(lifecycle.find(row.action, state, ON) == row for row in offered)


def test_every_state_can_be_reached_from_the_filing() -> None:
    reached, fresh = set[str](), {"submitted"}
    while fresh:
        reached |= fresh
        fresh = {
            row.state_after(state) for row in ROWS for state in reached if state in row.sources
        } - reached
    assert reached == set(lifecycle.states())


def test_only_what_comes_back_to_mediation_leaves_the_closed_state() -> None:
    assert [
        row.action for row in ROWS if "closed" in row.sources and row.state_after("closed") != "closed"
    ] == ["renegotiate", "reopen"]


def test_every_open_state_has_a_way_on_for_the_staff_and_a_way_out_for_the_applicant() -> None:
    for code in lifecycle.states():
        if lifecycle.is_open(code):
            offered = lifecycle.offered_in(code, ON)
            assert any(row.state_after(code) != code and row.target != "ended" for row in offered), code
            assert any(row.action == "withdraw" for row in offered), code


@pytest.mark.parametrize(
    ("state", "is_open"),
    [
        ("submitted", True),
        ("correction_requested", True),
        ("paused", True),
        ("awaiting_signature", True),
        ("concluded", False),
        ("ended", False),
        ("closed", False),
    ],
)
def test_a_case_is_open_until_its_end(state: str, is_open: bool) -> None:
    assert lifecycle.is_open(state) is is_open


def by_row(row: Transition) -> str:
    return row.action


@pytest.mark.parametrize("row", ROWS, ids=by_row)
def test_every_code_in_a_row_exists(row: Transition) -> None:
    assert row.right in RIGHTS
    assert set(row.guards) <= set(GUARDS)
    assert set(row.letters) <= set(LETTERS)
    assert not row.document or row.document in set(DocumentKind)
    assert row.event in EVENTS
    assert not row.turn or row.turn in TURNS
    assert not row.outcome or row.outcome in OUTCOMES
    for code in {*row.starts, *row.stops, *row.pauses, *row.resumes} - PLACEHOLDERS:
        assert rule(code, on=ON).code == code


@pytest.mark.parametrize("row", ROWS, ids=by_row)
def test_every_row_has_words_and_says_how_sure_its_law_is(row: Transition) -> None:
    assert row.words.zh
    assert row.words.en
    assert row.checked in {"primary", "secondary", "derived", "knowledge", "design"}
    assert row.legal_basis or row.checked == "design", "what is not of our own making names its article"


@pytest.mark.parametrize("row", ROWS, ids=by_row)
def test_a_reason_is_demanded_wherever_the_entry_tells_one(row: Transition) -> None:
    assert row.needs_reason == ("reason" in EVENTS[row.event].facts)


def test_every_guard_is_used_by_some_row() -> None:
    assert {guard for row in ROWS for guard in (*row.guards, row.done) if guard} == set(GUARDS)


@pytest.mark.parametrize(
    ("track", "confirm", "notify", "remark"),
    [
        ("own", "C09_OWN", "", "the house's own rule; nobody has to be told within three days"),
        ("assigned", "C09_MEDIATOR", "C10", "法释〔2021〕23号 arts 12 and 15"),
        ("entrusted", "C09_MEDIATOR", "C10", ""),
        ("entrusted_simple", "C09_MEDIATOR", "C10", ""),
    ],
)
def test_what_the_table_leaves_open_depends_on_the_road_on_which_the_case_came(
    track: str, confirm: str, notify: str, remark: str
) -> None:
    assert set(named_clocks(track)) == PLACEHOLDERS
    assert (named_clocks(track)[CONFIRM], named_clocks(track)[NOTIFY]) == (confirm, notify), remark


def test_what_a_deadline_of_a_case_lapses_into_is_an_act_of_the_table() -> None:
    lapsing = {row.code: row.on_lapse for rows in all_rules().values() for row in rows}
    expected = {
        **dict.fromkeys(PERIOD_BY_TRACK.values(), "expire"),
        **dict.fromkeys(("C09_OWN", "C09_MEDIATOR"), "lapse_appointment"),
        **dict.fromkeys(("C01", "C02", "C10", "C14"), ""),
    }
    assert {code: lapsing[code] for code in expected} == expected
    for action in filter(None, expected.values()):
        assert lifecycle.find(action, "consulting", ON).right == "case.lapse"


def test_every_deadline_of_the_mediation_period_is_in_the_law_book() -> None:
    assert {rule(code, on=ON).code for code in PERIOD_BY_TRACK.values()} == {"C03", "C04", "C05", "C06"}


# Ends that are no end of mediation: the complaint was never taken on, was taken back, or went elsewhere.
OTHER_PAPERS = {
    "refuse": "non_acceptance_notice",
    "withdraw": "withdrawal_confirmation",
    "settle_and_withdraw": "withdrawal_confirmation",
    "transfer": "transfer_letter",
}


@pytest.mark.parametrize("row", ENDS, ids=by_row)
def test_every_end_of_mediation_has_the_notice_of_other_routes(row: Transition) -> None:
    """人民调解法 art. 26: who cannot settle is told of arbitration, the authorities and the court."""
    assert row.document == OTHER_PAPERS.get(row.action, "termination_notice")
    assert row.letters, "and is told that there is a notice"


@pytest.mark.parametrize("row", ENDS, ids=by_row)
def test_every_end_says_how_it_ended_and_stops_what_was_running(row: Transition) -> None:
    assert row.outcome in OUTCOMES
    assert row.turn == "nobody"
    before_acceptance = {"submitted", "correction_requested"}
    if row.sources & before_acceptance:
        assert "C01" in row.stops
    if row.sources - before_acceptance:
        assert {"C02", PERIOD, NOTIFY} <= set(row.stops)
    if "consulting" in row.sources:
        assert CONFIRM in row.stops


def test_only_an_end_and_a_conclusion_have_an_outcome() -> None:
    assert {row.target for row in ROWS if row.outcome} == {"ended", "concluded"}


def test_an_end_that_is_not_of_the_applicants_own_making_is_open_to_no_party() -> None:
    for_parties = {row.action for row in ENDS if row.right == "case.withdraw"}
    assert for_parties == {"withdraw"}


BLOCK = Finding(Outcome.BLOCK, "x", Words("不行", "no"))
WARNING = Finding(Outcome.WARN, "x", Words("注意", "mind"))
BOTH = frozenset({"applicant", "respondent"})
ONE = frozenset({"applicant"})


@pytest.mark.parametrize(
    ("guard", "facts", "found", "remark"),
    [
        ("findings_resolved", {}, "", "no finding against it"),
        ("findings_resolved", {"unresolved_blocks": 1}, "findings_open", "one that nobody set aside"),
        ("place_chosen", {"place_is_chosen": True}, "", ""),
        ("place_chosen", {}, "no_place", "neither centre nor station"),
        ("mediator_chosen", {"mediator_is_chosen": True}, "", ""),
        ("mediator_chosen", {}, "no_mediator", ""),
        ("mediator_unconflicted", {}, "", ""),
        ("mediator_unconflicted", {"mediator_conflicts": (BLOCK,)}, "x", "the law book's own words"),
        ("side_notified", {"side_acting": "applicant", "notified": ONE}, "", ""),
        (
            "side_notified",
            {"side_acting": "respondent", "notified": ONE},
            "not_notified",
            "the other heard them",
        ),
        ("side_notified", {"notified": BOTH}, "not_notified", "nobody is no side"),
        ("all_notified", {"notified": BOTH}, "", ""),
        ("all_notified", {"notified": ONE}, "rights_open", "one side did not hear its rights"),
        ("all_consented", {"consented": BOTH}, "", ""),
        ("all_consented", {"consented": ONE}, "consent_open", "silence is no consent"),
        ("all_consented", {}, "consent_open", "nobody was asked"),
        ("terms_drafted", {"terms_drafted": True}, "", ""),
        ("terms_drafted", {}, "no_terms", ""),
        ("terms_sound", {}, "", ""),
        ("terms_sound", {"terms_blocks": (BLOCK,)}, "x", "a court would refuse it"),
        ("all_signed", {"unsigned": frozenset()}, "", ""),
        ("all_signed", {"unsigned": frozenset({"organisation"})}, "signatures_open", "the seal is missing"),
        ("all_signed", {}, "signatures_open", "unknown counts as missing"),
        ("scan_filed", {"scan_filed": True}, "", ""),
        ("scan_filed", {}, "no_scan", ""),
        ("period_over", {"period_due_on": date(2026, 3, 1)}, "", "yesterday was the last day"),
        ("period_over", {"period_due_on": ON}, "period_running", "the last day belongs to the parties"),
        ("period_over", {"period_due_on": date(2026, 3, 3)}, "period_running", ""),
        ("period_over", {}, "period_running", "no period, nothing to be over"),
        ("appointment_open", {"confirm_by": ON}, "", ""),
        ("appointment_open", {}, "appointment_settled", "accepted, or acted upon"),
        ("appointment_overdue", {"confirm_by": date(2026, 3, 1)}, "", "yesterday was the last day"),
        ("appointment_overdue", {"confirm_by": ON}, "appointment_not_overdue", "the last day counts"),
        ("appointment_overdue", {}, "appointment_not_overdue", "nothing to confirm"),
        ("notice_open", {"notify_by": ON}, "", ""),
        ("notice_open", {}, "notice_settled", "notified already, or not a court's case"),
        ("extension_agreed", {}, "", ""),
        ("extension_agreed", {"extension_findings": (WARNING,)}, "", "a warning stops nobody"),
        ("extension_agreed", {"extension_findings": (WARNING, BLOCK)}, "x", "a consent is missing"),
        ("pause_allowed", {"pause_findings": (WARNING,)}, "", ""),
        ("pause_allowed", {"pause_findings": (BLOCK,)}, "x", "not a ground of the rule"),
    ],
)
def test_each_guard_alone(guard: str, facts: dict[str, object], found: str, remark: str) -> None:
    answer = GUARDS[guard](Situation(on=ON, **facts))  # type: ignore[arg-type]
    assert (answer.code if answer else "") == found, remark


def test_all_guards_of_a_row_answer_in_the_order_of_the_table() -> None:
    row = lifecycle.find("conclude", "awaiting_signature", ON)
    answers = lifecycle.refusals(row, Situation(on=ON))
    assert [answer.code for answer in answers] == ["no_terms", "signatures_open", "no_scan"]


@pytest.mark.parametrize(
    ("column", "value", "remark"),
    [
        ("from", "submitted limbo", "an unknown state to come from"),
        ("to", "limbo", "an unknown state to go to"),
    ],
)
def test_a_table_that_names_an_unknown_state_is_refused(
    column: str, value: str, remark: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = dict.fromkeys(tables.head("referral_states"), "submitted") | {"step": "1"}
    row = dict.fromkeys(tables.head("transitions"), "") | {
        "checked": "design",
        "reason": "no",
        "shown": "listed",
    }
    row |= {"action": "act", "from": "submitted", "to": "=", "in_force_from": "2020-01-01"}
    sound, unsound = f"sound but for {column}", f"unsound {column}"
    written = {"one state": [known], sound: [row], unsound: [row | {column: value}]}
    monkeypatch.setattr(tables, "read", written.__getitem__)
    monkeypatch.setattr(tables, "head", lambda name: tuple(written[name][0]))
    assert len(Machine[None](sound, "one state").transitions()) == 1
    with pytest.raises(ValueError, match="limbo"):
        Machine[None](unsound, "one state").transitions()
