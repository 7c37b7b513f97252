"""The court's own system, as the administrator finds it: told for weeks, silent since the day before."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import select

from mediation import clock
from mediation.access.actor import Actor
from mediation.access.by import By
from mediation.database import db
from mediation.organisations.models import Organisation
from mediation.referrals.models import Referral
from mediation.webhooks import operations, outbox, sending
from mediation.webhooks.kinds import offered
from mediation.webhooks.models import Notice, Subscription
from mediation.webhooks.transport import Answer, Outgoing

ADDRESS = "https://diaojie.court.example/notices"
ENTERED_DAYS_AGO = 40
SILENT_FOR = timedelta(hours=26)
TAKEN, SILENT = Answer(142, 204), Answer(10_000, None, "too_slow")


def connect(court: Organisation, administrator: Actor, *, today: date) -> None:
    """Enter the court's address and live through what it was told up to yesterday."""
    entered_at = clock.moment_of(today - timedelta(days=ENTERED_DAYS_AGO))
    subscription = operations.subscribe(
        court, ADDRESS, list(offered(court.kind)), By(administrator, entered_at)
    )
    operations.send_test(subscription, By(administrator, entered_at))
    _try(subscription, TAKEN, entered_at)
    last = clock.moment_of(today - timedelta(days=1))
    for referral in _heard_of(court, entered_at):
        outbox.tell_of_referrals([(referral, "")], referral.changed_at)
        if referral.changed_at < last - SILENT_FOR:
            _try(subscription, TAKEN, referral.changed_at)
    operations.send_test(subscription, By(administrator, last - SILENT_FOR))
    for at in (last - SILENT_FOR, last):
        _try(subscription, SILENT, at)


def _heard_of(court: Organisation, since: datetime) -> list[Referral]:
    return list(
        db.session.scalars(
            select(Referral)
            .where(Referral.body_id == court.id, Referral.changed_at > since)
            .order_by(Referral.changed_at)
        ).unique()
    )


def _try(subscription: Subscription, answer: Answer, at: datetime) -> None:
    """One try of everything that waits, with one answer."""
    db.session.flush()
    mark = "demonstration"
    waiting = db.session.scalars(
        select(Notice).where(
            Notice.subscription_id == subscription.id, Notice.state.in_(("queued", "failed"))
        )
    ).all()
    for notice in waiting:
        sending.step(notice, "claim", at=at)
        notice.claim = mark
    sent = [(Outgoing(notice.id, subscription.url, b"", {}), answer) for notice in waiting]
    db.session.flush()
    sending.record(mark, sent, at=at)
    db.session.flush()
