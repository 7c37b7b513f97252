"""The roster of mediators."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, func

from mediation.access.actor import Actor
from mediation.access.roles import Role
from mediation.access.rows import rows_with
from mediation.accounts.models import User
from mediation.exports.listing import Asked, Listing, listed
from mediation.exports.lists.words import several
from mediation.mediators.models import LANGUAGES, USUAL_CAPACITY, Mediator
from mediation.organisations.models import Organisation
from mediation.rules.findings import Words
from mediation.rules.vocabulary import PRODUCTS
from mediation.spreadsheets.columns import Column, Type

RIGHT = "roster.manage"


def _visible_to(actor: Actor) -> ColumnElement[bool]:
    return rows_with(RIGHT, actor)


def _holds(_asked: Asked) -> Sequence[ColumnElement[bool]]:
    """Whoever has the role is on the roster, described or not."""
    return [cast(User.roles, String).contains(f'"{Role.MEDIATOR.value}"')]


def _with_entry_and_place(wanted: Select[Any]) -> Select[Any]:
    return (
        wanted.select_from(User)
        .outerjoin(Mediator, Mediator.user_id == User.id)
        .outerjoin(Organisation, Organisation.id == User.organisation_id)
    )


MEDIATORS = Listing(
    code="mediators",
    words=Words("调解员名册", "Roster of mediators"),
    right=RIGHT,
    number=User.id,
    visible_to=_visible_to,
    holds=_holds,
    order=lambda _asked: (User.active.desc(), Organisation.name, User.name),
    within=_with_entry_and_place,
    columns=(
        listed(Column("name", Words("姓名", "Name"), width=14), User.name),
        listed(Column("place", Words("所在地点", "Place"), width=30), Organisation.name),
        listed(Column("badge", Words("工作证号", "Badge number"), width=16), Mediator.badge),
        listed(
            Column("fields", Words("擅长领域", "Fields"), width=36), Mediator.fields, make=several(PRODUCTS)
        ),
        listed(
            Column("languages", Words("语言", "Languages"), width=20),
            Mediator.languages,
            make=several(LANGUAGES),
        ),
        listed(
            Column("capacity", Words("可同时办理（件）", "Cases at a time"), Type.WHOLE, 10),
            func.coalesce(Mediator.capacity, USUAL_CAPACITY),
        ),
        listed(Column("away_from_on", Words("请假自", "Away from"), Type.DAY, 12), Mediator.away_from),
        listed(Column("away_to_on", Words("请假至", "Away to"), Type.DAY, 12), Mediator.away_to),
        listed(Column("active", Words("可登录", "Active"), Type.YES_NO, 8), User.active),
    ),
)
