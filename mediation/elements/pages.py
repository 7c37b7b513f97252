"""What the pages of the elements do, the same at the desk and on a party's own page."""

from __future__ import annotations

from typing import Any

from flask import request

from mediation.access.by import By
from mediation.cases.models import Case
from mediation.elements import forms, operations
from mediation.elements.operations import ONLINE, ElementRefused
from mediation.elements.queries import Sheet


def take_claim(case: Case, sheet: Sheet, by: By, *, staff: bool) -> tuple[forms.ClaimForm, bool]:
    """The form of the claimant's values, and whether it was sent and taken."""
    form = forms.claim_form(sheet)
    if request.method != "POST" or not form.validate():
        return form, False
    elements = [line.element for line in sheet.lines]
    return form, _run(
        form,
        operations.write_values,
        case,
        sheet.claimant,
        form.values(elements),
        by,
        channel=_channel(form, staff),
    )


def take_answer(case: Case, sheet: Sheet, by: By, *, staff: bool) -> tuple[forms.AnswerForm, bool]:
    """The form of the other side's answers, and whether it was sent and taken."""
    form = forms.answer_form(sheet)
    if request.method != "POST" or not form.validate():
        return form, False
    lines = sheet.to_answer
    return form, _run(
        form,
        operations.answer,
        case,
        form.answers(lines),
        form.own(lines),
        by,
        channel=_channel(form, staff),
    )


def _channel(form: Any, staff: bool) -> str:
    return (form.channel.data or ONLINE) if staff else ONLINE


def _run(form: Any, act: Any, *given: Any, **more: Any) -> bool:
    try:
        act(*given, **more)
    except ElementRefused as refused:
        form.refuse(None, refused.words)
        return False
    return True
