"""One paper of each kind, made from invented people and firms, with characters that are hard to print."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from mediation.documents.imprint import Imprint
from mediation.documents.kinds import DocumentKind
from mediation.documents.kinds.agreement import Agreement
from mediation.documents.kinds.endings import (
    Material,
    TerminationNotice,
    TransferLetter,
    WithdrawalConfirmation,
)
from mediation.documents.kinds.notices import (
    AcceptanceNotice,
    CorrectionItem,
    CorrectionNotice,
    NonAcceptanceNotice,
    RightsNotice,
)
from mediation.documents.kinds.parts import Agent, Contact, Issuer, Lang, Party, Reason, Route, Side
from mediation.documents.kinds.receipt import FiledPaper, Receipt
from mediation.documents.kinds.session_record import SessionRecord, SessionResult, Statement
from mediation.rules.findings import Words
from mediation.rules.terms import Account, Act, Instalment, Interest, Term, Terms

FILED_AT = datetime(2026, 2, 27, 1, 5, tzinfo=UTC)  # 09:05 in Xiamen
ISSUED_AT = datetime(2026, 3, 16, 8, 30, tzinfo=UTC)

ISSUER = Issuer(
    name="鹭岛市金融纠纷人民调解委员会",
    name_en="Ludao People's Mediation Committee for Financial Disputes",
    regime="RM",
    file_code="鹭金调",
    address="鹭岛市思明区演示路1号",
    phone="0592-0000000",
    hours="工作日 9:00—12:00，14:30—17:30",
)
IMPRINT = Imprint(
    issued_at=ISSUED_AT,
    fingerprint="5f" * 32,
    number="鹭金调协〔2026〕12号",
    code="7K3M-Q9XW-2HTB",
    verify_url="https://tiaojie.example/v/7K3M-Q9XW-2HTB",
)
CONTACT = Contact("罗知㛃", "0592-0000001")
CASE_NUMBER = "鹭金调〔2026〕04817号"
DISPUTE = "信用卡年费纠纷"
RARE = "陈䶮"
RARER = "欧阳𬱖"

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
THIRD = Party(side=Side.THIRD_PARTY, name="José Müller", id_type="护照", id_number="X00000000")

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


def plan(count: int) -> tuple[Instalment, ...]:
    """`count` monthly instalments of 420.00 from April 2026 on."""
    return tuple(
        Instalment(number, date(2026 + (number + 2) // 12, (number + 2) % 12 + 1, 15), 42_000)
        for number in range(1, count + 1)
    )


def terms(count: int = 3) -> Terms:
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


AGREEMENT = Agreement(
    issuer=ISSUER,
    case_number=CASE_NUMBER,
    dispute=DISPUTE,
    parties=(APPLICANT, RESPONDENT),
    mediators=("苏文堃",),
    recorder="罗知㛃",
    accepted_on=date(2026, 3, 2),
    main_facts=(
        "2024年5月，陈䶮在鹭江示范银行演示支行办理信用卡一张。办卡时工作人员口头说明“首年免年费，"
        "刷满三次次年免年费”，未提示附属权益卡另收年费每年420元。\n"
        "2024年6月至2025年12月，该行先后扣收权益卡年费三次，共计1,260元；陈䶮未按期偿还，产生逾期记录一条。"
    ),
    disputed="附属权益卡年费是否经过持卡人明确同意；逾期记录应否更正。",
    responsibility="银行未能提供单独签署的权益卡收费确认，承担主要责任；持卡人未及时核对账单，承担次要责任。",
    terms=terms(),
    mediated_at=(datetime(2026, 3, 9, 6, 30, tzinfo=UTC), datetime(2026, 3, 12, 1, 30, tzinfo=UTC)),
    place="集美枫桥驿站",
    effective_on=date(2026, 3, 16),
)

EXAMPLES: dict[DocumentKind, Any] = {
    DocumentKind.RECEIPT: Receipt(
        issuer=ISSUER,
        case_number=CASE_NUMBER,
        access_code="4826-7193",
        tracking_url="https://tiaojie.example/track/2026-04817",
        filed_at=FILED_AT,
        channel=Words("网上提交", "Online"),
        applicants=(RARE,),
        respondents=(RESPONDENT.name,),
        product=Words("信用卡年费", "Credit card annual fee"),
        amount_fen=126_000,
        narrative="办卡时说首年免年费。\n后来扣了三次，共1260元，打电话没有人管😀。",
        wishes=("退还年费1260元", "删除逾期记录"),
        papers=(FiledPaper("账单照片.jpg", 2_411_000, "a" * 64), FiledPaper("合同.pdf", 88_000, "b" * 64)),
        next_step=Words("受理员审查您的申请", "An intake clerk examines your application"),
        next_due_on=date(2026, 3, 6),
    ),
    DocumentKind.ACCEPTANCE_NOTICE: AcceptanceNotice(
        issuer=ISSUER,
        case_number=CASE_NUMBER,
        dispute=DISPUTE,
        addressees=(RARE, RESPONDENT.name),
        applicants=(RARE,),
        respondents=(RESPONDENT.name,),
        filed_at=FILED_AT,
        accepted_on=date(2026, 3, 2),
        choose_by=date(2026, 3, 9),
        due_on=date(2026, 4, 1),
        due_basis="《人民调解工作若干规定》第三十三条",
        contact=CONTACT,
    ),
    DocumentKind.NON_ACCEPTANCE_NOTICE: NonAcceptanceNotice(
        issuer=ISSUER,
        case_number=CASE_NUMBER,
        dispute="投资理财纠纷",
        addressees=(RARER,),
        filed_at=FILED_AT,
        decided_on=date(2026, 3, 3),
        reasons=(
            Reason(
                Words("人民法院已经受理本纠纷。", "A people's court has already taken up this dispute."),
                "《人民调解法》第十八条",
            ),
        ),
        routes=ROUTES,
        contact=CONTACT,
    ),
    DocumentKind.CORRECTION_NOTICE: CorrectionNotice(
        issuer=ISSUER,
        case_number=CASE_NUMBER,
        dispute=DISPUTE,
        addressees=(RARE,),
        filed_at=FILED_AT,
        asked_on=date(2026, 3, 3),
        items=(
            CorrectionItem(
                Words("补交信用卡账单", "Hand in the card statement"),
                Words("核对扣费日期", "to check the dates of the charges"),
            ),
            CorrectionItem(
                Words("写明被申请人的完整名称", "Give the full name of the respondent"),
            ),
        ),
        due_on=date(2026, 3, 12),
        remark="账单可以在手机银行里截图。",
        contact=CONTACT,
    ),
    DocumentKind.RIGHTS_NOTICE: RightsNotice(
        issuer=ISSUER,
        case_number=CASE_NUMBER,
        dispute=DISPUTE,
        addressees=(RARE,),
        given_on=date(2026, 3, 4),
        mediators=("苏文堃",),
        contact=CONTACT,
    ),
    DocumentKind.SESSION_RECORD: SessionRecord(
        issuer=ISSUER,
        case_number=CASE_NUMBER,
        dispute=DISPUTE,
        session_number=1,
        began_at=datetime(2026, 3, 9, 6, 30, tzinfo=UTC),
        ended_at=datetime(2026, 3, 9, 8, 10, tzinfo=UTC),
        place="集美枫桥驿站二号调解室",
        mode=Words("现场", "in person"),
        is_open=False,
        parties=(APPLICANT, RESPONDENT),
        mediators=("苏文堃",),
        recorder="罗知㛃",
        informed="已告知各方权利义务，各方表示清楚，同意调解，不申请回避。",
        statements=(
            Statement("调解员", "现在开始调解。请申请人说明情况。"),
            Statement(RARE, "办卡时没有人告诉我权益卡要收年费。\n我要求全部退还。"),
            Statement("许燊", "同意退还年费，需要走内部流程。"),
        ),
        result=SessionResult.TO_CONTINUE,
        result_note="双方同意下次就付款时间继续协商。",
        others=("欧阳𬱖（申请人配偶）",),
        next_at=datetime(2026, 3, 12, 1, 30, tzinfo=UTC),
    ),
    DocumentKind.AGREEMENT: AGREEMENT,
    DocumentKind.TERMINATION_NOTICE: TerminationNotice(
        issuer=ISSUER,
        case_number=CASE_NUMBER,
        dispute=DISPUTE,
        addressees=(RARE, RESPONDENT.name),
        parties=(APPLICANT, RESPONDENT),
        accepted_on=date(2026, 3, 2),
        sessions_on=(date(2026, 3, 9), date(2026, 3, 12)),
        reason=Reason(Words("各方意见差距较大，未能达成协议", "The parties stayed too far apart to agree.")),
        ended_on=date(2026, 3, 16),
        routes=ROUTES,
        mediators=("苏文堃",),
        filed_at=FILED_AT,
        contact=CONTACT,
    ),
    DocumentKind.TRANSFER_LETTER: TransferLetter(
        issuer=ISSUER,
        case_number=CASE_NUMBER,
        dispute="投资理财纠纷",
        receiver="鹭岛市公安局演示分局",
        matter="申请人称某公司以高额利息为诱饵向不特定对象募集资金，涉嫌犯罪。",
        legal_basis="《人民调解法》第二十五条",
        parties=(replace(APPLICANT, agents=()),),
        materials=(Material("调解申请书", 1, 3), Material("转账记录", 2, 12)),
        informed="已于2026年3月3日电话告知申请人。",
        sent_on=date(2026, 3, 4),
        contact=CONTACT,
        reply_by=date(2026, 3, 20),
    ),
    DocumentKind.WITHDRAWAL_CONFIRMATION: WithdrawalConfirmation(
        issuer=ISSUER,
        case_number=CASE_NUMBER,
        dispute=DISPUTE,
        addressees=(RARE,),
        filed_at=FILED_AT,
        withdrawn_at=datetime(2026, 3, 5, 3, 0, tzinfo=UTC),
        channel=Words("网上", "online"),
        reason="银行已经退款。",
        contact=CONTACT,
    ),
}


def in_english(facts: Any) -> Any:
    """The same facts for the English copy."""
    return replace(facts, lang=Lang.EN)
