"""Letters by post: printed together with their labels, posted under a number, signed for or returned."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for

from mediation import clock
from mediation.access.by import By
from mediation.access.guard import acting, current_actor, requires
from mediation.documents.render import RenderRefused
from mediation.documents.sending import send_pdf
from mediation.notifications import acts, labels, queries
from mediation.notifications.acts import NotPossibleNow
from mediation.notifications.forms import BackForm, PostedForm
from mediation.notifications.models import Delivery
from mediation.notifications.post import sheets_for
from mediation.notifications.views.blueprint import Answer, blueprint
from mediation.web.paging import asked_cursor
from mediation.web.words import t


@blueprint.get("/letters/post")
@requires("letters.handle")
def post() -> Answer:
    actor, cursor = current_actor(), asked_cursor(request.args)
    return render_template(
        "letters/post.html",
        counts=queries.counts(actor),
        to_print=queries.held(actor, "to_print", cursor),
        to_post=queries.held(actor, "to_post", None),
        on_the_way=queries.held(actor, "posted", None),
        labels=labels,
    )


@blueprint.post("/letters/post/print")
@requires("letters.handle")
def print_letters() -> Answer:
    """One PDF with the labels and the letters that were ticked; printing again is always possible."""
    actor = current_actor()
    ids = request.form.getlist("letter", type=int)
    waiting = queries.chosen(actor, "to_print", ids)
    found = sorted([*waiting, *queries.chosen(actor, "to_post", ids)], key=lambda one: one.id)
    if not found:
        flash(t("请先勾选要打印的信件。", "Tick the letters to print first."), "warn")
        return redirect(url_for("letters.post"))
    try:
        content = sheets_for(found, at=clock.now())
    except RenderRefused as refused:
        flash(t(refused.words), "error")
        return redirect(url_for("letters.post"))
    acts.note_printed(waiting, acting())
    return send_pdf(content, t("待寄信件.pdf", "letters.pdf"))


@blueprint.route("/letters/post/<int:delivery_id>", methods=["GET", "POST"])
@requires("letters.handle")
def posted(delivery_id: int) -> Answer:
    """One printed letter: under which number it was posted, then what came back."""
    actor = current_actor()
    to_post = next(iter(queries.chosen(actor, "to_post", [delivery_id])), None)
    delivery = to_post or next(iter(queries.chosen(actor, "posted", [delivery_id])), None) or abort(404)
    form: PostedForm | BackForm = PostedForm() if to_post else BackForm()
    since = clock.day_of((delivery.letter.written_at if to_post else delivery.sent_at) or delivery.queued_at)
    if form.validate_on_submit() and form.is_between(since, clock.today()):
        try:
            _note(delivery, form)
        except NotPossibleNow as refused:
            form.refuse(None, refused.words)
        else:
            flash(t("已登记。", "Noted."), "success")
            return redirect(url_for("letters.post"))
    page = render_template(
        "letters/posted.html", delivery=delivery, form=form, is_posted=to_post is None, labels=labels
    )
    return page, (422 if form.errors or form.form_errors else 200)


def _note(delivery: Delivery, form: PostedForm | BackForm) -> None:
    actor, at = current_actor(), clock.now()
    on_at = clock.moment_of(form.on.data or clock.today())
    if isinstance(form, PostedForm):
        acts.note_posted(delivery, form.number.data, By(actor, at), on_at=on_at)
    elif form.what.data == "receipt":
        acts.note_receipt(delivery, By(actor, at), on_at=on_at)
    else:
        with_slip = form.what.data == "returned_slip"
        acts.note_returned(delivery, form.note.data, By(actor, at), on_at=on_at, with_slip=with_slip)
