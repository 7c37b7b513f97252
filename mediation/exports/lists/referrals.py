"""The ledger of hand-overs, for both sides of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select

from mediation.cases.models import Case
from mediation.exports.listing import Asked, Filter, Listing, listed
from mediation.exports.lists.words import as_typed, by_code, deadline_words, name_of_body
from mediation.organisations.models import Organisation
from mediation.referrals import queries
from mediation.referrals.models import Referral
from mediation.referrals.queries import OURS, THEIRS, Filters
from mediation.referrals.visibility import visible_to
from mediation.rules.findings import Words
from mediation.rules.procedures import referral_steps
from mediation.rules.vocabulary import HANDOVER_RESULTS, OUTCOMES, PRODUCTS, TURNS
from mediation.spreadsheets.columns import Column, Type

HANDLERS = "referral.handle"
DIRECTIONS = {direction.value: words for direction, words in referral_steps.DIRECTIONS.items()}
KINDS = by_code(referral_steps.all_kinds())


def _holds(asked: Asked) -> Sequence[ColumnElement[bool]]:
    queues = queries.queues_of(asked.actor)
    queue = next((one for one in queues if one.code == asked.of("view")), queues[0])
    body = asked.of("body")
    filters = Filters(
        kind=asked.of("kind"),
        body_id=int(body) if name_of_body(body) else None,
        text=asked.of("q").strip()[:80],
    )
    return [*queue.holds(asked.on), *filters.conditions()]


def _with_body_and_case(wanted: Select[Any]) -> Select[Any]:
    return (
        wanted.select_from(Referral)
        .join(Organisation, Organisation.id == Referral.body_id)
        .outerjoin(Case, Case.id == Referral.case_id)
    )


REFERRALS = Listing(
    code="referrals",
    words=Words("府院协同台账", "Ledger of hand-overs"),
    right="referral.view",
    number=Referral.id,
    visible_to=visible_to,
    holds=_holds,
    order=lambda _asked: (Referral.sorts_on, Referral.id),
    within=_with_body_and_case,
    filters=(
        Filter("view", Words("队列", "Queue"), by_code((*THEIRS, *OURS)).get),
        Filter("kind", Words("类型", "Kind"), KINDS.get),
        Filter("body", Words("对方单位", "Other body"), name_of_body),
        Filter("q", Words("搜索", "Search"), as_typed, typed=True),
    ),
    columns=(
        listed(Column("number", Words("编号", "Number"), width=26), Referral.number_text),
        listed(
            Column("direction", Words("方向", "Direction"), Type.CODE, 8, says=DIRECTIONS),
            Referral.direction,
        ),
        listed(Column("kind", Words("类型", "Kind"), Type.CODE, 24, says=KINDS), Referral.kind),
        listed(Column("body", Words("对方单位", "Other body"), width=30), Organisation.name),
        listed(Column("their_number", Words("对方编号", "Their number"), width=28), Referral.their_number),
        listed(
            Column(
                "state", Words("状态", "State"), Type.CODE, 14, says=by_code(referral_steps.states().values())
            ),
            Referral.state,
        ),
        listed(Column("turn", Words("轮到", "Turn"), Type.CODE, 12, says=TURNS), Referral.turn),
        listed(Column("due_on", Words("期限", "Due"), Type.DAY, 12), Referral.due_on),
        listed(
            Column("deadline", Words("期限事项", "What is due"), Type.CODE, 30, says=deadline_words()),
            Referral.due_code,
        ),
        listed(Column("applicant", Words("申请人", "Applicant"), width=14), Referral.applicant_name),
        listed(Column("respondent", Words("被申请人", "Respondent"), width=34), Referral.respondent_name),
        listed(
            Column("product", Words("纠纷类型", "Dispute"), Type.CODE, 18, says=PRODUCTS), Referral.product
        ),
        listed(
            Column("amount_fen", Words("标的额（元）", "Amount (yuan)"), Type.MONEY, 16), Referral.amount_fen
        ),
        listed(Column("sent_on", Words("发出日", "Sent on"), Type.DAY, 12), Referral.sent_on),
        listed(Column("received_on", Words("签收日", "Received on"), Type.DAY, 12), Referral.received_on),
        listed(Column("received_by", Words("签收人", "Received by"), width=12), Referral.received_by),
        listed(
            Column("result", Words("结果", "Result"), Type.CODE, 18, says=OUTCOMES | HANDOVER_RESULTS),
            Referral.result,
        ),
        listed(Column("result_on", Words("结果日期", "Result on"), Type.DAY, 12), Referral.result_on),
        listed(Column("result_number", Words("结果文号", "Result number"), width=26), Referral.result_number),
        listed(Column("reason", Words("理由", "Reason"), width=36), Referral.reason),
        listed(Column("case", Words("本中心案号", "Our case"), width=26, right=HANDLERS), Case.number_text),
        listed(Column("entered_at", Words("登记时间", "Entered"), Type.MOMENT, 20), Referral.entered_at),
    ),
)
