"""The page of a case's judicial confirmation: conditions, court, both sides, papers, filing, the way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from mediation import clock
from mediation.access.guard import current_actor, may, requires
from mediation.acts.refusals import ActRefused, ChangedMeanwhile, GuardRefused
from mediation.cases.models import Case
from mediation.courts.confirmation import checklist, conditions, forms, operations, queries
from mediation.courts.confirmation.operations import Assessment, Said
from mediation.courts.confirmation.views.act_forms import PURPOSE
from mediation.courts.confirmation.window import is_open, window_of
from mediation.courts.lookup import blueprint, case_or_404
from mediation.deadlines.cards import card_of
from mediation.documents.upload_types import UploadRefused
from mediation.documents.uploads import store_upload
from mediation.rules.findings import Words
from mediation.rules.numbers.divisions import divisions, full_name
from mediation.rules.procedures import court_grounds, lifecycle, referral_steps
from mediation.rules.procedures.confirmation import AGENTS
from mediation.rules.procedures.machine import NotPossible
from mediation.rules.vocabulary import CHANNELS, HANDOVER_RESULTS, SIDES
from mediation.web.fields import as_choices
from mediation.web.forms import VersionedForm
from mediation.web.words import t

Answer = str | Response | tuple[str, int]

PREPARE = "confirmation.prepare"
FACTS = tuple(Assessment.__dataclass_fields__)
PLACES = ("applicant_place", "respondent_place", "object_place", "seat")


@blueprint.get("/confirmation/")
@requires("confirmation.view")
def confirmation(case_number: str) -> Answer:
    case = case_or_404(case_number, "confirmation.view")
    if case.effective_on is None:
        abort(404)
    return _page(case)


@blueprint.post("/confirmation/facts")
@requires(PREPARE)
def confirmation_facts(case_number: str) -> Answer:
    def keep(case: Case, form: Any, version: int | None) -> object:
        told = {name: form[name].code if name in PLACES else form[name].data for name in FACTS}
        return operations.assess(
            case, Assessment(**told), actor=current_actor(), at=clock.now(), version=version
        )

    return _carry_out(case_number, _facts_form, keep, Words("已保存。", "Saved."))


@blueprint.post("/confirmation/court")
@requires(PREPARE)
def confirmation_court(case_number: str) -> Answer:
    def choose(case: Case, form: Any, version: int | None) -> object:
        return operations.choose_court(
            case,
            form.court.data,
            form.reason.data or "",
            actor=current_actor(),
            at=clock.now(),
            version=version,
        )

    return _carry_out(case_number, _court_form, choose, Words("已选定法院。", "The court is chosen."))


@blueprint.post("/confirmation/wishes")
@requires(PREPARE)
def confirmation_wish(case_number: str) -> Answer:
    def keep(case: Case, form: Any, version: int | None) -> object:
        said = Said(
            form.side.data,
            form.joins.data == "yes",
            form.said_on.data,
            form.channel.data,
            form.given_by.data or "",
            form.agent.data or "",
        )
        return operations.record_wish(case, said, actor=current_actor(), at=clock.now(), version=version)

    return _carry_out(case_number, _wish_form, keep, Words("已登记。", "Recorded."))


@blueprint.route("/confirmation/papers/<string:code>/<string:side>", methods=["GET", "POST"])
@requires(PREPARE)
def confirmation_paper(case_number: str, code: str, side: str) -> Answer:
    """One line of the list: which paper stands for it, or why none is needed."""
    case = case_or_404(case_number, PREPARE)
    on = clock.today()
    found = conditions.standing(case, on=on) if case.effective_on else abort(404)
    wanted = "" if side == "both" else side
    line = next((one for one in found.lines if (one.paper.code, one.side) == (code, wanted)), None) or abort(
        404
    )
    held = checklist.holdings(case)
    form = forms.LineForm()
    form.piece.choices = as_choices([(one.key, one.words) for one in held.pieces()])
    if not form.is_submitted():
        form.version.data = str(case.version)
        form.piece.data = line.piece.key if line.piece else None
        form.why_not.data = line.why_not
    if form.validate_on_submit() and _kept(case, line, form):
        flash(t("已保存：{what}", "Saved: {what}", what=line.words), "success")
        return _to_page(case, "papers")
    page = render_template("courts/confirmation_paper.html", case=case, line=line, form=form)
    return page, (422 if form.mistakes else 200)


@blueprint.post("/confirmation/file")
@requires(PREPARE)
def confirmation_file(case_number: str) -> Answer:
    def file(case: Case, form: Any, version: int | None) -> object:
        return operations.file(
            case,
            form.sent_on.data,
            centre=operations.centre_of(case),
            actor=current_actor(),
            at=clock.now(),
            version=version,
        )

    return _carry_out(
        case_number,
        _file_form,
        file,
        Words("已向法院提交，等待签收。", "Handed to the court, receipt pending."),
    )


@blueprint.post("/confirmation/renegotiate")
@requires("case.conclude")
def confirmation_renegotiate(case_number: str) -> Answer:
    def reopen(case: Case, form: Any, version: int | None) -> object:
        return operations.renegotiate(
            case, form.reason.data, actor=current_actor(), at=clock.now(), version=version
        )

    return _carry_out(
        case_number,
        _reason_form,
        reopen,
        Words("已恢复协商，可以起草新的协议。", "Talks are open again. You can draft a new agreement."),
        right="case.conclude",
        after="cases.case",
    )


def _carry_out(
    case_number: str,
    make: Callable[[Case], VersionedForm],
    run: Callable[[Case, Any, int | None], object],
    done: Words,
    *,
    right: str = PREPARE,
    after: str = "courts.confirmation",
) -> Answer:
    """Validate, run, and either go on or show the page again with the reason and what was typed."""
    case = case_or_404(case_number, right)
    if case.effective_on is None:
        abort(404)
    form = make(case)
    if not form.validate_on_submit():
        return _page(case, form), 422
    try:
        run(case, form, form.seen_version())
    except ChangedMeanwhile as refused:
        form.refuse(None, refused.words)
        return _page(case, form), 409
    except (ActRefused, NotPossible) as refused:
        findings = refused.findings if isinstance(refused, GuardRefused) else ()
        for words in [one.words for one in findings] or [refused.words]:
            form.refuse(None, words)
        return _page(case, form), 422
    flash(t(done), "success")
    return redirect(url_for(after, case_number=case.short_number))


def _kept(case: Case, line: checklist.Line, form: Any) -> bool:
    """Keep what was chosen, uploaded or written; False, with a sentence on the form, where it cannot be."""
    actor, at = current_actor(), clock.now()
    try:
        key = form.piece.data or ""
        for upload in form.files.data or ():
            if upload and upload.filename:
                stored = store_upload(
                    upload.stream,
                    upload.filename,
                    at=at,
                    uploaded_by=actor.name,
                    uploaded_by_id=actor.user_id,
                    kind=PURPOSE,
                    case_id=case.id,
                    party=line.side,
                )
                key = f"f{stored.id}"
        why_not = "" if key and not form.why_not.data else form.why_not.data or ""
        operations.keep_paper(
            case,
            line,
            piece=None if why_not else checklist.holdings(case).named(key),
            why_not=why_not,
            actor=actor,
            at=at,
            version=form.seen_version(),
        )
    except (ActRefused, NotPossible, UploadRefused) as refused:
        form.refuse(None, refused.words)
        return False
    return True


def _facts_form(case: Case) -> VersionedForm:
    return forms.AssessForm(prefix="facts")


def _court_form(case: Case) -> VersionedForm:
    form = forms.CourtForm(prefix="court")
    found = conditions.standing(case, on=clock.today())
    form.court.choices = as_choices([(one.code, one.words) for one in found.courts])
    return form


def _wish_form(case: Case) -> VersionedForm:
    return forms.WishForm(prefix="wish")


def _file_form(case: Case) -> VersionedForm:
    return forms.FileForm(prefix="file")


def _reason_form(case: Case) -> VersionedForm:
    return forms.ReasonForm(prefix="again")


def _to_page(case: Case, anchor: str = "") -> Response:
    return redirect(url_for("courts.confirmation", case_number=case.short_number, _anchor=anchor or None))


def _page(case: Case, failed: Any = None) -> str:
    on = clock.today()
    found = conditions.standing(case, on=on)
    window = window_of(case)
    version = {"version": case.version}
    court_form = _or(failed, forms.CourtForm, prefix="court", **version, **_court_begins(found))
    court_form.court.choices = as_choices([(one.code, one.words) for one in found.courts])
    filed = queries.filed_for(case.id)
    return render_template(
        "courts/confirmation.html",
        case=case,
        found=found,
        window=card_of(window, on=on) if window else None,
        may_apply=is_open(case, on=on),
        refusals=conditions.refusals(found),
        unclear=court_grounds.ground(queries.MATTER, "rejected", "unclear_content", on=on),
        filed=filed,
        at_court=any(one.is_open for one in filed),
        confirmed=any(one.result == "confirmed" for one in filed),
        states=referral_steps.states(),
        results=HANDOVER_RESULTS,
        sides=SIDES,
        channels=CHANNELS,
        agents=AGENTS,
        places={
            name: _written(getattr(found.places, name))
            for name in ("applicant", "respondent", "object", "seat")
        },
        failed=failed,
        facts_form=_or(failed, forms.AssessForm, prefix="facts", **version, **_facts_begin(found)),
        court_form=court_form,
        wish_form=_or(failed, forms.WishForm, prefix="wish", said_on=on, **version),
        file_form=_or(failed, forms.FileForm, prefix="file", sent_on=on, **version),
        again_form=_or(failed, forms.ReasonForm, prefix="again", **version),
        may_prepare=may(PREPARE, case) and case.state == "concluded",
        may_renegotiate=may("case.conclude", case)
        and "renegotiate" in {row.action for row in lifecycle.offered_in(case.state, case.law_on)},
    )


def _facts_begin(found: conditions.Standing) -> dict[str, Any]:
    places = found.places
    named = {
        "applicant_place": _written(places.applicant),
        "respondent_place": _written(places.respondent),
        "object_place": _written(places.object),
        "seat": _written(places.seat),
    }
    ticked = {
        name: getattr(found.confirmation, name) for name in FACTS if found.confirmation and name not in PLACES
    }
    return named | ticked


def _court_begins(found: conditions.Standing) -> dict[str, Any]:
    return {
        "court": found.court.code if found.court else None,
        "reason": found.confirmation.court_reason if found.confirmation else "",
    }


def _written(code: str) -> str:
    return full_name(code).zh if code in divisions() else ""


def _or(failed: Any, kind: type[Any], **facts: Any) -> Any:
    """The form that failed, with what was typed, or a fresh one."""
    return failed if type(failed) is kind else kind(formdata=None, **facts)
