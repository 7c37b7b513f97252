"""Papers made once for all tests that look at them; a small database for issuing and storing."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from mediation.config import ROOT
from mediation.database import db, init_database
from mediation.documents.kinds import KINDS, DocumentKind
from mediation.documents.render import render_pdf
from tests.documents.examples import EXAMPLES, IMPRINT, in_english

Paper = Callable[[DocumentKind, str], bytes]


@pytest.fixture(scope="session")
def paper() -> Paper:
    """`paper(kind, lang)`: the PDF of the example of that kind."""
    made: dict[tuple[DocumentKind, str], bytes] = {}

    def make(kind: DocumentKind, lang: str) -> bytes:
        if (kind, lang) not in made:
            facts: Any = EXAMPLES[kind]
            made[kind, lang] = render_pdf(KINDS[kind], in_english(facts) if lang == "en" else facts, IMPRINT)
        return made[kind, lang]

    return make


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """The tables without the rest of the house: papers know nothing of the floors above them."""
    for models in sorted((ROOT / "mediation").glob("*/models.py")):
        importlib.import_module(f"mediation.{models.parent.name}.models")
    app = Flask("papers")
    app.config.update(
        SQLALCHEMY_DATABASE_URI="sqlite://",
        DATA_KEY="a key for tests",
        FILES=tmp_path / "files",
        PUBLIC_URL="https://tiaojie.example",
    )
    init_database(app)
    with app.app_context():
        db.create_all()
        yield db.session
        db.session.rollback()
        db.engine.dispose()
