"""The page of a case's judicial confirmation: conditions, court, both sides, papers, filing, the way back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import abort, render_template, url_for

from mediation import clock
from mediation.access.by import By
from mediation.access.guard import may, requires
from mediation.acts import pages
from mediation.acts.pages import Answer
from mediation.cases.lookup import case_or_404
from mediation.cases.models import Case
from mediation.courts.confirmation import checklist, conditions, forms, operations, queries
from mediation.courts.confirmation.operations import Assessment, Said
from mediation.courts.confirmation.views.act_forms import PURPOSE
from mediation.courts.confirmation.window import is_open, window_of
from mediation.courts.lookup import blueprint
from mediation.deadlines.cards import card_of
from mediation.documents.uploads import store_upload
from mediation.rules.findings import Words
from mediation.rules.numbers.divisions import divisions, full_name
from mediation.rules.procedures import court_grounds, lifecycle, referral_steps
from mediation.rules.procedures.confirmation import AGENTS
from mediation.rules.vocabulary import CHANNELS, HANDOVER_RESULTS, SIDES
from mediation.web.fields import as_choices
from mediation.web.forms import VersionedForm, sent_or_new

PREPARE = "confirmation.prepare"
FACTS = tuple(Assessment.__dataclass_fields__)
PLACES = ("applicant_place", "respondent_place", "object_place", "seat")


@blueprint.get("/confirmation/")
@requires("confirmation.view")
def confirmation(case_number: str) -> Answer:
    return _page(_agreed_or_404(case_number, "confirmation.view"))


@blueprint.post("/confirmation/facts")
@requires(PREPARE)
def confirmation_facts(case_number: str) -> Answer:
    def keep(case: Case, form: Any, by: By) -> object:
        answers = {name: form[name].code if name in PLACES else form[name].data for name in FACTS}
        return operations.assess(case, Assessment(**answers), by)

    def form_of(case: Case) -> forms.AssessForm:
        return forms.AssessForm(prefix="facts")

    return _run(case_number, form_of, keep, Words("已保存。", "Saved."))


@blueprint.post("/confirmation/court")
@requires(PREPARE)
def confirmation_court(case_number: str) -> Answer:
    def choose(case: Case, form: Any, by: By) -> object:
        court, reason = form.court.data, form.reason.data or ""
        return operations.choose_court(case, court, reason, by)

    def form_of(case: Case) -> forms.CourtForm:
        return _with_courts(forms.CourtForm(prefix="court"), conditions.standing(case, on=clock.today()))

    return _run(case_number, form_of, choose, Words("已选定法院。", "The court is chosen."))


@blueprint.post("/confirmation/wishes")
@requires(PREPARE)
def confirmation_wish(case_number: str) -> Answer:
    def keep(case: Case, form: Any, by: By) -> object:
        said = Said(
            form.side.data,
            form.joins.data == "yes",
            form.said_on.data,
            form.channel.data,
            form.given_by.data or "",
            form.agent.data or "",
        )
        return operations.record_wish(case, said, by)

    def form_of(case: Case) -> forms.WishForm:
        return forms.WishForm(prefix="wish")

    return _run(case_number, form_of, keep, Words("已登记。", "Recorded."))


@blueprint.post("/confirmation/file")
@requires(PREPARE)
def confirmation_file(case_number: str) -> Answer:
    def file(case: Case, form: Any, by: By) -> object:
        centre = operations.centre_of(case)
        return operations.file(case, form.sent_on.data, by, centre=centre)

    def form_of(case: Case) -> forms.FileForm:
        return forms.FileForm(prefix="file")

    done = Words("已向法院提交，等待签收。", "Handed to the court, receipt pending.")
    return _run(case_number, form_of, file, done)


@blueprint.post("/confirmation/renegotiate")
@requires("case.conclude")
def confirmation_renegotiate(case_number: str) -> Answer:
    def reopen(case: Case, form: Any, by: By) -> object:
        return operations.renegotiate(case, form.reason.data, by)

    def form_of(case: Case) -> forms.ReasonForm:
        return forms.ReasonForm(prefix="again")

    done = Words("已恢复协商，可以起草新的协议。", "Talks are open again. You can draft a new agreement.")
    return _run(case_number, form_of, reopen, done, right="case.conclude", after="cases.case")


def _run(
    case_number: str,
    form_of: Callable[[Case], VersionedForm],
    carry_out: Callable[[Case, Any, By], object],
    done: Words,
    *,
    right: str = PREPARE,
    after: str = "courts.confirmation",
) -> Answer:
    """One of the forms of the page."""
    return pages.run(
        partial(_agreed_or_404, case_number, right),
        form_of,
        carry_out,
        _page,
        lambda _: pages.go_on(done, url_for(after, case_number=case_number)),
    )


def _agreed_or_404(case_number: str, right: str) -> Case:
    """The case, if its agreement has taken effect: before, there is nothing to confirm."""
    case = case_or_404(case_number, right)
    if case.effective_on is None:
        abort(404)
    return case


def _with_courts(form: forms.CourtForm, found: conditions.Standing) -> forms.CourtForm:
    form.court.choices = as_choices([(one.code, one.words) for one in found.courts])
    return form


@blueprint.route("/confirmation/papers/<string:code>/<string:side>", methods=["GET", "POST"])
@requires(PREPARE)
def confirmation_paper(case_number: str, code: str, side: str) -> Answer:
    """One line of the list: which paper stands for it, or why none is needed."""
    find = partial(_agreed_or_404, case_number, PREPARE)
    lines = conditions.standing(find(), on=clock.today()).lines
    wanted = (code, "" if side == "both" else side)
    line = next((one for one in lines if (one.paper.code, one.side) == wanted), None) or abort(404)
    return pages.run(
        find,
        partial(_line_form, line),
        partial(_keep_line, line),
        lambda case, form: render_template("courts/confirmation_paper.html", case=case, line=line, form=form),
        lambda _: pages.go_on(
            Words(f"已保存：{line.words.zh}", f"Saved: {line.words.en}"),
            url_for("courts.confirmation", case_number=case_number, _anchor="papers"),
        ),
    )


def _line_form(line: checklist.Line, case: Case) -> forms.LineForm:
    form = forms.LineForm()
    form.piece.choices = as_choices([(one.key, one.words) for one in checklist.holdings(case).pieces()])
    if not form.is_submitted():
        form.piece.data = line.piece.key if line.piece else None
        form.why_not.data = line.why_not
    return form


def _keep_line(line: checklist.Line, case: Case, form: Any, by: By) -> None:
    """Keep what was chosen, uploaded or written."""
    key = form.piece.data or ""
    for upload in form.files.data or ():
        if upload and upload.filename:
            stored = store_upload(
                upload.stream,
                upload.filename,
                at=by.at,
                uploaded_by=by.actor.name,
                uploaded_by_id=by.actor.user_id,
                kind=PURPOSE,
                case_id=case.id,
                party=line.side,
            )
            key = f"f{stored.id}"
    why_not = "" if key and not form.why_not.data else form.why_not.data or ""
    operations.keep_paper(
        case, line, by, piece=None if why_not else checklist.holdings(case).named(key), why_not=why_not
    )


def _page(case: Case, failed: Any = None) -> str:
    on = clock.today()
    found = conditions.standing(case, on=on)
    window = window_of(case)
    version = {"version": case.version}
    court_form = sent_or_new(failed, forms.CourtForm, prefix="court", **version, **_court_begins(found))
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
        facts_form=sent_or_new(failed, forms.AssessForm, prefix="facts", **version, **_facts_begin(found)),
        court_form=_with_courts(court_form, found),
        wish_form=sent_or_new(failed, forms.WishForm, prefix="wish", said_on=on, **version),
        file_form=sent_or_new(failed, forms.FileForm, prefix="file", sent_on=on, **version),
        again_form=sent_or_new(failed, forms.ReasonForm, prefix="again", **version),
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
