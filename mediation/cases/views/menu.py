"""The frame around every page of the workplace and its menu: queues of cases, then pages by package.

Each page stands here once, with the right that opens it; packages above are named by endpoint.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flask import g, request, url_for
from flask_login import current_user

from mediation import clock
from mediation.access.guard import current_actor, may, may_hold
from mediation.cases import queries
from mediation.cases.queues import GROUPS, Queue, asked_queue, queues_of
from mediation.cases.views.lookup import blueprint
from mediation.rules.findings import Words
from mediation.rules.procedures import lifecycle

Page = tuple[str, str, Words]  # right, endpoint, what it is called
NavEntry = tuple[str | None, Words, object, bool]

PAGES: Mapping[Words, tuple[Page, ...]] = {
    Words("府院协同", "Courts and government"): (
        ("referral.view", "referrals.ledger", Words("府院协同台账", "Ledger of hand-overs")),
        ("imports.load", "bulk.imports", Words("导入清单", "Lists that came in")),
        ("reconciliation.view", "reconciliation.all_of_them", Words("对账", "Reconciliations")),
        ("referral.enter", "records.waiting", Words("委派协议备案", "Agreements for the court")),
        ("packages.make", "package_batches.waiting", Words("材料包", "Packages")),
    ),
    Words("文书与档案", "Papers and files"): (
        ("wet_signatures.print", "wet_signatures.waiting", Words("待签纸质文书", "Papers to be signed")),
        ("volumes.make", "archive_desk.unfiled", Words("归档", "Archiving")),
        ("exports.view", "exports.log", Words("导出记录", "Exports")),
    ),
    Words("我的", "Mine"): (
        ("desk.open", "agenda.agenda", Words("日程", "Agenda")),
        ("tasks.own", "tasks.mine", Words("我的任务", "My tasks")),
    ),
    Words("管理", "House"): (
        ("users.manage", "accounts.users", Words("账号", "Accounts")),
        ("organisations.manage", "organisations.bodies", Words("驿站与机构", "Stations and bodies")),
        ("seals.manage", "sealing.seals", Words("印章与签名", "Seals and signature")),
        ("api.manage", "api_tokens.tokens", Words("接口令牌", "API tokens")),
        ("letters.watch", "letters.stopped", Words("送达", "Letters")),
        ("holidays.manage", "holidays.notices", Words("放假安排", "Holiday notices")),
        ("webhooks.manage", "webhooks.subscriptions", Words("系统通知", "Notices to systems")),
        ("jobs.manage", "jobs.board", Words("定时作业", "Jobs")),
    ),
}


def queue_here() -> Queue:
    """The queue that the address asks for."""
    return asked_queue(current_actor(), request.args.get("view", ""))


def counts() -> Mapping[str, int]:
    """The figures beside the queues, counted once in a request."""
    if "queue_counts" not in g:
        g.queue_counts = queries.counts(current_actor(), on=clock.today())
    held: Mapping[str, int] = g.queue_counts
    return held


@blueprint.app_context_processor
def frame() -> dict[str, object]:
    """What the layout of the desk shows around each page."""
    if not current_user.is_authenticated:
        return {}
    framed: dict[str, object] = {
        "nav": Nav(),
        "sign_out_url": url_for("accounts.sign_out"),
        "account_url": url_for("accounts.own_password"),
        "desk_home_url": url_for("accounts.users"),
    }
    if may("desk.open"):
        framed |= {"desk_home_url": url_for("cases.desk"), "desk_search_url": url_for("cases.desk")}
    if may("intake.assist"):
        framed["desk_new_url"] = url_for(lifecycle.find("submit", None, clock.today()).page)
    return framed


class Nav:
    """The entries of the side; nothing is counted for a page that does not draw them."""

    def __iter__(self) -> Iterator[NavEntry]:
        if may("desk.open"):
            yield from _queues()
        for heading, pages in PAGES.items():
            yield from _under(heading, pages)


def _queues() -> Iterator[NavEntry]:
    held = counts()
    here = queue_here() if request.endpoint == "cases.desk" and not request.args.get("q") else None
    for group, heading in GROUPS.items():
        queues = [queue for queue in queues_of(current_actor()) if queue.group == group]
        if queues:
            yield None, heading, None, False
        for queue in queues:
            url = url_for("cases.desk", view=queue.code)
            yield url, queue.words, capped(held.get(queue.code)), queue is here


def _under(heading: Words, pages: tuple[Page, ...]) -> Iterator[NavEntry]:
    """The pages that the reader may open."""
    offered = [(endpoint, words) for right, endpoint, words in pages if may_hold(right)]
    if offered:
        yield None, heading, None, False
    for endpoint, words in offered:
        yield url_for(endpoint), words, None, request.endpoint == endpoint


def capped(count: int | None) -> object:
    """A count as shown: beyond the most that is counted it says so."""
    if count is not None and count > queries.MOST_COUNTED:
        return f"{queries.MOST_COUNTED}+"
    return count


blueprint.add_app_template_filter(capped, "capped")
