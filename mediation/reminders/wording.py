"""A line of a digest: number, what has to be done, how pressing it is. No person is named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mediation.rules.findings import Words
from mediation.rules.phrases import phrase
from mediation.rules.time.periods import day_in_words, short_day
from mediation.web.filters import remaining

MOST_LINES = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One deadline as a digest speaks of it; `address` is where its page is."""

    deadline_id: int
    number: str  # of the case; empty where the deadline hangs on none
    what: Words
    who: Words
    due_on: date
    address: str

    def words(self, *, on: date) -> Words:
        """How it is written in the letter of the day `on`."""
        said = phrase(
            "{number} {what}：{left}，最后一日{day}，由{who}办理" if self.number else _NO_CASE.zh,
            "{number} {what}: {left}, last day {day}, to be done by {who}" if self.number else _NO_CASE.en,
            number=self.number,
            what=self.what,
            left=remaining(self.due_on, on).words,
            day=short_day(self.due_on) if self.due_on.year == on.year else day_in_words(self.due_on),
            who=self.who,
        )
        return Words(*(f"{text}\n{self.address}" for text in said)) if self.address else said


_NO_CASE = Words(
    "{what}：{left}，最后一日{day}，由{who}办理", "{what}: {left}, last day {day}, to be done by {who}"
)


def listed_lines(lines: Sequence[Line], *, on: date) -> Words:
    """The most urgent first, numbered; beyond MOST_LINES only their number is said."""
    ordered = sorted(lines, key=lambda line: (line.due_on, line.number))
    said = [line.words(on=on) for line in ordered[:MOST_LINES]]
    zh = [f"{place}. {words.zh}" for place, words in enumerate(said, 1)]
    en = [f"{place}. {words.en}" for place, words in enumerate(said, 1)]
    if more := len(ordered) - len(said):
        zh.append(f"还有 {more} 件，请到工作台查看。")
        en.append(f"and {more} more: see the desk.")
    return Words("\n".join(zh), "\n".join(en))
