"""The pages on which a stranger checks what is said to come from the centre."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from mediation import clock
from mediation.access.guard import ANYONE, requires
from mediation.documents import queries as documents
from mediation.documents.kinds import KINDS, DocumentKind
from mediation.documents.queries import MOST_READ, Check
from mediation.public.checking import forms, operations, queries
from mediation.public.checking.operations import FILES_BY_ADDRESS, QUESTIONS_BY_ADDRESS, AskedTooOften
from mediation.rules.findings import Words
from mediation.sealing.pdf import SealState
from mediation.web.transaction import keep_changes

blueprint = Blueprint("checking", __name__)

Answer = str | Response | tuple[str, int]

SEAL_WORDS = {
    SealState.NONE: Words("没有数字签名。", "No digital signature."),
    SealState.OURS: Words(
        "本中心的数字签名有效，签名后没有改动。",
        "The centre's digital signature is valid; nothing has changed.",
    ),
    SealState.CHANGED: Words(
        "本中心的数字签名已失效：签名后有改动。", "The centre's digital signature is broken: changed since."
    ),
    SealState.FOREIGN: Words(
        "有他人的数字签名，不是本中心的。", "It bears somebody else's digital signature, not the centre's."
    ),
}
GOOD = ("genuine",)
TOO_LARGE = Words("文件超过 20 MB，本中心的文书没有这么大。", "Over 20 MB: no paper of ours is so large.")


@blueprint.route("/v", methods=["GET", "POST"])
@blueprint.route("/verify", methods=["GET", "POST"])
@requires(ANYONE)
def start() -> Answer:
    """Type the code of a paper, or hand in the file without it."""
    if code := request.args.get("code", "").strip():
        return redirect(url_for("checking.document", code=code))
    form = forms.CompareForm()
    compared = _compare("", form)
    page = render_template(
        "public/checking/start.html",
        form=forms.CodeForm(formdata=None),
        compare_form=form,
        compared=compared,
        kinds=KINDS,
        seal_words=SEAL_WORDS,
        good=GOOD,
    )
    return page, (422 if form.errors else 200)


@blueprint.get("/verify/<string:code>")
@requires(ANYONE)
def verify(code: str) -> Answer:
    """The address as people say it; papers print the short one."""
    return redirect(url_for("checking.document", code=code))


@blueprint.route("/v/<string:code>", methods=["GET", "POST"])
@requires(ANYONE)
def document(code: str) -> Answer:
    form = forms.CompareForm()
    compared = _compare(code, form)
    found = documents.document_by_code(code)
    page = render_template(
        "public/checking/document.html",
        form=form,
        code=code,
        document=found,
        kind=KINDS[DocumentKind(found.kind)] if found else None,
        compared=compared,
        seal_words=SEAL_WORDS,
        good=GOOD,
    )
    return page, (422 if form.errors else 200 if found else 404)


def _compare(code: str, form: forms.CompareForm) -> Check | None:
    """What the file that was handed in is; None, with a sentence in the form, where it cannot be said."""
    if not form.validate_on_submit():
        return None
    keep_changes()
    at = clock.now()
    try:
        operations.count_question("file", FILES_BY_ADDRESS, address=request.remote_addr or "", at=at)
    except AskedTooOften as refused:
        form.refuse("file", refused.words)
        return None
    upload = form.file.data[0]
    upload.stream.seek(0, 2)
    if upload.stream.tell() > MOST_READ:
        form.refuse("file", TOO_LARGE)
        return None
    upload.stream.seek(0)
    return documents.verify_upload(code, upload.stream, at=at)


NOT_FOUND = Words(
    "没有查到。请逐字核对；仍查不到的，不要相信，也不要转账，请拨打本页的中心电话。",
    "Not found. Compare it letter by letter; if it still fails, do not trust it, transfer nothing and "
    "ring the centre's number on this page.",
)
FOUND = {
    "mediator": Words(
        "是本中心名册上的调解员，姓名和工作证号一致。",
        "A mediator on the centre's roster; name and badge number fit.",
    ),
    "phone": Words("是“{name}”对外公布的电话。", "It is the published number of “{name}”."),
    "station": Words("“{name}”是本中心或本中心的驿站。", "“{name}” is the centre or one of its stations."),
    "message": Words(
        "近 90 天内，本中心就这个案号向这个手机号的一方发过通知。",
        "Within the last 90 days the centre wrote about this case to the side with this telephone.",
    ),
}


@blueprint.route("/real", methods=["GET", "POST"])
@requires(ANYONE)
def real() -> Answer:
    """Is this mediator, number, station or message ours? Exact matches; a few questions in half an hour."""
    form, answer, found = forms.RealForm(), None, False
    if form.validate_on_submit():
        keep_changes()
        at = clock.now()
        try:
            operations.count_question("real", QUESTIONS_BY_ADDRESS, address=request.remote_addr or "", at=at)
        except AskedTooOften as refused:
            form.refuse(None, refused.words)
        else:
            said = _is_real(form.what.data or "", form.name.data, form.number.data or "", at)
            answer, found = said or NOT_FOUND, said is not None
    page = render_template("public/checking/real.html", form=form, answer=answer, found=found)
    return page, (422 if form.mistakes else 200)


def _is_real(what: str, name: str, number: str, at: datetime) -> Words | None:
    if what in ("phone", "station"):
        body = queries.body_with_phone(name) if what == "phone" else queries.body_named(name)
        return FOUND[what].within(name=body.name) if body else None
    is_ours = (
        queries.is_mediator(name, number) if what == "mediator" else queries.sent_message(name, number, at=at)
    )
    return FOUND[what] if is_ours else None
