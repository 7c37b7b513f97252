"""Making a document by hand: the set as it fits the case, and the page where one kind is made."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from mediation import clock
from mediation.access.guard import current_actor, may, requires
from mediation.acts.refusals import ActRefused, PaperIncomplete
from mediation.cases.documents.forms import PaperForm, begins_with, form_of, typed
from mediation.cases.documents.issuing import issuer
from mediation.cases.documents.manual import kinds_for, known, make
from mediation.cases.documents.sources import Making
from mediation.cases.models import Case
from mediation.cases.views.lookup import blueprint, case_or_404
from mediation.documents.editable import docx_of
from mediation.documents.imprint import Imprint
from mediation.documents.kinds import KINDS, Kind
from mediation.documents.missing import gaps_of
from mediation.documents.operations import preview
from mediation.documents.queries import documents_of_case
from mediation.documents.sending import send_docx, send_pdf
from mediation.rules.procedures.machine import NotPossible
from mediation.web.words import t

Answer = str | Response | tuple[str, int]
RIGHT = "case.issue_document"


@blueprint.get("/cases/<case_number:case_number>/documents")
@requires("desk.open")
def documents(case_number: str) -> Answer:
    """The whole set: what can be made now, and what an act makes."""
    case = case_or_404(case_number, RIGHT)
    now, regime = kinds_for(case), issuer(case).regime
    counted: dict[str, int] = {}
    for paper in documents_of_case(case.id):
        counted[paper.kind] = counted.get(paper.kind, 0) + 1
    return render_template(
        "cases/documents.html",
        case=case,
        now=now,
        others=[kind for kind in KINDS.values() if kind not in now and kind.form and _held(kind, regime)],
        counted=counted,
        regime=regime,
    )


def _held(kind: Kind, regime: str) -> bool:
    """Whether bodies of this regime make papers of the kind at all (an oral agreement is for RM alone)."""
    return not kind.by_hand or not kind.by_hand.regimes or regime in kind.by_hand.regimes


@blueprint.route("/cases/<case_number:case_number>/documents/<kind_code>", methods=["GET", "POST"])
@requires("desk.open")
def document(case_number: str, kind_code: str) -> Answer:
    case = case_or_404(case_number, RIGHT)
    kind = next((one for one in kinds_for(case) if one.code == kind_code), None) or abort(404)
    making = Making(case, clock.now(), current_actor().name, request.values.get("side", ""))
    told = known(kind, making)
    begin = {"side": making.side or None, **begins_with(kind, told)}
    if request.method == "GET" or "fill" in request.form:
        return _page(case, kind, form_of(kind)(formdata=None, data=begin), told)
    form = form_of(kind)(data=begin)
    if not form.validate():
        return _page(case, kind, form, told), 422
    facts = kind.facts(**{**told, **typed(kind, form)})
    try:
        return _answer(case, kind, form, facts)
    except (ActRefused, NotPossible) as refused:
        form.refuse(None, refused.words)
        return _page(case, kind, form, {**told, **typed(kind, form)}), 422


def _answer(case: Case, kind: Kind, form: PaperForm, facts: Any) -> Response:
    """A preview, an editable copy, or the paper itself; none with a gap in it."""
    at = clock.now()
    if gaps := gaps_of(kind, facts):
        raise PaperIncomplete(gaps)
    title = t(kind.title_for(facts.issuer.regime))
    if "preview" in request.form:
        return send_pdf(preview(kind.code, facts, at=at), f"{title}.pdf")
    if "docx" in request.form and kind.editable:
        return send_docx(docx_of(kind, facts, Imprint(issued_at=at, fingerprint="")), f"{title}.docx")
    make(case, facts, kind, actor=current_actor(), at=at, version=form.seen_version())
    flash(t("已制作：{title}。", "Made: {title}.", title=title), "success")
    return redirect(url_for("cases.case", case_number=case.short_number, _anchor="papers"))


def _page(case: Case, kind: Kind, form: PaperForm, told: dict[str, Any]) -> str:
    if not form.version.data:
        form.version.data = str(case.version)
    facts = kind.facts(**{**told, **typed(kind, form)})
    return render_template(
        "cases/document.html",
        case=case,
        kind=kind,
        title=kind.title_for(facts.issuer.regime),
        form=form,
        gaps=gaps_of(kind, facts),
        may_complete=may("case.complete_party", case),
    )
