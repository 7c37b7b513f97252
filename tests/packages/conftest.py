"""What tests of packages ask for: a signing key, and papers that cost no time."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sealing.examples import set_up_key
from tests.stages import Stage


@pytest.fixture
def key(founded: Stage, tmp_path: Path) -> None:
    set_up_key(founded.app, tmp_path)


@pytest.fixture
def unclosed(undrawn: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Papers that were not drawn are not signed either; packages are."""
    monkeypatch.setattr("mediation.documents.operations.close", lambda drawn, **_where: drawn)


@pytest.fixture
def unprinted(unclosed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The index is one sheet that nobody reads, and so are the editable pleadings."""
    monkeypatch.setattr("mediation.elements.pleadings.docx_of", lambda *_paper: b"PK not read")
    monkeypatch.setattr("mediation.packages.index.html_to_pdf", lambda *_sheet: b"%PDF-1.7 not read")
