"""Living through the demonstration city: from founding it to the last act before today."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from flask import current_app
from sqlalchemy import select

from mediation import clock
from mediation.access.actor import Actor
from mediation.access.by import By
from mediation.access.roles import Role
from mediation.cases.models import Case
from mediation.cases.operations import open_case
from mediation.database import db
from mediation.demo import city, handovers, imports, payment_orders, reconciliations, scenario, systems
from mediation.demo.acts import ACTS
from mediation.demo.deliveries import Postman, as_if_set_up
from mediation.demo.filings import filing_of
from mediation.demo.founding import City, found
from mediation.demo.play import Play
from mediation.demo.scenario import Scenario
from mediation.organisations.models import Kind
from mediation.rules.findings import Words
from mediation.rules.phrases import listed

FOUNDED_DAYS_AGO = 400
FIRST_HAND = 5  # minutes after the filing, in which the applicant adds the files

# Cases whose number and access code are printed, so that anyone can try the public page.
SHOWN = ("instalment-fee-early-payoff", "card-limit-cut", "en-foreign-currency-fee", "en-unit-linked-policy")

Progress = Callable[[str], None]


class NotEmpty(RuntimeError):
    """There are cases already; the demonstration city never mixes with them."""


def is_loaded() -> bool:
    """Whether the house has any case."""
    return db.session.scalars(select(Case.id).limit(1)).first() is not None


def load(today: date, progress: Progress = lambda line: None) -> None:
    """Found the city and live through every dispute up to the day before `today`.

    Acts of all cases happen in the order of time, so that numbers run as they would have. Writes
    the access codes of a few cases to `demo-codes.txt` in the instance folder. Raises NotEmpty.
    """
    if is_loaded():
        raise NotEmpty("the demonstration city needs a house without cases")
    founded_at = clock.moment_of(today - timedelta(days=FOUNDED_DAYS_AGO))
    with clock.fixed(founded_at):
        founded = found(at=founded_at, today=today)
    progress(f"{len(founded.bodies)} organisations and {len(founded.users)} users")

    plays: dict[str, Play] = {}
    codes: dict[str, str] = {}
    agenda: list[tuple[datetime, int, int, Scenario | handovers.Play]] = sorted(
        [*_agenda(today), *handovers.agenda(founded, today)], key=lambda entry: entry[:3]
    )
    postman = Postman(founded, today)
    with as_if_set_up():
        for done, (at, number, place, one) in enumerate(agenda, 1):
            postman.deliver(at)
            with clock.fixed(at):
                if not isinstance(one, Scenario):
                    one(at)
                elif place:
                    script = one.acts[place - 1]
                    ACTS[script["do"]](plays[one.key], script, at)
                else:
                    plays[one.key], codes[one.key] = _file(one, number, founded, at)
            db.session.flush()  # as between two requests: guards read what the act before wrote
            postman.collect()
            if done % 150 == 0 or done == len(agenda):
                progress(f"{done} of {len(agenda)} acts in {len(plays)} cases")
        postman.finish()
    court = next(one for one in founded.bodies.values() if one.kind == Kind.COURT)
    administrator = next(one.actor for one in founded.users.values() if Role.ADMINISTRATOR in one.roles)
    systems.connect(court, administrator, today=today)
    payment_orders.apply(founded, today)
    reconciliations.reconcile(founded, today)
    imports.take_list(founded, today)
    lines = [f"{plays[key].case.short_number} {codes[key]}" for key in SHOWN]
    _codes_file().write_text("\n".join(lines) + "\n", encoding="ascii")


def demo_accounts() -> list[tuple[str, str, Words]]:
    """User name, password and role of every demonstration user."""
    return [(username, city.PASSWORD, _roles(script["roles"])) for username, script in city.users().items()]


def sample_codes() -> list[tuple[str, str]]:
    """Case number and access code of a few cases; empty where no city was loaded."""
    file = _codes_file()
    if not file.is_file():
        return []
    return [(number, code) for number, code in (line.split() for line in file.read_text().splitlines())]


def describe_accounts() -> list[str]:
    """Lines for the terminal: the sign-ins and a few case numbers; empty where no city was loaded."""
    codes = sample_codes()
    if not codes:
        return []
    lines = [f"Sign in to the workplace with the password {city.PASSWORD} as:"]
    lines += [f"  {username:<9} {words.en} ({words.zh})" for username, _, words in demo_accounts()]
    lines.append("Follow a case without an account with its number and access code:")
    return lines + [f"  {number}  {code}" for number, code in codes]


def _agenda(today: date) -> Iterator[tuple[datetime, int, int, Scenario]]:
    """Every act with its moment, the number of its scenario and its place there; 0 is the filing."""
    for number, one in enumerate(city.scenarios()):
        yield scenario.filed_at(one, number, today=today), number, 0, one
        for place, at in enumerate(scenario.moments(one, number, today=today), 1):
            yield at, number, place, one


def _file(one: Scenario, number: int, founded: City, at: datetime) -> tuple[Play, str]:
    """File the complaint: a citizen alone on the web, anybody else with a clerk."""
    clerk = founded.users["linxl" if number % 2 else "huangzc"]
    on_the_web = one.script.get("channel", "web") == "web"
    opened = open_case(
        filing_of(one, founded, on=clock.day_of(at)),
        By(Actor(frozenset({Role.PARTY}), side="applicant") if on_the_web else clerk.actor, at),
        centre=founded.centre,
        entered_by_id=None if on_the_web else clerk.id,
    )
    play = Play(founded, one, opened.case, number)
    if files := one.script.get("evidence"):
        shortly_after = at + timedelta(minutes=FIRST_HAND)
        ACTS["evidence"](play, {"side": "applicant", "files": files}, shortly_after)
    return play, opened.access_code


def _roles(held: list[str]) -> Words:
    return listed(Role(role).words for role in held)


def _codes_file() -> Path:
    return Path(current_app.config["INSTANCE"]) / "demo-codes.txt"
