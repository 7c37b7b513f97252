"""Endpoints by which a body hands over, and by which it answers what was handed to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel

from mediation.api.declaring import Answer, Call, endpoint
from mediation.api.problems import Fault, Problem
from mediation.api.shapes import acts as shapes
from mediation.api.shapes.referrals import MaterialSent, PersonSent, ReferralDetail, ReferralSent
from mediation.api.views.referrals import ROOM, described, referral_of
from mediation.organisations.queries import the_centre
from mediation.referrals import acts, corrections, deadline_changes, entering
from mediation.referrals.entering import Entry
from mediation.referrals.models import Referral
from mediation.referrals.operations import perform
from mediation.rules.findings import Words
from mediation.rules.numbers.identity_papers import PaperKind, check_paper
from mediation.rules.refusals import NotValid
from mediation.web.fields import tidy

WRITE = "referrals:write"
FIRST_YEAR = 2000
RECEIVED_BY = "系统接口"  # stands where a person's name would on paper


@endpoint(
    "POST",
    "/referrals",
    room=ROOM,
    scope=WRITE,
    words=Words("登记一件移送", "Hand over a matter"),
    more=Words(
        "与线下移送进入同一台账，期限自登记次日起算。同一编号只能登记一次。",
        "Enters the same ledger as what comes on paper; clocks count from the next day. A number of yours is "
        "entered once.",
    ),
    body=ReferralSent,
    answer=ReferralDetail,
    status=201,
)
def enter_referral(call: Call) -> Answer:
    sent: ReferralSent = call.asked
    _check_people(sent.people, call.on)
    _not_later(call, "/sent_on", sent.sent_on)
    people = tuple(one.model_dump(exclude_none=True) for one in sent.people)
    centre = the_centre()
    if centre is None:
        raise Problem("not_found")
    found = entering.enter(
        Entry(
            kind=sent.kind,
            their_number=sent.their_number.strip(),
            their_contact=tidy(sent.their_contact),
            subject=tidy(sent.subject),
            cause=sent.cause,
            product=sent.product or "",
            amount_fen=sent.amount_fen,
            applicant_name=_first(sent.people, "applicant"),
            respondent_name=_first(sent.people, "respondent"),
            people=people,
            sent_on=sent.sent_on or call.on,
            received_on=call.on,
            received_by=RECEIVED_BY,
            return_days=sent.return_days,
            wants=sent.wants or "",
            materials=_lines(sent.materials),
        ),
        call.token.organisation,
        call.by,
        centre=centre,
    )
    return described(call, found, status=201)


def act(action: str, words: Words, body: type[BaseModel]) -> Any:
    """An endpoint for one action of the table, at `/acts/sign-for` for `sign_for`."""
    return endpoint(
        "POST",
        f"/referrals/{{number}}/acts/{action.replace('_', '-')}",
        room=ROOM,
        scope=WRITE,
        words=words,
        body=body,
        answer=ReferralDetail,
        versioned=True,
        name=action,
    )


@act("sign_for", Words("签收移送给贵单位的材料", "Sign for what was sent to you"), shapes.Signed)
def sign_for(call: Call, number: str) -> Answer:
    return _signed(call, number, "sign_for")


@act("sign_for_result", Words("签收中心反馈的结果", "Sign for the result that we returned"), shapes.Signed)
def sign_for_result(call: Call, number: str) -> Answer:
    return _signed(call, number, "sign_for_result")


@act("send_back", Words("退回补正", "Send back for correction"), shapes.SentBack)
def send_back(call: Call, number: str) -> Answer:
    found, sent = referral_of(call, number), call.asked
    ids = {one.position: one.id for one in found.materials}
    unknown = [
        Fault(f"/faults/{place}/position", Words("清单中没有这个序号。", "The list has no such position."))
        for place, one in enumerate(sent.faults)
        if one.position not in ids
    ]
    if unknown:
        raise Problem("invalid", faults=unknown)
    faults = {ids[one.position]: one.fault for one in sent.faults}
    corrections.return_it(found, "send_back", tidy(sent.reason), faults, call.by)
    return described(call, found)


@act("correct", Words("补正后重新移送", "Hand over again after correction"), shapes.Corrected)
def correct(call: Call, number: str) -> Answer:
    found = referral_of(call, number)
    lines = _lines(call.asked.materials)
    corrections.answer(found, "correct", lines, call.by)
    return described(call, found)


@act("they_take", Words("受理", "Take it"), shapes.Taken)
def they_take(call: Call, number: str) -> Answer:
    sent: shapes.Taken = call.asked
    changes = {"their_number": sent.their_number.strip()} if sent.their_number else {}
    return _performed(call, referral_of(call, number), "they_take", changes=changes)


@act("they_refuse", Words("不予受理", "Refuse it"), shapes.Refused)
def they_refuse(call: Call, number: str) -> Answer:
    sent: shapes.Refused = call.asked
    changes = {"ground": sent.ground} if sent.ground else {}
    found = referral_of(call, number)
    return _performed(call, found, "they_refuse", changes=changes, reason=tidy(sent.reason))


@act("go_on", Words("告知仍在办理", "Say that you go on with it"), shapes.Nothing)
def go_on(call: Call, number: str) -> Answer:
    return _performed(call, referral_of(call, number), "go_on")


@act("ask_time", Words("延长办理时间", "Take more time"), shapes.TimeAsked)
def ask_time(call: Call, number: str) -> Answer:
    found, sent = referral_of(call, number), call.asked
    if not deadline_changes.rungs(found):
        raise Problem("not_possible")
    deadline_changes.ask_time(found, sent.consents, tidy(sent.reason), call.by)
    return described(call, found)


@act("record_result", Words("填写处理结果", "Enter your result"), shapes.Result)
def record_result(call: Call, number: str) -> Answer:
    found, sent = referral_of(call, number), call.asked
    _not_later(call, "/result_on", sent.result_on)
    changes: dict[str, Any] = {
        "result": sent.result,
        "result_on": sent.result_on,
        "result_number": sent.result_number.strip(),
        "result_text": tidy(sent.text),
    }
    if sent.ground:
        changes["ground"] = sent.ground
    return _performed(call, found, "record_result", changes=changes)


def _performed(
    call: Call,
    found: Referral,
    action: str,
    *,
    changes: Mapping[str, Any] | None = None,
    reason: str = "",
) -> Answer:
    perform(found, action, call.by, reason=reason, changes=changes)
    return described(call, found)


def _signed(call: Call, number: str, action: str) -> Answer:
    found = referral_of(call, number)
    sent: shapes.Signed = call.asked
    _not_later(call, "/signed_on", sent.signed_on)
    if sent.signed_on and found.sent_on and sent.signed_on < found.sent_on:
        words = Words("不能早于发出日。", "It cannot be earlier than the day on which it was sent.")
        raise Problem("invalid", faults=[Fault("/signed_on", words)])
    acts.sign_for(
        found,
        action,
        tidy(sent.signed_by),
        sent.signed_on or call.on,
        call.by,
        sha256=sent.sha256,
    )
    return described(call, found)


def _check_people(people: list[PersonSent], on: date) -> None:
    """One of each side, and papers whose number can be one."""
    faults = [
        Fault("/people", words)
        for side, words in (
            ("applicant", Words("缺少申请人。", "There is no applicant.")),
            ("respondent", Words("缺少被申请人。", "There is no respondent.")),
        )
        if not any(one.side == side for one in people)
    ]
    for place, one in enumerate(people):
        if not one.name.strip():
            faults.append(Fault(f"/people/{place}/name", Words("请填写姓名或者名称。", "Give the name.")))
        if one.paper_kind and one.paper_number:
            try:
                check_paper(PaperKind(one.paper_kind), one.paper_number, on=on)
            except NotValid as wrong:
                faults.append(Fault(f"/people/{place}/paper_number", wrong.words))
    if faults:
        raise Problem("invalid", faults=faults)


def _not_later(call: Call, path: str, day: date | None) -> None:
    """A day of something that happened, in a year that can be meant."""
    if day is not None and day.year < FIRST_YEAR:
        words = Words("请核对年份。", "Check the year.")
        raise Problem("invalid", faults=[Fault(path, words)])
    if day is not None and day > call.on:
        words = Words("不能晚于今天。", "It cannot be later than today.")
        raise Problem("invalid", faults=[Fault(path, words)])


def _first(people: list[PersonSent], side: str) -> str:
    return next(str(tidy(one.name)) for one in people if one.side == side)


def _lines(sent: list[MaterialSent]) -> tuple[dict[str, Any], ...]:
    return tuple({**one.model_dump(), "title": tidy(one.title)} for one in sent)
