"""Packages made as long work: one that is large, or those of several hundred hand-overs.

Each package is a step of its own. The cursor is what became of the hand-overs that are over; a stop in
the middle of one leaves no row, and it is made again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from zipfile import ZIP_STORED, ZipFile

from mediation.access.by import By
from mediation.accounts.queries import actor_of
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
from mediation.tasks.batches import Batch, Outcome
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
NONE_TICKED = Words("请先勾选要制作材料包的移送。", "Tick the hand-overs first.")
TOO_MANY = Words(
    f"一次最多制作 {MOST_AT_ONCE} 个材料包，请分批制作。",
    f"At most {MOST_AT_ONCE} packages at once: make them in parts.",
)
PACKAGES = Batch(
    wanted="referrals",
    made="package_id",
    none_made=Words("没有制作出材料包：", "No package was made: "),
    headings=(
        Words("移送编号", "Hand-over"),
        Words("版次", "Version"),
        Words("文件", "File"),
        Words("材料数", "Pieces"),
        Words("字节", "Bytes"),
        Words("指纹（SHA-256）", "Hash (SHA-256)"),
        Words("指纹（SM3）", "Hash (SM3)"),
    ),
)


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
    by = By(actor_of(task.asked_by_id), at)
    over = yield from PACKAGES.each(task, lambda referral_id: _one(referral_id, task, by))
    _pack(task, over, at)


def note_all_fetched(task: Task, by: By) -> None:
    """Whoever takes the file of a batch takes each package in it."""
    for one in PACKAGES.over(task):
        if (package := _package(one)) is not None:
            note_fetched(package, BATCH, by)


def _one(referral_id: int, task: Task, by: By) -> Iterator[Outcome]:
    referral = db.session.get(Referral, referral_id)
    if referral is None:
        yield Outcome(str(referral_id), None, GONE)
        return
    try:
        package = make(referral, by, lang=Lang(task.facts["lang"]), let_go=before_slow_work)
    except (ActRefused, RenderRefused) as refused:
        yield Outcome(referral.short_number, None, refused.words)
    else:
        yield Outcome(referral.short_number, package.id, MADE)


def _pack(task: Task, over: Sequence[Outcome], at: datetime) -> None:
    made = {one.number: package for one in over if (package := _package(one)) is not None}
    if not made:
        raise PACKAGES.nothing_made(over)
    packed = results.workplace(task) / "packages.zip"
    with ZipFile(packed, "w", ZIP_STORED) as archive:
        for package in made.values():
            try:
                archive.write(ensure_file(package), facts_of(package).file_name)
            except PackageLost as lost:
                raise TaskFailed(LOST) from lost
        cells = {number: _cells(package) for number, package in made.items()}
        archive.writestr("list.csv", PACKAGES.listed(over, cells, task.facts["lang"]))
    finish(task, packed, name=f"packages {day_of(at)}.zip", media_type=ZIP, at=at)


def _package(outcome: Outcome) -> Package | None:
    return db.session.get(Package, outcome.made_id) if outcome.made_id else None


def _cells(package: Package) -> tuple[object, ...]:
    name = facts_of(package).file_name
    return package.version, name, package.pieces, package.size, package.sha256, package.sm3
