"""The pages for everyone: home, following a case, checking a paper, statements."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from mediation import clock
from mediation.access.actor import Actor
from mediation.access.by import By
from mediation.access.guard import ANYONE, ensure, requires
from mediation.access.roles import Role
from mediation.accounts.failed_attempts.guesses import AT_A_CASE
from mediation.accounts.failed_attempts.known_devices import device_for, remember
from mediation.acts.refusals import ActRefused
from mediation.cases import acts, extension_points
from mediation.cases.models import Case
from mediation.cases.operations import perform
from mediation.database import writes
from mediation.documents import queries as documents
from mediation.documents.kinds import KINDS, DocumentKind
from mediation.documents.models import StoredFile
from mediation.documents.sending import send_document, send_stored
from mediation.documents.upload_types import UploadRefused
from mediation.documents.uploads import store_upload
from mediation.notifications.proofs import note_read
from mediation.notifications.queries import letters_to, text_of
from mediation.public import forms, operations, queries
from mediation.public.operations import CodeRefused
from mediation.rules.findings import Words
from mediation.rules.procedures import lifecycle
from mediation.rules.procedures.machine import NotPossible
from mediation.rules.vocabulary import OUTCOMES, SENDERS, TURNS
from mediation.web.transaction import before_slow_work
from mediation.web.words import t

blueprint = Blueprint("public", __name__)

Answer = str | Response | tuple[str, int]

APPLICANT = "applicant"
OPEN_FOR = timedelta(hours=2)  # how long a case stays open in one browser after the last look


@blueprint.get("/")
@requires(ANYONE)
def home() -> Answer:
    return render_template("public/home.html")


@blueprint.get("/privacy")
@requires(ANYONE)
def privacy() -> Answer:
    return render_template("public/privacy.html")


@blueprint.get("/accessibility")
@requires(ANYONE)
def accessibility() -> Answer:
    return render_template("public/accessibility.html")


@blueprint.route("/track", methods=["GET", "POST"])
@blueprint.route("/track/<string:number>", methods=["GET", "POST"])
@requires(ANYONE)
def track(number: str = "") -> Answer:
    form = forms.TrackForm(number=number)
    if form.validate_on_submit():
        try:
            case = operations.open_with_code(
                form.number.data,
                form.code.data,
                address=request.remote_addr or "",
                at=clock.now(),
                device=device_for(AT_A_CASE, operations.as_counted(form.number.data)),
                let_go=before_slow_work,
            )
        except CodeRefused as refused:
            form.refuse(None, refused.words)
        else:
            _open_in_browser(case)
            opened = redirect(url_for("public.my_case"))
            return remember(opened, AT_A_CASE, case.short_number)
    return render_template("public/track.html", form=form), (422 if form.errors or form.form_errors else 200)


@blueprint.get("/my-case")
@requires(ANYONE)
@writes
def my_case() -> Answer:
    """The page shows the letters, so opening it is reading them: that proves notice."""
    case, actor = opened_case()
    if case is None or actor is None:
        return redirect(url_for("public.track"))
    for letter in letters_to(case.id, APPLICANT):
        note_read(letter, By(actor, clock.now()))
    return _case_page(case)


@blueprint.post("/my-case/message")
@requires(ANYONE)
def message() -> Answer:
    case, actor = opened_case()
    if case is None or actor is None:
        return redirect(url_for("public.track"))
    form = forms.MessageForm()
    if form.validate_on_submit():
        try:
            acts.send_message(case, form.text.data, By(actor, clock.now()), sender=APPLICANT, side=APPLICANT)
        except (ActRefused, NotPossible) as refused:
            form.refuse("text", refused.words)
        else:
            flash(t("已发送。", "Sent."))
            return redirect(url_for("public.my_case", _anchor="messages"))
    return _case_page(case, message_form=form), 422


@blueprint.post("/my-case/files")
@requires(ANYONE)
def add_files() -> Answer:
    case, actor = opened_case()
    if case is None or actor is None:
        return redirect(url_for("public.track"))
    form = forms.FilesForm()
    stored = _store(form, case) if form.validate_on_submit() else None
    if stored is not None:
        try:
            if not stored:
                raise UploadRefused(Words("请先选择文件。", "Choose a file first."))
            acts.add_evidence(case, stored, By(actor, clock.now()), sender=APPLICANT)
        except (ActRefused, NotPossible, UploadRefused) as refused:
            form.refuse("files", refused.words)
        else:
            flash(t("已收到 {n} 份材料。", "{n} file(s) received.", n=len(stored)))
            return redirect(url_for("public.my_case", _anchor="my-files"))
    return _case_page(case, files_form=form), 422


@blueprint.route("/my-case/correct", methods=["GET", "POST"])
@requires(ANYONE)
def correct() -> Answer:
    case, actor = opened_case()
    if case is None or actor is None:
        return redirect(url_for("public.track"))
    form = forms.CorrectionForm()
    if form.validate_on_submit():
        stored = _store(form, case)
        if stored is not None:
            try:
                _supply(case, actor, stored, form.remark.data or "")
            except (ActRefused, NotPossible) as refused:
                form.refuse(None, refused.words)
            else:
                flash(t("补充材料已提交，请等待审查。", "Received. The centre looks at it now."))
                return redirect(url_for("public.my_case"))
    status = 422 if form.errors or form.form_errors else 200
    return render_template("public/correct.html", case=case, form=form, asked=_last_asked(case)), status


@blueprint.route("/my-case/withdraw", methods=["GET", "POST"])
@requires(ANYONE)
def withdraw() -> Answer:
    case, actor = opened_case()
    if case is None or actor is None:
        return redirect(url_for("public.track"))
    form = forms.WithdrawForm()
    if form.validate_on_submit():
        try:
            perform(case, "withdraw", By(actor, clock.now()), reason=form.reason.data)
        except (ActRefused, NotPossible) as refused:
            form.refuse(None, refused.words)
        else:
            flash(t("申请已撤回。", "Your complaint was withdrawn."))
            return redirect(url_for("public.my_case"))
    status = 422 if form.errors or form.form_errors else 200
    return render_template("public/withdraw.html", case=case, form=form), status


@blueprint.get("/my-case/papers/<int:document_id>")
@requires(ANYONE)
@writes
def paper(document_id: int) -> Answer:
    case, _ = opened_case()
    if case is None:
        return redirect(url_for("public.track"))
    wanted = next((one for one in queries.papers_for_applicant(case) if one.id == document_id), None)
    return send_document(wanted) if wanted else abort(404)


@blueprint.get("/my-case/files/<int:file_id>")
@requires(ANYONE)
def file(file_id: int) -> Answer:
    case, _ = opened_case()
    if case is None:
        return redirect(url_for("public.track"))
    wanted = next((one for one in _own_files(case) if one.id == file_id), None)
    return send_stored(wanted) if wanted else abort(404)


@blueprint.post("/my-case/leave")
@requires(ANYONE)
def leave() -> Answer:
    session.pop("my_case", None)
    return redirect(url_for("public.home"))


def _open_in_browser(case: Case) -> None:
    """Remember which case this browser may see; a fresh session, so that none is fixed beforehand."""
    kept = session.get("_user_id"), session.get("_fresh")
    session.clear()
    if kept[0]:
        session["_user_id"], session["_fresh"] = kept
    session.permanent = True
    session["my_case"] = [case.id, (clock.now() + OPEN_FOR).timestamp()]


def opened_case() -> tuple[Case | None, Actor | None]:
    """The case that this browser opened with its code, and its applicant as the actor."""
    case_id, until = session.get("my_case", (None, 0))
    if case_id is None or clock.now().timestamp() > until:
        return None, None
    case = queries.case_with_parties(case_id)
    if case is None:
        return None, None
    actor = Actor(frozenset({Role.PARTY}), case_id=case.id, side=APPLICANT)
    ensure("case.view_as_party", case, actor)
    session["my_case"] = [case.id, (clock.now() + OPEN_FOR).timestamp()]
    return case, actor


def _case_page(
    case: Case, message_form: forms.MessageForm | None = None, files_form: forms.FilesForm | None = None
) -> str:
    state = lifecycle.states()[case.state]
    offered = {row.action for row in lifecycle.offered_in(case.state, case.law_on)}
    return render_template(
        "public/my_case.html",
        case=case,
        sections=extension_points.sections_of(
            case, Actor(frozenset({Role.PARTY}), case_id=case.id, side=APPLICANT)
        ),
        state=state,
        stages=STAGES,
        outcome=OUTCOMES.get(case.outcome),
        turn=TURNS[case.turn],
        next_date=queries.next_date(case, on=clock.today()),
        rights=queries.rights_of_applicant(case.id, on=clock.today()),
        entries=queries.public_timeline(case),
        letters=[(letter, text_of(letter)) for letter in letters_to(case.id, APPLICANT)],
        messages=queries.messages_with(case.id, APPLICANT),
        senders=SENDERS,
        papers=[(one, KINDS[DocumentKind(one.kind)].title) for one in queries.papers_for_applicant(case)],
        files=_own_files(case),
        message_form=message_form or forms.MessageForm(formdata=None),
        files_form=files_form or forms.FilesForm(formdata=None),
        offered=offered,
    )


STAGES = (
    Words("审查", "Review"),
    Words("受理", "Accepted"),
    Words("调解", "Mediation"),
    Words("签协议", "Signing"),
    Words("结束", "Finished"),
)


def _own_files(case: Case) -> list[StoredFile]:
    """The applicant's own files: the other side's are shown by the mediator."""
    return [
        one
        for one in documents.files_of_case(case.id)
        if one.party in {"", APPLICANT} and one.kind == "evidence"
    ]


def _store(form: forms.FilesForm, case: Case) -> list[StoredFile] | None:
    """Store what was uploaded; None, with a sentence beside the field, when one file is refused."""
    stored = []
    for upload in form.files.data or []:
        if not upload or not upload.filename:
            continue
        try:
            stored.append(
                store_upload(
                    upload.stream,
                    upload.filename,
                    at=clock.now(),
                    uploaded_by=APPLICANT,
                    case_id=case.id,
                    party=APPLICANT,
                )
            )
        except UploadRefused as refused:
            form.refuse("files", refused.words)
    return None if form.files.errors else stored


def _supply(case: Case, actor: Actor, stored: list[StoredFile], remark: str) -> None:
    now = clock.now()
    if stored:
        acts.add_evidence(case, stored, By(actor, now), sender=APPLICANT)
    if remark.strip():
        acts.send_message(case, remark, By(actor, now), sender=APPLICANT, side=APPLICANT)
    perform(case, "supply_correction", By(actor, now))


def _last_asked(case: Case) -> Words | None:
    """What the centre asked for last."""
    asked = next((one for one in letters_to(case.id, APPLICANT) if one.kind == "correction_requested"), None)
    return text_of(asked) if asked else None
