"""The court's book of the month beside our ledger: what was planted in it is found, mended or closed."""

from __future__ import annotations

from datetime import date

from mediation import clock as house_clock
from mediation.access.by import By
from mediation.database import db
from mediation.reconciliation import bringing, operations, queries
from mediation.reconciliation.models import Item, Reconciliation
from mediation.rules.procedures.referral_steps import Direction
from tests import cast
from tests.builders import actor
from tests.builders import centre as the_centre
from tests.journeys.centre_at_work import Centre
from tests.journeys.scripted_court import Cells
from tests.referrals.arrivals import court as court_body

MARCH = date(2026, 3, 1), date(2026, 3, 31)
WRONG_DAY = date(2026, 3, 30)
AMOUNT, DAY, RESULT, NUMBER, LEFT_OUT, DOUBLED = 20, 45, 70, 95, 120, 150
STRANGER = "(2026)闽0203诉前调9999号"
MISTYPED = "(2026)闽0203诉前调8095号"


def with_differences(rows: list[Cells]) -> list[Cells]:
    """One of each kind: amount, day, result, number, a row too few, one too many, one twice."""
    rows[AMOUNT - 1]["标的金额"] += 1000
    rows[DAY - 1]["结案日期"] = WRONG_DAY
    rows[RESULT - 1]["调解结果"] = "达成调解协议"
    rows[NUMBER - 1]["案号"] = MISTYPED
    stranger = dict.fromkeys(rows[0]) | {"案号": STRANGER, "被告": "不在册的人", "标的金额": 7}
    return [
        *(row for serial, row in enumerate(rows, 1) if serial != LEFT_OUT),
        stranger,
        dict(rows[DOUBLED - 1]),
    ]


def put_right(rows: list[Cells]) -> list[Cells]:
    """The court mends amount and day in its own book; the rest it sends as before."""
    right = rows[AMOUNT - 1]["标的金额"], rows[DAY - 1]["结案日期"]
    changed = with_differences(rows)
    changed[AMOUNT - 1]["标的金额"], changed[DAY - 1]["结案日期"] = right
    return changed


def bring(found: Reconciliation, content: bytes, name: str) -> None:
    clerk, at = actor(cast.CLERK), house_clock.now()
    theirs = bringing.receive(found, content, name, By(clerk, at))
    bringing.read_in(found, theirs, theirs.received.columns, By(clerk, at))


def the_courts_book_is_held_against_the_ledger(centre: Centre) -> int:
    with centre.sitting():
        found = operations.begin(
            court_body(),
            Direction.IN,
            *MARCH,
            centre=the_centre(),
            by=By(actor(cast.CLERK), house_clock.now()),
        )
        bring(found, centre.court.list_back(with_differences), "三月名册.xlsx")
        return found.id


def differences(found: Reconciliation) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """Each open difference by its group: the number as people say it, and the fields that differ."""
    said: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for one in open_items(found):
        said.setdefault(one.group, []).append((plain(one.name), tuple(one.differs)))
    return {group: sorted(rows) for group, rows in said.items()}


def open_items(found: Reconciliation) -> list[Item]:
    return [one for one in queries.all_items(found) if one.group != "matching" and one.state == "open"]


def plain(number: str) -> str:
    return number.translate(str.maketrans("（）", "()"))


def number_of(centre: Centre, serial: int) -> str:
    return plain(centre.court.serial(serial).number)


def every_planted_difference_is_found_and_no_other(centre: Centre, number: int) -> None:
    with centre.app.app_context():
        found = db.session.get_one(Reconciliation, number)
        assert differences(found) == {
            "differing": [
                (number_of(centre, AMOUNT), ("amount_fen",)),
                (number_of(centre, DAY), ("result_on",)),
                (number_of(centre, RESULT), ("result",)),
            ],
            "ours_only": [(number_of(centre, NUMBER), ()), (number_of(centre, LEFT_OUT), ())],
            "theirs_only": sorted([(STRANGER, ()), (MISTYPED, ()), (number_of(centre, DOUBLED), ())]),
        }
        assert found.matching == len(centre.court.matters) - 5


def each_is_mended_or_closed_until_nothing_is_left(centre: Centre, number: int) -> None:
    clerk = cast.CLERK
    with centre.sitting():
        found = db.session.get_one(Reconciliation, number)
        bring(found, centre.court.list_back(put_right), "三月名册（更正）.xlsx")
        assert found.unsettled == 6, "two were mended by the court"
        operations.join(found, item(found, MISTYPED), By(actor(clerk), house_clock.now()))
        for name, reason, text in (
            (MISTYPED, "same_matter", ""),
            (number_of(centre, RESULT), "their_error", ""),
            (number_of(centre, LEFT_OUT), "next_period", ""),
            (STRANGER, "not_handed_over", "中心没有收到该案材料。"),
            (number_of(centre, DOUBLED), "listed_twice", ""),
        ):
            operations.settle(found, [item(found, name)], reason, text, By(actor(clerk), house_clock.now()))
        assert found.unsettled == 0
        operations.sign_off(found, By(actor(cast.MANAGER), house_clock.now()))
        operations.confirm(found, "江书言", By(actor(cast.COURT_LIAISON), house_clock.now()))
        assert found.confirmed_on == centre.today


def item(found: Reconciliation, name: str) -> Item:
    """The open difference that people call so."""
    (one,) = (one for one in open_items(found) if plain(one.name) == name)
    return one
