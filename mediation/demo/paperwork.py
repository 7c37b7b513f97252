"""Acts of a scenario about paper: exhibits numbered, a signed paper filed, the volume of a case."""

from __future__ import annotations

import io
from datetime import datetime

from mediation.access.by import By
from mediation.archive.operations import make_volume
from mediation.clock import day_of
from mediation.demo import pictures
from mediation.demo.play import Play, Played
from mediation.demo.scenario import Act
from mediation.documents.kinds import DocumentKind
from mediation.documents.queries import documents_of_case
from mediation.documents.uploads import store_upload
from mediation.evidence.operations import number_exhibits, sort_file
from mediation.evidence.queries import items_of_case
from mediation.issuing.wet_signatures.operations import file_signed
from mediation.issuing.wet_signatures.queries import SIGNED_BY_HAND, waiting_document


def exhibits(play: Play, script: Act, at: datetime) -> None:
    """Say what each file proves (`proves`, by its name) and number the evidence."""
    for item in items_of_case(play.case.id):
        if proved := script["proves"].get(item.file.original_name):
            sort_file(play.case, item.file, "evidence", proves=proved)
    number_exhibits(play.case)


def signed_notice(play: Play, script: Act, at: datetime) -> None:
    """The first notice of rights comes back signed on paper, and its scan is filed."""
    kind = DocumentKind.RIGHTS_NOTICE.value
    paper = waiting_document(play.mediator, documents_of_case(play.case.id, kind=kind)[0].id)
    assert paper is not None
    scan = store_upload(
        io.BytesIO(pictures.make("photo", script["lines"])),
        script["name"],
        at=at,
        uploaded_by=play.mediator.name,
        uploaded_by_id=play.mediator.user_id,
        kind=SIGNED_BY_HAND[kind],
        case_id=play.case.id,
    )
    file_signed(paper, [scan], day_of(at), By(play.mediator, at))


def volume(play: Play, script: Act, at: datetime) -> None:
    make_volume(play.case, By(play.mediator, at), statement=script.get("statement", ""))


ACTS: tuple[Played, ...] = (exhibits, signed_notice, volume)
