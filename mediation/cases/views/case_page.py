"""The page of a case: for those inside with everything, for those outside with what is theirs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from flask import abort, render_template, request, url_for

from mediation import clock
from mediation.access.actor import Actor
from mediation.access.guard import acting, current_actor, ensure, may, requires
from mediation.access.roles import Role
from mediation.acts import pages
from mediation.acts.offers import address_of, offers
from mediation.acts.pages import Answer
from mediation.cases import acts, extension_points, queries
from mediation.cases.forms import OverrideForm
from mediation.cases.labels import done_part, left_until
from mediation.cases.lookup import case_or_404
from mediation.cases.models import Case, CaseFinding
from mediation.cases.operations import situation
from mediation.cases.outsiders_view import OUTSIDE_FILES, may_read, side_of
from mediation.cases.personal_data import MASKED, in_full, masked_parties
from mediation.cases.views.lookup import blueprint
from mediation.deadlines.cards import cards_of
from mediation.deadlines.queries import moves_of_case, rows_of_case
from mediation.documents.kinds import KINDS, DocumentKind
from mediation.documents.models import IssuedDocument
from mediation.documents.queries import documents_of_case, files_of_case
from mediation.holidays.queries import house_calendar
from mediation.rules.acceptance import eligibility
from mediation.rules.findings import Words
from mediation.rules.numbers.divisions import divisions, full_name
from mediation.rules.procedures import lifecycle
from mediation.rules.vocabulary import (
    CHANNELS,
    NEEDS,
    OUTCOMES,
    PRODUCTS,
    REMEDIES,
    SENDERS,
    SIDES,
    TIMES,
    TURNS,
)
from mediation.timeline.events import sentence
from mediation.timeline.models import TimelineEntry
from mediation.timeline.queries import entries_of
from mediation.web.words import t

VOCABULARIES = {
    "channels": CHANNELS,
    "needs": NEEDS,
    "outcomes": OUTCOMES,
    "products": PRODUCTS,
    "remedies": REMEDIES,
    "senders": SENDERS,
    "sides": SIDES,
    "times": TIMES,
    "turns": TURNS,
}


@blueprint.get("/cases/<case_number:case_number>")
@requires("desk.open")
def case(case_number: str) -> Answer:
    found = case_or_404(case_number)
    return draw(found)


@blueprint.post("/cases/<case_number:case_number>/reveal")
@requires("case.reveal")
def reveal(case_number: str) -> Answer:
    """Shows a masked value once, in the answer itself; the timeline keeps who looked."""
    found = case_or_404(case_number, "case.reveal")
    wanted = request.form.get("what", "")
    value = in_full(found, wanted)
    if not value:
        abort(404)
    side, field = wanted.split(".")
    words = Words(
        SIDES[side].zh + MASKED[field].words.zh, f"{SIDES[side].en}'s {MASKED[field].words.en.lower()}"
    )
    acts.reveal(found, words, acting())
    return draw(found, revealed={wanted: value})


@blueprint.post("/cases/<case_number:case_number>/findings/<int:finding_id>")
@requires("case.override")
def override(case_number: str, finding_id: int) -> Answer:
    def finding_of(found: Case) -> CaseFinding:
        return next((one for one in found.findings if one.id == finding_id), None) or abort(404)

    find = partial(case_or_404, case_number, "case.override")
    finding_of(find())
    return pages.run(
        find,
        lambda found: _override_form(finding_id),
        lambda found, form, by: acts.override_finding(found, finding_of(found), form.reason.data, by),
        lambda found, form: draw(found, overriding={finding_id: form}),
        lambda _: pages.go_on(
            Words("已推翻这条审查结论。", "The finding was set aside."),
            url_for("cases.case", case_number=case_number, _anchor="findings"),
        ),
    )


def _override_form(finding_id: int, *, anew: bool = False) -> OverrideForm:
    """The form stands on the page once for each finding; `anew` leaves out what was typed."""
    form = OverrideForm(formdata=None) if anew else OverrideForm()
    form.reason.id = f"reason-{finding_id}"
    return form


def draw(
    case: Case,
    *,
    revealed: Mapping[str, str] | None = None,
    overriding: Mapping[int, OverrideForm] | None = None,
) -> str:
    """The page as the actor may see it."""
    if not may("case.view_inside", case):
        return _draw_outside(case)
    actor, on = current_actor(), clock.today()
    now = situation(case, on=on)
    return render_template(
        "cases/case.html",
        **_common(case),
        state=lifecycle.states()[case.state].words,
        next_step=lifecycle.states()[case.state].next,
        offers=offers(lifecycle.DISPUTE, case, actor, now),
        parties=masked_parties(case, revealed or {}),
        eligibility_answers=_eligibility(case),
        deadlines=cards_of(rows_of_case(case.id), on=on, moves=moves_of_case(case.id)),
        period_codes=frozenset(lifecycle.PERIOD_BY_TRACK.values()),
        sections=extension_points.sections_of(case, actor),
        entries=[_told(entry) for entry in entries_of(case.thread)],
        papers=_papers(case, actor),
        files=files_of_case(case.id),
        file_pages=extension_points.file_pages,
        notes=queries.notes_of(case.id),
        messages=queries.messages_of(case.id),
        overriding=overriding or {},
        failed=next(iter((overriding or {}).values()), None),
        override_form=lambda finding_id: (
            (overriding or {}).get(finding_id) or _override_form(finding_id, anew=True)
        ),
    )


def _draw_outside(case: Case) -> str:
    """Public sentences only: no notes, no findings, nothing that identifies the other side further."""
    ensure("case.view", case)
    actor = current_actor()
    side = side_of(case, actor)
    return render_template(
        "cases/outside.html",
        **_common(case),
        state=lifecycle.states()[case.state].public_words,
        side=side,
        offers=offers(lifecycle.DISPUTE, case, actor, lifecycle.Situation(on=clock.today())),
        sections=extension_points.sections_of(case, actor),
        entries=[shown for entry in entries_of(case.thread) if (shown := _told(entry, public=True))],
        papers=_papers(case, actor),
        files=[file for file in files_of_case(case.id) if file.kind in OUTSIDE_FILES],
        messages=queries.messages_of(case.id, side) if side else [],
    )


def _papers(case: Case, actor: Actor) -> list[tuple[IssuedDocument, Words]]:
    """The papers that the actor may open, with their titles."""
    readable = (paper for paper in documents_of_case(case.id) if may_read(paper.kind, case, actor))
    return [(paper, KINDS[DocumentKind(paper.kind)].title) for paper in readable]


EDITABLE_KINDS = frozenset(kind.code for kind in KINDS.values() if kind.editable)


def _common(case: Case) -> dict[str, Any]:
    on = clock.today()
    known = case.district in divisions()
    calendar = house_calendar()
    return {
        "case": case,
        "tone": lifecycle.states()[case.state].tone,
        "address_of": partial(address_of, case_number=case.short_number),
        "left": left_until(
            case.due_on,
            case.due_code,
            case.law_on,
            on=on,
            calendar=calendar,
            state=case.state,
            is_open=case.is_open,
        ),
        "done_part": done_part(case.due_on, case.due_code, case.law_on, on=on, calendar=calendar),
        "district": full_name(case.district) if known else None,
        "words_of": VOCABULARIES,
        "editable_kinds": EDITABLE_KINDS,
    }


def _eligibility(case: Case) -> list[tuple[Words, Words]]:
    """The questions of the first page with the answers as given."""
    answered = (eligibility.wording(code, answer) for code, answer in case.eligibility.items())
    return [(ask, answer) for ask, answer in answered if answer is not None]


def _told(entry: TimelineEntry, *, public: bool = False) -> dict[str, object] | None:
    """An entry as the timeline macro draws it; None when it is not for the public."""
    words = sentence(entry.event, entry.facts, public=public)
    if words is None:
        return None
    by_party = entry.actor_role == Role.PARTY
    who = SIDES.get(entry.actor_name) if by_party else Words(entry.actor_name, entry.actor_name)
    if entry.actor_role == Role.SYSTEM:
        who = Role.SYSTEM.words
    return {"title": words, "at": entry.at, "by": None if public or who is None else t(who)}
