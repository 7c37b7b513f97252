"""What is typed about a package."""

from __future__ import annotations

from mediation.packages.fetching import ASKED, REASONS
from mediation.rules.findings import Words
from mediation.web.fields import ChoiceField, DayField, FilesField, TextField
from mediation.web.forms import BaseForm


class MakeForm(BaseForm):
    lang = ChoiceField(
        Words("目录的语言", "Language of the index"),
        [("zh", Words("中文", "Chinese")), ("en", Words("英文", "English"))],
        default="zh",
    )


class FetchForm(BaseForm):
    why = ChoiceField(
        Words("用途", "What for"),
        [(code, REASONS[code]) for code in ASKED],
        Words("请选择用途，下载会留痕。", "Choose what for: each download is written down."),
    )
    note = TextField(Words("说明", "Remarks"), most=200)


class ReceiptForm(BaseForm):
    signed_by = TextField(
        Words("签收人", "Signed for by"), Words("请填写签收人。", "Enter who signed for it."), most=40
    )
    signed_on = DayField(
        Words("签收日", "Signed for on"), Words("请填写签收日。", "Enter the day."), lean="past"
    )
    their_list = FilesField(
        Words("对方的清单", "Their list"),
        hint=Words(
            "manifest.json、SHA256SUMS，或者每行带 SHA-256 的文本、CSV；系统与我方清单逐项比对。",
            "manifest.json, SHA256SUMS, or a text or CSV with a SHA-256 on each line; it is held against "
            "ours.",
        ),
        accept=".json,.txt,.csv,SHA256SUMS,text/plain,application/json",
    )
    files = FilesField(Words("签收回执（扫描件）", "The signed receipt (scan)"))


class CheckForm(BaseForm):
    file = FilesField(
        Words("材料包（ZIP）", "The package (ZIP)"),
        Words("请选择 ZIP 文件。", "Choose the ZIP file."),
        hint=Words(
            "不超过 60 MB；只查验，不保存。更大的请用 sha256sum 或离线查验工具。",
            "At most 60 MB. It is checked, not kept. Use sha256sum or the offline checker for larger ones.",
        ),
        accept=".zip,application/zip",
    )
