"""The acts of the trade on the ledger that also touch a case; each ends in `perform`.

What must leave mediation leaves with a reason, a letter and a receipt, and can come back under the
same number. "Refer" and "stop" are two flags: a danger is reported while mediation goes on, a crime
ends it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, BinaryIO, cast

from werkzeug.datastructures import FileStorage

from mediation.access.actor import HOUSE
from mediation.access.by import By
from mediation.acts import walking
from mediation.acts.refusals import PaperIncomplete
from mediation.acts.walking import Details, Performed
from mediation.cases import acts as case_handling
from mediation.cases import operations as cases
from mediation.cases import timekeeping
from mediation.cases.filing import Filing, PartyFacts
from mediation.cases.models import Case
from mediation.clock import day_of
from mediation.database import db
from mediation.deadlines import operations as clocks
from mediation.documents.kinds import KINDS, DocumentKind
from mediation.documents.missing import gaps_of
from mediation.documents.uploads import join_case, store_upload
from mediation.organisations.models import Kind, Organisation
from mediation.organisations.queries import named, organisation
from mediation.referrals import entering, extension_points, issuing, materials, operations, queries
from mediation.referrals.entering import Entry
from mediation.referrals.models import Receipt, Referral
from mediation.referrals.operations import perform
from mediation.referrals.refusals import InstitutionUnknown
from mediation.rules.procedures import lifecycle, referral_steps

SHAM_REPORT = "false_mediation_report"
INSTITUTION_FIRST = "institution_first"

PARTY_FIELDS = (
    "kind",
    "name",
    "paper_kind",
    "paper_number",
    "gender",
    "uscc",
    "legal_representative",
    "contact_name",
    "phone",
    "email",
    "address",
)


def take(
    referral: Referral, by: By, *, centre: Organisation, on_platform: bool, case: Case | None = None
) -> Performed:
    """Confirm that the centre takes what was sent: open and accept its case, or link `case`.

    The mediation period of a court's case runs from the day on which its materials were signed
    for, on the platform from the confirmation (特邀调解规定 art. 27; 在线调解规则 art. 24). The
    scans that came with it join the case.
    """
    opened = case or cases.open_case(_filing(referral), by, centre=centre).case
    if case is None:
        signed_for = referral.received_on or day_of(by.at)
        begins = day_of(by.at) if on_platform else signed_for
        case_handling.accept(opened, by.without_version(), period_from=begins)
    join_case(referral_id=referral.id, case_id=opened.id)
    signed = {} if referral.received_on else {"received_on": day_of(by.at)}  # taken is signed for
    return perform(referral, "take", by, changes={"case": opened} | signed, starts_on=referral.received_on)


def _filing(referral: Referral) -> Filing:
    """A complaint as the sender told it. The narrative is the subject; nothing is added to it."""
    people: list[Mapping[str, Any]] = json.loads(referral.people or "[]")
    return Filing(
        channel=referral.law.channel,
        lang="zh",
        applicant=_side("applicant", people, referral.applicant_name),
        respondent=_side("respondent", people, referral.respondent_name),
        product=referral.product or "other",
        amount_fen=referral.amount_fen,
        narrative=referral.subject,
        track=referral.law.track,
        referrer_id=referral.body_id,
    )


def _side(side: str, people: list[Mapping[str, Any]], name: str) -> PartyFacts:
    told = next((one for one in people if one.get("side") == side), {})
    facts = {field: str(told[field]) for field in PARTY_FIELDS if told.get(field)}
    born = told.get("born_on")
    return PartyFacts(
        **{"kind": "person", "name": name, **facts},
        organisation_id=told.get("organisation_id"),
        born_on=date.fromisoformat(born) if born else None,
    )


def take_out(referral: Referral, reason: str, by: By) -> Performed:
    """Take out what was entered by mistake and nobody worked on; its history stays, its number is free.

    Raises GuardRefused once anything but the house's own notes was done with it.
    """
    return perform(
        referral,
        "take_out",
        by,
        reason=reason,
        changes={"arrival_key": None},
        known={"touched": bool(queries.worked_on([referral.thread]))},
    )


def take_out_many(referrals: Sequence[Referral], reason: str, by: By) -> list[Referral]:
    """Take out those of them that nobody worked on, as `take_out` does each; gives these."""
    worked_on = queries.worked_on([one.thread for one in referrals])
    wrong = [
        one
        for one in referrals
        if one.thread not in worked_on and referral_steps.may_begin("take_out", one.state, one.law_on)
    ]
    details = Details(reason, changes={"arrival_key": None}, known={"touched": False})
    walking.walk_many(
        operations.REFERRAL, [(one, "take_out", details) for one in wrong], by.without_version()
    )
    return wrong


def hand_over(
    case: Case, entry: Entry, body: Organisation, reason: str, by: By, *, centre: Organisation
) -> Referral:
    """Send a matter of a case to the body that takes it, with letter and list.

    Where it stops mediation the case ends as transferred (人民调解法 art. 25) and its letter is the
    hand-over's; else the case goes on and the hand-over has a letter of its own.
    """
    held = replace(entry, materials=materials.linked(entry.materials, case.id))
    referral = entering.enter(held, body, by, centre=centre, case=case)
    letter = None
    if referral.stops and lifecycle.is_open(case.state):
        done = cases.perform(
            case,
            "transfer",
            by,
            reason=reason,
            facts={"receiver": body.name},
            paper=issuing.transfer_letter(referral, by.at, reason),
        )
        letter = done.documents[0]
    perform(
        referral,
        "send",
        by.without_version(),
        reason=reason,
        changes={"sent_on": day_of(by.at)},
        paper=letter,
    )
    return referral


def pass_to_institution(referral: Referral, by: By, *, centre: Organisation) -> Referral:
    """Pass a complaint that was taken to its institution first; mediation waits and does not end.

    Raises InstitutionUnknown where the other side is no institution that the house knows.
    """
    case = referral.case
    assert case is not None, "a matter is taken as a case"
    body = organisation(case.institution_id) or named(Kind.INSTITUTION, referral.respondent_name)
    if body is None:
        raise InstitutionUnknown
    titles = [one.title for one in referral.materials] or ["投诉书"]
    entry = Entry(
        kind=INSTITUTION_FIRST,
        subject=referral.subject,
        stops=False,
        materials=tuple({"title": title, "copies": 1} for title in titles),
    )
    reason = "按照消费投诉处理程序，请先行处理并反馈结果。"
    return hand_over(case, entry, body, reason, by, centre=centre)


def sign_for(
    referral: Referral,
    action: str,
    signed_by: str,
    signed_on: date,
    by: By,
    *,
    scans: Sequence[FileStorage] = (),
    sha256: str = "",
) -> Performed:
    """Keep the receipt with its scan; the receiver's clocks count from the day on which it was signed.

    `sha256` is that of the package that the receipt is for. Raises UploadRefused for a scan that
    cannot be kept.
    """
    from_us = action == "sign_for"
    done = perform(
        referral,
        action,
        by,
        changes={"received_by": signed_by} | ({"received_on": signed_on} if from_us else {}),
        starts_on=signed_on,
    )
    if from_us and referral.law.result and not referral.law.decision:  # nothing is decided: it works
        done = perform(referral, "they_take", by.without_version(), starts_on=signed_on)
    kept = [
        store_upload(
            cast(BinaryIO, scan.stream),
            scan.filename or "",
            at=by.at,
            uploaded_by=by.actor.name,
            kind="receipt",
            case_id=referral.case_id,
            uploaded_by_id=by.actor.user_id,
        )
        for scan in scans
        if scan.filename and referral.case_id is not None
    ]
    db.session.flush()
    db.session.add(
        Receipt(
            referral_id=referral.id,
            of="handover" if from_us else "result",
            signed_on=signed_on,
            signed_by=signed_by,
            file_id=kept[0].id if kept else None,
            sha256=sha256,
            noted_at=by.at,
        )
    )
    return done


def return_result(referral: Referral, facts: Any, by: By) -> Performed:
    """Return the result with the letter of the kind; raises PaperIncomplete while it lacks anything."""
    if gaps := gaps_of(KINDS[DocumentKind(referral.law.paper)], facts):
        raise PaperIncomplete(gaps)
    return perform(referral, "return_result", by, paper=facts)


def report_sham(
    referral: Referral,
    reason: str,
    papers_listed: Sequence[Mapping[str, Any]],
    by: By,
    *,
    centre: Organisation,
) -> Referral | None:
    """Suspend what looks like sham mediation and report it to the court that sent it, in one act.

    特邀调解规定 art. 18. Mediation that is being held is suspended; before it began its period, which
    counts from the sign-for, stands still all the same. Gives the report, None where no court sent
    the case.
    """
    case = referral.case
    assert case is not None
    perform(referral, "suspend", by, reason=reason)
    if case.state == "under_mediation":
        case_handling.pause(case, "sham", reason, by.without_version())
    elif (period := timekeeping.mediation_period(case)) and period.status == "running":
        clocks.pause(period, on=day_of(by.at), reason="sham")
        timekeeping.sort_by_nearest(case)
    if referral.law.authority != "court":
        return None
    entry = Entry(
        kind=SHAM_REPORT,
        their_number=referral.their_number,
        subject=reason,
        stops=False,
        materials=materials.linked(papers_listed, case.id),
    )
    report = entering.enter(entry, referral.body, by, centre=centre, case=case)
    perform(report, "send", by.without_version(), reason=reason, changes={"sent_on": day_of(by.at)})
    return report


def resume(referral: Referral, reason: str, by: By) -> Performed:
    """The suspicion is settled: the hand-over and its mediation go on."""
    done = perform(referral, "resume", by, reason=reason)
    case = referral.case
    if case is not None and case.state == "paused":
        cases.perform(case, "resume", by.without_version())
    elif case and (period := timekeeping.mediation_period(case)) and period.status == "paused":
        clocks.resume(period, on=day_of(by.at))
        timekeeping.sort_by_nearest(case)
    return done


def come_back(referral: Referral, reason: str, by: By) -> Performed:
    """Bring a matter that left back to mediation: same number, new clocks, history kept."""
    assert referral.case is not None
    done = perform(referral, "come_back", by, reason=reason)
    cases.perform(referral.case, "reopen", by.without_version(), reason=reason)
    return done


def note_end(case: Case, at: datetime) -> None:
    """The case ended: what it came in with now waits for the result to be returned."""
    for referral in queries.working_on(case.id):
        perform(
            referral, "end_work", By(HOUSE, at), changes={"result": case.outcome, "result_on": day_of(at)}
        )


def lapse(referral_id: int, action: str, at: datetime) -> None:
    """Note the silence: what it means follows from the state that waits for an answer.

    One clock (C09, C34) bounds different acts on different things, so `action` does not decide;
    where nothing waits any more nothing happens. A clock of another package is that package's to answer.
    """
    referral = queries.by_id(referral_id)
    if its_own := extension_points.lapses.get(action):
        its_own(referral, at)
        return
    row = referral_steps.silence_in(referral.state, referral.law_on)
    if row is not None:
        perform(referral, row.action, By(HOUSE, at))
