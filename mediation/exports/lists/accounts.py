"""The accounts of the workplace, for the administrator."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select

from mediation.access.actor import Actor
from mediation.access.roles import Role
from mediation.access.rows import rows_with
from mediation.accounts.models import User
from mediation.exports.listing import Listing, listed
from mediation.exports.lists.words import several
from mediation.organisations.models import Organisation
from mediation.rules.findings import Words
from mediation.spreadsheets.columns import Column, Type
from mediation.web.masks import mask_email

RIGHT = "users.manage"
ROLES = {role.value: role.words for role in Role}


def _visible_to(actor: Actor) -> ColumnElement[bool]:
    return rows_with(RIGHT, actor)


def _with_body(wanted: Select[Any]) -> Select[Any]:
    return wanted.select_from(User).outerjoin(Organisation, Organisation.id == User.organisation_id)


ACCOUNTS = Listing(
    code="accounts",
    words=Words("账号", "Accounts"),
    right=RIGHT,
    number=User.id,
    visible_to=_visible_to,
    order=lambda _asked: (User.active.desc(), User.username),
    within=_with_body,
    whole=RIGHT,
    columns=(
        listed(Column("username", Words("账号名", "User name"), width=16), User.username),
        listed(Column("name", Words("姓名", "Name"), width=14), User.name),
        listed(Column("roles", Words("角色", "Roles"), width=30), User.roles, make=several(ROLES)),
        listed(Column("body", Words("所属机构", "Belongs to"), width=36), Organisation.name),
        listed(Column("active", Words("可登录", "Active"), Type.YES_NO, 8), User.active),
        listed(Column("created_at", Words("建立时间", "Made"), Type.MOMENT, 20), User.created_at),
        listed(Column("email", Words("邮箱", "E-mail"), width=28, mask=mask_email), User.email),
    ),
)
