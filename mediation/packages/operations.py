"""Making packages, giving them out, and noting who took them. Nothing here commits or asks the time."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding
from sqlalchemy.exc import IntegrityError

from mediation.access.by import By
from mediation.access.table import allows
from mediation.acts.refusals import NotAllowed
from mediation.database import db
from mediation.documents import store
from mediation.documents.addresses import public_address
from mediation.documents.facts import canonical, sha256_of, thaw
from mediation.documents.kinds.parts import Lang
from mediation.packages import queries
from mediation.packages.building import Built, build
from mediation.packages.case_facts import PRINTABLE, told
from mediation.packages.facts import PackageFacts
from mediation.packages.fetching import REASONS
from mediation.packages.gathering import (
    Found,
    PackageRefused,
    draw_what_is_missing,
    find,
    newest,
)
from mediation.packages.models import Package, PackageFetch
from mediation.packages.pieces import pieces_of
from mediation.referrals.issuing import issuer
from mediation.referrals.models import Referral
from mediation.rules.findings import Words
from mediation.sealing.keys import signing_key
from mediation.sealing.operations import remember
from mediation.sealing.suites import International
from mediation.timeline import operations as timeline

CHECK_PAGE = "/verify/package"
MAKING, TAKING = Words("制作材料包", "Make the package"), Words("下载材料包", "Take the package")
NO_KEY = Words(
    "还没有设置签名密钥，材料包无法签名。请系统管理员设置后再制作。",
    "No signing key is set up, so the package cannot be signed. Ask the administrator to set one up.",
)


TWICE = Words(
    "其他人刚刚制作了新的一版，请刷新页面查看。", "Somebody made a new version just now: reload the page."
)


class PackageLost(RuntimeError):
    """The file of a package is gone and could not be made again byte for byte."""


def make(
    referral: Referral, by: By, *, lang: Lang = Lang.ZH, let_go: Callable[[], object] = lambda: None
) -> Package:
    """The package of a hand-over as its facts are now: a new version, or the newest where nothing changed.

    Papers not drawn yet are drawn. `let_go` is called once all was read, before the slow work, so that
    nobody waits for the database meanwhile. Raises NotAllowed, PackageRefused, RenderRefused.
    """
    if not allows("package.make", by.actor, referral):
        raise NotAllowed(MAKING, by.actor)
    key = signing_key()
    if key is None:
        raise PackageRefused(NO_KEY)
    found = find(referral)
    draw_what_is_missing(found)
    former = queries.newest_of(referral)
    facts = facts_of_package(referral, found, lang=lang, version=former.version + 1 if former else 1)
    if former is not None and canonical(replace(facts, version=former.version)) == former.facts:
        return former
    remember(key)
    chain = "".join(one.public_bytes(Encoding.PEM).decode() for one in key.chain)
    let_go()
    with store.draft() as draft:
        built = build(facts, chain, International(key.key).sign, draft)
        package = _row(referral, facts, chain, built, by)
        _add(package)
        store.adopt(draft, package.sha256)
    told_facts = {"version": package.version, "sha256": package.sha256}
    timeline.record(referral.thread, "referral_package_made", told_facts, by)
    return package


def facts_of_package(referral: Referral, found: Found, *, lang: Lang, version: int) -> PackageFacts:
    """Everything that the bytes of the package follow from."""
    as_of = newest(referral, found)
    house = issuer(referral)
    return PackageFacts(
        number=referral.number_text,
        short_number=referral.short_number,
        version=version,
        purpose=found.row.words,
        legal_basis=found.row.legal_basis if found.row.checked in PRINTABLE else "",
        made_for=referral.body.name,
        issuer=house,
        case_number=found.case.number_text,
        parties=referral.parties.zh,
        as_of=as_of,
        check_url=public_address() + CHECK_PAGE,
        pieces=pieces_of(found, as_of=as_of),
        left_out=found.left_out,
        lacking=found.lacking,
        told=told(referral, found, house.name),
        lang=lang,
    )


def facts_of(package: Package) -> PackageFacts:
    """The facts from which a package was made."""
    return thaw(PackageFacts, package.facts)


def ensure_file(package: Package) -> Path:
    """The ZIP on disk; one that got lost is made again and must come out the same. Raises PackageLost."""
    file = store.where(package.path)
    if file.is_file():
        return file
    with store.draft() as draft:
        signature = base64.b64decode(package.signature)
        built = build(facts_of(package), package.signer, lambda _manifest: signature, draft)
        if built.digests.sha256 != package.sha256:
            raise PackageLost(f"the package {package.sha256} is gone")
        store.adopt(draft, package.sha256)
    return file


def fetch(package: Package, why: str, by: By, *, note: str = "") -> Path:
    """Give a package out and write down to whom and what for. Raises NotAllowed, KeyError for no reason."""
    if not allows("package.fetch", by.actor, package):
        raise NotAllowed(TAKING, by.actor)
    file = ensure_file(package)
    note_fetched(package, why, by, note=note)
    return file


def note_fetched(package: Package, why: str, by: By, *, note: str = "") -> None:
    """Write down who took which version."""
    db.session.add(
        PackageFetch(
            package_id=package.id,
            fetched_at=by.at,
            fetched_by=by.actor.name,
            fetched_by_id=by.actor.user_id,
            body_id=by.actor.organisation_id,
            why=why,
            note=note.strip(),
        )
    )
    facts = {"version": package.version, "why": list(REASONS[why])}
    timeline.record(package.referral.thread, "referral_package_taken", facts, by)


def _row(referral: Referral, facts: PackageFacts, chain: str, built: Built, by: By) -> Package:
    frozen = canonical(facts)
    return Package(
        referral_id=referral.id,
        referral=referral,
        version=facts.version,
        facts=frozen,
        facts_sha256=sha256_of(frozen),
        manifest=built.manifest.decode(),
        signature=base64.b64encode(built.signature).decode(),
        signer=chain,
        sha256=built.digests.sha256,
        sm3=built.digests.sm3,
        size=built.digests.size,
        pieces=len(facts.pieces),
        path=store.path_of(built.digests.sha256),
        made_at=by.at,
        made_by=by.actor.name,
        made_by_id=by.actor.user_id,
    )


def _add(package: Package) -> None:
    """Two people may make the same version at one moment; the second is told."""
    try:
        with db.session.begin_nested():
            db.session.add(package)
    except IntegrityError as twice:
        raise PackageRefused(TWICE) from twice
