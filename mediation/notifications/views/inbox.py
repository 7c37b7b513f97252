"""The inbox of those who work here and of the bodies they belong to."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from mediation import clock
from mediation.access.by import By
from mediation.access.guard import acting, current_actor, may, requires
from mediation.database import writes
from mediation.notifications import labels, queries
from mediation.notifications.proofs import note_read
from mediation.notifications.views.blueprint import Answer, blueprint
from mediation.web.paging import asked_cursor
from mediation.web.words import t

MOST_AT_ONCE = 200


@blueprint.get("/inbox")
@requires("letters.inbox")
def inbox() -> Answer:
    page = queries.inbox(current_actor(), asked_cursor(request.args))
    can_mark = any(one.read_at is None and not one.side for one in page.rows)
    return render_template("letters/inbox.html", page_of_letters=page, can_mark=can_mark, labels=labels)


@blueprint.get("/inbox/<int:letter_id>")
@requires("letters.inbox")
@writes
def letter(letter_id: int) -> Answer:
    """Opening a letter is reading it."""
    found = queries.in_inbox(current_actor(), letter_id) or abort(404)
    note_read(found, acting())
    return render_template("letters/letter.html", letter=found, labels=labels)


@blueprint.post("/inbox/read")
@requires("letters.inbox")
def read_all() -> Answer:
    """All at once; letters to a side of a case are left, for their reading is proof of service."""
    actor, at = current_actor(), clock.now()
    found = queries.not_read(actor, MOST_AT_ONCE)
    for one in found:
        note_read(one, By(actor, at))
    flash(t("已标为已读：{n} 件。", "Marked as read: {n}.", n=len(found)), "success")
    return redirect(url_for("letters.inbox"))


class Unread:
    """The count beside the link to the inbox; asked only by a page that draws it."""

    def __init__(self) -> None:
        self.url = url_for("letters.inbox")

    @property
    def count(self) -> int:
        return queries.unread(current_actor())


@blueprint.app_context_processor
def frame() -> dict[str, object]:
    """The way to the inbox in the head of every page of the desk."""
    if not current_user.is_authenticated or not may("letters.inbox"):
        return {}
    return {"letter_inbox": Unread()}
