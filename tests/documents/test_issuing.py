"""A paper gets a number without a gap, a code that nobody guesses, and a file that proves itself."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import Response, current_app
from sqlalchemy import text
from sqlalchemy.orm import Session

from mediation import clock
from mediation.documents import operations, store
from mediation.documents.facts import canonical, sha256_of
from mediation.documents.imprint import ALPHABET, new_code, number_of, read_code
from mediation.documents.kinds import DocumentKind
from mediation.documents.models import IssuedDocument, StoredFile
from mediation.documents.operations import (
    PaperLost,
    ensure_rendered,
    facts_of,
    issue,
    preview,
    withdraw,
)
from mediation.documents.operations import (
    replace as replace_document,
)
from mediation.documents.queries import (
    Checked,
    document_by_code,
    document_by_number,
    verify_upload,
)
from mediation.documents.render import RenderRefused
from mediation.documents.sending import send_document, send_stored
from tests.documents.examples import AGREEMENT, EXAMPLES, ISSUED_AT
from tests.documents.reading import text_of

RECEIPT = EXAMPLES[DocumentKind.RECEIPT]


def issued(kind: DocumentKind = DocumentKind.RECEIPT, facts: Any = RECEIPT, **more: Any) -> IssuedDocument:
    return issue(kind, facts, **{"case_id": None, "at": ISSUED_AT, **more})


def test_numbers_of_a_kind_run_without_a_gap_and_begin_anew_each_year(session: Session) -> None:
    numbers = [issued().number for _ in range(3)]
    assert numbers == ["鹭金调收〔2026〕1号", "鹭金调收〔2026〕2号", "鹭金调收〔2026〕3号"]
    # 00:30 on 1 January in Xiamen is still the year before in UTC
    assert issued(at=datetime(2026, 12, 31, 16, 30, tzinfo=UTC)).number == "鹭金调收〔2027〕1号"
    withdrawal = EXAMPLES[DocumentKind.WITHDRAWAL_CONFIRMATION]
    assert issued(DocumentKind.WITHDRAWAL_CONFIRMATION, withdrawal).number == "鹭金调撤〔2026〕1号"


def test_a_number_has_the_form_of_the_standard() -> None:
    assert number_of("厦金调", "受", ISSUED_AT, 12) == "厦金调受〔2026〕12号", "no leading zeros, no 第"


def test_facts_are_frozen_with_their_hash(session: Session) -> None:
    document = issued()
    assert facts_of(document) == RECEIPT
    assert document.facts_sha256 == sha256_of(canonical(RECEIPT))
    assert document.lang == "zh"


def test_facts_of_another_kind_are_refused(session: Session) -> None:
    with pytest.raises(TypeError, match="receipt is made from Receipt, not Agreement"):
        issued(DocumentKind.RECEIPT, AGREEMENT)


def test_a_receipt_waits_for_its_first_download(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    render = operations.render_pdf
    monkeypatch.setattr(operations, "render_pdf", lambda *given: made.append(given) or render(*given))
    document = issued()
    assert document.pdf_sha256 is None
    assert made == []
    first = ensure_rendered(document)
    assert ensure_rendered(document) == first
    assert len(made) == 1
    assert hashlib.sha256(first.read_bytes()).hexdigest() == document.pdf_sha256
    assert first.stat().st_size == document.pdf_size


def test_an_agreement_is_rendered_at_issue(session: Session) -> None:
    document = issued(DocumentKind.AGREEMENT, AGREEMENT)
    assert document.path
    printed = text_of(store.where(document.path).read_bytes())
    assert document.number in printed
    assert document.code in printed


def test_an_agreement_that_cannot_be_printed_is_not_issued(session: Session) -> None:
    with pytest.raises(RenderRefused):
        issued(DocumentKind.AGREEMENT, replace(AGREEMENT, recorder="罗\U0002a6a5"))


def test_a_lost_file_is_made_again_byte_for_byte(session: Session) -> None:
    document = issued()
    path = ensure_rendered(document)
    before = path.read_bytes()
    path.unlink()
    assert ensure_rendered(document).read_bytes() == before


def test_a_lost_file_that_comes_out_otherwise_is_reported(session: Session) -> None:
    document = issued()
    ensure_rendered(document).unlink()
    document.pdf_sha256 = "0" * 64
    with pytest.raises(PaperLost, match="is gone"):
        ensure_rendered(document)


def test_a_new_version_replaces_the_old_and_both_are_found(session: Session) -> None:
    old = issued()
    new = replace_document(old, replace(RECEIPT, narrative="补充说明"), at=ISSUED_AT + timedelta(days=1))
    assert old.replaced_by_id == new.id
    assert not old.is_valid
    assert new.is_valid
    assert document_by_number("鹭金调收[2026]1号") is old
    with pytest.raises(ValueError, match="no longer stands"):
        replace_document(old, RECEIPT, at=ISSUED_AT)


def test_a_withdrawal_has_a_reason(session: Session) -> None:
    document = issued()
    with pytest.raises(ValueError, match="reason"):
        withdraw(document, reason=" ", at=ISSUED_AT)
    withdraw(document, reason="当事人信息有误", at=ISSUED_AT)
    assert document.withdrawn_at == ISSUED_AT
    with pytest.raises(ValueError, match="no longer stands"):
        withdraw(document, reason="再次", at=ISSUED_AT)


def test_codes_are_random_and_without_look_alikes() -> None:
    codes = {new_code() for _ in range(1000)}
    assert len(codes) == 1000
    assert not set("01OILU") & set(ALPHABET)
    assert all(len(code) == 14 and code[4] == code[9] == "-" for code in codes)


@pytest.mark.parametrize(
    ("typed", "code", "remark"),
    [
        ("7K3M-Q9XW-2HTB", "7K3M-Q9XW-2HTB", "as printed"),
        ("7k3mq9xw2htb", "7K3M-Q9XW-2HTB", "small, without dashes"),
        (" 7K3M Q9XW 2HTB ", "7K3M-Q9XW-2HTB", "with spaces"),
        ("７Ｋ３Ｍ－Ｑ９ＸＷ－２ＨＴＢ", "7K3M-Q9XW-2HTB", "full width"),
        ("7K3M–Q9XW—2HTB", "7K3M-Q9XW-2HTB", "other dashes"),
        ("7K3M-Q9XW-2HT", None, "too short"),
        ("7K3M-Q9XW-2HTBB", None, "too long"),
        ("0K3M-Q9XW-2HTB", None, "a nought is never in a code"),
        ("验证码", None, "no code at all"),
        ("", None, "nothing"),
    ],
)
def test_a_code_is_read_as_people_type_it(typed: str, code: str | None, remark: str) -> None:
    assert read_code(typed) == code, remark


def test_anyone_can_check_whether_a_file_is_the_one_that_the_centre_keeps(session: Session) -> None:
    document = issued()
    content = ensure_rendered(document).read_bytes()
    typed = document.code.lower().replace("-", " ")
    assert document_by_code(typed) is document

    def outcome(code: str, content: bytes) -> Checked:
        return verify_upload(code, BytesIO(content), at=clock.now()).outcome

    assert outcome(typed, content) is Checked.GENUINE
    assert outcome(typed, content[:-1] + b"x") is Checked.ALTERED
    assert outcome(new_code(), content) is Checked.UNKNOWN
    assert outcome("no code", content) is Checked.UNKNOWN
    withdraw(document, reason="有误", at=ISSUED_AT)
    assert outcome(typed, content) is Checked.WITHDRAWN


def test_a_replaced_file_is_told_as_replaced(session: Session) -> None:
    old = issued()
    content = ensure_rendered(old).read_bytes()
    replace_document(old, RECEIPT, at=ISSUED_AT)
    assert verify_upload(old.code, BytesIO(content), at=clock.now()).outcome is Checked.REPLACED


def test_a_file_is_never_genuine_for_a_paper_that_was_never_made(session: Session) -> None:
    assert verify_upload(issued().code, BytesIO(b""), at=clock.now()).outcome is Checked.ALTERED


def test_a_preview_takes_no_number(session: Session) -> None:
    assert "签署稿" in text_of(preview(DocumentKind.AGREEMENT, AGREEMENT, at=ISSUED_AT))
    assert issued(DocumentKind.AGREEMENT, AGREEMENT).number == "鹭金调协〔2026〕1号"


def sent(response: Response) -> Response:
    response.direct_passthrough = False
    response.get_data()
    response.close()
    return response


def test_a_paper_is_shown_by_the_viewer_of_the_browser(session: Session) -> None:
    with current_app.test_request_context():
        response = sent(send_document(issued()))
    assert response.data[:5] == b"%PDF-"
    assert response.mimetype == "application/pdf"
    assert response.headers["Content-Disposition"].startswith("inline;")
    assert "filename*=UTF-8''%E6%8F%90%E4%BA%A4" in response.headers["Content-Disposition"]
    assert "sandbox" not in response.headers["Content-Security-Policy"], "Chromium would show nothing"
    assert response.headers["Cache-Control"] == "private, no-store"


def test_a_file_from_outside_is_saved_and_never_opened_among_our_pages(session: Session) -> None:
    kept = store.keep(b"<script>alert(1)</script>")
    file = StoredFile(sha256=kept.sha256, path=kept.path, media_type="image/png", original_name="陈䶮.png")
    with current_app.test_request_context():
        response = sent(send_stored(file))
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert "filename*=UTF-8''%E9%99%88%E4%B6%AE.png" in response.headers["Content-Disposition"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]


def test_the_table_keeps_no_fact_in_the_clear(session: Session) -> None:
    issued()
    stored = session.execute(text("select facts from issued_documents")).scalar_one()
    assert "陈" not in stored
    assert RECEIPT.access_code not in stored
