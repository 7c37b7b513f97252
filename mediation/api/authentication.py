"""Who calls: the token in the header, and nothing else. A browser's session opens nothing here."""

from __future__ import annotations

from datetime import datetime
from ipaddress import ip_address, ip_network

from flask import g, request

from mediation.accounts.failed_attempts.operations import WAIT, Budget, half_hour, take
from mediation.api import queries
from mediation.api.models import ApiToken
from mediation.api.operations import MARK, PREFIX_LENGTH, is_text_of
from mediation.api.problems import Problem
from mediation.clock import day_of
from mediation.database import lookup_hash
from mediation.web.transaction import keep_changes

WRONG_TOKENS = 30  # from one address in half an hour; a body's systems may share one


def caller(at: datetime) -> ApiToken:
    """The valid token of this request; raises Problem: none, wrong, ended, from elsewhere, too often."""
    text = _text()
    token = _known(text, at)
    g.api_token_id = token.id
    if token.revoked_at is not None or token.expires_on < day_of(at) or not token.organisation.active:
        raise Problem("token_ended")
    if token.addresses and not _may_come_from(token.addresses, request.remote_addr or ""):
        raise Problem("address_not_allowed")
    if wait := queries.seconds_to_wait(token, at=at):
        raise Problem("too_many", headers={"Retry-After": str(wait)}, most=token.per_minute)
    return token


def count_wrong_token(at: datetime) -> Problem:
    """Count a wrong token against the address that it came from; gives what is said of it.

    Of many at one moment only the allowed number hears that the token is unknown; for the others the
    door was shut already. The count outlives the refusal.
    """
    number = take(Budget(_key(at), WRONG_TOKENS), at)
    keep_changes()
    return _locked() if number is None else Problem("token_unknown")


def _text() -> str:
    scheme, _, text = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not text.strip():
        raise Problem("token_missing")
    return text.strip()


def _known(text: str, at: datetime) -> ApiToken:
    """After too many wrong ones nothing is looked up any more, not even a right one."""
    if queries.waits(_key(at), at=at):
        raise _locked()
    mark, _, rest = text.partition("_")
    token = queries.token_with_prefix(rest[:PREFIX_LENGTH]) if mark == MARK and text.isascii() else None
    if token is None or not is_text_of(token, text):
        raise Problem("token_unknown")
    return token


def _locked() -> Problem:
    return Problem("locked", headers={"Retry-After": str(int(WAIT.total_seconds()))})


def _key(at: datetime) -> str:
    return lookup_hash(f"api/{request.remote_addr or ''}/{half_hour(at)}")


def _may_come_from(networks: list[str], address: str) -> bool:
    try:
        come_from = ip_address(address)
    except ValueError:
        return False
    return any(come_from in ip_network(one) for one in networks)
