"""What forms check so that a paper can be printed later: while the person who typed it can still act."""

from __future__ import annotations

from typing import Any

from wtforms import Field
from wtforms.validators import ValidationError

from mediation.documents import fonts
from mediation.rules.findings import Words


class Printable:
    """Refuses a character that no face of ours can draw."""

    def __call__(self, form: Any, field: Field) -> None:
        if odd := fonts.missing_characters(field.data or ""):
            signs = " ".join(f"{one if one.isprintable() else ''}(U+{ord(one):04X})" for one in odd)
            raise ValidationError(
                Words(f"“{signs}”印不出来，请改正。", f"“{signs}” cannot be printed: correct it.")
            )
