"""Why an act was not carried out; each says what to do next."""

from __future__ import annotations

from collections.abc import Sequence

from mediation.access.actor import NOBODY, Actor
from mediation.access.roles import Side, of_sides
from mediation.documents.missing import Gap
from mediation.rules.findings import Finding, Words
from mediation.rules.phrases import listed, phrase
from mediation.rules.procedures.machine import SOME_THING
from mediation.timeline.models import TimelineEntry

STAFF = of_sides(Side.CENTRE)


class ActRefused(Exception):
    """The base of all refusals; `words` are for the person who tried."""

    def __init__(self, words: Words):
        super().__init__(words.en)
        self.words = words


class NotAllowed(ActRefused):
    """The actor does not hold the right that the row names; the advice fits the actor."""

    def __init__(self, action: Words, actor: Actor = NOBODY):
        advice = (
            Words("请联系站长或中心主任", "Ask the station head or the centre manager")
            if actor.has(*STAFF)
            else Words("请联系调解中心", "Ask the mediation centre")
        )
        super().__init__(
            Words(
                f"您没有权限“{action.zh}”。如需办理，{advice.zh}。",
                f"You may not “{action.en}”. {advice.en}.",
            )
        )


class ReasonMissing(ActRefused):
    """The row demands a reason in the person's own words."""

    def __init__(self, action: Words):
        super().__init__(
            Words(
                f"请写明“{action.zh}”的理由，会记入办理经过。",
                f"Write the reason for “{action.en}”. It becomes part of the record.",
            )
        )


class GuardRefused(ActRefused):
    """A guard of the row does not hold; `findings` say which and why."""

    def __init__(self, findings: Sequence[Finding]):
        super().__init__(findings[0].words)
        self.findings = tuple(findings)


class ChangedMeanwhile(ActRefused):
    """Somebody else acted since the page was shown; `entries` say what happened to the `thing`."""

    def __init__(self, entries: Sequence[TimelineEntry] = (), thing: Words = SOME_THING):
        super().__init__(
            Words(
                f"{thing.zh}刚刚被别人更新过，您的操作没有执行，填写的内容还在下面。请先看看有什么变化，再决定是否继续。",
                f"{thing.en} has just been changed by somebody else, so nothing was done. What you typed is "
                "still below. See what changed, then decide again.",
            )
        )
        self.entries = tuple(entries)


class PaperIncomplete(ActRefused):
    """Facts are missing; `gaps` are they."""

    def __init__(self, gaps: tuple[Gap, ...]) -> None:
        lacking = listed((gap.words for gap in gaps), Words("、", "; "))
        super().__init__(
            phrase(
                "还缺：{lacking}。补齐后再制作文书。",
                "Missing: {lacking}. Fill it in, then make the document.",
                lacking=lacking,
            )
        )
        self.gaps = gaps
