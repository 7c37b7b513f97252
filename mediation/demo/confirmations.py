"""Acts of a scenario about judicial confirmation: both sides join, the papers are made, the court decides."""

from __future__ import annotations

import io
from datetime import datetime

from mediation.access.actor import Actor
from mediation.access.by import By
from mediation.cases import acts as case_handling
from mediation.cases.documents.manual import known, make
from mediation.cases.documents.sources import Making
from mediation.clock import day_of
from mediation.courts.confirmation import operations
from mediation.courts.confirmation.operations import Said
from mediation.courts.confirmation.queries import filed_for
from mediation.demo import pictures
from mediation.demo.play import Play, Played
from mediation.demo.scenario import Act
from mediation.documents.kinds import KINDS, DocumentKind
from mediation.documents.uploads import store_upload
from mediation.referrals import acts, corrections
from mediation.referrals.models import Referral
from mediation.referrals.operations import perform

LIAISON = "jiangsy"
COURT, WHY = "闽0203", "调解组织所在地的法院，双方到庭都方便。"
PAPERS = (
    (DocumentKind.SERVICE_ADDRESS, "applicant"),
    (DocumentKind.SERVICE_ADDRESS, "respondent"),
    (DocumentKind.UNDERTAKING, "applicant"),
    (DocumentKind.UNDERTAKING, "respondent"),
    (DocumentKind.MEDIATION_PROOF, ""),
    (DocumentKind.CONFIRMATION_APPLICATION, ""),
)


def join_confirmation(play: Play, script: Act, at: datetime) -> None:
    """Both sides say on the telephone that they apply; the court is that of the centre's seat."""
    for party in play.case.parties:
        said = Said(party.side, True, day_of(at), script["by"])
        operations.record_wish(play.case, said, By(play.mediator, at))
    operations.choose_court(play.case, COURT, WHY, By(play.mediator, at))


def file_confirmation(play: Play, script: Act, at: datetime) -> None:
    """Every paper of the list is made or filed, then the application goes to the court."""
    case = play.case
    for party in case.parties:
        if party.kind == "organisation" and not party.address:
            where = {"address": script["address"], "phone": party.phone or ""}
            case_handling.complete_party(case, party.side, where, By(play.mediator, at))
        store_upload(
            io.BytesIO(pictures.make("scan", ["身份、资格证明", party.name])),
            f"身份、资格证明（{party.name}）.pdf",
            at=at,
            uploaded_by=play.mediator.name,
            uploaded_by_id=play.mediator.user_id,
            kind="identity",
            case_id=case.id,
            party=party.side,
        )
    for kind, side in PAPERS:
        form = KINDS[kind]
        facts = form.facts(**known(form, Making(case, at, play.mediator.name, side)))
        make(case, facts, form, By(play.mediator, at))
    operations.file(case, day_of(at), By(play.mediator, at), centre=play.city.centre)


def court_receives(play: Play, script: Act, at: datetime) -> None:
    liaison = _liaison(play)
    acts.sign_for(_filed(play), "sign_for", liaison.name, day_of(at), By(liaison, at))


def court_asks(play: Play, script: Act, at: datetime) -> None:
    """Sent back for correction, with the fault beside the paper."""
    found = _filed(play)
    faults = {one.id: script["fault"] for one in found.materials if script["paper"] in one.title}
    corrections.return_it(found, "send_back", "", faults, By(_liaison(play), at))


def court_takes(play: Play, script: Act, at: datetime) -> None:
    number = f"（{at.year}）{COURT}民特{script['number']}号"
    perform(
        _filed(play),
        "they_take",
        By(_liaison(play), at),
        changes={"their_number": number},
        starts_on=day_of(at),
    )


def court_rules(play: Play, script: Act, at: datetime) -> None:
    found = _filed(play)
    perform(
        found,
        "record_result",
        By(_liaison(play), at),
        changes={
            "result": script["ruling"],
            "ground": script.get("ground", ""),
            "result_on": day_of(at),
            "result_number": found.their_number,
            "result_text": script.get("text", ""),
        },
    )


def _filed(play: Play) -> Referral:
    return filed_for(play.case.id)[0]


def _liaison(play: Play) -> Actor:
    return play.city.actor(LIAISON)


ACTS: tuple[Played, ...] = (
    join_confirmation,
    file_confirmation,
    court_receives,
    court_asks,
    court_takes,
    court_rules,
)
