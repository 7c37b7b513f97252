"""A sample value for every parameter of the clause library."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from mediation.rules.agreement.clauses import Clause, Value
from mediation.rules.agreement.terms import Account

BANK, PERSON = "鹭江湾银行股份有限公司", "林雅珍"

SAMPLES: dict[str, Value] = {
    "payer": BANK,
    "payee": PERSON,
    "debtor": BANK,
    "creditor": PERSON,
    "total": 1_260_000,
    "each": 210_000,
    "debt": 1_500_000,
    "reduced": 240_000,
    "penalty": 50_000,
    "costs": 30_000,
    "base": 1_260_000,
    "due_on": date(2026, 12, 1),
    "first_on": date(2026, 12, 31),
    "by_on": date(2026, 12, 15),
    "from_on": date(2026, 12, 1),
    "on": date(2026, 12, 31),
    "count": 6,
    "grace": 10,
    "days": 15,
    "rate": Decimal("3.65"),
    "late_rate": Decimal("6"),
    "account": Account(PERSON, "鹭江湾银行演示支行", "6200000592000000018"),
    "paper": "2025年全年的账单和分期合同复印件",
    "record": "2025年7月的逾期记录",
    "thing": "位于演示路1号的房屋",
    "contract": "《信用卡领用合约》（编号 演示-001）",
    "item": "还款日",
    "becomes": "每月25日",
    "subject": "信用卡年费",
    "matter": "2025年6月扣收年费的情况",
    "court": "厦门市思明区人民法院",
    "dispute": "信用卡年费",
    "cost_item": "鉴定费",
}


def samples(clause: Clause) -> dict[str, Value]:
    """The sample values that a clause needs."""
    return {one.code: SAMPLES[one.code] for one in clause.parameters}
