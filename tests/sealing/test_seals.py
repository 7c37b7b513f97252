"""The picture of the seal: what may serve as one, from when, and onto which papers it comes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pymupdf
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import inspect, text
from sqlalchemy.orm import Session

from mediation import clock
from mediation.access.by import By
from mediation.database import db
from mediation.documents.kinds import DocumentKind
from mediation.documents.kinds.parts import Lang
from mediation.documents.operations import ensure_rendered, issue
from mediation.sealing.models import SealImage
from mediation.sealing.operations import SealRefused, add_seal, retire_seal
from mediation.sealing.queries import seal_of
from tests import cast
from tests.builders import actor, centre
from tests.conftest import StandingClock
from tests.documents.examples import EXAMPLES
from tests.sealing.examples import picture
from tests.stages import Stage

pytestmark = pytest.mark.databases("sqlite", "postgresql")


@pytest.fixture(autouse=True)
def unsealed(founded: Stage) -> None:
    """The centre before its first seal; the city was founded with one."""
    with founded.app.app_context():
        db.session.query(SealImage).delete()
        db.session.commit()


def put_into_use(day: str = "2026-03-02", content: bytes | None = None) -> object:
    return add_seal(
        centre(),
        content or picture(),
        By(actor(cast.ADMINISTRATOR), clock.now()),
        valid_from=date.fromisoformat(day),
    )


@pytest.mark.parametrize(
    ("content", "said", "remark"),
    [
        (picture(mode="RGB"), "透明", "an opaque ground hides the text below"),
        (picture(kind="WEBP"), "PNG", "another kind of picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "PNG", "a drawing that could carry a script"),
        (picture(120), "像素", "too coarse for 40 mm"),
        (b"\x89PNG" + b"\0" * 1024 * 1024, "1 MB", "too heavy"),
    ],
)
def test_what_cannot_serve_as_a_seal(session: Session, content: bytes, said: str, remark: str) -> None:
    with pytest.raises(SealRefused) as refused:
        put_into_use(content=content)
    assert said in refused.value.words.zh


def test_a_new_seal_ends_the_one_before_and_each_day_has_its_own(session: Session) -> None:
    first = put_into_use("2026-03-02")
    second = put_into_use("2026-06-01")
    name = centre().name
    assert seal_of(name, on=date(2026, 3, 1)) is None
    assert seal_of(name, on=date(2026, 5, 31)) is first
    assert seal_of(name, on=date(2026, 6, 1)) is second
    with pytest.raises(SealRefused):
        put_into_use("2026-06-01")


def test_asking_for_the_seal_of_a_paper_does_not_decrypt_its_picture(session: Session) -> None:
    """Every paper asks; the picture is large and is needed only once the paper is drawn."""
    seal = put_into_use()
    session.expunge_all()
    found = seal_of(centre().name, on=date(2026, 3, 2))
    assert found is not None
    assert "picture" in inspect(found).unloaded
    assert (found.id, found.sha256) == (seal.id, seal.sha256)


def test_a_retired_seal_comes_onto_no_more_papers(session: Session) -> None:
    seal = put_into_use()
    retire_seal(seal, By(actor(cast.ADMINISTRATOR), clock.now()), on=date(2026, 3, 10))  # type: ignore[arg-type]
    assert seal_of(centre().name, on=date(2026, 3, 10)) is seal
    assert seal_of(centre().name, on=date(2026, 3, 11)) is None


def test_the_picture_is_not_readable_in_the_database(session: Session) -> None:
    put_into_use()
    stored = session.execute(text("SELECT picture FROM seal_images")).scalar_one()
    assert not stored.startswith("iVBOR")


@pytest.mark.databases("sqlite")
def test_a_paper_in_chinese_bears_the_seal_and_a_copy_for_reading_does_not(
    session: Session, clock: StandingClock
) -> None:
    from dataclasses import replace

    put_into_use()
    facts = EXAMPLES[DocumentKind.ACCEPTANCE_NOTICE]
    facts = replace(facts, issuer=replace(facts.issuer, name=centre().name))
    for lang, pictures in ((Lang.ZH, 1), (Lang.EN, 0)):
        document = issue(
            DocumentKind.ACCEPTANCE_NOTICE, replace(facts, lang=lang), case_id=None, at=clock.now
        )
        with pymupdf.open(ensure_rendered(document)) as pdf:
            assert sum(len(page.get_images()) for page in pdf) == pictures


@pytest.mark.databases("sqlite")
def test_the_administrator_puts_a_seal_into_use_and_out_of_use(
    app: Flask, signed_in: Callable[[str], FlaskClient]
) -> None:
    client = signed_in(cast.ADMINISTRATOR)
    typed = {"picture": (BytesIO(picture()), "seal.png"), "valid_from": "2026-03-02"}
    assert client.post("/seals/", data=typed, content_type="multipart/form-data").status_code == 302
    page = client.get("/seals/").text
    assert "2026-03-02" in page
    assert "<img" not in page
    assert client.post("/seals/1/retire").status_code == 302
    wrong = {"picture": (BytesIO(picture(mode="RGB")), "seal.png"), "valid_from": "2026-04-02"}
    answer = client.post("/seals/", data=wrong, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert "透明" in answer.text
