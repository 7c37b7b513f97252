"""The staff's page of electronic signing: links out, who has signed, signing oneself."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import partial
from typing import Any

import segno
from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_login import current_user
from markupsafe import Markup

from mediation import clock
from mediation.access.by import By
from mediation.access.guard import acting, current_actor, requires
from mediation.acts import pages
from mediation.acts.pages import Answer
from mediation.acts.refusals import ActRefused
from mediation.agreements import queries as agreements
from mediation.agreements.operations import SignatureRefused
from mediation.cases.lookup import case_or_404
from mediation.cases.models import Case
from mediation.documents.addresses import public_address
from mediation.rules.acceptance.regimes import MEDIATOR, ORGANISATION
from mediation.rules.agreement.signatures import LEVEL_WORDS
from mediation.rules.findings import Words
from mediation.rules.procedures.machine import NotPossible
from mediation.rules.vocabulary import SIDES, SIGNERS
from mediation.signing import acts, forms, operations, queries
from mediation.signing.models import SigningLink
from mediation.signing.records import CONFIRMATION_WORDS, IDENTITY_WORDS
from mediation.signing.views import mark_of
from mediation.web.fields import as_choices
from mediation.web.forms import BaseForm
from mediation.web.transaction import before_slow_work
from mediation.web.words import t

blueprint = Blueprint("signing_desk", __name__, url_prefix="/desk/cases/<case_number:case_number>/signing")

RIGHT = "case.conclude"


@blueprint.get("/")
@requires(RIGHT)
def page(case_number: str) -> Answer:
    return _page(case_or_404(case_number, RIGHT))


@blueprint.post("/links")
@requires(RIGHT)
def invite(case_number: str) -> Answer:
    """Make a link and show it this once, with a code to scan, to be handed over."""

    def show(made: tuple[SigningLink, str]) -> Answer:
        link, key = made
        address = f"{public_address()}{url_for('signing.start', key=key)}"
        case = case_or_404(case_number, RIGHT)
        return render_template(
            "signing/made.html", case=case, link=link, address=address, drawing=_qr(address), signers=SIGNERS
        )

    find = partial(case_or_404, case_number, RIGHT)
    return pages.run(find, lambda case: forms.InviteForm(), _invite, _page, show)


def _invite(case: Case, form: Any, by: By) -> tuple[SigningLink, str]:
    return operations.invite(
        case, form.signer.data or "", form.person.data, by, digits=form.digits.data or ""
    )


@blueprint.post("/links/<int:link_id>/revoke")
@requires(RIGHT)
def revoke(case_number: str, link_id: int) -> Answer:
    case = case_or_404(case_number, RIGHT)
    live = _live(case, link_id)
    try:
        operations.revoke(case, live.link, acting())
    except (ActRefused, NotPossible) as refused:
        flash(t(refused.words), "error")
    else:
        flash(t("链接已撤销。", "The link was revoked."))
    return redirect(url_for("signing_desk.page", case_number=case.short_number))


@blueprint.post("/links/<int:link_id>/code")
@requires(RIGHT)
def hand_over_code(case_number: str, link_id: int) -> Answer:
    """A one-time code to tell the signer in person, shown this once."""
    case = case_or_404(case_number, RIGHT)
    live = _live(case, link_id)
    try:
        code = operations.hand_over_code(live, acting())
    except (ActRefused, NotPossible) as refused:
        flash(t(refused.words), "error")
        return redirect(url_for("signing_desk.page", case_number=case.short_number))
    return render_template("signing/code.html", case=case, link=live.link, code=code, signers=SIGNERS)


@blueprint.post("/as/<any(mediator, organisation):signer>")
@requires(RIGHT)
def sign(case_number: str, signer: str) -> Answer:
    def carry_out(case: Case, form: Any, by: By) -> object:
        user = current_user._get_current_object()
        password, mark = form.password.data, mark_of(form)
        return acts.sign_at_desk(
            case, signer, user, password, mark, by.without_version(), let_go=before_slow_work
        )

    return pages.run(
        partial(case_or_404, case_number, RIGHT),
        lambda case: forms.DeskForm(prefix=signer),
        carry_out,
        _page,
        lambda _: pages.go_on(
            Words("已签署。", "Signed."), url_for("signing_desk.page", case_number=case_number)
        ),
    )


def _page(case: Case, failed: BaseForm | None = None) -> str:
    at, draft = clock.now(), agreements.current_draft(case.id)
    invite_form = _or_fresh(failed, case)
    signed = {one.signer: one for one in agreements.signatures_under(draft)} if draft else {}
    invite_form.signer.choices = as_choices([one for one in SIDES.items() if one[0] not in signed])
    return render_template(
        "signing/desk.html",
        case=case,
        draft=draft,
        signed=signed,
        signers=SIGNERS,
        awaited=case.state == queries.AWAITING,
        hindrance=_hindrance(case),
        links=[(one, queries.state_of(one, case, draft, at=at)) for one in queries.links_of(case.id)],
        link_words=queries.LINK_WORDS,
        acts=queries.acts_of(case.id),
        origins=queries.origins_of(case.id),
        level_words=LEVEL_WORDS,
        identity_words=IDENTITY_WORDS,
        confirmation_words=CONFIRMATION_WORDS,
        failed=failed,
        invite_form=invite_form,
        own=[
            (one, _own_form(one, failed)) for one in (MEDIATOR, ORGANISATION) if _may_sign(one, case, signed)
        ],
        size=(acts.WIDTH, acts.HEIGHT),
    )


def _or_fresh(failed: BaseForm | None, case: Case) -> forms.InviteForm:
    """The form that failed, with what was typed, or a fresh one."""
    if isinstance(failed, forms.InviteForm):
        return failed
    return forms.InviteForm(formdata=None, version=case.version)


def _own_form(signer: str, failed: BaseForm | None) -> BaseForm:
    if isinstance(failed, forms.DeskForm) and failed._prefix.startswith(signer):
        return failed
    return forms.DeskForm(formdata=None, prefix=signer)


def _may_sign(signer: str, case: Case, signed: Mapping[str, object]) -> bool:
    return (
        case.state == queries.AWAITING
        and signer not in signed
        and acts.may_sign_as(signer, case, current_actor())
    )


def _hindrance(case: Case) -> Words | None:
    """Why this case takes no electronic signature; None where it does."""
    try:
        operations.check_strength(case)
    except SignatureRefused as refused:
        return refused.words
    return None


def _qr(address: str) -> Markup:
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", border=2, xmldecl=False, svgns=True, scale=4
    )
    return Markup(out.getvalue().decode())  # drawn from numbers: it holds no text of the address


def _live(case: Case, link_id: int) -> queries.Live:
    live = queries.link_by_id(link_id, at=clock.now())
    if live is None or live.case.id != case.id:
        abort(404)
    return live
