"""Each act that a scenario may tell, played through the operations of the house.

An act is a function of the play and of what is told; its name is the `do` in the data.
"""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from typing import Any

from mediation.access.actor import HOUSE
from mediation.access.by import By
from mediation.agreements import operations as agreements
from mediation.cases import acts
from mediation.cases.models import Case
from mediation.cases.operations import perform
from mediation.clock import day_of, moment_of
from mediation.database import db
from mediation.demo import confirmations, paperwork, pictures, statements
from mediation.demo.play import MANAGER, SIDES, Play, Played
from mediation.demo.scenario import Act
from mediation.demo.settlements import drafting_of
from mediation.documents.models import StoredFile
from mediation.documents.uploads import store_upload
from mediation.mediators.models import Mediator
from mediation.proceedings import operations as proceedings
from mediation.proceedings import queries as proceedings_queries
from mediation.proceedings.models import Session
from mediation.referrals import acts as referrals
from mediation.referrals import operations as referral_operations
from mediation.referrals import queries as referral_queries
from mediation.referrals.entering import Entry
from mediation.rules.time.workdays import calendar

# To whom, as what kind of hand-over.
RECEIVERS = {
    "police": ("police", "police_crime"),
    "illegal_finance": ("authority", "fundraising"),
}
ROUTED_BECAUSE = {
    "centre": "申请人住在思明、湖里，由中心就近办理。",
    "jimei": "申请人住在集美、海沧，到驿站最近，驿站在办件数不多。",
    "tongan": "申请人住在同安、翔安，到驿站最近，驿站在办件数不多。",
}
APPOINTED_BECAUSE = "熟悉这类纠纷，在办件数较少，与双方没有利害关系。"


def override(play: Play, script: Act, at: datetime) -> None:
    code, reason = play.scenario.script["override"]
    finding = next(one for one in play.case.findings if one.code == code)
    acts.override_finding(play.case, finding, reason, By(play.city.actor(MANAGER), at))


def correction(play: Play, script: Act, at: datetime) -> None:
    perform(play.case, "request_correction", By(play.clerk, at), reason=script["reason"])


def accept(play: Play, script: Act, at: datetime) -> None:
    acts.accept(play.case, By(play.clerk, at))


def refuse(play: Play, script: Act, at: datetime) -> None:
    perform(play.case, "refuse", By(play.clerk, at), reason=script["reason"])


def route(play: Play, script: Act, at: datetime) -> None:
    body = play.city.bodies[play.place]
    acts.route(play.case, body, ROUTED_BECAUSE[play.place], By(play.clerk, at))


def appoint(play: Play, script: Act, at: datetime) -> None:
    entry = db.session.get_one(Mediator, play.mediator.user_id)
    reason = script.get("reason", APPOINTED_BECAUSE)
    acts.appoint(play.case, entry, reason, By(play.city.head_of(play.place), at))


def notify(play: Play, script: Act, at: datetime) -> None:
    proceedings.notify_rights(play.case, script["side"], script["by"], By(play.mediator, at))


def consent(play: Play, script: Act, at: datetime) -> None:
    proceedings.record_consent(play.case, script["side"], script["by"], By(play.mediator, at))


def begin(play: Play, script: Act, at: datetime) -> None:
    proceedings.begin(play.case, By(play.mediator, at))


def decline(play: Play, script: Act, at: datetime) -> None:
    proceedings.decline(play.case, script["side"], script["by"], script["reason"], By(play.mediator, at))


def book(play: Play, script: Act, at: datetime) -> None:
    day = calendar().add_workdays(day_of(at), script["ahead"])
    starts_at = moment_of(day, script["hour"], 30 if play.number % 2 else 0)
    proceedings.book_session(
        play.case, starts_at, script["mode"], _room(play, script["mode"]), By(play.mediator, at)
    )


def session(play: Play, script: Act, at: datetime) -> None:
    """Held in the hour before `at`, or at the booked time if one was booked for that day."""
    booked = _booked_for(play.case, at)
    starts_at = booked.starts_at if booked else at - timedelta(hours=1)
    ends_at = starts_at + timedelta(minutes=50)
    helper = play.case.applicant.helper_name
    held = proceedings.Held(
        starts_at=starts_at,
        ends_at=ends_at,
        mode=script["mode"],
        place=_room(play, script["mode"]),
        present=f"{helper}（申请人的{play.case.applicant.helper_relation}）" if helper else "",
        record=script["text"],
        result=script["result"],
    )
    proceedings.record_session(
        play.case, held, By(play.mediator, max(at, ends_at + timedelta(minutes=5))), booked=booked
    )


def note(play: Play, script: Act, at: datetime) -> None:
    acts.add_note(play.case, script["text"], By(play.actor_of(script["by"]), at))


def message(play: Play, script: Act, at: datetime) -> None:
    sender = script["from"]
    side = sender if sender in SIDES else script["side"]
    acts.send_message(play.case, script["text"], By(play.actor_of(sender), at), sender=sender, side=side)


def evidence(play: Play, script: Act, at: datetime) -> None:
    side = script["side"]
    files = [_store(play, one, at, party=side) for one in script["files"]]
    acts.add_evidence(play.case, files, By(play.party(side), at), sender=side)


def pause(play: Play, script: Act, at: datetime) -> None:
    acts.pause(play.case, "appraisal", script["reason"], By(play.mediator, at))


def extend(play: Play, script: Act, at: datetime) -> None:
    acts.extend(play.case, script["length"], script["by"], script["reason"], By(play.mediator, at))


def draft(play: Play, script: Act, at: datetime) -> None:
    """A draft of the settlement; `changed` are parts in which an earlier version differed."""
    settlement = {**play.scenario.script["settlement"], **script.get("changed", {})}
    drafting = drafting_of(play.case, settlement, on=day_of(at))
    agreements.draft_terms(play.case, drafting, By(play.mediator, at))


def offer(play: Play, script: Act, at: datetime) -> None:
    agreements.offer_terms(play.case, By(play.mediator, at))


def sign(play: Play, script: Act, at: datetime) -> None:
    for signer in script["who"]:
        facts = agreements.SignatureFacts(signer, day_of(at))
        agreements.record_signature(play.case, facts, By(play.mediator, at))


def conclude(play: Play, script: Act, at: datetime) -> None:
    """The scan of the signed agreement is filed; the manager compares it and concludes the case."""
    signers = [*(party.name for party in play.case.parties), f"调解员  {play.case.mediator_name}"]
    lines = ["调解协议书（签署页）", play.case.number_text, "", *signers]
    _store(play, ["scan", "调解协议签署页.pdf", lines], at, kind="signed_agreement")
    agreements.conclude(play.case, By(play.city.actor(MANAGER), at))


def transfer(play: Play, script: Act, at: datetime) -> None:
    actor = play.city.actor(MANAGER)
    body, kind = RECEIVERS[script["to"]]
    entry = Entry(kind=kind, materials=({"title": "调解申请", "copies": 1},))
    referrals.hand_over(
        play.case, entry, play.city.bodies[body], script["reason"], By(actor, at), centre=play.city.centre
    )


def signed_for(play: Play, script: Act, at: datetime) -> None:
    """The body to which the matter went signs for it."""
    (handover,) = referral_queries.of_case(play.case)
    referrals.sign_for(handover, "sign_for", script["who"], day_of(at), By(play.city.actor(MANAGER), at))


def they_take(play: Play, script: Act, at: datetime) -> None:
    (handover,) = referral_queries.of_case(play.case)
    referral_operations.perform(handover, "they_take", By(play.city.actor(MANAGER), at))


def withdraw(play: Play, script: Act, at: datetime) -> None:
    perform(play.case, "withdraw", By(play.actor_of(script["by"]), at), reason=script["reason"])


def expire(play: Play, script: Act, at: datetime) -> None:
    perform(play.case, "expire", By(HOUSE, at), reason=script["reason"])


def close(play: Play, script: Act, at: datetime) -> None:
    perform(play.case, "close", By(play.mediator, at))


def _by_mediator(action: str) -> Played:
    def act(play: Play, script: Act, at: datetime) -> None:
        perform(play.case, action, By(play.mediator, at), reason=script["reason"])

    return act


ACTS: dict[str, Played] = {
    act.__name__: act
    for act in (
        override,
        correction,
        accept,
        refuse,
        route,
        appoint,
        notify,
        consent,
        begin,
        decline,
        book,
        session,
        note,
        message,
        evidence,
        pause,
        extend,
        draft,
        offer,
        sign,
        conclude,
        transfer,
        signed_for,
        they_take,
        withdraw,
        expire,
        close,
        *statements.ACTS,
        *paperwork.ACTS,
        *confirmations.ACTS,
    )
} | {
    "unreachable": _by_mediator("end_unreachable"),
    "wide_gap": _by_mediator("end_wide_gap"),
    "end_other": _by_mediator("end_other"),
    "refuse_to_sign": _by_mediator("refuse_to_sign"),
    "settled": _by_mediator("settle_and_withdraw"),
}


def _room(play: Play, mode: str) -> str:
    if mode in {"video", "phone"}:
        return ""
    return f"{play.city.bodies[play.place].short_name}调解室"


def _booked_for(case: Case, at: datetime) -> Session | None:
    return next(
        (
            one
            for one in proceedings_queries.sessions_of(case.id)
            if not one.result and day_of(one.starts_at) == day_of(at)
        ),
        None,
    )


def _store(
    play: Play, script: list[Any], at: datetime, *, kind: str = "evidence", party: str = ""
) -> StoredFile:
    form, name, lines = script
    actor = play.party(party) if party else play.mediator
    return store_upload(
        io.BytesIO(pictures.make(form, lines)),
        name,
        at=at,
        uploaded_by=actor.name or party,
        kind=kind,
        case_id=play.case.id,
        uploaded_by_id=actor.user_id,
        party=party,
    )
