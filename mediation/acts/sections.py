"""Parts that other packages add to a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mediation.rules.findings import Words


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page of a thing, as another package draws it.

    `anchor` is its place on the page. The template is given `section` and the thing, and begins
    below the heading, which the page draws.
    """

    anchor: str
    title: Words
    template: str
    data: Mapping[str, Any] = field(default_factory=dict)
