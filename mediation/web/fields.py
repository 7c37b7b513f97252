"""Fields that take what people type and say what to type instead.

Every field takes `label` (words), `missing` (the sentence when it is left empty: giving one makes
the field required), `hint` and the usual WTForms keywords. What was typed is shown again as typed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from flask_wtf.file import MultipleFileField
from wtforms import BooleanField, Field, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation, ValidationError

from mediation import clock
from mediation.rules.findings import Words
from mediation.rules.money import amounts
from mediation.rules.refusals import Refused
from mediation.text import composed, email_address
from mediation.web.days import read_day
from mediation.web.words import LazyWords

Says = Words | LazyWords
Choices = Iterable[tuple[str | int, Says | str]]

NOT_LISTED = Words("请从列出的选项中选一项。", "Choose one of the options listed.")


class Missing:
    """Stops at an empty field with the sentence that says what to fill in."""

    field_flags: ClassVar[dict[str, bool]] = {"required": True}

    def __init__(self, words: Says) -> None:
        self.words = words

    def __call__(self, form: Any, field: Field) -> None:
        if field.process_errors:
            raise StopValidation()
        if field.data is None or field.data in ("", [], False):
            raise StopValidation(self.words)


class Length:
    """Bounds the count of characters; the sentence tells how many there are."""

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most

    def __call__(self, form: Any, field: Field) -> None:
        count = len(field.data or "")
        if count > self.most:
            raise ValidationError(_TOO_LONG.within(most=self.most, count=count))
        if 0 < count < self.least:
            raise ValidationError(_TOO_SHORT.within(least=self.least, count=count))


_TOO_LONG = Words(
    "最多 {most} 个字，现在有 {count} 个，请缩短。", "At most {most} characters; you have {count}."
)
_TOO_SHORT = Words(
    "至少写 {least} 个字，现在只有 {count} 个。", "Write at least {least} characters; you have {count}."
)


def tidy(text: Any) -> Any:
    """Text without blanks at its ends or control characters, in composed form."""
    if not isinstance(text, str):
        return text
    lines = text.replace("\r\n", "\n")
    return composed("".join(c for c in lines if c in "\n\t" or unicodedata.category(c) != "Cc").strip())


def digits(text: Any) -> Any:
    """A number as typed on any keyboard, in half-width: for codes, papers and telephones only."""
    return unicodedata.normalize("NFKC", text).strip() if isinstance(text, str) else text


def checked(check: Callable[..., str], text: str, on: date) -> str:
    """`text` in the form that `check` of the law book gives it, or its refusal as a mistake of the field."""
    try:
        return check(text, on=on)
    except Refused as refusal:
        raise ValidationError(refusal.words) from refusal


def _checks(missing: Says | None, more: Sequence[Any]) -> list[Any]:
    return ([Missing(missing)] if missing else []) + list(more)


class TextField(StringField):
    """One line."""

    folds: ClassVar[tuple[Callable[[Any], Any], ...]] = (tidy,)

    def __init__(
        self,
        label: Says,
        missing: Says | None = None,
        *,
        hint: Says | str = "",
        least: int = 0,
        most: int = 200,
        validators: Sequence[Any] = (),
        **more: Any,
    ) -> None:
        self.most = most
        checks = _checks(missing, [Length(least, most), *validators])
        super().__init__(label, checks, filters=self.folds, description=hint, **more)


class CodeField(TextField):
    """A code, or the number of a case, a paper or a telephone: typed on any keyboard, kept in half-width."""

    folds = (tidy, digits)


class EmailField(TextField):
    """An e-mail address. It is known to be right only once a letter to it was read."""

    data: Any
    folds = (tidy, digits)

    def __init__(
        self, label: Says, missing: Says | None = None, *, hint: Says | str = "", **more: Any
    ) -> None:
        super().__init__(label, missing, hint=hint, most=120, **more)

    def pre_validate(self, form: Any) -> None:
        typed: str = self.data or ""
        try:
            self.data = email_address(typed) if typed else typed
        except ValueError:
            raise ValidationError(_NO_EMAIL) from None


_NO_EMAIL = Words("邮箱地址不对，例如 name@example.com。", "Enter an address such as name@example.com.")


class LongTextField(TextAreaField):
    """Several lines, with a count of the characters left where JavaScript runs."""

    def __init__(
        self,
        label: Says,
        missing: Says | None = None,
        *,
        hint: Says | str = "",
        least: int = 0,
        most: int = 5000,
        validators: Sequence[Any] = (),
        **more: Any,
    ) -> None:
        self.most = most
        checks = _checks(missing, [Length(least, most), *validators])
        super().__init__(label, checks, filters=(tidy,), description=hint, **more)


class MoneyField(StringField):
    """An amount in yuan, as people write it; `data` is whole fen, or None when left empty."""

    data: int | None

    def __init__(
        self, label: Says, missing: Says | None = None, *, hint: Says | str = "", **more: Any
    ) -> None:
        checks = _checks(missing, more.pop("validators", ()))
        super().__init__(label, checks, description=hint, **more)

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = None
        if not valuelist or not valuelist[0].strip():
            return
        try:
            self.data = amounts.parse_fen(valuelist[0])
        except Refused as refusal:
            raise ValueError(refusal.words) from refusal

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else amounts.figures(self.data)


class DayField(StringField):
    """A day: 2026-11-23, 20261123, 2026年11月23日, or 11-23 without its year.

    A day without a year is the nearest one on the side of `lean`: `past` for what happened,
    `future` for what is planned. `data` is a date in the house's zone, or None.
    """

    data: date | None

    def __init__(
        self,
        label: Says,
        missing: Says | None = None,
        *,
        hint: Says | str = "",
        lean: str = "past",
        earliest: date | None = None,
        latest: date | None = None,
        **more: Any,
    ) -> None:
        self.lean, self.earliest, self.latest = lean, earliest, latest
        checks = _checks(missing, more.pop("validators", ()))
        super().__init__(label, checks, description=hint, **more)

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = None
        if not valuelist or not valuelist[0].strip():
            return
        self.data = read_day(valuelist[0], on=clock.today(), lean=self.lean)
        if self.data is None:
            raise ValueError(_NO_DAY)
        if self.earliest and self.data < self.earliest:
            raise ValueError(TOO_EARLY.within(day=self.earliest.isoformat()))
        if self.latest and self.data > self.latest:
            raise ValueError(TOO_LATE.within(day=self.latest.isoformat()))

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else self.data.isoformat()


_NO_DAY = Words(
    "请填写日期，例如 2026-11-23 或 2026年11月23日。", "Enter a date, such as 2026-11-23 or 20261123."
)
TOO_EARLY = Words("日期不能早于 {day}。", "The date cannot be before {day}.")
TOO_LATE = Words("日期不能晚于 {day}。", "The date cannot be after {day}.")


class PercentField(StringField):
    """A rate in percent a year, as 3.65 or 3.65%; `data` is a Decimal from 0 to 100, or None."""

    data: Decimal | None

    def __init__(
        self, label: Says, missing: Says | None = None, *, hint: Says | str = "", **more: Any
    ) -> None:
        super().__init__(label, _checks(missing, more.pop("validators", ())), description=hint, **more)

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = None
        typed = digits(valuelist[0]).rstrip("% ") if valuelist else ""
        if not typed:
            return
        try:
            self.data = Decimal(typed)
        except InvalidOperation as error:
            raise ValueError(_NO_PERCENT) from error
        if not self.data.is_finite() or not 0 <= self.data <= 100:
            self.data = None
            raise ValueError(_NO_PERCENT)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else f"{self.data:f}"


_NO_PERCENT = Words(
    "请填写每年百分之几，例如 3.65，在 0 到 100 之间。", "Enter percent a year from 0 to 100, such as 3.65."
)


class NumberField(StringField):
    """A whole number that counts something; `data` is an int from 0 to `most`, or None."""

    data: int | None

    def __init__(
        self,
        label: Says,
        missing: Says | None = None,
        *,
        hint: Says | str = "",
        most: int = 99_999,
        **more: Any,
    ) -> None:
        self.most = most
        super().__init__(label, _checks(missing, more.pop("validators", ())), description=hint, **more)

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = None
        typed = digits(valuelist[0]) if valuelist else ""
        if not typed:
            return
        if not typed.isdecimal() or int(typed) > self.most:
            raise ValueError(_NO_NUMBER.within(most=self.most))
        self.data = int(typed)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else str(self.data)


_NO_NUMBER = Words("请填写整数，最大 {most}。", "Enter a whole number, {most} at most.")


class ChoiceField(SelectField):
    """One of a few options; drawn as radios or as a select. Left empty, `data` is None."""

    data: str | None

    def __init__(
        self,
        label: Says,
        choices: Choices = (),
        missing: Says | None = None,
        *,
        hint: Says | str = "",
        option_hints: dict[str, Says] | None = None,
        **more: Any,
    ) -> None:
        self.option_hints = option_hints or {}
        checks = _checks(missing, more.pop("validators", ()))
        super().__init__(
            label,
            checks,
            choices=as_choices(choices),
            description=hint,
            invalid_choice_message=NOT_LISTED,
            **more,
        )

    def process_formdata(self, valuelist: list[Any]) -> None:
        if not valuelist or not valuelist[0]:
            self.data = None
            return
        super().process_formdata(valuelist)

    def pre_validate(self, form: Any) -> None:
        if self.data is not None:
            super().pre_validate(form)


class ChoicesField(SelectMultipleField):
    """Any of a few options; drawn as checkboxes. Left empty, `data` is an empty list."""

    def __init__(
        self,
        label: Says,
        choices: Choices = (),
        missing: Says | None = None,
        *,
        hint: Says | str = "",
        option_hints: dict[str, Says] | None = None,
        **more: Any,
    ) -> None:
        self.option_hints = option_hints or {}
        checks = _checks(missing, more.pop("validators", ()))
        super().__init__(label, checks, choices=as_choices(choices), description=hint, **more)

    def pre_validate(self, form: Any) -> None:
        listed = {str(choice.value) for choice in self.iter_choices()}
        if any(str(value) not in listed for value in self.data or ()):
            raise ValidationError(NOT_LISTED)


def as_choices(choices: Choices) -> list[SelectChoice]:
    """Options from pairs (code, words), for a field whose options are only known at the request."""
    return [SelectChoice(value, words) for value, words in choices]


class TickField(BooleanField):
    """One statement to tick; `missing` is the sentence when it must be ticked and is not."""

    def __init__(
        self, label: Says, missing: Says | None = None, *, hint: Says | str = "", **more: Any
    ) -> None:
        checks = _checks(missing, more.pop("validators", ()))
        super().__init__(label, checks, description=hint, **more)


class FilesField(MultipleFileField):
    """Files of any number; what they are is judged by content in `documents`, not here."""

    def __init__(
        self,
        label: Says,
        missing: Says | None = None,
        *,
        hint: Says | str = "",
        accept: str = "image/*,application/pdf,.doc,.docx",
        **more: Any,
    ) -> None:
        self.accept = accept
        checks = _checks(missing, more.pop("validators", ()))
        super().__init__(label, checks, description=hint, **more)
