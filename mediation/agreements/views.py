"""The pages of the settlement: the draft, its versions, the signatures, the conclusion."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from mediation import clock
from mediation.access.by import By
from mediation.access.guard import current_actor, requires
from mediation.acts import pages
from mediation.acts.pages import Answer
from mediation.agreements import comparing, drafting, forms, operations, queries
from mediation.agreements.models import TermsDraft
from mediation.agreements.term_rows import rearranged
from mediation.cases.lookup import case_or_404
from mediation.cases.models import Case
from mediation.cases.operations import perform
from mediation.clock import day_of
from mediation.documents.kinds import KINDS, DocumentKind
from mediation.documents.missing import Gap, Where, missing
from mediation.documents.operations import preview
from mediation.documents.queries import files_of_case
from mediation.documents.render import RenderRefused
from mediation.documents.sending import send_pdf
from mediation.documents.uploads import store_upload
from mediation.rules.agreement import clauses
from mediation.rules.findings import Words
from mediation.rules.procedures import lifecycle
from mediation.rules.vocabulary import SIGNERS
from mediation.web.fields import as_choices
from mediation.web.forms import VersionedForm, sent_or_new
from mediation.web.words import t

blueprint = Blueprint("agreements", __name__, url_prefix="/desk/cases/<case_number:case_number>/agreement")

RIGHT = "case.conclude"


@blueprint.get("/")
@requires(RIGHT)
def agreement(case_number: str) -> Answer:
    return _agreement_page(case_or_404(case_number, RIGHT))


@blueprint.route("/draft", methods=["GET", "POST"])
@requires(RIGHT)
def draft(case_number: str) -> Answer:
    if request.method == "POST":
        case = case_or_404(case_number, RIGHT)
        if (form := _with_rows(case)) is not None:
            return _draw_draft(case, form), (422 if form.errors else 200)
    return pages.run(
        partial(case_or_404, case_number, RIGHT),
        _draft_form,
        _save_draft,
        _draw_draft,
        _done(case_number, Words("已保存为新的一稿。", "Saved as a new draft.")),
    )


def _save_draft(case: Case, form: forms.DraftForm, by: By) -> object:
    content = drafting.drafting_of(form, case, on=day_of(by.at))
    return operations.draft_terms(case, content, by.without_version())


@blueprint.get("/compare")
@requires(RIGHT)
def compare(case_number: str) -> Answer:
    """Any two drafts beside each other; the last two where nothing was chosen."""
    case = case_or_404(case_number, RIGHT)
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
@requires(RIGHT)
def copy_for_signature(case_number: str) -> Answer:
    """The paper without number and date of effect, for printing and signing."""
    case = case_or_404(case_number, RIGHT)
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
@requires(RIGHT)
def offer(case_number: str) -> Answer:
    def carry_out(case: Case, form: Any, by: By) -> object:
        return operations.offer_terms(case, by)

    done = Words("已交双方签署。", "Given to both sides for signature.")
    return _run(case_number, _confirm_form, carry_out, done)


@blueprint.post("/reopen")
@requires(RIGHT)
def reopen(case_number: str) -> Answer:
    def carry_out(case: Case, form: Any, by: By) -> object:
        return perform(case, "reopen_talks", by, reason=form.reason.data)

    done = Words("已恢复协商，可以另起草一稿。", "Talks reopened. You can write a new draft.")
    return _run(case_number, lambda case: forms.ReasonForm(prefix="reopen"), carry_out, done)


@blueprint.post("/signatures")
@requires(RIGHT)
def sign(case_number: str) -> Answer:
    def carry_out(case: Case, form: Any, by: By) -> object:
        facts = operations.SignatureFacts(form.signer.data, form.signed_on.data, form.signed_by.data or "")
        return operations.record_signature(case, facts, by)

    done = Words("签署已登记。", "Signature recorded.")
    return _run(case_number, lambda case: forms.SignatureForm(prefix="sign"), carry_out, done)


@blueprint.post("/scan")
@requires(RIGHT)
def scan(case_number: str) -> Answer:
    done = Words("扫描件已入卷。", "Scan filed.")
    return _run(case_number, lambda case: forms.ScanForm(prefix="scan"), _file_scan, done)


@blueprint.post("/conclude")
@requires(RIGHT)
def conclude(case_number: str) -> Answer:
    def carry_out(case: Case, form: Any, by: By) -> object:
        return operations.conclude(case, by)

    done = Words("调解成功，协议书已生成。", "Settled. The agreement has been issued.")
    return _run(case_number, _confirm_form, carry_out, done, after="cases.case")


def _run(
    case_number: str,
    form_of: Callable[[Case], VersionedForm],
    carry_out: Callable[[Case, Any, By], object],
    done: Words,
    after: str = "agreements.agreement",
) -> Answer:
    """One of the forms of the page of the settlement."""
    return pages.run(
        partial(case_or_404, case_number, RIGHT),
        form_of,
        carry_out,
        _agreement_page,
        _done(case_number, done, after),
    )


def _done(case_number: str, words: Words, after: str = "agreements.agreement") -> Callable[[object], Answer]:
    return lambda _: pages.go_on(words, url_for(after, case_number=case_number))


def _confirm_form(case: Case) -> VersionedForm:
    return forms.ConfirmForm()


def _file_scan(case: Case, form: Any, by: By) -> None:
    for upload in form.files.data:
        store_upload(
            upload.stream,
            upload.filename,
            at=by.at,
            uploaded_by=by.actor.name,
            uploaded_by_id=by.actor.user_id,
            kind=queries.SCAN,
            case_id=case.id,
        )
    facts = {"sender": "mediator", "count": len(form.files.data)}
    perform(case, "add_evidence", by.without_version(), facts=facts)


def _agreement_page(case: Case, failed: VersionedForm | None = None) -> str:
    current = queries.current_draft(case.id)
    signatures = queries.signatures_under(current) if current else []
    version = {"version": case.version}
    sign_form = sent_or_new(failed, forms.SignatureForm, prefix="sign", **version)
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
        confirm_form=forms.ConfirmForm(formdata=None, **version),
        sign_form=sign_form,
        scan_form=sent_or_new(failed, forms.ScanForm, prefix="scan", **version),
        reopen_form=sent_or_new(failed, forms.ReasonForm, prefix="reopen", **version),
    )


def _gaps(case: Case, draft: TermsDraft | None) -> tuple[Gap, ...]:
    """What the paper still lacks, told while somebody can still act: before it goes to be signed."""
    if draft is None or not lifecycle.is_open(case.state):
        return ()
    facts = operations.agreement_of(case, draft, effective_on=None, actor=current_actor())
    kind = KINDS[DocumentKind.AGREEMENT]
    return tuple(gap for gap in missing(kind, facts) if gap.where is Where.PARTY)


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


def _with_rows(case: Case) -> forms.DraftForm | None:
    """The form as the button for rows asked; all that was typed stays. None where it is to be saved."""
    if moved := request.form.get("move"):
        return _draft_form(case, rearranged(request.form, moved))
    form = _draft_form(case)
    if "move" in request.form:
        return form
    if name := request.form.get("more"):
        if name in {"items", "instalments"}:
            form.more_rows(name)
        elif name == "clause" and form.library.data:
            form.add_clause(form.library.data)
        return form
    if "fill" in request.form:
        form.process_errors = []
        form.validate()
        drafting.fill_equal(form)
        return form
    return None


def _draw_draft(case: Case, form: forms.DraftForm) -> str:
    return render_template("agreements/draft.html", case=case, form=form)
