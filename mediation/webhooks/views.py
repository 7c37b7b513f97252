"""The administrator's pages of notices to other systems."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from mediation import clock
from mediation.access.guard import acting, requires
from mediation.organisations import queries as organisations
from mediation.organisations.models import OUTSIDE
from mediation.web.fields import as_choices
from mediation.web.paging import asked_cursor
from mediation.web.words import t
from mediation.webhooks import labels, operations, queries
from mediation.webhooks.forms import NewSubscriptionForm, SubscriptionForm
from mediation.webhooks.kinds import offered, words_of
from mediation.webhooks.models import Notice, Subscription
from mediation.webhooks.operations import RIGHT, SubscriptionRefused
from mediation.webhooks.signatures import HEADER

blueprint = Blueprint("webhooks", __name__, url_prefix="/webhooks")

Answer = str | Response | tuple[str, int]


@blueprint.get("/")
@requires(RIGHT)
def subscriptions() -> Answer:
    found = queries.subscriptions()
    return render_template(
        "webhooks/subscriptions.html", found=found, standing=queries.standing(found), labels=labels
    )


@blueprint.route("/new", methods=["GET", "POST"])
@requires(RIGHT)
def new() -> Answer:
    form = NewSubscriptionForm()
    bodies = organisations.of_kinds(OUTSIDE)
    form.body.choices = as_choices([(one.id, one.words) for one in bodies])
    body = next((one for one in bodies if str(one.id) == (form.body.data or request.args.get("body"))), None)
    if not form.is_submitted() and body is not None:
        form.body.data = str(body.id)
    if form.validate_on_submit() and body is not None:
        try:
            made = operations.subscribe(body, form.url.data, list(offered(body.kind)), acting())
        except SubscriptionRefused as refused:
            form.refuse(refused.field, refused.words)
        else:
            flash(t("已添加，请把密钥交给对方。", "Added. Hand the key to the receiver."), "success")
            return redirect(url_for("webhooks.subscription", subscription_id=made.id))
    page = render_template("webhooks/new.html", form=form)
    return page, (422 if form.errors else 200)


@blueprint.get("/<int:subscription_id>")
@requires(RIGHT)
def subscription(subscription_id: int) -> Answer:
    return _page(_found(subscription_id))


@blueprint.route("/<int:subscription_id>/edit", methods=["GET", "POST"])
@requires(RIGHT)
def edit(subscription_id: int) -> Answer:
    found = _found(subscription_id)
    form = SubscriptionForm(obj=found)
    form.kinds.choices = as_choices(offered(found.body.kind).items())
    if form.validate_on_submit():
        try:
            operations.change(found, form.url.data, form.kinds.data or [], acting(), active=form.active.data)
        except SubscriptionRefused as refused:
            form.refuse(refused.field, refused.words)
        else:
            flash(t("已保存。", "Saved."), "success")
            return redirect(url_for("webhooks.subscription", subscription_id=found.id))
    page = render_template("webhooks/edit.html", form=form, subscription=found)
    return page, (422 if form.errors else 200)


@blueprint.post("/<int:subscription_id>/keys")
@requires(RIGHT)
def show_keys(subscription_id: int) -> Answer:
    """The secrets themselves, on this one answer only."""
    found = _found(subscription_id)
    return _page(found, shown=operations.show_keys(found, acting()))


@blueprint.post("/<int:subscription_id>/keys/renew")
@requires(RIGHT)
def renew_key(subscription_id: int) -> Answer:
    found = _found(subscription_id)
    operations.renew_key(found, acting())
    flash(t("已换新密钥；旧密钥一周内仍同时签名。", "A new key; the old one signs beside it for a week."))
    return _back(found)


@blueprint.post("/<int:subscription_id>/keys/end-old")
@requires(RIGHT)
def end_old_keys(subscription_id: int) -> Answer:
    found = _found(subscription_id)
    operations.end_old_keys(found, acting())
    flash(t("旧密钥已停用。", "The old key no longer signs."))
    return _back(found)


@blueprint.post("/<int:subscription_id>/test")
@requires(RIGHT)
def send_test(subscription_id: int) -> Answer:
    found = _found(subscription_id)
    operations.send_test(found, acting())
    flash(
        t("测试通知几秒内发出，结果见下面的记录。", "The test leaves within seconds; the log below shows it.")
    )
    return _back(found)


@blueprint.post("/<int:subscription_id>/resume")
@requires(RIGHT)
def resume(subscription_id: int) -> Answer:
    found = _found(subscription_id)
    operations.resume(found, acting())
    flash(t("已恢复，积压的通知按顺序发出。", "Resumed. What waited goes out in its order."), "success")
    return _back(found)


@blueprint.get("/notices/<int:notice_id>")
@requires(RIGHT)
def notice(notice_id: int) -> Answer:
    found = queries.notice(notice_id) or abort(404)
    return render_template("webhooks/notice.html", notice=found, labels=labels, words_of=words_of)


@blueprint.post("/notices/<int:notice_id>/again")
@requires(RIGHT)
def send_again(notice_id: int) -> Answer:
    found: Notice = queries.notice(notice_id) or abort(404)
    try:
        operations.send_again(found, acting())
    except SubscriptionRefused as refused:
        flash(t(refused.words), "warn")
    else:
        flash(t("已重新排队，几秒内发出。", "Queued again; it leaves within seconds."), "success")
    return redirect(url_for("webhooks.notice", notice_id=found.id))


def _found(subscription_id: int) -> Subscription:
    return queries.subscription(subscription_id) or abort(404)


def _back(found: Subscription) -> Response:
    return redirect(url_for("webhooks.subscription", subscription_id=found.id))


def _page(found: Subscription, shown: object = None) -> str:
    now = clock.now()
    return render_template(
        "webhooks/subscription.html",
        subscription=found,
        shown=shown,
        keys=[key for key in found.keys if key.signs(now)],
        log=queries.log_of(found, asked_cursor(request.args)),
        labels=labels,
        words_of=words_of,
        header=HEADER,
    )
