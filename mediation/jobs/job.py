"""What a job is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from mediation.rules.findings import Words

LONGEST_WAIT = timedelta(hours=1)
SHORTEST_WAIT = timedelta(seconds=10)

Run = Callable[[datetime], int]


@dataclass(frozen=True, slots=True)
class Job:
    """One thing that runs by itself and may run twice without harm.

    `owner` answers for it and `why` says what it is for. `run` takes the moment and gives how much
    it did, at most `cap`: when it did that much there is more, and it comes again at the next tick.
    It asks the database what is due and marks what is done under a unique key.

    A job that writes only at its end is tried by running and rolling back. One that commits or
    sends as it goes gives in `dry` how much it would do, without doing it.

    Jobs of one `lane` run one after the other; a job with long pieces has a lane of its own.
    """

    name: str
    owner: Words
    why: Words
    every: timedelta
    run: Run
    cap: int | None = None
    dry: Run | None = None
    lane: str = "main"

    def has_more(self, did: int) -> bool:
        """Whether a run that did so much left something for the next tick."""
        return self.cap is not None and did >= self.cap

    def wait(self, failures: int) -> timedelta:
        """How long to wait after `failures` failed runs in a row, at least one: twice as long each time."""
        return min(SHORTEST_WAIT * 2 ** min(failures - 1, 12), LONGEST_WAIT)
