"""Volumes made as long work: one that is large, or those of several cases, one after the other.

Each paper drawn, each volume issued and each volume bound is a step of its own. The cursor is what
became of the cases that are over; a stop in the middle of one finds its volume by the case.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

from sqlalchemy.orm.exc import StaleDataError

from mediation.access.by import By
from mediation.accounts.queries import actor_of
from mediation.acts.refusals import ActRefused
from mediation.archive import queries
from mediation.archive.gathering import Gathered, papers_for_volume
from mediation.archive.operations import make_volume
from mediation.cases.models import Case
from mediation.clock import day_of
from mediation.database import db
from mediation.documents import store
from mediation.documents.kinds.parts import Lang
from mediation.documents.models import IssuedDocument
from mediation.documents.operations import draw, facts_of, made_from, note_file
from mediation.documents.render import RenderRefused
from mediation.rules.findings import Words
from mediation.rules.procedures.machine import NotPossible
from mediation.tasks import results
from mediation.tasks.batches import Batch, Outcome
from mediation.tasks.extension_points import Progress
from mediation.tasks.models import Task
from mediation.tasks.operations import ask, finish
from mediation.web.transaction import before_slow_work

KIND = "volumes"
RIGHT = "volumes.make"
TITLE = Words("制作卷宗", "Making case files")
MOST_AT_ONCE = 30
LARGE = 200  # pages, from which on nobody waits at the page for a volume
UNMADE = 5  # papers not drawn yet, the same

PDF, ZIP = "application/pdf", "application/zip"
MADE, THERE = Words("已制作", "made"), Words("已有卷宗", "had one already")
GONE = Words("案件不存在。", "There is no such case.")
OVERTAKEN = Words("制作时其他人改动了案件，请重试。", "Somebody changed the case meanwhile: try again.")
NONE_TICKED = Words("请先勾选要制作卷宗的案件。", "Tick the cases first.")
TOO_MANY = Words(
    f"一次最多制作 {MOST_AT_ONCE} 个案件的卷宗，请分批制作。",
    f"At most {MOST_AT_ONCE} cases at once: make them in parts.",
)
VOLUMES = Batch(
    wanted="cases",
    made="volume_id",
    none_made=Words("没有制作出卷宗：", "No file was made: "),
    headings=(
        Words("案号", "Case"),
        Words("卷宗文号", "Number of the file"),
        Words("页数", "Pages"),
        Words("指纹（SHA-256）", "Hash (SHA-256)"),
    ),
)


class BatchRefused(ActRefused):
    """The volumes cannot be asked for like this."""


def ask_for_volumes(
    case_ids: Sequence[int], by: By, *, lang: Lang = Lang.ZH, statement: str = "", anew: bool = False
) -> Task:
    """Queue the volumes of these cases; each is made as its own rights allow.

    A case that has a volume is passed over, or with `anew` given a new edition. The result is the
    volume, or a ZIP with all and a list. Raises BatchRefused for none or too many, TaskRefused.
    """
    if not case_ids:
        raise BatchRefused(NONE_TICKED)
    if len(case_ids) > MOST_AT_ONCE:
        raise BatchRefused(TOO_MANY)
    facts = {"cases": list(case_ids), "lang": lang.value, "statement": statement, "anew": anew}
    return ask(KIND, facts, by)


def is_long_work(found: Gathered) -> bool:
    """Whether making this volume takes longer than a person waits at a page."""
    return found.pages >= LARGE or found.unmade >= UNMADE


def make_volumes(task: Task, at: datetime) -> Iterator[Progress]:
    """The worker: draws what was never drawn, issues, binds; then packs what was made."""
    over = yield from VOLUMES.each(task, lambda case_id: _one(case_id, task, at))
    _pack(task, over, at)


def _one(case_id: int, task: Task, at: datetime) -> Iterator[Outcome | None]:
    """None after each step of the case, at its end what became of it."""
    case = db.session.get(Case, case_id)
    if case is None:
        yield Outcome(str(case_id), None, GONE)
        return
    said = MADE
    try:
        volume = _standing(case, task)
        if volume is None:
            for paper in papers_for_volume(case):
                yield from _drawn(paper)
            volume = _issued(case, task, at)
        elif task.begun_at is not None and volume.issued_at < task.begun_at:
            said = THERE
        yield from _drawn(volume)
    except StaleDataError:
        yield Outcome(case.short_number, None, OVERTAKEN)
    except (ActRefused, NotPossible, RenderRefused) as refused:
        yield Outcome(case.short_number, None, refused.words)
    else:
        yield Outcome(case.short_number, volume.id, said)


def _standing(case: Case, task: Task) -> IssuedDocument | None:
    """The volume that the case has, or that this task made before it was stopped."""
    volume = next((one for one in queries.editions(case.id) if one.is_valid), None)
    made_here = volume is not None and task.begun_at is not None and volume.issued_at >= task.begun_at
    return volume if made_here or not task.facts["anew"] else None


def _issued(case: Case, task: Task, at: datetime) -> IssuedDocument:
    with db.session.begin_nested():  # a refusal leaves nothing half done
        return make_volume(
            case,
            By(actor_of(task.asked_by_id), at),
            statement=task.facts["statement"],
            lang=Lang(task.facts["lang"]),
        )


def _drawn(paper: IssuedDocument) -> Iterator[None]:
    """The paper drawn, if it was not; nobody waits for the database meanwhile."""
    if paper.path is None:
        work = made_from(paper)
        before_slow_work()
        note_file(paper, draw(*work))
        yield None


def _pack(task: Task, over: Sequence[Outcome], at: datetime) -> None:
    made = {one.number: volume for one in over if (volume := _volume(one)) is not None}
    if not made:
        raise VOLUMES.nothing_made(over)
    if len(over) == 1:
        (volume,) = made.values()
        finish(task, _file(volume), name=f"{volume.number}.pdf", media_type=PDF, at=at)
        return
    packed = results.workplace(task) / "volumes.zip"
    with ZipFile(packed, "w", ZIP_STORED) as archive:  # what is in them is compressed already
        for number, volume in made.items():
            archive.write(_file(volume), f"{number} {volume.number}.pdf")
        cells = {number: _cells(volume) for number, volume in made.items()}
        archive.writestr("list.csv", VOLUMES.listed(over, cells, task.facts["lang"]))
    finish(task, packed, name=f"volumes {day_of(at)}.zip", media_type=ZIP, at=at)


def _volume(outcome: Outcome) -> IssuedDocument | None:
    return db.session.get(IssuedDocument, outcome.made_id) if outcome.made_id else None


def _file(volume: IssuedDocument) -> Path:
    assert volume.path is not None
    return store.where(volume.path)


def _cells(volume: IssuedDocument) -> tuple[object, ...]:
    return volume.number, facts_of(volume).statement_page, volume.pdf_sha256
