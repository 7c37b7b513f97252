"""The shape of what a person types or hands in to have it checked."""

from __future__ import annotations

from mediation.rules.findings import Words
from mediation.web.fields import ChoiceField, CodeField, FilesField, TextField
from mediation.web.forms import BaseForm
from mediation.web.words import label


class CodeForm(BaseForm):
    code = CodeField(
        label("验证码", "Verification code"),
        Words("请填写文书页脚的验证码。", "Enter the code at the foot of the page."),
        hint=Words(
            "在文书每页的页脚，例如 XXXX-XXXX-XXXX。", "At the foot of every page, such as XXXX-XXXX-XXXX."
        ),
        most=40,
    )


class RealForm(BaseForm):
    what = ChoiceField(
        label("您想核实什么？", "What do you want to check?"),
        [
            ("mediator", Words("一位调解员", "A mediator")),
            ("phone", Words("一个电话号码", "A telephone number")),
            ("station", Words("一个驿站或调解机构", "A station or mediation body")),
            ("message", Words("一条短信或邮件", "A text message or e-mail")),
        ],
        Words("请选择要核实什么。", "Choose what to check."),
    )
    name = TextField(
        label("名称、姓名或号码", "Name or number"),
        Words("请填写要核实的名称、姓名或号码。", "Enter the name or number."),
        hint=Words(
            "要与对方说的完全一致；短信填收到短信的案号，例如 2026-00001。",
            "Exactly as you were told; for a message, the case number in it, such as 2026-00001.",
        ),
        most=80,
    )
    number = CodeField(
        label("工作证号，或者您的手机号后四位", "Badge number, or the last four digits of your telephone"),
        hint=Words(
            "核实调解员填工作证号；核实短信填收到短信的手机号后四位；其他不填。",
            "For a mediator the badge number; for a message the last four digits of your telephone.",
        ),
        most=40,
    )


class CompareForm(BaseForm):
    file = FilesField(
        label("上传手里的 PDF 来比对", "Upload your PDF to compare"),
        Words("请选择 PDF 文件。", "Choose the PDF."),
        hint=Words("不超过 20 MB；只比对，不保存。", "At most 20 MB. It is compared, not kept."),
        accept="application/pdf",
    )
