"""What the pages of the wizard share: what a page is given, what was typed on it, and where it leads."""

from __future__ import annotations

from typing import Any

from flask import render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from mediation import clock
from mediation.documents.queries import files_of_draft
from mediation.intake import operations, queries
from mediation.intake.answers import Answers, Data, Raw
from mediation.intake.forms.base import Scene, StepForm
from mediation.intake.forms.dispute import EvidenceForm
from mediation.intake.models import IntakeDraft
from mediation.intake.steps import CHECK_SECTION, SECTIONS, Step, after, before, first_open
from mediation.intake.views.blueprint import HONEYPOT, is_assisted
from mediation.organisations.queries import the_centre
from mediation.rules.acceptance import eligibility
from mediation.rules.findings import Words
from mediation.web.words import language

View = str | Response | tuple[str, int]

# Names that travel with every page and are no answers.
_FURNITURE = frozenset({"csrf_token", "then", "revision", "from", HONEYPOT})


def scene_of(draft: IntakeDraft, step: Step, answers: Answers, *, chosen: str = "") -> Scene:
    on = clock.today()
    centre = the_centre() if step.code == "consents" else None
    return Scene(
        answers,
        on,
        assisted=is_assisted(draft),
        centre_name=centre.words if centre else Words("本中心", "the centre"),
        options=queries.options_for(
            step.code, answers, on=on, search=request.args.get("q", "")[:100], chosen=chosen
        ),
    )


def page_of(step: Step, form: StepForm, draft: IntakeDraft, answers: Answers) -> str:
    previous = before(step, answers, assisted=is_assisted(draft))
    came_from_check = request.values.get("from") == "check"
    back = url_for(".show_step", code=previous.code) if previous else url_for(".start")
    return render_template(
        step.template,
        step=step,
        form=form,
        revision=draft.revision,
        section=SECTIONS[step.section],
        number=step.section + 1,
        total=CHECK_SECTION + 1,
        back=url_for(".check") if came_from_check else back,
        came_from="check" if came_from_check else "",
        files=files_of_draft(draft.id) if step.form is EvidenceForm else (),
        saved_at=draft.updated_at if draft.revision else None,
        search=request.args.get("q", ""),
    )


def next_address(step: Step, draft: IntakeDraft, answers: Answers) -> str:
    assisted = is_assisted(draft)
    if _asks_door(step, answers):
        return url_for(".other_doors", code=step.code, **way_back())
    return onward(step, answers, assisted=assisted)


def onward(step: Step, answers: Answers, *, assisted: bool) -> str:
    """Back to the check page for who came from there; else the next page."""
    following = after(step, answers, assisted=assisted)
    if request.values.get("from") == "check":
        following = first_open(answers, assisted=assisted)
        if following:
            return url_for(".show_step", code=following.code, **way_back())
    return url_for(".show_step", code=following.code) if following else url_for(".check")


def _asks_door(step: Step, answers: Answers) -> bool:
    given = str(answers.get(step.code, "answer"))
    return eligibility.other_door(step.code, given, on=clock.today()) is not None


def kept() -> Raw:
    return {name: values for name, values in request.form.lists() if name not in _FURNITURE}


def as_typed(raw: Raw) -> MultiDict[str, str] | None:
    """As a form reads it; None for a page that was not filled in yet."""
    return MultiDict((name, value) for name, values in raw.items() for value in values) if raw else None


def with_token(raw: Raw) -> MultiDict[str, str]:
    """What was typed, tidied, with the token that the forgery check asks for."""
    typed = MultiDict((name, value) for name, values in raw.items() for value in values)
    typed.setlist("csrf_token", request.form.getlist("csrf_token"))
    return typed


def one(raw: Raw, name: str) -> str:
    return next(iter(raw.get(name, [])), "")


def way_back() -> dict[str, Any]:
    return {"from": "check"} if request.values.get("from") == "check" else {}


def save(draft: IntakeDraft, step: Step, *, raw: Raw, data: Data | None) -> Answers:
    return operations.save_step(draft, step, raw=raw, data=data, at=clock.now(), lang=language())
