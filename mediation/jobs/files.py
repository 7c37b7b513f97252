"""Files that came in, and volumes: the virus scanner, small pictures, binding."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from mediation.database import db
from mediation.documents.operations import draw, made_from, note_file
from mediation.documents.queries import not_yet_bound
from mediation.documents.render import RendererMissing, RenderRefused
from mediation.documents.scanning import Scan, scan_file, scanner_address, to_be_scanned
from mediation.documents.thumbnails import make_thumbnail, without_thumbnail
from mediation.jobs.job import Job
from mediation.jobs.operations import set_aside, settled
from mediation.jobs.owners import ADMINISTRATOR, CENTRE
from mediation.jobs.queries import set_aside_until_later
from mediation.jobs.stopping import asked_to_stop
from mediation.rules.findings import Words

log = logging.getLogger(__name__)

FILES_AT_ONCE = 20
VOLUMES_AT_ONCE = 2
BINDING = "bind_volumes"


def scan_files(at: datetime) -> int:
    """Let the scanner judge what came in; one that is silent is asked again at the next beat."""
    judged = 0
    for file in to_be_scanned(FILES_AT_ONCE, at=at) if scanner_address() else ():
        if asked_to_stop():
            break
        state = scan_file(file, at=at)
        db.session.commit()
        if state is Scan.FAILED:
            break
        judged += 1
    return judged


def to_scan(at: datetime) -> int:
    """How many files the next run would have judged."""
    return len(to_be_scanned(FILES_AT_ONCE, at=at)) if scanner_address() else 0


def draw_thumbnails(at: datetime) -> int:
    """Make the small pictures of files that have none; what has no pages is not tried again."""
    tried = 0
    for file in without_thumbnail(FILES_AT_ONCE, only_clean=bool(scanner_address())):
        if asked_to_stop():
            break
        make_thumbnail(file)
        db.session.commit()
        tried += 1
    return tried


def to_draw(at: datetime) -> int:
    """Of how many files the next run would draw the first page."""
    return len(without_thumbnail(FILES_AT_ONCE, only_clean=bool(scanner_address())))


def bind_volumes(at: datetime) -> int:
    """Bind the case files that were issued; one that cannot be bound is set aside with the reason."""
    bound = 0
    for document in not_yet_bound(VOLUMES_AT_ONCE, leaving_out=set_aside_until_later(BINDING, at=at)):
        if asked_to_stop():
            break
        work = made_from(document)
        db.session.commit()  # nobody waits for the database while a volume is bound
        try:
            content = draw(*work)
        except RendererMissing:
            raise
        except Exception as error:  # whatever is wrong with one volume, the next one is bound
            log.exception("volume %s cannot be bound", work[2].number)
            set_aside(BINDING, document.id, document.number, _why(error), at=at)
        else:
            note_file(document, content)
            settled(BINDING, document.id)
            bound += 1
        db.session.commit()
    return bound


def to_bind(at: datetime) -> int:
    """How many case files the next run would bind."""
    return len(not_yet_bound(VOLUMES_AT_ONCE, leaving_out=set_aside_until_later(BINDING, at=at)))


def _why(error: Exception) -> Words:
    if isinstance(error, RenderRefused):
        return error.words
    kind = type(error).__name__
    return Words(
        f"装订时出错（{kind}）：卷内材料可能丢失或者改变，请重新制作卷宗。",
        f"Binding failed ({kind}): a paper may be lost or changed. Make the case file anew.",
    )


JOBS = (
    Job(
        name="scan_files",
        owner=ADMINISTRATOR,
        why=Words("扫描新收到的文件有没有病毒", "What came in is judged by the virus scanner"),
        every=timedelta(seconds=20),
        run=scan_files,
        cap=FILES_AT_ONCE,
        dry=to_scan,
        lane="files",
    ),
    Job(
        name="draw_thumbnails",
        owner=ADMINISTRATOR,
        why=Words("为证据目录制作首页小图", "The list of exhibits shows first pages"),
        every=timedelta(seconds=20),
        run=draw_thumbnails,
        cap=FILES_AT_ONCE,
        dry=to_draw,
        lane="files",
    ),
    Job(
        name=BINDING,
        owner=CENTRE,
        why=Words("提前装订卷宗，下载时不用等", "A case file is bound before it is asked for"),
        every=timedelta(seconds=10),
        run=bind_volumes,
        cap=VOLUMES_AT_ONCE,
        dry=to_bind,
        lane="files",
    ),
)
