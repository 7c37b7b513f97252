"""Volumes made as long work: one that is large, or those of several cases, one after the other.

Each paper drawn, each volume issued and each volume bound is a step of its own. The cursor is what
became of the cases that are over; a stop in the middle of one finds its volume by the case.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

from sqlalchemy.orm.exc import StaleDataError

from mediation.access.actor import NOBODY
from mediation.access.by import By
from mediation.accounts.queries import user
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
from mediation.tasks.extension_points import Progress
from mediation.tasks.models import Task
from mediation.tasks.operations import TaskFailed, ask, finish
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
NONE_MADE = Words("没有制作出卷宗：", "No file was made: ")
NONE_TICKED = Words("请先勾选要制作卷宗的案件。", "Tick the cases first.")
TOO_MANY = Words(
    f"一次最多制作 {MOST_AT_ONCE} 个案件的卷宗，请分批制作。",
    f"At most {MOST_AT_ONCE} cases at once: make them in parts.",
)
HEADINGS = (
    Words("案号", "Case"),
    Words("卷宗文号", "Number of the file"),
    Words("页数", "Pages"),
    Words("指纹（SHA-256）", "Hash (SHA-256)"),
    Words("结果", "Result"),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one case; `volume_id` is None where none could be made, and `zh`, `en` say why."""

    number: str
    volume_id: int | None
    zh: str
    en: str


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
    wanted: list[int] = task.facts["cases"]
    over = [Outcome(**one) for one in task.cursor or ()]
    for case_id in wanted[len(over) :]:
        outcome = None
        for outcome in _one(case_id, task, at):
            if outcome is None:
                yield _progress(task, over)
        assert outcome is not None
        over.append(outcome)
        yield _progress(task, over)
    _pack(task, over, at)


def _progress(task: Task, over: Sequence[Outcome]) -> Progress:
    return Progress(len(over), len(task.facts["cases"]), [asdict(one) for one in over])


def _one(case_id: int, task: Task, at: datetime) -> Iterator[Outcome | None]:
    """None after each step of the case, at its end what became of it."""
    case = db.session.get(Case, case_id)
    if case is None:
        yield Outcome(str(case_id), None, *GONE)
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
        yield Outcome(case.short_number, None, *OVERTAKEN)
    except (ActRefused, NotPossible, RenderRefused) as refused:
        yield Outcome(case.short_number, None, *refused.words)
    else:
        yield Outcome(case.short_number, volume.id, *said)


def _standing(case: Case, task: Task) -> IssuedDocument | None:
    """The volume that the case has, or that this task made before it was stopped."""
    volume = next((one for one in queries.editions(case.id) if one.is_valid), None)
    made_here = volume is not None and task.begun_at is not None and volume.issued_at >= task.begun_at
    return volume if made_here or not task.facts["anew"] else None


def _issued(case: Case, task: Task, at: datetime) -> IssuedDocument:
    asked_by = user(task.asked_by_id)
    with db.session.begin_nested():  # a refusal leaves nothing half done
        return make_volume(
            case,
            By(asked_by.actor if asked_by and asked_by.active else NOBODY, at),
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
        raise TaskFailed(Words(NONE_MADE.zh + over[0].zh, NONE_MADE.en + over[0].en))
    if len(over) == 1:
        (volume,) = made.values()
        finish(task, _file(volume), name=f"{volume.number}.pdf", media_type=PDF, at=at)
        return
    packed = results.workplace(task) / "volumes.zip"
    with ZipFile(packed, "w", ZIP_STORED) as archive:  # what is in them is compressed already
        for number, volume in made.items():
            archive.write(_file(volume), f"{number} {volume.number}.pdf")
        archive.writestr("list.csv", _list(over, made, task))
    finish(task, packed, name=f"volumes {day_of(at)}.zip", media_type=ZIP, at=at)


def _volume(outcome: Outcome) -> IssuedDocument | None:
    return db.session.get(IssuedDocument, outcome.volume_id) if outcome.volume_id else None


def _file(volume: IssuedDocument) -> Path:
    assert volume.path is not None
    return store.where(volume.path)


def _list(over: Sequence[Outcome], made: dict[str, IssuedDocument], task: Task) -> bytes:
    """Every case that was asked for, with its volume or the reason why there is none."""
    english = task.facts["lang"] == Lang.EN
    written = io.StringIO(newline="")
    table = csv.writer(written)
    table.writerow(words.en if english else words.zh for words in HEADINGS)
    for one in over:
        volume = made.get(one.number)
        known: tuple[object, ...] = ("", "", "")
        if volume is not None:
            known = (volume.number, facts_of(volume).statement_page, volume.pdf_sha256)
        table.writerow((one.number, *known, one.en if english else one.zh))
    return written.getvalue().encode("utf-8-sig")
