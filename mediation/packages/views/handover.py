"""The packages of one hand-over: what would go in, making one, taking it, signing for it."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from mediation import clock
from mediation.access.actor import Actor
from mediation.access.by import By
from mediation.access.guard import acting, current_actor, ensure, requires
from mediation.access.roles import LIAISONS
from mediation.access.table import allows
from mediation.acts.refusals import ActRefused
from mediation.acts.sections import Section
from mediation.documents.kinds import KINDS, DocumentKind
from mediation.documents.kinds.parts import Lang
from mediation.documents.render import RenderRefused
from mediation.documents.sending import send_result
from mediation.documents.upload_types import UploadRefused
from mediation.packages import batches, forms, operations, queries, receipts
from mediation.packages.comparing import OUTCOME_WORDS, NoList, Outcome
from mediation.packages.fetching import REASONS
from mediation.packages.gathering import Found, PackageRefused, find
from mediation.packages.models import Package
from mediation.referrals import queries as referrals
from mediation.referrals.models import Referral
from mediation.rules.findings import Words
from mediation.web.transaction import before_slow_work
from mediation.web.words import t

blueprint = Blueprint(
    "packages", __name__, url_prefix="/desk/referrals/<case_number:referral_number>/packages"
)

Answer = str | Response | tuple[str, int]
ZIP = "application/zip"
MOST_LIST = 4 * 1024 * 1024
LIST_TOO_LARGE = Words("清单不能超过 4 MB。", "The list must be at most 4 MB.")


@blueprint.get("/")
@requires("package.view")
def of_handover(referral_number: str) -> str:
    return _page(_referral(referral_number), forms.MakeForm(formdata=None, lang="zh"))


@blueprint.post("/")
@requires("package.make")
def make(referral_number: str) -> Answer:
    referral = _referral(referral_number)
    ensure("package.make", referral)
    form = forms.MakeForm()
    if not form.validate_on_submit():
        return _page(referral, form), 422
    actor, at, lang = current_actor(), clock.now(), Lang(form.lang.data or "zh")
    try:
        if batches.is_long_work(find(referral)):
            task = batches.ask_for_packages([referral.id], By(actor, at), lang=lang)
            return redirect(url_for("tasks.task", task_id=task.id))
        former = queries.newest_of(referral)
        made = operations.make(referral, By(actor, at), lang=lang, let_go=before_slow_work)
    except (ActRefused, RenderRefused) as refused:
        form.refuse(None, refused.words)
        return _page(referral, form), 422
    if made is former:
        flash(
            t(
                "材料没有变化，第 {n} 版仍是最新的。",
                "Nothing changed: version {n} is still the newest.",
                n=made.version,
            )
        )
    else:
        flash(t("已制作第 {n} 版。", "Version {n} made.", n=made.version), "success")
    return redirect(url_for("packages.of_handover", referral_number=referral.short_number))


@blueprint.route("/<int:version>/file", methods=["GET", "POST"])
@requires("package.fetch")
def fetch(referral_number: str, version: int) -> Answer:
    """Asks what it is taken for, then hands it out."""
    package = _package(referral_number, version)
    ensure("package.fetch", package)
    form = forms.FetchForm()
    if form.validate_on_submit():
        operations.fetch(package, form.why.data or "", acting(), note=form.note.data or "")
        name = operations.facts_of(package).file_name
        return send_result(package.path, ZIP, name, package.sha256)
    page = render_template("packages/fetch.html", package=package, referral=package.referral, form=form)
    return page, (422 if form.errors else 200)


@blueprint.route("/<int:version>/receipt", methods=["GET", "POST"])
@requires("package.sign_for")
def sign_for(referral_number: str, version: int) -> Answer:
    package = _package(referral_number, version)
    ensure("package.sign_for", package)
    form = forms.ReceiptForm()
    if form.validate_on_submit():
        try:
            receipt = receipts.sign_for(
                package,
                form.signed_by.data or "",
                form.signed_on.data or clock.today(),
                acting(),
                their_list=_their_list(form),
                scans=[scan for scan in form.files.data or () if scan],
            )
        except (NoList, UploadRefused, ActRefused) as refused:
            form.refuse("files" if isinstance(refused, UploadRefused) else "their_list", refused.words)
        else:
            outcome = OUTCOME_WORDS[Outcome(receipt.facts["outcome"])]
            flash(t("签收已登记：{o}。", "Receipt recorded: {o}.", o=outcome), "success")
            return redirect(url_for("packages.of_handover", referral_number=referral_number))
    page = render_template("packages/receipt.html", package=package, referral=package.referral, form=form)
    return page, (422 if form.errors else 200)


def section(referral: Referral, actor: Actor) -> Section | None:
    """The newest package on the page of its hand-over."""
    if not allows("package.view", actor, referral):
        return None
    package = queries.newest_of(referral)
    if package is not None and not _may_see(package, actor):
        package = None
    may_make = allows("package.make", actor, referral)
    if package is None and not (may_make and referral.case_id is not None):
        return None
    return Section(
        "packages",
        Words("材料包", "Package"),
        "packages/section.html",
        {
            "package": package,
            "referral": referral,
            "may_fetch": package is not None and allows("package.fetch", actor, package),
        },
    )


def _page(referral: Referral, form: forms.MakeForm) -> str:
    actor = current_actor()
    found, refused = _found(referral, actor)
    versions = [one for one in queries.versions_of(referral) if _may_see(one, actor)]
    return render_template(
        "packages/of_handover.html",
        referral=referral,
        form=form,
        found=found,
        refused=refused,
        kinds={code.value: kind.title for code, kind in KINDS.items()},
        letter=KINDS[DocumentKind(found.row.letter)].title if found and _is_kind(found.row.letter) else None,
        versions=versions,
        may_make=allows("package.make", actor, referral),
        may_fetch={one.id for one in versions if allows("package.fetch", actor, one)},
        may_sign={one.id for one in versions if allows("package.sign_for", actor, one)},
        fetches=queries.fetches_of(actor, referral),
        receipts=[one for one in referrals.receipts_of(referral) if one.of == receipts.OF_PACKAGE],
        reasons=REASONS,
        outcomes={outcome.value: words for outcome, words in OUTCOME_WORDS.items()},
    )


def _found(referral: Referral, actor: Actor) -> tuple[Found | None, Words | None]:
    """What the next version would hold, for those who may make it."""
    if not allows("package.make", actor, referral):
        return None, None
    try:
        return find(referral), None
    except PackageRefused as refused:
        return None, refused.words


def _may_see(package: Package, actor: Actor) -> bool:
    """The receiver sees a package once it may take it; until then it is ours."""
    return package.is_released or not actor.has(*LIAISONS)


def _is_kind(code: str) -> bool:
    return code in {kind.value for kind in KINDS}


def _their_list(form: forms.ReceiptForm) -> bytes:
    given = next((one for one in form.their_list.data or () if one and one.filename), None)
    if given is None:
        return b""
    content: bytes = given.stream.read(MOST_LIST + 1)
    if len(content) > MOST_LIST:
        raise UploadRefused(LIST_TOO_LARGE)
    return content


def _referral(number: str) -> Referral:
    year, serial = number.split("-")
    found = referrals.by_number(current_actor(), int(year), int(serial)) or abort(404)
    ensure("package.view", found)
    return found


def _package(number: str, version: int) -> Package:
    package = queries.version_of(_referral(number), version) or abort(404)
    return package if _may_see(package, current_actor()) else abort(404)
