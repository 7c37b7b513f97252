"""Lengthening, stopping and resuming a deadline by hand, as far as its rule lets one.

A change is worked out first, with what stands against it, and carried out once the act that makes it is
let through.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from mediation.deadlines import operations
from mediation.deadlines.models import Deadline
from mediation.deadlines.operations import Clocked
from mediation.deadlines.reckoning import due, rule_of
from mediation.rules.findings import Finding, Words, blocking
from mediation.rules.time import deadlines
from mediation.rules.time.deadlines import Extension


@dataclass(frozen=True, slots=True)
class DeadlineChange:
    """What the law book says to a change, what it leads to, and how it is carried out on the thing.

    `words` name the deadline; `due_on` is its last day afterwards, None where that is not known.
    """

    findings: tuple[Finding, ...]
    carry_out: Callable[[Clocked], object]
    words: Words = Words("", "")
    due_on: date | None = None

    @property
    def facts(self) -> dict[str, object]:
        """What the timeline may tell of it."""
        return {"deadline": list(self.words), "due_on": self.due_on.isoformat() if self.due_on else ""}


def refused(finding: Finding) -> DeadlineChange:
    """A change that cannot be: there is nothing to carry out."""
    return DeadlineChange((finding,), lambda _thing: None)


def lengthened(
    deadline: Deadline, length: int, consents: Sequence[str], reason: str, *, on: date
) -> DeadlineChange:
    """Longer by `length` in its rule's unit, before its end and with the consents of its row."""
    rule = rule_of(deadline)
    found = deadlines.check_extension(rule, due(deadline, on=on), length, asked_on=on, consents=consents)
    more = Extension(length, rule.extension_unit, on, tuple(consents))
    return DeadlineChange(
        tuple(found),
        lambda _thing: operations.extend(deadline, length, consents, reason, on=on),
        rule.words,
        None if blocking(found) else due(deadline, on=on, more=(more,)).due_on,
    )


def stopped(deadline: Deadline, why: str, *, on: date) -> DeadlineChange:
    """Stopped for `why`, a ground that its rule knows."""
    rule = rule_of(deadline)
    found = deadlines.check_pause(rule, due(deadline, on=on), why, stopped_on=on)
    return DeadlineChange(
        tuple(found), lambda _thing: operations.pause(deadline, on=on, reason=why), rule.words
    )


def resumed(deadline: Deadline, *, on: date) -> DeadlineChange:
    """A stopped one that goes on; the days of the pause are taken out."""
    return DeadlineChange(
        (),
        lambda _thing: operations.resume(deadline, on=on),
        rule_of(deadline).words,
        due(deadline, on=on).due_on,
    )
