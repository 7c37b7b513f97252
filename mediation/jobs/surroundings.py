"""What the house needs of its machine: a folder that takes files, room on the disk, whole settings."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from flask import current_app

from mediation.notifications.channels import SETTINGS, missing_settings

LEAST_FREE = 512 * 1024 * 1024  # bytes: some evenings of evidence, time for somebody to come


def told() -> dict[str, str]:
    """Each part with `ok` or what is wrong with it, in words without a path."""
    folder = Path(current_app.config["FILES"])
    return {
        "files": "ok" if _takes_files(folder) else "not writable",
        "disk": "ok" if _has_room(folder) else "nearly full",
        "channels": "ok" if not any(_is_half_set(channel) for channel in SETTINGS) else "half set up",
    }


def _takes_files(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"?")
            file.flush()
    except OSError:
        return False
    return True


def _has_room(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free >= LEAST_FREE
    except OSError:  # not there: `files` tells
        return True


def _is_half_set(channel: str) -> bool:
    """Some settings without the others: letters would silently take the next channel."""
    return 0 < len(missing_settings(channel)) < len(SETTINGS[channel])  # type: ignore[index]
