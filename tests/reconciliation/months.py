"""A month of matters from the court, and the court's list of it, in a few lines."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from mediation import clock
from mediation.access.by import By
from mediation.reconciliation import bringing, operations, queries
from mediation.reconciliation.models import Item, Reconciliation
from mediation.referrals.models import Referral
from mediation.rules.procedures.referral_steps import Direction
from tests import cast
from tests.builders import BANK, actor, centre
from tests.referrals.arrivals import arrival, arrived, court

HEADINGS = {
    "number": "案号",
    "applicant": "原告",
    "respondent": "被告",
    "amount": "标的额",
    "received_on": "委派日期",
    "result": "调解结果",
    "result_on": "结案日期",
}


def number(serial: int) -> str:
    return f"（2026）闽0203诉前调{serial}号"


def month(size: int = 3) -> list[Referral]:
    """So many matters, taken in today, with numbers from 1 on and their own amounts."""
    return [
        arrived(
            arrival(their_number=number(serial), amount_fen=100_000 * serial, respondent_name=f"许远{serial}")
        )
        for serial in range(1, size + 1)
    ]


def row(serial: int, **changes: Any) -> dict[str, str]:
    """What the court's list says of that matter when it agrees with ours."""
    said = {
        "number": f"(2026)闽0203诉前调{serial}号",
        "applicant": BANK,
        "respondent": f"许远{serial}",
        "amount": f"{1000 * serial}",
        "received_on": clock.today().isoformat(),
        "result": "",
        "result_on": "",
    }
    return said | {name: str(value) for name, value in changes.items()}


def file(rows: Iterable[Mapping[str, str]], headings: Mapping[str, str] | None = None) -> bytes:
    """The list as a CSV file with the court's headings."""
    titles = headings or HEADINGS
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(titles.values())
    writer.writerows([one[name] for name in titles] for one in rows)
    return text.getvalue().encode("utf-8-sig")


def begun(from_on: date | None = None, to_on: date | None = None) -> Reconciliation:
    return operations.begin(
        court(),
        Direction.IN,
        from_on or clock.today() - timedelta(days=30),
        to_on or clock.today(),
        By(actor(cast.CLERK), clock.now()),
        centre=centre(),
    )


def bring(found: Reconciliation, rows: Iterable[Mapping[str, str]], name: str = "名册.csv") -> None:
    """Bring a list and confirm the columns that are guessed."""
    who = actor(cast.CLERK)
    theirs = bringing.receive(found, file(rows), name, By(who, clock.now()))
    bringing.read_in(found, theirs, theirs.received.columns, By(who, clock.now()))


def compared(rows: Iterable[Mapping[str, str]]) -> Reconciliation:
    found = begun()
    bring(found, rows)
    return found


def items(found: Reconciliation, group: str = "") -> list[Item]:
    return [one for one in queries.all_items(found) if not group or one.group == group]


def item(found: Reconciliation, name: str) -> Item:
    """The row of the comparison that people call so."""
    return next(one for one in queries.all_items(found) if one.name in {name, name.translate(_HALF)})


_HALF = str.maketrans("（）", "()")


def settle(found: Reconciliation, *chosen: Item, reason: str = "their_error", text: str = "") -> None:
    operations.settle(found, chosen, reason, text, By(actor(cast.CLERK), clock.now()))
