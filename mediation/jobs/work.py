"""The jobs. Each does a bounded piece of work and may run twice without harm."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from mediation.database import db
from mediation.documents.operations import made_from, note_file
from mediation.documents.queries import not_yet_rendered
from mediation.documents.render import RenderRefused, render_pdf
from mediation.intake.operations import forget_old_drafts
from mediation.jobs import lapsing
from mediation.public.operations import forget_tries

PAPERS_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Job:
    """One thing that runs by itself; `run` gives how much it did."""

    name: str
    why: str
    every: timedelta
    run: Callable[[datetime], int]


def render_papers(at: datetime) -> int:
    """Make the PDFs that filing did not wait for; each is committed on its own."""
    made = 0
    for document in not_yet_rendered(PAPERS_AT_ONCE):
        work = made_from(document)
        db.session.commit()  # nobody waits for the database while a paper is drawn
        try:
            content = render_pdf(*work)
        except RenderRefused:
            continue  # the person who downloads it is told what is missing
        note_file(document, content)
        db.session.commit()
        made += 1
    return made


def forget(at: datetime) -> int:
    """Forget drafts that nobody came back to, and old wrong tries (PIPL arts 19, 47)."""
    return forget_old_drafts(at=at) + forget_tries(at=at)


JOBS = (
    Job(
        "render_papers",
        "receipts and notices are ready before they are asked for",
        timedelta(seconds=10),
        render_papers,
    ),
    Job(
        "recount_deadlines",
        "what a changed rule or holiday notice touches is computed anew, and says what moved",
        timedelta(minutes=10),
        lapsing.recount,
    ),
    Job("forget", "nothing personal is kept longer than needed", timedelta(hours=1), forget),
)
