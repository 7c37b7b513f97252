"""Where a task works and where its result lies: a folder of its own within the folder of files.

Results are not kept by their hash as papers are: they are deleted, and another row might mean the
same content.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from mediation.documents import store
from mediation.tasks.models import Task

CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Result:
    """`path` is relative to the folder of files."""

    path: str
    sha256: str
    size: int


def workplace(task: Task) -> Path:
    """A folder for what the worker writes between its steps; it stays until the task is over."""
    folder = store.where(f"{_folder(task)}/work")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def keep(task: Task, file: Path) -> Result:
    """Take `file` as the result of the task, so that it survives a power cut; a second time replaces it."""
    path = f"{_folder(task)}/result"
    target = store.where(path)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = target.with_suffix(".draft")
    hashed, size = hashlib.sha256(), 0
    with file.open("rb") as source, draft.open("wb") as copy:
        while chunk := source.read(CHUNK):
            hashed.update(chunk)
            size += len(chunk)
            copy.write(chunk)
        copy.flush()
        os.fsync(copy.fileno())
    os.replace(draft, target)
    return Result(path, hashed.hexdigest(), size)


def clear_workplace(task: Task) -> None:
    shutil.rmtree(store.where(f"{_folder(task)}/work"), ignore_errors=True)


def remove(task: Task) -> None:
    """The result and everything else that the task wrote; gone already is well."""
    shutil.rmtree(store.where(_folder(task)), ignore_errors=True)


def _folder(task: Task) -> str:
    return f"tasks/{task.id}"
