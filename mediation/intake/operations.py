"""Writing drafts, and the one act that makes a draft a complaint."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import BinaryIO

from sqlalchemy import select

from mediation.access.actor import Actor
from mediation.access.by import By
from mediation.access.roles import Role
from mediation.cases.acts import add_note
from mediation.cases.models import Case
from mediation.cases.operations import open_case
from mediation.clock import day_of
from mediation.database import db, lookup_hash
from mediation.documents.models import StoredFile
from mediation.documents.queries import files_of_draft
from mediation.documents.uploads import remove_upload, store_upload
from mediation.intake import filing
from mediation.intake.answers import Answers, Data, Given, Raw
from mediation.intake.draft_codes import new_code
from mediation.intake.models import IntakeDraft
from mediation.intake.queries import CODE_IS_SHOWN, DRAFT_LIVES, file_of_draft
from mediation.intake.steps import Step, first_open
from mediation.organisations.queries import organisation, the_centre
from mediation.rules.findings import Words

MOST_FILES = 10
APPLICANT = Actor(frozenset({Role.PARTY}), side="applicant")


class Unfinished(Exception):
    """A page still lacks its answer, so nothing can be filed."""

    def __init__(self, step: Step):
        super().__init__(step.code)
        self.step = step


class NoCentre(Exception):
    """An empty house: nobody is there yet to whom a complaint could go."""


class TooManyFiles(Exception):
    """A draft takes ten files; more can be added to the case later."""

    words = Words(
        f"最多 {MOST_FILES} 个文件。请先删去不需要的；提交以后还可以在案件页继续补充。",
        f"At most {MOST_FILES} files. Remove one first; more can be added to the case later.",
    )


@dataclass(frozen=True, slots=True)
class Begun:
    """A new draft and its code, of which only the hash is kept."""

    draft: IntakeDraft
    code: str


def begin_draft(*, at: datetime, lang: str, entered_by_id: int | None = None) -> Begun:
    """An empty draft with its code."""
    code = new_code()
    draft = IntakeDraft(
        code_hash=lookup_hash(code),
        content=Answers().text(),
        lang=lang,
        revision=0,
        entered_by_id=entered_by_id,
        created_at=at,
        updated_at=at,
    )
    db.session.add(draft)
    db.session.flush()
    return Begun(draft, code)


def take_up(draft: IntakeDraft) -> str:
    """Go on with the draft in another browser; gives its new code. The one before opens nothing from now on.

    Whoever sent the link, or knew the code, reads nothing that is typed here.
    """
    code = new_code()
    draft.former_code_hash, draft.code_hash = draft.code_hash, lookup_hash(code)
    return code


def save_step(
    draft: IntakeDraft, step: Step, *, raw: Raw, data: Data | None, at: datetime, lang: str
) -> Answers:
    """Keep what was typed at `step`, and what it means where its form accepted it (`data`).

    Pages that depended on an answer that has changed are open again, with their text kept.
    """
    answers = Answers.read(draft.content)
    before = answers.steps.get(step.code)
    draft.revision += 1
    answers.steps[step.code] = Given(raw, data, draft.revision)
    if before and before.data != data:
        for code in step.reopens:
            if code in answers.steps:
                answers.steps[code] = Given(answers.raw(code), None, draft.revision)
    draft.content, draft.lang, draft.updated_at = answers.text(), lang, at
    return answers


def attach_file(
    draft: IntakeDraft, stream: BinaryIO, filename: str, *, at: datetime, uploaded_by: str
) -> StoredFile:
    """Keep one file with the draft; raises UploadRefused or TooManyFiles with a sentence."""
    if len(files_of_draft(draft.id)) >= MOST_FILES:
        raise TooManyFiles
    draft.updated_at = at
    return store_upload(
        stream, filename, at=at, uploaded_by=uploaded_by, draft_id=draft.id, party="applicant"
    )


def remove_file(draft: IntakeDraft, file_id: int, *, at: datetime) -> None:
    """Take a file out of the draft; one that is not there is gone already."""
    if file := file_of_draft(draft, file_id):
        remove_upload(file, at=at)
        draft.updated_at = at


def submit_complaint(draft: IntakeDraft, by: By) -> Case:
    """File the draft with the centre: the moment `by.at` interrupts limitation (时效规定 2020, art. 12).

    All findings of eligibility and red lines go with it; none of them stops it, for a person
    decides. A draft that was filed before gives the same case again. Raises Unfinished or NoCentre.
    """
    if draft.submitted_case_id is not None:
        case = db.session.get(Case, draft.submitted_case_id)
        assert case is not None
        return case
    answers = Answers.read(draft.content)
    assisted = draft.entered_by_id is not None
    if step := first_open(answers, assisted=assisted):
        raise Unfinished(step)
    centre = the_centre()
    if centre is None:
        raise NoCentre
    chosen = str(answers.get("institution", "institution"))
    complaint = filing.filing_of(
        answers,
        lang=draft.lang,
        institution=organisation(int(chosen)) if chosen.isdecimal() else None,
        regime=centre.regime,
        on=day_of(by.at),
    )
    opened = open_case(complaint, by, centre=centre, draft_id=draft.id, entered_by_id=draft.entered_by_id)
    if remark := filing.staff_remark(answers):
        # whoever types a complaint in does the clerk's work for it, a station's head too
        clerk = replace(by.actor, roles=by.actor.roles | {Role.INTAKE_CLERK})
        add_note(opened.case, remark, By(clerk, by.at))
    draft.submitted_at, draft.submitted_case_id = by.at, opened.case.id
    draft.access_code = opened.access_code
    draft.content = Answers().text()  # the case holds it now; personal data are kept once
    return opened.case


def forget_old_drafts(*, at: datetime) -> int:
    """Empty the drafts that nobody touched for 30 days and the codes of receipts past their day.

    PIPL 19 and 47: no longer than needed. Gives the count of drafts emptied.
    """
    old = db.session.scalars(
        select(IntakeDraft).where(IntakeDraft.updated_at <= at - DRAFT_LIVES, IntakeDraft.revision > 0)
    ).all()
    for draft in old:
        for file in files_of_draft(draft.id):
            remove_upload(file, at=at)
        draft.content, draft.revision, draft.access_code = Answers().text(), 0, None
    shown_out = select(IntakeDraft).where(
        IntakeDraft.access_code.is_not(None), IntakeDraft.submitted_at <= at - CODE_IS_SHOWN
    )
    for draft in db.session.scalars(shown_out):
        draft.access_code = None
    return len(old)
