"""The shape of what a person types or hands in to have it checked."""

from __future__ import annotations

from mediation.rules.findings import Words
from mediation.web.fields import FilesField, TextField
from mediation.web.forms import BaseForm
from mediation.web.words import label


class CodeForm(BaseForm):
    code = TextField(
        label("验证码", "Verification code"),
        Words("请填写文书页脚的验证码。", "Enter the code at the foot of the page."),
        hint=Words(
            "在文书每页的页脚，例如 XXXX-XXXX-XXXX。", "At the foot of every page, such as XXXX-XXXX-XXXX."
        ),
        number=True,
        most=40,
    )


class CompareForm(BaseForm):
    file = FilesField(
        label("上传手里的 PDF 来比对", "Upload your PDF to compare"),
        Words("请选择 PDF 文件。", "Choose the PDF."),
        hint=Words("不超过 20 MB；只比对，不保存。", "At most 20 MB. It is compared, not kept."),
        accept="application/pdf",
    )
