"""Handing in several files: what is new is kept, what was there is said, a case has an end."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from mediation import clock
from mediation.database import db
from mediation.documents import uploads
from mediation.documents.models import StoredFile
from mediation.documents.upload_types import UploadRefused
from mediation.documents.uploads import store_upload
from tests import cast
from tests.builders import case_in
from tests.documents.test_uploads import pdf, photo
from tests.stages import Stage

pytestmark = pytest.mark.usefixtures("founded", "undrawn")


def test_a_file_that_was_handed_in_before_is_named_and_kept_once(
    founded: Stage, signed_in: Callable[[str], FlaskClient]
) -> None:
    with founded.app.app_context():
        case = case_in("under_mediation")
        store_upload(BytesIO(pdf()), "合同.pdf", at=clock.now(), uploaded_by="x", case_id=case.id)
        number = case.short_number
        db.session.commit()
    client = signed_in(cast.MANAGER)
    answer = client.post(
        f"/desk/cases/{number}/acts/add_evidence",
        data={
            "side": "applicant",
            "files": [(BytesIO(photo("PNG")), "新.png"), (BytesIO(photo("PNG")), "又.png")],
        },
        content_type="multipart/form-data",
        follow_redirects=True,
    )
    answer.request.environ["wsgi.input"].close()
    assert "以前已经交过" in answer.text
    with founded.app.app_context():
        assert db.session.query(StoredFile).count() == 2


def test_a_case_takes_so_many_files_and_no_more(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_OF_A_CASE", 1)
    case = case_in("under_mediation")
    store_upload(BytesIO(pdf()), "1.pdf", at=clock.now(), uploaded_by="x", case_id=case.id)
    with pytest.raises(UploadRefused, match="no more"):
        store_upload(BytesIO(photo("PNG")), "2.png", at=clock.now(), uploaded_by="x", case_id=case.id)
