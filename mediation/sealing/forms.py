"""The shape of what is typed about a seal."""

from __future__ import annotations

from mediation.rules.findings import Words
from mediation.web.fields import DayField, FilesField
from mediation.web.forms import BaseForm
from mediation.web.words import label


class SealForm(BaseForm):
    picture = FilesField(
        label("印章图片", "Picture of the seal"),
        Words("请选择印章图片。", "Choose the picture of the seal."),
        hint=Words(
            "透明背景的 PNG，每边 300 到 3000 像素，不超过 1 MB；打印时直径 40 毫米。",
            "PNG with a transparent ground, 300 to 3000 pixels a side, at most 1 MB; printed 40 mm wide.",
        ),
        accept="image/png",
    )
    valid_from = DayField(
        label("启用日期", "In use from"),
        Words("请填写启用日期。", "Enter the day from which it is in use."),
        lean="future",
    )
