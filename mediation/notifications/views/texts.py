"""The texts of letters: see, change, try out, send a trial, go back."""

from __future__ import annotations

import secrets
from string import Formatter

from flask import abort, current_app, flash, redirect, render_template, request, url_for

from mediation import clock
from mediation.access.guard import acting, requires
from mediation.documents.addresses import public_address
from mediation.notifications import labels, mail_server, sms_gateway, texts, wording
from mediation.notifications.channels import is_set_up
from mediation.notifications.forms import TextForm
from mediation.notifications.kinds import KINDS
from mediation.notifications.mail_server import MailSettings
from mediation.notifications.outgoing import Outcome, Outgoing, Result
from mediation.notifications.sms_gateway import SmsSettings
from mediation.notifications.texts import Text
from mediation.notifications.views.blueprint import Answer, blueprint
from mediation.notifications.wording import TextRefused
from mediation.rules.findings import Words
from mediation.rules.numbers.identifiers import NotValid, check_mobile
from mediation.web.transaction import before_slow_work
from mediation.web.words import t


@blueprint.get("/letters/texts")
@requires("letters.word")
def all_texts() -> Answer:
    rows = [
        (kind, texts.text_at(kind, texts.current_version(kind)), texts.versions_of(kind)) for kind in KINDS
    ]
    return render_template("letters/texts.html", rows=rows)


@blueprint.route("/letters/texts/<string:kind>", methods=["GET", "POST"])
@requires("letters.word")
def edit(kind: str) -> Answer:
    if kind not in KINDS:
        abort(404)
    form = TextForm() if request.method == "POST" else TextForm(formdata=None, data=_as_typed(kind))
    shown: Text | None = None
    if form.validate_on_submit():
        typed = {name: form[name].data or "" for name in _as_typed(kind)}
        try:
            shown = wording.tried(kind, typed, _sample_address(kind))
        except TextRefused as refused:
            form.refuse(refused.field, refused.words)
        else:
            if "keep" in request.form:
                wording.write_text(kind, typed, acting())
                flash(
                    t("已保存，之后写的通知都用新的文字。", "Kept. Letters written from now on use it."),
                    "success",
                )
                return redirect(url_for("letters.edit", kind=kind))
            if "send" in request.form:
                _send_trial(form, shown, typed, kind)
    page = render_template(
        "letters/text.html",
        kind=kind,
        form=form,
        shown=shown
        or texts.text_at(kind, texts.current_version(kind)).filled(
            wording.sample_facts(kind), _sample_address(kind)
        ),
        versions=texts.versions_of(kind),
        allowed=wording.allowed_in(kind, "body"),
        allowed_in_sms=wording.allowed_in(kind, "sms"),
        kinds=KINDS,
        labels=labels,
    )
    return page, (422 if form.errors or form.form_errors else 200)


@blueprint.post("/letters/texts/<string:kind>/shipped")
@requires("letters.word")
def return_to_shipped(kind: str) -> Answer:
    if kind not in KINDS:
        abort(404)
    wording.return_to_shipped(kind, acting())
    flash(t("已恢复原来的文字。", "The shipped text is used again."), "success")
    return redirect(url_for("letters.edit", kind=kind))


def _as_typed(kind: str) -> dict[str, str]:
    """The text that stands now, field by field."""
    text = texts.text_at(kind, texts.current_version(kind))
    return {
        f"{name}_{lang}": getattr(words, lang)
        for name, words in (
            ("title", text.title),
            ("body", text.body),
            ("sms", text.sms),
            ("sms_template", text.sms_template),
        )
        for lang in ("zh", "en")
    }


def _sample_address(kind: str) -> str:
    number = wording.sample_facts(kind).get("number", "")
    return f"{public_address()}/track/{number}" if number else f"{public_address()}/inbox"


def _send_trial(form: TextForm, shown: Text, typed: dict[str, str], kind: str) -> None:
    """Send the sample to the address typed, at once and outside of the outbox; says how it went."""
    where = form.try_to.data or ""
    channel = "email" if "@" in where else "sms"
    if channel == "sms":
        try:
            where = check_mobile(where, on=clock.today())
        except NotValid as wrong:
            form.refuse("try_to", wrong.words)
            return
    if not is_set_up(channel):
        form.refuse(
            "try_to",
            Words("这个渠道还没有设置好，请先设置。", "This channel is not set up yet. Set it up first."),
        )
        return
    before_slow_work()
    outcome = _sent(_trial(channel, where, shown, typed, kind))
    if outcome.result is Result.SENT:
        flash(t("已试发。", "The trial was sent."), "success")
    else:
        said = labels.reason(outcome.error)
        form.refuse("try_to", Words(f"没有发出：{said.zh}。", f"It was not sent: {said.en}."))


def _trial(channel: str, where: str, shown: Text, typed: dict[str, str], kind: str) -> Outgoing:
    facts = {**wording.sample_facts(kind), "address": _sample_address(kind)}
    names = {name for _, name, _, _ in Formatter().parse(t(typed["sms_zh"], typed["sms_en"])) if name}
    return Outgoing(
        0,
        channel,
        secrets.token_hex(16),
        where,
        t(shown.title),
        t(shown.sms if channel == "sms" else shown.body),
        template=t(shown.sms_template),
        parameters={name: str(facts[name]) for name in names},
    )


def _sent(message: Outgoing) -> Outcome:
    config, now = current_app.config, clock.now()
    if message.channel == "sms":
        return sms_gateway.send(message, SmsSettings.from_config(config, ""), at=now)
    ((_, outcome),) = mail_server.send_all([message], MailSettings.from_config(config), at=now)
    return outcome
