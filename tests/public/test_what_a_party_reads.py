"""What a party reads of its case: nothing that the other side told the mediator alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from mediation import clock
from mediation.access.by import By
from mediation.cases import acts
from mediation.proceedings import operations as proceedings
from mediation.public import queries
from mediation.rules.vocabulary import MODES
from mediation.timeline.events import sentence
from tests import cast
from tests.builders import actor, case_in, party

pytestmark = pytest.mark.usefixtures("undrawn", "founded")


@pytest.mark.parametrize(
    ("mode", "readable", "remark"),
    [
        *((mode, True, "both sides were there") for mode in MODES if mode != "separate"),
        ("separate", False, "each side spoke to the mediator alone and in confidence"),
    ],
)
def test_the_record_of_separate_talks_is_not_for_the_applicant(
    session: Session, mode: str, readable: bool, remark: str
) -> None:
    case = case_in("under_mediation")
    starts_at = clock.now() - timedelta(hours=2)
    held = proceedings.Held(
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        mode=mode,
        place="调解室",
        present="",
        record="银行最低可以接受四万九千元。",
        result="continues",
    )
    proceedings.record_session(case, held, By(actor(cast.CENTRE_MEDIATOR), clock.now()))
    kinds = [paper.kind for paper in queries.papers_for_applicant(case)]
    assert ("session_record" in kinds) is readable, remark


@pytest.mark.parametrize(
    ("sender", "side", "remark"),
    [
        ("respondent", "respondent", "the bank wrote to the centre"),
        ("centre", "respondent", "the centre wrote to the bank"),
        ("mediator", "respondent", "the mediator wrote to the bank"),
        ("applicant", "applicant", "the own message stands among the messages, not in the timeline"),
    ],
)
def test_no_party_reads_in_the_timeline_that_somebody_wrote_a_message(
    session: Session, sender: str, side: str, remark: str
) -> None:
    case = case_in("under_mediation")
    before = queries.public_timeline(case)
    who = party(case) if sender == "applicant" else actor(cast.MANAGER)
    acts.send_message(case, "请看附件。", By(who, clock.now()), sender=sender, side=side)
    assert queries.public_timeline(case) == before, remark


def test_the_other_side_does_not_read_what_was_asked_of_the_applicant() -> None:
    """The public timeline is the same for both sides; the applicant has the reason in a letter."""
    said = sentence("correction_requested", {"reason": "请补充精神科病历。"}, public=True)
    assert said is not None
    assert "病历" not in said.zh + said.en
