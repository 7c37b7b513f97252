"""Checking a package on the web, and the keys with which this house signs."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding
from flask import Blueprint, Response, render_template, request

from mediation import clock
from mediation.access.guard import ANYONE, requires
from mediation.packages import forms, queries
from mediation.packages.checker import Verdict, check
from mediation.packages.report import lines
from mediation.packages.signers import Signer, signer_of
from mediation.public.checking.operations import FILES_BY_ADDRESS, AskedTooOften, count_question
from mediation.rules.findings import Words
from mediation.sealing.queries import own_chains
from mediation.web.transaction import keep_changes

blueprint = Blueprint("package_check", __name__, url_prefix="/verify")

Answer = str | tuple[str, int]
REPLACED = Words("这一版已被第 {n} 版取代。", "Version {n} has taken the place of this one.")


@blueprint.route("/package", methods=["GET", "POST"])
@requires(ANYONE)
def package() -> Answer:
    """Hand a package in and read what is wrong with it; it is not kept."""
    form = forms.CheckForm()
    verdict = _verdict(form) if form.validate_on_submit() else None
    page = render_template(
        "packages/check.html",
        form=form,
        verdict=verdict,
        lines=tuple(lines(verdict)) if verdict else (),
        replaced=_replaced(verdict),
        signers=_signers(),
    )
    return page, (422 if form.errors else 200)


@blueprint.get("/keys.pem")
@requires(ANYONE)
def keys() -> Response:
    """The certificates with which this house has signed, the present one first."""
    pem = "".join(dict.fromkeys(chain[0].public_bytes(Encoding.PEM).decode() for chain in own_chains()))
    return Response(pem, mimetype="application/x-pem-file")


def _signers() -> list[Signer]:
    """Who signs here, the present key first, each key once."""
    found = [signer_of(chain[0]) for chain in own_chains()]
    return list({signer.fingerprint: signer for signer in found}.values())


def _verdict(form: forms.CheckForm) -> Verdict | None:
    keep_changes()
    try:
        count_question("file", FILES_BY_ADDRESS, address=request.remote_addr or "", at=clock.now())
    except AskedTooOften as refused:
        form.refuse("file", refused.words)
        return None
    with tempfile.NamedTemporaryFile(suffix=".zip") as copy:
        shutil.copyfileobj(form.file.data[0].stream, copy)
        copy.flush()
        return check(Path(copy.name), [chain[0].public_key() for chain in own_chains()])


def _replaced(verdict: Verdict | None) -> Words | None:
    """Of a genuine package: whether a later version stands."""
    if verdict is None or verdict.manifest is None or not verdict.is_genuine:
        return None
    newest = queries.newest_version(verdict.manifest.package)
    if newest is None or newest <= verdict.manifest.version:
        return None
    return REPLACED.within(n=newest)
