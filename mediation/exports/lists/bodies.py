"""Stations, institutions, courts and authorities."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement

from mediation.access.actor import Actor
from mediation.access.rows import rows_with
from mediation.exports.listing import Asked, Filter, Listing, listed
from mediation.organisations.models import KIND_WORDS, TRADE_WORDS, Kind, Organisation
from mediation.rules.findings import Words
from mediation.spreadsheets.columns import Column, Type

RIGHT = "organisations.manage"
KINDS = {kind.value: words for kind, words in KIND_WORDS.items()}
TRADES = {trade.value: words for trade, words in TRADE_WORDS.items()}


def _visible_to(actor: Actor) -> ColumnElement[bool]:
    return rows_with(RIGHT, actor)


def _holds(asked: Asked) -> Sequence[ColumnElement[bool]]:
    kind = asked.of("kind")
    return [Organisation.kind == (kind if kind in KINDS else Kind.STATION.value)]


BODIES = Listing(
    code="bodies",
    words=Words("驿站与机构", "Stations and bodies"),
    right=RIGHT,
    number=Organisation.id,
    visible_to=_visible_to,
    holds=_holds,
    order=lambda _asked: (Organisation.name,),
    filters=(Filter("kind", Words("类别", "Kind"), KINDS.get),),
    columns=(
        listed(Column("name", Words("名称", "Name"), width=40), Organisation.name),
        listed(Column("name_en", Words("英文名称", "English name"), width=40), Organisation.name_en),
        listed(Column("kind", Words("类别", "Kind"), Type.CODE, 14, says=KINDS), Organisation.kind),
        listed(Column("trade", Words("行业", "Trade"), Type.CODE, 22, says=TRADES), Organisation.trade),
        listed(Column("uscc", Words("统一社会信用代码", "Credit code"), width=22), Organisation.uscc),
        listed(Column("court_code", Words("法院代字", "Court code"), width=12), Organisation.court_code),
        listed(Column("phone", Words("电话", "Telephone"), width=16), Organisation.phone),
        listed(Column("email", Words("邮箱", "E-mail"), width=28), Organisation.email),
        listed(Column("address", Words("地址", "Address"), width=40), Organisation.address),
        listed(Column("active", Words("启用", "In use"), Type.YES_NO, 8), Organisation.active),
    ),
)
