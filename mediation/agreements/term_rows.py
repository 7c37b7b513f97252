"""The rows of a draft: a term in free words, or a clause of the library with fields for its parameters.

Which fields a row has follows from the clause that it names, so one list holds both, in any order.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Form, FormField, HiddenField

from mediation.rules.agreement import clauses
from mediation.rules.agreement.clauses import Clause, ClauseRefused, Kind, Parameter, Value
from mediation.rules.agreement.terms import ACT_WORDS, Account, Term
from mediation.rules.findings import Words
from mediation.rules.vocabulary import SIDES
from mediation.web.fields import (
    ChoiceField,
    CodeField,
    DayField,
    LongTextField,
    MoneyField,
    NumberField,
    PercentField,
    TextField,
)
from mediation.web.words import label

PREFIX = "p_"
ACCOUNT_PARTS = {
    "holder": Words("收款户名", "Account holder"),
    "bank": Words("开户行", "Bank"),
    "number": Words("账号", "Account number"),
}


class TermRow(Form):
    """One promise in free words; an empty row is left out."""

    clause = HiddenField()
    text = LongTextField(label("约定内容", "What is agreed"), most=2000)
    act = ChoiceField(label("性质", "Kind"), list(ACT_WORDS.items()))
    debtor = ChoiceField(label("由谁履行", "Owed by"), list(SIDES.items()))
    due_on = DayField(label("期限", "By"), lean="future")


class ClauseRow(Form):
    """One clause of the library; subclasses carry the fields of its parameters."""

    clause = HiddenField()
    chosen: Clause

    def given(self, names: Mapping[str, str]) -> dict[str, Value]:
        """What was typed, by parameter; sides by their names, empty fields left out."""
        found: dict[str, Value] = {}
        for parameter in self.chosen.parameters:
            value = self._value_of(parameter, names)
            if value not in (None, ""):
                found[parameter.code] = value
        return found

    def _value_of(self, parameter: Parameter, names: Mapping[str, str]) -> Any:
        if parameter.kind is Kind.ACCOUNT:
            parts = [self[f"{PREFIX}{parameter.code}_{part}"].data or "" for part in ACCOUNT_PARTS]
            return Account(*parts) if any(parts) else None
        data = self[f"{PREFIX}{parameter.code}"].data
        return names.get(data or "", "") if parameter.kind is Kind.PARTY else data

    def refuse(self, refused: ClauseRefused) -> None:
        """Put the refusal beside the field of the parameter at fault."""
        own = [
            field for field in self if field.name.rpartition("-")[2].startswith(PREFIX + refused.parameter)
        ]
        field = own[0] if own else self["clause"]
        field.errors = [*field.errors, refused.words]

    @property
    def wording(self) -> Words:
        """The wording with the names of its parameters, above the fields."""
        return clauses.blank(self.chosen)

    @property
    def fields(self) -> list[Any]:
        """The fields of the parameters, in the order of the wording."""
        return [field for field in self if field.name.rpartition("-")[2].startswith(PREFIX)]


class RowField(FormField):
    """A row whose form is chosen when it is read: by the clause that was sent or stored."""

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        data = data if isinstance(data, dict) else {}
        key = (formdata or {}).get(f"{self.name}-clause") or data.get("clause") or ""
        self.form_class = row_form(key)
        super().process(formdata, data, extra_filters)


@cache
def row_form(key: str) -> type[Form]:
    """The form of a row for the clause with this key; that of a free term for an unknown one."""
    chosen = clauses.clause_with(key)
    if chosen is None:
        return TermRow
    made: dict[str, Any] = {"chosen": chosen}
    for parameter in chosen.parameters:
        made |= _fields_of(parameter)
    return type("FilledClause", (ClauseRow,), made)


def row_of(term: Term, sides: Mapping[str, str]) -> dict[str, Any]:
    """A stored term as its row shows it; `sides` are the codes of the sides by name."""
    if not clauses.clause_with(term.clause):
        return {
            "text": term.text,
            "act": term.act,
            "debtor": sides.get(term.debtor),
            "due_on": term.due_on,
        }
    row: dict[str, Any] = {"clause": term.clause}
    for code, value in clauses.given_of(term).items():
        if isinstance(value, Account):
            parts = (value.holder, value.bank, value.number)
            row |= {f"{PREFIX}{code}_{part}": one for part, one in zip(ACCOUNT_PARTS, parts, strict=True)}
        elif clauses.parameters()[code].kind is Kind.PARTY:
            row[f"{PREFIX}{code}"] = sides.get(str(value))
        else:
            row[f"{PREFIX}{code}"] = value
    return row


def rearranged(sent: MultiDict[str, str], what: str) -> MultiDict[str, str]:
    """What was sent, with one row of the list moved or taken out: `up 3`, `down 3`, `out 3`."""
    way, _, typed = what.partition(" ")
    rows = sorted({int(key.split("-")[1]) for key in sent if key.startswith("items-")})
    if not typed.isdecimal() or int(typed) not in rows:
        return sent
    at = rows.index(int(typed))
    if way == "out":
        del rows[at]
    elif way == "up" and at > 0:
        rows[at - 1], rows[at] = rows[at], rows[at - 1]
    elif way == "down" and at + 1 < len(rows):
        rows[at + 1], rows[at] = rows[at], rows[at + 1]
    places = {old: new for new, old in enumerate(rows)}
    moved: MultiDict[str, str] = MultiDict()
    for key, values in sent.lists():
        head, _, rest = key.partition("-")
        number, _, name = rest.partition("-")
        if head != "items":
            moved.setlist(key, values)
        elif int(number) in places:
            moved.setlist(f"items-{places[int(number)]}-{name}", values)
    return moved


def _fields_of(parameter: Parameter) -> dict[str, Any]:
    name, words = f"{PREFIX}{parameter.code}", label(*parameter.words)
    if parameter.kind is Kind.ACCOUNT:
        return {
            f"{name}_{part}": (CodeField if part == "number" else TextField)(label(*said), most=80)
            for part, said in ACCOUNT_PARTS.items()
        }
    if parameter.kind is Kind.MONEY:
        return {name: MoneyField(words)}
    if parameter.kind is Kind.DATE:
        return {name: DayField(words, lean="future")}
    if parameter.kind is Kind.RATE:
        return {name: PercentField(words)}
    if parameter.kind is Kind.PARTY:
        return {name: ChoiceField(words, list(SIDES.items()))}
    if parameter.kind is Kind.TEXT:
        return {name: TextField(words, most=clauses.LONGEST_TEXT)}
    return {name: NumberField(words)}
