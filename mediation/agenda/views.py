"""The page of the person's agenda, its part on the desk, and the feed that calendar programs read."""

from __future__ import annotations

from datetime import date, timedelta
from hashlib import sha256

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response as AnyResponse

from mediation import clock
from mediation.access.actor import Actor
from mediation.access.guard import ANYONE, current_actor, requires
from mediation.acts.sections import Section
from mediation.agenda import operations, queries
from mediation.agenda.ics import feed as calendar_of
from mediation.holidays.queries import house_calendar
from mediation.rules.findings import Words
from mediation.web.words import language, speaking, t

blueprint = Blueprint("agenda", __name__, url_prefix="/agenda")

ON_THE_PAGE = timedelta(days=30)
BEHIND, AHEAD = timedelta(days=30), timedelta(days=400)  # of a feed
MOST_ON_PAGE, MOST_IN_FEED = 200, 500


@blueprint.get("/")
@requires("desk.open")
def agenda() -> str:
    return _page()


@blueprint.post("/feed")
@requires("desk.open")
def open_feed() -> AnyResponse | str:
    """The address is in this answer only."""
    key = operations.open_feed(current_user._get_current_object(), lang=language(), at=clock.now())
    return _page(url_for("agenda.feed", key=key, _external=True))


@blueprint.post("/feed/close")
@requires("desk.open")
def close_feed() -> AnyResponse:
    operations.close_feed(current_user._get_current_object(), at=clock.now())
    flash(t("订阅地址已作废。", "The address opens nothing any more."))
    return redirect(url_for("agenda.agenda", _anchor="feed"))


@blueprint.get("/feed.ics")
@requires(ANYONE)
def feed() -> AnyResponse:
    """For calendar programs, which cannot sign in: the key in the address says whose it is.

    It stands behind the question mark because the log of requests leaves that part out.
    """
    reader = queries.reader_with(request.args.get("key", ""))
    if reader is None:
        abort(404)
    user, lang = reader
    on = clock.today()
    found = queries.entries(user.actor, on - BEHIND, on + AHEAD, most=MOST_IN_FEED)
    with speaking(lang):
        content = calendar_of(found, lambda number: url_for("cases.case", case_number=number, _external=True))
    answer = Response(content, mimetype="text/calendar")
    answer.headers["Cache-Control"] = "private, no-cache"
    # no Last-Modified: a deadline that was met leaves the feed, and no moment in what is left tells of it
    answer.set_etag(sha256(content).hexdigest()[:32])
    return answer.make_conditional(request)


def on_the_desk(actor: Actor, on: date) -> Section:
    """The week that begins today, above the list of cases."""
    calendar = house_calendar()
    days = [(day, calendar.is_workday(day.on)) for day in queries.week(actor, on)]
    return Section("agenda", Words("日程", "Agenda"), "agenda/desk.html", {"days": days, "today": on})


def _page(address: str = "") -> str:
    on = clock.today()
    found = queries.entries(current_actor(), on, on + ON_THE_PAGE, most=MOST_ON_PAGE)
    return render_template(
        "agenda/agenda.html",
        on=on,
        days=queries.by_day(found),
        cut=len(found) >= MOST_ON_PAGE,
        opened=queries.feed_of(current_user.id),
        address=address,
    )
