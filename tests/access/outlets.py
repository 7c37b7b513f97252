"""Everything that the house gives out, so that a test can look for words that must not be there.

An outlet is a function of what was planted that yields (what it is, text of it). A room that gives out
something new, an export or a bundle, adds its function to `OUTLETS`.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import inspect, text

from mediation import clock
from mediation.access.by import By
from mediation.access.table import opens
from mediation.api.declaring import ENDPOINTS
from mediation.cases.queries import case_by_number
from mediation.courts.failure import operations
from mediation.database import db
from mediation.documents.operations import facts_of, made_from
from mediation.documents.queries import documents_of_case, files_of_case
from mediation.documents.render import render_pdf
from mediation.documents.store import where
from mediation.elements import pleadings
from mediation.elements.queries import sheet_of
from mediation.exports.lists import LISTS
from mediation.organisations.models import Kind
from mediation.packages import operations as packages
from mediation.reconciliation import bringing
from mediation.reconciliation import operations as reconciling
from mediation.reconciliation.queries import all_items
from mediation.referrals.entering import Entry, enter
from mediation.rules.procedures import package_contents, referral_steps
from mediation.timeline.queries import entries_of
from tests import cast
from tests.api.calling import bank_system, court_system
from tests.builders import AUTHORITY, COURT, actor, body, centre
from tests.cast import client_of
from tests.documents.reading import text_of
from tests.sealing.examples import set_up_key

PACKED = {"failed_to_court", "confirmation", "returned_agreed", "leaves_mediation"}

Outlet = Callable[["Planted"], Iterator[tuple[str, str]]]

# Tables of the compartment itself: there the words stand encrypted.
COMPARTMENT = frozenset({"offers", "caucus_notes"})


@dataclass(frozen=True)
class Planted:
    """The app, the case in whose compartment words were planted, and how its applicant gets in."""

    app: Flask
    number: str
    access_code: str


def pages_of_every_role(planted: Planted) -> Iterator[tuple[str, str]]:
    """Every page that answers GET, about the case and beside it, for every role and for nobody."""
    for username in sorted(
        {*cast.BY_ROLE.values(), cast.TONGAN_HEAD, cast.JIMEI_MEDIATOR, cast.INSURER_USER}
    ):
        yield from _pages(username, client_of(planted.app, username), planted)
    yield from _pages("nobody", planted.app.test_client(), planted)


def pages_of_the_applicant(planted: Planted) -> Iterator[tuple[str, str]]:
    """Every page for the applicant with number and access code."""
    client = planted.app.test_client()
    opened = client.post("/track", data={"number": planted.number, "code": planted.access_code})
    assert opened.status_code == 302, "the code opens the case"
    yield from _pages("applicant", client, planted)


def searches(planted: Planted) -> Iterator[tuple[str, str]]:
    """What the search finds for words of the case."""
    for username in (cast.MANAGER, cast.CENTRE_MEDIATOR, cast.AUDITOR):
        client = client_of(planted.app, username)
        for words in (planted.number, "林雅珍", "银行"):
            answer = client.get("/desk/", query_string={"q": words})
            yield f"{username} searches {words}", answer.text


def answers_to_systems(planted: Planted) -> Iterator[tuple[str, str]]:
    """Every answer to the systems of the case's institution and of a court, with the papers they fetch."""
    for system in (bank_system(planted.app), court_system(planted.app)):
        for one in ENDPOINTS.values():
            if one.method == "GET":
                path = one.path.replace("{number}", planted.number)
                path = path.replace("{paper}", "1").replace("{version}", "1").replace("{webhook}", "1")
                yield f"a system GET {path}", system.get(path).text
        for listed in system.get(f"/cases/{planted.number}/documents").json.get("items", ()):
            with system.get(listed["path"]) as answer:
                yield f"a system GET {listed['path']}", _read(answer.get_data())


def papers(planted: Planted) -> Iterator[tuple[str, str]]:
    """Facts and drawn text of every paper of the case."""
    with planted.app.app_context():
        for paper in documents_of_case(_case(planted).id):
            yield f"facts of {paper.kind}", f"{paper.facts} {facts_of(paper)!r}"
            yield f"text of {paper.kind}", text_of(render_pdf(*made_from(paper)))


def pleadings_of_the_case(planted: Planted) -> Iterator[tuple[str, str]]:
    """Complaint and defence, as PDF and as DOCX."""
    with planted.app.app_context():
        case = _case(planted)
        sheet = sheet_of(case)
        assert sheet is not None, "the planted case has its elements"
        for paper in pleadings.PAPERS:
            yield f"{paper} as pdf", text_of(pleadings.content_of(case, sheet, paper, "pdf", at=clock.now()))
            yield (
                f"{paper} as docx",
                unzipped(pleadings.content_of(case, sheet, paper, "docx", at=clock.now())),
            )


def stored_files(planted: Planted) -> Iterator[tuple[str, str]]:
    """Every file in the store of the case."""
    with planted.app.app_context():
        for file in files_of_case(_case(planted).id):
            yield f"file {file.original_name}", where(file.path).read_bytes().decode("utf-8", "replace")


def timeline(planted: Planted) -> Iterator[tuple[str, str]]:
    with planted.app.app_context():
        for entry in entries_of(_case(planted).thread):
            yield f"timeline {entry.event}", json.dumps(entry.facts, ensure_ascii=False)


def lists_taken(planted: Planted) -> Iterator[tuple[str, str]]:
    """Every list as a file with every column that a reader may have, unmasked where they may."""
    for username in (
        cast.ADMINISTRATOR,
        cast.MANAGER,
        cast.CENTRE_MEDIATOR,
        cast.BANK_USER,
        cast.COURT_LIAISON,
    ):
        client = client_of(planted.app, username)
        with planted.app.app_context():
            who = actor(username)
        for code, listing in LISTS.items():
            columns = [one.column.code for one in listing.columns_for(who)]
            wish = {"format": "csv", "columns": columns, "why": "looking for words", "whole": "y"}
            about = {"view": "all", "case": planted.number}
            answer = client.post(f"/exports/{code}", query_string=about, data=wish)
            if opens(listing.right, who):
                assert answer.status_code == 200, f"{username} takes {code}"
                yield f"{username} takes {code}", answer.text


def tables(planted: Planted) -> Iterator[tuple[str, str]]:
    """Every row of every table: letters, jobs, deliveries, tasks, whatever a room keeps; the compartment too,
    because its words may not be readable there."""
    with planted.app.app_context():
        for name in inspect(db.engine).get_table_names():
            for row in db.session.execute(text(f'SELECT * FROM "{name}"')):
                yield f"a row of {name}", str(tuple(row))


def packages_of_hand_overs(planted: Planted) -> Iterator[tuple[str, str]]:
    """Every member of the packages that hold most: pleadings, papers, exhibits, and a mere letter."""
    with planted.app.app_context():
        set_up_key(planted.app, Path(planted.app.config["INSTANCE"]) / "key-of-the-test")
        case, everything = _case(planted), body(AUTHORITY, Kind.AUTHORITY)
        everything.authorities = [one.authority for one in referral_steps.all_kinds()]
        for row in package_contents.rows():
            if row.code not in PACKED:
                continue
            kind = referral_steps.kind(row.kinds[0], on=clock.today())
            court = body(COURT, Kind.COURT) if kind.authority == "court" else everything
            entry = Entry(kind=kind.code, their_number="（2026）闽0203诉前调88号", wants="")
            referral = enter(entry, court, By(actor(cast.MANAGER), clock.now()), centre=centre(), case=case)
            referral.arrival_key = None  # several of one number, for one test
            package = packages.make(referral, By(actor(cast.MANAGER), clock.now()))
            with zipfile.ZipFile(where(package.path)) as packed:
                for name in packed.namelist():
                    yield f"{name} in the package {row.code}", f"{name} {_read(packed.read(name))}"


def what_goes_back_to_the_court(planted: Planted) -> Iterator[tuple[str, str]]:
    """Every paper of the pack that a court gets of a case that failed, and the letter with it."""
    with planted.app.app_context():
        case, clerk = _case(planted), actor(cast.CLERK)
        told = Entry(kind="court_assigned", their_number="（2026）闽0203诉前调99号")
        arrival = enter(told, body(COURT, Kind.COURT), By(clerk, clock.now()), centre=centre())
        arrival.case, arrival.state = case, "result_due"
        case.track, case.outcome = "assigned", "wide_gap"
        records = frozenset(one.id for one in operations.records(case))
        pack = operations.hand_over(case, {}, By(actor(cast.MANAGER), clock.now()), with_records=records)
        assert pack.materials, "the pack holds something"
        for line in pack.materials:
            yield "a line of the pack", line.title
        for paper in documents_of_case(case.id):
            if paper.id in {line.document_id for line in pack.materials} or paper.kind == "result_feedback":
                yield f"{paper.kind} in the pack", f"{paper.facts} {facts_of(paper)!r}"
        db.session.rollback()


def reconciliations(planted: Planted) -> Iterator[tuple[str, str]]:
    """What a comparison keeps of a hand-over of the case, and the statement that both sides sign."""
    with planted.app.app_context():
        case, who, at = _case(planted), actor(cast.MANAGER), clock.now()
        entry = Entry(kind="court_assigned", their_number="（2026）闽0203诉前调89号", wants="")
        court = body(COURT, Kind.COURT)
        enter(entry, court, By(who, at), centre=centre(), case=case)
        found = reconciling.begin(
            court, referral_steps.Direction.IN, clock.today(), clock.today(), By(who, at), centre=centre()
        )
        theirs = bringing.receive(found, "案号\n无此号\n".encode(), "名册.csv", By(who, at))
        bringing.read_in(found, theirs, {"number": 0}, By(who, at))
        items = all_items(found)
        yield "rows of a comparison", " ".join(f"{one.ours} {one.theirs} {one.like}" for one in items)
        reconciling.settle(found, items, "other", "另行说明", By(who, at))
        paper = reconciling.sign_off(found, By(who, at))
        yield "statement of a reconciliation", f"{paper.facts} {text_of(render_pdf(*made_from(paper)))}"


# A new outlet is added here.
OUTLETS: dict[str, Outlet] = {
    one.__name__: one
    for one in (
        pages_of_every_role,
        pages_of_the_applicant,
        searches,
        answers_to_systems,
        papers,
        pleadings_of_the_case,
        stored_files,
        timeline,
        lists_taken,
        tables,
        packages_of_hand_overs,
        what_goes_back_to_the_court,
        reconciliations,
    )
}


def unzipped(content: bytes) -> str:
    """The text of every member of a zip, such as a DOCX, its markup taken off."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        members = [packed.read(name).decode("utf-8", "replace") for name in packed.namelist()]
    return "".join(re.sub(r"<[^>]+>", "", member) for member in members)


def _pages(who: str, client: FlaskClient, planted: Planted) -> Iterator[tuple[str, str]]:
    values: dict[str, list[object]] = {
        "case_number": [planted.number],
        "action": ["transfer", "book_session", "draft_terms", "add_note"],
        "paper": ["complaint", "defence"],
        "form": ["docx"],
        "what": ["claim", "answer"],
        "kind": ["undisputed_facts"],
        "referral_number": ["2026-00001"],
        "reconciliation_number": ["2026-00001"],
        "filename": ["css/cases.css"],
        "list_code": list(LISTS),
    }
    for rule in planted.app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint == "static":
            continue
        for address in _filled(planted.app, rule.endpoint, sorted(rule.arguments), values):
            with client.get(address) as answer:
                said = answer.get_data()
            yield f"{who} GET {address}", _read(said)


@cache
def _read(said: bytes) -> str:
    """The text of a page, a PDF or an office file."""
    if said.startswith(b"%PDF"):
        return text_of(said)
    return unzipped(said) if said.startswith(b"PK") else said.decode("utf-8", "replace")


def _filled(app: Flask, endpoint: str, names: list[str], values: dict[str, list[object]]) -> Iterator[str]:
    """Addresses of an endpoint with plausible values: ids 1 to 3, words of the table above."""
    bound = app.url_map.bind("localhost")
    longest = max((len(values.get(name, (1, 2, 3))) for name in names), default=1)
    for turn in range(longest):
        facts = {}
        for name in names:
            given = values.get(name, [1, 2, 3])
            facts[name] = given[turn % len(given)]
        try:
            yield bound.build(endpoint, facts)
        except Exception:  # a converter that takes other values: its pages are not about this case
            return


def _case(planted: Planted):  # type: ignore[no-untyped-def]
    case = case_by_number(planted.number)
    assert case is not None
    return case
