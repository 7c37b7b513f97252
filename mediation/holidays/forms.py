"""The shape of an uploaded notice."""

from __future__ import annotations

from mediation.rules.findings import Words
from mediation.web.fields import FilesField
from mediation.web.forms import BaseForm
from mediation.web.words import label


class NoticeForm(BaseForm):
    file = FilesField(
        label("放假安排（CSV）", "Holiday notice (CSV)"),
        Words("请选择 CSV 文件。", "Choose the CSV file."),
        hint=Words(
            "用模板填写，每行一段日期；kind 列填 rest（放假）或 work（调休上班）。",
            "Fill in the template, one span a line; kind is rest or work (a make-up day).",
        ),
        accept="text/csv,.csv",
    )
