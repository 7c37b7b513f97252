"""What a person says when a signed paper comes back."""

from __future__ import annotations

from mediation.rules.findings import Words
from mediation.web.fields import DayField, FilesField
from mediation.web.forms import BaseForm


class FiledForm(BaseForm):
    signed_on = DayField(
        Words("签名日期", "Day of signing"),
        Words("请填写签名日期。", "Give the day of signing."),
        lean="past",
    )
    files = FilesField(Words("签名后的扫描件", "Scan of the signed paper"))
