"""Putting the house together: settings, database, slots, blueprints. No logic."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask
from flask_login import LoginManager
from flask_migrate import Migrate
from werkzeug.middleware.proxy_fix import ProxyFix

import mediation.accounts.views
import mediation.agenda.views
import mediation.agreements.views
import mediation.api.views
import mediation.archive.desk
import mediation.archive.views
import mediation.bulk.views
import mediation.cases.views
import mediation.checking.views
import mediation.compromise.views
import mediation.courts.views
import mediation.elements.views
import mediation.evidence.views
import mediation.exports.views
import mediation.holidays.views
import mediation.intake.views
import mediation.issuing.views
import mediation.jobs.views
import mediation.mediators.views
import mediation.notifications.views
import mediation.organisations.views
import mediation.packages.views
import mediation.proceedings.views
import mediation.public.views
import mediation.reconciliation.views
import mediation.referrals.views
import mediation.sealing.views
import mediation.signing.desk
import mediation.signing.views
import mediation.tasks.views
import mediation.timeline.append_only
import mediation.webhooks.views
import mediation.wet_signatures.views
from mediation import cli
from mediation.access.guard import may
from mediation.accounts import queries as accounts
from mediation.agreements import queries as agreements
from mediation.agreements import sections as agreement_sections
from mediation.agreements import slots as agreement_slots
from mediation.archive import batches
from mediation.bulk import batches as bulk_work
from mediation.bulk import operations as imports
from mediation.bulk import queries as bulk
from mediation.cases import clockwork, contacts, proven_notice, served_letters, slots
from mediation.compromise import sections as compromise_sections
from mediation.config import ROOT, settings
from mediation.courts import payment_order_slots, returning_slots
from mediation.courts.confirmation import hearing as confirmation_hearing
from mediation.courts.confirmation import letters as confirmation_letters
from mediation.courts.confirmation import queries as confirmations
from mediation.courts.confirmation import sections as confirmation_sections
from mediation.courts.confirmation import window as confirmation_window
from mediation.database import db, init_database
from mediation.deadlines import slots as deadline_slots
from mediation.documents.kinds import DocumentKind
from mediation.elements import sections as element_sections
from mediation.exports import long_lists
from mediation.exports import operations as exports
from mediation.notifications import slots as notifications
from mediation.organisations import context as organisations
from mediation.packages import batches as package_batches
from mediation.proceedings import queries as proceedings
from mediation.proceedings import sections as proceeding_sections
from mediation.public import context as public
from mediation.referrals import handling as referrals
from mediation.referrals import slots as ledger
from mediation.rules.book import printing
from mediation.rules.findings import Words
from mediation.rules.vocabulary import VOCABULARY
from mediation.signing import slots as signing_slots
from mediation.signing.codes import send_by_what_is_set_up
from mediation.signing.evidence import issue_record
from mediation.signing.queries import hands_under
from mediation.tasks import slots as tasks
from mediation.timeline.events import sentence
from mediation.web.setup import init_web
from mediation.web.transaction import init_transaction
from mediation.webhooks import outbox as webhooks

BLUEPRINTS = (
    mediation.public.views.blueprint,
    mediation.intake.views.blueprint,
    mediation.accounts.views.blueprint,
    mediation.cases.views.blueprint,
    mediation.proceedings.views.blueprint,
    mediation.elements.views.blueprint,
    mediation.compromise.views.blueprint,
    mediation.agreements.views.blueprint,
    mediation.evidence.views.blueprint,
    mediation.archive.views.blueprint,
    mediation.archive.desk.blueprint,
    mediation.wet_signatures.views.blueprint,
    mediation.referrals.views.blueprint,
    *mediation.packages.views.BLUEPRINTS,
    mediation.reconciliation.views.blueprint,
    mediation.bulk.views.blueprint,
    mediation.organisations.views.blueprint,
    mediation.mediators.views.blueprint,
    mediation.holidays.views.blueprint,
    mediation.notifications.views.blueprint,
    mediation.agenda.views.blueprint,
    mediation.sealing.views.blueprint,
    mediation.checking.views.blueprint,
    mediation.tasks.views.blueprint,
    mediation.jobs.views.blueprint,
    mediation.signing.views.blueprint,
    mediation.signing.desk.blueprint,
    mediation.issuing.views.blueprint,
    *mediation.api.views.BLUEPRINTS,
    mediation.courts.views.blueprint,
    mediation.webhooks.views.blueprint,
    mediation.exports.views.blueprint,
    mediation.courts.views.orders,
    mediation.courts.views.own,
    mediation.courts.views.records,
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

    check_law_book()
    init_database(app)
    Migrate(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
    init_transaction(app)
    init_web(app)
    _init_sign_in(app)
    _fill_slots()

    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.jinja_env.globals.update(
        may=may, vocabulary=VOCABULARY, sentence=sentence, notices_of=slots.notices_of
    )
    app.context_processor(organisations.centre)
    app.context_processor(public.footer)
    cli.init_commands(app)
    return app


def check_law_book() -> None:
    """Refuse to start on tables that contradict themselves; raises RuntimeError with the faults."""
    if faults := printing.check_tables():
        raise RuntimeError("the tables of the law book are unsound: " + "; ".join(faults))


def _init_sign_in(app: Flask) -> None:
    manager = LoginManager(app)
    manager.session_protection = None  # a phone changes its address; the key in the cookie decides
    manager.user_loader(accounts.user_with_key)


def _fill_slots() -> None:
    """Tell the dispute what the rooms above it know."""
    notifications.tell_contacts(contacts.contact_of_side)
    notifications.on_proof(proven_notice.act_on_proof)
    slots.tell_situation(proceedings.tell_situation)
    slots.tell_situation(agreements.tell_situation)
    slots.tell_sessions(proceedings.days_of_sessions)
    slots.show_section(served_letters.section)
    slots.show_section(proceeding_sections.consents)
    slots.show_section(proceeding_sections.sessions)
    slots.show_section(element_sections.elements)
    slots.show_section(compromise_sections.offers)
    slots.show_section(agreement_sections.settlement)
    slots.tell_opened_case(mediation.public.views.opened_case)
    slots.show_on_desk(mediation.agenda.views.on_the_desk)
    slots.show_notice(confirmation_window.notice)
    slots.show_section(confirmation_sections.confirmation)
    slots.draw_acts("courts.confirmation_act", *mediation.courts.views.confirmation.ACTIONS)
    slots.draw_acts("courts.confirmation_act", *mediation.courts.views.confirmation.HEARD)
    slots.tell_paper(DocumentKind.CONFIRMATION_APPLICATION, confirmation_letters.tell_application)
    slots.tell_paper(DocumentKind.MEDIATION_PROOF, confirmation_letters.tell_proof)
    ledger.make_letter(DocumentKind.CONFIRMATION_APPLICATION, confirmation_letters.standing_application)
    mediation.courts.views.confirmation_deeds.ask_for_confirmation()
    slots.tell_situation(confirmation_hearing.tell_situation)
    ledger.hear_of_acts(confirmations.MATTER, confirmation_hearing.hear)
    tasks.do(
        imports.CHECK, bulk_work.check_list, title=Words("检查清单", "Checking a list"), right=bulk.RIGHT
    )
    tasks.do(imports.LOAD, bulk_work.load_list, title=Words("导入清单", "Loading a list"), right=bulk.RIGHT)
    tasks.do(imports.UNDO, bulk_work.undo_list, title=Words("撤销导入", "Undoing a list"), right=bulk.RIGHT)
    slots.show_section(mediation.referrals.views.ledger.section)
    slots.hear_of_ends(referrals.note_end)
    slots.hear_of_changes(webhooks.tell_of_case)
    ledger.hear_of_changes(webhooks.tell_of_referrals)
    slots.draw_acts("referrals.hand_over", "transfer")
    deadline_slots.carry_out_lapses("referral", referrals.lapse)
    payment_order_slots.fill()
    returning_slots.fill()
    slots.draw_acts("proceedings.act", *mediation.proceedings.views.ACTS)
    slots.draw_acts("agreements.act", *mediation.agreements.views.ACTIONS)
    slots.draw_acts("archive.act", "make_volume")
    slots.show_beside_files(
        "case.view_inside", "evidence.exhibits", Words("证据目录、翻看", "Exhibits, page by page")
    )
    slots.show_beside_files("case.file_volume", "archive.volume", Words("卷宗", "Case file"))
    agreement_slots.take_hands_from(hands_under)
    tasks.do(batches.KIND, batches.make_volumes, title=batches.TITLE, right=batches.RIGHT)
    tasks.do(
        exports.KIND,
        long_lists.make,
        title=long_lists.TITLE,
        right=exports.RIGHT,
        still=long_lists.may_still,
        on_fetch=exports.note_task_fetched,
    )
    ledger.show_section(mediation.packages.views.section)
    tasks.do(
        package_batches.KIND,
        package_batches.make_packages,
        title=package_batches.TITLE,
        right=package_batches.RIGHT,
        on_fetch=package_batches.note_all_fetched,
    )
    agreement_slots.on_conclusion(issue_record)
    signing_slots.send_codes_with(send_by_what_is_set_up)
    slots.draw_acts("signing_desk.act", *mediation.signing.desk.ACTIONS)
    slots.draw_acts("issuing.act", *mediation.issuing.views.ACTIONS)
    slots.draw_acts("intake.assisted", "submit")
    deadline_slots.carry_out_lapses("case", clockwork.lapse)
    slots.draw_acts("cases.documents", "issue_document")
    deadline_slots.tell_case(clockwork.tell_moved)
