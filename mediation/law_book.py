"""The tables of the law book held to the house: whatever a row names must exist here.

The law book is pure and cannot know rights, letters, documents, events, or what carries out a lapse, pages.
"""

from __future__ import annotations

from flask import Flask

from mediation.access.table import RIGHTS
from mediation.deadlines import extension_points as deadlines
from mediation.documents.kinds import DocumentKind
from mediation.notifications.kinds import KINDS as LETTERS
from mediation.notifications.machine import DELIVERY
from mediation.referrals import extension_points as referrals
from mediation.rules.book.known import Known
from mediation.rules.book.table_checks import check_tables
from mediation.rules.procedures.lifecycle import DISPUTE
from mediation.rules.procedures.machine import AnyMachine
from mediation.rules.procedures.payment_orders import ORDER
from mediation.rules.procedures.reconciliation_steps import RECONCILIATION
from mediation.rules.procedures.referral_steps import REFERRAL
from mediation.timeline.events import EVENTS
from mediation.webhooks.machine import NOTICE, retries

# Everything that lives by a table of transitions.
MACHINES: tuple[AnyMachine, ...] = (DISPUTE, REFERRAL, ORDER, RECONCILIATION, DELIVERY, NOTICE)


def faults(app: Flask) -> list[str]:
    """Every fault of every table, those against the house included; asked once the packages are wired."""
    return check_tables(MACHINES, known(app))


def known(app: Flask) -> Known:
    """What the packages have told of themselves."""
    return Known(
        rights=RIGHTS,
        letters={code: "party" if letter.to else "body" for code, letter in LETTERS.items()},
        documents=frozenset(DocumentKind),
        events=EVENTS,
        lapses=frozenset(referrals.lapses).union(*deadlines.lapse_acts.values()),
        pages=app.view_functions.keys(),
        readers={"webhook_retries": retries},
    )
