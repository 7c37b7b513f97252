"""The form that every form of the house begins with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField

from mediation.rules.findings import Words
from mediation.web.fields import NOT_LISTED
from mediation.web.words import LazyWords

# What WTForms says by itself, in the two languages; `%` places are filled by WTForms.
_LIBRARY = {
    "This field is required.": Words("请填写这一项。", "Fill in this field."),
    "Not a valid choice.": NOT_LISTED,
    "Invalid Choice: could not coerce.": NOT_LISTED,
    "Choices cannot be None.": NOT_LISTED,
    "'%(value)s' is not a valid choice for this field.": NOT_LISTED,
    "'%(value)s' are not valid choices for this field.": NOT_LISTED,
    "Not a valid integer value.": Words("请填写整数，例如 12。", "Enter a whole number, such as 12."),
    "Not a valid decimal value.": Words("请填写数字，例如 3.65。", "Enter a number, such as 3.65."),
    "Not a valid float value.": Words("请填写数字，例如 3.65。", "Enter a number, such as 3.65."),
    "Not a valid date value.": Words("请填写日期，例如 2026-11-23。", "Enter a date, such as 2026-11-23."),
    "Not a valid time value.": Words("请填写时间，例如 14:30。", "Enter a time, such as 14:30."),
    "Not a valid datetime value.": Words(
        "请填写日期和时间，例如 2026-11-23 14:30。", "Enter date and time, such as 2026-11-23 14:30."
    ),
    "Number must be at least %(min)s.": Words("不能小于 %(min)s。", "It must be at least %(min)s."),
    "Number must be at most %(max)s.": Words("不能大于 %(max)s。", "It must be at most %(max)s."),
    "Number must be between %(min)s and %(max)s.": Words(
        "请填写 %(min)s 到 %(max)s 之间的数。", "Enter a number from %(min)s to %(max)s."
    ),
    "Field must be at least %(min)d character long.": Words(
        "至少写 %(min)d 个字。", "Write at least %(min)d character."
    ),
    "Field must be at least %(min)d characters long.": Words(
        "至少写 %(min)d 个字。", "Write at least %(min)d characters."
    ),
    "Field cannot be longer than %(max)d character.": Words(
        "最多 %(max)d 个字，请缩短。", "At most %(max)d character."
    ),
    "Field cannot be longer than %(max)d characters.": Words(
        "最多 %(max)d 个字，请缩短。", "At most %(max)d characters."
    ),
    "Field must be between %(min)d and %(max)d characters long.": Words(
        "请写 %(min)d 到 %(max)d 个字。", "Write %(min)d to %(max)d characters."
    ),
    "Field must be exactly %(max)d character long.": Words("应为 %(max)d 位。", "It has %(max)d character."),
    "Field must be exactly %(max)d characters long.": Words(
        "应为 %(max)d 位。", "It has exactly %(max)d characters."
    ),
    "Field must be equal to %(other_name)s.": Words("两次填写的内容不一致。", "The two entries differ."),
    "Invalid input.": Words("格式不对，请检查后重填。", "The format is not right: check and enter it again."),
    "Invalid email address.": Words(
        "邮箱地址不对，例如 name@example.com。", "Enter an e-mail address, such as name@example.com."
    ),
    "Invalid URL.": Words(
        "网址不对，例如 https://example.com。", "Enter an address like https://example.com."
    ),
}


class _LibraryWords:
    """Gives WTForms its own sentences in the reader's language, at the time they are shown."""

    def gettext(self, sentence: str) -> LazyWords | str:
        words = _LIBRARY.get(sentence)
        return LazyWords(words) if words else sentence

    def ngettext(self, one: str, many: str, n: int) -> LazyWords | str:
        return self.gettext(one if n == 1 else many)


class BaseForm(FlaskForm):
    """Shape of what was typed. No time limit on the forgery check: see `web.setup`."""

    class Meta(FlaskForm.Meta):
        csrf_time_limit = None

        def get_translations(self, form: Any) -> _LibraryWords:
            return _LibraryWords()

    @property
    def mistakes(self) -> list[tuple[str, object]]:
        """(id of the field to jump to, sentence) in page order, for the summary on top.

        Sentences about the whole form come first and point to the form itself.
        """
        found: list[tuple[str, object]] = [("", sentence) for sentence in self.form_errors]
        for field in self:
            found.extend((anchor, sentence) for anchor, sentence in _mistakes_of(field))
        return found

    def refuse(self, name: str | None, words: object) -> None:
        """Put a refusal of an operation beside the field it is about; None for the whole form."""
        if name is None:
            self.form_errors.append(words)
            return
        field: Field = self[name]
        field.errors = [*field.errors, words]


class VersionedForm(BaseForm):
    """A form that changes what others may change meanwhile: `version` is the one that the page showed.

    `changes` are the entries of the thing's timeline that are newer than the page. A form that only
    adds something, such as a note, needs neither.
    """

    version = HiddenField()
    changes: Sequence[Any] = ()

    def seen_version(self) -> int | None:
        """The version that the person saw; None where the page carried none."""
        typed = str(self.version.data or "")
        return int(typed) if typed.isdecimal() else None


Sent = TypeVar("Sent", bound=BaseForm)


def sent_or_new(sent: BaseForm | None, kind: type[Sent], *, prefix: str = "", **facts: Any) -> Sent:
    """The form on a page with several: the one that was sent and failed, as typed, or a new one."""
    new = kind(formdata=None, prefix=prefix, **facts)
    return sent if isinstance(sent, kind) and sent._prefix == new._prefix else new


def _mistakes_of(field: Any) -> list[tuple[str, object]]:
    """The sentences of a field, or of the fields within it (rows of a list)."""
    within = getattr(field, "entries", None) or (field.form if hasattr(field, "form") else ())
    if within:
        return [mistake for inner in within for mistake in _mistakes_of(inner)]
    return [(field.id, sentence) for sentence in field.errors]
