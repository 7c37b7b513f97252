"""The pages of the settlement: the draft, its versions, the signatures, the conclusion."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from mediation import clock
from mediation.access.actor import Actor
from mediation.access.guard import current_actor, ensure, requires
from mediation.acts.refusals import ActRefused, ChangedMeanwhile
from mediation.agreements import comparing, drafting, forms, operations, queries
from mediation.agreements.models import TermsDraft
from mediation.agreements.term_rows import rearranged
from mediation.cases.models import Case
from mediation.cases.operations import check_version, perform
from mediation.cases.queries import case_by_number
from mediation.documents.kinds import KINDS, DocumentKind
from mediation.documents.missing import Gap, Where, missing
from mediation.documents.operations import preview
from mediation.documents.queries import files_of_case
from mediation.documents.render import RenderRefused
from mediation.documents.sending import send_pdf
from mediation.documents.upload_types import UploadRefused
from mediation.documents.uploads import store_upload
from mediation.rules.agreement import clauses
from mediation.rules.agreement.clauses import ClauseRefused
from mediation.rules.findings import Words
from mediation.rules.procedures import lifecycle
from mediation.rules.procedures.machine import NotPossible
from mediation.rules.vocabulary import SIGNERS
from mediation.web.fields import as_choices
from mediation.web.forms import BaseForm
from mediation.web.words import t

blueprint = Blueprint("agreements", __name__, url_prefix="/desk/cases/<case_number:case_number>/agreement")

Answer = str | Response | tuple[str, int]


@blueprint.get("/")
@requires("case.conclude")
def agreement(case_number: str) -> Answer:
    return _agreement_page(_case(case_number))


@blueprint.route("/draft", methods=["GET", "POST"])
@requires("case.conclude")
def draft(case_number: str) -> Answer:
    case = _case(case_number)
    form = _draft_form(case)
    if request.method == "POST" and not _only_rows(form) and form.validate():
        try:
            check_version(case, form.seen_version())
            content = drafting.drafting_of(form, case, on=clock.today())
            operations.draft_terms(case, content, actor=current_actor(), at=clock.now())
        except ClauseRefused:
            return _draft_page(case, form, status=422)
        except (ActRefused, NotPossible) as refused:
            return _draft_page(case, form, refused)
        flash(t("已保存为新的一稿。", "Saved as a new draft."))
        return redirect(url_for("agreements.agreement", case_number=case.short_number))
    return _draft_page(case, form)


@blueprint.get("/compare")
@requires("case.conclude")
def compare(case_number: str) -> Answer:
    """Any two drafts beside each other; the last two where nothing was chosen."""
    case = _case(case_number)
    drafts = queries.drafts_of(case.id)
    if len(drafts) < 2:
        return redirect(url_for("agreements.agreement", case_number=case.short_number))
    numbered = {str(one.number): one for one in drafts}
    old = numbered.get(request.args.get("old", ""), drafts[1])
    new = numbered.get(request.args.get("new", ""), drafts[0])
    form = forms.CompareForm(formdata=None, old=str(old.number), new=str(new.number))
    form.old.choices = form.new.choices = [(str(one.number), _title_of(one)) for one in drafts]
    rows = comparing.compare(old, new)
    return render_template("agreements/compare.html", case=case, form=form, old=old, new=new, rows=rows)


def _title_of(draft: TermsDraft) -> Words:
    when = f"{draft.drafted_at.astimezone(clock.ZONE):%Y-%m-%d %H:%M}"
    return Words(
        f"第 {draft.number} 稿，{draft.drafted_by}，{when}",
        f"Draft {draft.number}, {draft.drafted_by}, {when}",
    )


@blueprint.get("/copy")
@requires("case.conclude")
def copy_for_signature(case_number: str) -> Answer:
    """The paper without number and date of effect, for printing and signing."""
    case = _case(case_number)
    current = queries.current_draft(case.id) or abort(404)
    facts = operations.agreement_of(case, current, effective_on=None, actor=current_actor())
    try:
        content = preview(DocumentKind.AGREEMENT, facts, at=clock.now())
    except RenderRefused as refused:
        flash(t(refused.words))
        return redirect(url_for("agreements.agreement", case_number=case.short_number))
    return send_pdf(
        content, f"{t('调解协议书（供签署）', 'Agreement for signature')} {case.short_number}.pdf"
    )


@blueprint.post("/offer")
@requires("case.conclude")
def offer(case_number: str) -> Answer:
    return _carry_out(
        case_number,
        forms.ConfirmForm(),
        lambda case, form, actor, at, version: operations.offer_terms(
            case, actor=actor, at=at, version=version
        ),
        Words("已交双方签署。", "Given to both sides for signature."),
    )


@blueprint.post("/reopen")
@requires("case.conclude")
def reopen(case_number: str) -> Answer:
    return _carry_out(
        case_number,
        forms.ReasonForm(prefix="reopen"),
        lambda case, form, actor, at, version: perform(
            case, "reopen_talks", actor=actor, at=at, version=version, reason=form.reason.data
        ),
        Words("已恢复协商，可以另起草一稿。", "Talks reopened. You can write a new draft."),
    )


@blueprint.post("/signatures")
@requires("case.conclude")
def sign(case_number: str) -> Answer:
    return _carry_out(
        case_number,
        forms.SignatureForm(prefix="sign"),
        lambda case, form, actor, at, version: operations.record_signature(
            case,
            form.signer.data,
            form.signed_on.data,
            signed_by=form.signed_by.data or "",
            actor=actor,
            at=at,
            version=version,
        ),
        Words("签署已登记。", "Signature recorded."),
    )


@blueprint.post("/scan")
@requires("case.conclude")
def scan(case_number: str) -> Answer:
    return _carry_out(
        case_number, forms.ScanForm(prefix="scan"), _file_scan, Words("扫描件已入卷。", "Scan filed.")
    )


@blueprint.post("/conclude")
@requires("case.conclude")
def conclude(case_number: str) -> Answer:
    return _carry_out(
        case_number,
        forms.ConfirmForm(),
        lambda case, form, actor, at, version: operations.conclude(case, actor=actor, at=at, version=version),
        Words("调解成功，协议书已生成。", "Settled. The agreement has been issued."),
        after="cases.case",
    )


def _carry_out(
    case_number: str,
    form: Any,
    run: Callable[[Case, Any, Actor, datetime, int | None], object],
    done: Words,
    after: str = "agreements.agreement",
) -> Answer:
    """Validate, run, and either go on or show the page again with the reason and what was typed."""
    case = _case(case_number)
    if not form.validate_on_submit():
        return _agreement_page(case, form), 422
    try:
        run(case, form, current_actor(), clock.now(), form.seen_version())
    except ChangedMeanwhile as refused:
        form.refuse(None, refused.words)
        return _agreement_page(case, form, meanwhile=refused.entries), 409
    except (ActRefused, NotPossible, RenderRefused, UploadRefused) as refused:
        form.refuse(None, refused.words)
        return _agreement_page(case, form), 422
    flash(t(done))
    return redirect(url_for(after, case_number=case.short_number))


def _file_scan(case: Case, form: Any, actor: Actor, at: datetime, version: int | None) -> None:
    check_version(case, version)
    for upload in form.files.data:
        store_upload(
            upload.stream,
            upload.filename,
            at=at,
            uploaded_by=actor.name,
            uploaded_by_id=actor.user_id,
            kind=queries.SCAN,
            case_id=case.id,
        )
    perform(
        case, "add_evidence", actor=actor, at=at, facts={"sender": "mediator", "count": len(form.files.data)}
    )


def _agreement_page(case: Case, failed: BaseForm | None = None, meanwhile: Any = ()) -> str:
    current = queries.current_draft(case.id)
    signatures = queries.signatures_under(current) if current else []
    version = {"version": case.version}
    sign_form = _or(failed, forms.SignatureForm, prefix="sign", **version)
    sign_form["signer"].choices = as_choices(
        [(code, words) for code, words in SIGNERS.items() if code not in {one.signer for one in signatures}]
    )
    return render_template(
        "agreements/agreement.html",
        case=case,
        offered={row.action for row in lifecycle.offered_in(case.state, case.law_on)},
        drafts=queries.drafts_of(case.id),
        draft=current,
        terms=queries.terms_of(current) if current else None,
        findings=queries.findings_of(current, on=clock.today()) if current else [],
        lacks_cap=queries.lacks_cap(current) if current else False,
        gaps=_gaps(case, current),
        effect=queries.effect_of(case, current) if current else None,
        signatures=signatures,
        scans=[one for one in files_of_case(case.id) if one.kind == queries.SCAN],
        signers=SIGNERS,
        failed=failed,
        meanwhile=meanwhile,
        confirm_form=forms.ConfirmForm(formdata=None, **version),
        sign_form=sign_form,
        scan_form=_or(failed, forms.ScanForm, prefix="scan", **version),
        reopen_form=_or(failed, forms.ReasonForm, prefix="reopen", **version),
    )


def _gaps(case: Case, draft: TermsDraft | None) -> tuple[Gap, ...]:
    """What the paper still lacks, told while somebody can still act: before it goes to be signed."""
    if draft is None or not lifecycle.is_open(case.state):
        return ()
    facts = operations.agreement_of(case, draft, effective_on=None, actor=current_actor())
    kind = KINDS[DocumentKind.AGREEMENT]
    return tuple(gap for gap in missing(kind, facts) if gap.where is Where.PARTY)


def _or(failed: BaseForm | None, kind: type[BaseForm], **facts: Any) -> BaseForm:
    """The form that failed, with what was typed, or a fresh one."""
    return failed if isinstance(failed, kind) else kind(formdata=None, **facts)


def _draft_form(case: Case, sent: MultiDict[str, str] | None = None) -> forms.DraftForm:
    current = queries.current_draft(case.id)
    known = drafting.written(current, case) if current else drafting.first_proposal(case)
    more: dict[str, Any] = {} if sent is None else {"formdata": sent}
    form = forms.DraftForm(version=case.version, **known, **more)
    form.library.choices = {  # groups of options
        t(clauses.TOPICS[topic]): [(one.key, one.name) for one in found]
        for topic, found in clauses.by_topic(on=clock.today()).items()
    }
    return form


def _only_rows(form: forms.DraftForm) -> bool:
    """Whether a button asked for rows; then nothing is saved and all that was typed stays."""
    if "move" in request.form:
        return True
    if name := request.form.get("more"):
        if name in {"items", "instalments"}:
            form.more_rows(name)
        elif name == "clause" and form.library.data:
            form.add_clause(form.library.data)
        return True
    if "fill" in request.form:
        form.process_errors = []
        form.validate()
        drafting.fill_equal(form)
        return True
    return False


def _draft_page(case: Case, form: forms.DraftForm, refused: Any = None, status: int = 200) -> Answer:
    if moved := request.form.get("move"):
        form = _draft_form(case, rearranged(request.form, moved))
    if refused is not None:
        form.refuse(None, refused.words)
        form.version.data = case.version
    meanwhile = getattr(refused, "entries", ())
    page = render_template("agreements/draft.html", case=case, form=form, meanwhile=meanwhile)
    return page, (409 if meanwhile else 422 if form.errors else status)


def _case(case_number: str) -> Case:
    case = case_by_number(case_number) or abort(404)
    ensure("case.conclude", case)
    return case
