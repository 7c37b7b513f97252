"""Signing from afar: the signer's own pages, one step at a time, without an account."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from mediation import clock
from mediation.access.by import By
from mediation.access.guard import ANYONE, current_actor, requires
from mediation.access.roles import Role
from mediation.acts.refusals import ActRefused
from mediation.documents import store
from mediation.documents.operations import ensure_rendered
from mediation.documents.sending import send_pdf
from mediation.public.checking.operations import AskedTooOften, count_question
from mediation.rules.findings import Words
from mediation.rules.procedures.machine import NotPossible
from mediation.signing import acts, forms, operations, paper, queries
from mediation.signing.acts import SignatureMark
from mediation.signing.browser_mark import mark_of_browser
from mediation.signing.queries import LINK_WORDS, Live
from mediation.web.transaction import before_slow_work, keep_changes
from mediation.web.words import t

blueprint = Blueprint("signing", __name__, url_prefix="/sign")

Answer = str | Response | tuple[str, int]

OPEN_FOR = timedelta(hours=1)
LINKS_BY_ADDRESS = 40
FORBIDDEN, UNPROCESSABLE = 403, 422


@blueprint.get("/")
@requires(ANYONE)
def start() -> Answer:
    """Where a personal link leads; its key comes behind the question mark, which access logs leave out."""
    if key := request.args.get("key", ""):
        live = _by_key(key)
        if live is None:
            keep_changes()
            return render_template("signing/unknown.html"), 404
        if _is_met_by_staff(live):
            return render_template("signing/staff.html"), FORBIDDEN
        mark_of_browser()
        session["signing"] = [live.link.id, (clock.now() + OPEN_FOR).timestamp(), False]
        return redirect(url_for("signing.start"))
    live, known = _mine()
    if live is None:
        return render_template("signing/unknown.html"), 404
    if not known or not live.is_open:
        return _door(live, forms.IdentityForm(formdata=None), known)
    return _whole(live)


@blueprint.post("/identity")
@requires(ANYONE)
def identity() -> Answer:
    live, known = _mine()
    if live is None:
        return redirect(url_for("signing.start"))
    form = forms.IdentityForm()
    if form.validate_on_submit():
        try:
            operations.identify(live, form.number.data, at=clock.now(), let_go=before_slow_work)
        except ActRefused as refused:
            form.refuse("number", refused.words)
        else:
            session["signing"] = [live.link.id, (clock.now() + OPEN_FOR).timestamp(), True]
            return redirect(url_for("signing.start"))
    return _door(live, form, known), UNPROCESSABLE


@blueprint.get("/copy")
@requires(ANYONE)
def copy() -> Answer:
    """The very file that is signed, to keep."""
    live, known = _mine()
    if live is None or not known:
        return redirect(url_for("signing.start"))
    content = store.where(live.link.copy.path).read_bytes()
    return send_pdf(content, f"{t('调解协议书（供签署）', 'Agreement for signature')}.pdf")


@blueprint.get("/agreement")
@requires(ANYONE)
def agreement() -> Answer:
    """The agreement with all hands, number and code, for whoever signed it."""
    live, known = _mine()
    paper = queries.concluded_by(live) if live and known else None
    if paper is None:
        return redirect(url_for("signing.start"))
    return send_pdf(ensure_rendered(paper).read_bytes(), f"{t('调解协议书', 'Agreement')} {paper.number}.pdf")


@blueprint.post("/code")
@requires(ANYONE)
def code() -> Answer:
    live, known = _mine()
    if live is None or not known:
        return redirect(url_for("signing.start"))
    try:
        channel = operations.send_code(live, at=clock.now(), before=before_slow_work)
    except ActRefused as refused:
        flash(t(refused.words), "error")
    else:
        flash(t(SENT[channel]) if channel else t(NO_CHANNEL), "success" if channel else "warn")
    return redirect(url_for("signing.start", _anchor="sign"))


@blueprint.post("/")
@requires(ANYONE)
def sign() -> Answer:
    live, known = _mine()
    if live is None or not known:
        return redirect(url_for("signing.start"))
    form = forms.LinkForm()
    if form.validate_on_submit():
        try:
            acts.sign_by_link(live, form.code.data, mark_of(form), at=clock.now(), let_go=before_slow_work)
        except (ActRefused, NotPossible) as refused:
            form.refuse("code" if isinstance(refused, operations.CodeRefused) else None, refused.words)
        else:
            return redirect(url_for("signing.start"))
    return _whole(live, form), UNPROCESSABLE


@blueprint.route("/decline", methods=["GET", "POST"])
@requires(ANYONE)
def decline() -> Answer:
    live, known = _mine()
    if live is None or not known:
        return redirect(url_for("signing.start"))
    form = forms.DeclineForm()
    if form.validate_on_submit():
        try:
            operations.decline(live, form.reason.data, at=clock.now())
        except (ActRefused, NotPossible) as refused:
            form.refuse(None, refused.words)
        else:
            return redirect(url_for("signing.start"))
    return render_template("signing/decline.html", form=form), (UNPROCESSABLE if form.mistakes else 200)


SENT = {
    "sms": Words(
        "验证码已用短信发到登记的手机，10 分钟内有效。",
        "A code was sent by text message; it is good for 10 minutes.",
    ),
    "email": Words(
        "验证码已发到登记的邮箱，10 分钟内有效。", "A code was sent by e-mail; it is good for 10 minutes."
    ),
}
NO_CHANNEL = Words(
    "暂时不能发送短信或邮件。请稍后再试，或者带身份证件到中心，由工作人员当面办理。",
    "No text message or e-mail can be sent now. Try again later, or come with your identity paper.",
)


def mark_of(form: forms.SignatureMarkForm) -> SignatureMark:
    """The signature as the form gives it, and from where it came."""
    return SignatureMark(
        typed=form.typed.data or "",
        drawn=form.drawn.data or "",
        address=request.remote_addr or "",
        browser=request.user_agent.string,
        device=mark_of_browser(),
    )


def _by_key(key: str) -> Live | None:
    at = clock.now()
    try:
        count_question("signing", LINKS_BY_ADDRESS, address=request.remote_addr or "", at=at)
    except AskedTooOften:
        abort(429)
    return queries.link_by_key(key, at=at)


def _mine() -> tuple[Live | None, bool]:
    """The link that this browser opened, and whether the signer said who they are."""
    link_id, until, known = session.get("signing", (None, 0, False))
    at = clock.now()
    if link_id is None or at.timestamp() > until:
        return None, False
    live = queries.link_by_id(link_id, at=at)
    return (None, False) if live is not None and _is_met_by_staff(live) else (live, known)


def _is_met_by_staff(live: Live) -> bool:
    """Whether this browser is signed in as somebody who is not of the signer's own organisation.

    The first page of such a browser forgets the link, and the timeline keeps that it was opened.
    """
    if not current_user.is_authenticated:
        return False
    actor, own = current_actor(), operations.side_of(live).organisation_id
    if actor.has(Role.INSTITUTION_USER) and own is not None and actor.organisation_id == own:
        return False
    session.pop("signing", None)
    operations.note_staff(live, By(actor, clock.now()))
    keep_changes()
    return True


def _door(live: Live, form: forms.IdentityForm, known: bool) -> str:
    """Before the signer said who they are nothing is shown of the case; nor after the link has ended."""
    return render_template(
        "signing/door.html",
        form=form,
        live=live,
        words=LINK_WORDS[live.state],
        known=known,
        paper=queries.concluded_by(live) if known else None,
    )


def _whole(live: Live, form: forms.LinkForm | None = None) -> str:
    return render_template(
        "signing/whole.html",
        live=live,
        paper=paper.as_page(live.link.copy),
        form=form or forms.LinkForm(formdata=None),
        plain=forms.PlainForm(formdata=None),
        size=(acts.WIDTH, acts.HEIGHT),
    )
