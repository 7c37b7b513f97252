"""The shape of what a person without an account types."""

from __future__ import annotations

from mediation.rules.findings import Words
from mediation.web.fields import CodeField, FilesField, LongTextField, TickField
from mediation.web.forms import BaseForm
from mediation.web.words import label


class TrackForm(BaseForm):
    number = CodeField(
        label("案号", "Case number"),
        Words("请填写案号，例如 2026-00001。", "Enter the case number, such as 2026-00001."),
        hint=Words(
            "在回执上，只填数字也可以，例如 2026-00001。",
            "It is on your receipt; digits are enough, such as 2026-00001.",
        ),
        most=60,
    )
    code = CodeField(
        label("查询码", "Access code"),
        Words("请填写回执上的 8 位查询码。", "Enter the 8 digits on your receipt."),
        hint=Words("回执上的 8 位数字。", "The 8 digits on your receipt."),
        most=30,
    )


class MessageForm(BaseForm):
    text = LongTextField(
        label("写给调解中心", "Write to the centre"),
        Words("请先写内容，再发送。", "Write something first, then send."),
        hint=Words("对方看不到。", "The other side does not see it."),
        most=2000,
    )


class FilesForm(BaseForm):
    files = FilesField(
        label("补充材料", "Add files"),
        hint=Words("照片、PDF 或 Word，每个不超过 20 MB。", "Photos, PDF or Word, at most 20 MB each."),
    )


class CorrectionForm(FilesForm):
    remark = LongTextField(label("补充说明（可不填）", "What you want to add (optional)"), most=2000)


class WithdrawForm(BaseForm):
    reason = LongTextField(
        label("为什么撤回？", "Why do you withdraw?"),
        Words(
            "请简单写明原因，例如：已经和银行谈好了。", "Say briefly why, for example: settled with the bank."
        ),
        most=500,
    )
    sure = TickField(
        label(
            "我明白撤回后本案结束，以后可以重新申请。", "I understand that this case ends; I can file again."
        ),
        Words("请先勾选，确认您明白撤回的结果。", "Tick to confirm that you understand what follows."),
    )
