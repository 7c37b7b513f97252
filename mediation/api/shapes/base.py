"""What every shape is made of. Unknown fields are refused; nothing is guessed from another type."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from mediation.rules.findings import Words

MOST_FEN = 10**15  # a million times ten million yuan: more is a slip of the keyboard
# What no person types and no paper bears: control characters other than tab and line end.
PLAIN = r"^[^\x00-\x08\x0b-\x1f\x7f]*$"
ONE_LINE = r"^[^\x00-\x1f\x7f]*$"


class Shape(BaseModel):
    """The base of all shapes."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Asked(BaseModel):
    """The base of what stands in an address after the question mark: text, read as its type."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def described(words: Words, default: Any = ..., **limits: Any) -> Any:
    """A field with what it means in both languages; `limits` as pydantic has them."""
    return Field(default, json_schema_extra={"description": list(words)}, **limits)


@dataclass(frozen=True, slots=True)
class Among:
    """One of a table's codes, as a type: `Annotated[str, Among(("in", "out"))]`."""

    codes: tuple[str, ...]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.literal_schema(list(self.codes))


def among(codes: Iterable[str]) -> Among:
    return Among(tuple(dict.fromkeys(codes)))


def _in_utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("no such moment") from None


Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]


class Both(Shape):
    """The same words in Chinese and in English."""

    zh: str
    en: str


def both(words: Words) -> Both:
    return Both.model_construct(zh=words.zh, en=words.en)
