"""The staff's page of electronic signing: links out, who has signed, signing oneself."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
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
from mediation.cases import party_contacts
from mediation.cases.lookup import case_or_404
from mediation.cases.models import Case
from mediation.documents.addresses import public_address
from mediation.documents.models import StoredFile
from mediation.documents.uploads import store_upload
from mediation.rules.acceptance.regimes import MEDIATOR, ORGANISATION
from mediation.rules.agreement.signatures import LEVEL_WORDS
from mediation.rules.findings import Words
from mediation.rules.procedures.machine import NotPossible
from mediation.rules.vocabulary import SIDES, SIGNERS
from mediation.signing import acts, forms, operations, queries
from mediation.signing.authorities import FILE_KIND, Authority, authorities_of
from mediation.signing.authorities import check_authority as check_an_authority
from mediation.signing.authorities import record_authority as record_an_authority
from mediation.signing.browser_mark import mark_of_browser
from mediation.signing.devices import decide, shared_devices
from mediation.signing.models import SigningAuthority, SigningLink
from mediation.signing.records import (
    CAPACITIES,
    CONFIRMATION_WORDS,
    IDENTITY_WORDS,
    ON_SITE,
    WAYS,
    notes_of,
)
from mediation.signing.views import mark_of
from mediation.web.fields import as_choices
from mediation.web.forms import BaseForm, sent_or_new
from mediation.web.masks import mask_email, mask_phone
from mediation.web.transaction import before_slow_work
from mediation.web.words import t

blueprint = Blueprint("signing_desk", __name__, url_prefix="/desk/cases/<case_number:case_number>/signing")

MASKS = {"sms": mask_phone, "email": mask_email}
VIEW, INVITE = "case.view_signing", "case.invite_signing"
WITNESS, JUDGE = "case.witness_signing", "case.judge_signing"


@blueprint.get("/")
@requires(VIEW)
def page(case_number: str) -> Answer:
    return _page(case_or_404(case_number, VIEW))


@blueprint.post("/links")
@requires(INVITE)
def invite(case_number: str) -> Answer:
    """Make a link and send it to the signer; one for a signer who is here is shown this once, to scan."""
    return pages.run(
        partial(case_or_404, case_number, INVITE),
        lambda case: _choosing(forms.InviteForm(), case),
        _invite,
        _page,
        lambda made: _hand_on(case_number, *made),
    )


def _invite(case: Case, form: Any, by: By) -> tuple[SigningLink, str]:
    side, _, number = form.who.data.partition(":")
    authority = next((one for one in authorities_of(case.id) if str(one.id) == number), None)
    on_site = form.way.data == ON_SITE
    return operations.invite(case, side, by, authority=authority, on_site=on_site, device=mark_of_browser())


def _hand_on(case_number: str, link: SigningLink, key: str) -> Answer:
    address = f"{public_address()}{url_for('signing.start', key=key)}"
    case = case_or_404(case_number, INVITE)
    if link.channel == ON_SITE:
        return render_template(
            "signing/made.html", case=case, link=link, address=address, drawing=_qr(address), signers=SIGNERS
        )
    if operations.send_link(_live(case, link.id), address, at=clock.now(), before=before_slow_work):
        flash(t("签署链接已发给本人。", "The link was sent to the signer."), "success")
    else:
        flash(
            t(
                "链接没有发出，已失效。请稍后再试，或者请签署人到场签署。",
                "The link could not be sent and works no more. Try again later, or have it signed here.",
            ),
            "error",
        )
    return redirect(url_for("signing_desk.page", case_number=case.short_number))


@blueprint.route("/authorities/new", methods=["GET", "POST"])
@requires(INVITE)
def record_authority(case_number: str) -> Answer:
    return _act_page(
        case_number,
        INVITE,
        lambda case: forms.AuthorityForm(),
        _record_authority,
        "signing/authority.html",
        Words("已登记，等另一名工作人员核对。", "Recorded; a colleague checks it next."),
    )


def _record_authority(case: Case, form: Any, by: By) -> object:
    channel, address = form.reached
    document = Authority(
        person=form.person.data,
        capacity=form.capacity.data,
        matters=tuple(form.matters.data),
        paper_kind=form.paper_kind.data,
        paper_number=form.paper_number.data,
        channel=channel,
        address=address,
        file=_kept(case, form.document, form.side.data, by),
        valid_to=form.valid_to.data,
        seal=_kept(case, form.seal, form.side.data, by) if form.seal.data else None,
        no_seal_reason=form.no_seal_reason.data or "",
    )
    return record_an_authority(case, form.side.data, document, by)


def _kept(case: Case, field: Any, side: str, by: By) -> StoredFile:
    upload = field.data[0]
    return store_upload(
        upload.stream,
        upload.filename,
        at=by.at,
        uploaded_by=by.actor.name,
        uploaded_by_id=by.actor.user_id,
        kind=FILE_KIND,
        case_id=case.id,
        party=side,
    )


@blueprint.route("/authorities/<int:authority_id>/check", methods=["GET", "POST"])
@requires(WITNESS)
def check_authority(case_number: str, authority_id: int) -> Answer:
    def found(case: Case) -> SigningAuthority:
        return next((one for one in authorities_of(case.id) if one.id == authority_id), None) or abort(404)

    def carry_out(case: Case, form: Any, by: By) -> None:
        _, address = form.reached
        check_an_authority(case, found(case), form.number.data, address, by)

    return _act_page(
        case_number,
        WITNESS,
        lambda case: forms.CheckForm(),
        carry_out,
        "signing/check.html",
        Words("已核对。", "Checked."),
        lambda case: {"authority": found(case), "capacities": CAPACITIES, "signers": SIGNERS},
    )


@blueprint.route("/contacts", methods=["GET", "POST"])
@requires(WITNESS)
def confirm_contact(case_number: str) -> Answer:
    def form_of(case: Case) -> forms.ContactForm:
        form = forms.ContactForm()
        form.contact.choices = as_choices(_unproven(case))
        return form

    def carry_out(case: Case, form: Any, by: By) -> None:
        side, _, channel = form.contact.data.partition(":")
        operations.confirm_contact(case, side, channel, form.paper_kind.data, form.number.data, by)

    return _act_page(
        case_number,
        WITNESS,
        form_of,
        carry_out,
        "signing/contact.html",
        Words("联系方式已核实。", "The contact is confirmed."),
    )


@blueprint.route("/devices", methods=["GET", "POST"])
@requires(JUDGE)
def judge_devices(case_number: str) -> Answer:
    def carry_out(case: Case, form: Any, by: By) -> None:
        decide(case, form.accepted.data == "yes", form.reason.data, by)

    return _act_page(
        case_number,
        JUDGE,
        lambda case: forms.DeviceForm(),
        carry_out,
        "signing/devices.html",
        Words("已记录。", "Recorded."),
        lambda case: {"shared": shared_devices(case)},
    )


def _unproven(case: Case) -> list[tuple[str, Words]]:
    """The contacts of persons that wait to be confirmed, masked."""
    return [
        (
            f"{party.side}:{channel}",
            Words(
                f"{SIDES[party.side].zh}{party.name}：{MASKS[channel](address)}",
                f"{SIDES[party.side].en} {party.name}: {MASKS[channel](address)}",
            ),
        )
        for party in case.parties
        if party.kind == operations.PERSON
        for channel, address in party_contacts.unproven(case, party.side).items()
    ]


def _act_page(
    case_number: str,
    right: str,
    form_of: Callable[[Case], BaseForm],
    carry_out: Callable[[Case, Any, By], object],
    template: str,
    done: Words,
    more: Callable[[Case], dict[str, object]] = lambda case: {},
) -> Answer:
    """The page of one act of signing, which leads back to the page of all of them."""
    return pages.run(
        partial(case_or_404, case_number, right),
        form_of,
        carry_out,
        lambda case, form: render_template(template, case=case, form=form, **more(case)),
        lambda _: pages.go_on(done, url_for("signing_desk.page", case_number=case_number)),
    )


@blueprint.post("/links/<int:link_id>/revoke")
@requires(INVITE)
def revoke(case_number: str, link_id: int) -> Answer:
    case = case_or_404(case_number, INVITE)
    live = _live(case, link_id)
    try:
        operations.revoke(case, live.link, acting())
    except (ActRefused, NotPossible) as refused:
        flash(t(refused.words), "error")
    else:
        flash(t("链接已撤销。", "The link was revoked."))
    return redirect(url_for("signing_desk.page", case_number=case.short_number))


@blueprint.route("/links/<int:link_id>/code", methods=["GET", "POST"])
@requires(WITNESS)
def hand_over_code(case_number: str, link_id: int) -> Answer:
    """A one-time code for a second member of the staff to tell the signer, shown this once."""

    def carry_out(case: Case, form: Any, by: By) -> str:
        live, number = _live(case, link_id), form.number.data
        return operations.hand_over_code(live, form.paper_kind.data, number, by, device=mark_of_browser())

    def draw(case: Case, form: BaseForm) -> str:
        live = _live(case, link_id)
        return render_template(
            "signing/hand_over.html", case=case, link=live.link, form=form, signers=SIGNERS
        )

    def show(code: str) -> Answer:
        case = case_or_404(case_number, WITNESS)
        link = _live(case, link_id).link
        return render_template("signing/code.html", case=case, link=link, code=code, signers=SIGNERS)

    find = partial(case_or_404, case_number, WITNESS)
    return pages.run(find, lambda case: forms.PaperSeenForm(), carry_out, draw, show)


@blueprint.post("/as/<any(mediator, organisation):signer>")
@requires("case.sign")
def sign(case_number: str, signer: str) -> Answer:
    def carry_out(case: Case, form: Any, by: By) -> object:
        user = current_user._get_current_object()
        password, mark = form.password.data, mark_of(form)
        return acts.sign_at_desk(
            case, signer, user, password, mark, by.without_version(), let_go=before_slow_work
        )

    return pages.run(
        partial(case_or_404, case_number, "case.sign"),
        lambda case: forms.DeskForm(prefix=signer),
        carry_out,
        _page,
        lambda _: pages.go_on(
            Words("已签署。", "Signed."), url_for("signing_desk.page", case_number=case_number)
        ),
    )


def _page(case: Case, failed: BaseForm | None = None) -> str:
    at, draft = clock.now(), agreements.current_draft(case.id)
    signed = {one.signer: one for one in agreements.signatures_under(draft)} if draft else {}
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
        ways=WAYS,
        authorities=authorities_of(case.id),
        capacities=CAPACITIES,
        unproven=_unproven(case),
        shared=shared_devices(case),
        acts=[(proof, act, one, notes_of(act)) for proof, act, one in queries.acts_of(case.id)],
        origins=queries.origins_of(case.id),
        level_words=LEVEL_WORDS,
        identity_words=IDENTITY_WORDS,
        confirmation_words=CONFIRMATION_WORDS,
        failed=failed,
        invite_form=_choosing(sent_or_new(failed, forms.InviteForm, version=case.version), case),
        own=[
            (one, sent_or_new(failed, forms.DeskForm, prefix=one))
            for one in (MEDIATOR, ORGANISATION)
            if _may_sign(one, case, signed)
        ],
        size=(acts.WIDTH, acts.HEIGHT),
    )


def _choosing(form: forms.InviteForm, case: Case) -> forms.InviteForm:
    """Who may be asked to sign: parties in person, and the holders of checked authorities."""
    draft = agreements.current_draft(case.id)
    signed = {one.signer for one in agreements.signatures_under(draft)} if draft else set()
    choices = [
        (
            party.side,
            Words(f"{SIDES[party.side].zh}本人：{party.name}", f"{party.name} ({SIDES[party.side].en})"),
        )
        for party in case.parties
        if party.kind == operations.PERSON and party.side not in signed
    ]
    choices += [
        (
            f"{one.side}:{one.id}",
            Words(
                f"{SIDES[one.side].zh}的代表：{one.person}（{CAPACITIES[one.capacity].zh}）",
                f"{one.person} for the {SIDES[one.side].en} ({CAPACITIES[one.capacity].en})",
            ),
        )
        for one in authorities_of(case.id)
        if one.checked_at is not None and one.side not in signed
    ]
    form.who.choices = as_choices(choices)
    return form


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
