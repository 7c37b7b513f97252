"""Any number of cases written straight into the tables, for counting queries and measuring lists.

They are rows as the operations leave them, without timeline and papers. The same number gives the
same cases every time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy import func, insert, inspect, select

from mediation import clock
from mediation.access.roles import Role
from mediation.accounts.models import User
from mediation.cases.models import Case, Party
from mediation.database import db, lookup_hash
from mediation.deadlines.models import FAR_OFF
from mediation.organisations.models import Kind, Organisation
from mediation.rules.vocabulary import PRODUCTS

OPEN_SHARE = 0.05
A_YEAR_OF_CASES = 23_000
AT_ONCE = 5_000

# state -> (turn, nearest deadline, how often among open cases)
OPEN_STATES = {
    "submitted": ("centre", "C01", 12),
    "correction_requested": ("applicant", "", 6),
    "accepted": ("centre", "C02", 6),
    "routed": ("station", "C02", 8),
    "consulting": ("mediator", "C02", 16),
    "under_mediation": ("mediator", "C03", 40),
    "paused": ("mediator", "", 4),
    "awaiting_signature": ("parties", "C03", 8),
}
SURNAMES = "陈林黄张李王吴蔡刘杨许郑谢郭洪曾邱廖苏叶庄江何萧"
GIVEN = "志强美玲建华雅婷国栋丽娟文彬秋菊晓雯海燕思源伯谦雅文阿勇"


@dataclass(frozen=True, slots=True)
class City:
    """Where the cases are and who has them."""

    centre: int
    stations: Sequence[int]
    mediators: Sequence[tuple[int, int, str]]  # user, place, name
    institutions: Sequence[tuple[int, str]]
    referrers: Sequence[int]


def city_of_database() -> City:
    """The bodies and people that are there already."""
    bodies = db.session.execute(select(Organisation.id, Organisation.kind, Organisation.name)).all()
    users = db.session.execute(select(User.id, User.organisation_id, User.name, User.roles)).all()
    return City(
        centre=next(body.id for body in bodies if body.kind == Kind.CENTRE),
        stations=[body.id for body in bodies if body.kind == Kind.STATION],
        mediators=[(u.id, u.organisation_id, u.name) for u in users if Role.MEDIATOR in u.roles],
        institutions=[(body.id, body.name) for body in bodies if body.kind == Kind.INSTITUTION],
        referrers=[body.id for body in bodies if body.kind in {Kind.COURT, Kind.AUTHORITY}],
    )


def is_founded() -> bool:
    """Whether there are tables and a city in them."""
    return inspect(db.engine).has_table("organisations") and bool(
        db.session.scalar(select(func.count()).select_from(Organisation))
    )


def write(count: int, *, on: date) -> None:
    """Write `count` cases as they stand on the day `on`, about one in twenty of them open."""
    city, chance = city_of_database(), Random(count)
    cases: list[dict[str, Any]] = []
    parties: list[dict[str, Any]] = []
    for number in range(1, count + 1):
        case, sides = _case(number, count, city, chance, on)
        cases.append(case)
        parties.extend(sides)
        if len(cases) == AT_ONCE or number == count:
            db.session.execute(insert(Case.__table__), cases)
            db.session.execute(insert(Party.__table__), parties)
            cases, parties = [], []


def _case(
    number: int, count: int, city: City, chance: Random, on: date
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    is_open = chance.random() < max(OPEN_SHARE, min(1.0, 30 / count))
    state = _open_state(chance) if is_open else chance.choice(("closed",) * 18 + ("ended", "concluded"))
    turn, code, _ = OPEN_STATES.get(state, ("nobody", "", 0))
    due_on = on + timedelta(days=chance.randint(-4, 28)) if code else None
    year = on.year - (count - number) // A_YEAR_OF_CASES
    filed_at = clock.moment_of(on - timedelta(days=chance.randint(1, 60))) if is_open else None
    filed_at = filed_at or clock.moment_of(date(year, 1, 1) + timedelta(days=chance.randint(0, 300)))
    ended_at = None if is_open else filed_at + timedelta(days=chance.randint(2, 60))
    has_mediator = state not in {"submitted", "correction_requested", "accepted", "routed"}
    user, place, name = chance.choice(list(city.mediators))
    institution, institution_name = chance.choice(list(city.institutions))
    applicant = chance.choice(SURNAMES) + chance.choice(GIVEN) + chance.choice(GIVEN)
    phone = f"154{chance.randint(0, 99_999_999):08d}"
    case = {
        "id": number,
        "year": year,
        "number": number,
        "number_text": f"厦金调〔{year}〕{number:05d}号",
        "state": state,
        "is_open": is_open,
        "turn": turn,
        "version": 3,
        "channel": "web",
        "law_on": clock.day_of(filed_at),
        "product": chance.choice(list(PRODUCTS)),
        "district": chance.choice(("350203", "350205", "350206", "350211", "350212", "350213")),
        "amount_fen": chance.randint(10_000, 50_000_000),
        "narrative": "银行在分期提前还款时收取了全部剩余手续费，事先没有说明。" * 12,
        "applicant_name": applicant,
        "respondent_name": institution_name,
        "centre_id": city.centre,
        "station_id": place if state not in {"submitted", "correction_requested", "accepted"} else None,
        "mediator_id": user if has_mediator else None,
        "mediator_name": name if has_mediator else "",
        "institution_id": institution,
        "referrer_id": chance.choice(list(city.referrers)) if chance.random() < 0.05 else None,
        "changed_at": filed_at,
        "filed_at": filed_at,
        "accepted_at": filed_at if state not in {"submitted", "correction_requested"} else None,
        "ended_at": ended_at,
        "due_on": due_on,
        "due_code": code,
        "sorts_on": clock.day_of(ended_at) if ended_at else (due_on or FAR_OFF),
        "access_code_hash": "",
    }
    sides = [
        {
            "case_id": number,
            "side": "applicant",
            "kind": "person",
            "name": applicant,
            "phone_hash": lookup_hash(phone),
            "phone_last4": phone[-4:],
            "paper_hash": lookup_hash(phone + "X"),
        },
        {
            "case_id": number,
            "side": "respondent",
            "kind": "organisation",
            "organisation_id": institution,
            "name": institution_name,
        },
    ]
    return case, [{**_NO_PARTY, **side} for side in sides]


_NO_PARTY: dict[str, Any] = {"organisation_id": None, "phone_hash": "", "phone_last4": "", "paper_hash": ""}


def _open_state(chance: Random) -> str:
    return chance.choices(list(OPEN_STATES), [often for _, _, often in OPEN_STATES.values()])[0]
