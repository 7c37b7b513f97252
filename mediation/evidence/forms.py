"""What a person says about an exhibit."""

from __future__ import annotations

from mediation.rules.findings import Words
from mediation.rules.procedures.file_order import PURPOSES
from mediation.web.fields import ChoiceField, TextField
from mediation.web.forms import BaseForm


class SortForm(BaseForm):
    purpose = ChoiceField(
        Words("用途", "What it is for"),
        choices=list(PURPOSES.items()),
        missing=Words("请选择材料的用途。", "Choose what the file is for."),
    )
    proves = TextField(
        Words("证明什么（可以不填）", "What it proves (optional)"),
        hint=Words(
            "例如：2025年6月3日扣收年费。会印在卷内目录里。", "Printed in the contents of the case file."
        ),
        most=200,
    )
