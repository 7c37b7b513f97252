"""Every event has one sentence for the staff and, where parties may read it, one for them."""

from __future__ import annotations

import re

import pytest

from mediation.rules.findings import Words
from mediation.timeline.events import EVENTS, check, places, sentence

# A plausible value for the facts that an event can carry; any other is a plain text.
FACTS: dict[str, object] = {
    "channel": "web",
    "reason": "缺少合同",
    "overrides": "",
    "station": ["集美枫桥驿站", "Jimei Fengqiao Station"],
    "mediator": "陈海燕",
    "side": "applicant",
    "on": "2026-03-02",
    "when": "2026-03-05 10:00",
    "mode": "video",
    "place": "",
    "number": 1,
    "result": "agreed",
    "draft": 1,
    "signer": "organisation",
    "effective_on": "2026-03-10",
    "document": "厦金调协〔2026〕1号",
    "outcome": "wide_gap",
    "receiver": "公安机关",
    "due_on": "2026-05-01",
    "sender": "respondent",
    "count": 2,
    "field": "applicant.phone",
    "username": "linxl",
    "roles": "mediator",
    "what": "name",
    "name": "集美枫桥驿站",
}

CODE = re.compile(r"\b[a-z]+_[a-z_]+\b|\{|\}")


def facts_of(event: str) -> dict[str, object]:
    return {name: FACTS.get(name, "seven") for name in EVENTS[event].facts}


@pytest.mark.parametrize("public", [False, True], ids=["staff", "parties"])
@pytest.mark.parametrize("event", EVENTS)
def test_every_event_reads_as_a_sentence_in_both_languages(event: str, public: bool) -> None:
    said = sentence(event, facts_of(event), public=public)
    if said is None:
        assert public
        assert EVENTS[event].public is None
        return
    assert said.zh
    assert said.en
    assert not CODE.search(said.zh + said.en), f"a code or a place is left: {said}"


@pytest.mark.parametrize("event", EVENTS)
def test_a_sentence_names_only_facts_that_its_event_declares(event: str) -> None:
    kind = EVENTS[event]
    for words in (kind.words, kind.public):
        if words is not None:
            assert places(words) <= kind.facts


@pytest.mark.parametrize("event", EVENTS)
def test_exactly_the_declared_facts_are_taken(event: str) -> None:
    facts = facts_of(event)
    check(event, facts)
    with pytest.raises(ValueError, match=event):
        check(event, {**facts, "telephone": "15405921000"})
    for name in facts:
        with pytest.raises(ValueError, match=event):
            check(event, {other: value for other, value in facts.items() if other != name})


def test_an_event_that_nobody_declared_is_a_fault_of_the_program() -> None:
    with pytest.raises(KeyError):
        check("case_burned", {})


@pytest.mark.parametrize(
    ("event", "facts", "said", "remark"),
    [
        (
            "consent_recorded",
            {"side": "applicant", "channel": "phone", "on": "2026-03-02"},
            Words("申请人同意调解（电话）", "The applicant agreed to mediation (by telephone)"),
            "codes of the vocabulary in their words",
        ),
        (
            "case_routed",
            {"station": ["集美枫桥驿站", "Jimei Station"], "reason": "就近"},
            Words("分派到集美枫桥驿站：就近", "Routed to Jimei Station: 就近"),
            "a name in both languages",
        ),
        (
            "case_transferred",
            {"receiver": "{case}", "reason": "{0.__class__}"},
            Words("移送{case}：{0.__class__}", "Transferred to {case}: {0.__class__}"),
            "what people typed is never a place",
        ),
    ],
)
def test_facts_are_shown_as_people_read_them(
    event: str, facts: dict[str, object], said: Words, remark: str
) -> None:
    assert sentence(event, facts) == said, remark


@pytest.mark.parametrize(
    "event",
    ["note_added", "personal_data_revealed", "terms_drafted", "user_created", "user_changed", "signed_in"],
)
def test_what_is_internal_has_no_sentence_for_parties(event: str) -> None:
    assert sentence(event, facts_of(event), public=True) is None


@pytest.mark.parametrize("event", ["case_routed", "mediator_appointed", "mediation_declined"])
def test_reasons_that_are_written_for_the_staff_stay_with_the_staff(event: str) -> None:
    said = sentence(event, {**facts_of(event), "reason": "驿站办件较少"}, public=True)
    assert said is not None
    assert "驿站办件较少" not in said.zh + said.en
