"""Papers: the PDFs that filing did not wait for."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any

from mediation.database import db
from mediation.documents.imprint import Imprint
from mediation.documents.kinds import Kind
from mediation.documents.operations import made_from, note_file
from mediation.documents.queries import not_yet_rendered
from mediation.documents.render import RendererMissing, RenderRefused, render_pdf
from mediation.jobs.job import Job
from mediation.jobs.operations import set_aside, settled
from mediation.jobs.owners import ADMINISTRATOR
from mediation.jobs.queries import set_aside_until_later
from mediation.jobs.stopping import asked_to_stop
from mediation.rules.findings import Words

log = logging.getLogger(__name__)

NAME = "render_papers"
PAPERS_AT_ONCE = 20


def render_papers(at: datetime) -> int:
    """Make the PDFs that are wanting, the oldest first; each is committed on its own.

    A paper that cannot be drawn is set aside with the reason and tried again later, so that it
    never holds up the others. Raises RendererMissing when none can be drawn.
    """
    made = 0
    for document in not_yet_rendered(PAPERS_AT_ONCE, leaving_out=set_aside_until_later(NAME, at=at)):
        if asked_to_stop():
            break
        work = made_from(document)
        db.session.commit()  # nobody waits for the database while a paper is drawn
        content = _drawn(work)
        if isinstance(content, Words):
            set_aside(NAME, document.id, document.number, content, at=at)
        else:
            note_file(document, content)
            settled(NAME, document.id)
            made += 1
        db.session.commit()
    return made


def _drawn(work: tuple[Kind, Any, Imprint]) -> bytes | Words:
    """The PDF, or why this paper cannot be made."""
    try:
        return render_pdf(*work)
    except RendererMissing:
        raise
    except RenderRefused as refused:
        return refused.words
    except Exception as error:  # whatever is wrong with one paper, the next one waits for its own turn
        log.exception("paper %s cannot be drawn", work[2].number)
        kind = type(error).__name__
        return Words(
            f"制作时出错（{kind}），请联系技术支持。", f"Making it failed ({kind}): ask for technical help."
        )


def wanting(at: datetime) -> int:
    """How many papers the next run would draw."""
    return len(not_yet_rendered(PAPERS_AT_ONCE, leaving_out=set_aside_until_later(NAME, at=at)))


JOBS = (
    Job(
        name=NAME,
        owner=ADMINISTRATOR,
        why=Words(
            "提前制作回执和通知书，打开时不用等",
            "Receipts and notices are ready before they are asked for",
        ),
        every=timedelta(seconds=10),
        run=render_papers,
        cap=PAPERS_AT_ONCE,
        dry=wanting,
        lane="papers",
    ),
)
