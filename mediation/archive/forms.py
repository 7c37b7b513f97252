"""What a person says when a volume is made."""

from __future__ import annotations

from mediation.rules.findings import Words
from mediation.web.fields import ChoiceField, LongTextField
from mediation.web.forms import VersionedForm

LANGUAGES = (("zh", Words("中文", "Chinese")), ("en", Words("英文", "English")))


class VolumeForm(VersionedForm):
    statement = LongTextField(
        Words("卷宗情况说明（可以不填）", "Statement on the volume (optional)"),
        hint=Words(
            "例如：缺少的材料为什么没有、在哪里另存。缺少的材料会自动列出。",
            "Such as why a paper is missing, or where it is kept. What is missing is listed by itself.",
        ),
        most=2000,
    )
    lang = ChoiceField(
        Words("封面和目录的文字", "Language of cover and contents"),
        choices=LANGUAGES,
        missing=Words("请选择文字。", "Choose a language."),
    )
