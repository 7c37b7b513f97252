"""What the acts of the ledger ask for where the matter is a confirmation: number, ground, ruling, paper.

The liaison of the court enters them at its own desk, the centre from the court's paper.
"""

from __future__ import annotations

from typing import Any, BinaryIO, cast

from mediation import clock
from mediation.access.by import By
from mediation.acts.pages import ActForm
from mediation.courts.confirmation import forms
from mediation.courts.confirmation.queries import MATTER
from mediation.documents.uploads import store_upload
from mediation.referrals.extension_points import register_act_form
from mediation.referrals.models import Referral
from mediation.referrals.operations import perform
from mediation.rules.numbers.case_numbers import check_court_number
from mediation.rules.procedures import court_grounds
from mediation.rules.procedures.machine import Transition
from mediation.rules.refusals import NotValid
from mediation.web.fields import as_choices
from mediation.web.forms import VersionedForm

PURPOSE = "confirmation"  # where papers of the court lie in the volume of the case


def ask_for_confirmation() -> None:
    """Let the acts of the court ask for what they mean for a confirmation."""
    register_act_form(MATTER, "they_take", ActForm(lambda referral: forms.TakenForm(), _take))
    register_act_form(MATTER, "they_refuse", ActForm(_refused_form, _refuse))
    register_act_form(MATTER, "record_result", ActForm(_ruling_form, _rule))


def _take(referral: Referral, row: Transition, form: Any, by: By) -> object:
    changes = {"their_number": _one_form(form.number.data)}
    done = _perform(referral, row, by, changes, starts_on=form.taken_on.data)
    _keep_papers(referral, form, by)
    return done


def _refused_form(referral: Referral) -> VersionedForm:
    form = forms.RefusedForm()
    form.ground.choices = _grounds(referral, court_grounds.REFUSED)
    return form


def _refuse(referral: Referral, row: Transition, form: Any, by: By) -> object:
    changes = {"ground": form.ground.data, "result_on": form.decided_on.data}
    done = _perform(referral, row, by, changes, reason=form.reason.data)
    _keep_papers(referral, form, by)
    return done


def _ruling_form(referral: Referral) -> VersionedForm:
    form = forms.RulingForm()
    form.ground.choices = _grounds(referral, "rejected")
    if not form.is_submitted():
        form.result_number.data = referral.their_number
    return form


def _rule(referral: Referral, row: Transition, form: Any, by: By) -> object:
    changes = {
        "result": form.result.data,
        "ground": (form.ground.data or "") if form.result.data == "rejected" else "",
        "result_on": form.result_on.data,
        "result_number": _one_form(form.result_number.data or referral.their_number),
        "result_text": form.text.data or "",
    }
    done = _perform(referral, row, by, changes)
    _keep_papers(referral, form, by)
    return done


def _perform(referral: Referral, row: Transition, by: By, changes: dict[str, Any], **more: Any) -> object:
    return perform(referral, row.action, by, changes=changes, **more)


def _one_form(typed: str) -> str:
    """A court's number in the form in which numbers are compared; what is none is for the guard to refuse."""
    try:
        return check_court_number(typed, on=clock.today())[0].text
    except NotValid:
        return typed.strip()


def _grounds(referral: Referral, ruling: str) -> list[Any]:
    rows = court_grounds.grounds(referral.law.matter, ruling, on=referral.law_on)
    return as_choices([(row.code, row.words) for row in rows])


def _keep_papers(referral: Referral, form: Any, by: By) -> None:
    for upload in form.files.data or ():
        if upload and upload.filename and referral.case_id is not None:
            store_upload(
                cast(BinaryIO, upload.stream),
                upload.filename,
                at=by.at,
                uploaded_by=by.actor.name,
                uploaded_by_id=by.actor.user_id,
                kind=PURPOSE,
                case_id=referral.case_id,
            )
