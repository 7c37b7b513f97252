"""Invented people and bodies for the sample of each kind, with characters that are hard to print."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from mediation.documents.kinds.parts import Agent, Contact, Issuer, Party, Route, Side
from mediation.rules.agreement.terms import Account, Act, Instalment, Interest, Term, Terms
from mediation.rules.findings import Words

FILED_AT = datetime(2026, 2, 27, 1, 5, tzinfo=UTC)  # 09:05 in Xiamen
HELD_AT = (datetime(2026, 3, 9, 6, 30, tzinfo=UTC), datetime(2026, 3, 12, 1, 30, tzinfo=UTC))

ISSUER = Issuer(
    name="鹭岛市金融纠纷人民调解委员会",
    name_en="Ludao People's Mediation Committee for Financial Disputes",
    regime="RM",
    file_code="鹭金调",
    address="鹭岛市思明区演示路1号",
    phone="0592-0000000",
    hours="工作日 9:00—12:00，14:30—17:30",
)
CONTACT = Contact("罗知㛃", "0592-0000001")
CASE_NUMBER = "鹭金调〔2026〕04817号"
COURT_CASE_NUMBER = "（2026）闽0203诉前调1208号"
COURT = "鹭岛市演示区人民法院"
DISPUTE = "信用卡年费纠纷"
RARE = "陈䶮"
RARER = "欧阳𬱖"
MEDIATOR = "苏文堃"
CLERK = "罗知㛃"

APPLICANT = Party(
    side=Side.APPLICANT,
    name=RARE,
    sex="女",
    ethnicity="汉族",
    born_on=date(1985, 3, 2),
    occupation="教师",
    id_type="居民身份证",
    id_number="350203198503020028",
    address="鹭岛市思明区莲前街道演示里12号301室",
    phone="13800000000",
    agents=(Agent(RARER, relation="配偶", authority="一般代理", phone="13900000000"),),
)
RESPONDENT = Party(
    side=Side.RESPONDENT,
    name="鹭江示范银行股份有限公司信用卡中心",
    is_organisation=True,
    id_type="统一社会信用代码",
    id_number="91350200MA00000000",
    representative="林㛃",
    representative_title="总经理",
    address="鹭岛市湖里区演示大道88号",
    phone="0592-0000002",
    agents=(Agent("许燊", unit="该公司法律事务部", authority="特别代理"),),
)

ROUTES = (
    Route(
        Words("仲裁", "Arbitration"),
        Words(
            "合同中有仲裁条款的，可以向约定的仲裁委员会申请仲裁。",
            "Where the contract has an arbitration clause, apply to the commission it names.",
        ),
    ),
    Route(
        Words("行政", "Administration"),
        Words("可以向金融监管部门投诉。", "Complain to the financial regulator."),
    ),
    Route(
        Words("诉讼", "Court"),
        Words("可以向有管辖权的人民法院起诉。", "Sue in the people's court that has jurisdiction."),
    ),
)

NARRATIVE = (
    "2024年5月，陈䶮在鹭江示范银行演示支行办理信用卡一张。办卡时工作人员口头说明“首年免年费，"
    "刷满三次次年免年费”，未提示附属权益卡另收年费每年420元。\n"
    "2024年6月至2025年12月，该行先后扣收权益卡年费三次，共计1,260元；陈䶮未按期偿还，产生逾期记录一条。"
)


def plan(count: int) -> tuple[Instalment, ...]:
    """`count` monthly instalments of 420.00 from April 2026 on."""
    return tuple(
        Instalment(number, date(2026 + (number + 2) // 12, (number + 2) % 12 + 1, 15), 42_000)
        for number in range(1, count + 1)
    )


def terms(count: int = 3) -> Terms:
    """Terms that pay in `count` instalments."""
    return Terms(
        items=(
            Term(
                1,
                "鹭江示范银行股份有限公司信用卡中心退还陈䶮已收取的年费及由此产生的违约金。",
                act=Act.PAY,
                debtor=RESPONDENT.name,
            ),
            Term(
                2,
                "鹭江示范银行股份有限公司信用卡中心向征信机构报送更正，删除由上述年费产生的逾期记录。",
                act=Act.CORRECT_RECORD,
                debtor=RESPONDENT.name,
                due_on=date(2026, 4, 30),
            ),
            Term(3, "双方就本案再无其他争议。"),
        ),
        drafted_on=date(2026, 3, 12),
        total_fen=42_000 * count,
        instalments=plan(count),
        payer=RESPONDENT.name,
        payee=RARE,
        account=Account(RARE, "鹭江示范银行演示支行", "6200000000000000001"),
        interest=Interest(late_yearly_percent=Decimal("3.00")),
        breach_clause="任何一期逾期超过十日的，申请人可以要求被申请人一次付清全部剩余款项。",
        costs="本次调解不收取费用，各方因调解支出的费用自行承担。",
    )
