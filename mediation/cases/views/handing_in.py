"""Acts by which something comes into the file: additions, evidence, messages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO, cast

from flask import flash
from werkzeug.datastructures import FileStorage

from mediation.access.by import By
from mediation.access.guard import may
from mediation.access.roles import Role
from mediation.acts.refusals import ActRefused, NotAllowed
from mediation.cases import acts
from mediation.cases.models import Case
from mediation.cases.operations import perform
from mediation.cases.outsiders_view import side_of
from mediation.documents.models import StoredFile
from mediation.documents.upload_types import UploadRefused
from mediation.documents.uploads import store_upload
from mediation.rules.findings import Words
from mediation.rules.phrases import listed
from mediation.rules.procedures.machine import Transition
from mediation.web.words import t


class NoFileTaken(ActRefused):
    """None of the files could be taken in; the words of each say why."""


def supply(case: Case, row: Transition, form: Any, by: By) -> object:
    _store(case, form.files.data, "applicant", by)
    return perform(case, row.action, by)


def hand_in_evidence(case: Case, row: Transition, form: Any, by: By) -> object:
    """Keeps the good files, says which were refused and why; without a good one nothing is done."""
    side = _own_side(case, by) or form.side.data
    stored = _store(case, form.files.data, side, by)
    return acts.add_evidence(case, stored, by.without_version(), sender=side)


def say(case: Case, row: Transition, form: Any, by: By) -> object:
    own = _own_side(case, by)
    return acts.send_message(
        case,
        form.text.data,
        by.without_version(),
        sender=own or _sender(case, by),
        side=own or form.side.data,
    )


def _own_side(case: Case, by: By) -> str:
    """The side for which someone from outside speaks; they cannot choose another."""
    if may("case.view_inside", case):
        return ""
    side = side_of(case, by.actor)
    if not side:
        raise NotAllowed(Words("代表当事人", "speak for a side"), by.actor)
    return side


def _sender(case: Case, by: By) -> str:
    mediates = by.actor.has(Role.MEDIATOR) and by.actor.user_id == case.mediator_id
    return "mediator" if mediates else "centre"


def _store(case: Case, uploads: Iterable[FileStorage], side: str, by: By) -> list[StoredFile]:
    actor, at = by.actor, by.at
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
        raise NoFileTaken(listed(refused, Words("", " ")))
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
