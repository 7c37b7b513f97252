"""The guard at the door of every view, and the only file of this package that knows Flask."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask import abort, g, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from mediation import clock
from mediation.access.actor import NOBODY, Actor
from mediation.access.by import By
from mediation.access.predicates import Thing
from mediation.access.table import RIGHTS, allows, opens
from mediation.web.errors import signed_out_page

P = ParamSpec("P")
R = TypeVar("R")

ANYONE = "anyone"
BY_TOKEN = "by token"  # the right of endpoints for programs, which ask a token for its scope instead


def current_actor() -> Actor:
    """Who is acting in this request: the person signed in, else nobody."""
    if not current_user.is_authenticated:
        return NOBODY
    if "actor" not in g:
        g.actor = current_user.actor
    actor: Actor = g.actor
    return actor


def acting(version: int | None = None) -> By:
    """The act of this request: who is signed in, now, on the `version` that their page showed."""
    return By(current_actor(), clock.now(), version)


def requires(right: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Open a view only to those who may hold `right` over something.

    A right over a thing is asked again with `ensure`, once the view has the thing. Views that
    are open to everyone say so with `requires(ANYONE)`: a route that says nothing fails a test.
    """
    if right != ANYONE and right not in RIGHTS:
        raise KeyError(right)

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            if right != ANYONE:
                if not current_user.is_authenticated:
                    return _to_the_door()  # type: ignore[return-value]
                if not opens(right, current_actor()):
                    abort(403)
            return view(*args, **kwargs)

        guarded.right = right  # type: ignore[attr-defined]
        return guarded

    return decorate


def _to_the_door() -> Response:
    """To the sign-in and back; a form that was sent stays on a page meanwhile: nothing typed is lost."""
    if request.method == "POST":
        return signed_out_page(url_for("accounts.sign_in"))
    return redirect(url_for("accounts.sign_in", next=request.full_path))


def may_hold(right: str) -> bool:
    """For menus: whether the person signed in may hold `right` over something."""
    return opens(right, current_actor())


def ensure(right: str, thing: Thing, actor: Actor | None = None) -> None:
    """Refuse with 404, not 403: that a thing exists is itself not for everyone to know."""
    if not allows(right, actor or current_actor(), thing):
        abort(404)


def may(right: str, thing: Any = None) -> bool:
    """For templates: whether to show a way that the guard would open."""
    return allows(right, current_actor(), thing)
