"""Acts by which something comes into the file: additions, evidence, messages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO, cast

from flask import flash
from werkzeug.datastructures import FileStorage

from mediation import clock
from mediation.access.actor import Role
from mediation.access.guard import current_actor, may
from mediation.acts.refusals import ActRefused, NotAllowed
from mediation.cases import acts
from mediation.cases.models import Case
from mediation.cases.operations import check_version, perform
from mediation.cases.outsiders_view import side_of
from mediation.documents.models import StoredFile
from mediation.documents.upload_types import UploadRefused
from mediation.documents.uploads import store_upload
from mediation.rules.findings import Words
from mediation.rules.procedures.machine import Transition
from mediation.web.words import t


class NoFileTaken(ActRefused):
    """None of the files could be taken in; the words of each say why."""


def supply(case: Case, row: Transition, form: Any) -> object:
    check_version(case, form.seen_version())
    _store(case, form.files.data, "applicant")
    return perform(case, row.action, actor=current_actor(), at=clock.now(), version=form.seen_version())


def hand_in_evidence(case: Case, row: Transition, form: Any) -> object:
    """Keeps the good files, says which were refused and why; without a good one nothing is done."""
    side = _own_side(case) or form.side.data
    stored = _store(case, form.files.data, side)
    return acts.add_evidence(case, stored, sender=side, actor=current_actor(), at=clock.now())


def say(case: Case, row: Transition, form: Any) -> object:
    own = _own_side(case)
    return acts.send_message(
        case,
        form.text.data,
        sender=own or _sender(case),
        side=own or form.side.data,
        actor=current_actor(),
        at=clock.now(),
    )


def _own_side(case: Case) -> str:
    """The side for which someone from outside speaks; they cannot choose another."""
    if may("case.view_inside", case):
        return ""
    side = side_of(case, current_actor())
    if not side:
        raise NotAllowed(Words("代表当事人", "speak for a side"))
    return side


def _sender(case: Case) -> str:
    actor = current_actor()
    return "mediator" if actor.has(Role.MEDIATOR) and actor.user_id == case.mediator_id else "centre"


def _store(case: Case, uploads: Iterable[FileStorage], side: str) -> list[StoredFile]:
    actor, at = current_actor(), clock.now()
    stored: list[StoredFile] = []
    refused: list[Words] = []
    known: list[str] = []
    for upload in uploads or ():
        if not upload.filename:
            continue
        try:
            file = store_upload(
                cast(BinaryIO, upload.stream),
                upload.filename,
                at=at,
                uploaded_by=actor.name,
                uploaded_by_id=actor.user_id,
                case_id=case.id,
                party=side,
            )
            if file.uploaded_at != at or file in stored:
                known.append(file.original_name)
            else:
                stored.append(file)
        except UploadRefused as not_taken:
            refused.append(not_taken.words)
    if refused and not stored:
        raise NoFileTaken(
            Words("".join(words.zh for words in refused), " ".join(words.en for words in refused))
        )
    if known and not stored and not refused:
        raise NoFileTaken(
            Words(
                f"这些材料以前已经交过，不用重复提交：{'、'.join(known)}。",
                f"These files were handed in before: {', '.join(known)}.",
            )
        )
    for words in refused:
        flash(t(words), "error")
    if known:
        flash(
            t(
                "以前已经交过，没有重复保存：{names}。",
                "Handed in before, kept once: {names}.",
                names=Words("、".join(known), ", ".join(known)),
            )
        )
    return stored
