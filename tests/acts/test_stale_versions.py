"""Every form that carries a version: sent from a page that is too old, it comes back ready to be sent again.

The forms are found by walking the pages of one of everything (tests/acts/things.py), for whoever may
open them. A form that is not found this way fails the test: give it a thing on whose page it stands.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa
from flask import Flask, template_rendered
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from mediation.cases.models import Case
from mediation.courts.payment_order.models import PaymentOrder
from mediation.courts.payment_order.queries import order_of
from mediation.database import db
from mediation.deadlines.queries import rows_of_case
from mediation.documents.kinds import KINDS
from mediation.documents.queries import documents_of_case
from mediation.issuing.operations import NOT_REPLACED
from mediation.reconciliation.models import Item, Reconciliation
from mediation.reconciliation.queries import all_items
from mediation.reconciliation.views import differences
from mediation.referrals import deadline_changes
from mediation.referrals.models import Referral
from mediation.web.forms import VersionedForm
from tests import cast
from tests.acts.things import everything
from tests.acts.typing_in import Typed, lost_from, typed_into
from tests.intake.walk import mistakes
from tests.journeys.pages import Form, forms_on
from tests.stages import Stage

pytestmark = pytest.mark.usefixtures("undrawn")

READERS = (cast.MANAGER, cast.COURT_LIAISON, cast.BANK_USER)
AGE = 40  # acts by which every thing is ahead of the page from which its forms are sent
STALE = "刚刚被别人更新过"
SCENE = "one of everything"
TRIES = 2  # things of one sort that are opened before their pages count as having no such form
# Forms that only others are made from.
NEVER_SHOWN = {"DayForm"}


@dataclass(frozen=True)
class Place:
    """The address of a page; of the pages of one `sort` the first that has such a form is walked."""

    address: str
    sort: tuple[str, ...]


def test_every_form_sent_from_an_old_page_comes_back_with_the_new_version(founded: Stage, app: Flask) -> None:
    with app.app_context():
        number, code = everything()
        for model in (Case, Referral, PaymentOrder, Reconciliation):
            db.session.execute(sa.update(model).values(version=model.version + AGE))
        db.session.commit()
        places = list(places_of_things(app))
    founded.keep(SCENE)
    walk = Walk(app, founded)
    for username in READERS:
        walk.pages(cast.client_of(app, username), places)
    party = app.test_client()
    party.post("/track", data={"number": number, "code": code})
    walk.pages(party, [Place(rule.rule, (rule.endpoint,)) for rule in pages(app) if "/my-case/" in rule.rule])
    assert not walk.faults, "\n".join(walk.faults)
    assert not never_sent(walk.sent)


@dataclass
class Walk:
    """What was sent, and what was wrong with the page that came back."""

    app: Flask
    stage: Stage
    sent: set[type[VersionedForm]] = field(default_factory=set)
    done: set[object] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def pages(self, client: FlaskClient, places: list[Place]) -> None:
        """Every form on each of the pages that this reader may open and nobody opened before.

        The markup of those pages is read by other tests; here only that of the pages that come back.
        """
        left = Counter(place.sort for place in places if place.sort not in self.done)
        left = Counter({sort: min(number, TRIES) for sort, number in left.items()})
        for place in places:
            if place.sort in self.done or not left[place.sort]:
                continue
            left[place.sort] -= 1
            with drawn_forms(self.app) as drawn, FlaskClient.open(client, place.address) as answer:
                if answer.status_code in {403, 404}:
                    continue  # it may be for another reader
                is_page = answer.status_code == 200 and answer.mimetype == "text/html"
                found = [form for form in forms_on(answer) if version_field(form)] if is_page else []
            for form in found:
                self.send(client, form, the_one_drawn(form, drawn))
            if found or not is_page or not left[place.sort]:
                self.done.add(place.sort)

    def send(self, client: FlaskClient, page: Form, form: VersionedForm) -> None:
        """Send it as from a page that was drawn when the thing was new."""
        endpoint, values = self.app.url_map.bind("localhost").match(urlsplit(page.action).path, "POST")
        sort = (endpoint, values.get("action", ""), type(form))
        if sort in self.done:
            return
        self.done.add(sort)
        typed = typed_into(page, form) | {version_field(page): "1"}
        with sent_forms() as sent:
            answer = page.send(client, **typed)
        self.sent |= sent
        where = f"{page.action} ({type(form).__name__})"
        if answer.status_code == 409:
            back = next(one for one in forms_on(answer) if one.action == page.action)
            self.faults += [f"{where}: {fault}" for fault in faults_of(client, page, typed, back)]
        else:
            self.faults.append(f"{where}: {answer.status_code} {mistakes(answer)}")
        self.stage.set(SCENE)


def faults_of(client: FlaskClient, page: Form, typed: Typed, back: Form) -> Iterator[str]:
    """What is wrong with the form that came `back`: its version, what was typed, or pressing again."""
    version = version_field(page)
    if back.fields[version] != page.fields[version]:
        yield f"its version is {back.fields[version]}, the thing's is {page.fields[version]}"
    if lost := lost_from(typed, back):
        yield f"{', '.join(lost)} lost"
    again = back.send(client)
    if again.status_code not in {200, 302, 409, 422} or STALE in again.text:
        yield f"pressed again: {again.status_code} {mistakes(again)}"


# -- where the forms are


def pages(app: Flask) -> list[Rule]:
    """Pages that may hold a form; an act that is only asked for leads to another page."""
    return [
        rule
        for rule in app.url_map.iter_rules()
        if {"GET"} <= (rule.methods or set())
        and not rule.rule.startswith("/api/")
        and ("action" not in rule.arguments or {"POST"} <= (rule.methods or set()))
    ]


def places_of_things(app: Flask) -> Iterator[Place]:
    """The pages of every thing, with each act that fits its state."""
    build = app.url_map.bind("localhost").build
    things: dict[str, list[Any]] = {
        "case_number": list(db.session.scalars(sa.select(Case)).unique()),
        "referral_number": list(db.session.scalars(sa.select(Referral)).unique()),
        "reconciliation_number": list(db.session.scalars(sa.select(Reconciliation)).unique()),
    }
    for rule in pages(app):
        for argument in things.keys() & rule.arguments:
            for thing in things[argument]:
                for given in particulars(rule, thing):
                    address = build(rule.endpoint, {argument: thing.short_number, **given})
                    yield Place(address, sort_of(rule, thing, given))


def particulars(rule: Rule, thing: Any) -> Iterator[dict[str, Any]]:
    """Values for what else stands in the address: the act, and which part of the thing."""
    parts: dict[str, Any] = {
        "action": lambda: fitting(rule, thing),
        "deadline_id": lambda: [one.id for one in rows_of_case(thing.id)],
        "document_id": lambda: [
            one.id for one in documents_of_case(thing.id) if one.kind not in NOT_REPLACED
        ],
        "item_id": lambda: [one.id for one in all_items(thing)],
        "kind_code": lambda: [code for code, kind in KINDS.items() if kind.by_hand],
        "code": lambda: ["identity"],
        "side": lambda: ["applicant"],
    }
    given: list[dict[str, Any]] = [{}]
    for name in sorted(rule.arguments - {"case_number", "referral_number", "reconciliation_number"}):
        values = parts[name]() if name in parts else []
        given = [{**one, name: value} for one in given for value in values]
    for one in given:
        if "item_id" not in one or one.get("action", "say") in fitting_item(one["item_id"]):
            yield one


def fitting_item(item_id: int) -> set[str]:
    """The acts on a difference that it lets: they have no table."""
    item = db.session.get_one(Item, item_id)
    return {action for action, act in differences.ACTS.items() if act.fits(item)}


def fitting(rule: Rule, thing: Any) -> list[str]:
    """The acts of the thing, or of its payment order, that this page is for and that fit."""
    if isinstance(thing, Referral) and rule.endpoint.startswith("orders."):
        thing = order_of(thing)
    if thing is None:
        return []
    rows = [row for row in thing.machine.transitions() if row.page == rule.endpoint]
    acts = sorted({row.action for row in rows if thing.state in row.sources})
    if isinstance(thing, Referral):
        return [action for action in acts if deadline_changes.makes_sense(thing, action)]
    return acts


def sort_of(rule: Rule, thing: Any, given: dict[str, Any]) -> tuple[str, ...]:
    """Pages with the same forms: those of one act on one matter, or of one state where no act is named."""
    matter = thing.law.matter if isinstance(thing, Referral) else ""
    if "action" in given:
        return (rule.endpoint, matter, given["action"])
    return (rule.endpoint, matter or getattr(thing, "track", ""), thing.state)


# -- which form it is


@contextmanager
def drawn_forms(app: Flask) -> Iterator[list[VersionedForm]]:
    """The forms that are drawn meanwhile."""
    found: list[VersionedForm] = []

    def note(_app: Flask, *, context: dict[str, Any], **_more: object) -> None:
        found.extend(one for one in context.values() if isinstance(one, VersionedForm))

    with template_rendered.connected_to(note, app):
        yield found


@contextmanager
def sent_forms() -> Iterator[set[type[VersionedForm]]]:
    """The classes of the forms that are validated meanwhile."""
    found: set[type[VersionedForm]] = set()
    with pytest.MonkeyPatch.context() as patch:
        validate = VersionedForm.validate

        def noting(self: VersionedForm, **more: Any) -> Any:
            found.add(type(self))
            return validate(self, **more)

        patch.setattr(VersionedForm, "validate", noting)
        yield found


def the_one_drawn(page: Form, drawn: list[VersionedForm]) -> VersionedForm:
    """The form of which most fields stand in this one of the page's forms."""
    fitting = [one for one in drawn if one.version.name in page.fields]
    return max(fitting, key=lambda one: (sum(f.name in page.names for f in one), -len(list(one))))


def version_field(page: Form) -> str:
    return next((name for name in page.fields if name.rpartition("-")[2] == "version"), "")


def never_sent(sent: set[type[VersionedForm]]) -> set[str]:
    """The forms of the house that nobody sent; one made while it runs counts for the class behind it."""
    walked = {next(one for one in form.__mro__ if is_written(one)) for form in sent}
    return {
        f"{one.__module__}.{one.__name__}" for one in every_form() - walked if one.__name__ not in NEVER_SHOWN
    }


def every_form() -> set[type[VersionedForm]]:
    found, new = set(), [VersionedForm]
    while new:
        classes = [one for form in new for one in form.__subclasses__()]
        found |= {one for one in classes if is_written(one)}
        new = classes
    return found


def is_written(form: type) -> bool:
    """Whether the class stands in its module under its name."""
    return getattr(sys.modules[form.__module__], form.__name__, None) is form
