"""The shape of what is typed about an import."""

from __future__ import annotations

from mediation.bulk.received.form_parts import list_field
from mediation.rules.findings import Words
from mediation.web.fields import ChoiceField, LongTextField
from mediation.web.forms import BaseForm


class HandInForm(BaseForm):
    kind = ChoiceField(
        Words("类型", "Kind"),
        missing=Words("请选择类型。", "Choose the kind."),
        hint=Words(
            "清单里另有“类型”一列的，以清单为准。",
            "Where the list has a column for it, the column decides.",
        ),
    )
    body = ChoiceField(
        Words("哪个单位的清单", "Whose list"), missing=Words("请选择单位。", "Choose the body.")
    )
    file = list_field()


class UndoForm(BaseForm):
    reason = LongTextField(
        Words("撤销的理由", "Why it is undone"),
        Words("请写明撤销的理由。", "Write why it is undone."),
        hint=Words(
            "会写入每一件的办理记录，例如：法院发错清单，已重新发送。",
            "It goes into the history of each, such as: the court sent the wrong list.",
        ),
        least=2,
        most=500,
    )
