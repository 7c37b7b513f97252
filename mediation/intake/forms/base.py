"""What all pages of the wizard share."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from wtforms.validators import ValidationError

from mediation.documents.fonts import missing_characters
from mediation.intake.answers import Answers, Data
from mediation.rules.findings import Words
from mediation.web.fields import Says
from mediation.web.forms import BaseForm

Option = tuple[str, Says | str]


@dataclass(frozen=True, slots=True)
class Scene:
    """What a page knows beside what is typed: the answers so far, the day, and lists to choose from."""

    answers: Answers
    on: date
    assisted: bool = False
    centre_name: Words = Words("", "")
    options: Mapping[str, Sequence[Option]] = field(default_factory=dict)


class StepForm(BaseForm):
    """One page. `heading` and `hint` stand above the fields when there is more than one."""

    heading: ClassVar[Words | None] = None
    hint: ClassVar[Words | None] = None

    def prepare(self, scene: Scene) -> None:
        """Fill in what is only known at the request."""
        self.scene = scene

    def answer(self) -> Data:
        """What was accepted, plain enough to be kept as JSON."""
        return {name: _plain(one.data) for name, one in self._fields.items() if name != "csrf_token"}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


_DOTS = re.compile("[•‧・．∙⋅]")


def tidy_name(text: Any) -> Any:
    """A name with one kind of middle dot and single blanks; rare characters stay as they are."""
    if not isinstance(text, str):
        return text
    return re.sub(r"\s+", " ", _DOTS.sub("·", text)).strip()


def ensure_printable(text: str) -> None:
    """Refuse characters that our papers cannot print, while the person who typed them can act."""
    if missing := missing_characters(text):
        signs = " ".join(missing)
        raise ValidationError(
            Words(
                f"“{signs}”印不出来，请改用证件上的汉字或者字母。",
                f"“{signs}” cannot be printed: use the characters on the paper.",
            )
        )
