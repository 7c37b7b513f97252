"""Who may act, how each job fares, and what it could not do."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from mediation.database import Model, UtcMoment


class Lease(Model):
    """Leave to act for a while. A new holder raises `token`; work under an older one is not committed."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str]  # machine, process and a random part
    token: Mapped[int]
    taken_at: Mapped[datetime] = mapped_column(UtcMoment)
    beat_at: Mapped[datetime] = mapped_column(UtcMoment)  # the heartbeat: when it was last renewed
    expires_at: Mapped[datetime] = mapped_column(UtcMoment)


class JobState(Model):
    """One row per job: when it ran, how that went, when it runs next."""

    __tablename__ = "job_states"

    name: Mapped[str] = mapped_column(primary_key=True)
    begun_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    finished_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    count: Mapped[int | None]  # how much the last run that went well did
    error: Mapped[str | None]  # of the last run, when it failed: the kind of error and where, no data
    next_run_at: Mapped[datetime] = mapped_column(UtcMoment)
    runs: Mapped[int] = mapped_column(default=0)
    failures: Mapped[int] = mapped_column(default=0)  # in a row
    run_now_asked_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    run_now_asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    @property
    def is_running(self) -> bool:
        """Whether a run began and did not end, or not yet."""
        return self.begun_at is not None and (self.finished_at is None or self.finished_at < self.begun_at)


class JobRun(Model):
    """A run worth remembering: it did something, it failed, or a person asked for it."""

    __tablename__ = "job_runs"
    __table_args__ = (Index(None, "name", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    begun_at: Mapped[datetime] = mapped_column(UtcMoment)
    finished_at: Mapped[datetime] = mapped_column(UtcMoment)
    count: Mapped[int]
    error: Mapped[str | None]
    holder: Mapped[str]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


class Trouble(Model):
    """One thing that a job could not do, set aside so that it holds up no other; tried again later."""

    __tablename__ = "job_troubles"
    __table_args__ = (UniqueConstraint("job", "thing_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    job: Mapped[str]
    thing_id: Mapped[int]
    thing: Mapped[str]  # what people call it: the number of a paper or of a case
    words: Mapped[list[str]] = mapped_column(JSON)  # why, in both languages
    tries: Mapped[int]
    first_at: Mapped[datetime] = mapped_column(UtcMoment)
    last_at: Mapped[datetime] = mapped_column(UtcMoment)
    next_try_at: Mapped[datetime] = mapped_column(UtcMoment, index=True)
