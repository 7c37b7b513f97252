"""A receiver knows that a notice is ours, and is from now; also without our code."""

from __future__ import annotations

import re
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from mediation.webhooks import signatures
from mediation.webhooks.signatures import SignatureWrong
from tests.conftest import MONDAY
from tests.house.sources import ROOT

BODY = b'{"id":"evt_1","kind":"referral.sent"}'
KEYS = {"wk_new": "the new secret", "wk_old": "the old secret"}


@pytest.mark.parametrize("key", KEYS)
def test_either_key_proves_it_while_the_receiver_changes_over(key: str) -> None:
    header = signatures.signed(BODY, KEYS, at=MONDAY)
    signatures.check(header, BODY, key=key, secret=KEYS[key], at=MONDAY + timedelta(minutes=5))


@pytest.mark.parametrize(
    ("body", "key", "secret", "minutes", "remark"),
    [
        (BODY + b" ", "wk_new", "the new secret", 0, "another body"),
        (BODY, "wk_new", "the old secret", 0, "another secret"),
        (BODY, "wk_none", "the new secret", 0, "a key that did not sign"),
        (BODY, "t", "the new secret", 0, "the moment is no signature"),
        (BODY, "wk_new", "the new secret", 6, "an old one played again"),
        (BODY, "wk_new", "the new secret", -6, "from the future"),
    ],
)
def test_what_is_not_ours_or_not_from_now_is_refused(
    body: bytes, key: str, secret: str, minutes: int, remark: str
) -> None:
    header = signatures.signed(BODY, KEYS, at=MONDAY)
    read_at = MONDAY + timedelta(minutes=minutes)
    with pytest.raises(SignatureWrong):
        signatures.check(header, body, key=key, secret=secret, at=read_at)
    assert remark


def guide() -> str:
    return (ROOT / "docs/notices-to-systems.md").read_text("utf-8")


def test_the_python_of_the_guide_takes_ours_and_refuses_others() -> None:
    program = re.search(r"```python\n(.*?)```", guide(), re.DOTALL)
    assert program is not None
    room: dict[str, object] = {}
    exec(program[1], room)
    is_genuine = room["is_genuine"]
    assert callable(is_genuine)
    header, now = signatures.signed(BODY, KEYS, at=MONDAY), MONDAY.timestamp()
    assert is_genuine(header, BODY, "wk_new", "the new secret", now)
    assert not is_genuine(header, BODY + b" ", "wk_new", "the new secret", now)
    assert not is_genuine(header, BODY, "wk_new", "the new secret", now + 301)
    assert not is_genuine("", BODY, "wk_new", "the new secret", now)


def test_the_openssl_command_of_the_guide_gives_our_signature(tmp_path: Path) -> None:
    command = re.search(r"```sh\n(.*?)```", guide(), re.DOTALL)
    assert command is not None
    (tmp_path / "body.json").write_bytes(BODY)
    header = signatures.signed(BODY, {"wk_new": "the new secret"}, at=MONDAY)
    stamp, digest = re.fullmatch(r"t=(\d+),wk_new=([0-9a-f]{64})", header).groups()  # type: ignore[union-attr]
    said = subprocess.run(
        ["sh", "-c", command[1]],
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", "STAMP": stamp, "SECRET": "the new secret"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert digest in said.stdout
