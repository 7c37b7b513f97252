"""Papers closed by the house's signature: once, for good, and made whole again when the file is lost."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from flask import current_app
from sqlalchemy.orm import Session

from mediation import clock
from mediation.documents.kinds import DocumentKind
from mediation.documents.models import IssuedDocument
from mediation.documents.operations import PaperLost, ensure_rendered, issue, made_from, note_file, replace
from mediation.documents.queries import Checked, verify_upload
from mediation.documents.render import render_pdf
from mediation.sealing.pdf import SealState
from mediation.sealing.suites import digest
from tests.documents.examples import EXAMPLES, ISSUED_AT
from tests.documents.reading import text_of
from tests.sealing.examples import pdfsig, set_up_key

FACTS = EXAMPLES[DocumentKind.ACCEPTANCE_NOTICE]


@pytest.fixture
def key(session: Session, tmp_path: Path) -> None:
    set_up_key(current_app, tmp_path)  # type: ignore[arg-type]


def issued() -> IssuedDocument:
    return issue(DocumentKind.ACCEPTANCE_NOTICE, FACTS, case_id=None, at=ISSUED_AT)


def test_the_stored_fingerprints_are_those_of_the_signed_file(key: None, tmp_path: Path) -> None:
    document = issued()
    content = ensure_rendered(document).read_bytes()
    assert document.pdf_sha256 == digest("sha256", content)
    assert document.pdf_sm3 == digest("sm3", content)
    assert document.pdf_size == len(content)
    assert "Signature is Valid" in pdfsig(content, tmp_path)
    outcome = verify_upload(document.code, BytesIO(content), at=clock.now())
    assert (outcome.outcome, outcome.seal.state) == (Checked.GENUINE, SealState.OURS)


def test_a_lost_file_comes_back_byte_for_byte_with_its_first_signature(key: None) -> None:
    document = issued()
    file = ensure_rendered(document)
    content = file.read_bytes()
    file.unlink()
    assert ensure_rendered(document).read_bytes() == content


def test_a_lost_file_whose_signature_is_lost_too_is_not_passed_off_as_the_same(key: None) -> None:
    document = issued()
    ensure_rendered(document).unlink()
    document.closing = None
    with pytest.raises(PaperLost):
        ensure_rendered(document)


def test_of_two_who_draw_at_the_same_time_the_first_signature_counts(key: None) -> None:
    document = issued()
    drawn = render_pdf(*made_from(document))
    first = note_file(document, drawn)
    assert note_file(document, drawn) == first
    assert first.read_bytes().startswith(drawn)


def test_a_changed_file_is_told_as_ours_but_changed_even_without_its_code(key: None) -> None:
    content = bytearray(ensure_rendered(issued()).read_bytes())
    content[len(content) // 3] ^= 1
    assert verify_upload("", BytesIO(bytes(content)), at=clock.now()).outcome is Checked.CHANGED


def test_a_file_is_found_without_its_code_and_not_taken_for_another(key: None) -> None:
    one, other = issued(), issued()
    content = ensure_rendered(one).read_bytes()
    ensure_rendered(other)
    found = verify_upload("", BytesIO(content), at=clock.now())
    assert (found.outcome, found.document) == (Checked.GENUINE, one)
    assert verify_upload(other.code, BytesIO(content), at=clock.now()).outcome is Checked.OTHER
    assert verify_upload("", BytesIO(b"%PDF-1.7 something"), at=clock.now()).outcome is Checked.UNKNOWN


def test_after_a_new_key_older_papers_are_ours_still_and_a_changed_one_is_told(
    key: None, tmp_path: Path
) -> None:
    before = ensure_rendered(issued()).read_bytes()
    (tmp_path / "new").mkdir()
    set_up_key(current_app, tmp_path / "new")  # type: ignore[arg-type]
    after = ensure_rendered(issued()).read_bytes()
    for content in (before, after):
        found = verify_upload("", BytesIO(content), at=clock.now())
        assert (found.outcome, found.seal.state) == (Checked.GENUINE, SealState.OURS)
        changed = bytearray(content)
        changed[len(content) // 3] ^= 1
        assert verify_upload("", BytesIO(bytes(changed)), at=clock.now()).outcome is Checked.CHANGED


def test_a_key_that_can_no_longer_be_read_does_not_hide_what_was_signed(key: None, tmp_path: Path) -> None:
    content = ensure_rendered(issued()).read_bytes()
    current_app.config["SIGNING_KEY"].write_text("no key", encoding="utf-8")
    assert verify_upload("", BytesIO(content), at=clock.now()).seal.state is SealState.OURS


def test_without_a_key_papers_are_issued_unsigned(session: Session) -> None:
    document = issued()
    content = ensure_rendered(document).read_bytes()
    assert document.closing is None
    assert verify_upload(document.code, BytesIO(content), at=clock.now()).seal.state is SealState.NONE


def test_a_replacement_names_the_one_before_on_its_first_page(session: Session) -> None:
    old = issued()
    later = datetime(2026, 12, 1, tzinfo=UTC)
    new = replace(old, FACTS, at=later, reason="地址有误")
    assert new.replaces == old.number
    assert f"替换{old.number}" in text_of(ensure_rendered(new).read_bytes())
