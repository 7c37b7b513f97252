"""The log of what was taken, which may itself be taken."""

from __future__ import annotations

from mediation.accounts.models import User
from mediation.exports.listing import Listing, listed
from mediation.exports.models import Export
from mediation.exports.queries import visible_to
from mediation.organisations.models import Organisation
from mediation.rules.findings import Words
from mediation.spreadsheets.columns import Column, Type


def _joined(codes: list[str] | None, _lang: str) -> str:
    return " ".join(codes or ())


EXPORTS = Listing(
    code="exports",
    words=Words("导出记录", "Log of exports"),
    right="exports.make",
    number=Export.id,
    visible_to=visible_to,
    order=lambda _asked: (Export.id.desc(),),
    within=lambda wanted: (
        wanted.select_from(Export)
        .join(User, User.id == Export.asked_by_id)
        .outerjoin(Organisation, Organisation.id == Export.asked_for_id)
    ),
    columns=(
        listed(Column("asked_at", Words("时间", "When"), Type.MOMENT, 20), Export.asked_at),
        listed(Column("who", Words("导出人", "Who"), width=14), User.name),
        listed(Column("body", Words("所属机构", "Of"), width=34), Organisation.name),
        listed(Column("list", Words("清单代码", "List"), width=14), Export.list_code),
        listed(Column("why", Words("用途", "Why"), width=50), Export.why),
        listed(Column("row_count", Words("行数", "Rows"), Type.WHOLE, 10), Export.row_count),
        listed(Column("format", Words("格式", "Format"), width=10), Export.format),
        listed(Column("columns", Words("列", "Columns"), width=60), Export.columns, make=_joined),
        listed(Column("whole", Words("完整个人信息", "Unmasked"), Type.YES_NO, 10), Export.whole),
        listed(Column("fetched_at", Words("下载时间", "Fetched"), Type.MOMENT, 20), Export.fetched_at),
        listed(Column("sha256", Words("指纹（SHA-256）", "Hash (SHA-256)"), width=68), Export.sha256),
    ),
)
