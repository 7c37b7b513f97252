"""What a person typed cannot be taken, and the sentence that tells them what to type instead."""

from __future__ import annotations

from mediation.rules.findings import Words


class Refused(ValueError):
    """Base of the refusals of typed text; `words` is shown beside the field."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


class NotAnAmount(Refused):
    """The text is no amount of money in yuan."""


class NotValid(Refused):
    """The text is not a valid number of the kind asked for."""
