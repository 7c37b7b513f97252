"""The kinds of event that a body can be told of: each is a state that a thing of its own has entered."""

from __future__ import annotations

from mediation.access.predicates import NOT_YET_TAKEN_ON
from mediation.organisations.models import Kind
from mediation.rules.findings import Words
from mediation.rules.procedures import lifecycle, referral_steps

NOT_SENT_YET = "drafted"

TEST = "test"
TEST_WORDS = Words("测试", "Test")

REFERRAL, CASE = "referral", "case"
# What each thing tells of, and the right that the reader needs over it.
RIGHTS = {REFERRAL: "referral.view", CASE: "case.view"}


def kind_of(thing: str, state: str) -> str:
    """The kind of event: `referral.sent`."""
    return f"{thing}.{state}"


def offered(body_kind: str) -> dict[str, Words]:
    """The kinds of event that such a body can ask for, in the order of their tables."""
    referrals = {
        kind_of(REFERRAL, code): Words(f"转办事项：{state.words.zh}", f"Hand-over: {state.words.en}")
        for code, state in referral_steps.states().items()
        if code != NOT_SENT_YET
    }
    if body_kind != Kind.INSTITUTION:
        return referrals
    cases = {
        kind_of(CASE, code): Words(f"案件：{state.public_words.zh}", f"Case: {state.public_words.en}")
        for code, state in lifecycle.states().items()
        if code not in NOT_YET_TAKEN_ON
    }
    return cases | referrals


def words_of(kind: str) -> Words:
    """A kind in words."""
    return TEST_WORDS if kind == TEST else offered(Kind.INSTITUTION).get(kind, Words(kind, kind))
