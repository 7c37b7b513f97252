"""The page of an act: one way to carry out a form, to refuse it, and to keep what was typed.

Whatever the thing is, its page answers alike. 404: the thing or the act is not for this person. 409: the
thing is no longer as the page showed it. 422: the form or the act has faults, all of them named. Nothing
of a refused act stays in the database, and the page is drawn after the roll back, from what is true then.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Generic, Protocol, TypeVar

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
from mediation.spreadsheets.reading_cells import Unreadable
from mediation.timeline.queries import entries_of
from mediation.web.fields import FilesField
from mediation.web.forms import BaseForm, VersionedForm
from mediation.web.words import t

Answer = str | Response | tuple[str, int]
Refusal = ActRefused | NotPossible | Refused | RenderRefused | Unreadable | UploadRefused

LATE = (NotPossible, ChangedMeanwhile, StaleDataError)
REFUSED = (ActRefused, Refused, RenderRefused, Unreadable, UploadRefused)


class Thing(Protocol):
    """What several people may change: its acts are rows of the table of `machine`, by the law of `law_on`."""

    machine: ClassVar[Machine[Any]]

    @property
    def version(self) -> int: ...

    @property
    def thread(self) -> str: ...

    @property
    def state(self) -> str: ...

    @property
    def law_on(self) -> date: ...


Of = TypeVar("Of")  # a thing, in the types that are named for one kind of it
T = TypeVar("T", bound=Thing)


@dataclass(frozen=True, slots=True)
class ActForm(Generic[Of]):
    """The form of an act on a thing, with what the thing lets choose, and what carries the act out."""

    form: Callable[[Of], BaseForm]
    carry_out: Callable[[Of, Transition, Any, By], object]


def act(
    action: str,
    find: Callable[[], T],
    form_of: Callable[[T, Transition], ActForm[T]],
    draw: Callable[[T, Transition, Any], str],
    leads_to: str,
    over: Callable[[T], Any] = lambda thing: thing,
) -> Answer:
    """The page of `action`, a row of its table, on the thing that `find` finds.

    Who may not do it is told 404; where it does not fit the state, the page says so and offers no button.
    The right is asked for `over` what the thing is a part of, if it is one.
    """
    thing = find()
    row = row_or_404(action, thing)
    ensure(row.right, over(thing))
    known = form_of(thing, row)
    return run(
        find,
        known.form,
        lambda found, form, by: known.carry_out(found, row, form, by),
        lambda found, form: draw(found, row_or_404(action, found), form),
        lambda _: go_on(Words(f"已办理：{row.words.zh}。", f"Done: {row.words.en}."), leads_to),
        check=lambda found: found.machine.find(action, found.state, found.law_on),
    )


def run(
    find: Callable[[], T],
    form_of: Callable[[T], BaseForm],
    carry_out: Callable[[T, Any, By], Any],
    draw: Callable[[T, Any], str],
    done: Callable[[Any], Answer],
    check: Callable[[T], object] = lambda thing: None,
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
        seen = _seen(form)
        if seen not in {None, thing.version}:
            raise ChangedMeanwhile(thing=thing.machine.thing)
        result = carry_out(thing, form, acting(seen))
        db.session.flush()  # so that what only the commit would find is still told on this page
    except NotAllowed:
        abort(404)
    except LATE as late:
        seen = _seen(form)
        db.session.rollback()
        thing = find()
        form = form_of(thing)
        _renew(form, thing, seen)
        overtaken = ChangedMeanwhile(thing=thing.machine.thing)
        say(form, overtaken if isinstance(late, StaleDataError) else late)
        return _page(thing, form, draw, 409)
    except REFUSED as refused:
        db.session.rollback()
        if not form.mistakes:  # else what carries it out has said it beside the fields
            say(form, refused)
        return _page(thing, form, draw, 422)
    return done(result)


def row_or_404(action: str, thing: Thing) -> Transition:
    """The row of `action` that fits the state, else any in force: its page then says why it does not fit."""
    rows = [row for row in in_force(thing.machine.transitions(), thing.law_on) if row.action == action]
    if not rows:
        abort(404)
    return next((row for row in rows if thing.state in row.sources), rows[0])


def say(form: BaseForm, refused: Refusal) -> None:
    """Put all that stands against an act on its form: about files beside them, all else on top."""
    findings = refused.findings if isinstance(refused, GuardRefused) else ()
    place = _files_of(form) if isinstance(refused, Unreadable | UploadRefused) else None
    for words in [finding.words for finding in findings] or [refused.words]:
        form.refuse(place, words)


def go_on(words: Words, address: str) -> Response:
    """Say that it is done, on the page where it goes on."""
    flash(t(words), "success")
    return redirect(address)


def _page(thing: T, form: BaseForm, draw: Callable[[T, Any], str], status: int) -> tuple[str, int]:
    if isinstance(form, VersionedForm) and not form.version.data:
        form.version.data = str(thing.version)
    return draw(thing, form), status


def _seen(form: BaseForm) -> int | None:
    return form.seen_version() if isinstance(form, VersionedForm) else None


def _renew(form: BaseForm, thing: Thing, seen: int | None) -> None:
    """Let the form know the news, so that pressing again is an answer to them."""
    if not isinstance(form, VersionedForm):
        return
    form.version.data = str(thing.version)
    if seen is not None and seen != thing.version:
        form.changes = entries_of(thing.thread)[: max(thing.version - seen, 1)]


def _files_of(form: BaseForm) -> str | None:
    return next((field.short_name for field in form if isinstance(field, FilesField)), None)
