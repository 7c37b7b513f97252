"""What each act on a hand-over asks for, and the one operation that carries it out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort

from mediation import clock
from mediation.access.by import By
from mediation.acts.pages import ActForm
from mediation.cases.documents.forms import begins_with, form_of, typed
from mediation.deadlines.models import Deadline
from mediation.deadlines.reckoning import rule_of
from mediation.documents.kinds import KINDS, DocumentKind, Kind
from mediation.organisations.queries import the_centre
from mediation.referrals import acts, corrections, deadline_changes, extension_points, forms, results
from mediation.referrals.materials import held, read_list, write_list
from mediation.referrals.models import Referral
from mediation.referrals.operations import perform
from mediation.rules.procedures.machine import Transition
from mediation.rules.time.deadlines import CONSENTS, PAUSE_REASONS
from mediation.web.fields import as_choices
from mediation.web.forms import VersionedForm


def _plainly(referral: Referral, row: Transition, form: Any, by: By) -> object:
    reason = form.reason.data if "reason" in form else ""
    return perform(referral, row.action, by, reason=reason)


def _take_form(referral: Referral) -> VersionedForm:
    """Only a complaint may go to its institution first."""
    form = forms.TakeForm()
    if referral.law.matter != "complaint":
        del form.road
    return form


def _take(referral: Referral, row: Transition, form: Any, by: By) -> object:
    centre = the_centre() or abort(404)
    done = acts.take(referral, by, centre=centre, on_platform=form.on_platform.data == "platform")
    if "road" in form and form.road.data == "institution":
        acts.pass_to_institution(referral, by.without_version(), centre=centre)
    return done


def _sign(referral: Referral, row: Transition, form: Any, by: By) -> object:
    return acts.sign_for(
        referral, row.action, form.signed_by.data, form.signed_on.data, by, scans=form.files.data or ()
    )


def _result(referral: Referral, row: Transition, form: Any, by: By) -> object:
    return perform(
        referral,
        row.action,
        by,
        changes={
            "result": form.result.data,
            "result_on": form.result_on.data,
            "result_number": form.result_number.data,
            "result_text": form.text.data,
        },
    )


def _come_back(referral: Referral, row: Transition, form: Any, by: By) -> object:
    return acts.come_back(referral, form.reason.data, by)


def _take_out(referral: Referral, row: Transition, form: Any, by: By) -> object:
    return acts.take_out(referral, form.reason.data, by)


def _again(referral: Referral, row: Transition, form: Any, by: By) -> object:
    return corrections.answer(referral, row.action, read_list(form.materials.data), by)


def _correction_form(referral: Referral) -> VersionedForm:
    return forms.correction_form((one.id, one.title) for one in referral.materials)()


def _return_it(referral: Referral, row: Transition, form: Any, by: By) -> object:
    faults = {one.id: form[f"{forms.FAULT}{one.id}"].data or "" for one in referral.materials}
    return corrections.return_it(referral, row.action, form.reason.data, faults, by)


def _suspend_form(referral: Referral) -> VersionedForm:
    form = forms.SuspendForm()
    if not form.is_submitted():
        form.materials.data = write_list(held(referral.case_id) if referral.case_id else ())
    return form


def _suspend(referral: Referral, row: Transition, form: Any, by: By) -> object:
    return acts.report_sham(
        referral, form.reason.data, read_list(form.materials.data), by, centre=the_centre() or abort(404)
    )


def _resume(referral: Referral, row: Transition, form: Any, by: By) -> object:
    return acts.resume(referral, form.reason.data, by)


def _on_clock(form: type[Any], action: str) -> Callable[[Referral], Any]:
    """The form of an act on a clock with the clocks of this hand-over, and what their rules ask."""

    def offer(referral: Referral) -> Any:
        shown, fitting = form(), deadline_changes.CHOICES[action](referral)
        rules = [rule_of(one) for one in fitting]
        shown.deadline.choices = as_choices(
            [(one.id, found.words) for one, found in zip(fitting, rules, strict=True)]
        )
        if len(fitting) == 1 and not shown.is_submitted():
            shown.deadline.data = fitting[0].id
        if "consents" in shown:
            asked = dict.fromkeys(code for found in rules for code in found.extension_consents)
            shown.consents.choices = as_choices([(code, CONSENTS[code]) for code in asked])
        if "why" in shown:
            grounds = dict.fromkeys(code for found in rules for code in found.suspends)
            shown.why.choices = as_choices([(code, PAUSE_REASONS[code]) for code in grounds])
        return shown

    return offer


def _chosen(referral: Referral, form: Any) -> Deadline:
    found = next((one for one in referral.deadlines if one.id == form.deadline.data), None)
    return found or abort(404)


def _extend(referral: Referral, row: Transition, form: Any, by: By) -> object:
    return deadline_changes.extend(
        referral, _chosen(referral, form), form.length.data, form.consents.data or (), form.reason.data, by
    )


def _ask_time_form(referral: Referral) -> VersionedForm:
    """The consents of the last rung; the first needs none."""
    form, found = forms.AskTimeForm(), deadline_changes.rungs(referral)
    asked = rule_of(found[0]).extension_consents if found else ()
    form.consents.choices = as_choices([(code, CONSENTS[code]) for code in asked])
    if not asked:
        del form.consents
    return form


def _ask_time(referral: Referral, row: Transition, form: Any, by: By) -> object:
    return deadline_changes.ask_time(
        referral, (form.consents.data or ()) if "consents" in form else (), form.reason.data, by
    )


def _pause_clock(referral: Referral, row: Transition, form: Any, by: By) -> object:
    return deadline_changes.pause(referral, _chosen(referral, form), form.why.data, form.reason.data, by)


def _resume_clock(referral: Referral, row: Transition, form: Any, by: By) -> object:
    return deadline_changes.resume(referral, _chosen(referral, form), by)


def _note(referral: Referral, row: Transition, form: Any, by: By) -> object:
    return perform(referral, row.action, by, facts={"text": form.text.data})


def _letter_of(referral: Referral) -> Kind:
    return KINDS[DocumentKind(referral.law.paper)]


def _letter_form(referral: Referral) -> VersionedForm:
    """The facts of the letter of result, filled in: whoever agrees with them sends it with one click."""
    kind = _letter_of(referral)
    told = results.known(referral, kind.code, clock.now()) if referral.case else {}
    return form_of(kind)(data=begins_with(kind, told))


def _return_result(referral: Referral, row: Transition, form: Any, by: By) -> object:
    kind = _letter_of(referral)
    facts = kind.facts(**{**results.known(referral, kind.code, by.at), **typed(kind, form)})
    return acts.return_result(referral, facts, by)


def _plain(form: type[VersionedForm]) -> Callable[[Referral], VersionedForm]:
    return lambda referral: form()


ACT_FORMS: dict[str, ActForm[Referral]] = {
    "take": ActForm(_take_form, _take),
    "ask_correction": ActForm(_correction_form, _return_it),
    "send_back": ActForm(_correction_form, _return_it),
    "correct": ActForm(_plain(forms.MoreForm), _again),
    "send": ActForm(_plain(forms.MoreForm), _again),
    "suspend": ActForm(_suspend_form, _suspend),
    "resume": ActForm(_plain(forms.ReasonForm), _resume),
    "extend_clock": ActForm(_on_clock(forms.ExtendForm, "extend_clock"), _extend),
    "ask_time": ActForm(_ask_time_form, _ask_time),
    "pause_clock": ActForm(_on_clock(forms.PauseForm, "pause_clock"), _pause_clock),
    "resume_clock": ActForm(_on_clock(forms.ResumeForm, "resume_clock"), _resume_clock),
    "sign_for": ActForm(_plain(forms.ReceiptForm), _sign),
    "return_result": ActForm(_letter_form, _return_result),
    "sign_for_result": ActForm(_plain(forms.ReceiptForm), _sign),
    "record_result": ActForm(_plain(forms.ResultForm), _result),
    "take_out": ActForm(_plain(forms.ReasonForm), _take_out),
    "come_back": ActForm(_plain(forms.ReasonForm), _come_back),
    "add_note": ActForm(_plain(forms.NoteForm), _note),
}


def act_form(referral: Referral, row: Transition) -> ActForm[Referral]:
    """What the row's act asks for; a reason or nothing where nothing else is said."""
    if its_own := extension_points.act_forms.get((referral.law.matter, row.action)):
        return its_own
    plain = _plain(forms.ReasonForm if row.needs_reason else forms.PlainForm)
    return ACT_FORMS.get(row.action, ActForm(plain, _plainly))
