"""The pages on which a stranger checks what is said to come from the centre."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from mediation import clock
from mediation.access.guard import ANYONE, requires
from mediation.checking import forms, operations
from mediation.checking.operations import FILES_BY_ADDRESS, AskedTooOften
from mediation.documents import queries as documents
from mediation.documents.kinds import KINDS, DocumentKind
from mediation.documents.queries import MOST_READ, Check
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
        "checking/start.html",
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
        "checking/document.html",
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
