"""The commands of the house: `flask --app wsgi COMMAND`."""

from __future__ import annotations

import logging
import os
import time
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from werkzeug.serving import make_server

from mediation import clock, law_book
from mediation.access.actor import HOUSE
from mediation.access.by import By
from mediation.access.roles import Role
from mediation.accounts import operations as accounts
from mediation.accounts import queries as account_queries
from mediation.database import db
from mediation.demo import load as demo
from mediation.demo import sms_gateway
from mediation.jobs import operations as job_operations
from mediation.jobs import queries as job_queries
from mediation.jobs.runner import Runner, would_do
from mediation.jobs.scheduler import run_forever
from mediation.jobs.table import BY_NAME, JOBS
from mediation.organisations import operations as organisations
from mediation.organisations.queries import the_centre
from mediation.packages import report
from mediation.rules.book import printing
from mediation.sealing.keys import make_test_key
from mediation.starting import refuse_unsound
from mediation.text import composed
from mediation.timeline import queries as timeline


def init_commands(app: Flask) -> None:
    for command in (
        load_demo,
        demo_accounts,
        create_admin,
        make_signing_key,
        run_scheduler,
        fake_gateway,
        verify_package,
        jobs,
        check_timeline,
        check_tables,
        print_rules,
    ):
        app.cli.add_command(command)


@click.command("demo")
@click.option("--if-new", is_flag=True, help="Do nothing when the house is not empty.")
@with_appcontext
def load_demo(if_new: bool) -> None:
    """Load the demonstration city."""
    if demo.is_loaded() or account_queries.has_administrator():
        if if_new:
            return
        raise click.ClickException(
            "There are cases or accounts already; the demonstration city needs an empty house."
        )
    if not current_app.config["SIGNING_KEY"].is_file():
        make_test_key(current_app.config["SIGNING_KEY"], "枫桥演示 Fengqiao", at=clock.now())
    began = time.perf_counter()
    demo.load(clock.today(), progress=click.echo)
    db.session.commit()
    click.echo(f"Demonstration city loaded in {time.perf_counter() - began:.1f} s")


@click.command("demo-accounts")
@with_appcontext
def demo_accounts() -> None:
    """Print the demonstration sign-ins."""
    for line in demo.describe_accounts():
        click.echo(line)


@click.command("create-admin")
@click.option("--if-none", is_flag=True, help="Do nothing when there is an administrator.")
@with_appcontext
def create_admin(if_none: bool) -> None:
    """Create an administrator, from the environment or by asking."""
    if if_none and account_queries.has_administrator():
        return
    username = composed(
        os.environ.get("FENGQIAO_ADMIN_USER") or click.prompt("User name of the administrator")
    )
    password = composed(
        os.environ.get("FENGQIAO_ADMIN_PASSWORD")
        or click.prompt("Password", hide_input=True, confirmation_prompt=True)
    )
    organisations.found_centre()
    try:
        accounts.create_user(
            username,
            username,
            [Role.ADMINISTRATOR],
            password,
            By(HOUSE, clock.now()),
            must_change_password=False,
        )
    except accounts.AccountRefused as refused:
        raise click.ClickException(f"{refused.words.en} / {refused.words.zh}") from refused
    db.session.commit()
    click.echo(f"Administrator {username} created.")


@click.command("make-signing-key")
@click.option("--if-none", is_flag=True, help="Do nothing when there is a key.")
@with_appcontext
def make_signing_key(if_none: bool) -> None:
    """Make a TEST key that closes the PDFs, for trying; a centre buys its certificate."""
    path = current_app.config["SIGNING_KEY"]
    centre = the_centre()
    try:
        make_test_key(path, centre.name if centre else "Fengqiao", at=clock.now())
    except FileExistsError as error:
        if if_none:
            return
        raise click.ClickException(f"{path} exists; papers were signed with it, so it stays.") from error
    click.echo(f"TEST key written to {path}: good for trying, trusted by nobody else.")


@click.command("scheduler")
@with_appcontext
def run_scheduler() -> None:
    """Run the jobs until stopped; of several schedulers one acts and the others stand by."""
    _speak_of_jobs()
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    refuse_unsound(app)
    run_forever(app)


def _speak_of_jobs() -> None:
    """What our jobs did; of the libraries only what went wrong, not each page of each paper."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(message)s")
    logging.getLogger("mediation").setLevel(logging.INFO)
    logging.getLogger("apscheduler").setLevel(logging.ERROR)


@click.group("jobs")
def jobs() -> None:
    """See the jobs, try one out, run one now."""


@jobs.command("list")
@with_appcontext
def list_jobs() -> None:
    """Print each job with its beat, its next run and its last result."""
    runner, states = job_queries.runner(), job_queries.states()
    acts = runner is not None and runner.acts
    click.echo(f"Acting: {runner.holder}" if runner and acts else "No scheduler is running.")
    for job in JOBS:
        state = states.get(job.name)
        ended = (state.error or f"did {state.count}") if state and state.finished_at else "has not run yet"
        next_run = f"{state.next_run_at.astimezone(clock.ZONE):%Y-%m-%d %H:%M:%S}" if state else "-"
        click.echo(f"{job.name:20} every {job.every}  next {next_run}  {ended}")


@jobs.command("run")
@click.argument("name", type=click.Choice(sorted(BY_NAME)))
@click.option("--dry-run", is_flag=True, help="Say what it would do and do nothing.")
@with_appcontext
def run_job(name: str, dry_run: bool) -> None:
    """Run one job now: by the scheduler that acts, else here."""
    job = BY_NAME[name]
    if dry_run:
        click.echo(f"{name} would do {would_do(job, at=clock.now())}")
        return
    _speak_of_jobs()
    runner = Runner(current_app._get_current_object())  # type: ignore[attr-defined]
    if runner.beat():
        try:
            click.echo(f"{name} did {runner.run(job)}")
        finally:
            runner.leave()
        return
    state = job_queries.state_of(name)
    if state is None:
        raise click.ClickException("The scheduler that acts does not know this job: start it anew.")
    job_operations.ask_to_run(state, By(HOUSE, clock.now()))
    db.session.commit()
    click.echo("The scheduler that acts was told; it runs the job within seconds.")


@click.command("fake-gateway")
@click.option("--port", default=8790, show_default=True)
@click.option("--reports/--no-reports", default=True, help="Report every message as delivered.")
@with_appcontext
def fake_gateway(port: int, reports: bool) -> None:
    """Run an SMS gateway for trying: it keeps and shows messages and sends nothing to any telephone."""
    config = current_app.config
    account = sms_gateway.Account(config["SMS_KEY"] or "trial", config["SMS_SECRET"] or "trial")
    file = Path(config["INSTANCE"]) / "fake-gateway.sqlite3"
    gateway = sms_gateway.create_gateway(file, account, reports_by_itself=reports)
    click.echo(
        f"http://127.0.0.1:{port} keeps and shows messages. Start the house with\n"
        f"  FENGQIAO_SMS_URL=http://127.0.0.1:{port} FENGQIAO_SMS_KEY=trial FENGQIAO_SMS_SECRET=trial"
    )
    make_server("127.0.0.1", port, gateway, threaded=True).serve_forever()


@click.command("verify-package")
@click.argument("file")
@click.option("--key", help="PEM file with the public key or certificate of the centre that made it.")
def verify_package(file: str, key: str | None) -> None:
    """Check the package of a hand-over, without a database: exit 0 genuine, 1 changed, 2 not readable."""
    code, printed = report.run(file, key)
    for line in printed:
        click.echo(line)
    raise SystemExit(code)


@click.command("check-timeline")
@with_appcontext
def check_timeline() -> None:
    """Verify the hash chain of every thread; exit 1 when something was changed."""
    faults = 0
    for fault in timeline.faults():
        click.echo(fault)
        faults += 1
    if faults:
        raise click.ClickException(f"{faults} fault(s) found in the timeline.")
    click.echo("The timeline is whole.")


@click.command("check-tables")
@with_appcontext
def check_tables() -> None:
    """Refuse gaps, overlaps and names of what does not exist in the law book's tables."""
    faults = law_book.faults(current_app)
    for fault in faults:
        click.echo(fault)
    if faults:
        raise click.ClickException(f"{len(faults)} fault(s) found in the tables.")
    click.echo("The tables are sound.")


@click.command("print-rules")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh")
def print_rules(lang: str) -> None:
    """Print the whole law book as one readable document."""
    for line in printing.print_rules(lang):
        click.echo(line)
