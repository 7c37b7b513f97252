"""How somebody wants a list."""

from __future__ import annotations

from mediation.rules.findings import Words
from mediation.spreadsheets.writing import Format
from mediation.web.fields import ChoiceField, ChoicesField, LongTextField, TickField
from mediation.web.forms import BaseForm
from mediation.web.words import label

FORMATS = (
    (Format.XLSX.value, Words("XLSX 电子表格", "XLSX, a spreadsheet")),
    (Format.CSV.value, Words("CSV 文本", "CSV, plain text")),
    (Format.JSONL.value, Words("JSON Lines，供程序读取", "JSON Lines, for programs")),
)


class ExportForm(BaseForm):
    format = ChoiceField(
        label("格式", "Format"), FORMATS, missing=Words("请选择格式。", "Choose a format."), default="xlsx"
    )
    columns = ChoicesField(
        label("列", "Columns"), missing=Words("请至少选择一列。", "Choose at least one column.")
    )
    whole = TickField(
        label("完整显示个人信息", "Show personal data in full"),
        hint=Words(
            "不勾选时证件号码、电话等只显示一部分。勾选的事实会记入导出记录。",
            "Without it numbers and addresses show only their ends. The log keeps that it was ticked.",
        ),
    )
    why = LongTextField(
        label("用途", "What for"),
        missing=Words("请写明用途，例如：十月工作月报。", "Write what for, such as: October report."),
        hint=Words(
            "会留在导出记录里。请不要写姓名、电话和证件号码。",
            "It stays in the log. Write no names, telephones or papers.",
        ),
        least=4,
        most=500,
    )
