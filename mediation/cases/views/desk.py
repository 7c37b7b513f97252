"""The list of cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import render_template, request, url_for
from sqlalchemy import Row

from mediation import clock
from mediation.access.guard import current_actor, requires
from mediation.cases import extension_points, queries
from mediation.cases.filters import read_filters
from mediation.cases.labels import done_part, left_until
from mediation.cases.queues import sees_inside
from mediation.cases.views.lookup import blueprint
from mediation.cases.views.menu import counts, queue_here
from mediation.holidays.queries import house_calendar
from mediation.organisations.models import Organisation
from mediation.organisations.queries import handling_places
from mediation.rules.findings import Words
from mediation.rules.numbers.divisions import divisions
from mediation.rules.procedures.lifecycle import states
from mediation.rules.vocabulary import PRODUCTS, TURNS
from mediation.web.filters import Remaining
from mediation.web.paging import asked_cursor
from mediation.web.words import t

FILTERS = ("state", "station", "product", "amount", "district")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the list with what is computed for its reader, in the reader's language."""

    row: Row[Any]
    left: Remaining
    done_part: float | None
    tone: str
    product: str
    state: str
    step: str
    turn: str

    @property
    def number(self) -> str:
        return f"{self.row.year}-{self.row.number:05d}"


@blueprint.get("/")
@requires("desk.open")
def desk() -> str:
    actor, on = current_actor(), clock.today()
    typed = request.args.get("q", "").strip()[:100]
    queue = queue_here()
    filters, cursor = read_filters(request.args), asked_cursor(request.args)
    if typed:
        page = queries.found(actor, typed, filters, on=on, cursor=cursor)
    else:
        page = queries.desk(actor, queue, filters, on=on, cursor=cursor)
    places = handling_places()
    return render_template(
        "cases/desk.html",
        queue=queue,
        typed=typed,
        page_of_cases=page,
        lines=_lines(page.rows, on, inside=sees_inside(actor)),
        case_urls=url_for("cases.desk") + "cases/",
        on=on,
        counts=counts(),
        options=_options(places, inside=sees_inside(actor)),
        asked={name: request.args.get(name, "") for name in FILTERS},
        filtered=any(request.args.get(name) for name in FILTERS),
        panels=[]
        if typed or request.args
        else [source(actor, on) for source in extension_points.desk_sources],
    )


def _lines(rows: Sequence[Row[Any]], on: date, *, inside: bool) -> list[Line]:
    """Words that many rows share are chosen once."""
    products = {code: t(words) for code, words in PRODUCTS.items()}
    called = {code: t(state.words if inside else state.public_words) for code, state in states().items()}
    steps = {code: t(state.next) for code, state in states().items()}
    turns = {code: t(words) for code, words in TURNS.items()}
    calendar = house_calendar()
    return [
        Line(
            row=row,
            left=left_until(
                row.due_on,
                row.due_code,
                row.law_on,
                on=on,
                calendar=calendar,
                state=row.state,
                is_open=row.is_open,
            ),
            done_part=done_part(row.due_on, row.due_code, row.law_on, on=on, calendar=calendar),
            tone=states()[row.state].tone,
            product=products[row.product],
            state=called[row.state],
            step=steps[row.state] if inside else turns[row.turn],
            turn=turns[row.turn] if inside and row.is_open else "",
        )
        for row in rows
    ]


def _options(places: list[Organisation], *, inside: bool) -> dict[str, list[tuple[object, Words]]]:
    """What the filters offer: only districts that one of our places serves."""
    served = sorted({code for place in places for code in place.districts})
    known = divisions()
    return {
        "state": [(state.code, state.words if inside else state.public_words) for state in states().values()],
        "station": [(place.id, place.words) for place in places],
        "product": list(PRODUCTS.items()),
        "district": [(code, known[code].words) for code in served if code in known],
    }
