"""Who may act: one row that a runner takes for a while, renews, and gives back.

The row is taken and renewed by one UPDATE, so that of many who try exactly one succeeds. Each new
holder gets a higher token (fencing): a runner that was frozen and comes back after its lease was
taken over still believes that it holds it, and is refused at the commit.

Several machines share PostgreSQL, so its clock decides there. SQLite's users share one machine.
"""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, event, func, literal, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from mediation import clock
from mediation.database import UtcMoment, db
from mediation.jobs.models import Lease

NAME = "jobs"
LASTS = timedelta(seconds=40)  # a dead holder is replaced within a minute
LONG_AGO = timedelta(days=1)


class LeaseLost(Exception):
    """Another runner acts now: what this one did since is not committed."""


class NothingIsWritten(Exception):
    """A job tried to commit during a trial run."""


@dataclass(frozen=True, slots=True)
class Hold:
    """A lease in hand."""

    holder: str
    token: int


_working_under: ContextVar[Hold | None] = ContextVar("lease worked under", default=None)
_only_trying: ContextVar[bool] = ContextVar("trial run", default=False)


def new_holder() -> str:
    """A name for this runner that no other has: machine, process, and a random part."""
    return f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(3)}"


def the_moment() -> datetime:
    """The present moment by the clock that all runners of this database share."""
    if _is_postgres():
        told: datetime = db.session.execute(select(func.clock_timestamp(type_=UtcMoment()))).scalar_one()
        return told
    return clock.now()


def take(holder: str, *, lasts: timedelta = LASTS, name: str = NAME) -> Hold | None:
    """Take or renew the lease; None while another holds it. The caller commits.

    A lease that would last longer than any that is given was written by a clock that ran ahead,
    and is free.
    """
    _begin_lease(name)
    now = literal(the_moment(), UtcMoment())
    ends = literal(the_moment() + lasts, UtcMoment())
    mine = Lease.holder == holder
    free = or_(Lease.expires_at <= now, Lease.expires_at > literal(the_moment() + 2 * lasts, UtcMoment()))
    token = db.session.execute(
        update(Lease)
        .where(Lease.name == name, or_(mine, free))
        .values(
            token=case((mine, Lease.token), else_=Lease.token + 1),
            taken_at=case((mine, Lease.taken_at), else_=now),
            holder=holder,
            beat_at=now,
            expires_at=ends,
        )
        .returning(Lease.token)
        .execution_options(synchronize_session=False)
    ).scalar()
    return Hold(holder, token) if token is not None else None


def give_back(hold: Hold, *, name: str = NAME) -> None:
    """Let the next runner in at once; harmless when the lease was lost meanwhile. The caller commits."""
    db.session.execute(
        update(Lease)
        .where(Lease.name == name, Lease.holder == hold.holder, Lease.token == hold.token)
        .values(expires_at=the_moment() - LONG_AGO)
        .execution_options(synchronize_session=False)
    )


@contextmanager
def under(hold: Hold) -> Iterator[None]:
    """Within the block every commit asks first whether the lease is still this one."""
    token = _working_under.set(hold)
    try:
        yield
    finally:
        _working_under.reset(token)


@contextmanager
def only_trying() -> Iterator[None]:
    """Within the block nothing can be committed."""
    token = _only_trying.set(True)
    try:
        yield
    finally:
        _only_trying.reset(token)


@event.listens_for(db.session, "before_commit")
def _refuse_if_lost(session: Session) -> None:
    """The row stays locked until the commit, so that nobody takes over in between."""
    if _only_trying.get():
        raise NothingIsWritten
    hold = _working_under.get()
    if hold is None:
        return
    session.flush()
    token = session.execute(
        select(Lease.token).where(Lease.name == NAME, Lease.holder == hold.holder).with_for_update(read=True)
    ).scalar()
    if token != hold.token:
        raise LeaseLost(f"{hold.holder} was replaced")


def _begin_lease(name: str) -> None:
    """The row for everybody to find; two that begin at once find one."""
    if db.session.execute(select(Lease.name).where(Lease.name == name)).scalar():
        return
    then = the_moment() - LONG_AGO
    row = {"name": name, "holder": "", "token": 0, "taken_at": then, "beat_at": then, "expires_at": then}
    dialect = postgresql if _is_postgres() else sqlite
    db.session.execute(dialect.insert(Lease).values(row).on_conflict_do_nothing())


def _is_postgres() -> bool:
    return db.session.get_bind().dialect.name == "postgresql"
