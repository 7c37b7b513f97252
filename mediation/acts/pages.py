"""The page of an act: one way to carry out a form, to refuse it, and to keep what was typed.

Whatever the thing is, its page answers alike. 404: the thing or the act is not for this person. 409: the
thing is no longer as the page showed it. 422: the form or the act has faults, all of them named. Nothing
of a refused act stays in the database, and the page is drawn after the roll back, from what is true then.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, Protocol, TypeVar

from flask import abort, flash, redirect
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response

from mediation.access.by import By
from mediation.access.guard import acting, ensure
from mediation.acts.refusals import ActRefused, ChangedMeanwhile, GuardRefused, NotAllowed
from mediation.database import db
from mediation.documents.render import RenderRefused
from mediation.documents.upload_types import UploadRefused
from mediation.rules.dated import in_force
from mediation.rules.findings import Words
from mediation.rules.procedures.machine import Machine, NotPossible, Transition
from mediation.rules.refusals import Refused
from mediation.timeline.models import TimelineEntry
from mediation.timeline.queries import entries_of
from mediation.web.fields import FilesField
from mediation.web.forms import BaseForm, VersionedForm
from mediation.web.words import t

Answer = str | Response | tuple[str, int]
Refusal = ActRefused | NotPossible | Refused | RenderRefused | UploadRefused

LATE = (NotPossible, ChangedMeanwhile, StaleDataError)
REFUSED = (ActRefused, Refused, RenderRefused, UploadRefused)


class Versioned(Protocol):
    """A thing that several people may change; `thread` is that of its timeline."""

    @property
    def version(self) -> int: ...

    @property
    def thread(self) -> str: ...


class Stateful(Versioned, Protocol):
    """A thing whose acts are the rows of a table; `law_on` is the day whose law it follows."""

    @property
    def state(self) -> str: ...

    @property
    def law_on(self) -> date: ...


T = TypeVar("T")
V = TypeVar("V", bound=Versioned)
S = TypeVar("S", bound=Stateful)


@dataclass(frozen=True, slots=True)
class ActForm(Generic[T]):
    """The form of an act on a thing, with what the thing lets choose, and what carries the act out."""

    form: Callable[[T], VersionedForm]
    carry_out: Callable[[T, Transition, Any, By], object]


def act(
    machine: Machine[Any],
    action: str,
    find: Callable[[], S],
    form_of: Callable[[S, Transition], ActForm[S]],
    draw: Callable[[S, Transition, Any], str],
    leads_to: str,
) -> Answer:
    """The page of `action`, a row of the table of `machine`, on the thing that `find` finds.

    Who may not do it is told 404; where it does not fit the state, the page says so and offers no button.
    """
    thing = find()
    row = row_or_404(machine, action, thing)
    ensure(row.right, thing)
    known = form_of(thing, row)
    return run(
        find,
        known.form,
        lambda found, form, by: known.carry_out(found, row, form, by),
        lambda found, form: draw(found, row_or_404(machine, action, found), form),
        lambda _: go_on(Words(f"已办理：{row.words.zh}。", f"Done: {row.words.en}."), leads_to),
        check=lambda found: machine.find(action, found.state, found.law_on),
    )


def run(
    find: Callable[[], V],
    form_of: Callable[[V], VersionedForm],
    carry_out: Callable[[V, Any, By], Any],
    draw: Callable[[V, Any], str],
    done: Callable[[Any], Answer],
    check: Callable[[V], object] = lambda thing: None,
) -> Answer:
    """Show a form about a thing, or carry it out if it was sent; `done` is told what that gave.

    `find` and `form_of` are asked anew when somebody was faster: what may be chosen may have changed, too.
    """
    thing = find()
    form = form_of(thing)
    try:
        check(thing)
        if not form.validate_on_submit():
            return _page(thing, form, draw, 422 if form.is_submitted() else 200)
        result = carry_out(thing, form, acting(form.seen_version()))
        db.session.flush()  # so that what only the commit would find is still told on this page
    except NotAllowed:
        abort(404)
    except LATE as late:
        seen = form.seen_version()
        db.session.rollback()
        thing = find()
        form = form_of(thing)
        form.changes = _changes_since(thing, seen)
        form.version.data = str(thing.version)
        say(form, ChangedMeanwhile() if isinstance(late, StaleDataError) else late)
        return _page(thing, form, draw, 409)
    except REFUSED as refused:
        db.session.rollback()
        say(form, refused)
        return _page(thing, form, draw, 422)
    return done(result)


def row_or_404(machine: Machine[Any], action: str, thing: Stateful) -> Transition:
    """The row of `action` that fits the state, else any in force: its page then says why it does not fit."""
    rows = [row for row in in_force(machine.transitions(), thing.law_on) if row.action == action]
    if not rows:
        abort(404)
    return next((row for row in rows if thing.state in row.sources), rows[0])


def say(form: BaseForm, refused: Refusal) -> None:
    """Put all that stands against an act on its form: about files beside them, all else on top."""
    findings = refused.findings if isinstance(refused, GuardRefused) else ()
    place = _files_of(form) if isinstance(refused, UploadRefused) else None
    for words in [finding.words for finding in findings] or [refused.words]:
        form.refuse(place, words)


def go_on(words: Words, address: str) -> Response:
    """Say that it is done, on the page where it goes on."""
    flash(t(words), "success")
    return redirect(address)


def _page(thing: V, form: VersionedForm, draw: Callable[[V, Any], str], status: int) -> tuple[str, int]:
    if not form.version.data:
        form.version.data = str(thing.version)
    return draw(thing, form), status


def _files_of(form: BaseForm) -> str | None:
    return next((field.short_name for field in form if isinstance(field, FilesField)), None)


def _changes_since(thing: Versioned, seen: int | None) -> Sequence[TimelineEntry]:
    """What was done since the page was drawn; nothing for a page that is as new as the thing."""
    if seen is None or seen == thing.version:
        return ()
    return entries_of(thing.thread)[: max(thing.version - seen, 1)]
