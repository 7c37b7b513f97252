"""The list of cases, and the frame that every page of the desk has around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import g, render_template, request, url_for
from flask_login import current_user
from sqlalchemy import Row

from mediation import clock
from mediation.access.guard import current_actor, may, may_hold, requires
from mediation.cases import queries, slots
from mediation.cases.filters import read_filters
from mediation.cases.looks import STATE_TONES, done_part, left_until
from mediation.cases.next_steps import NEXT
from mediation.cases.queues import GROUPS, Queue, asked_queue, queues_of, sees_inside
from mediation.cases.views.door import blueprint
from mediation.holidays.queries import house_calendar
from mediation.organisations.models import Organisation
from mediation.organisations.queries import handling_places
from mediation.rules.divisions import divisions
from mediation.rules.findings import Words
from mediation.rules.lifecycle import states
from mediation.rules.vocabulary import PRODUCTS, TURNS
from mediation.web.filters import Remaining
from mediation.web.paging import asked_cursor
from mediation.web.words import t

FILTERS = ("state", "station", "product", "amount", "district")
NavEntry = tuple[str | None, Words, object, bool]


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
    queue = _asked_queue()
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
        counts=_counts(),
        options=_options(places, inside=sees_inside(actor)),
        asked={name: request.args.get(name, "") for name in FILTERS},
        filtered=any(request.args.get(name) for name in FILTERS),
        panels=[] if typed or request.args else [source(actor, on) for source in slots.desk_sources],
    )


def _asked_queue() -> Queue:
    return asked_queue(current_actor(), request.args.get("view", ""))


def _lines(rows: Sequence[Row[Any]], on: date, *, inside: bool) -> list[Line]:
    """Words that many rows share are chosen once."""
    products = {code: t(words) for code, words in PRODUCTS.items()}
    called = {code: t(state.words if inside else state.public_words) for code, state in states().items()}
    steps = {code: t(step.words) for code, step in NEXT.items()}
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
            tone=STATE_TONES[row.state],
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


def _counts() -> Mapping[str, int]:
    """The figures beside the queues, counted once in a request."""
    if "queue_counts" not in g:
        g.queue_counts = queries.counts(current_actor(), on=clock.today())
    counts: Mapping[str, int] = g.queue_counts
    return counts


@blueprint.app_context_processor
def frame() -> dict[str, object]:
    """What the layout of the desk shows around each page."""
    if not current_user.is_authenticated:
        return {}
    framed: dict[str, object] = {
        "nav": Nav(),
        "sign_out_url": url_for("accounts.sign_out"),
        "account_url": url_for("accounts.own_password"),
        "desk_home_url": url_for("accounts.users"),
    }
    if may("desk.open"):
        framed |= {"desk_home_url": url_for("cases.desk"), "desk_search_url": url_for("cases.desk")}
    if "submit" in slots.act_endpoints and may("intake.assist"):
        framed["desk_new_url"] = url_for(slots.endpoint_of("submit"))
    return framed


class Nav:
    """The entries of the side; nothing is counted for a page that does not draw them."""

    def __iter__(self) -> Iterator[NavEntry]:
        yield from _queue_entries()
        yield from _pages_under(Words("我的", "Mine"), OWN_PAGES)
        yield from _pages_under(Words("管理", "House"), HOUSE_PAGES)


def _queue_entries() -> list[NavEntry]:
    if not may("desk.open"):
        return []
    counts = _counts()
    here = _asked_queue() if request.endpoint == "cases.desk" and not request.args.get("q") else None
    entries: list[NavEntry] = []
    for group, heading in GROUPS.items():
        held = [queue for queue in queues_of(current_actor()) if queue.group == group]
        if held:
            entries.append((None, heading, None, False))
        for queue in held:
            url = url_for("cases.desk", view=queue.code)
            entries.append((url, queue.words, capped(counts.get(queue.code)), queue is here))
    for endpoint, (right, words) in slots.desk_pages.items():
        if may_hold(right):
            entries.append((url_for(endpoint), words, None, request.endpoint == endpoint))
    return entries


def _pages_under(heading: Words, pages: tuple[tuple[str, str, Words], ...]) -> list[NavEntry]:
    """The pages that the reader may open; other packages draw them."""
    entries: list[NavEntry] = [
        (url_for(endpoint), words, None, request.endpoint == endpoint)
        for right, endpoint, words in pages
        if may(right)
    ]
    return [(None, heading, None, False), *entries] if entries else []


OWN_PAGES = (("tasks.own", "tasks.mine", Words("我的任务", "My tasks")),)
HOUSE_PAGES = (
    ("users.manage", "accounts.users", Words("账号", "Accounts")),
    ("organisations.manage", "organisations.bodies", Words("驿站与机构", "Stations and bodies")),
    ("seals.manage", "sealing.seals", Words("印章与签名", "Seals and signature")),
    ("api.manage", "api_tokens.tokens", Words("接口令牌", "API tokens")),
    ("letters.watch", "letters.stopped", Words("送达", "Letters")),
    ("holidays.manage", "holidays.notices", Words("放假安排", "Holiday notices")),
    ("webhooks.manage", "webhooks.subscriptions", Words("系统通知", "Notices to systems")),
    ("jobs.manage", "jobs.board", Words("定时作业", "Jobs")),
)


def capped(count: int | None) -> object:
    """A count as shown: beyond the most that is counted it says so."""
    if count is not None and count > queries.MOST_COUNTED:
        return f"{queries.MOST_COUNTED}+"
    return count


blueprint.add_app_template_filter(capped, "capped")
