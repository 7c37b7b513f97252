"""What courts, regulators and hotlines passed to the centre, told in `data/handovers.toml`.

Each is entered on its day and lived through by the operations of the ledger, in the order of time
with everything else in the city.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from mediation.access.actor import HOUSE
from mediation.access.by import By
from mediation.cases.operations import perform as perform_on_case
from mediation.clock import day_of, moment_of
from mediation.demo import city
from mediation.demo.filings import party
from mediation.demo.founding import City
from mediation.demo.play import CLERKS, MANAGER
from mediation.packages import operations as packages
from mediation.packages.queries import newest_of
from mediation.packages.receipts import sign_for
from mediation.referrals import acts, corrections, entering
from mediation.referrals.entering import Entry
from mediation.referrals.materials import read_list
from mediation.referrals.models import Referral
from mediation.referrals.operations import perform
from mediation.rules.money.amounts_typed import parse_fen
from mediation.rules.time.workdays import calendar
from mediation.sealing.keys import signing_key

COURT_LIAISON = "jiangsy"
LATEST = 16  # o'clock: the sweep of the ledger's acts begins in the afternoon
AFTER_THE_CASES = 10_000  # among acts of one moment, those of the cases come first


@dataclass(slots=True)
class Passed:
    """One matter as it is told, and the hand-over that it became."""

    script: dict[str, Any]
    place: int
    founded: City
    found: list[Referral] = field(default_factory=list)

    @property
    def referral(self) -> Referral:
        return self.found[0]

    def arrive(self, at: datetime) -> None:
        """The clerk of the day enters it."""
        script, on = self.script, day_of(at)
        sides = {side: party(script[side], self.founded) for side in ("applicant", "respondent")}
        entry = Entry(
            kind=script["kind"],
            their_number=_number(script, on),
            their_contact=script.get("contact", ""),
            subject=script["subject"],
            product=script["product"],
            amount_fen=parse_fen(script["amount"]) if script["amount"] else None,
            applicant_name=sides["applicant"].name,
            respondent_name=sides["respondent"].name,
            people=tuple({"side": side, **_plain(asdict(facts))} for side, facts in sides.items()),
            received_on=on,
            received_by=self.founded.users[CLERKS[0]].name,
            wants=script.get("wants", ""),
            materials=read_list("\n".join(script["materials"])),
        )
        self.found.append(
            entering.enter(
                entry,
                self.founded.bodies[script["from"]],
                By(self.founded.actor(CLERKS[0]), at),
                centre=self.founded.centre,
            )
        )

    def act(self, script: dict[str, Any], at: datetime) -> None:
        ACTS.get(script["do"], _plainly)(self, script, at)


Play = Callable[[datetime], None]  # an arrival or an act, at its moment


def agenda(founded: City, today: date) -> Iterator[tuple[datetime, int, int, Play]]:
    """Every arrival and act with its moment, to be sorted among the acts of the cases."""
    last = calendar().add_workdays(today, -1)
    for number, script in enumerate(city.handovers()):
        passed = Passed(script, number, founded)
        arrived_on = calendar().add_workdays(last, -int(script["arrived"])) if script["arrived"] else last
        yield moment_of(arrived_on, LATEST, number), AFTER_THE_CASES + number, 0, passed.arrive
        for place, act in enumerate(script["acts"], 1):
            day = calendar().add_workdays(arrived_on, int(act["day"]))
            at = moment_of(day, LATEST, number + 20 * (place % 2))
            yield at, AFTER_THE_CASES + number, place, _later(passed, act)


def _later(passed: Passed, act: dict[str, Any]) -> Play:
    return lambda at: passed.act(act, at)


def _number(script: dict[str, Any], on: date) -> str:
    if script["from"] == "court":
        return f"（{on.year}）闽0203{script['number']}"
    return str(script["number"]).format(year=on.year)


def _plain(facts: dict[str, Any]) -> dict[str, Any]:
    """What the sender told, as it is kept until a case is opened from it."""
    kept = {name: facts[name] for name in (*acts.PARTY_FIELDS, "organisation_id") if facts.get(name)}
    return kept | ({"born_on": facts["born_on"].isoformat()} if facts.get("born_on") else {})


def _plainly(passed: Passed, script: dict[str, Any], at: datetime) -> None:
    perform(
        passed.referral, script["do"], By(passed.founded.actor(MANAGER), at), reason=script.get("reason", "")
    )


def _take(passed: Passed, script: dict[str, Any], at: datetime) -> None:
    acts.take(
        passed.referral,
        By(passed.founded.actor(CLERKS[0]), at),
        centre=passed.founded.centre,
        on_platform=False,
    )


def _ask_correction(passed: Passed, script: dict[str, Any], at: datetime) -> None:
    faults = {one.id: script["faults"].get(one.title, "") for one in passed.referral.materials}
    corrections.return_it(
        passed.referral, "ask_correction", "", faults, By(passed.founded.actor(CLERKS[0]), at)
    )


def _case_act(passed: Passed, script: dict[str, Any], at: datetime) -> None:
    case = passed.referral.case
    assert case is not None
    actor = HOUSE if script["do"] == "expire" else passed.founded.actor(MANAGER)
    perform_on_case(case, script["do"], By(actor, at), reason=script["reason"])


def _sign(passed: Passed, script: dict[str, Any], at: datetime) -> None:
    actor = passed.founded.actor(MANAGER)
    acts.sign_for(passed.referral, script["do"], script["who"], day_of(at), By(actor, at))


def _make_package(passed: Passed, script: dict[str, Any], at: datetime) -> None:
    """Where the house has a key to sign it with."""
    if signing_key() is not None:
        packages.make(passed.referral, By(passed.founded.actor(MANAGER), at))


def _take_package(passed: Passed, script: dict[str, Any], at: datetime) -> None:
    package = newest_of(passed.referral)
    if package is not None:
        packages.fetch(
            package, script["why"], By(passed.founded.actor(COURT_LIAISON), at), note=script["note"]
        )


def _sign_for_package(passed: Passed, script: dict[str, Any], at: datetime) -> None:
    """The court hands its copy of the manifest back."""
    package = newest_of(passed.referral)
    if package is not None:
        sign_for(
            package,
            script["who"],
            day_of(at),
            By(passed.founded.actor(COURT_LIAISON), at),
            their_list=package.manifest.encode(),
        )


ACTS: dict[str, Callable[[Passed, dict[str, Any], datetime], None]] = {
    "take": _take,
    "ask_correction": _ask_correction,
    "expire": _case_act,
    "withdraw": _case_act,
    "sign_for_result": _sign,
    "make_package": _make_package,
    "take_package": _take_package,
    "sign_for_package": _sign_for_package,
}
