"""Who acts, when, and on what they saw: the three things that every act is handed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mediation.access.actor import Actor


@dataclass(frozen=True, slots=True)
class By:
    """An act's author, its moment, and the version of the thing that its author was shown.

    `version` is None where nobody saw a page: the house itself, a job, another act that follows.
    """

    actor: Actor
    at: datetime
    version: int | None = None

    def without_version(self) -> By:
        """The same author and moment for an act on another thing, or a second one on the same."""
        return By(self.actor, self.at)
