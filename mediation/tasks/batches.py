"""Several things made by one task: each a step of its own, then packed with a list of what became of each.

The cursor is what became of the things that are over, so that the work goes on after a stop.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mediation.rules.findings import Words
from mediation.rules.phrases import phrase
from mediation.tasks.extension_points import Progress
from mediation.tasks.models import Task
from mediation.tasks.operations import TaskFailed

RESULT = Words("结果", "Result")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one thing; `made_id` is None where nothing could be made, and `words` say why."""

    number: str
    made_id: int | None
    words: Words


@dataclass(frozen=True, slots=True)
class Batch:
    """What is made of several things.

    `wanted` is the fact of the task with their ids, `made` what the cursor calls the id of what was made
    of each. `headings` are those of the list but for the result; the first is that of the number.
    """

    wanted: str
    made: str
    none_made: Words
    headings: tuple[Words, ...]

    def over(self, task: Task) -> list[Outcome]:
        """What became of the things that are over."""
        return [
            Outcome(one["number"], one[self.made], Words(one["zh"], one["en"])) for one in task.cursor or ()
        ]

    def each(
        self, task: Task, make: Callable[[int], Iterator[Outcome | None]]
    ) -> Generator[Progress, None, list[Outcome]]:
        """Make one after the other; `make` gives None after each of its steps, at the end the outcome."""
        wanted: list[int] = task.facts[self.wanted]
        over = self.over(task)
        for one_id in wanted[len(over) :]:
            for outcome in make(one_id):
                if outcome is not None:
                    over.append(outcome)
                yield Progress(len(over), len(wanted), [self._plain(one) for one in over])
        return over

    def nothing_made(self, over: Sequence[Outcome]) -> TaskFailed:
        """The task's end where nothing could be made, with the reason of the first."""
        return TaskFailed(phrase("{none}{why}", "{none}{why}", none=self.none_made, why=over[0].words))

    def listed(self, over: Sequence[Outcome], cells: Mapping[str, Sequence[object]], lang: str) -> bytes:
        """Everything that was asked for, with the `cells` of what was made of it, by number, or why not."""
        nothing = ("",) * (len(self.headings) - 1)
        written = io.StringIO(newline="")
        table = csv.writer(written)
        table.writerow(words.said_in(lang) for words in (*self.headings, RESULT))
        for one in over:
            table.writerow((one.number, *cells.get(one.number, nothing), one.words.said_in(lang)))
        return written.getvalue().encode("utf-8-sig")

    def _plain(self, one: Outcome) -> dict[str, object]:
        return {"number": one.number, self.made: one.made_id, "zh": one.words.zh, "en": one.words.en}
