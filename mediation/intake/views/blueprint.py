"""The blueprint, and the draft that belongs to the browser that asks."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Blueprint, abort, current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from mediation.access.guard import current_actor
from mediation.access.table import allows
from mediation.accounts.failed_attempts.known_devices import device_for
from mediation.accounts.failed_attempts.operations import Budget, take
from mediation.database import lookup_hash
from mediation.intake import queries
from mediation.intake.draft_codes import read_code
from mediation.intake.models import IntakeDraft
from mediation.intake.operations import Begun, begin_draft
from mediation.web.transaction import keep_changes
from mediation.web.words import language

blueprint = Blueprint("intake", __name__, url_prefix="/complaints")

COOKIE = "draft"
HONEYPOT = "website"  # hidden from people; what fills it in is a machine

BEGUN = "draft"  # at what a browser is known that began a draft before


def draft_of_browser(*, at: datetime, to_change: bool = False) -> IntakeDraft | None:
    """The draft whose code the browser keeps; None without one, after 30 days, or when it is locked."""
    draft = any_draft_of_browser(at=at, to_change=to_change)
    return None if draft is None or is_locked(draft) else draft


def any_draft_of_browser(*, at: datetime, to_change: bool = False) -> IntakeDraft | None:
    """As `draft_of_browser`, a locked one too: for keeping what is typed, never for showing it."""
    code = code_of_browser()
    return queries.draft_by_code(code, at=at, to_change=to_change) if code else None


def is_locked(draft: IntakeDraft) -> bool:
    """Typed by staff who have signed out since: not for the next person at this machine."""
    return is_assisted(draft) and not may_assist()


def way_in(*, at: datetime) -> Response:
    """Where to go without a draft: to the sign-in when one lies locked, else to the beginning."""
    draft = any_draft_of_browser(at=at)
    if draft and is_locked(draft) and not current_actor().roles:
        return redirect(url_for("accounts.sign_in", next=url_for(".go_on")), 303)
    return redirect(url_for(".start"), 303)


def begun_draft(*, at: datetime, assisted: bool = False) -> Begun:
    """A new draft; 429 when too many were begun within the hour, which staff never hear.

    A browser that began one before has an allowance of its own; the others share that of their network
    address, behind which may sit a village, a counter or everybody at one telephone company.
    """
    if not assisted and take(_allowance(at), at) is None:
        keep_changes()
        abort(429)
    return begin_draft(at=at, lang=language(), entered_by_id=current_actor().user_id if assisted else None)


def _allowance(at: datetime) -> Budget:
    hour = int(at.timestamp() // timedelta(hours=1).total_seconds())
    if device := device_for(BEGUN, BEGUN):
        return Budget(lookup_hash(f"drafts of {device}/{hour}"), current_app.config["DRAFTS_BY_BROWSER"])
    address = request.remote_addr or ""
    return Budget(lookup_hash(f"drafts from {address}/{hour}"), current_app.config["DRAFTS_BY_ADDRESS"])


def keeping(response: Response, code: str) -> Response:
    """The answer with the draft's code for the browser to keep for 30 days."""
    response.set_cookie(
        COOKIE,
        code,
        max_age=int(queries.DRAFT_LIVES.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
    )
    return response


def forgetting(response: Response) -> Response:
    """The answer that makes the browser forget the draft's code, for a computer that others use."""
    response.delete_cookie(COOKIE)
    return response


def code_of_browser() -> str:
    """The code as the browser keeps it; empty without one."""
    return read_code(request.cookies.get(COOKIE, "")) or ""


def is_a_machine() -> bool:
    """Whether the field that no person sees was filled in."""
    return bool(request.form.get(HONEYPOT))


def is_assisted(draft: IntakeDraft) -> bool:
    return draft.entered_by_id is not None


def may_assist() -> bool:
    return allows("intake.assist", current_actor())
