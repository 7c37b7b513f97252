"""The list of cases as the desk shows it, and those that ended without a case file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from mediation.archive import batches
from mediation.archive import queries as archive
from mediation.cases import queries
from mediation.cases.filters import read_filters
from mediation.cases.models import Case, Party
from mediation.cases.personal_data import MASKED
from mediation.cases.queues import QUEUES, asked_queue
from mediation.cases.visibility import visible_to
from mediation.exports.listing import Asked, Filter, Listed, Listing, listed
from mediation.exports.lists.words import as_typed, deadline_words, district_words, name_of_body
from mediation.organisations.models import Organisation
from mediation.rules.findings import Words
from mediation.rules.procedures.lifecycle import states
from mediation.rules.vocabulary import CHANNELS, OUTCOMES, PRODUCTS, TURNS
from mediation.spreadsheets.columns import Column, Type

INSIDE = "case.view_inside"
STATES = {code: state.words for code, state in states().items()}
PROGRESS = {code: state.public_words for code, state in states().items()}


def _holds(asked: Asked) -> Sequence[ColumnElement[bool]]:
    narrower = read_filters(asked.filters).conditions()
    if typed := asked.of("q").strip()[:100]:
        return [queries.meant_by(typed, on=asked.on), *narrower]
    return [asked_queue(asked.actor, asked.of("view")).holds(asked.actor, asked.on), *narrower]


def _order(asked: Asked) -> Sequence[Any]:
    if asked.of("q") or (queue := asked_queue(asked.actor, asked.of("view"))).code == "all":
        return (Case.id.desc(),)
    key = (Case.sorts_on, Case.id)
    return [column.desc() for column in key] if queue.newest_first else key


def _with_place(wanted: Select[Any]) -> Select[Any]:
    return wanted.select_from(Case).outerjoin(Organisation, Organisation.id == Case.station_id)


def _of_applicant(field: str, code: str, words: Words, width: int) -> Listed:
    """What names the applicant, masked unless asked for whole."""
    read = (
        select(getattr(Party, field))
        .where(Party.case_id == Case.id, Party.side == "applicant")
        .limit(1)
        .scalar_subquery()
    )
    return listed(Column(code, words, width=width, right=INSIDE, mask=MASKED[field].mask), read)


NUMBER = listed(Column("number", Words("案号", "Number"), width=26), Case.number_text)
APPLICANT = listed(Column("applicant", Words("申请人", "Applicant"), width=14), Case.applicant_name)
RESPONDENT = listed(Column("respondent", Words("被申请人", "Respondent"), width=34), Case.respondent_name)
MEDIATOR = listed(Column("mediator", Words("调解员", "Mediator"), width=12), Case.mediator_name)
OUTCOME = listed(Column("outcome", Words("结果", "Outcome"), Type.CODE, 18, says=OUTCOMES), Case.outcome)
ENDED = listed(Column("ended_at", Words("结束时间", "Ended"), Type.MOMENT, 20), Case.ended_at)

CASES = Listing(
    code="cases",
    words=Words("案件", "Cases"),
    right="desk.open",
    number=Case.id,
    visible_to=visible_to,
    holds=_holds,
    order=_order,
    within=_with_place,
    whole="case.reveal",
    filters=(
        Filter("view", Words("队列", "Queue"), lambda code: QUEUES[code].words if code in QUEUES else None),
        Filter("state", Words("状态", "State"), STATES.get),
        Filter("station", Words("办理地点", "Place"), name_of_body),
        Filter("product", Words("纠纷类型", "Dispute"), PRODUCTS.get),
        Filter("amount", Words("金额不低于（元）", "Amount from (yuan)"), as_typed),
        Filter("district", Words("申请人所在区", "District"), lambda code: district_words().get(code)),
        Filter("q", Words("搜索", "Search"), as_typed, typed=True),
    ),
    columns=(
        NUMBER,
        listed(Column("progress", Words("进展", "Progress"), Type.CODE, 16, says=PROGRESS), Case.state),
        listed(Column("state", Words("状态", "State"), Type.CODE, 16, INSIDE, says=STATES), Case.state),
        listed(Column("turn", Words("轮到", "Turn"), Type.CODE, 12, INSIDE, says=TURNS), Case.turn),
        listed(Column("due_on", Words("最近期限", "Next deadline"), Type.DAY, 12), Case.due_on),
        listed(
            Column("deadline", Words("期限事项", "What is due"), Type.CODE, 30, says=deadline_words()),
            Case.due_code,
        ),
        APPLICANT,
        RESPONDENT,
        listed(Column("product", Words("纠纷类型", "Dispute"), Type.CODE, 18, says=PRODUCTS), Case.product),
        listed(Column("amount_fen", Words("标的额（元）", "Amount (yuan)"), Type.MONEY, 16), Case.amount_fen),
        listed(Column("place", Words("办理地点", "Handled by"), width=24), Organisation.name),
        MEDIATOR,
        OUTCOME,
        listed(Column("filed_at", Words("提交时间", "Filed"), Type.MOMENT, 20), Case.filed_at),
        listed(Column("accepted_at", Words("受理时间", "Accepted"), Type.MOMENT, 20), Case.accepted_at),
        ENDED,
        listed(
            Column("channel", Words("来源", "Source"), Type.CODE, 14, INSIDE, says=CHANNELS), Case.channel
        ),
        listed(
            Column(
                "district",
                Words("申请人所在区", "District"),
                Type.CODE,
                14,
                INSIDE,
                says=district_words(),
            ),
            Case.district,
        ),
        _of_applicant("phone", "applicant_phone", Words("申请人电话", "Applicant's telephone"), 16),
        _of_applicant("paper_number", "applicant_paper", Words("申请人证件号码", "Applicant's paper"), 22),
        _of_applicant("email", "applicant_email", Words("申请人邮箱", "Applicant's e-mail"), 26),
        _of_applicant("address", "applicant_address", Words("申请人地址", "Applicant's address"), 36),
    ),
)

UNFILED = Listing(
    code="unfiled",
    words=Words("待归档案件", "Cases to be archived"),
    right=batches.RIGHT,
    number=Case.id,
    visible_to=visible_to,
    holds=lambda _asked: [archive.is_unfiled()],
    columns=(NUMBER, APPLICANT, RESPONDENT, OUTCOME, MEDIATOR, ENDED),
)
