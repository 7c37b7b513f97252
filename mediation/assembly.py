"""Putting the house together: settings, database, and what each package adds. No logic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Flask
from flask_migrate import Migrate
from werkzeug.middleware.proxy_fix import ProxyFix

from mediation import cli, law_book
from mediation.access.guard import may
from mediation.accounts import wiring as accounts
from mediation.agenda import wiring as agenda
from mediation.agreements import wiring as agreements
from mediation.api import wiring as api
from mediation.archive import wiring as archive
from mediation.bulk import wiring as bulk
from mediation.cases import wiring as cases
from mediation.compromise import wiring as compromise
from mediation.config import ROOT, settings
from mediation.courts import wiring as courts
from mediation.database import db, init_database
from mediation.documents import wiring as documents
from mediation.elements import wiring as elements
from mediation.evidence import wiring as evidence
from mediation.exports import wiring as exports
from mediation.holidays import wiring as holidays
from mediation.intake import wiring as intake
from mediation.issuing import wiring as issuing
from mediation.jobs import wiring as jobs
from mediation.mediators import wiring as mediators
from mediation.notifications import wiring as notifications
from mediation.organisations import wiring as organisations
from mediation.packages import wiring as packages
from mediation.proceedings import wiring as proceedings
from mediation.public import wiring as public
from mediation.reconciliation import wiring as reconciliation
from mediation.referrals import wiring as referrals
from mediation.rules.book.table_checks import check_tables
from mediation.rules.vocabulary import VOCABULARY
from mediation.sealing import wiring as sealing
from mediation.signing import wiring as signing
from mediation.tasks import wiring as tasks
from mediation.timeline.events import sentence
from mediation.web.setup import init_web
from mediation.web.transaction import init_transaction
from mediation.webhooks import wiring as webhooks

# In the order of the floors: who fills an extension point comes after the package that has it.
PACKAGES = (
    accounts,
    organisations,
    mediators,
    holidays,
    notifications,
    documents,
    tasks,
    sealing,
    cases,
    intake,
    proceedings,
    elements,
    compromise,
    evidence,
    referrals,
    agreements,
    agenda,
    archive,
    issuing,
    public,
    signing,
    courts,
    packages,
    bulk,
    reconciliation,
    webhooks,
    exports,
    api,
    jobs,
)


def create_app(given: Mapping[str, Any] | None = None) -> Flask:
    """The application. `given` overrides settings from the environment, for tests."""
    app = Flask(
        "mediation",
        root_path=str(ROOT / "mediation"),
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static"),
    )
    app.config.from_mapping(given if given and "SECRET_KEY" in given else {**settings(), **(given or {})})
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    if hops := app.config.get("PROXY_HOPS"):
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]

    refuse(check_tables())
    init_database(app)
    Migrate(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
    init_transaction(app)
    init_web(app)
    app.jinja_env.globals.update(may=may, vocabulary=VOCABULARY, sentence=sentence)
    for package in PACKAGES:
        package.wire(app)
    cli.init_commands(app)
    refuse(law_book.faults(app))  # once every package has told what it knows
    return app


def refuse(faults: Sequence[str]) -> None:
    """Refuse to start on tables that contradict themselves or the house; raises RuntimeError."""
    if faults:
        raise RuntimeError("the tables of the law book are unsound: " + "; ".join(faults))
