"""A kind of long work for tests: it writes numbered lines into a file, one at each step."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime
from functools import partial

from mediation.rules.findings import Words
from mediation.tasks import extension_points, operations, results
from mediation.tasks.extension_points import Kind, Progress
from mediation.tasks.models import Task


def copy(task: Task, at: datetime, *, pause: float = 0) -> Iterator[Progress]:
    """The cursor is the number of lines and of bytes that were committed: what lies beyond is cut off."""
    total = task.facts["lines"]
    number, size = task.cursor or (0, 0)
    file = results.workplace(task) / "lines"
    with file.open("ab") as out:
        out.truncate(size)
        while number < total:
            number += 1
            out.write(f"{number}\n".encode())
            out.flush()
            time.sleep(pause)
            yield Progress(number, total, [number, out.tell()])
    operations.finish(task, file, name="名单.csv", media_type="text/csv", at=at)


def register(pause: float = 0) -> None:
    worker = partial(copy, pause=pause)
    extension_points.register("copy", Kind(Words("抄写", "Copying"), worker, "account.own"))
