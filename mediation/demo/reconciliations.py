"""Two reconciliations: one that both sides have confirmed, one of the court with every kind of difference."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from mediation import clock
from mediation.access.by import By
from mediation.demo.founding import City
from mediation.demo.play import CLERKS, MANAGER
from mediation.reconciliation import bringing, comparing, operations, queries
from mediation.reconciliation.models import Reconciliation
from mediation.rules.money.amounts import figures
from mediation.rules.procedures.referral_steps import Direction
from mediation.rules.procedures.result_words import result_words
from mediation.rules.time.workdays import calendar

DAYS = 60  # of the period, up to the day before yesterday
COURT_LIAISON, AUTHORITY_LIAISON = "jiangsy", "hejz"
HEADINGS = {
    "own_number": "中心编号",
    "number": "案号",
    "applicant": "原告",
    "respondent": "被告",
    "amount_fen": "标的额（元）",
    "received_on": "委派日期",
    "result": "调解结果",
    "result_on": "结案日期",
}
Row = dict[str, str]


def reconcile(founded: City, today: date) -> None:
    """Bring both lists as their bodies would have sent them on the last working day."""
    at = clock.moment_of(calendar().add_workdays(today, -1), 9, 10)
    _confirmed(founded, at)
    _with_differences(founded, at + timedelta(minutes=25))


def _confirmed(founded: City, at: datetime) -> None:
    """What we sent to the finance office: it had written one amount wrongly and says so itself."""
    found = _begun(founded, "authority", Direction.OUT, at)
    clerk, liaison = founded.actor(CLERKS[0]), founded.actor(AUTHORITY_LIAISON)
    _bring(found, founded, at, "移送件登记_示范区金融办.csv", _one_amount_wrong)
    for item in queries.all_items(found):
        if item.state == "open":
            operations.say(found, item, "我办登记时漏填，以贵中心为准。", By(liaison, at))
            operations.settle(found, [item], "their_error", "已电话核实，对方今日更正。", By(clerk, at))
    operations.sign_off(found, By(founded.actor(MANAGER), at + timedelta(minutes=8)))
    operations.confirm(found, liaison.name, By(liaison, at + timedelta(minutes=15)))


def _with_differences(founded: City, at: datetime) -> None:
    """What the court sent to us: one of each kind, a word of the court on one, and one closed."""
    found = _begun(founded, "court", Direction.IN, at)
    _bring(found, founded, at, "委派委托案件名册_示范区法院.csv", _every_difference)
    clerk, liaison = founded.actor(CLERKS[0]), founded.actor(COURT_LIAISON)
    for item in queries.all_items(found):
        if item.differs == ["amount_fen"]:
            operations.say(found, item, "立案时原告变更过诉讼请求，请核对。", By(liaison, at))
        elif item.repeats:
            operations.settle(found, [item], "listed_twice", "", By(clerk, at))


def _begun(founded: City, body: str, direction: Direction, at: datetime) -> Reconciliation:
    last = clock.day_of(at) - timedelta(days=2)
    return operations.begin(
        founded.bodies[body],
        direction,
        last - timedelta(days=DAYS),
        last,
        By(founded.actor(CLERKS[0]), at),
        centre=founded.centre,
    )


def _bring(
    found: Reconciliation, founded: City, at: datetime, name: str, changed: Callable[[list[Row]], list[Row]]
) -> None:
    rows = [_row(comparing.side_of(one)) for one in queries.ours(found)]
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADINGS)
    writer.writerow(HEADINGS)
    writer.writerows(changed(rows))
    clerk = founded.actor(CLERKS[0])
    theirs = bringing.receive(found, text.getvalue().encode("utf-8-sig"), name, By(clerk, at))
    bringing.read_in(found, theirs, theirs.received.columns, By(clerk, at))


def _row(side: dict[str, Any]) -> Row:
    """A row of ours as the other side would have it."""
    said = {name: str(side[name] or "") for name in HEADINGS}
    said["amount_fen"] = figures(side["amount_fen"]) if side["amount_fen"] is not None else ""
    said["result"] = result_words(side["result"]).zh if side["result"] else ""
    return said


def _one_amount_wrong(rows: list[Row]) -> list[Row]:
    return [{**row, "amount_fen": "" if place == 0 else row["amount_fen"]} for place, row in enumerate(rows)]


def _every_difference(rows: list[Row]) -> list[Row]:
    """No numbers of ours on the court's list, as in life; nearly every row is wrong in another way."""
    theirs = sorted(({**row, "own_number": ""} for row in rows), key=lambda row: row["number"])
    number, result, amount, *rest = theirs
    strange = {"number": number["number"].replace("调2", "调1"), "applicant": "五缘湾商业银行股份有限公司"}
    return [
        {**number, "number": number["number"].replace("号", "8号")},
        {**result, "result": "调解成功", "result_on": number["received_on"]},
        {**amount, "amount_fen": "8,600.00"},
        *rest,
        *rest[-1:],
        {**number, **strange, "respondent": "魏思源", "amount_fen": "15,300.00"},
    ]
