"""How long a court's mediation took, with the days of an extension kept apart.

The extension that both sides agreed to is not counted in the time for trial (特邀调解规定 art. 27).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mediation.rules.findings import Words


@dataclass(frozen=True, slots=True)
class Days:
    """Calendar days: within the period, of the extension, and beyond any agreed day."""

    within: int
    extended: int
    beyond: int = 0

    @property
    def counted(self) -> int:
        """What counts in the time for trial: all but the extension."""
        return self.within + self.beyond

    @property
    def words(self) -> Words:
        """As a letter to the court says it."""
        zh = f"调解期限内{self.within}天"
        en = f"{self.within} days within the period"
        if self.extended:
            zh += f"，经双方同意延长的期间{self.extended}天（不计入审理期限）"
            en += f", {self.extended} days of agreed extension (not counted in the time for trial)"
        if self.beyond:
            zh += f"，超出期限{self.beyond}天"
            en += f", {self.beyond} days beyond it"
        return Words(zh, en)


def split(start_on: date, period_to: date, extended_to: date, ended_on: date) -> Days:
    """The days from the one after `start_on` to `ended_on`, by what they were.

    `period_to` is the last day of the period itself, `extended_to` that with its extensions (the
    same where there were none). Rest days within each part count in it.
    """
    last = max(ended_on, start_on)
    within = (min(last, period_to) - start_on).days
    extended = max((min(last, extended_to) - period_to).days, 0)
    beyond = max((last - max(extended_to, period_to)).days, 0)
    return Days(within, extended, beyond)
