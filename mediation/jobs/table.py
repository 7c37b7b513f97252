"""The one table of jobs."""

from __future__ import annotations

from mediation.jobs import (
    files,
    forgetting,
    lapsing,
    papers,
    reminding,
    running_tasks,
    sending,
    webhooks,
)
from mediation.jobs.job import Job

JOBS: tuple[Job, ...] = (
    *papers.JOBS,
    *files.JOBS,
    *sending.JOBS,
    *webhooks.JOBS,
    *lapsing.JOBS,
    *reminding.JOBS,
    *running_tasks.JOBS,
    *forgetting.JOBS,
)
BY_NAME = {job.name: job for job in JOBS}
LANES = tuple(dict.fromkeys(job.lane for job in JOBS))
