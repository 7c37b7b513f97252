"""The receiver's list beside ours, and the receipt that is written down."""

from __future__ import annotations

import json

import pytest

from mediation import clock
from mediation.access.actor import Actor
from mediation.access.by import By
from mediation.acts.refusals import NotAllowed
from mediation.packages import manifest as manifests
from mediation.packages.comparing import NoList, differences, theirs
from mediation.packages.manifest import MANIFEST, SUMS, Manifest
from mediation.packages.operations import make
from mediation.packages.receipts import sign_for
from mediation.referrals import queries as referrals
from mediation.timeline import queries as timeline
from tests import cast
from tests.builders import actor
from tests.packages.made import members_of
from tests.referrals.test_handing_over import out

FILES = {"README.txt": b"read me", "evidence/001 合同.pdf": b"yes"}
INSIDE = dict(members_of(FILES))
OURS: Manifest = manifests.read(INSIDE[MANIFEST])
ZIP_HASH = "ab" * 32
LINES = {one.path: one.sha256 for one in OURS.files}


def said(content: bytes) -> list[str]:
    return [words.en for words in differences(OURS, ZIP_HASH, theirs(content))]


AGREES = [
    (INSIDE[MANIFEST], "the manifest itself"),
    (INSIDE[SUMS], "SHA256SUMS"),
    (f"{ZIP_HASH}  2026-00001-v1.zip".encode(), "the hash of the ZIP alone"),
    ("\n".join(LINES.values()).upper().encode(), "hashes alone, in capitals"),
    (
        ("文件,校验值\r\n" + "\r\n".join(f"{p},{h}" for p, h in LINES.items())).encode("utf-8-sig"),
        "a CSV of their own",
    ),
]


@pytest.mark.parametrize(("content", "remark"), AGREES, ids=[row[1] for row in AGREES])
def test_a_list_that_agrees_has_no_differences(content: bytes, remark: str) -> None:
    assert said(content) == []


def test_each_difference_is_named() -> None:
    lines = [f"{sha256}  {path}" for path, sha256 in LINES.items() if path != "README.txt"]
    lines[-1] = f"{'0' * 64}  evidence/001 合同.pdf"
    lines.append(f"{'1' * 64}  evidence/002 more.pdf")
    assert said("\n".join(lines).encode()) == [
        "Not on their list: README.txt",
        "Another hash: evidence/001 合同.pdf",
        "Not in our package: evidence/002 more.pdf",
    ]


@pytest.mark.parametrize("content", [b"", b"hello", b"\xff\xfe\x00", b"{}", ("0" * 63).encode()])
def test_a_list_without_hashes_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(NoList):
        theirs(content)


@pytest.mark.usefixtures("founded", "session", "key", "unprinted")
def test_the_receipt_is_kept_with_what_differed() -> None:
    referral, manager = out(), actor(cast.MANAGER)
    package = make(referral, By(manager, clock.now()))
    told = json.loads(package.manifest)
    told["files"] = told["files"][1:]
    for count, content in enumerate((package.manifest.encode(), json.dumps(told).encode(), b"")):
        sign_for(package, f"民警{count}", clock.today(), By(manager, clock.now()), their_list=content)
    receipts = referrals.receipts_of(referral)
    assert [one.facts["outcome"] for one in receipts] == ["same", "differs", "not_compared"]
    assert receipts[1].facts["differences"][0][1] == "Not on their list: README.txt"
    assert {(one.of, one.sha256) for one in receipts} == {("package", package.sha256)}
    assert timeline.entries_of(referral.thread)[0].event == "referral_package_received"
    with pytest.raises(NotAllowed):
        sign_for(package, "谁", clock.today(), By(Actor(frozenset()), clock.now()))
