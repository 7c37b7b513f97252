"""Packages made as long work: one that is large, or those of several hundred hand-overs.

Each package is a step of its own. The cursor is what became of the hand-overs that are over; a stop in
the middle of one leaves no row, and it is made again.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from zipfile import ZIP_STORED, ZipFile

from mediation.access.actor import NOBODY, Actor
from mediation.access.by import By
from mediation.accounts.queries import user
from mediation.acts.refusals import ActRefused
from mediation.clock import day_of
from mediation.database import db
from mediation.documents.kinds.parts import Lang
from mediation.documents.render import RenderRefused
from mediation.packages.fetching import BATCH
from mediation.packages.gathering import Found
from mediation.packages.models import Package
from mediation.packages.operations import PackageLost, ensure_file, facts_of, make, note_fetched
from mediation.referrals.models import Referral
from mediation.rules.findings import Words
from mediation.tasks import results
from mediation.tasks.extension_points import Progress
from mediation.tasks.models import Task
from mediation.tasks.operations import TaskFailed, ask, finish
from mediation.web.transaction import before_slow_work

KIND = "packages"
RIGHT = "packages.make"
TITLE = Words("制作材料包", "Making packages")
MOST_AT_ONCE = 500
UNDRAWN = 5  # papers not drawn yet, from which on nobody waits at the page
LARGE = 50 * 1024 * 1024

ZIP = "application/zip"
MADE = Words("已制作", "made")
GONE = Words("移送不存在。", "There is no such hand-over.")
LOST = Words("文件丢失，请重新制作。", "Its file is lost: make it again.")
NONE_MADE = Words("没有制作出材料包：", "No package was made: ")
NONE_TICKED = Words("请先勾选要制作材料包的移送。", "Tick the hand-overs first.")
TOO_MANY = Words(
    f"一次最多制作 {MOST_AT_ONCE} 个材料包，请分批制作。",
    f"At most {MOST_AT_ONCE} packages at once: make them in parts.",
)
HEADINGS = (
    Words("移送编号", "Hand-over"),
    Words("版次", "Version"),
    Words("文件", "File"),
    Words("材料数", "Pieces"),
    Words("字节", "Bytes"),
    Words("指纹（SHA-256）", "Hash (SHA-256)"),
    Words("指纹（SM3）", "Hash (SM3)"),
    Words("结果", "Result"),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one hand-over; `package_id` is None where none could be made: `zh`, `en` say why."""

    number: str
    package_id: int | None
    zh: str
    en: str


class BatchRefused(ActRefused):
    """The packages cannot be asked for like this."""


def ask_for_packages(referral_ids: Sequence[int], by: By, *, lang: Lang = Lang.ZH) -> Task:
    """Queue the packages of these hand-overs; each is made as its own rights allow.

    The result is one ZIP with all of them and a list. Raises BatchRefused for none or too many, TaskRefused.
    """
    if not referral_ids:
        raise BatchRefused(NONE_TICKED)
    if len(referral_ids) > MOST_AT_ONCE:
        raise BatchRefused(TOO_MANY)
    return ask(KIND, {"referrals": list(referral_ids), "lang": lang.value}, by)


def is_long_work(found: Found) -> bool:
    """Whether making this package takes longer than a person waits at a page."""
    size = sum(item.file.size for item in found.items)
    return found.undrawn >= UNDRAWN or size >= LARGE


def make_packages(task: Task, at: datetime) -> Iterator[Progress]:
    """The worker: makes one after the other, then packs what was made."""
    wanted: list[int] = task.facts["referrals"]
    over = [Outcome(**one) for one in task.cursor or ()]
    by = _asker(task)
    for referral_id in wanted[len(over) :]:
        over.append(_one(referral_id, task, By(by, at)))
        yield Progress(len(over), len(wanted), [asdict(one) for one in over])
    _pack(task, over, at)


def note_all_fetched(task: Task, by: By) -> None:
    """Whoever takes the file of a batch takes each package in it."""
    for one in task.cursor or ():
        if (package := _package(Outcome(**one))) is not None:
            note_fetched(package, BATCH, by)


def _asker(task: Task) -> Actor:
    asked_by = user(task.asked_by_id)
    return asked_by.actor if asked_by and asked_by.active else NOBODY


def _one(referral_id: int, task: Task, by: By) -> Outcome:
    referral = db.session.get(Referral, referral_id)
    if referral is None:
        return Outcome(str(referral_id), None, *GONE)
    try:
        package = make(referral, by, lang=Lang(task.facts["lang"]), let_go=before_slow_work)
    except (ActRefused, RenderRefused) as refused:
        return Outcome(referral.short_number, None, *refused.words)
    return Outcome(referral.short_number, package.id, *MADE)


def _pack(task: Task, over: Sequence[Outcome], at: datetime) -> None:
    made = {one.number: package for one in over if (package := _package(one)) is not None}
    if not made:
        raise TaskFailed(Words(NONE_MADE.zh + over[0].zh, NONE_MADE.en + over[0].en))
    packed = results.workplace(task) / "packages.zip"
    with ZipFile(packed, "w", ZIP_STORED) as archive:
        for package in made.values():
            try:
                archive.write(ensure_file(package), facts_of(package).file_name)
            except PackageLost as lost:
                raise TaskFailed(LOST) from lost
        archive.writestr("list.csv", _list(over, made, task))
    finish(task, packed, name=f"packages {day_of(at)}.zip", media_type=ZIP, at=at)


def _package(outcome: Outcome) -> Package | None:
    return db.session.get(Package, outcome.package_id) if outcome.package_id else None


def _list(over: Sequence[Outcome], made: dict[str, Package], task: Task) -> bytes:
    """Every hand-over that was asked for, with its package or the reason why there is none."""
    english = task.facts["lang"] == Lang.EN
    written = io.StringIO(newline="")
    table = csv.writer(written)
    table.writerow(words.en if english else words.zh for words in HEADINGS)
    for one in over:
        package = made.get(one.number)
        known: tuple[object, ...] = ("",) * 6
        if package is not None:
            name = facts_of(package).file_name
            known = (package.version, name, package.pieces, package.size, package.sha256, package.sm3)
        table.writerow((one.number, *known, one.en if english else one.zh))
    return written.getvalue().encode("utf-8-sig")
