"""What waits for a person: letters that stopped, the call list, bad addresses, and the channels."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for

from mediation.access.guard import acting, current_actor, requires
from mediation.notifications import acts, bad_addresses, channels, labels, queries
from mediation.notifications.acts import NotPossibleNow
from mediation.notifications.addressees import contact_of
from mediation.notifications.channels import Channel
from mediation.notifications.forms import CallForm
from mediation.notifications.views.blueprint import Answer, blueprint
from mediation.web.paging import asked_cursor
from mediation.web.words import t

MOST_AGAIN = 500


@blueprint.get("/letters/")
@requires("letters.watch")
def stopped() -> Answer:
    actor = current_actor()
    return render_template(
        "letters/stopped.html",
        counts=queries.counts(actor),
        reasons=queries.stopped_reasons(actor),
        page_of_deliveries=queries.held(
            actor, "stopped", asked_cursor(request.args), request.args.get("reason")
        ),
        unset=[(one, channels.missing_settings(one)) for one in Channel if not channels.is_set_up(one)],
        channel_words=channels.CHANNEL_WORDS,
        masked=bad_addresses.masked,
        labels=labels,
    )


@blueprint.post("/letters/<int:delivery_id>/again")
@requires("letters.watch")
def again(delivery_id: int) -> Answer:
    actor = current_actor()
    _say_resent(acts.resend(queries.chosen(actor, "stopped", [delivery_id]), acting()))
    return redirect(url_for("letters.stopped"))


@blueprint.post("/letters/again")
@requires("letters.watch")
def again_all() -> Answer:
    """Everything that stopped for one reason; more than a batch is for the next press."""
    actor = current_actor()
    found = queries.of_reason(
        actor, request.form.get("channel", ""), request.form.get("reason", ""), MOST_AGAIN
    )
    _say_resent(acts.resend(found, acting()))
    return redirect(url_for("letters.stopped"))


@blueprint.post("/letters/<int:delivery_id>/came-back")
@requires("letters.handle")
def came_back(delivery_id: int) -> Answer:
    """An e-mail that came back to the centre's post box, as a person saw."""
    actor = current_actor()
    delivery = next(iter(queries.chosen(actor, "mailed", [delivery_id])), None) or abort(404)
    acts.mark_bounced(delivery, acting())
    flash(
        t(
            "已记为退回，这个邮箱不再使用，这份通知改走下一个渠道。",
            "Noted as returned. The address is no longer used, and the letter goes by the next channel.",
        ),
        "success",
    )
    number = delivery.letter.facts.get("number")
    return redirect(url_for("cases.case", case_number=number) if number else url_for("letters.bad"))


@blueprint.get("/letters/calls")
@requires("letters.handle")
def calls() -> Answer:
    actor = current_actor()
    page = queries.held(actor, "calls", asked_cursor(request.args))
    return render_template(
        "letters/calls.html",
        counts=queries.counts(actor),
        page_of_deliveries=page,
        contacts={one.id: contact_of(one.letter) for one in page.rows},
        labels=labels,
    )


@blueprint.route("/letters/calls/<int:delivery_id>", methods=["GET", "POST"])
@requires("letters.handle")
def call(delivery_id: int) -> Answer:
    """One call: whom to ring, what to tell, how it went."""
    actor = current_actor()
    delivery = next(iter(queries.chosen(actor, "calls", [delivery_id])), None)
    if delivery is None:
        abort(404)
    form = CallForm()
    if form.validate_on_submit():
        try:
            acts.note_call(delivery, form.outcome.data or "", form.note.data or "", acting())
        except NotPossibleNow as refused:
            form.refuse(None, refused.words)
        else:
            flash(t("已记录。", "Noted."), "success")
            return redirect(url_for("letters.calls"))
    page = render_template(
        "letters/call.html", delivery=delivery, who=contact_of(delivery.letter), form=form, labels=labels
    )
    return page, (422 if form.errors or form.form_errors else 200)


@blueprint.get("/letters/bad-addresses")
@requires("letters.watch")
def bad() -> Answer:
    return render_template(
        "letters/bad.html",
        counts=queries.counts(current_actor()),
        page_of_addresses=queries.bad_addresses(asked_cursor(request.args)),
        channel_words=channels.CHANNEL_WORDS,
        labels=labels,
    )


@blueprint.post("/letters/bad-addresses/<int:address_id>/trust")
@requires("letters.watch")
def trust(address_id: int) -> Answer:
    bad_addresses.clear(address_id)
    flash(t("已恢复使用。", "It is used again."), "success")
    return redirect(url_for("letters.bad"))


def _say_resent(count: int) -> None:
    flash(t("已重新排队 {n} 件。", "{n} queued again.", n=count), "success" if count else "warn")
