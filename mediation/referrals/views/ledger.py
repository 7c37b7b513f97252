"""The ledger as a list, the page of one hand-over, and its part of the case page."""

from __future__ import annotations

from flask import Response, abort, render_template, request

from mediation import clock
from mediation.access.actor import Actor
from mediation.access.guard import current_actor, requires
from mediation.access.roles import OTHER_SIDES
from mediation.access.table import allows
from mediation.acts.offers import lead, offered
from mediation.acts.sections import Section
from mediation.cases.models import Case
from mediation.deadlines.cards import cards_of
from mediation.documents.sending import send_stored
from mediation.organisations.models import OUTSIDE
from mediation.organisations.queries import of_kinds
from mediation.referrals import (
    deadline_changes,
    extension_points,
    limitation,
    queries,
    scans,
)
from mediation.referrals.models import Referral
from mediation.referrals.operations import situation
from mediation.referrals.queries import Filters
from mediation.referrals.views.lookup import blueprint, referral_or_404
from mediation.rules.findings import Words
from mediation.rules.procedures import referral_steps
from mediation.rules.vocabulary import HANDOVER_RESULTS, OUTCOMES, PRODUCTS, TURNS
from mediation.timeline import queries as timeline
from mediation.timeline.events import sentence
from mediation.web.filters import remaining
from mediation.web.paging import asked_cursor


@blueprint.get("/")
@requires("referral.view")
def ledger() -> str:
    actor, on = current_actor(), clock.today()
    queues, counts = queries.queues_of(actor), queries.counts(actor, on=on)
    waiting = next((one for one in queues if counts.get(one.code)), queues[0])
    queue = next((one for one in queues if one.code == request.args.get("view")), waiting)
    body = request.args.get("body", "")
    filters = Filters(
        kind=request.args.get("kind", ""),
        body_id=int(body) if body.isdecimal() and len(body) < 10 else None,
        text=request.args.get("q", "").strip()[:80],
    )
    return render_template(
        "referrals/ledger.html",
        queue=queue,
        queues=queues,
        counts=counts,
        rows=(found := queries.ledger(actor, queue, filters, on=on, cursor=asked_cursor(request.args))).rows,
        found=found,
        on=on,
        left=lambda row: remaining(row.due_on, on, done=not row.is_open),
        kinds={kind.code: kind.words for kind in referral_steps.all_kinds()},
        body_options=(
            [] if actor.has(*OTHER_SIDES) else [(body.id, body.words) for body in of_kinds(OUTSIDE)]
        ),
        states=referral_steps.states(),
        tone=tone_of,
        filtered=bool(filters.conditions()),
    )


@blueprint.get("/<case_number:referral_number>")
@requires("referral.view")
def referral(referral_number: str) -> str:
    found = referral_or_404(referral_number)
    actor = current_actor()
    own_page = extension_points.own_pages.get(found.law.matter)
    elsewhere = own_page.acts if own_page else frozenset()
    rows = [
        row
        for row in offered(referral_steps.REFERRAL, found, actor, lambda: situation(found))
        if row.action not in elsewhere and deadline_changes.makes_sense(found, row.action)
    ]
    entries = timeline.entries_of(found.thread)
    return render_template(
        "referrals/referral.html",
        referral=found,
        kind=found.law,
        matter=referral_steps.MATTERS[found.law.matter],
        state=referral_steps.states()[found.state],
        tone=tone_of(found),
        turn=TURNS.get(found.turn),
        product=PRODUCTS.get(found.product),
        result=HANDOVER_RESULTS.get(found.result) or OUTCOMES.get(found.result),
        rows=rows,
        own_page=own_page,
        lead=lead(rows, found.state),
        cards=cards_of(found.deadlines, on=clock.today()),
        readable=scans.readable(found, actor),
        receipts=queries.receipts_of(found),
        sections=extension_points.sections_of(found, actor),
        limitation=limitation.after_report(found, entries),
        entries=[
            {"title": sentence(entry.event, entry.facts), "at": entry.at, "by": entry.actor_name}
            for entry in entries
        ],
        may_pass_on=(
            found.state == "taken"
            and found.law.matter == "complaint"
            and found.case is not None
            and allows("case.transfer", actor, found.case)
        ),
        may_open_case=found.case is not None and allows("case.view", actor, found.case),
    )


@blueprint.get("/<case_number:referral_number>/materials/<int:file_id>")
@requires("referral.view")
def material(referral_number: str, file_id: int) -> Response:
    """The file of one line of the list of papers."""
    readable = scans.readable(referral_or_404(referral_number), current_actor())
    return send_stored(readable.get(file_id) or abort(404))


def tone_of(referral: Referral) -> str:
    """Red where somebody kept silent, blue while it runs, grey afterwards."""
    return referral_steps.states()[referral.state].tone


def section(case: Case, actor: Actor) -> Section | None:
    """The hand-overs of a case on its page; nothing where there is none."""
    if not allows("case.view_inside", actor, case):
        return None
    found = queries.of_case(case)
    if not found:
        return None
    return Section(
        "referrals",
        Words("移送和反馈", "Hand-overs"),
        "referrals/section.html",
        {"found": found, "states": referral_steps.states(), "tone": tone_of},
    )
