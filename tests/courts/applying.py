"""An agreement on its way to a court, in one line: who said what, which papers, filed, taken."""

from __future__ import annotations

import io
from datetime import date, datetime

from mediation import clock
from mediation.access.actor import HOUSE
from mediation.access.by import By
from mediation.cases import acts as case_handling
from mediation.cases.documents.manual import known, make
from mediation.cases.documents.sources import Making
from mediation.cases.models import Case
from mediation.clock import day_of
from mediation.courts.confirmation import conditions, operations
from mediation.courts.confirmation.operations import Assessment, Said
from mediation.demo import pictures
from mediation.documents.kinds import KINDS, DocumentKind
from mediation.documents.uploads import store_upload
from mediation.organisations.models import Kind
from mediation.organisations.operations import add_organisation
from mediation.referrals import acts
from mediation.referrals.models import Referral
from mediation.referrals.operations import perform
from tests import cast
from tests.builders import COURT, actor, body, case_in, centre

NUMBER = "（2026）闽0203民特12号"
HERE = "350203"


def the_court() -> None:
    """The court of the demonstration city gets its code, as an administrator would give it."""
    body(COURT, Kind.COURT).court_code = "闽0203"


def settled(at: datetime | None = None, **changes: object) -> Case:
    """A case whose agreement took effect today, with everything that the official forms ask of the sides."""
    the_court()
    case = case_in("concluded", at=at, **changes)  # type: ignore[arg-type]
    case_handling.complete_party(
        case,
        "respondent",
        {"address": "厦门市思明区演示路 1 号", "phone": "05929000001"},
        By(actor(cast.MANAGER), at or clock.now()),
    )
    return case


def join(case: Case, *sides: str, joins: bool = True, agent: str = "", at: datetime | None = None) -> None:
    """Each of the sides says so on the telephone."""
    moment = at or clock.now()
    for side in sides or ("applicant", "respondent"):
        said = Said(side, joins, day_of(moment), "phone", "郑书棋" if agent else "", agent)
        operations.record_wish(case, said, By(actor(cast.MANAGER), moment))


def make_paper(case: Case, kind: DocumentKind, side: str = "") -> None:
    """A paper as the page would make it."""
    making = Making(case, clock.now(), "苏静宜", side)
    told = known(KINDS[kind], making)
    make(case, KINDS[kind].facts(**told), KINDS[kind], By(actor(cast.MANAGER), clock.now()))


def file_identity(case: Case) -> None:
    for side in ("applicant", "respondent"):
        store_upload(
            io.BytesIO(pictures.make("scan", ["身份证明", side, case.number_text])),
            f"身份证明{side}.pdf",
            at=clock.now(),
            uploaded_by="clerk",
            kind="identity",
            case_id=case.id,
            party=side,
        )


def get_ready(case: Case) -> Case:
    """Both sides join, and every paper of the list is there."""
    join(case)
    file_identity(case)
    for side in ("applicant", "respondent"):
        make_paper(case, DocumentKind.SERVICE_ADDRESS, side)
        make_paper(case, DocumentKind.UNDERTAKING, side)
    make_paper(case, DocumentKind.MEDIATION_PROOF)
    make_paper(case, DocumentKind.CONFIRMATION_APPLICATION)
    return case


def filed(case: Case, on: date | None = None) -> Referral:
    return operations.file(case, on or clock.today(), By(actor(cast.CLERK), clock.now()), centre=centre())


def received(found: Referral) -> Referral:
    acts.sign_for(found, "sign_for", "立案庭", clock.today(), By(actor(cast.COURT_LIAISON), clock.now()))
    return found


def taken(found: Referral) -> Referral:
    perform(
        received(found),
        "they_take",
        By(actor(cast.COURT_LIAISON), clock.now()),
        changes={"their_number": NUMBER},
        starts_on=clock.today(),
    )
    return found


def ruled(found: Referral, result: str, ground: str = "") -> Referral:
    perform(
        found,
        "record_result",
        By(actor(cast.COURT_LIAISON), clock.now()),
        changes={"result": result, "ground": ground, "result_on": clock.today(), "result_number": NUMBER},
    )
    return found


def assess(case: Case, **told: object) -> None:
    facts = {"applicant_place": HERE, "respondent_place": HERE, "seat": HERE} | told
    operations.assess(case, Assessment(**facts), By(actor(cast.MANAGER), clock.now()))  # type: ignore[arg-type]


def standing(case: Case) -> conditions.Standing:
    return conditions.standing(case, on=clock.today())


def another_court(name: str, code: str) -> None:
    found = add_organisation(Kind.COURT, {"name": name, "authorities": ["court"]}, By(HOUSE, clock.now()))
    found.court_code = code


def scan_anew(case: Case) -> None:
    """The scan of another agreement than the first."""
    store_upload(
        io.BytesIO(pictures.make("scan", ["调解协议书（第二份）", case.number_text])),
        "签署页2.pdf",
        at=clock.now(),
        uploaded_by="clerk",
        kind="signed_agreement",
        case_id=case.id,
    )
