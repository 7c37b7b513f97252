"""A case at any state in one line, made by the house's own operations with the people of tests/cast.py.

`case_in("under_mediation")` files, accepts, routes, appoints, notifies, asks and begins, all at
the clock's present moment. `walk(case, "offer_terms")` goes on from there. Needs the founded
city and an app context (`founded`, `session`).
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from mediation import clock
from mediation.access.actor import Actor
from mediation.access.by import By
from mediation.access.roles import Role
from mediation.accounts import queries as accounts
from mediation.accounts.models import User
from mediation.agreements import operations as agreements
from mediation.agreements.operations import Drafting, SignatureFacts
from mediation.cases import acts
from mediation.cases.filing import Filing, PartyFacts
from mediation.cases.models import Case
from mediation.cases.operations import Opened, open_case, perform
from mediation.clock import day_of
from mediation.database import db
from mediation.demo import pictures
from mediation.documents.uploads import store_upload
from mediation.mediators import queries as mediators
from mediation.organisations import queries as organisations
from mediation.organisations.models import Kind, Organisation
from mediation.proceedings import operations as proceedings
from mediation.referrals import acts as referrals
from mediation.referrals.entering import Entry
from mediation.rules.agreement.terms import Account, Act, Instalment, Term, Terms
from tests import cast

BANK = "鹭江湾银行股份有限公司"
INSURER = "日光石财产保险股份有限公司厦门分公司"
JIMEI, TONGAN = "集美枫桥驿站", "同安枫桥驿站"
COURT, AUTHORITY = "示范区人民法院（演示）", "示范区金融工作办公室（演示）"

APPLICANT = PartyFacts(
    kind="person",
    name="林雅珍",
    paper_kind="resident_id",
    paper_number="35020319510312996X",
    gender="female",
    born_on=date(1951, 3, 12),
    phone="15405921000",
    email="linyz@mail.example",
    address="厦门市思明区鹭帆街 18 号 402 室",
)
NARRATIVE = "2025 年 6 月银行未经我同意收取年费 1,260 元，多次交涉没有结果。"
ACCOUNT = "6200000592000000018"
SIDES = ("applicant", "respondent")
SIGNERS = (*SIDES, "mediator", "organisation")


def actor(username: str) -> Actor:
    user = accounts.user_named(username)
    assert user is not None, f"nobody is called {username}: did the test ask for `founded`?"
    return user.actor


def party(case: Case, side: str = "applicant") -> Actor:
    """A side that acts with number and access code."""
    return Actor(frozenset({Role.PARTY}), case_id=case.id, side=side)


def body(name: str, kind: Kind = Kind.INSTITUTION) -> Organisation:
    found = organisations.named(kind, name)
    assert found is not None, name
    return found


def centre() -> Organisation:
    found = organisations.the_centre()
    assert found is not None
    return found


def station(name: str) -> Organisation:
    return body(name, Kind.STATION)


def institution(name: str) -> PartyFacts:
    bank = body(name)
    return PartyFacts(
        kind="organisation",
        name=bank.name,
        organisation_id=bank.id,
        uscc=bank.uscc,
        legal_representative=bank.legal_representative,
        contact_name="消费者权益保护部",
        phone=bank.phone,
    )


def filing(against: str = BANK, **changes: Any) -> Filing:
    """A plain complaint about a card fee; `changes` are fields of the filing."""
    plain = Filing(
        channel="web",
        lang="zh",
        applicant=APPLICANT,
        respondent=institution(against),
        product="credit_card",
        amount_fen=126_000,
        narrative=NARRATIVE,
        occurrences=(("2025-06-03", "银行扣收年费"),),
        remedies=("refund",),
        district="350203",
    )
    return replace(plain, **changes)


def opened(at: datetime | None = None, *, against: str = BANK, **changes: Any) -> Opened:
    """A complaint just filed, with the access code that only this moment knows."""
    who = Actor(frozenset({Role.PARTY}), side="applicant")
    return open_case(filing(against, **changes), By(who, at or clock.now()), centre=centre())


# The acts after the filing that lead to each state.
_TO_CONSULTING = ("accept", "route", "appoint")
_TO_MEDIATION = (*_TO_CONSULTING, "notify_rights", "record_consent", "begin")
_TO_SIGNATURE = (*_TO_MEDIATION, "draft_terms", "offer_terms")
PATHS: dict[str, tuple[str, ...]] = {
    "submitted": (),
    "correction_requested": ("request_correction",),
    "accepted": ("accept",),
    "routed": ("accept", "route"),
    "consulting": _TO_CONSULTING,
    "under_mediation": _TO_MEDIATION,
    "paused": (*_TO_MEDIATION, "pause"),
    "awaiting_signature": _TO_SIGNATURE,
    "concluded": (*_TO_SIGNATURE, "record_signature", "file_scan", "conclude"),
    "ended": (*_TO_CONSULTING, "decline"),
    "closed": (*_TO_CONSULTING, "decline", "close"),
}


def case_in(
    state: str,
    *,
    at: datetime | None = None,
    place: str = "",
    mediator: str = cast.CENTRE_MEDIATOR,
    against: str = BANK,
    **changes: Any,
) -> Case:
    """A case in `state`; `place` is a station, empty for the centre itself."""
    moment = at or clock.now()
    case = opened(moment, against=against, **changes).case
    for action in PATHS[state]:
        walk(case, action, at=moment, place=place, mediator=mediator)
    assert case.state == state, f"the path to {state} ends in {case.state}"
    return case


def walk(case: Case, *actions: str, at: datetime | None = None, **choices: Any) -> None:
    """Carry out `actions` one after the other, each as the person would whose office it is."""
    for action in actions:
        ACTS[action](case, at or clock.now(), choices)


def drafting(case: Case, *, on: date, **changes: Any) -> Drafting:
    """Terms that a court would confirm: one payment in one sum; `changes` are fields of the terms."""
    payer, payee = case.respondent_name, case.applicant_name
    due = on + timedelta(days=10)
    terms = Terms(
        items=(Term(1, f"{payer}向{payee}退还信用卡年费 1,260 元。", Act.PAY, debtor=payer, due_on=due),),
        drafted_on=on,
        total_fen=126_000,
        instalments=(Instalment(1, due, 126_000),),
        payer=payer,
        payee=payee,
        account=Account(payee, "鹭江湾银行演示支行", ACCOUNT),
        breach_clause="任何一方未按期足额履行的，对方可以就全部未履行部分申请强制执行。",
        costs="本次调解不收取费用。",
    )
    return Drafting(
        main_facts="2025 年 6 月 3 日，银行扣收年费 1,260 元。",
        disputed="年费应否退还。",
        terms=replace(terms, **changes),
    )


def file_scan(case: Case, at: datetime) -> None:
    """The scan of the signed agreement."""
    store_upload(
        io.BytesIO(pictures.make("scan", ["调解协议书（签署页）", case.number_text])),
        "签署页.pdf",
        at=at,
        uploaded_by="clerk",
        kind="signed_agreement",
        case_id=case.id,
    )


def plainly(case: Case, action: str, at: datetime, who: Actor) -> None:
    """An act that needs no more than its name, and a reason where the row demands one."""
    perform(case, action, By(who, at), reason="理由写在这里。")


def _clerk(case: Case) -> Actor:
    return actor(cast.CLERK)


def _manager(case: Case) -> Actor:
    return actor(cast.MANAGER)


def _route(case: Case, at: datetime, chosen: dict[str, Any]) -> None:
    place = station(chosen["place"]) if chosen.get("place") else centre()
    acts.route(case, place, "就近办理。", By(_clerk(case), at))


def _appoint(case: Case, at: datetime, chosen: dict[str, Any]) -> None:
    user = actor(chosen.get("mediator", cast.CENTRE_MEDIATOR))
    assert user.user_id is not None
    entry = mediators.mediator(user.user_id)
    assert entry is not None
    acts.appoint(case, entry, "熟悉这类纠纷。", By(_manager(case), at))


def _notify(case: Case, at: datetime, chosen: dict[str, Any]) -> None:
    for side in SIDES:
        proceedings.notify_rights(case, side, "phone", By(_manager(case), at))


def _consent(case: Case, at: datetime, chosen: dict[str, Any]) -> None:
    for side in SIDES:
        proceedings.record_consent(case, side, "phone", By(_manager(case), at))


def _draft(case: Case, at: datetime, chosen: dict[str, Any]) -> None:
    agreements.draft_terms(case, drafting(case, on=day_of(at)), By(_manager(case), at))


def _sign(case: Case, at: datetime, chosen: dict[str, Any]) -> None:
    mediator = db.session.get_one(User, case.mediator_id).actor
    for signer in SIGNERS:
        agreements.record_signature(case, SignatureFacts(signer, day_of(at)), By(mediator, at))


def _extend(case: Case, at: datetime, chosen: dict[str, Any]) -> None:
    acts.extend(case, 10, ("all_parties",), "双方同意延长。", By(_manager(case), at))


def _simple(action: str, who: Callable[[Case], Actor] = _manager) -> Callable[..., None]:
    return lambda case, at, chosen: plainly(case, action, at, who(case))


ACTS: dict[str, Callable[[Case, datetime, dict[str, Any]], None]] = {
    "request_correction": _simple("request_correction", _clerk),
    "supply_correction": _simple("supply_correction", party),
    "accept": lambda case, at, chosen: acts.accept(case, By(_clerk(case), at)) and None,
    "refuse": _simple("refuse", _clerk),
    "route": _route,
    "appoint": _appoint,
    "reappoint": _appoint,
    "confirm_appointment": lambda case, at, chosen: (
        acts.confirm_appointment(case, By(_manager(case), at)) and None
    ),
    "decline_appointment": lambda case, at, chosen: (
        acts.decline_appointment(case, "另有安排。", By(_manager(case), at)) and None
    ),
    "notify_rights": _notify,
    "record_consent": _consent,
    "begin": lambda case, at, chosen: proceedings.begin(case, By(_manager(case), at)) and None,
    "decline": lambda case, at, chosen: (
        proceedings.decline(case, "respondent", "phone", "不同意调解。", By(_manager(case), at)) and None
    ),
    "end_unreachable": _simple("end_unreachable"),
    "end_wide_gap": _simple("end_wide_gap"),
    "end_other": _simple("end_other"),
    "refuse_to_sign": _simple("refuse_to_sign"),
    "expire": _simple("expire"),
    "transfer": lambda case, at, chosen: (
        referrals.hand_over(
            case,
            Entry(kind="police_crime", materials=({"title": "调解申请", "copies": 1},)),
            body("厦门市公安机关（演示）", Kind.AUTHORITY),
            "涉嫌犯罪。",
            By(_manager(case), at),
            centre=centre(),
        )
        and None
    ),
    "withdraw": _simple("withdraw", party),
    "settle_and_withdraw": _simple("settle_and_withdraw"),
    "draft_terms": _draft,
    "offer_terms": lambda case, at, chosen: agreements.offer_terms(case, By(_manager(case), at)) and None,
    "reopen_talks": _simple("reopen_talks"),
    "record_signature": _sign,
    "file_scan": lambda case, at, chosen: file_scan(case, at),
    "conclude": lambda case, at, chosen: agreements.conclude(case, By(_manager(case), at)) and None,
    "pause": lambda case, at, chosen: (
        acts.pause(case, "appraisal", "等待鉴定。", By(_manager(case), at)) and None
    ),
    "resume": _simple("resume"),
    "extend": _extend,
    "close": _simple("close"),
}
