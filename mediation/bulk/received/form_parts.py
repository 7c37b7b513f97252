"""Parts of the forms with which packages take in a list and ask what its columns mean."""

from __future__ import annotations

from collections.abc import Sequence

from flask_wtf import FlaskForm

from mediation.bulk.received.models import ReceivedList
from mediation.rules.findings import Words
from mediation.spreadsheets.opened import MOST_ROWS
from mediation.spreadsheets.reading_cells import letter_of
from mediation.spreadsheets.reading_columns import Columns, Field
from mediation.web.fields import ChoiceField, FilesField, NumberField
from mediation.web.forms import BaseForm

COLUMN = "column_"
ACCEPTED = ".xlsx,.xls,.csv"


def list_field() -> FilesField:
    """The file of a list; its content is judged by reading it."""
    return FilesField(
        Words("清单文件", "The list"),
        Words("请选择清单文件。", "Choose the file."),
        hint=Words(
            "XLSX、XLS 或 CSV。列的名称和顺序不限，下一步再核对。",
            "XLSX, XLS or CSV. Columns may have any name and order; you check them in the next step.",
        ),
        accept=ACCEPTED,
    )


class HeadingForm(BaseForm):
    """Where the headings are, for a list in which they were not found."""

    sheet = ChoiceField(Words("工作表", "Sheet"))
    heading_row = NumberField(
        Words("表头在第几行", "Row of the headings"),
        Words("请填写表头所在的行号。", "Enter the number of the row."),
        most=MOST_ROWS,
    )


def columns_form(received: ReceivedList, fields: Sequence[Field]) -> BaseForm:
    """One choice of a column for each field, at first as it was guessed or remembered."""
    offered = [
        (str(index), Words(f"{letter_of(index)}　{title}", f"{letter_of(index)}　{title}"))
        for index, title in received.titled.items()
    ]
    shape: dict[str, object] = {
        f"{COLUMN}{field.code}": ChoiceField(
            field.words,
            offered,
            hint=Words("必须有", "needed") if field.required else "",
        )
        for field in fields
    }
    form: BaseForm = type("ColumnsForm", (BaseForm,), shape)()
    if not form.is_submitted():
        for code, index in received.columns.items():
            if f"{COLUMN}{code}" in form:
                form[f"{COLUMN}{code}"].data = str(index)
    return form


def chosen(form: FlaskForm, fields: Sequence[Field]) -> Columns:
    """The columns chosen; a field without one is left out."""
    return {
        field.code: int(form[f"{COLUMN}{field.code}"].data)
        for field in fields
        if form[f"{COLUMN}{field.code}"].data
    }
