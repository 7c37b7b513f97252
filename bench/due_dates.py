"""How many due dates a second the law book computes on one core, bare and with their steps in words.

    python bench/due_dates.py [COUNT]

Prints CPU seconds, not wall time, so that a busy machine blurs it less.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from mediation.rules.time.deadline_steps import steps_of
from mediation.rules.time.deadlines import all_rules, compute, rule
from mediation.rules.time.due_dates import DueDate
from mediation.rules.time.workdays import calendar

FIRST_DAY = date(2026, 1, 1)
DAYS = 365


def due_dates(count: int) -> list[DueDate]:
    """`count` due dates over every clock that has a length, beginning on the days of one year."""
    rules = [rule(code, on=FIRST_DAY + timedelta(days=DAYS)) for code in all_rules()]
    rules = [one for one in rules if one.period is not None]
    rest_days = calendar()
    return [
        compute(
            rules[number % len(rules)],
            start_on=FIRST_DAY + timedelta(days=number % DAYS),
            calendar=rest_days,
        )
        for number in range(count)
    ]


def per_second(work: Callable[[], object], count: int) -> str:
    begun = time.process_time()
    work()
    seconds = time.process_time() - begun
    return f"{count / seconds:10,.0f} a second ({seconds:.3f} CPU s for {count:,})"


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    due_dates(1000)  # the tables are read once
    print("due dates           ", per_second(lambda: due_dates(count), count))
    few = due_dates(max(count // 20, 1))
    print("steps in both languages", per_second(lambda: [steps_of(one) for one in few], len(few)))


if __name__ == "__main__":
    main()
