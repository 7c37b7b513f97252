"""Places that higher packages fill, so that the dispute need not know them.

Each `register_` function takes what a package above brings; registering it twice changes nothing. A
package registers in its `wiring.py`, once, at start.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from mediation.access.actor import Actor
from mediation.acts.sections import Section
from mediation.cases.models import Case
from mediation.documents.kinds import DocumentKind
from mediation.rules.findings import Words

SituationSource = Callable[[Case], Mapping[str, Any]]
SessionSource = Callable[[Case], tuple[date, ...]]
EndListener = Callable[[Case, datetime], None]
ChangeListener = Callable[[Case, str, datetime], None]


@dataclass(frozen=True, slots=True)
class Notice:
    """A line on every page of a case, the same for every reader. `tone`: open, near, lost or done."""

    tone: str
    words: Words


PaperSource = Callable[[Case], Mapping[str, Any]]
SectionSource = Callable[[Case, Actor], Section | None]
OpenedSource = Callable[[], tuple[Case | None, Actor | None]]
DeskSource = Callable[[Actor, date], Section]
NoticeSource = Callable[[Case], Notice | None]

situation_sources: list[SituationSource] = []
session_sources: list[SessionSource] = []
end_listeners: list[EndListener] = []
change_listeners: list[ChangeListener] = []
paper_sources: dict[DocumentKind, tuple[PaperSource, ...]] = {}
section_sources: list[SectionSource] = []
opened_sources: list[OpenedSource] = []
desk_sources: list[DeskSource] = []
notice_sources: list[NoticeSource] = []
file_pages: list[tuple[str, str, Words]] = []

# The parts of the case page from top to bottom, by their anchors; what is not named comes last.
PAGE_ORDER = (
    "service",
    "consents",
    "sessions",
    "elements",
    "offers",
    "settlement",
    "confirmation",
    "referrals",
    "payment-orders",
    "back-to-court",
)


def register_situation(source: SituationSource) -> None:
    """Let `source` add facts to `lifecycle.Situation`; filling a slot twice changes nothing."""
    if source not in situation_sources:
        situation_sources.append(source)


def register_sessions(source: SessionSource) -> None:
    """Let `source` say on which days the sides met."""
    if source not in session_sources:
        session_sources.append(source)


def register_end_listener(listener: EndListener) -> None:
    """Let `listener` act, in the same transaction, when a case ends."""
    if listener not in end_listeners:
        end_listeners.append(listener)


def tell_of_end(case: Case, at: datetime) -> None:
    """The case ended at `at`."""
    for listener in end_listeners:
        listener(case, at)


def register_change_listener(listener: ChangeListener) -> None:
    """Let `listener` act, in the same transaction, after each act; it is told the state before."""
    if listener not in change_listeners:
        change_listeners.append(listener)


def tell_of_change(case: Case, before: str, at: datetime) -> None:
    """An act at `at` found the case in the state `before`."""
    for listener in change_listeners:
        listener(case, before, at)


def register_document_facts(kind: DocumentKind, source: PaperSource) -> None:
    """Let `source` give facts of a paper that staff make by hand, by the names of its fields."""
    if source not in paper_sources.get(kind, ()):
        paper_sources[kind] = (*paper_sources.get(kind, ()), source)


def register_section(source: SectionSource) -> None:
    """Let `source` draw a part of the case page, inside and outside.

    It is asked for each reader, of the sides too, and answers None to whom the part is not for.
    """
    if source not in section_sources:
        section_sources.append(source)


def register_notice(source: NoticeSource) -> None:
    """Let `source` say one line on every page of a case; it answers None where it has nothing to say."""
    if source not in notice_sources:
        notice_sources.append(source)


def notices_of(thing: object) -> tuple[Notice, ...]:
    """The lines that stand on every page of a case; none on a page about anything else."""
    if not isinstance(thing, Case):
        return ()
    said = (source(thing) for source in notice_sources)
    return tuple(one for one in said if one is not None)


def register_desk_part(source: DeskSource) -> None:
    """Let `source` draw a part of the desk for whoever opens it; the template is given `section`."""
    if source not in desk_sources:
        desk_sources.append(source)


def register_opened_case(source: OpenedSource) -> None:
    """Let `source` say which case this browser opened with its code, and for which side."""
    if source not in opened_sources:
        opened_sources.append(source)


def opened_case() -> tuple[Case | None, Actor | None]:
    """The case that this browser opened with its code, and its side as the actor; (None, None) without."""
    found = (source() for source in opened_sources)
    return next((one for one in found if one[0] is not None), (None, None))


def register_file_page(right: str, endpoint: str, words: Words) -> None:
    """Let another package put a page about the files of a case beside their list, for those with `right`."""
    if (entry := (right, endpoint, words)) not in file_pages:
        file_pages.append(entry)


def days_of_sessions(case: Case) -> tuple[date, ...]:
    """The days on which sessions of this case were held, in order."""
    return tuple(day for source in session_sources for day in source(case))


def sections_of(case: Case, actor: Actor) -> tuple[Section, ...]:
    """The parts that other packages add to the page of `case`, as `actor` may see them."""
    drawn = [section for source in section_sources if (section := source(case, actor)) is not None]
    return tuple(sorted(drawn, key=lambda section: _place_on_page(section.anchor)))


def _place_on_page(anchor: str) -> int:
    return PAGE_ORDER.index(anchor) if anchor in PAGE_ORDER else len(PAGE_ORDER)
