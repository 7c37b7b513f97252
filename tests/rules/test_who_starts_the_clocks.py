"""Every clock of the law book is started by something that happens, or it is said why none here does."""

from __future__ import annotations

from collections import defaultdict

from mediation.rules.procedures import lifecycle, payment_orders, referral_steps
from mediation.rules.time import deadline_rules

# Clocks that other people's days start, of which the centre does not hear, or that are kept elsewhere.
NOT_STARTED_BY_AN_ACT = {
    "C02_FAST": "the fast track for small claims rests on agreements that a centre may not have",
    "C08": "the court appoints before the case comes to us; our part is C09",
    "C16": "inside the court; the outer day C16_OUTER is watched instead",
    "C17": "each instalment has its own day in the agreement",
    "C18": "follow-up visits are counted from the instalments of the agreement",
    "C29": "the superior of the institution is asked by the person, not through the centre",
    "C36": "runs at the organ that is asked for the review",
    "C39": "reckoned by rules.limitation from its own facts",
    "C40": "asked of a court by whoever missed a period of the court",
    "C41": "a duty of the data handler, no matter of a dispute",
    "C42": "keeping period of records",
    "C43": "keeping period of records",
}


def started() -> dict[str, set[str]]:
    """Code of each clock -> the acts that start it, of the dispute, the hand-over and the payment order."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in lifecycle.transitions():
        for track in lifecycle.PERIOD_BY_TRACK:
            for code in row.starts:
                found[lifecycle.named_clocks(track).get(code, code)].add(row.action)
    for row in referral_steps.transitions():
        for kind in referral_steps.all_kinds():
            for code in referral_steps.clocks_of(row.starts, kind):
                found[code].add(f"{row.action} {kind.code}")
    for row in payment_orders.transitions():
        for code in row.starts:
            found[code].add(row.action)
    for short, longer in (*referral_steps.LADDER.items(), *referral_steps.AT_ONCE.items()):
        found[longer] |= found[short]
    return found


def test_every_clock_is_started_or_it_is_said_why_not() -> None:
    codes, running = set(deadline_rules.all_rules()), set(started())
    assert codes - running == set(NOT_STARTED_BY_AN_ACT)


def test_each_kind_of_hand_over_starts_the_clocks_of_its_own_law() -> None:
    found = started()
    expected = [
        ("C09", "register court_assigned", "在线调解规则 art. 12"),
        ("C33", "register petition_in", "信访工作条例 art. 23"),
        ("C34", "take petition_in", "art. 34"),
        ("C31", "sign_for petition_out", "art. 22: the petition office routes it"),
        ("C32", "sign_for petition_nfra", "art. 23: an organ says whether it takes it"),
        ("C32", "sign_for petition_local", "art. 23"),
        ("C34", "they_take petition_out", "art. 34"),
        ("C34", "they_take petition_nfra", "art. 34"),
        ("C35", "record_result petition_out", "art. 35: the petitioner's own"),
        ("C35", "record_result petition_nfra", "art. 35"),
        ("C27", "sign_for complaint_nfra", "令2020年3号"),
        ("C30", "sign_for complaint_pbc", "消保法 46"),
        ("C30", "sign_for complaint_local", "消保法 46"),
        ("C28", "record_result institution_first", "令2020年3号: the complainant's own"),
        ("C25", "sign_for court_failure", "民诉法 126"),
        ("C26", "they_take institution_first", "令2020年3号"),
        ("C26_COMPLEX", "they_take institution_first", "its further rung"),
        ("C37", "sign_for violation_nfra", "令2019年8号"),
        ("C37_INQUIRY", "they_take violation_nfra", "令2019年8号"),
        ("C38", "take hotline_12345", "as its source sets"),
        ("C12", "end_work court_entrusted", "特邀调解规定 art. 26"),
        ("C11", "end_work court_entrusted", "在线调解规则 art. 15, at once"),
    ]
    assert [row for row in expected if row[1] not in found[row[0]]] == []
