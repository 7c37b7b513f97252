"""From the form of a draft to `Terms`, and back into the form."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from mediation.agreements import queries
from mediation.agreements.forms import DraftForm
from mediation.agreements.models import TermsDraft
from mediation.agreements.operations import Drafting
from mediation.agreements.term_rows import ClauseRow, row_of
from mediation.cases.models import Case
from mediation.rules.agreement.clause_plans import Payment, interest_of, payment_of
from mediation.rules.agreement.clauses import Clause, ClauseRefused, Value, as_term, clause_with, given_of
from mediation.rules.agreement.schedules import monthly
from mediation.rules.agreement.terms import Account, Act, Instalment, Interest, Means, Term, Terms
from mediation.rules.findings import Words
from mediation.rules.money.amounts import share
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
    payments = [row.form for row in form.instalments if row.form.fen.data and row.form.due_on.data]
    items, filled = _items(form, names)
    made = _payment(filled)
    total = form.total_fen.data or (0 if made is None else made.total_fen)
    plan = tuple(Instalment(number, row.due_on.data, row.fen.data) for number, row in enumerate(payments, 1))
    if made is not None:
        plan = plan or made.instalments
    pays = bool(total or plan)
    return Drafting(
        main_facts=form.main_facts.data,
        disputed=form.disputed.data,
        responsibility=form.responsibility.data or "",
        lender=form.lender.data or "",
        contract_on=form.contract_on.data,
        terms=Terms(
            items=items,
            drafted_on=on,
            total_fen=total,
            instalments=plan,
            payer=(made.payer if made else names[payer]) if pays else "",
            payee=(made.payee if made else names[payee]) if pays else "",
            means=made.means if made else Means(form.means.data or Means.TRANSFER),
            account=_account(form) or (made.account if made else None),
            interest=_interest(form) or interest_of(filled),
            breach_clause=form.breach_clause.data or "",
            costs=form.costs.data or "",
            settles_title=form.settles_title.data,
            third_parties=_lines(form.third_parties.data),
            third_parties_sign=form.third_parties_sign.data,
        ),
    )


def _items(
    form: DraftForm, names: dict[str, str]
) -> tuple[tuple[Term, ...], list[tuple[Clause, dict[str, Value]]]]:
    """The numbered terms in their order on the page, and the clauses among them as filled in.

    Raises ClauseRefused after putting the reason beside each field at fault.
    """
    terms: list[Term] = []
    filled: list[tuple[Clause, dict[str, Value]]] = []
    refusals: list[ClauseRefused] = []
    for row in (entry.form for entry in form.items):
        number = len(terms) + 1
        if isinstance(row, ClauseRow):
            given = row.given(names)
            try:
                terms.append(as_term(row.chosen, given, number=number))
                payment_of(row.chosen, given)
            except ClauseRefused as refused:
                row.refuse(refused)
                refusals.append(refused)
            filled.append((row.chosen, given))
        elif (row.text.data or "").strip():
            terms.append(
                Term(
                    number,
                    row.text.data.strip(),
                    Act(row.act.data or Act.OTHER),
                    names.get(row.debtor.data or "", ""),
                    row.due_on.data,
                )
            )
    if refusals:
        raise refusals[0]
    return tuple(terms), filled


def _payment(filled: list[tuple[Clause, dict[str, Value]]]) -> Payment | None:
    """What the first clause about money makes of it."""
    found = (payment_of(clause, given) for clause, given in filled)
    return next((one for one in found if one is not None), None)


def _interest(form: DraftForm) -> Interest | None:
    if form.rate.data is None and form.late_rate.data is None:
        return None
    return Interest(
        form.rate.data or Decimal(0), form.rate_base.data, form.rate_from.data, form.late_rate.data
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
        "items": [row_of(one, sides) for one in terms.items],
        **_money_of(terms, sides),
        "lender": draft.lender or None,
        "contract_on": draft.contract_on,
        "breach_clause": terms.breach_clause,
        "costs": terms.costs,
        "settles_title": terms.settles_title,
        "third_parties": "\n".join(terms.third_parties),
        "third_parties_sign": terms.third_parties_sign,
    }


def _money_of(terms: Terms, sides: dict[str, str]) -> dict[str, Any]:
    """The fields about money, as far as no clause of the library says them already."""
    said = [(clause_with(one.clause), given_of(one)) for one in terms.items]
    clauses = [(clause, given) for clause, given in said if clause is not None]
    made, interest = _payment(clauses), interest_of(clauses)
    account = None if made and terms.account == made.account else terms.account
    own = None if terms.interest == interest else terms.interest
    plan = () if made and terms.instalments == made.instalments else terms.instalments
    return {
        "total_fen": None if made and terms.total_fen == made.total_fen else terms.total_fen or None,
        "payer": sides.get(terms.payer, "respondent"),
        "means": terms.means,
        "instalments": [{"due_on": one.due_on, "fen": one.fen} for one in plan],
        "account_holder": account.holder if account else "",
        "account_bank": account.bank if account else "",
        "account_number": account.number if account else "",
        "rate": own.yearly_percent or None if own else None,
        "rate_base": own.base_fen if own else None,
        "rate_from": own.from_on if own else None,
        "late_rate": own.late_yearly_percent if own else None,
    }


def _account(form: DraftForm) -> Account | None:
    if not form.account_number.data:
        return None
    return Account(form.account_holder.data or "", form.account_bank.data or "", form.account_number.data)


def _lines(text: str | None) -> tuple[str, ...]:
    return tuple(line.strip() for line in (text or "").splitlines() if line.strip())
