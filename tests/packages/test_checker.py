"""The offline checker: what was made passes, whatever was done to it afterwards is named."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mediation.packages import manifest as manifests
from mediation.packages.checker import check
from mediation.packages.manifest import MANIFEST, SIGNATURE, SIGNER, SUMS
from mediation.packages.names import is_safe
from mediation.packages.report import run
from tests.house.sources import ROOT
from tests.packages import made
from tests.packages.made import kept, members_of, packed, zipped
from tests.properties import examples

FILES = {"README.txt": b"read me", "papers/001 letter.pdf": b"%PDF" * 50, "evidence/002 合同.pdf": b"yes" * 9}
LATER = settings(examples(30), suppress_health_check=list(HealthCheck))


def codes(file: Path) -> set[str]:
    return {fault.code for fault in check(file).faults}


def test_what_was_made_passes(tmp_path: Path) -> None:
    verdict = check(kept(tmp_path, packed(members_of(FILES))), [made.KEY.public_key()])
    assert (verdict.exit_code, verdict.faults) == (0, [])
    assert verdict.signer is not None
    assert verdict.signer.holder == "试验中心"


SPOILS = {
    # how, what must be said where the member is a listed file
    made.flipped: "changed",
    made.cut: "changed",
    made.removed: "missing",
    made.renamed: "renamed",
    made.doubled: "duplicate",
    made.moved: "reordered",
}


@pytest.mark.parametrize("spoil", SPOILS, ids=lambda one: one.__name__)
@pytest.mark.parametrize("at", range(len(FILES) + 4))
def test_whatever_is_done_to_any_member_is_found_and_named(
    tmp_path: Path, spoil: made.Spoil, at: int
) -> None:
    members = members_of(FILES)
    verdict = check(kept(tmp_path, packed(spoil(members, at))))
    assert verdict.exit_code != 0
    path = members[at][0]
    if path in FILES:
        named = {fault.code for fault in verdict.faults if fault.path == path}
        said = {fault.code for fault in verdict.faults}
        assert SPOILS[spoil] in (said if spoil is made.moved else named), verdict.faults


def test_a_file_added_is_named(tmp_path: Path) -> None:
    spoilt = [*members_of(FILES), ("evidence/003 more.pdf", b"more")]
    faults = check(kept(tmp_path, packed(spoilt))).faults
    assert [(one.code, one.path) for one in faults] == [("added", "evidence/003 more.pdf")]


def test_a_manifest_put_in_another_order_is_no_longer_the_signed_one(tmp_path: Path) -> None:
    members = members_of(FILES)
    told = json.loads(dict(members)[MANIFEST])
    told["files"].reverse()
    spoilt = [(path, _json(told) if path == MANIFEST else content) for path, content in members]
    assert {"signature_wrong", "manifest_reordered"} <= codes(kept(tmp_path, packed(spoilt)))


def test_a_manifest_made_to_fit_the_change_is_not_signed(tmp_path: Path) -> None:
    forged = members_of({**FILES, "README.txt": b"other"})
    true = dict(members_of(FILES))
    spoilt = [(path, true[SIGNATURE] if path == SIGNATURE else content) for path, content in forged]
    assert "signature_wrong" in codes(kept(tmp_path, packed(spoilt)))


def test_a_package_signed_anew_by_a_stranger_passes_only_without_a_key_to_compare(tmp_path: Path) -> None:
    file = kept(tmp_path, packed(members_of(FILES)))
    stranger = ec.generate_private_key(ec.SECP256R1()).public_key()
    assert check(file).exit_code == 0
    assert [fault.code for fault in check(file, [stranger]).faults] == ["other_key"]


def test_a_zip_packed_anew_is_told_from_a_changed_file(tmp_path: Path) -> None:
    faults = check(kept(tmp_path, zipped(members_of(FILES)))).faults
    assert [fault.code for fault in faults] == ["repacked"]


HOSTILE = [
    # name, remark
    ("../../etc/passwd", "upwards"),
    ("/etc/passwd", "from the root"),
    ("a/../b", "up within"),
    ("C:/x.txt", "a drive"),
    ("a\\b.txt", "the other slash"),
    ("CON.txt", "a device of Windows"),
    ("x‮fdp.exe", "turns the direction of reading"),
    ("a\nb.txt", "a line end, which SHA256SUMS could not say"),
    ("ends with dot.", "Windows drops it"),
    ("e\N{COMBINING ACUTE ACCENT}.txt", "not composed: two names look alike"),
]


@pytest.mark.parametrize(("name", "remark"), HOSTILE, ids=[row[1] for row in HOSTILE])
def test_a_name_that_could_be_written_elsewhere_is_told(tmp_path: Path, name: str, remark: str) -> None:
    assert not is_safe(name)
    assert "unsafe_path" in codes(kept(tmp_path, packed([*members_of(FILES), (name, b"x")])))


@pytest.mark.parametrize("part", [0.1, 0.3, 0.5, 0.9, 0.999])
def test_a_download_that_broke_off_says_after_which_file(tmp_path: Path, part: float) -> None:
    whole = packed(members_of(FILES))
    verdict = check(kept(tmp_path, whole[: int(len(whole) * part)]))
    assert (verdict.exit_code, [fault.code for fault in verdict.faults]) == (2, ["truncated"])


@pytest.mark.parametrize("lost", [1, 22, 23, 50, 700, 1500])
def test_a_package_that_breaks_off_is_not_taken_for_the_table_inside_it(tmp_path: Path, lost: int) -> None:
    inner = zipped([("xl/workbook.xml", b"x" * 90), ("[Content_Types].xml", b"y")])
    whole = packed(members_of({"index.xlsx": inner, "README.txt": b"read me"}))
    at_its_end = whole.index(inner) + len(inner)
    for broken in (whole[:-lost], whole[:at_its_end]):
        verdict = check(kept(tmp_path, broken))
        assert (verdict.exit_code, [fault.code for fault in verdict.faults]) == (2, ["truncated"])


NOT_PACKAGES = [
    # bytes, code, remark
    (b"", "no_zip", "empty"),
    (b"hello", "no_zip", "text"),
    (zipped([("a.txt", b"a")]), "no_manifest", "some other ZIP"),
    (zipped([(MANIFEST, b"{")]), "no_manifest", "a broken manifest"),
    (zipped([(MANIFEST, b'{"format": "fengqiao-package/9"}')]), "no_manifest", "a later format"),
    (zipped([(MANIFEST, b"[" * 100_000)]), "no_manifest", "a manifest that never ends"),
]


@pytest.mark.parametrize(("content", "code", "remark"), NOT_PACKAGES, ids=[row[2] for row in NOT_PACKAGES])
def test_what_is_no_package_cannot_be_checked(tmp_path: Path, content: bytes, code: str, remark: str) -> None:
    verdict = check(kept(tmp_path, content))
    assert verdict.exit_code == 2
    assert code in {fault.code for fault in verdict.faults}


@LATER
@given(data=st.data())
def test_no_byte_of_the_whole_file_can_be_changed_unseen(tmp_path: Path, data: st.DataObject) -> None:
    whole = bytearray(packed(members_of(FILES)))
    at = data.draw(st.integers(0, len(whole) - 1))
    whole[at] ^= data.draw(st.integers(1, 255))
    assert check(kept(tmp_path, bytes(whole))).exit_code != 0


@LATER
@given(more=st.binary(min_size=1, max_size=80), before=st.booleans())
def test_nothing_can_be_attached_unseen(tmp_path: Path, more: bytes, before: bool) -> None:
    whole = packed(members_of(FILES))
    assert check(kept(tmp_path, more + whole if before else whole + more)).exit_code != 0


@LATER
@given(
    files=st.dictionaries(
        st.integers(1, 999).map(lambda number: f"evidence/{number:03d} 材料.bin"),
        st.binary(max_size=300),
        max_size=6,
    )
)
def test_every_package_passes_and_the_same_files_give_the_same_bytes(
    tmp_path: Path, files: dict[str, bytes]
) -> None:
    whole = packed(members_of(files))
    assert whole == packed(members_of(files))
    file = kept(tmp_path, whole)
    assert check(file, [made.KEY.public_key()]).exit_code == 0
    with zipfile.ZipFile(file) as archive:  # another program's reader
        assert archive.testzip() is None
        assert {path: archive.read(path) for path in files} == files


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    members = members_of(FILES)
    members[1] = ("README.txt", bytes(50_000_000))
    verdict = check(kept(tmp_path, zipped(members)))
    assert {(fault.code, fault.path) for fault in verdict.faults} == {("changed", "README.txt")}


def test_numbers_of_the_manifest_that_are_out_of_order_are_told_even_when_signed(tmp_path: Path) -> None:
    files = manifests.read(dict(members_of(FILES))[MANIFEST]).files
    wrong = [replace(files[1], number=9), *files[2:], files[0]]
    signed = members_of(FILES, manifests.Manifest("转1号", 1, "甲", "乙", "", made.AS_OF, tuple(wrong)))
    assert "manifest_reordered" in codes(kept(tmp_path, packed(signed)))


def test_sha256sum_agrees(tmp_path: Path) -> None:
    with zipfile.ZipFile(kept(tmp_path, packed(members_of(FILES)))) as archive:
        archive.extractall(tmp_path / "out")
    asked = ["sha256sum", "--strict", "-c", SUMS]
    done = subprocess.run(asked, cwd=tmp_path / "out", capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_openssl_agrees(tmp_path: Path) -> None:
    with zipfile.ZipFile(kept(tmp_path, packed(members_of(FILES)))) as archive:
        archive.extractall(tmp_path)
    key = subprocess.run(
        ["openssl", "x509", "-in", SIGNER, "-pubkey", "-noout"], cwd=tmp_path, capture_output=True, check=True
    )
    (tmp_path / "key.pem").write_bytes(key.stdout)
    asked = ["openssl", "dgst", "-sha256", "-verify", "key.pem", "-signature", SIGNATURE, MANIFEST]
    done = subprocess.run(asked, cwd=tmp_path, capture_output=True, check=False)
    assert done.stdout.strip() == b"Verified OK"


def test_it_needs_neither_the_application_nor_a_database(tmp_path: Path) -> None:
    file = kept(tmp_path, packed(members_of(FILES)))
    (tmp_path / "key.pem").write_bytes(made.CERTIFICATE)
    told = (
        "import sys; from mediation.packages.report import main; code = main(sys.argv[1:]); "
        "assert not {'flask', 'sqlalchemy'} & set(sys.modules); sys.exit(code)"
    )
    asked = [sys.executable, "-c", told, str(file), "--key", str(tmp_path / "key.pem")]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "通过" in done.stdout
    assert "Genuine" in done.stdout


def test_a_key_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    file = kept(tmp_path, packed(members_of(FILES)))
    (tmp_path / "key.pem").write_text("no key")
    assert run(str(file), str(tmp_path / "key.pem"))[0] == 2
    assert run(str(tmp_path / "nothing.zip"))[0] == 2


def _json(told: object) -> bytes:
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
