"""What is kept no longer than needed (PIPL arts 19, 47)."""

from __future__ import annotations

from datetime import datetime, timedelta

from mediation.accounts.failed_attempts.operations import forget_failed_attempts
from mediation.api.operations import forget_answers, forget_calls
from mediation.intake.operations import forget_old_drafts
from mediation.jobs.job import Job
from mediation.jobs.operations import forget_old_runs
from mediation.jobs.owners import DATA_OFFICER
from mediation.rules.findings import Words
from mediation.signing.operations import forget_origins
from mediation.tasks import queries as tasks
from mediation.tasks.operations import FORGOTTEN_AT_ONCE, forget_results
from mediation.webhooks.sending import forget_notices


def forget(at: datetime) -> int:
    """Forget drafts that nobody came back to, wrong tries, old notes about runs, places of signing, and
    what other systems called, were answered and were told."""
    forgetters = (
        forget_old_drafts,
        forget_failed_attempts,
        forget_old_runs,
        forget_origins,
        forget_answers,
        forget_calls,
        forget_notices,
    )
    return sum(one(at=at) for one in forgetters)


def delete_results(at: datetime) -> int:
    """Delete the results of tasks that need no longer be kept."""
    return forget_results(at=at)


def past_keeping(at: datetime) -> int:
    """How many results the next run would delete."""
    return len(tasks.past_keeping(FORGOTTEN_AT_ONCE, at=at))


JOBS = (
    Job(
        name="forget",
        owner=DATA_OFFICER,
        why=Words(
            "删除无人继续的草稿和过期的记录，个人信息不多留一天",
            "Nothing personal is kept longer than needed: abandoned drafts and old records go",
        ),
        every=timedelta(hours=1),
        run=forget,
    ),
    Job(
        name="forget_results",
        owner=DATA_OFFICER,
        why=Words(
            "到期删除任务的结果文件",
            "Files made by tasks are deleted when the time for which they are kept is over",
        ),
        every=timedelta(minutes=10),
        run=delete_results,
        cap=FORGOTTEN_AT_ONCE,
        dry=past_keeping,
    ),
)
