"""The shape of what is typed into a draft, and about signatures."""

from __future__ import annotations

from typing import Any

from wtforms import FieldList, Form, FormField

from mediation.agreements.term_rows import RowField, TermRow
from mediation.rules.agreement.terms import MEANS_WORDS
from mediation.rules.findings import Words
from mediation.rules.money.rates import Lender
from mediation.rules.vocabulary import SIDES, SIGNERS
from mediation.web.fields import (
    ChoiceField,
    CodeField,
    DayField,
    FilesField,
    LongTextField,
    MoneyField,
    PercentField,
    TextField,
    TickField,
)
from mediation.web.forms import BaseForm, VersionedForm
from mediation.web.words import label

ROWS_AT_FIRST = 3
ROWS_MORE = 3


LENDERS = {
    Lender.INSTITUTION: Words("银行等金融机构", "A bank or other institution"),
    Lender.PRIVATE: Words("个人或其他单位（民间借贷）", "A person or another firm (private lending)"),
}


class InstalmentRow(Form):
    due_on = DayField(label("日期", "Day"), lean="future")
    fen = MoneyField(label("金额", "Amount"))


class DraftForm(VersionedForm):
    main_facts = LongTextField(
        label("纠纷主要事实", "Main facts"), Words("请写明主要事实。", "Write the main facts."), most=8000
    )
    disputed = LongTextField(
        label("争议事项", "What is in dispute"),
        Words("请写明争议事项。", "Write what is in dispute."),
        most=4000,
    )
    responsibility = LongTextField(
        label("各方责任（可不写）", "Each side's responsibility (optional)"), most=4000
    )
    items = FieldList(RowField(TermRow), min_entries=ROWS_AT_FIRST)
    library = ChoiceField(label("从条款库选一条", "A clause of the library"), [])
    total_fen = MoneyField(
        label("付款总额", "Total to be paid"),
        hint=Words("不涉及付款的不填。", "Leave empty if no money moves."),
    )
    payer = ChoiceField(label("付款人", "Payer"), list(SIDES.items()))
    means = ChoiceField(label("付款方式", "How it is paid"), list(MEANS_WORDS.items()))
    instalments = FieldList(FormField(InstalmentRow), min_entries=ROWS_AT_FIRST)
    count = CodeField(label("分几期", "How many instalments"), most=3)
    first_on = DayField(label("首期日期", "First day"), lean="future")
    rate = PercentField(label("利息：年利率（%）", "Interest: yearly rate (%)"))
    rate_base = MoneyField(label("计息本金", "Sum that bears interest"))
    rate_from = DayField(label("起息日", "Interest from"), lean="future")
    late_rate = PercentField(label("逾期年利率（%）", "Yearly rate when late (%)"))
    lender = ChoiceField(
        label("争议合同的出借人", "Who lent the money"),
        list(LENDERS.items()),
        hint=Words("约定了利息的，据此核对利率上限。", "Where interest is agreed, its cap depends on it."),
    )
    contract_on = DayField(label("合同成立日期", "Day of the contract"))
    account_holder = TextField(label("收款户名", "Account holder"), most=80)
    account_bank = TextField(label("开户行", "Bank"), most=80)
    account_number = CodeField(label("账号", "Account number"), most=40)
    breach_clause = LongTextField(label("违约条款", "Breach clause"), most=2000)
    costs = LongTextField(label("费用负担", "Costs"), most=500)
    settles_title = TickField(
        label("涉及物权或知识产权的确权", "Settles title to property or intellectual property")
    )
    third_parties = LongTextField(
        label("涉及其权利的案外人", "Third parties whose rights are touched"),
        hint=Words("一行一个；没有就不填。", "One a line; leave empty if there are none."),
        most=500,
    )
    third_parties_sign = TickField(label("这些案外人都会签字", "All of them will sign"))

    def more_rows(self, name: str) -> None:
        """Add empty rows to a list of the form."""
        rows: Any = self[name]
        for _ in range(ROWS_MORE):
            rows.append_entry()

    def add_clause(self, key: str) -> None:
        """Add a clause of the library, in the first empty row or after the last one."""
        rows: Any = self["items"]
        free = [row for row in rows.entries if isinstance(row.form, TermRow) and not row.form.text.data]
        for row in reversed(free):
            if row is rows.entries[-1]:
                rows.pop_entry()
        rows.append_entry({"clause": key})
        self.library.data = None


class CompareForm(BaseForm):
    """Which two drafts are laid beside each other."""

    class Meta(BaseForm.Meta):
        csrf = False

    old = ChoiceField(label("较早的一稿", "The earlier draft"), [])
    new = ChoiceField(label("较晚的一稿", "The later draft"), [])


class SignatureForm(VersionedForm):
    signer = ChoiceField(
        label("签署人", "Signed by"), list(SIGNERS.items()), Words("请选择由谁签署。", "Choose who signed.")
    )
    signed_on = DayField(label("签署日期", "Day of signing"), Words("请填写签署日期。", "Enter the day."))
    signed_by = TextField(
        label("实际签字人", "Signed in person by"),
        hint=Words("单位由代表签字的写姓名。", "For an organisation, the person who signed."),
        most=50,
    )


class ScanForm(VersionedForm):
    files = FilesField(
        label("签署后的协议扫描件", "Scan of the signed agreement"),
        Words("请选择扫描件（照片或 PDF）。", "Choose the scan (photo or PDF)."),
        accept="image/*,application/pdf",
    )


class ReasonForm(VersionedForm):
    reason = LongTextField(
        label("理由", "Reason"), Words("请写明理由，当事人会看到。", "Write the reason."), most=500
    )


class ConfirmForm(VersionedForm):
    """An act that needs no particulars."""
