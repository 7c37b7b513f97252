"""What was offered or said in private is found where the compartment allows it, and nowhere else.

Words that stand nowhere else are planted in every place of the compartment; then everything that the
house gives out (`outlets.OUTLETS`) is searched for them.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from mediation import clock
from mediation.access.actor import HOUSE, NOBODY, Actor
from mediation.access.by import By
from mediation.agreements import operations as agreements
from mediation.cases import acts
from mediation.cases.models import Case
from mediation.compromise import operations, queries
from mediation.compromise.operations import CompromiseRefused
from mediation.database import db
from mediation.elements import operations as elements
from tests import cast
from tests.access.outlets import OUTLETS, Planted
from tests.builders import actor, case_in, drafting, opened, party, walk
from tests.stages import Stage

MARKERS = {
    "sealed offer of the applicant": "暗号甲鲸",
    "open offer of the applicant": "暗号乙鹿",
    "sealed offer of the respondent": "暗号丙鹤",
    "open offer of the respondent": "暗号丁龟",
    "answer to the open offer of the applicant": "暗号戊狐",
    "private talk with the applicant": "暗号己獭",
    "private talk with the respondent": "暗号庚鹭",
    "private talk shown to the applicant": "暗号辛蟹",
    "private talk shown to the respondent": "暗号壬蛙",
}
APPLICANTS = {
    "sealed offer of the applicant",
    "open offer of the applicant",
    "open offer of the respondent",
    "answer to the open offer of the applicant",
    "private talk shown to the applicant",
}
RESPONDENTS = {
    "sealed offer of the respondent",
    "open offer of the applicant",
    "open offer of the respondent",
    "answer to the open offer of the applicant",
    "private talk shown to the respondent",
}

PLANTED: dict[int, Planted] = {}  # by stage

# Who reads what, and on which page alone.
MAY_READ: dict[str, tuple[set[str], str]] = {
    cast.CENTRE_MEDIATOR: (set(MARKERS), "/desk/cases/{number}/offers/"),
    cast.BANK_USER: (RESPONDENTS, "/desk/cases/{number}/offers/"),
    "applicant": (APPLICANTS, "/my-case/offers"),
}


def plant(case: Case) -> None:
    """Every kind of statement, each with its own word; then everything that follows in a case."""
    mediator, now = actor(cast.CENTRE_MEDIATOR), clock.now()
    for side, who in (("applicant", party(case)), ("respondent", actor(cast.BANK_USER))):
        for sealed in (True, False):
            words = MARKERS[f"{'sealed' if sealed else 'open'} offer of the {side}"]
            offer = operations.make_offer(case, side, words, By(who, now), sealed=sealed, amount_fen=424_242)
            if side == "applicant" and not sealed:
                note = MARKERS["answer to the open offer of the applicant"]
                operations.answer_offer(case, offer, "refused", By(actor(cast.BANK_USER), now), note=note)
        for shown in (True, False):
            words = MARKERS[f"private talk {'shown to' if shown else 'with'} the {side}"]
            operations.note_caucus(case, side, words, By(mediator, now), shown_to_side=shown)


def whole_life(case: Case) -> None:
    """Elements, facts, messages, sessions, a draft and its end: every outlet has something to give out."""
    mediator, now = actor(cast.CENTRE_MEDIATOR), clock.now()
    elements.open_sheet(case, "credit_card", "applicant", By(mediator, now))
    elements.note_fact(case, "收费", "2025年6月3日扣收年费。", By(mediator, now))
    (fact,) = elements.queries.facts_of_case(case.id)
    for side in ("applicant", "respondent"):
        elements.confirm_fact(case, fact, side, By(mediator, now))
        elements.consent_to_recording(case, side, By(mediator, now))
    elements.issue_record(case, By(mediator, now))
    acts.add_note(case, "约定下周再谈。", By(mediator, now))
    for number in range(2):
        changed = drafting(case, on=clock.today(), costs=f"费用各自承担（第 {number} 稿）。")
        agreements.draft_terms(case, changed, By(mediator, now))
    walk(case, "offer_terms", "record_signature", "file_scan", "conclude")


@pytest.fixture
def planted(founded: Stage) -> Planted:
    """A case with every word planted, lived through to its agreement; made once for all outlets."""
    if kept := PLANTED.get(id(founded)):
        founded.set("planted")
        return kept
    with founded.app.app_context():
        filed = opened()
        case = filed.case
        walk(case, "accept", "route", "appoint", "notify_rights", "record_consent", "begin")
        plant(case)
        whole_life(case)
        db.session.commit()
        PLANTED[id(founded)] = Planted(founded.app, case.short_number, filed.access_code)
    founded.keep("planted")
    return PLANTED[id(founded)]


@pytest.mark.parametrize("outlet", OUTLETS)
def test_a_planted_word_comes_out_only_where_the_compartment_allows_it(planted: Planted, outlet: str) -> None:
    pieces = 0
    seen: dict[str, set[str]] = {who: set() for who in MAY_READ}
    for what, text in OUTLETS[outlet](planted):
        pieces += 1
        found = {name for name, word in MARKERS.items() if word in text}
        if "4,242.42" in text:
            found.add("amount")
        if not found:
            continue
        who, _, address = what.partition(" GET ")
        allowed, page = MAY_READ.get(who, (set(), ""))
        assert address == page.format(number=planted.number), f"{what} gives out {found}"
        assert found <= allowed | {"amount"}, f"{what} gives out {found - allowed}"
        seen[who] |= found - {"amount"}
    assert pieces, "the outlet gives out something"
    wanted = {
        "pages_of_every_role": {cast.CENTRE_MEDIATOR: set(MARKERS), cast.BANK_USER: RESPONDENTS},
        "pages_of_the_applicant": {"applicant": APPLICANTS},
    }.get(outlet, {})
    for who, names in wanted.items():
        assert seen[who] == names, f"{who} reads what is theirs"


@pytest.mark.usefixtures("founded")
def test_the_reads_of_the_compartment_are_those_of_its_readers(session: Session) -> None:
    case = case_in("under_mediation")
    plant(case)
    readers: list[tuple[str, Actor, int, int]] = [
        # who, the actor, offers read, notes read
        ("the mediator", actor(cast.CENTRE_MEDIATOR), 4, 4),
        ("another mediator", actor(cast.JIMEI_MEDIATOR), 0, 0),
        ("the manager", actor(cast.MANAGER), 0, 0),
        ("a clerk", actor(cast.CLERK), 0, 0),
        ("the auditor", actor(cast.AUDITOR), 0, 0),
        ("the institution", actor(cast.BANK_USER), 3, 1),
        ("another institution", actor(cast.INSURER_USER), 0, 0),
        ("the applicant", party(case), 3, 1),
        ("the respondent with a code", party(case, "respondent"), 3, 1),
        ("the court", actor(cast.COURT_LIAISON), 0, 0),
        ("the house", HOUSE, 0, 0),
        ("nobody", NOBODY, 0, 0),
    ]
    for name, who, offers, notes in readers:
        assert (len(queries.offers_for(case, who)), len(queries.notes_for(case, who))) == (offers, notes), (
            name
        )


REFUSED = [
    # who acts, what, remark
    ("applicant", "answer own", "nobody answers to themselves"),
    ("applicant", "offer for the other", "nobody offers for the other side"),
    ("applicant", "open the other's", "a sealed offer is opened by the side that made it"),
    ("manager", "note", "who leads keeps out"),
    ("mediator", "answer twice", "an answer stands"),
    ("mediator", "answer late", "an offer that is over is not accepted"),
]


@pytest.mark.usefixtures("founded")
@pytest.mark.parametrize(("who", "what", "remark"), REFUSED, ids=[row[2] for row in REFUSED])
def test_what_the_compartment_refuses(session: Session, who: str, what: str, remark: str) -> None:
    case = case_in("under_mediation")
    mediator, now = actor(cast.CENTRE_MEDIATOR), clock.now()
    own = operations.make_offer(case, "applicant", "方案", By(mediator, now), sealed=False)
    sealed = operations.make_offer(
        case, "respondent", "方案", By(mediator, now), sealed=True, valid_until=clock.today()
    )
    acts = {
        "answer own": lambda: operations.answer_offer(case, own, "accepted", By(party(case), now)),
        "offer for the other": lambda: operations.make_offer(
            case, "respondent", "方案", By(party(case), now), sealed=False
        ),
        "open the other's": lambda: operations.open_offer(case, sealed, By(party(case), now)),
        "note": lambda: operations.note_caucus(case, "applicant", "话", By(actor(cast.MANAGER), now)),
        "answer twice": lambda: [
            operations.answer_offer(case, own, "refused", By(mediator, now)) for _ in range(2)
        ],
        "answer late": lambda: operations.answer_offer(
            case, sealed, "accepted", By(mediator, now + timedelta(days=2))
        ),
    }
    with pytest.raises(CompromiseRefused):
        acts[what]()
