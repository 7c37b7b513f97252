"""What each act asks for and which clocks it moves: one page for each thing that has states.

The tables of transitions are long rows; here the same is read the other way round, by right, guard and
clock. An act that is moved to another right, loses a guard, or starts or stops another clock changes both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import pytest

from mediation.rules.procedures import lifecycle, payment_orders, reconciliation_steps, referral_steps
from mediation.rules.procedures.machine import Transition

Page = Mapping[str, Mapping[str, str]]  # column -> name in it -> the acts whose rows have it

DISPUTE: Page = {
    "right": {
        "case.submit": "submit",
        "case.screen": "request_correction accept refuse",
        "case.supply": "supply_correction",
        "case.route": "route",
        "case.appoint": "appoint reappoint",
        "case.mediate": (
            "confirm_appointment decline_appointment notify_rights record_consent begin decline "
            "end_unreachable end_wide_gap end_other refuse_to_sign settle_and_withdraw book_session "
            "record_session"
        ),
        "case.lapse": "lapse_appointment expire",
        "case.transfer": "transfer",
        "case.withdraw": "withdraw",
        "case.conclude": ("draft_terms offer_terms reopen_talks record_signature conclude renegotiate"),
        "case.sign": "sign_electronically sign_by_link decline_signing",
        "case.invite_signing": "record_authority invite_signing revoke_signing",
        "case.witness_signing": "check_authority confirm_contact hand_over_code",
        "case.judge_signing": "explain_device refuse_device",
        "confirmation.prepare": "prepare_confirmation choose_court record_wish keep_paper",
        "confirmation.join": "join_confirmation",
        "confirmation.hear": (
            "file_confirmation confirmation_sent_back confirmation_taken confirmation_returned "
            "confirmation_granted confirmation_rejected"
        ),
        "case.extend": "pause resume extend extend_deadline pause_deadline resume_deadline",
        "case.reopen": "reopen",
        "case.close": "close",
        "case.file_volume": "make_volume",
        "case.prove_notice": "prove_notice prove_service",
        "case.issue_document": "issue_document",
        "case.complete_party": "complete_party",
        "case.note": "add_note",
        "case.message": "send_message",
        "case.add_evidence": "add_evidence",
        "case.reveal": "reveal",
        "case.issue_papers": "replace_paper withdraw_paper serve_paper",
    },
    "guards": {
        "findings_resolved": "accept",
        "place_chosen": "route",
        "mediator_chosen": "appoint reappoint",
        "mediator_unconflicted": "appoint reappoint",
        "appointment_open": "confirm_appointment decline_appointment",
        "appointment_overdue": "lapse_appointment",
        "side_notified": "record_consent",
        "all_notified": "begin",
        "all_consented": "begin",
        "period_over": "expire",
        "terms_drafted": "offer_terms conclude",
        "terms_sound": "offer_terms",
        "all_signed": "conclude",
        "signatures_strong": "conclude",
        "devices_explained": "conclude",
        "scan_filed": "conclude",
        "agreement_changeable": "renegotiate",
        "pause_allowed": "pause pause_deadline",
        "extension_agreed": "extend extend_deadline",
        "left_by_transfer": "reopen",
        "court_done": "close",
        "notice_open": "prove_notice",
    },
    "starts": {
        "C01": "submit supply_correction",
        "C02": "accept",
        "PERIOD": "accept renegotiate reopen",
        "CHOOSE": "accept",
        "NOTIFY": "accept",
        "CONFIRM": "appoint",
        "C14": "conclude confirmation_returned",
        "C19": "confirmation_granted",
    },
    "stops": {
        "C01": "request_correction accept refuse transfer withdraw",
        "CHOOSE": "appoint expire transfer withdraw",
        "CONFIRM": (
            "appoint confirm_appointment decline_appointment lapse_appointment notify_rights "
            "record_consent begin decline end_unreachable end_other expire transfer withdraw "
            "settle_and_withdraw book_session"
        ),
        "C02": (
            "begin decline end_unreachable end_wide_gap end_other refuse_to_sign expire transfer "
            "withdraw settle_and_withdraw"
        ),
        "NOTIFY": (
            "begin decline end_unreachable end_wide_gap end_other refuse_to_sign expire transfer "
            "withdraw settle_and_withdraw conclude prove_notice"
        ),
        "PERIOD": (
            "decline end_unreachable end_wide_gap end_other refuse_to_sign expire transfer withdraw "
            "settle_and_withdraw conclude"
        ),
        "C14": "file_confirmation renegotiate",
    },
    "pauses": {
        "PERIOD": "pause",
    },
    "resumes": {
        "PERIOD": "resume",
    },
}

HAND_OVER: Page = {
    "right": {
        "referral.send_in": "register",
        "referral.handle": (
            "take ask_correction decline take_out end_work return_result draft send come_back take_back "
            "close add_note extend_clock pause_clock resume_clock"
        ),
        "referral.answer_for_them": (
            "correct sign_for_result sign_for send_back they_take they_refuse record_result go_on ask_time"
        ),
        "referral.lapse": "lapse_answer lapse_receipt lapse_decision lapse_result",
        "referral.suspend": "suspend resume",
    },
    "guards": {
        "body_fits": "register draft",
        "number_fits": "register draft",
        "matter_fits": "register draft",
        "case_linked": "take",
        "untouched": "take_out",
        "case_ended": "end_work",
        "result_told": "return_result record_result",
        "receipt_named": "sign_for_result sign_for",
        "materials_listed": "send",
        "acceptance_numbered": "they_take",
        "refusal_grounded": "they_refuse",
        "result_grounded": "record_result",
        "clock_allows": "ask_time extend_clock pause_clock",
        "case_left": "come_back",
    },
    "starts": {
        "ANSWER": "register correct",
        "WORK": "take",
        "RESULT": "end_work they_take",
        "RECEIPT": "return_result send",
        "PREPARE": "draft",
        "DECISION": "sign_for",
        "AFTER": "record_result",
    },
    "stops": {
        "ANSWER": "take ask_correction decline take_out close",
        "WORK": "end_work",
        "RESULT": "return_result record_result go_on come_back close",
        "RECEIPT": "sign_for_result sign_for send_back take_back close",
        "PREPARE": "send take_back",
        "DECISION": "send_back they_take they_refuse record_result come_back take_back close",
    },
    "pauses": {
        "WORK": "suspend",
    },
    "resumes": {
        "WORK": "resume",
    },
}

PAYMENT_ORDER: Page = {
    "right": {
        "referral.handle": "prepare revise file file_again opt_out apply_enforcement withdraw give_up",
        "referral.answer_for_them": (
            "accept refuse issue serve pay object note_void_objection find_enforceable rule_ended "
            "convert pay_late"
        ),
        "referral.lapse": "lapse_service lapse_term lapse_opt_out",
    },
    "guards": {
        "eligible": "file file_again",
        "paper_shown": "accept refuse issue serve object rule_ended",
        "day_follows": "accept refuse issue serve pay object rule_ended pay_late apply_enforcement",
        "served_in_time": "serve",
        "out_in_time": "opt_out",
    },
    "starts": {
        "C23": "issue",
        "C22": "serve",
        "C19": "find_enforceable",
        "C24": "rule_ended",
    },
    "stops": {
        "C23": "serve lapse_service rule_ended withdraw",
        "C22": "pay object lapse_term",
        "C21": "rule_ended withdraw",
        "C24": "opt_out convert lapse_opt_out",
        "C19": "pay_late apply_enforcement",
    },
    "pauses": {},
    "resumes": {},
}

RECONCILIATION: Page = {
    "right": {
        "reconciliation.handle": "begin bring_list compare settle unsettle join",
        "reconciliation.say": "say",
        "reconciliation.sign_off": "sign_off reopen",
        "reconciliation.answer_for_them": "confirm object",
    },
    "guards": {
        "period_sound": "begin",
        "list_read": "compare",
        "reason_listed": "settle",
        "reason_told": "settle",
        "compared": "sign_off",
        "all_settled": "sign_off",
    },
    "starts": {},
    "stops": {},
    "pauses": {},
    "resumes": {},
}

PAGES = [
    (lifecycle.transitions(), DISPUTE),
    (referral_steps.transitions(), HAND_OVER),
    (payment_orders.transitions(), PAYMENT_ORDER),
    (reconciliation_steps.transitions(), RECONCILIATION),
]


def by_name(rows: tuple[Transition, ...], column: str) -> dict[str, list[str]]:
    """The acts of each name; the order of the rows is that in which the page offers them."""
    acts: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        names = (row.right,) if column == "right" else getattr(row, column)
        for name in names:
            acts[name].append(row.action)
    return {name: sorted(found) for name, found in acts.items()}


@pytest.mark.parametrize("column", ["right", "guards", "starts", "stops", "pauses", "resumes"])
@pytest.mark.parametrize(
    ("rows", "page"), PAGES, ids=["dispute", "hand-over", "payment order", "reconciliation"]
)
def test_each_act_asks_for_its_right_and_guards_and_moves_its_clocks(
    rows: tuple[Transition, ...], page: Page, column: str
) -> None:
    assert by_name(rows, column) == {name: sorted(acts.split()) for name, acts in page[column].items()}
