"""The virus scanner: what it said is kept, and silence is never taken for cleanliness."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from flask import current_app
from sqlalchemy.orm import Session

from mediation import clock
from mediation.documents.clamav import Answer, ScannerSilent, scan
from mediation.documents.models import StoredFile
from mediation.documents.scanning import (
    SCAN_WORDS,
    Scan,
    note,
    scan_file,
    to_be_scanned,
)
from mediation.documents.uploads import store_upload
from mediation.intake.models import IntakeDraft
from tests.conftest import StandingClock
from tests.documents.clamd import VIRUS, fake_clamd
from tests.documents.test_uploads import pdf


@pytest.fixture
def file(session: Session) -> StoredFile:
    now = clock.now()
    draft = IntakeDraft(code_hash="0" * 64, content="{}", created_at=now, updated_at=now)
    session.add(draft)
    session.flush()
    return store_upload(BytesIO(pdf() + VIRUS), "a.pdf", at=now, uploaded_by="申请人", draft_id=draft.id)


def on_disk(folder: Path, content: bytes) -> Path:
    path = folder / "content"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("content", "found", "remark"),
    [
        (b"", "", "nothing"),
        (b"x" * 200_000, "", "several pieces"),
        (b"x" * 65_536 + VIRUS, "Eicar-Signature", "behind the first piece"),
    ],
)
def test_a_file_is_sent_whole_and_the_answer_understood(
    tmp_path: Path, content: bytes, found: str, remark: str
) -> None:
    with fake_clamd() as (address, seen):
        assert scan(address, on_disk(tmp_path, content)) == Answer(found), remark
    assert seen == [len(content)]


@pytest.mark.parametrize(
    ("say", "remark"),
    [("INSTREAM size limit exceeded. ERROR", "too large for it"), ("nonsense", "another protocol")],
)
def test_an_answer_that_is_no_verdict_is_silence(tmp_path: Path, say: str, remark: str) -> None:
    with fake_clamd(say) as (address, _), pytest.raises(ScannerSilent):
        scan(address, on_disk(tmp_path, b"x"))


@pytest.mark.parametrize("address", ["tcp:127.0.0.1:1", "unix:/nowhere/clamd.ctl"])
def test_a_scanner_that_is_away_is_silent(tmp_path: Path, address: str) -> None:
    with pytest.raises(ScannerSilent):
        scan(address, on_disk(tmp_path, b"x"), seconds=1)


@pytest.mark.parametrize("address", ["", "localhost", "tcp:localhost", "tcp::", "unix:", "http://x:1"])
def test_an_address_of_another_form_is_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(ValueError, match="tcp:host:port"):
        scan(address, on_disk(tmp_path, b"x"))


def test_a_virus_is_written_down_and_stays(file: StoredFile) -> None:
    assert file.scan_state == Scan.UNSCANNED
    with fake_clamd() as (address, _):
        current_app.config["CLAMD"] = address
        assert scan_file(file, at=clock.now()) is Scan.INFECTED
    assert (file.scan_finding, file.scanned_at) == ("Eicar-Signature", clock.now())
    assert note(file, Scan.CLEAN, at=clock.now()) is Scan.INFECTED, "a later scan does not set it free"


def test_a_silent_scanner_is_asked_again_later(file: StoredFile, clock: StandingClock) -> None:
    current_app.config["CLAMD"] = "tcp:127.0.0.1:1"
    assert scan_file(file, at=clock.now) is Scan.FAILED
    assert list(to_be_scanned(10, at=clock.now)) == []
    clock.advance(minutes=31)
    assert list(to_be_scanned(10, at=clock.now)) == [file]


def test_only_a_clean_file_is_called_free_of_viruses() -> None:
    assert [state for state, words in SCAN_WORDS.items() if words.zh == "未发现病毒"] == [Scan.CLEAN]
