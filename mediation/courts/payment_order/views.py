"""Preparing a payment order from its case, the order's page, and the pages of its steps."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response

from mediation import clock
from mediation.access.guard import current_actor, ensure, requires
from mediation.access.table import allows
from mediation.acts.refusals import ActRefused, ChangedMeanwhile, GuardRefused, NotAllowed
from mediation.agreements.queries import current_draft, terms_of
from mediation.cases.models import Case
from mediation.courts.lookup import blueprint, case_or_404
from mediation.courts.payment_order import forms, operations, queries
from mediation.courts.payment_order.models import PaymentOrder
from mediation.courts.payment_order.operations import Claim, Step
from mediation.database import db
from mediation.deadlines.cards import cards_of
from mediation.documents.upload_types import UploadRefused
from mediation.organisations.models import Organisation
from mediation.organisations.queries import of_kinds, organisation, the_centre
from mediation.referrals.queries import by_number
from mediation.rules.findings import Words
from mediation.rules.money import court_fees
from mediation.rules.numbers.divisions import full_name
from mediation.rules.procedures import payment_orders, referral_steps
from mediation.rules.procedures.machine import NotPossible, Transition
from mediation.web.fields import as_choices
from mediation.web.forms import VersionedForm
from mediation.web.words import t

orders = Blueprint("orders", __name__, url_prefix="/desk/referrals/<case_number:referral_number>/order")

RIGHT = "referral.handle"  # over the case: whoever may hand its matters over
OF_THE_HOUSE = frozenset({"prepare", "note_void_objection"})  # the second follows from `object`
BY_THE_WAY = frozenset({"revise", "withdraw", "give_up"})

Answer = str | Response | tuple[str, int]


@blueprint.route("/payment-order", methods=["GET", "POST"])
@requires("desk.open")
def prepare_order(case_number: str) -> Answer:
    """The questions of the law, the claim and the court; answered, they become an application."""
    case = case_or_404(case_number, RIGHT)
    form = _claim_form(case)
    if not form.is_submitted():
        _begin(form, case)
    claim = _claim(form) if form.validate_on_submit() else None
    if claim is not None:
        try:
            order = operations.prepare(
                case, claim, _court(form), centre=_centre(), actor=current_actor(), at=clock.now()
            )
        except ActRefused as refused:
            _say(form, refused)
        else:
            return _done(order, Words("已准备支付令申请。", "The application is prepared."))
    return _claim_page(case, form)


@orders.get("")
@requires("referral.view")
def order(referral_number: str) -> str:
    found = _order_or_404(referral_number)
    actor, on, referral = current_actor(), clock.today(), found.referral
    rows = [row for row in _offered(found) if allows(row.right, actor, referral)]
    findings = queries.findings_of(found, on=on)
    assert referral.case is not None
    inside = allows("case.view_inside", actor, referral.case)
    return render_template(
        "courts/payment_order.html",
        order=found,
        referral=referral,
        state=payment_orders.states()[found.state],
        handover_state=referral_steps.states()[referral.state],
        rows=rows,
        lead=next((row for row in rows if row.action not in BY_THE_WAY), None),
        findings=findings,
        note=operations.eligibility_note(findings),
        courts=payment_orders.courts_of_debtor(found.place, on=on),
        place=full_name(found.place),
        fee=court_fees.order_fee(referral.amount_fen or 1, on=found.law_on),
        fee_basis=court_fees.ORDER_BASIS,
        gaps=queries.application_gaps(found, at=clock.now()) if inside else (),
        application=queries.application_of(referral.case) if inside else None,
        may_make=allows("case.issue_document", actor, referral.case) and referral.case.state == "concluded",
        steps=[
            (payment_orders.find_words(action), day) for action, day in found.days.items() if action != "file"
        ],
        cards=cards_of(referral.deadlines, on=on),
    )


@orders.route("/acts/<action>", methods=["GET", "POST"])
@requires("referral.view")
def step(referral_number: str, action: str) -> Answer:
    found = _order_or_404(referral_number)
    row = _row_or_404(action, found)
    ensure(row.right, found.referral)
    if action == "revise":
        return _revise(found, row)
    form = forms.FORMS.get(action, forms.PlainForm)()
    if form.validate_on_submit():
        try:
            _carry_out(found, row, form)
        except NotAllowed:
            abort(404)
        except (NotPossible, ChangedMeanwhile, StaleDataError) as late:
            return _too_late(referral_number, row, form, late)
        except (ActRefused, UploadRefused) as refused:
            db.session.rollback()
            found = _order_or_404(referral_number)
            _say(form, refused)
        else:
            return _done(found, Words(f"已办理：{row.words.zh}。", f"Done: {row.words.en}."))
    return _step_page(found, row, form)


def _carry_out(found: PaymentOrder, row: Transition, form: Any) -> None:
    told = {name: form[name].data for name in ("day", "number", "reason", "manner", "ground") if name in form}
    given = Step(**{name: value for name, value in told.items() if value}, scans=_scans(form))
    act = {"actor": current_actor(), "at": clock.now(), "version": form.seen_version()}
    if row.action == "object":
        operations.note_objection(found, given, **act)
    else:
        operations.perform(found, row.action, given, **act)


def _scans(form: Any) -> tuple[Any, ...]:
    return tuple(form.files.data or ()) if "files" in form else ()


def _revise(found: PaymentOrder, row: Transition) -> Answer:
    case = found.referral.case
    assert case is not None
    form = _claim_form(case)
    if not form.is_submitted():
        _begin_again(form, found)
    claim = _claim(form) if form.validate_on_submit() else None
    if claim is not None:
        try:
            operations.revise(
                found,
                claim,
                _court(form),
                actor=current_actor(),
                at=clock.now(),
                version=form.seen_version(),
            )
        except (ActRefused, NotPossible) as refused:
            _say(form, refused)
        else:
            return _done(found, Words("已修改。", "Changed."))
    return _claim_page(case, form)


def _claim_form(case: Case) -> Any:
    form: Any = forms.claim_form(payment_orders.questions(on=clock.today()))()
    form.creditor_side.choices = as_choices(
        [
            ("applicant", Words(case.applicant_name, case.applicant_name)),
            ("respondent", Words(case.respondent_name, case.respondent_name)),
        ]
    )
    form.body.choices = as_choices([(str(one.id), one.words) for one in of_kinds(("court",))])
    return form


def _begin(form: Any, case: Case) -> None:
    """What the agreement says: who is paid, and what was due by today."""
    if (draft := current_draft(case.id)) is None:
        return
    terms, today = terms_of(draft), clock.today()
    by_name = {case.applicant_name: "applicant", case.respondent_name: "respondent"}
    form.creditor_side.data = by_name.get(terms.payee)
    due = sum(one.fen for one in terms.instalments if one.due_on <= today)
    form.amount.data = due or terms.total_fen
    debtor = case.respondent if form.creditor_side.data == "applicant" else case.applicant
    form.place.data = debtor.address or ""


def _begin_again(form: Any, found: PaymentOrder) -> None:
    referral = found.referral
    form.version.data = str(found.version)
    form.creditor_side.data, form.amount.data = found.creditor_side, referral.amount_fen
    form.grounds.data, form.place.data = referral.subject, full_name(found.place).zh
    form.body.data = str(referral.body_id)
    for code, answer in found.answers.items():
        if (name := f"{forms.QUESTION}{code}") in form:
            form[name].data = answer


def _claim(form: Any) -> Claim | None:
    place = forms.place_of(form.place.data, on=clock.today())
    if isinstance(place, Words):
        form.refuse("place", place)
        return None
    return Claim(
        creditor_side=form.creditor_side.data,
        amount_fen=form.amount.data,
        grounds=form.grounds.data,
        place=place,
        answers={
            one.code: form[f"{forms.QUESTION}{one.code}"].data
            for one in payment_orders.questions(on=clock.today())
        },
    )


def _court(form: Any) -> Organisation:
    return organisation(int(form.body.data)) or abort(404)


def _centre() -> Organisation:
    return the_centre() or abort(404)


def _claim_page(case: Case, form: VersionedForm) -> Answer:
    page = render_template("courts/payment_order_claim.html", case=case, form=form)
    return page, (422 if form.errors else 200)


def _step_page(found: PaymentOrder, row: Transition, form: VersionedForm, status: int = 0) -> Answer:
    if not form.version.data:
        form.version.data = str(found.version)
    page = render_template(
        "courts/payment_order_step.html",
        order=found,
        row=row,
        form=form,
        possible=found.state in row.sources,
        state=payment_orders.states()[found.state],
    )
    return page, status or (422 if form.errors else 200)


def _too_late(referral_number: str, row: Transition, form: VersionedForm, late: Exception) -> Answer:
    """Somebody was faster: keep what was typed and show the page anew."""
    db.session.rollback()
    found = _order_or_404(referral_number)
    form.refuse(None, late.words if isinstance(late, ActRefused | NotPossible) else ChangedMeanwhile().words)
    form.version.data, form.version.raw_data = str(found.version), None
    return _step_page(found, row, form, 409)


def _order_or_404(number: str) -> PaymentOrder:
    """The order of a hand-over that the actor may see; unknown and hidden ones answer alike."""
    year, serial = number.split("-")
    referral = by_number(current_actor(), int(year), int(serial)) or abort(404)
    return queries.order_of(referral) or abort(404)


def _offered(found: PaymentOrder) -> list[Transition]:
    """The steps that fit the state of the order and of its hand-over."""
    acts = payment_orders.acts_on_handover()
    fitting = {row.action for row in referral_steps.offered_in(found.referral.state, found.referral.law_on)}
    return [
        row
        for row in payment_orders.offered_in(found.state, found.law_on)
        if row.right != referral_steps.SILENCE
        and row.action not in OF_THE_HOUSE
        and acts.get((row.action, found.state), "") in {"", *fitting}
    ]


def _row_or_404(action: str, found: PaymentOrder) -> Transition:
    """The row that fits the state, else any of the action: the page then says why it does not fit."""
    rows = [
        row
        for row in payment_orders.transitions()
        if row.action == action and row.right != referral_steps.SILENCE and action not in OF_THE_HOUSE
    ]
    if not rows:
        abort(404)
    return next((row for row in rows if found.state in row.sources), rows[0])


def _say(form: VersionedForm, refused: Any) -> None:
    findings = refused.findings if isinstance(refused, GuardRefused) else ()
    for words in [finding.words for finding in findings] or [refused.words]:
        form.refuse(None, words)


def _done(found: PaymentOrder, words: Words) -> Response:
    flash(t(words), "success")
    return redirect(url_for("orders.order", referral_number=found.referral.short_number))
