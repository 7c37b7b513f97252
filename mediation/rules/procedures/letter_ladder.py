"""By which channels a letter goes, in which order, and after how many working days the next follows.

Channels of one step go out together; the next step follows when the letter is still neither read
nor proven to have arrived. A step by which the addressee cannot be reached is passed over at once.
`tables/letter_ladder.csv`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby
from typing import Annotated

from mediation.rules.dated import Dated, in_force
from mediation.rules.findings import Words
from mediation.rules.rows import Column, rows_of

CHANNEL_WORDS = {
    "inbox": Words("站内通知", "inbox"),
    "email": Words("电子邮件", "e-mail"),
    "sms": Words("短信", "SMS"),
    "call": Words("电话", "telephone call"),
    "paper": Words("纸质信件", "letter by post"),
}
GROUP_WORDS = {
    "notice": Words("有法律效果的通知", "notices with legal effect"),
    "news": Words("进展通知", "news"),
    "staff": Words("给工作人员的通知", "letters to staff"),
}
ADDRESSEE_WORDS = {
    "party": Words("当事人", "a party"),
    "body": Words("机构", "a body"),
    "staff": Words("工作人员", "staff"),
}


@dataclass(frozen=True, slots=True)
class Rung(Dated):
    """One channel on one step for one kind of addressee."""

    group: str
    addressee: str
    step: Annotated[int, Column("order")]
    channel: str
    after_days: int
    note: str


@dataclass(frozen=True, slots=True)
class Step:
    """The channels that go out together, `after_days` working days after the step before."""

    number: int
    after_days: int
    channels: tuple[str, ...]


def rungs() -> tuple[Rung, ...]:
    """Every row of the table."""
    return rows_of("letter_ladder", Rung)


@cache
def steps(group: str, addressee: str, *, on: date) -> tuple[Step, ...]:
    """The ladder for letters of `group` to such an addressee, by the table of the day `on`."""
    mine = [row for row in in_force(rungs(), on) if (row.group, row.addressee) == (group, addressee)]
    mine.sort(key=lambda row: row.step)
    return tuple(
        Step(number, max(row.after_days for row in held), tuple(row.channel for row in held))
        for number, held in ((number, list(rows)) for number, rows in groupby(mine, lambda row: row.step))
    )
