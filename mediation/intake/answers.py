"""The answers of a draft: what was typed at each step, and what it means once it is right.

`raw` is kept whether it is right or not, so that nothing typed is ever lost; `data` is there only
when the step's form accepted it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

Raw = dict[str, list[str]]
Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Given:
    """What was given at one step. `revision` is that of the draft when it was saved."""

    raw: Raw
    data: Data | None
    revision: int


@dataclass(slots=True)
class Answers:
    """All steps of a draft, by code."""

    steps: dict[str, Given] = field(default_factory=dict)

    @classmethod
    def read(cls, text: str) -> Answers:
        """From the text that the draft keeps."""
        return cls({code: Given(**given) for code, given in json.loads(text).items()})

    def text(self) -> str:
        """As text for the draft."""
        kept = {
            code: {"raw": given.raw, "data": given.data, "revision": given.revision}
            for code, given in self.steps.items()
        }
        return json.dumps(kept, ensure_ascii=False)

    def raw(self, step: str) -> Raw:
        """What was typed at `step`, right or not; empty when nothing was."""
        given = self.steps.get(step)
        return given.raw if given else {}

    def data(self, step: str) -> Data:
        """What `step` accepted; empty when it did not."""
        given = self.steps.get(step)
        return (given.data or {}) if given else {}

    def is_answered(self, step: str) -> bool:
        given = self.steps.get(step)
        return given is not None and given.data is not None

    def get(self, step: str, name: str, default: str = "") -> Any:
        """One accepted value."""
        return self.data(step).get(name, default)

    @property
    def applicant(self) -> str:
        """For whom: self, family, small_firm, large_firm, institution, or empty."""
        return str(self.get("applicant", "answer"))

    @property
    def is_person(self) -> bool:
        return self.applicant in ("self", "family")

    @property
    def is_firm(self) -> bool:
        return self.applicant in ("small_firm", "large_firm")

    @property
    def is_institution(self) -> bool:
        return self.applicant == "institution"
