"""Acts of a scenario about elements, undisputed facts, offers and private talk."""

from __future__ import annotations

from datetime import datetime, timedelta

from mediation.access.by import By
from mediation.clock import day_of
from mediation.compromise import operations as compromise
from mediation.demo.play import Play, Played
from mediation.demo.scenario import Act
from mediation.elements import operations as elements
from mediation.elements.queries import sheet_of

SIDES = ("applicant", "respondent")


def claim(play: Play, script: Act, at: datetime) -> None:
    """Choose the cause and write what the claimant states; `values` are stored texts by element."""
    elements.open_sheet(play.case, script["cause"], script["side"], By(play.mediator, at))
    elements.write_values(
        play.case, script["side"], script["values"], By(play.mediator, at), channel="counter"
    )


def answer(play: Play, script: Act, at: datetime) -> None:
    """Confirm every element but those of `denied`, which name the reason."""
    sheet = sheet_of(play.case)
    assert sheet is not None
    denied: dict[str, str] = script.get("denied", {})
    answers = {
        line.element.key: (line.element.key not in denied, denied.get(line.element.key, ""))
        for line in sheet.to_answer
    }
    elements.answer(play.case, answers, {}, By(play.mediator, at), channel="paper")
    elements.note_agreed(play.case, By(play.mediator, at))


def record_facts(play: Play, script: Act, at: datetime) -> None:
    """Both sides agree to the recording, and the record goes out."""
    for side in SIDES:
        elements.consent_to_recording(play.case, side, By(play.mediator, at), channel="counter")
    elements.issue_record(play.case, By(play.mediator, at))


def propose(play: Play, script: Act, at: datetime) -> None:
    compromise.make_offer(
        play.case,
        script["side"],
        script["text"],
        By(play.mediator, at),
        sealed=script.get("sealed", False),
        amount_fen=script.get("fen"),
        valid_until=day_of(at) + timedelta(days=script.get("days", 14)),
    )


def caucus(play: Play, script: Act, at: datetime) -> None:
    compromise.note_caucus(play.case, script["side"], script["text"], By(play.mediator, at))


ACTS: tuple[Played, ...] = (
    claim,
    answer,
    record_facts,
    propose,
    caucus,
)
