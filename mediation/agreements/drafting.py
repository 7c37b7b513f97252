"""From the form of a draft to `Terms`, and back into the form."""

from __future__ import annotations

from datetime import date
from typing import Any

from mediation.agreements import queries
from mediation.agreements.forms import DraftForm
from mediation.agreements.models import TermsDraft
from mediation.agreements.operations import Drafting
from mediation.cases.models import Case
from mediation.rules.findings import Words
from mediation.rules.money import share
from mediation.rules.schedules import monthly
from mediation.rules.terms import Account, Act, Instalment, Means, Term, Terms
from mediation.rules.vocabulary import PRODUCTS, REMEDIES

MOST_INSTALMENTS = 120

USUAL_BREACH = (
    "任何一方未按期足额履行的，对方可以就全部未履行部分申请强制执行；"
    "逾期付款的，按未付金额以同期一年期贷款市场报价利率支付逾期利息。"
)


def drafting_of(form: DraftForm, case: Case, *, on: date) -> Drafting:
    """What the form says, as the draft that is stored; empty rows are left out."""
    names = {party.side: party.name for party in case.parties}
    payer = form.payer.data or "respondent"
    payee = "applicant" if payer == "respondent" else "respondent"
    rows = [row.form for row in form.items if (row.form.text.data or "").strip()]
    payments = [row.form for row in form.instalments if row.form.fen.data and row.form.due_on.data]
    total = form.total_fen.data or 0
    return Drafting(
        main_facts=form.main_facts.data,
        disputed=form.disputed.data,
        responsibility=form.responsibility.data or "",
        terms=Terms(
            items=tuple(
                Term(
                    number,
                    row.text.data.strip(),
                    Act(row.act.data or Act.OTHER),
                    names.get(row.debtor.data or "", ""),
                    row.due_on.data,
                )
                for number, row in enumerate(rows, 1)
            ),
            drafted_on=on,
            total_fen=total,
            instalments=tuple(
                Instalment(number, row.due_on.data, row.fen.data) for number, row in enumerate(payments, 1)
            ),
            payer=names[payer] if total or payments else "",
            payee=names[payee] if total or payments else "",
            means=Means(form.means.data or Means.TRANSFER),
            account=_account(form),
            breach_clause=form.breach_clause.data or "",
            costs=form.costs.data or "",
            settles_title=form.settles_title.data,
            third_parties=_lines(form.third_parties.data),
            third_parties_sign=form.third_parties_sign.data,
        ),
    )


def fill_equal(form: DraftForm) -> None:
    """Write equal monthly instalments into the rows; the fen left over go to the first ones."""
    total, first_on = form.total_fen.data, form.first_on.data
    count = int(form.count.data) if str(form.count.data or "").isdigit() else 0
    if not total or not first_on or not 1 <= count <= MOST_INSTALMENTS:
        form.refuse(
            "count",
            Words(
                f"请先填付款总额、首期日期和期数（1 到 {MOST_INSTALMENTS}）。",
                f"Enter the total, the first day and the number of instalments (1 to {MOST_INSTALMENTS}).",
            ),
        )
        return
    while form.instalments.entries:
        form.instalments.pop_entry()
    for due_on, fen in zip(monthly(first_on, count), share(total, [1] * count), strict=True):
        form.instalments.append_entry({"due_on": due_on, "fen": fen})


def first_proposal(case: Case) -> dict[str, Any]:
    """What an empty draft begins with, out of what the applicant told."""
    product = PRODUCTS[case.product].zh.split("（")[0]
    wishes = "、".join(REMEDIES[code].zh for code in case.remedies)
    return {
        "main_facts": case.narrative,
        "disputed": f"双方就{product}发生争议。申请人请求：{wishes or case.remedy_text or '见申请'}。",
        "payer": "respondent",
        "means": Means.TRANSFER,
        "account_holder": case.applicant_name,
        "breach_clause": USUAL_BREACH,
        "costs": "本次调解不收取费用。",
    }


def written(draft: TermsDraft, case: Case) -> dict[str, Any]:
    """A stored draft as the form shows it, for writing the next one."""
    terms = queries.terms_of(draft)
    sides = {party.name: party.side for party in case.parties}
    return {
        "main_facts": draft.main_facts,
        "disputed": draft.disputed,
        "responsibility": draft.responsibility,
        "items": [
            {"text": one.text, "act": one.act, "debtor": sides.get(one.debtor), "due_on": one.due_on}
            for one in terms.items
        ],
        "total_fen": terms.total_fen or None,
        "payer": sides.get(terms.payer, "respondent"),
        "means": terms.means,
        "instalments": [{"due_on": one.due_on, "fen": one.fen} for one in terms.instalments],
        "account_holder": terms.account.holder if terms.account else "",
        "account_bank": terms.account.bank if terms.account else "",
        "account_number": terms.account.number if terms.account else "",
        "breach_clause": terms.breach_clause,
        "costs": terms.costs,
        "settles_title": terms.settles_title,
        "third_parties": "\n".join(terms.third_parties),
        "third_parties_sign": terms.third_parties_sign,
    }


def _account(form: DraftForm) -> Account | None:
    if not form.account_number.data:
        return None
    return Account(form.account_holder.data or "", form.account_bank.data or "", form.account_number.data)


def _lines(text: str | None) -> tuple[str, ...]:
    return tuple(line.strip() for line in (text or "").splitlines() if line.strip())
