"""Making a document by hand: the set as it fits the case, and the page where one kind is made."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import abort, render_template, request, url_for

from mediation import clock
from mediation.access.by import By
from mediation.access.guard import current_actor, may, requires
from mediation.acts import pages
from mediation.acts.pages import Answer
from mediation.acts.refusals import PaperIncomplete
from mediation.cases.documents.forms import PaperForm, begins_with, form_of, typed
from mediation.cases.documents.issuing import issuer
from mediation.cases.documents.manual import kinds_for, known, make
from mediation.cases.documents.sources import Making
from mediation.cases.lookup import case_or_404
from mediation.cases.models import Case
from mediation.cases.views.lookup import blueprint
from mediation.documents.editable import docx_of
from mediation.documents.imprint import Imprint
from mediation.documents.kinds import KINDS, Kind
from mediation.documents.missing import gaps_of
from mediation.documents.operations import preview
from mediation.documents.queries import documents_of_case
from mediation.documents.sending import send_docx, send_pdf
from mediation.rules.findings import Words
from mediation.web.words import t

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
    find = partial(case_or_404, case_number, RIGHT)
    case = find()
    kind = next((one for one in kinds_for(case) if one.code == kind_code), None) or abort(404)
    if request.method == "GET" or "fill" in request.form:
        return _draw(kind, case, _form_of(kind, case, anew=True))
    if "preview" in request.form or "docx" in request.form:
        return _copy(kind, case)
    title = kind.title_for(issuer(case).regime)
    return pages.run(
        find,
        partial(_form_of, kind),
        partial(_make, kind),
        partial(_draw, kind),
        lambda _: pages.go_on(
            Words(f"已制作：{title.zh}。", f"Made: {title.en}."),
            url_for("cases.case", case_number=case_number, _anchor="papers"),
        ),
    )


def _known(kind: Kind, case: Case) -> dict[str, Any]:
    return known(kind, Making(case, clock.now(), current_actor().name, _side()))


def _side() -> str:
    return request.values.get("side", "")


def _form_of(kind: Kind, case: Case, *, anew: bool = False) -> PaperForm:
    """The form of the kind as the case fills it in; `anew` leaves out what was typed."""
    begin = {"side": _side() or None, **begins_with(kind, _known(kind, case))}
    return form_of(kind)(formdata=None, data=begin) if anew else form_of(kind)(data=begin)


def _facts(kind: Kind, case: Case, form: PaperForm) -> Any:
    return kind.facts(**{**_known(kind, case), **typed(kind, form)})


def _make(kind: Kind, case: Case, form: PaperForm, by: By) -> object:
    return make(case, _facts(kind, case, form), kind, by)


def _copy(kind: Kind, case: Case) -> Answer:
    """A preview or an editable copy, which change nothing: a page of any age may ask for them."""
    form = _form_of(kind, case)
    if not form.validate():
        return _draw(kind, case, form), 422
    facts = _facts(kind, case, form)
    if gaps := gaps_of(kind, facts):
        pages.say(form, PaperIncomplete(gaps))
        return _draw(kind, case, form), 422
    title, at = t(kind.title_for(facts.issuer.regime)), clock.now()
    if "docx" in request.form and kind.editable:
        return send_docx(docx_of(kind, facts, Imprint(issued_at=at, fingerprint="")), f"{title}.docx")
    return send_pdf(preview(kind.code, facts, at=at), f"{title}.pdf")


def _draw(kind: Kind, case: Case, form: PaperForm) -> str:
    if not form.version.data:
        form.version.data = str(case.version)
    facts = _facts(kind, case, form)
    return render_template(
        "cases/document.html",
        case=case,
        kind=kind,
        title=kind.title_for(facts.issuer.regime),
        form=form,
        gaps=gaps_of(kind, facts),
        may_complete=may("case.complete_party", case),
    )
